"""An item of the review queue shows both statements, their words and the reason, and nothing harmful."""

import io
import unicodedata

import pytest
from attrs import evolve
from rich.console import Console

import narratives
from narratives.harmless import context
from narratives.model import Account, Assertion, Span
from narratives.questions import review_queue
from narratives.rendering.review_item import describe_outcome, show_review_item
from tests.attacks.hostile import HOSTILE, decided_findings_of


def shown(findings: narratives.Findings, width: int = 100) -> list[str]:
    """Return each item of the findings as text."""
    items = review_queue(findings, again=True)
    found = []
    for number, item in enumerate(items, start=1):
        out = io.StringIO()
        console = Console(file=out, width=width, highlight=False, markup=False, emoji=False)
        show_review_item(console, findings, item, number, len(items), keys=["[r]ight", "[?]"])
        found.append(out.getvalue())
    return found


def test_every_relation_shows_its_statements_words_and_reasons(karabakh: narratives.Comparison) -> None:
    texts = [" ".join(text.split()) for text in shown(karabakh, width=400)]
    for verdict in karabakh.verdicts:
        [text] = [one for one in texts if all(f" {side.text}" in one for side in (verdict.a, verdict.b))
                  and f"{verdict.relation}, {verdict.probability:.2f}" in one]  # fmt: skip
        for side in (verdict.a, verdict.b):
            assert side.source is not None
            assert side.source.name in text
            assert f"[{side.quote}]" in text
        assert karabakh.documents[0].title in text
        for reason in verdict.reasons:
            assert f"{reason.kind}: {reason.note} 1 “{reason.a}” 2 “{reason.b}”" in text
        assert text.endswith("[r]ight [?]")


def test_no_line_is_wider_than_the_terminal(karabakh: narratives.Comparison) -> None:
    for width in (40, 80, 120):
        lines = [line for text in shown(karabakh, width=width) for line in text.splitlines()]
        assert max(map(len, lines)) <= width


@pytest.mark.parametrize("text", HOSTILE[::9])
def test_hostile_text_has_no_effect_on_the_terminal(text: str) -> None:
    for one in shown(decided_findings_of(text)):
        assert [c for c in one if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"] == []
        assert one.count("[r]ight [?]") >= 1


def test_the_context_ends_at_the_paragraph_and_at_whole_words() -> None:
    text = "First paragraph.\n\nThe mayor said the road was open. It rained all day.\n\nThird."
    start = text.index("the road")
    end = start + len("the road was open")
    assert context(text, start, end, most=500) == ("The mayor said ", ". It rained all day.")
    assert context(text, start, end, most=8) == ("… said ", ". It …")
    assert context("", 0, 5, most=8) == ("", "")


def test_a_statement_of_several_documents_names_the_others() -> None:
    first, second = (
        narratives.Document(f"It rained. {n}", title=f"Report {n}", date="2026-11-23") for n in "12"
    )
    places = [
        Assertion(
            text="It rained.",
            quote="It rained.",
            whole=False,
            spans=(Span(document=one.id, start=0, end=10),),
        )
        for one in (first, second)
    ]
    rain = evolve(places[0], party="North", also=(evolve(places[1], party="North"),))
    found = narratives.Findings(
        accounts=(Account("North", [rain]),), verdicts=(), disputes=(), documents=(first, second)
    )
    [text] = shown(found)
    assert "In “Report 1, 2026-11-23”." in text
    assert "also reported in: Report 2, 2026-11-23" in text


def test_the_outcome_is_told_in_words() -> None:
    assert describe_outcome({"right": 3, "skip": 1, "join": 1}, 2) == (
        "3 right, 1 skipped, 1 joined; 2 items not reached."
    )
    assert describe_outcome({}, 0) == "nothing decided."
