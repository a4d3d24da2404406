"""Features → verdict: a logistic regression with signs, kept as a table; its threshold is set for precision.

The table is ``narratives/weights/decision/config.json``; the card beside it tells what it was fitted on.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from attrs import frozen

from narratives.judging.evidence.clash import Clash, reason
from narratives.judging.evidence.denial import answered, answers
from narratives.judging.evidence.features import features
from narratives.judging.evidence.finders import AGREEING, Shown, both_state, conflicts
from narratives.judging.evidence.scope import shared_matter
from narratives.judging.evidence.statement import Statement
from narratives.judging.witness import Witness
from narratives.verdict import Reason, ReasonKind, Relation
from narratives.weights import DECISION, verified_config

LOOKS_OPPOSED = 0.5
"""Contradiction by the model from which a pair that is kept apart is shown as distinct."""
FOLLOWS = 0.5
"""That each follows from the other, from which an agreement is an equivalence."""
ANSWERED = 0.99
"""Probability that a text and the denial of that text conflict, and that the same words agree."""


@frozen(kw_only=True)
class Table:
    """A logistic regression: ``1 / (1 + exp(-(intercept + sum of weight × feature)))``.

    Attributes:
        threshold: the least probability at which a pair is called so.
    """

    intercept: float
    weights: Mapping[str, float]
    threshold: float

    def probability(self, told: Mapping[str, float]) -> float:
        """That of the pair with these features."""
        total = self.intercept + sum(weight * told[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-total))


@frozen(kw_only=True)
class Tables:
    """The table of contradictions and that of agreements."""

    contradiction: Table
    agreement: Table


@cache
def tables() -> Tables:
    """Those that were shipped."""
    stored: Mapping[str, Any] = verified_config(DECISION)
    return Tables(**{name: Table(**stored[name]) for name in ("contradiction", "agreement")})


@frozen(eq=False, kw_only=True)
class Weighed:
    """A pair in a fixed order with everything that was found of it.

    Attributes:
        found: what finders show; ``keeps``: what keeps the two apart.
    """

    a: Statement
    b: Statement
    witness: Witness
    found: Sequence[Shown] = ()
    keeps: Sequence[Clash] = ()

    @cached_property
    def features(self) -> dict[str, float]:
        """See `narratives.judging.evidence.features`."""
        return features(self.a, self.b, self.witness, self.found, self.keeps)


@frozen(kw_only=True)
class Decision:
    """Relation with its probability, the probability of a contradiction, and the reasons that words show.

    A contradiction without reasons is one that no finder explains.
    """

    relation: Relation
    probability: float
    contradiction: float
    reasons: tuple[Reason, ...] = ()


def decide(one: Weighed) -> Decision:
    """Relation, probabilities and reasons of a pair."""
    a, b = one.a, one.b
    same = same_words(a, b)
    if same and a.assertion.stance is b.assertion.stance:
        return Decision(relation=Relation.EQUIVALENCE, probability=ANSWERED, contradiction=1 - ANSWERED)
    conflict = tables().contradiction.probability(one.features)
    if answers(a.assertion, b.assertion) or (same and a.denied != b.denied and both_state(a, b)):
        conflict = max(conflict, ANSWERED)
    if conflict >= tables().contradiction.threshold:
        reasons = _reasons(one)
        framed = bool(reasons) and all(why.kind is ReasonKind.FRAMING for why in reasons)
        relation = Relation.FRAMING if framed else Relation.CONTRADICTION
        return Decision(relation=relation, probability=conflict, contradiction=conflict, reasons=reasons)
    opposed = one.witness.contradiction >= LOOKS_OPPOSED and shared_matter(a, b) > 1
    if one.keeps and (opposed or conflicts(one.found)):
        told = tuple(reason(clash, a, b) for clash in one.keeps)
        return Decision(
            relation=Relation.DISTINCT, probability=1 - conflict, contradiction=conflict, reasons=told
        )
    agreed = _agreement(one)
    if agreed is not None:
        relation, probability, told = agreed
        return Decision(
            relation=relation,
            probability=min(probability, 1 - conflict),
            contradiction=conflict,
            reasons=told,
        )
    return Decision(relation=Relation.NEUTRAL, probability=1 - conflict, contradiction=conflict)


def same_words(a: Statement, b: Statement) -> bool:
    """Whether the texts are the same but for capitals, spaces and a full stop."""
    return _bare(a) == _bare(b)


def _bare(statement: Statement) -> str:
    return " ".join(statement.assertion.text.split()).rstrip(".").casefold()


def _reasons(one: Weighed) -> tuple[Reason, ...]:
    """The surest clash of each kind; what answers the other's very words comes alone."""
    held = conflicts(one.found)
    answering = [found for found in held if found.row.find is answered]
    best: dict[ReasonKind, Shown] = {}
    for found in answering or held:
        kind = found.clash.kind
        if kind not in best or found.agreed > best[kind].agreed:
            best[kind] = found
    unsure = best.get(ReasonKind.PRESUPPOSITION)
    if len(best) > 1 and unsure is not None and unsure.agreed == 0.0:
        del best[ReasonKind.PRESUPPOSITION]  # what no probe confirms adds nothing to a plainer reason
    return tuple(reason(found.clash, one.a, one.b) for found in best.values())


def _agreement(one: Weighed) -> tuple[Relation, float, tuple[Reason, ...]] | None:
    """What the table of agreements says; equivalence where each follows from the other."""
    probability = tables().agreement.probability(one.features)
    if probability < tables().agreement.threshold:
        return None
    both = min(one.witness.a_to_b, one.witness.b_to_a)
    relation = Relation.EQUIVALENCE if both >= FOLLOWS else Relation.ENTAILMENT
    kinds = frozenset(clash.kind for clash in one.keeps)
    fitting = [found for found in one.found if found.row in AGREEING and not kinds & found.row.parted_by]
    best = sorted(fitting, key=lambda found: -found.agreed)[:1]
    return relation, probability, tuple(reason(found.clash, one.a, one.b) for found in best)
