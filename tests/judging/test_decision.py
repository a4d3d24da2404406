from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import narratives
from benchmarks.comparison import real
from benchmarks.comparison.suite import read_suite
from narratives.judging import ReasoningJudge
from narratives.judging.decision import PairEvidence, decide, tables
from narratives.judging.evidence.finders import candidates, confirmed
from narratives.judging.evidence.scope import scope_differences
from narratives.judging.evidence.statement import Statement, statements
from narratives.judging.model_scores import ModelScores
from narratives.judging.models.nli import Scores
from narratives.verdict import CONFLICTS, Relation

PAIRS = read_suite("development")[::7]
SHARES = st.floats(0, 1)


@cache
def parsed() -> list[tuple[Statement, Statement]]:
    found = statements(side for pair in PAIRS for side in (pair.a, pair.b))
    return [(found[pair.a.id], found[pair.b.id]) for pair in PAIRS]


def contradiction_probability(
    a: Statement, b: Statement, contradiction: float, both: float, probe_entailment: float
) -> float:
    scores = ModelScores(contradiction=contradiction, contradiction_both=both, a_to_b=0.1, b_to_a=0.1)
    found = candidates(a, b, scores)
    probed = {probe: probe_entailment for one in found for probe in one.clash.probes}
    return decide(
        PairEvidence(
            a=a,
            b=b,
            scores=scores,
            found=confirmed(found, scores, probed),
            scope_differences=scope_differences(a, b),
        )
    ).contradiction


@settings(max_examples=60, deadline=None)
@given(
    number=st.integers(0, len(PAIRS) - 1),
    low=SHARES,
    high=SHARES,
    both=SHARES,
    probe_entailment=SHARES,
    surer=SHARES,
)
def test_more_evidence_of_conflict_never_lowers_its_probability(
    number: int, low: float, high: float, both: float, probe_entailment: float, surer: float
) -> None:
    a, b = parsed()[number]
    low, high = sorted((low, high))
    less = contradiction_probability(a, b, low, min(both, low), min(probe_entailment, surer))
    more = contradiction_probability(a, b, high, min(both, low), max(probe_entailment, surer))
    assert more >= less


class ConstantModel:
    """A model with the same scores for every pair, except those that it is given as contradictions."""

    name = "constant"

    def __init__(
        self, scores: tuple[float, float, float], contradicting: Sequence[tuple[str, str]] = ()
    ) -> None:
        self._scores = scores
        self._contradicting = frozenset(contradicting)

    def scores(self, pairs: Sequence[tuple[str, str]]) -> Scores:
        scores = np.array(
            [self._scores if pair not in self._contradicting else (0.998, 0.001, 0.001) for pair in pairs]
        )
        return scores.reshape(-1, 3)


def account(name: str, text: str, stance: narratives.Stance) -> narratives.Account:
    return narratives.Account(name, [narratives.Assertion(text=text, party=name, stance=stance)])


@pytest.mark.parametrize("stance", list(narratives.Stance))
def test_the_same_text_of_two_parties_agrees_whatever_the_model_scores(stance: narratives.Stance) -> None:
    sides = account("A", "The bridge is closed.", stance), account("B", "the bridge is  closed", stance)
    found = narratives.compare(*sides, judge=ReasoningJudge(ConstantModel((0.98, 0.01, 0.01))))
    assert [verdict.relation for verdict in found.verdicts] == [Relation.EQUIVALENCE]
    assert not found.disputes


def test_the_denial_of_the_same_text_is_a_dispute_whatever_the_model_scores() -> None:
    asserted, denied = narratives.Stance.ASSERTS, narratives.Stance.DENIES
    sides = (
        account("A", "Troops crossed the river.", asserted),
        account("B", "Troops crossed the river.", denied),
    )
    found = narratives.compare(*sides, judge=ReasoningJudge(ConstantModel((0.01, 0.01, 0.98))))
    [dispute] = found.disputes
    assert dispute.reasons
    assert dispute.probability >= 0.9


def test_a_contradiction_of_the_model_alone_has_a_phrase_of_each_side_as_its_reason() -> None:
    one = "The engineers of the utility only followed the orders of the grid operator on that night."
    other = "Negligence at the power station left four provinces without light for two days."
    sides = (account(name, text, narratives.Stance.ASSERTS) for name, text in (("A", one), ("B", other)))
    contradicting = [(one, other), (other, one)]
    found = narratives.compare(*sides, judge=ReasoningJudge(ConstantModel((0.01, 0.01, 0.98), contradicting)))
    [reason] = found.disputes[0].reasons
    assert reason.kind is narratives.ReasonKind.MODEL
    for words, text in ((reason.a, one), (reason.b, other)):
        assert words in text
        assert len(words.split()) <= len(text.split()) / 2


def test_every_pair_has_the_same_probability_of_contradiction_in_both_orders() -> None:
    judge = ReasoningJudge(ConstantModel((0.4, 0.1, 0.5)))
    pairs = [(pair.a, pair.b) for pair in PAIRS]
    forward, backward = judge.judge(pairs), judge.judge([(b, a) for a, b in pairs])
    for one, other in zip(forward, backward, strict=True):
        assert one.contradiction is not None
        assert 0 <= one.contradiction <= 1
        assert (one.relation, one.contradiction) == (other.relation, other.contradiction)
        assert (one.relation in CONFLICTS) == (one.contradiction >= tables().contradiction.threshold) or (
            one.relation is Relation.EQUIVALENCE
        )


@pytest.mark.skipif(not real.FOLDER.is_dir(), reason="the annotated articles are not part of the project")
def test_with_a_perfect_model_the_judge_finds_the_gold_contradictions_and_no_others() -> None:
    wanted = right = flagged = 0
    for gold in real.gold_articles():
        pairs = real.given_pairs(gold)
        words = [(one.pair[0].text, one.pair[1].text) for one in pairs if one.right]
        oracle = ConstantModel((0.001, 0.001, 0.998), [*words, *((b, a) for a, b in words)])
        verdicts = ReasoningJudge(oracle).judge([one.pair for one in pairs])
        flags = [verdict.relation in CONFLICTS for verdict in verdicts]
        wanted += sum(one.right for one in pairs)
        flagged += sum(flag for flag, one in zip(flags, pairs, strict=True) if not one.defensible)
        right += sum(flag and one.right for flag, one in zip(flags, pairs, strict=True))
    assert right / wanted >= 0.95
    assert right == flagged
