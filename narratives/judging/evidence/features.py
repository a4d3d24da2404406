"""Features of a pair: model probabilities, confirmed clashes, scope differences, shared content.

`CONFLICT_SIGNS` and `AGREEMENT_SIGNS` give each feature a sign: the direction in which it may change the
probability of a contradiction or of an agreement. So more evidence of a conflict never lowers the probability
of a contradiction.
"""

from collections.abc import Iterable, Mapping, Sequence

from narratives.judging.evidence.agreement import details_differ
from narratives.judging.evidence.clash import Clash
from narratives.judging.evidence.denial import denied_use
from narratives.judging.evidence.finders import (
    AGREEMENT_FINDERS,
    ConfirmedClash,
    both_assert_or_deny,
    conflicts,
)
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

LOGIT_MARGIN = 0.001
"""Minimum distance of a probability from 0 and 1 when its logit is computed."""
MIN_ENTAILMENT_FOR_DETAILS = 0.2
"""Minimum probability of entailment for the feature "differ"; below it the feature is 0."""
_MAX_SHARED_MATTER = 4
"""Number of shared content keys at which the feature "shared matter" is 1."""
_PRESENCE_FINDERS = frozenset({denied_presence, definite_presupposition, presence_presupposed, denied_use})
"""Finders of a denied presence, possession or use that the other statement states or implies."""
_CONFLICT_KINDS = (
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
_SCOPE_KINDS = (
    ReasonKind.PLACE,
    ReasonKind.TIME,
    ReasonKind.ACTOR,
    ReasonKind.MODALITY,
    ReasonKind.REPLACED,
    ReasonKind.EXCEPTION,
    ReasonKind.PART,
)

CONFLICT_SIGNS: Mapping[str, int] = {
    "contradiction": 1,
    "entailment": -1,
    "denied follows": 1,
    "exchange": 1,
    **{f"shows {kind}": 1 for kind in _CONFLICT_KINDS},
    "shows presence": 1,
    **{f"another {kind}": -1 for kind in _SCOPE_KINDS},
    "not stating": -1,
}
"""Feature name → 1 if it may only raise the probability of a contradiction, -1 if it may only lower it."""
AGREEMENT_SIGNS: Mapping[str, int] = {
    "entailment": 1,
    "entailment both ways": 1,
    "contradiction": -1,
    "agreeing": 1,
    "differ": -1,
    "overlap": 1,
    "shared matter": 1,
    "not stating": -1,
}
"""Feature name → 1 or -1, the same for the probability of an entailment or equivalence."""


def logit(probability: float) -> float:
    """Return the log-odds of a probability that is first limited to `LOGIT_MARGIN` from 0 and 1."""
    return log_odds(probability, margin=LOGIT_MARGIN)


def features(
    a: Statement,
    b: Statement,
    witness: ModelScores,
    found: Sequence[ConfirmedClash],
    differences: Iterable[Clash],
) -> dict[str, float]:
    """Return the features of a pair: name → value.

    Args:
        found: clashes that the finders found and the model confirmed.
        differences: scope differences of the pair.
    """
    conflicting = conflicts(found)
    scope_kinds = frozenset(clash.kind for clash in differences)
    shows = {
        "shows presence" if one.row.find in _PRESENCE_FINDERS else f"shows {one.clash.kind}"
        for one in conflicting
        if one.row.find not in _PRESENCE_FINDERS or not scope_kinds & one.row.cancelled_by
    }
    another = {f"another {kind}" for kind in scope_kinds}
    values = {
        "contradiction": (logit(witness.contradiction) + logit(witness.contradiction_both)) / 2,
        "entailment": logit(max(witness.a_to_b, witness.b_to_a)),
        "entailment both ways": logit(min(witness.a_to_b, witness.b_to_a)),
        "agreeing": max((one.probe_entailment for one in found if one.row in AGREEMENT_FINDERS), default=0.0),
        "differ": float(
            max(witness.a_to_b, witness.b_to_a) >= MIN_ENTAILMENT_FOR_DETAILS and details_differ(a, b)
        ),
        "denied follows": witness.denied,
        "exchange": max((one.probe_entailment for one in conflicting), default=0.0),
        "overlap": overlap(a, b),
        "shared matter": min(shared_topic_count(a, b), _MAX_SHARED_MATTER) / _MAX_SHARED_MATTER,
        "not stating": float(not both_assert_or_deny(a, b)),
    }
    names = dict.fromkeys((*CONFLICT_SIGNS, *AGREEMENT_SIGNS))
    return {name: values.get(name, float(name in shows or name in another)) for name in names}
