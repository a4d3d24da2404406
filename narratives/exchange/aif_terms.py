"""Which words of AIF stand for which of ours."""

from attrs import frozen

from narratives.model import Stance
from narratives.verdict import Relation

FORCES: dict[str, str] = {
    Stance.ASSERTS: "Asserting",
    Stance.DENIES: "Disagreeing",
    Stance.DOUBTS: "Challenging",
    Stance.DEMANDS: "Demanding",
    Stance.PREDICTS: "Predicting",
    Stance.ASKS: "Questioning",
}
"""Stance → illocutionary force of a YA-node; "Demanding" and "Predicting" are ours."""

_OTHER_FORCES = {
    "denying": Stance.DENIES,
    "disputing": Stance.DENIES,
    "doubting": Stance.DOUBTS,
    "pure challenging": Stance.DOUBTS,
    "rhetorical challenging": Stance.DOUBTS,
    "requesting": Stance.DEMANDS,
    "directing": Stance.DEMANDS,
    "pure questioning": Stance.ASKS,
    "asking": Stance.ASKS,
}
_STANCES = {force.casefold(): Stance(stance) for stance, force in FORCES.items()} | _OTHER_FORCES


def stance_of(force: str) -> Stance:
    """The stance that a force expresses; what is none of those known (Agreeing, Conceding) asserts.

    Assertive and rhetorical questions convey their proposition, so they assert it.
    """
    return _STANCES.get(" ".join(force.casefold().split()), Stance.ASSERTS)


@frozen
class Scheme:
    """A kind of scheme node: its type and name, and whether the relation holds both ways."""

    type: str
    name: str
    both_ways: bool = False


SCHEMES: dict[str, Scheme] = {
    Relation.CONTRADICTION: Scheme("CA", "Default Conflict", both_ways=True),
    Relation.FRAMING: Scheme("CA", "Framing", both_ways=True),
    Relation.ENTAILMENT: Scheme("RA", "Default Inference"),
    Relation.EQUIVALENCE: Scheme("MA", "Default Rephrase"),
}
"""Relation → its scheme; pairs that only look opposed have none."""


def relation_of(kind: str, name: str) -> Relation | None:
    """The relation of a scheme node that others made; None where it is none of ours.

    An RA is an inference that somebody draws, often from several premises together, and none of them alone
    need entail the conclusion. An MA that is no rephrase (a specialisation, an example) does not say the
    same again.
    """
    told = name.casefold()
    if kind == "CA":
        return Relation.FRAMING if "framing" in told else Relation.CONTRADICTION
    return Relation.EQUIVALENCE if kind == "MA" and "rephrase" in told else None
