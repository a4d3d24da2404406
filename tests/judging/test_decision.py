from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.comparison.suite import suite
from narratives.judging.decision import Candidate, candidates, decide
from narratives.judging.evidence.statement import Statement, statements
from narratives.judging.witness import Witness
from narratives.verdict import CONFLICTS

PAIRS = suite("development")[::7]
SHARES = st.floats(0, 1)


@cache
def parsed() -> list[tuple[Statement, Statement]]:
    found = statements(side for pair in PAIRS for side in (pair.a, pair.b))
    return [(found[pair.a.id], found[pair.b.id]) for pair in PAIRS]


def weighed(
    a: Statement, b: Statement, contradiction: float, both: float, agreed: float
) -> tuple[bool, float]:
    said = Witness(contradiction=contradiction, contradiction_both=both, a_to_b=0.1, b_to_a=0.1)
    found: tuple[Candidate, ...] = candidates(a, b, said)
    probed = {probe: agreed for one in found for probe in one.clash.probes}
    relation, probability, _ = decide(a, b, said, found, probed)
    return relation in CONFLICTS, probability if relation in CONFLICTS else 0.0


@settings(max_examples=60, deadline=None)
@given(
    number=st.integers(0, len(PAIRS) - 1), low=SHARES, high=SHARES, both=SHARES, agreed=SHARES, surer=SHARES
)
def test_more_evidence_of_conflict_never_lowers_a_verdict(
    number: int, low: float, high: float, both: float, agreed: float, surer: float
) -> None:
    a, b = parsed()[number]
    low, high = sorted((low, high))
    less = weighed(a, b, low, min(both, low), min(agreed, surer))
    more = weighed(a, b, high, min(both, low), max(agreed, surer))
    assert more >= less
