"""What both sides say: the same, or what follows from the other."""

from narratives.judging.reasons.number import number
from narratives.judging.scope import overlap
from narratives.judging.statement import Statement
from narratives.judging.witness import Witness
from narratives.verdict import Reason, Relation

FOLLOWS = 0.6
OVERLAP = 0.6


def agreement(
    a: Statement, b: Statement, witness: Witness
) -> tuple[Relation, float, tuple[Reason, ...]] | None:
    """Equivalence where each follows from the other, entailment where one does; None otherwise."""
    if overlap(a, b) < OVERLAP or number(a, b) is not None:
        return None
    if a.denied != b.denied:
        return None
    both = min(witness.a_to_b, witness.b_to_a)
    if both >= FOLLOWS:
        return Relation.EQUIVALENCE, both, ()
    either = max(witness.a_to_b, witness.b_to_a)
    if either >= FOLLOWS:
        return Relation.ENTAILMENT, either, ()
    return None
