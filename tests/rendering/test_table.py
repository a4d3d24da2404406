import io

from rich.console import Console

import narratives
from narratives.rendering.escaping import plain
from narratives.rendering.table import show_comparison, show_extraction


def printed(comparison: narratives.Comparison, width: int = 100) -> str:
    out = io.StringIO()
    show_comparison(Console(file=out, width=width), comparison)
    return out.getvalue()


def test_a_dispute_shows_the_words_sources_locations_and_reasons_of_both_sides(
    karabakh: narratives.Comparison,
) -> None:
    text = " ".join(printed(karabakh, width=400).split())
    for dispute in karabakh.disputes:
        assert dispute.label in text
        for assertion in dispute.assertions:
            assert assertion.text in text
            assert f"[{assertion.spans[0].start}–" in text
        for reason in dispute.reasons:
            assert f"“{reason.a}” / “{reason.b}”" in text
            assert f"{reason.kind}: {reason.note}" in text
    assert "Shared ground" in text
    assert "Only Azerbaijan" in text


def test_no_line_is_wider_than_the_terminal(karabakh: narratives.Comparison) -> None:
    for width in (20, 40, 60, 200):
        assert max(map(len, printed(karabakh, width=width).splitlines())) <= width


def test_parties_differ_in_colour_if_the_terminal_has_colours(karabakh: narratives.Comparison) -> None:
    out = io.StringIO()
    show_comparison(Console(file=out, width=100, force_terminal=True, color_system="standard"), karabakh)
    assert "\x1b[1;4;34mAzerbaijan" in out.getvalue()
    assert "\x1b[1;4;33mArmenia" in out.getvalue()
    assert "\x1b[" not in printed(karabakh)


def test_a_location_includes_the_page_if_the_document_has_pages() -> None:
    document = narratives.Document("Armenia said the road was open.\nMore.", pages=(0, 32))
    accounts = narratives.read(document, ["Armenia"])
    other = narratives.Account("Other", ["The road was closed."])
    comparison = narratives.compare(accounts["Armenia"], other, documents=accounts.documents)
    assert "[13–30, page 1]" in printed(comparison)


def test_escape_sequences_and_markup_in_a_text_do_not_reach_the_terminal() -> None:
    nasty = narratives.Account("A[bold]\x1b[31mB", ["\x1b]0;title\x07The road [red]is[/red] open.\u202e"])
    text = printed(narratives.compare(nasty, narratives.Account("Other", ["The road is open."])))
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert "[red]is[/red]" in text


def test_empty_findings_are_reported_as_such() -> None:
    text = printed(narratives.compare(narratives.Account("A party"), narratives.Account("Another")))
    assert "No point at issue found." in text
    out = io.StringIO()
    nothing = narratives.Findings(accounts=(), verdicts=(), disputes=(), compared=False)
    show_extraction(Console(file=out), nothing)
    assert "Nobody is quoted" in out.getvalue()


def test_plain_text_is_one_line_without_control_characters() -> None:
    assert plain("a\tb\r\nc\x1b[0m\u200e d") == "a b c[0m d"


def test_a_location_names_its_document_if_there_are_several() -> None:
    texts = ["Armenia said the road was open.", "Azerbaijan said the road was closed."]
    documents = [narratives.Document(text, title="Daily") for text in texts]
    accounts = narratives.read(documents, ["Armenia", "Azerbaijan"])
    shown = " ".join(printed(narratives.compare(*accounts.values(), documents=accounts.documents)).split())
    assert "[Daily, 13–30]" in shown
    assert "[Daily (2), 16–35]" in shown
