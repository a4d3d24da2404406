"""Several reports read together: each statement once, with all its places; decisions; questions."""

import io
import json
import re
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest
from attrs import evolve
from rich.console import Console

import narratives
from narratives import Decision, Mark, StatementKey, Subject
from narratives.copies import independent_reports
from narratives.model import Document, Stance
from narratives.rendering.table import show_comparison
from tests.joining.reports import EDITED, OWN_ARTICLE, PARTIES, SHORTENED, WIRE

DOCUMENTS = [WIRE, SHORTENED, EDITED, OWN_ARTICLE]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def accounts() -> narratives.Accounts:
    return narratives.read(DOCUMENTS, PARTIES)


def outlets(accounts: narratives.Accounts, text: str) -> list[set[str]]:
    names = {one.id: one.outlet for one in accounts.documents}
    return [{names[key] for key in one.documents} for one in accounts.assertions if one.text == text]


def test_a_statement_of_four_outlets_is_one_assertion(accounts: narratives.Accounts) -> None:
    everywhere = {"The Wire", "Courier", "Morning Post", "Daily Herald"}
    assert outlets(accounts, "Norland has always respected the ceasefire line.") == [everywhere]
    [found] = [one for one in accounts["Norland"] if "respected" in one.text]
    for one in (found, *found.also):
        text = next(d.text for d in accounts.documents if d.id == one.document)
        assert "".join(text[span.start : span.end] for span in one.spans) == one.quote
    assert independent_reports(found, copies=accounts.copies, documents=accounts.documents) == 2


def test_other_numbers_stay_apart(accounts: narratives.Accounts) -> None:
    assert outlets(accounts, "Norland killed 14 people.") == [{"The Wire", "Courier", "Morning Post"}]
    assert outlets(accounts, "Norland killed 17 people.") == [{"Daily Herald"}]


def test_voices_are_joined_and_the_own_voice_in_copies_only(accounts: narratives.Accounts) -> None:
    [brandt] = [voice for voice in accounts.voices if voice.name == "Thomas Brandt"]
    assert [len(one.also) for one in brandt.assertions] == [2]
    places = [set(one.documents) for one in accounts.article if one.also]
    assert places
    assert all(OWN_ARTICLE.id not in one for one in places)


def normalised(accounts: narratives.Accounts) -> object:
    """Return the accounts as JSON values, with what follows the order of the documents sorted."""
    value = json.loads(accounts.to_json(texts=True))
    for voice in value["voices"]:
        voice["assertions"].sort()
    for key in ("documents", "assertions"):
        value[key].sort(key=lambda one: one["id"])
    return value


def test_the_order_of_the_documents_does_not_matter(accounts: narratives.Accounts) -> None:
    for order in list(permutations(DOCUMENTS))[5::9]:
        assert normalised(narratives.read(order, PARTIES)) == normalised(accounts)


def decision(place: narratives.Assertion, mark: Mark, value: str = "") -> Decision:
    return Decision(on=Subject.STATEMENT, mark=mark, value=value, statements=(StatementKey.of(place),))


@pytest.mark.parametrize("number", range(4))
def test_a_decision_on_any_place_is_a_decision_on_the_statement(
    accounts: narratives.Accounts, number: int
) -> None:
    [found] = [one for one in accounts["Norland"] if "respected" in one.text]
    place = (found, *found.also)[number]
    rejected = narratives.read(DOCUMENTS, PARTIES, decisions=[decision(place, Mark.WRONG)])
    assert len(rejected["Norland"]) == len(accounts["Norland"]) - 1
    assert not [one for one in rejected.assertions if "respected" in one.text]
    moved = narratives.read(DOCUMENTS, PARTIES, decisions=[decision(place, Mark.PARTY, "Estland")])
    [now] = [one for one in moved["Estland"] if "respected" in one.text]
    assert [one.party for one in (now, *now.also)] == ["Estland"] * 4
    assert moved.reviews[0].after == now


class Neutral:
    """A judge that relates nothing."""

    def judge(self, pairs: Sequence[narratives.verdict.Pair]) -> list[narratives.Verdict]:
        return [
            narratives.Verdict(a=a, b=b, relation=narratives.Relation.NEUTRAL, probability=1.0)
            for a, b in pairs
        ]


def test_comparing_joins_what_was_read_apart(accounts: narratives.Accounts) -> None:
    apart = [narratives.read(one, PARTIES) for one in DOCUMENTS]
    merged = [
        narratives.Account(name, [one for each in apart for one in each[name]])
        for name in ("Norland", "Estland")
    ]
    compared = narratives.compare(*merged, judge=Neutral(), documents=DOCUMENTS)
    assert [set(one) for one in compared.accounts] == [set(accounts[name]) for name in ("Norland", "Estland")]
    assert compared.copies == accounts.copies
    again = narratives.compare(accounts, judge=Neutral())
    assert again.accounts == tuple(accounts.values())
    assert again.voices == accounts.voices


def test_a_decision_that_makes_two_statements_the_same_is_kept_when_they_are_joined() -> None:
    text = "The road from Tarn to the valley is open, said Marta Hale"
    first = Document(f"Estland was silent. {text}, a spokeswoman for Norland.", date="2024-05-12")
    second = Document(f"A baker came to the square. {text}.", date="2024-05-12")
    read = narratives.read([first, second], PARTIES)
    assert sorted(str(one.party) for one in read.assertions if "road" in one.text) == ["None", "Norland"]
    decided = narratives.read(
        [first, second],
        PARTIES,
        decisions=[Decision(on=Subject.SPEAKER, mark=Mark.PARTY, value="Norland", speaker="Marta Hale")],
    )
    compared = narratives.compare(decided, judge=Neutral())
    [road] = [one for one in compared.accounts[0] if "road" in one.text]
    assert len(road.also) == 1
    assert {review.after for review in compared.reviews} == {road}
    assert narratives.Comparison.from_json(compared.to_json()).reviews[0].after is not None


def test_questions_take_every_place_into_account(accounts: narratives.Accounts) -> None:
    [claim] = [one for one in accounts["Estland"] if one.text == "Norland shelled two villages."]
    denial = evolve(claim, party="Norland", stance=Stance.DENIES, also=())
    verdict = narratives.Verdict(
        a=claim, b=denial, relation=narratives.Relation.CONTRADICTION, probability=0.9
    )
    findings = narratives.Findings(
        accounts=(accounts["Estland"], narratives.Account("Norland", [denial])),
        verdicts=(verdict,),
        disputes=(narratives.Dispute(label="Two villages", verdicts=(verdict,)),),
        documents=accounts.documents,
    )
    graph = narratives.ContradictionGraph.of(findings)
    for outlet in ("The Wire", "Courier", "Morning Post", "Daily Herald"):
        assert len(graph.disputes(outlet=outlet)) == 1
    assert len(graph.disputes(since="2024-05-13")) == 1
    assert len(graph.disputes(since="2024-05-13", outlet="Daily Herald", source="Oyen")) == 1
    assert graph.disputes(since="2024-05-13", outlet="Courier") == ()
    assert graph.disputes(since="2024-05-14") == ()


def test_the_reports_show_the_other_places_and_the_copies(accounts: narratives.Accounts) -> None:
    compared = narratives.compare(accounts, judge=Neutral())
    console = Console(width=200, record=True, file=io.StringIO())
    show_comparison(console, compared)
    note = (
        "The Wire, Morning Post, Courier: copies of one story, at least 89 % of each shorter text stands "
        "word for word in the longest one; counted as one source"
    )
    for text in (console.export_text(), compared.to_markdown(), compared.to_html()):
        shown = " ".join(text.split())
        assert note in shown
        assert "; 2 independent reports" in shown
        assert "; one source" in shown
    assert "also in Morning Post, Courier, Daily Herald; 2 independent reports" in compared.to_markdown()


def test_the_page_links_to_the_words_in_every_document(accounts: narratives.Accounts) -> None:
    html = narratives.compare(accounts, judge=Neutral()).to_html()
    [found] = [one for one in accounts["Norland"] if "respected" in one.text]
    for place in found.also:
        anchor = f"w-{found.id}-{place.document}"
        assert html.count(f'id="{anchor}"') == 1
        assert f'href="#{anchor}"' in html
    assert html.count(f'id="w-{found.id}"') == 1
    assert len(re.findall(rf'data-a="[^"]*{found.id}[^"]*" title="Norland asserts"', html)) == 4


def test_every_format_keeps_the_places_and_the_copies(accounts: narratives.Accounts, tmp_path: Path) -> None:
    compared = narratives.compare(accounts, judge=Neutral())
    for name in ("json", "jsonld", "graphml", "aif.json", "xaif.json"):
        compared.save(tmp_path / f"found.{name}", texts=True)
        assert narratives.load(tmp_path / f"found.{name}") == compared
    [row] = [row for row in compared.to_rows("assertions") if "respected" in str(row["text"])]
    [found] = [one for one in accounts["Norland"] if "respected" in one.text]
    assert list(row)[-1] == "also"
    assert row["also"] == " | ".join(found.documents[1:])
