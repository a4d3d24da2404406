"""The table of questions on the page ``docs/howto/questions.md``, put to the three seeds."""

import ast
import re
from collections.abc import Callable
from typing import Any

import pytest

import narratives
from narratives import Agreement, Assertion, ContradictionGraph, Dispute, Verdict
from narratives.answers import Answer, Match, PartyDistance, PointStances, SharedGround
from tests.conftest import ROOT, SEEDS

pytestmark = pytest.mark.slow

PAGE = ROOT / "docs" / "howto" / "questions.md"
LEAST = 30
_ROW = re.compile(r"^\| ([^|]+) \| `(\w+)\.(\w+\(.*\))` \| ([^|]+) \|$", re.MULTILINE)

ROWS = [
    (graph, call, expected.strip())
    for _, graph, call, expected in _ROW.findall(PAGE.read_text(encoding="utf-8"))
]

_WRITTEN: dict[type, Callable[[Any], str]] = {
    Dispute: lambda one: one.label,
    Agreement: lambda one: f"{one.verdict.a.text} = {one.verdict.b.text}",
    Assertion: lambda one: one.text,
    Verdict: lambda one: f"{one.a.text} / {one.b.text}",
    Match: lambda one: one.assertion.text,
    SharedGround: lambda one: one.assertions[0].text,
    PointStances: lambda one: one.point.label,
    PartyDistance: lambda one: f"{one.a} – {one.b}: {one.distance}",
}


@pytest.fixture(scope="module")
def graphs() -> dict[str, ContradictionGraph]:
    found = {}
    for name, folder in (
        ("karabakh", "karabakh-2023"),
        ("dam", "kakhovka-dam-2023"),
        ("strike", "hollywood-writers-strike-2023"),
    ):
        accounts = narratives.read(SEEDS / folder / "report.txt", SEEDS / folder / "parties.yaml")
        found[name] = narratives.compare(accounts, own=True).graph
    return found


def test_the_table_has_thirty_questions_of_many_kinds() -> None:
    assert len(ROWS) >= LEAST
    assert len({call.partition("(")[0] for _, call, _ in ROWS}) > 10
    assert {graph for graph, _, _ in ROWS} == {"karabakh", "dam", "strike"}


@pytest.mark.parametrize(("name", "call", "expected"), ROWS)
def test_each_question_has_the_answer_that_the_page_shows(
    graphs: dict[str, ContradictionGraph], name: str, call: str, expected: str
) -> None:
    assert written(graphs[name], call) == expected


def written(graph: ContradictionGraph, call: str) -> str:
    """Return the answer to a question that is written as a call of a method with plain values."""
    node: Any = ast.parse(call, mode="eval").body
    named = {keyword.arg: ast.literal_eval(keyword.value) for keyword in node.keywords}
    found = getattr(graph, node.func.id)(*map(ast.literal_eval, node.args), **named)
    if isinstance(found, Answer):
        found = [*(match.point for match in found.points), *found.statements]
    elif not isinstance(found, tuple):
        found = [found]
    return "; ".join(_WRITTEN[type(one)](one) for one in found) or "nothing"
