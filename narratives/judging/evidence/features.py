"""A pair as numbers: what the model says, what finders show, what keeps the two apart, what they share.

Each has a sign, told in `CONFLICT` and `AGREEMENT`: how it may move the probability of a contradiction, and
that of an agreement. So more evidence of a conflict never lowers it.
"""

from collections.abc import Iterable, Mapping, Sequence

from narratives.judging.evidence.agreement import differ
from narratives.judging.evidence.clash import Clash
from narratives.judging.evidence.denial import denied_use
from narratives.judging.evidence.finders import AGREEING, Shown, both_state, conflicts
from narratives.judging.evidence.presence import (
    definite_presupposition,
    denied_presence,
    presence_presupposed,
)
from narratives.judging.evidence.scope import overlap, shared_topic_count
from narratives.judging.evidence.statement import Statement
from narratives.judging.model_scores import ModelScores
from narratives.judging.models.calibration import log_odds
from narratives.verdict import ReasonKind

SURE = 0.001
"""Probabilities are kept this far from 0 and 1 before their logits are taken."""
OPEN = 0.2
"""Entailment from which it is looked at whether the words of both sides differ."""
_SHARED = 4
_OF_PRESENCE = frozenset({denied_presence, definite_presupposition, presence_presupposed, denied_use})
"""Finders of a presence or a use that one side rules out and the other's deed needs."""
_FOUND = (
    ReasonKind.NEGATION,
    ReasonKind.ANTONYM,
    ReasonKind.NUMBER,
    ReasonKind.TIME,
    ReasonKind.AGENT,
    ReasonKind.CAUSE,
    ReasonKind.FRAMING,
    ReasonKind.DENIAL,
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

CONFLICT: Mapping[str, int] = {
    "contradiction": 1,
    "entailment": -1,
    "denied follows": 1,
    "exchange": 1,
    **{f"shows {kind}": 1 for kind in _FOUND},
    "shows presence": 1,
    **{f"another {kind}": -1 for kind in _APART},
    "not stating": -1,
}
"""Name of each feature → 1 where it may only raise the probability of a contradiction, -1 only lower it."""
AGREEMENT: Mapping[str, int] = {
    "entailment": 1,
    "entailment both ways": 1,
    "contradiction": -1,
    "agreeing": 1,
    "differ": -1,
    "overlap": 1,
    "shared matter": 1,
    "not stating": -1,
}
"""The same for the probability that both say the same, or one what follows from the other."""


def logit(probability: float) -> float:
    """Logarithm of the odds, the probability kept `SURE` from 0 and 1."""
    return log_odds(probability, margin=SURE)


def features(
    a: Statement, b: Statement, witness: ModelScores, found: Sequence[Shown], keeps: Iterable[Clash]
) -> dict[str, float]:
    """The features of a pair by name."""
    held = conflicts(found)
    parting = frozenset(clash.kind for clash in keeps)
    shows = {
        "shows presence" if one.row.find in _OF_PRESENCE else f"shows {one.clash.kind}"
        for one in held
        if one.row.find not in _OF_PRESENCE or not parting & one.row.parted_by
    }
    another = {f"another {kind}" for kind in parting}
    told = {
        "contradiction": (logit(witness.contradiction) + logit(witness.contradiction_both)) / 2,
        "entailment": logit(max(witness.a_to_b, witness.b_to_a)),
        "entailment both ways": logit(min(witness.a_to_b, witness.b_to_a)),
        "agreeing": max((one.agreed for one in found if one.row in AGREEING), default=0.0),
        "differ": float(max(witness.a_to_b, witness.b_to_a) >= OPEN and differ(a, b)),
        "denied follows": witness.denied,
        "exchange": max((one.agreed for one in held), default=0.0),
        "overlap": overlap(a, b),
        "shared matter": min(shared_topic_count(a, b), _SHARED) / _SHARED,
        "not stating": float(not both_state(a, b)),
    }
    names = dict.fromkeys((*CONFLICT, *AGREEMENT))
    return {name: told.get(name, float(name in shows or name in another)) for name in names}
