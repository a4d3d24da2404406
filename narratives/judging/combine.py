"""How reasons and the model decide, as one table read from the top: the first row that holds decides."""

from collections.abc import Callable

from attrs import frozen

from narratives.judging.agent import other_doer
from narratives.judging.denial import answered, denial, denied_use
from narratives.judging.frames import rival_labels, rival_names
from narratives.judging.negation import negation, nothing, wholly_negated
from narratives.judging.number import number
from narratives.judging.presence import presence, presupposed, told_to_be_there
from narratives.judging.scope import other_place, other_time, overlap, shared_keys
from narratives.judging.statement import Statement
from narratives.model import Stance
from narratives.verdict import Reason, ReasonKind, Relation

COMPATIBLE_STANCES = frozenset({Stance.ASSERTS, Stance.DENIES})
"""A demand, a forecast, a doubt or a question does not contradict a fact."""


@frozen(kw_only=True)
class Witness:
    """What the model says of a pair, both directions, with the stances taken into account.

    Attributes:
        contradiction: the higher of both directions; ``contradiction_both`` the lower.
        a_to_b, b_to_a: that the second follows from the first, and the first from the second.
    """

    contradiction: float
    contradiction_both: float
    a_to_b: float
    b_to_a: float


@frozen(kw_only=True)
class Thresholds:
    """What the model must say for each row of the table, as probabilities."""

    negation: float = 0.5
    wholly_negated: float = 0.85
    nothing: float = 0.85
    presupposed: float = 0.7
    told_to_be_there: float = 0.85
    number: float = 0.2
    agent: float = 0.0
    alone: float = 0.93
    alone_overlap: float = 0.6
    alone_shared: int = 3
    follows: float = 0.6
    follows_overlap: float = 0.6


THRESHOLDS = Thresholds()
_FLOOR = 0.8
"""Least probability given to a pair whose own words show the conflict."""

Decision = tuple[Relation, float, tuple[Reason, ...]]


def decide(a: Statement, b: Statement, witness: Witness) -> Decision:
    """Relation, probability and reasons of a pair.

    The rows, from the top: a denial of the very statement; another place or time, which makes what
    looks opposed distinct; a conflict shown by the words of both sides, with the model as witness where
    the words alone may mislead; the model alone, at a high bar and on the same matter; agreement;
    neutral.
    """
    found = answered(a.assertion, b.assertion)
    if found is not None:
        return Relation.CONTRADICTION, 0.99, (found,)
    if not {a.assertion.stance, b.assertion.stance} <= COMPATIBLE_STANCES:
        return Relation.NEUTRAL, 1.0 - witness.contradiction, ()
    conflict = _conflict(a, b, witness)
    if conflict is not None:
        relation, probability, _reasons = conflict
        apart = tuple(filter(None, (other_place(a, b), other_time(a, b))))
        if apart and relation is Relation.CONTRADICTION:
            return Relation.DISTINCT, probability, apart
        return conflict
    return _agreement(a, b, witness) or (Relation.NEUTRAL, round(1.0 - witness.contradiction, 4), ())


def _conflict(a: Statement, b: Statement, witness: Witness) -> Decision | None:
    reasons = tuple(
        reason
        for finder, bar in _FINDERS
        if witness.contradiction >= bar and (reason := finder(a, b)) is not None
    )
    plainer = tuple(reason for reason in reasons if reason.kind is not ReasonKind.PRESUPPOSITION)
    reasons = plainer or reasons
    denied = denial(a, b, follows=witness.contradiction)
    if denied is not None and not any(reason.kind is ReasonKind.DENIAL for reason in reasons):
        reasons = (denied, *reasons)
    if reasons:
        return Relation.CONTRADICTION, max(_FLOOR, witness.contradiction), reasons
    framed = rival_names(a, b) or rival_labels(a, b, opposed=witness.contradiction_both)
    if framed is not None:
        return Relation.FRAMING, max(_FLOOR, witness.contradiction), (framed,)
    if _model_alone(a, b, witness):
        reason = Reason(
            kind=ReasonKind.MODEL,
            a=a.assertion.quote or a.assertion.text,
            b=b.assertion.quote or b.assertion.text,
            note="The language model holds that both cannot be true; no single words show it.",
        )
        return Relation.CONTRADICTION, witness.contradiction_both, (reason,)
    return None


def _model_alone(a: Statement, b: Statement, witness: Witness) -> bool:
    return (
        witness.contradiction_both >= THRESHOLDS.alone
        and overlap(a, b) >= THRESHOLDS.alone_overlap
        and len(shared_keys(a, b)) >= THRESHOLDS.alone_shared
    )


def _agreement(a: Statement, b: Statement, witness: Witness) -> Decision | None:
    if overlap(a, b) < THRESHOLDS.follows_overlap or number(a, b) is not None:
        return None
    if a.denied != b.denied:
        return None
    both = min(witness.a_to_b, witness.b_to_a)
    if both >= THRESHOLDS.follows:
        return Relation.EQUIVALENCE, both, ()
    either = max(witness.a_to_b, witness.b_to_a)
    if either >= THRESHOLDS.follows:
        return Relation.ENTAILMENT, either, ()
    return None


_FINDERS: tuple[tuple[Callable[[Statement, Statement], Reason | None], float], ...] = (
    (presence, 0.0),
    (denied_use, 0.0),
    (negation, THRESHOLDS.negation),
    (wholly_negated, THRESHOLDS.wholly_negated),
    (nothing, THRESHOLDS.nothing),
    (presupposed, THRESHOLDS.presupposed),
    (told_to_be_there, THRESHOLDS.told_to_be_there),
    (number, THRESHOLDS.number),
    (other_doer, THRESHOLDS.agent),
)
"""Each kind of reason with what the model must say beside it."""
