"""A small invented report of four parties in two papers, judged by hand."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import narratives
from narratives.cli import main
from narratives.model import Assertion
from narratives.verdict import Pair, Reason, ReasonKind, Relation, Verdict

COURIER = narratives.Document(
    "The Harbour Board said that the crane was safe in March 2024. "
    "The Dockers' Union said that the crane was unsafe in March 2024. "
    "The City Council said that the crane was dangerous in March 2024.\n\n"
    "Mara Quist of the Dockers' Union said that seven dockers were hurt in Marrow Bay. "
    "Ines Holt of the Harbour Board said that four dockers were hurt in Marrow Bay. "
    "The Rescue Service said that five dockers were hurt in Marrow Bay.\n\n"
    "The Dockers' Union said that the strike began on Monday. "
    "The Harbour Board said that the strike began on Monday. "
    "The City Council said that the strike began on Monday. "
    "The Rescue Service said that the strike began on Monday.\n",
    outlet="Marrow Courier",
    date="2024-05-02",
)
HERALD = narratives.Document(
    "The Harbour Board said that Polish engineers had inspected the winch. "
    "The Dockers' Union denied that anybody had inspected the winch. "
    "The City Council said that the winch had been inspected. "
    "The Harbour Board said that the crane was never certified. "
    "The Rescue Service said that it had two boats.\n",
    outlet="Evening Herald",
    date="2024-06-10",
)
PARTIES = {
    "Harbour Board": ["Ines Holt"],
    "Dockers' Union": ["Mara Quist"],
    "City Council": [],
    "Rescue Service": [],
}

AGAINST, SAME, FOLLOWS = Relation.CONTRADICTION, Relation.EQUIVALENCE, Relation.ENTAILMENT
TOLD: tuple[tuple[str, str, Relation, float, ReasonKind | None], ...] = (
    ("crane was safe", "crane was unsafe", AGAINST, 0.9, ReasonKind.ANTONYM),
    ("crane was safe", "crane was dangerous", AGAINST, 0.8, ReasonKind.ANTONYM),
    ("crane was unsafe", "crane was dangerous", SAME, 0.85, None),
    ("crane was safe", "never certified", AGAINST, 0.82, ReasonKind.MODEL),
    ("seven dockers", "four dockers", AGAINST, 0.95, ReasonKind.NUMBER),
    ("seven dockers", "five dockers", AGAINST, 0.7, ReasonKind.NUMBER),
    ("four dockers", "five dockers", AGAINST, 0.6, ReasonKind.NUMBER),
    ("strike began", "strike began", SAME, 0.9, None),
    ("engineers had inspected", "had inspected the winch", AGAINST, 0.65, ReasonKind.DENIAL),
    ("engineers had inspected", "winch had been inspected", FOLLOWS, 0.8, None),
    ("winch had been inspected", "had inspected the winch", SAME, 0.55, None),
)
"""Words of a pair → relation, probability, reason. The last one is a mistake, so that a triad is there."""


class ByHand:
    """A judge that looks pairs up in a table."""

    def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
        return [self._verdict(a, b) for a, b in pairs]

    def _verdict(self, a: Assertion, b: Assertion) -> Verdict:
        said, other = a.text.casefold(), b.text.casefold()
        for first, second, relation, probability, kind in TOLD:
            if (first in said and second in other) or (first in other and second in said):
                words = first if first in said else second, second if second in other else first
                reasons = (Reason(kind=kind, a=words[0], b=words[1], note="They differ."),) if kind else ()
                return Verdict(
                    a=a, b=b, relation=relation, probability=probability, reasons=reasons, judge="by hand"
                )
        return Verdict(a=a, b=b, relation=Relation.NEUTRAL, probability=1.0)


@pytest.fixture(scope="session")
def harbour() -> narratives.Comparison:
    accounts = narratives.read([COURIER, HERALD], PARTIES)
    return narratives.compare(accounts, judge=ByHand(), own=True)


@pytest.fixture(scope="session")
def graph(harbour: narratives.Comparison) -> narratives.ContradictionGraph:
    return harbour.graph


Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(
    harbour: narratives.Comparison,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Call:
    """The command in this process, in a folder with a kept comparison: exit code, output, errors."""
    harbour.save(tmp_path / "kept.json")
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["narratives", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        printed = capsys.readouterr()
        return int(left.value.code or 0), printed.out, printed.err

    return command
