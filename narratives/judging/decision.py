"""Decide the relation of a pair: two logistic regressions with sign constraints and precision thresholds.

Their weights are in ``narratives/weights/decision/config.json``; ``CARD.md`` there names the training data.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from attrs import frozen

from narratives.judging.evidence.clash import Clash, reason
from narratives.judging.evidence.denial import denied_statement, responds_with_other_stance
from narratives.judging.evidence.features import features
from narratives.judging.evidence.finders import (
    AGREEMENT_FINDERS,
    ConfirmedClash,
    both_assert_or_deny,
    conflicts,
)
from narratives.judging.evidence.scope import shared_topic_count
from narratives.judging.evidence.statement import Statement
from narratives.judging.model_scores import ModelScores
from narratives.verdict import Reason, ReasonKind, Relation
from narratives.weights import DECISION, verified_config

OPPOSED_MIN = 0.5
"""The model's probability of contradiction from which a pair with a scope difference is distinct."""
EQUIVALENCE_MIN = 0.5
"""Probability of entailment in both directions from which an agreement is an equivalence."""
CERTAIN = 0.99
"""Probability that a text and its denial conflict, and that the same text with the same stance agrees."""


@frozen(kw_only=True)
class Table:
    """A logistic regression: ``1 / (1 + exp(-(intercept + sum of weight × feature)))``.

    Attributes:
        threshold: the lowest probability at which a pair is classified as positive.
    """

    intercept: float
    weights: Mapping[str, float]
    threshold: float

    def probability(self, values: Mapping[str, float]) -> float:
        """Return the probability for a pair whose features have these values."""
        total = self.intercept + sum(weight * values[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-total))


@frozen(kw_only=True)
class Tables:
    """The tables of contradictions and of agreements."""

    contradiction: Table
    agreement: Table


@cache
def tables() -> Tables:
    """Return the tables that the package ships."""
    stored: Mapping[str, Any] = verified_config(DECISION)
    return Tables(**{name: Table(**stored[name]) for name in ("contradiction", "agreement")})


@frozen(eq=False, kw_only=True)
class PairEvidence:
    """A pair of statements in a fixed order, with all the evidence on which it is decided.

    Attributes:
        scores: the NLI model's.
        found: clashes of the finders of reasons whose bar is met.
        scope_differences: see `narratives.judging.evidence.scope`.
    """

    a: Statement
    b: Statement
    scores: ModelScores
    found: Sequence[ConfirmedClash] = ()
    scope_differences: Sequence[Clash] = ()

    @cached_property
    def features(self) -> dict[str, float]:
        """See `narratives.judging.evidence.features`."""
        return features(self.a, self.b, self.scores, self.found, self.scope_differences)


@frozen(kw_only=True)
class Decision:
    """The relation of a pair with its probability, the probability of a contradiction, and the reasons.

    A contradiction without reasons is one that no finder explains.
    """

    relation: Relation
    probability: float
    contradiction: float
    reasons: tuple[Reason, ...] = ()


def decide(one: PairEvidence) -> Decision:
    """Return the relation, probabilities and reasons of a pair."""
    a, b = one.a, one.b
    same = same_text(a, b)
    if same and a.assertion.stance is b.assertion.stance:
        return Decision(relation=Relation.EQUIVALENCE, probability=CERTAIN, contradiction=1 - CERTAIN)
    conflict = tables().contradiction.probability(one.features)
    if responds_with_other_stance(a.assertion, b.assertion) or (
        same and a.denied != b.denied and both_assert_or_deny(a, b)
    ):
        conflict = max(conflict, CERTAIN)
    if conflict >= tables().contradiction.threshold:
        reasons = _reasons(one)
        framed = bool(reasons) and all(why.kind is ReasonKind.FRAMING for why in reasons)
        relation = Relation.FRAMING if framed else Relation.CONTRADICTION
        return Decision(relation=relation, probability=conflict, contradiction=conflict, reasons=reasons)
    opposed = one.scores.contradiction >= OPPOSED_MIN and shared_topic_count(a, b) > 1
    if one.scope_differences and (opposed or conflicts(one.found)):
        reasons = tuple(reason(clash, a, b) for clash in one.scope_differences)
        return Decision(
            relation=Relation.DISTINCT, probability=1 - conflict, contradiction=conflict, reasons=reasons
        )
    probe_entailment = _agreement(one)
    if probe_entailment is not None:
        relation, probability, reasons = probe_entailment
        return Decision(
            relation=relation,
            probability=min(probability, 1 - conflict),
            contradiction=conflict,
            reasons=reasons,
        )
    return Decision(relation=Relation.NEUTRAL, probability=1 - conflict, contradiction=conflict)


def same_text(a: Statement, b: Statement) -> bool:
    """Return True if the texts are equal except for case, spaces and a full stop."""
    return _normalised_text(a) == _normalised_text(b)


def _normalised_text(statement: Statement) -> str:
    return " ".join(statement.assertion.text.split()).rstrip(".").casefold()


def _reasons(one: PairEvidence) -> tuple[Reason, ...]:
    """Return the best clash of each kind, or only the denials of the very statement if there are any."""
    clashes = conflicts(one.found)
    answering = [found for found in clashes if found.row.find is denied_statement]
    best: dict[ReasonKind, ConfirmedClash] = {}
    for found in answering or clashes:
        kind = found.clash.kind
        if kind not in best or found.probe_entailment > best[kind].probe_entailment:
            best[kind] = found
    unsure = best.get(ReasonKind.PRESUPPOSITION)
    if len(best) > 1 and unsure is not None and unsure.probe_entailment == 0.0:
        del best[ReasonKind.PRESUPPOSITION]  # not confirmed by a probe, and there is a better reason
    return tuple(reason(found.clash, one.a, one.b) for found in best.values())


def _agreement(one: PairEvidence) -> tuple[Relation, float, tuple[Reason, ...]] | None:
    """Return the relation, probability and reasons of an agreement, or None below the threshold."""
    probability = tables().agreement.probability(one.features)
    if probability < tables().agreement.threshold:
        return None
    both = min(one.scores.a_to_b, one.scores.b_to_a)
    relation = Relation.EQUIVALENCE if both >= EQUIVALENCE_MIN else Relation.ENTAILMENT
    kinds = frozenset(clash.kind for clash in one.scope_differences)
    fitting = [
        found for found in one.found if found.row in AGREEMENT_FINDERS and not kinds & found.row.cancelled_by
    ]
    best = sorted(fitting, key=lambda found: -found.probe_entailment)[:1]
    return relation, probability, tuple(reason(found.clash, one.a, one.b) for found in best)
