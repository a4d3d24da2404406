"""Mapping between the terms of AIF and the stances and relations of this package."""

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
"""Stance → illocutionary force of a YA-node. "Demanding" and "Predicting" are not standard AIF."""

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


def stance_from_force(force: str) -> Stance:
    """Return the stance that an illocutionary force expresses, "asserts" for unknown forces.

    Agreeing and Conceding assert their proposition. So do assertive and rhetorical questions, which convey
    it.
    """
    return _STANCES.get(" ".join(force.casefold().split()), Stance.ASSERTS)


@frozen
class Scheme:
    """A kind of scheme node: its type, its name, and whether the relation is symmetric."""

    type: str
    name: str
    symmetric: bool = False


SCHEMES: dict[str, Scheme] = {
    Relation.CONTRADICTION: Scheme("CA", "Default Conflict", symmetric=True),
    Relation.FRAMING: Scheme("CA", "Framing", symmetric=True),
    Relation.ENTAILMENT: Scheme("RA", "Default Inference"),
    Relation.EQUIVALENCE: Scheme("MA", "Default Rephrase"),
}
"""Relation → scheme. The relation "distinct" has none."""


def relation_from_scheme(node_type: str, name: str) -> Relation | None:
    """Return the relation of a scheme node written by another tool, or None if it has no counterpart.

    An RA-node is an inference, often from several premises together; none of them alone need entail the
    conclusion. An MA-node that is not a rephrase (a specialisation, an example) is not an equivalence.
    """
    folded = name.casefold()
    if node_type == "CA":
        return Relation.FRAMING if "framing" in folded else Relation.CONTRADICTION
    return Relation.EQUIVALENCE if node_type == "MA" and "rephrase" in folded else None
