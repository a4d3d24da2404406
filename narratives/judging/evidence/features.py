"""A pair as numbers: what the model says, what finders show, what keeps the two apart, what they share.

Each has a sign, told in `SIGNS`: how it may move the probability of a contradiction. So more evidence of a
conflict never lowers it.
"""

import math
from collections.abc import Iterable, Mapping

from narratives.judging.evidence.clash import Clash
from narratives.judging.evidence.finders import AGREEING, STATING, Shown
from narratives.judging.evidence.scope import overlap, shared_matter
from narratives.judging.evidence.statement import Statement
from narratives.judging.witness import Witness
from narratives.verdict import ReasonKind

SURE = 0.001
"""Probabilities are kept this far from 0 and 1 before their logits are taken."""
_SHARED = 4
_FOUND = (
    ReasonKind.NEGATION,
    ReasonKind.ANTONYM,
    ReasonKind.NUMBER,
    ReasonKind.TIME,
    ReasonKind.AGENT,
    ReasonKind.CAUSE,
    ReasonKind.FRAMING,
    ReasonKind.DENIAL,
    ReasonKind.PRESUPPOSITION,
    ReasonKind.MODALITY,
)
_APART = (
    ReasonKind.PLACE,
    ReasonKind.TIME,
    ReasonKind.ACTOR,
    ReasonKind.MODALITY,
    ReasonKind.REPLACED,
    ReasonKind.EXCEPTION,
    ReasonKind.PART,
)

SIGNS: Mapping[str, int] = {
    "contradiction": 1,
    "contradiction both ways": 1,
    "entailment": -1,
    "denied follows": 1,
    "exchange": 1,
    **{f"shows {kind}": 1 for kind in _FOUND},
    **{f"another {kind}": -1 for kind in _APART},
    "overlap": 1,
    "shared matter": 1,
    "not stating": -1,
}
"""Name of each feature → 1 where it may only raise the probability, -1 where only lower it."""


def logit(probability: float) -> float:
    """Logarithm of the odds, the probability kept `SURE` from 0 and 1."""
    kept = min(max(probability, SURE), 1 - SURE)
    return math.log(kept / (1 - kept))


def features(
    a: Statement, b: Statement, witness: Witness, found: Iterable[Shown], keeps: Iterable[Clash]
) -> dict[str, float]:
    """The features of a pair by name, in the order of `SIGNS`."""
    held = [one for one in found if one.row not in AGREEING]
    shows = {f"shows {one.clash.kind}" for one in held}
    another = {f"another {clash.kind}" for clash in keeps}
    told = {
        "contradiction": logit(witness.contradiction),
        "contradiction both ways": logit(witness.contradiction_both),
        "entailment": logit(max(witness.a_to_b, witness.b_to_a)),
        "denied follows": witness.denied,
        "exchange": max((one.agreed for one in held), default=0.0),
        "overlap": overlap(a, b),
        "shared matter": min(shared_matter(a, b), _SHARED) / _SHARED,
        "not stating": float(not {a.assertion.stance, b.assertion.stance} <= STATING),
    }
    return {name: told.get(name, float(name in shows or name in another)) for name in SIGNS}
