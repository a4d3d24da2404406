"""What the model says of a pair."""

from collections.abc import Mapping

from attrs import frozen

from narratives.judging.evidence.statement import Statement
from narratives.judging.models.nli import CONTRADICTION, ENTAILMENT, Scores

Texts = tuple[str, str]
Probed = Mapping[Texts, float]
"""Premise and hypothesis → the probability that the second follows from the first."""


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


def witness(a: Statement, b: Statement, scored: Mapping[Texts, Scores]) -> Witness:
    """The model's scores, with a denial turned round: what entails P contradicts "denies P"."""
    forward = scored[a.assertion.text, b.assertion.text]
    back = scored[b.assertion.text, a.assertion.text]
    if a.denied == b.denied:
        against = (forward[CONTRADICTION], back[CONTRADICTION])
        a_to_b, b_to_a = forward[ENTAILMENT], back[ENTAILMENT]
        if a.denied:
            against, a_to_b, b_to_a = (0.0, 0.0), b_to_a, a_to_b
    else:
        follows = back[ENTAILMENT] if a.denied else forward[ENTAILMENT]
        against = (follows, follows)
        a_to_b = b_to_a = 0.0
    return Witness(
        contradiction=float(max(against)),
        contradiction_both=float(min(against)),
        a_to_b=float(a_to_b),
        b_to_a=float(b_to_a),
    )
