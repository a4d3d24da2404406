"""Fixtures: comparisons to test the report formats with."""

import pytest
from attrs import evolve

import narratives
from narratives import Decision, Mark, StatementKey, Subject
from narratives.reading.parties import read_parties
from tests.conftest import SEEDS

_KARABAKH = "karabakh-2023"
_OTHERS = sorted(path.name for path in SEEDS.iterdir() if path.is_dir() and path.name != _KARABAKH)


def _compared(name: str) -> narratives.Comparison:
    folder = SEEDS / name
    return narratives.compare(narratives.read(folder / "report.txt", read_parties(folder / "parties.yaml")))


@pytest.fixture(scope="session")
def with_voices() -> narratives.Comparison:
    """The first seed, with speakers of no party."""
    return _compared(_KARABAKH)


@pytest.fixture(
    scope="session",
    params=[_KARABAKH, *(pytest.param(name, marks=pytest.mark.slow) for name in _OTHERS)],
)
def seed(request: pytest.FixtureRequest, with_voices: narratives.Comparison) -> narratives.Comparison:
    """Each seed, read and compared."""
    return with_voices if request.param == _KARABAKH else _compared(request.param)


@pytest.fixture(scope="session")
def decided(with_voices: narratives.Comparison) -> narratives.Comparison:
    """The first seed with warnings and decisions of every kind: applied, set aside and not applied."""
    first, second = with_voices.disputes[0].verdicts[:2]
    wrong = next(one for one in with_voices.assertions if one.text.endswith("claimed absolute victory."))
    keys = [StatementKey.of(one) for one in (first.a, first.b, second.b, wrong)]
    decisions = [
        Decision(on=Subject.RELATION, mark=Mark.RIGHT, statements=(keys[0], keys[1]), by="Ana Ruiz"),
        Decision(on=Subject.STATEMENT, mark=Mark.RIGHT, statements=(keys[2],), note="as printed"),
        Decision(on=Subject.STATEMENT, mark=Mark.WRONG, statements=(keys[3],), note="the quote is cut"),
        Decision(on=Subject.SPEAKER, mark=Mark.PARTY, value="Armenia", speaker="Nobody Known"),
    ]
    return evolve(with_voices.decide(decisions), warnings=("the text ends in the middle of a sentence",))
