"""The page as text; what it does in a browser is tested in tests/browser."""

import hashlib
import json
import re
from collections import Counter
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given, settings

import narratives
from narratives import Account, Assertion, Document, Reason, ReasonKind, Relation, Span, Verdict
from narratives.findings import Findings
from narratives.harmless import excerpt
from narratives.model import Block
from narratives.rendering.escaping import script_json, web_address
from narratives.rendering.page import LIBRARY_SHA256, page
from narratives.rendering.page.layout import layout
from narratives.rendering.report.article import paragraphs
from narratives.rendering.report.view import View
from tests.strategies import findings as random_findings


class _Read(HTMLParser):
    """Ids and inner links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: set[str] = set()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.ids.update([told["id"] or ""] if "id" in told else [])
        href = told.get("href") or ""
        self.links |= {href[1:]} if href.startswith("#") else set()


def _read(html: str) -> _Read:
    reader = _Read()
    reader.feed(html)
    return reader


def test_every_id_stands_once_and_every_link_leads_somewhere(karabakh: narratives.Comparison) -> None:
    read = _read(karabakh.to_html())
    assert [one for one, number in read.ids.items() if number > 1] == []
    assert read.links - set(read.ids) == set()
    assert {f"w-{one.id}" for one in karabakh.assertions} <= set(read.ids)
    assert {f"a-{one.id}" for one in karabakh.assertions} <= set(read.ids)


def test_the_clashing_words_are_marked_in_the_sentence_or_in_print(karabakh: narratives.Comparison) -> None:
    html = karabakh.to_html()
    assert "<mark>ethnic cleansing</mark>" in html
    assert "<mark>blockading the road</mark>" in html
    assert "One side denies the very statement of the other." in html


def test_pieces_of_a_text_carry_every_quotation_they_are_part_of() -> None:
    document = Document("One two three four five.\n\nSix seven.", pages=(0, 26))
    spans = {"wide": (0, 18), "narrow": (4, 7), "over": (14, 29)}
    made = [
        narratives.Assertion(
            text=f"{name}.", party="A", spans=(narratives.Span(document=document.id, start=start, end=end),)
        )
        for name, (start, end) in spans.items()
    ]
    names = {one.id: one.text.rstrip(".") for one in made}
    clash = [narratives.Span(document=document.id, start=4, end=7)]
    found = [
        [(piece.text, [names[key] for key in piece.said], piece.clashes, piece.page) for piece in one.pieces]
        for one in paragraphs(document, made, clash)
    ]
    assert found == [
        [
            ("One ", ["wide"], False, 1),
            ("two", ["narrow", "wide"], True, None),
            (" three ", ["wide"], False, None),
            ("four", ["over", "wide"], False, None),
            (" five.", ["over"], False, None),
        ],
        [("Six", ["over"], False, 2), (" seven.", [], False, None)],
    ]


def test_markup_stands_outside_the_paragraphs_of_a_document_with_blocks() -> None:
    document = Document("# Talk\n\nA *word*.", blocks=(Block(runs=((8, 10), (11, 15), (16, 17))),))
    [paragraph] = paragraphs(document, (), ())
    assert "".join(piece.text for piece in paragraph.pieces) == "A word."


def test_cards_stand_in_the_column_of_their_party_and_do_not_cover_each_other(
    karabakh: narratives.Comparison,
) -> None:
    placed = layout(karabakh)
    assert len(placed.cards) == len({card.assertion.id for card in placed.cards})
    for column in range(3):
        own = sorted((card for card in placed.cards if card.column == column), key=lambda card: card.y)
        assert {card.assertion.party for card in own} == {karabakh.accounts[column].name}
        for above, below in pairwise(own):
            assert above.y + above.height / 2 < below.y - below.height / 2
    labels = [f"{n}. {dispute.label}" for n, dispute in enumerate(karabakh.disputes, start=1)]
    assert [band.title for band in placed.bands][: len(labels)] == labels


def test_the_page_names_the_file_of_an_article_and_not_the_folders_it_lay_in() -> None:
    document = Document("Armenia said the road was open.", address="/home/me/secret source/leak.txt")
    accounts = narratives.read(document, ["Armenia"])
    other = Account("Other", ["The road was closed."])
    html = narratives.compare(accounts["Armenia"], other, documents=accounts.documents).to_html()
    assert "leak.txt" in html
    assert "secret source" not in html


def test_a_title_is_shown_once_and_its_page_is_kept() -> None:
    text = "Talks fail again\n\nArmenia said the road was open.\n\nIt rained."
    document = Document(text, title="Talks fail again", pages=(0, 51))
    html = narratives.compare(Account("A"), Account("B"), documents=[document]).to_html()
    assert html.count("Talks fail again") == 2  # over the article, and in what the report is about
    assert [html.count(f">page {number}<") for number in (1, 2, 3)] == [1, 1, 0]


def test_half_a_pair_of_quotation_marks_is_left_out_of_words_cut_from_a_sentence() -> None:
    assert excerpt("ecocide” by Russia") == "ecocide by Russia"
    assert excerpt('an act of "ethnic cleansing"') == 'an act of "ethnic cleansing"'


def test_only_two_parties_have_no_matrix_and_more_have_one(karabakh: narratives.Comparison) -> None:
    assert 'id="matrix"' in karabakh.to_html()
    two = narratives.compare(*karabakh.accounts[:2])
    assert 'id="matrix"' not in two.to_html()


def test_accounts_by_hand_and_texts_withheld_make_a_page_without_article(
    karabakh: narratives.Comparison,
) -> None:
    by_hand = narratives.compare(Account("A", ["It is open."]), Account("B", ["It is closed."]))
    assert "<aside" not in by_hand.to_html()
    kept = narratives.Comparison.from_json(karabakh.to_json())
    assert "<aside" not in kept.to_html()
    assert kept.documents[0].id == karabakh.documents[0].id


def test_nothing_found_makes_a_page_that_says_so() -> None:
    empty = narratives.compare(Account("A"), Account("B")).to_html()
    assert "No point at issue was found. That is no proof that there is none." in empty
    assert "cytoscape.js" not in empty.casefold()
    assert len(empty) < 90_000
    assert _read(empty).links - set(_read(empty).ids) == set()
    assert "Nothing." in empty


def test_one_account_alone_and_a_party_that_is_the_article_are_shown_too() -> None:
    accounts = narratives.read("Armenia said the road was open. The road is closed.", ["Armenia"])
    result = narratives.compare(accounts["Armenia"], accounts.article, documents=accounts.documents)
    html = result.to_html()
    assert "(article)" in html
    assert _read(html).links - set(_read(html).ids) == set()
    assert View(Findings(accounts=(Account("A"),), verdicts=(), disputes=())).points == ()


def test_the_library_is_the_one_that_its_authors_published_with_its_licence() -> None:
    vendor = files("narratives.rendering.page") / "vendor"
    assert hashlib.sha256((vendor / "cytoscape.min.js").read_bytes()).hexdigest() == LIBRARY_SHA256
    assert "Permission is hereby granted" in (vendor / "cytoscape-LICENSE.txt").read_text(encoding="utf-8")


def test_the_page_holds_no_address_to_load_from(karabakh: narratives.Comparison) -> None:
    own = page(karabakh, version="0", with_graph=False)
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", own)
    assert "@import" not in own
    assert "url(" not in own


@pytest.mark.parametrize("text", ["</script>", "<!--", "]]>", "&amp;", "\u2028", "é", "\ud800"])
def test_data_in_a_script_element_reads_back_and_ends_nothing(text: str) -> None:
    written = script_json({"x": text})
    assert json.loads(written) == {"x": text}
    assert not set("<>&\u2028") & set(written)
    assert written.isascii()


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://outlet.example/story", True),
        ("http://outlet.example", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        (" https://outlet.example", False),
        ("https://outlet.example/\u202etxt", False),
        ("https:///nowhere", False),
        ("data:text/html,x", False),
        ("report.txt", False),
        ("https://[::1", False),
    ],
)
def test_only_addresses_of_the_web_become_links(address: str, linked: bool) -> None:
    assert bool(web_address(address)) is linked


def test_words_are_marked_as_whole_words_and_where_they_are_printed() -> None:
    a = Account("A", ["After the reopening ceremony the road is open."])
    b = Account("B", ["The road is closed."])
    html = narratives.compare(a, b).to_html()
    assert "After the reopening ceremony the road is <mark>open</mark>." in html
    quote = "open talks on the open road"
    document = Document(quote)
    span = Span(document=document.id, start=0, end=len(quote))
    said = Assertion(text="They talk.", quote=quote, party="A", spans=(span,))
    place = Span(document=document.id, start=18, end=22)
    reason = Reason(kind=ReasonKind.ANTONYM, a="open", b="closed", note="x", a_spans=(place,))
    other = Account("B", ["It is closed."])
    verdict = Verdict(
        a=said, b=other.assertions[0], relation=Relation.CONTRADICTION, probability=0.9, reasons=(reason,)
    )
    findings = Findings(
        accounts=(Account("A", [said]), other),
        verdicts=(verdict,),
        disputes=(narratives.Dispute(label="Road", verdicts=(verdict,)),),
        documents=(document,),
    )
    assert "open talks on the <mark>open</mark> road" in page(findings, version="0")


def test_places_name_their_document_where_there_are_several() -> None:
    texts = ["Armenia said the road was open.", "Azerbaijan said the road was closed."]
    documents = [Document(text, title="Daily", outlet=f"Outlet {n}") for n, text in enumerate(texts)]
    accounts = narratives.read(documents, ["Armenia", "Azerbaijan"])
    html = narratives.compare(*accounts.values(), documents=accounts.documents).to_html()
    assert ">in Daily, Outlet 0</a>" in html
    assert "<h2>Daily, Outlet 1</h2>" in html


def test_every_id_stands_once_also_where_a_verdict_is_part_of_several_points() -> None:
    a, b = Account("A", ["It is open.", "It is so."]), Account("B", ["It is closed."])
    verdict = Verdict(a=a.assertions[0], b=b.assertions[0], relation=Relation.CONTRADICTION, probability=0.9)
    own = Verdict(a=a.assertions[0], b=a.assertions[1], relation=Relation.CONTRADICTION, probability=0.9)
    findings = Findings(
        accounts=(a, b),
        verdicts=(verdict, verdict),
        disputes=(narratives.Dispute(label="One", verdicts=(verdict,)),) * 2
        + (narratives.Dispute(label="Own", verdicts=(own,)),),
        own=(narratives.Examination(account=a, verdicts=(own,), not_compared=0),),
    )
    read = _read(page(findings, version="0"))
    assert [one for one, number in read.ids.items() if number > 1] == []
    assert read.links - set(read.ids) == set()


def test_a_conflict_that_is_part_of_no_point_is_shown_all_the_same() -> None:
    a, b = Account("A", ["It is open."]), Account("B", ["It is closed."])
    verdict = Verdict(a=a.assertions[0], b=b.assertions[0], relation=Relation.CONTRADICTION, probability=0.9)
    html = page(Findings(accounts=(a, b), verdicts=(verdict,), disputes=()), version="0")
    assert "Other conflicts" in html
    assert "Also said by others" not in html


def test_where_more_than_two_positions_stand_against_each_other_nobody_is_given_a_camp() -> None:
    told = {"A": 23, "B": 50, "C": 100}
    accounts = [Account(name, [f"{number} people were killed."]) for name, number in told.items()]
    html = narratives.compare(*accounts).to_html()
    assert html.count('<b class="mark-own">own</b>') == 3


@settings(max_examples=60, deadline=None)
@given(random_findings())
def test_any_findings_make_a_page_whose_links_all_lead_somewhere(found: Findings) -> None:
    read = _read(page(found, version="0"))
    assert [one for one, number in read.ids.items() if number > 1] == []
    assert read.links - set(read.ids) == set()


def test_a_line_that_skips_a_column_bends_and_a_party_without_cards_has_none() -> None:
    names = ("A", "B", "C", "Silent")
    a, b, c, silent = (Account(name, [f"{name} speaks."]) for name in names)
    pairs = [(a, b, Relation.CONTRADICTION), (b, c, Relation.CONTRADICTION), (a, c, Relation.EQUIVALENCE)]
    verdicts = tuple(
        Verdict(a=one.assertions[0], b=other.assertions[0], relation=relation, probability=0.9)
        for one, other, relation in pairs
    )
    html = page(Findings(accounts=(a, b, c, silent), verdicts=verdicts, disputes=()), version="0")
    data = json.loads(html.split('id="graph-data">')[1].split("</script>")[0])
    ways = {edge["classes"].split(" ", 1)[1] for edge in data["edges"]}
    assert ways == {"right", "right over"}
    columns = [node["data"]["label"] for node in data["nodes"] if node["classes"] == "column"]
    assert columns == ["A", "B", "C"]
