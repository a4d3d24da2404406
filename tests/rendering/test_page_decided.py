"""Decisions of people on the page."""

import json
import re

import pytest

import narratives
from narratives.decisions import Decision, Mark, StatementKey, Subject
from narratives.exchange.decision_records import decision_of
from narratives.rendering.page.decided import review_rows
from narratives.rendering.report.view import View
from tests.rendering.reading_pages import parse_page


@pytest.fixture(scope="module")
def decided(seeds: dict[str, narratives.Comparison]) -> narratives.Comparison:
    """The second seed with decisions of two people: applied, contradictory and not applicable."""
    found = seeds["kakhovka-dam-2023"]
    clash, wrong = found.disputes[0].verdicts[0], found.accounts[1].assertions[-1]
    sides = (StatementKey.of(clash.a), StatementKey.of(clash.b))

    def on(subject: Subject, mark: Mark, value: str, *keys: StatementKey, **details: str) -> Decision:
        return Decision(on=subject, mark=mark, value=value, statements=keys, **details)  # type: ignore[arg-type]

    return found.decide(
        [
            on(Subject.STATEMENT, Mark.WRONG, "", StatementKey.of(wrong), by="Ana Ruiz", note="cut short"),
            on(Subject.SPEAKER, Mark.PARTY, "Russia", speaker="Andrey Alekseyenko", by="Ana Ruiz"),
            on(Subject.RELATION, Mark.RIGHT, str(clash.relation), *sides, by="Ana Ruiz", note="heard it"),
            on(Subject.RELATION, Mark.WRONG, str(clash.relation), *sides, by="Bo Lind"),
            on(Subject.SPEAKER, Mark.PARTY, "Russia", speaker="Andrei Nobody", by="Bo Lind"),
        ]
    )


def test_open_decisions_are_listed_first_and_marked(decided: narratives.Comparison) -> None:
    rows = review_rows(View(decided))
    assert [row.open for row in rows] == [True, False, False]
    assert rows[0].decisions == ("right, by Ana Ruiz: heard it", "wrong, by Bo Lind")
    text = parse_page(decided.to_html()).text("decided")
    assert text.index("Open: people disagree right, by Ana Ruiz: heard it") < text.index("cut short")
    assert text.count("Open: people disagree") == 1


def test_a_relation_and_a_statement_show_the_decisions_on_them(decided: narratives.Comparison) -> None:
    read = parse_page(decided.to_html())
    points = read.text("points")
    assert "Decided by people right, by Ana Ruiz: heard it wrong, by Bo Lind the machine said:" in points
    assert "Decided by people Andrey Alekseyenko speaks for Russia, by Ana Ruiz" in read.text("accounts")


def test_statements_set_aside_keep_their_text_and_link_to_their_quotation(
    decided: narratives.Comparison,
) -> None:
    [gone] = decided.set_aside
    read = parse_page(decided.to_html())
    assert read.claims["decided"] == [gone.id]
    assert gone.id not in read.claims["accounts"]
    assert gone.text in read.text("decided")
    assert f"#w-{gone.id}" in read.links["decided"]
    assert read.links[gone.id] == [f"#a-{gone.id}"]


def test_a_decision_that_was_not_applied_has_a_reason(decided: narratives.Comparison) -> None:
    text = parse_page(decided.to_html()).text("decided")
    assert "Not applied 1" in text
    assert "nobody called 'Andrei Nobody' speaks here; there are: Andrey Alekseyenko" in text


def test_statements_found_are_those_in_columns_other_voices_and_set_aside(
    decided: narratives.Comparison, seeds: dict[str, narratives.Comparison]
) -> None:
    read = parse_page(decided.to_html())
    shown = sum(len(read.claims[section]) for section in ("accounts", "voices", "decided"))
    found = seeds["kakhovka-dam-2023"]
    assert shown == len(found.assertions) + len(found.unassigned)


def test_a_page_without_decisions_has_no_such_section(karabakh: narratives.Comparison) -> None:
    assert "Decided by people" not in karabakh.to_html().split("<script")[0]


def test_the_page_shows_joined_names_and_saves_the_joins_again(
    seeds: dict[str, narratives.Comparison],
) -> None:
    joins = [
        Decision(
            on=Subject.SPEAKER,
            mark=Mark.SAME,
            speaker="The Ukrainian ministry",
            value="The Ukrainian Interior Ministry",
            by="Ana Ruiz",
        ),
        Decision(on=Subject.PARTY, mark=Mark.SAME, party="Russia", value="Ukraine", by="Bo Lind"),
    ]
    page = seeds["kakhovka-dam-2023"].decide(joins).to_html()
    text = parse_page(page).text("decided")
    assert (
        "The Ukrainian ministry is the same speaker as The Ukrainian Interior Ministry, by Ana Ruiz" in text
    )
    assert "Russia is the same party as Ukraine, by Bo Lind" in text
    [data] = re.findall(r'id="decision-data"[^>]*>(.*?)</script>', page, re.DOTALL)
    applied = [one["decision"] for one in json.loads(data)["applied"]]
    records = [decision_of(one, place="the page") for one in applied]
    assert sorted(records, key=lambda one: one.by) == joins
