"""The report as Markdown, parsed with an independent implementation of CommonMark."""

import re
from collections.abc import Iterator
from unicodedata import category

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

import narratives
from narratives import Account, Assertion, Document, Span
from narratives.findings import Findings
from narratives.harmless import plain
from narratives.rendering.escaping import markdown_link, markdown_text, web_address
from narratives.rendering.markdown import markdown
from narratives.rendering.report.outline import outline
from tests.exchange.hostile import BENIGN, HOSTILE, hostile_findings
from tests.rendering.reports import line_groups
from tests.strategies import findings as random_findings

_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(footnote_plugin)
_FRAGMENTS = [
    *"* ** _ __ ` ``` ~ ~~ [ ] [x] [^1] [^1]: ( ) (x) < > <b> </b> <!-- --> & &amp; &#42;".split(),
    *["|", "||", "\\", "\\\\"],
    *"# ## - + 1. 2) = == === --- *** ! ![ $ $$ ^ @ @me a@b.org : :smile: www. www.b.org".split(),
    *[
        "http://a.b",
        "https://a.b/c_d_e",
        "mailto:a@b.org",
        "[a](b)",
        "![a](b)",
        "[a]: b",
        "<a@b.org>",
        "word",
    ],
    *[
        " ",
        "  ",
        "\t",
        "\n",
        "\n\n",
        "\r",
        "    ",
        "> ",
        "\x00",
        "\x07",
        "\u2028",
        "\ud800",
        "“",
        "”",
        "é",
        "’",
    ],
]
_TEXTS = st.one_of(st.lists(st.sampled_from(_FRAGMENTS), max_size=12).map("".join), st.text(max_size=40))
_POSITIONS = {
    "paragraph": "{}",
    "heading": "### {}",
    "item": "- {}",
    "inner item": "- x\n  - {}",
    "cell": "| {} | x |\n| --- | --- |\n| x | {} |",
    "footnote": "x[^1]\n\n[^1]: {}",
    "quotation": "“{}”[^1] **{}**\n\n[^1]: x",
}


def _inlines(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "inline":
            yield from token.children or ()


def _shown(source: str) -> str:
    """Return the text that a reader sees, with X for each note reference."""
    return "".join(
        "X" if token.type == "footnote_ref" else token.content for token in _inlines(_PARSER.parse(source))
    )


def _types(source: str) -> list[str]:
    tokens = _PARSER.parse(source)
    return [token.type for token in tokens] + [
        token.type for token in _inlines(tokens) if token.type != "text"
    ]


@settings(deadline=None)
@given(_TEXTS)
@example("1. x")
@example("- ")
@example("+x!")
@example("a|b\\|c\\")
def test_any_text_is_rendered_literally_in_every_position(text: str) -> None:
    for place, frame in _POSITIONS.items():
        source = frame.replace("{}", markdown_text(text).strip() or "empty")
        expected = frame.replace("{}", "word")
        assert _types(source) == _types(expected), place
    shown = _shown(markdown_text(text))
    assert shown == plain(text)
    cell = _POSITIONS["cell"].replace("{}", markdown_text(text))
    cells = [one.content for one in _inlines(_PARSER.parse(cell)) if one.type == "text"]
    assert cells == [one for one in (shown, "x", "x", shown) if one]


@given(_TEXTS)
def test_addresses_and_emoji_names_are_escaped(text: str) -> None:
    written = markdown_text(text)
    assert not re.search(r"(?i)www\.|[a-z]:[/\w]|(?<!\\)@", written)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('"Open", he said (at 10 a.m.) - 30%, it\'s', '"Open", he said (at 10 a.m.) - 30%, it\'s'),
        ("It is open!", "It is open\\!"),
        ("Prices rose 1.5 points; see p. 3", "Prices rose 1.5 points; see p. 3"),
        ("# 1 of *all*", "\\# 1 of \\*all\\*"),
        ("1986. A year", "1986\\. A year"),
    ],
)
def test_only_possible_syntax_is_escaped(text: str, written: str) -> None:
    assert markdown_text(text) == written


def test_an_address_is_unchanged_and_does_not_end_the_link() -> None:
    address = "https://a.org/x_(y)?a=1&copy=2&b=[3]*4*"
    [link] = [one for one in _inlines(_PARSER.parse(f"See {markdown_link('a ] b', address)}.")) if one.attrs]
    assert str(link.attrs["href"]).replace("%5B", "[").replace("%5D", "]") == address
    assert _shown(markdown_link("a ] b", "https://a.org/`|<> ")) == "a ] b"


@pytest.mark.slow
def test_hostile_text_adds_no_element() -> None:
    expected = _types(markdown(hostile_findings(BENIGN), version="1"))
    assert "footnote_ref" in expected
    for text in HOSTILE:
        written = markdown(hostile_findings(text), version="1")
        linked = {"link_open", "link_close"} if web_address(plain(text)) else set()
        optional = {"em_open", "em_close", "strong_open", "strong_close", *linked}
        found, wanted = (
            sorted(one for one in types if one not in optional) for types in (_types(written), expected)
        )
        assert found == wanted, text


@settings(max_examples=60, deadline=None)
@given(random_findings(by_hand=True))
def test_every_line_is_rendered_as_intended_without_literal_marks(found: Findings) -> None:
    tokens = _PARSER.parse(markdown(found, version="1"))
    shown = (
        plain("".join(one.content for one in token.children or () if one.type in ("text", "html_inline")))
        for token in tokens
        if token.type == "inline"
    )
    wanted = map(" — ".join, line_groups(outline(found, version="1")))
    seen = (line.removeprefix("— ") for line in shown)  # after a statement of control characters only
    assert sorted(filter(None, seen)) == sorted(filter(None, wanted))


def _section(written: str, name: str) -> str:
    """Return the lines under a heading of level 2."""
    found = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", written, flags=re.MULTILINE | re.DOTALL)
    return found.group(1) if found else ""


def _statements(written: str) -> list[str]:
    """Return the items with a note in the sections that together list every statement."""
    sections = (_section(written, name) for name in ("Accounts in full", "Other voices", "Set aside"))
    return [line for part in sections for line in part.splitlines() if line.startswith("- ") and "[^" in line]


def test_every_statement_is_listed_in_an_account_or_under_other_voices(seed: narratives.Comparison) -> None:
    written = seed.to_markdown()
    every = (*seed.assertions, *seed.unassigned)
    found = _statements(written)
    assert len(found) == len(every)
    shown = [_shown(line.removeprefix("- ")) for line in found]
    for one in every:
        assert any(plain(one.text) in line for line in shown), one.text


def test_each_statement_has_one_note_with_its_quotation_and_location(seed: narratives.Comparison) -> None:
    written = seed.to_markdown()
    notes = dict(re.findall(r"^\[\^(\d+)\]: (.*)$", written, flags=re.MULTILINE))
    every = (*seed.assertions, *seed.unassigned)
    assert list(notes) == [str(number) for number in range(1, len(every) + 1)]
    assert list(dict.fromkeys(re.findall(r"\[\^(\d+)\](?!:)", written))) == list(notes)
    notes_shown = {_shown(words) for words in notes.values()}
    for one in every:
        spans = " and ".join(f"{span.start}–{span.end}" for span in one.spans)
        assert f"“{plain(one.quote)}”, characters {spans}" in notes_shown


def test_a_point_shows_both_sides_with_their_cues_and_the_reasons(karabakh: narratives.Comparison) -> None:
    points = _section(karabakh.to_markdown(), "Points at issue")
    assert "| Azerbaijan | Armenia |\n| --- | --- |" in points
    assert (
        "| *denies:* The assault is an act of ethnic cleansing.[^6] — Hikmet Hajiyev, “rejected” |" in points
    )
    assert "- **Contradiction**, strength" in points
    assert "One side denies the very statement of the other." in points
    assert "Azerbaijan: “rejected the charge”; Armenia: “the assault an act of" in points


def test_the_sections_are_in_order_and_empty_ones_are_left_out(
    decided: narratives.Comparison, karabakh: narratives.Comparison
) -> None:
    headings = re.findall(r"^## (.*)$", decided.to_markdown(), flags=re.MULTILINE)
    assert headings == [
        "Warnings and advice", "Parties", "Points at issue", "Common ground", "Looks opposed, is not",
        "Accounts in full", "Other voices", "What people decided", "Set aside", "Not applied",
        "About this report",
    ]  # fmt: skip
    left_out = {"Warnings and advice", "What people decided", "Set aside", "Not applied", "Against itself"}
    assert not left_out & set(re.findall(r"^## (.*)$", karabakh.to_markdown(), flags=re.MULTILINE))


def test_decisions_are_shown_with_the_statement_and_in_their_own_section(
    decided: narratives.Comparison,
) -> None:
    written = decided.to_markdown()
    assert "  - *Decided:* right, by Ana Ruiz" in _section(written, "Points at issue")
    assert "*Decided:* right: as printed" in _section(written, "Accounts in full")
    assert "claimed absolute victory" in _section(written, "Set aside")
    assert "claimed absolute victory" not in _section(written, "Accounts in full")
    assert "Nobody Known speaks for Armenia" in _section(written, "Not applied")
    assert "the text ends in the middle of a sentence" in _section(written, "Warnings and advice")
    assert len(_statements(written)) == len(decided.assertions) + len(decided.unassigned) + 1


def test_own_contradictions_and_pages_are_shown() -> None:
    text = "The road is open. The road is closed."
    document = Document(text, pages=(0, 18))
    said = [
        Assertion(text=words, quote=words, party="A", spans=(Span(document=document.id, start=at, end=end),))
        for words, at, end in (("The road is open.", 0, 17), ("The road is closed.", 18, 37))
    ]  # fmt: skip
    found = narratives.compare(
        Account("A", said), Account("B", ["It rained."]), documents=[document], own=True
    )
    written = found.to_markdown()
    assert "The road is **open**" in _section(written, "Against itself")
    assert "[^2]: “The road is closed.”, page 2, characters 18–37" in written


def test_empty_findings_are_reported_as_such() -> None:
    written = narratives.compare(Account("A"), Account("B")).to_markdown()
    assert "No point at issue was found. That is no proof that there is none." in written
    assert "nothing to compare" not in written
    assert "Nobody is quoted in the text." in _section(written, "Warnings and advice")


def test_every_report_states_that_it_does_not_say_who_is_right(seed: narratives.Comparison) -> None:
    assert "Nothing here says who is right." in seed.to_markdown()


def test_emphasis_is_left_out_if_its_marks_would_be_shown() -> None:
    a = Assertion(text="Syria's road is open.", party="A")
    b = Assertion(text="Syria's road is not open.", party="B")
    reason = narratives.Reason(kind=narratives.ReasonKind.NEGATION, a="'s road", b="'s road", note="Not.")
    verdict = narratives.Verdict(
        a=a, b=b, relation=narratives.Relation.CONTRADICTION, probability=0.9, reasons=(reason,)
    )
    dispute = narratives.Dispute(label="Road", verdicts=(verdict,))
    found = narratives.Findings(
        accounts=(Account("A", [a]), Account("B", [b])), verdicts=(verdict,), disputes=(dispute,)
    )
    assert "| Syria's road is open. | Syria's road is not open. |" in markdown(found, version="1")


def test_no_control_character_is_written(seed: narratives.Comparison) -> None:
    assert {category(letter) for letter in seed.to_markdown()} & {"Cc", "Cs"} == {"Cc"}  # line ends only
