"""Table of the finders of reasons, each with the model probabilities that confirm what it finds.

A confirmed clash is evidence and gives the reason that is shown to readers. A contradiction does not need a
finder.
"""

from collections.abc import Callable, Iterable
from itertools import islice

from attrs import frozen

from narratives.judging.evidence.agent import different_agents, exclusive_agents, swapped_roles
from narratives.judging.evidence.agreement import agreement_by_denial, compatible_numbers
from narratives.judging.evidence.aim import rival_aims
from narratives.judging.evidence.antonym import antonym_pairs
from narratives.judging.evidence.cause import rival_causes
from narratives.judging.evidence.clash import Clash
from narratives.judging.evidence.denial import (
    denial_in_other_words,
    denial_in_shared_words,
    denied_statement,
    denied_use,
)
from narratives.judging.evidence.framing import (
    possible_rival_labels,
    rival_descriptions,
    rival_labels,
    rival_names,
    rival_words,
)
from narratives.judging.evidence.modality import modality
from narratives.judging.evidence.negation import negated_entailment, negated_presupposition, negation
from narratives.judging.evidence.number import number, quantity
from narratives.judging.evidence.presence import (
    definite_presupposition,
    denied_presence,
    presence_presupposed,
)
from narratives.judging.evidence.presupposition import ordinal_against_single, presupposition
from narratives.judging.evidence.statement import Statement
from narratives.judging.evidence.time import opposite_order, rival_dates
from narratives.judging.model_scores import EntailmentByTexts, ModelScores
from narratives.model import Stance
from narratives.verdict import ReasonKind

FACTUAL_STANCES = frozenset({Stance.ASSERTS, Stance.DENIES})
"""Other stances are excluded: a demand, a forecast, a doubt or a question does not contradict a fact."""

Finder = Callable[[Statement, Statement], Clash | Iterable[Clash] | None]


@frozen(kw_only=True)
class Thresholds:
    """Minimum model probabilities that confirm a clash, 0 to 1; the defaults require nothing.

    Attributes:
        contradiction: of a contradiction, the higher of the two directions.
        both: of a contradiction, the lower of the two directions.
        probe_entailment: of entailment in the best probe, which has the clashing words replaced.
        gain: ``probe_entailment`` minus the higher entailment of the unchanged statements, -1 to 1.
    """

    contradiction: float = 0.0
    both: float = 0.0
    probe_entailment: float = 0.0
    gain: float = -1.0

    def are_met(self, witness: ModelScores, probe_entailment: float) -> bool:
        """Return True if the probabilities reach all thresholds."""
        return (
            witness.contradiction >= self.contradiction
            and witness.contradiction_both >= self.both
            and probe_entailment >= self.probe_entailment
            and probe_entailment - max(witness.a_to_b, witness.b_to_a) >= self.gain
        )


_MIN_GAIN = 0.1
"""If the unchanged statements entail each other as strongly as the probe does, the words do not conflict."""
_PLACE_AND_TIME = frozenset({ReasonKind.PLACE, ReasonKind.TIME})
_ALL_SCOPE_KINDS = frozenset(
    {
        *_PLACE_AND_TIME,
        ReasonKind.ACTOR,
        ReasonKind.REPLACED,
        ReasonKind.EXCEPTION,
        ReasonKind.PART,
        ReasonKind.MODALITY,
    }
)


@frozen(kw_only=True)
class Row:
    """A finder with the conditions under which its clashes count as evidence.

    Attributes:
        find: returns or yields the clashes of two statements, or returns None.
        thresholds: alternatives; a clash is confirmed if one of them is met.
        cancelled_by: kinds of scope difference that cancel the evidence; read for the finders of
            presence and of agreement only.
        any_stance: True if demands, forecasts, doubts and questions are searched too.
    """

    find: Finder
    thresholds: tuple[Thresholds, ...] = (Thresholds(),)
    cancelled_by: frozenset[ReasonKind] = _PLACE_AND_TIME
    any_stance: bool = False


CONFLICT_FINDERS = (
    # One side responds to the statement of the other.
    Row(find=denied_statement, cancelled_by=frozenset(), any_stance=True),
    # The words show the conflict; finders with thresholds are less precise and need the model's support.
    Row(find=denied_presence),
    Row(find=denied_use),
    Row(find=negation, thresholds=(Thresholds(contradiction=0.5),)),
    Row(find=definite_presupposition, thresholds=(Thresholds(contradiction=0.7),)),
    Row(find=presence_presupposed, thresholds=(Thresholds(contradiction=0.85),)),
    Row(find=number, thresholds=(Thresholds(contradiction=0.3),)),
    Row(find=different_agents),
    Row(find=swapped_roles),
    Row(find=ordinal_against_single, any_stance=True),
    Row(find=rival_names),
    Row(find=rival_aims),
    Row(find=rival_labels),
    Row(find=possible_rival_labels, thresholds=(Thresholds(both=0.55),)),
    # Confirmed by probes: one statement follows from the other once the clashing words are replaced.
    Row(find=denial_in_shared_words, thresholds=(Thresholds(probe_entailment=0.25),)),
    Row(find=denial_in_other_words, thresholds=(Thresholds(probe_entailment=0.3),)),
    Row(
        find=negated_entailment,
        thresholds=(
            Thresholds(contradiction=0.85, probe_entailment=0.38, gain=_MIN_GAIN),
            Thresholds(contradiction=0.5, probe_entailment=0.85, gain=_MIN_GAIN),
        ),
        cancelled_by=_ALL_SCOPE_KINDS,
    ),
    Row(
        find=negated_presupposition,
        thresholds=(Thresholds(contradiction=0.75, probe_entailment=0.33, gain=_MIN_GAIN),),
        any_stance=True,
    ),
    Row(
        find=antonym_pairs,
        thresholds=(
            Thresholds(contradiction=0.3, probe_entailment=0.65, gain=_MIN_GAIN),
            Thresholds(contradiction=0.85, probe_entailment=0.45, gain=_MIN_GAIN),
        ),
        cancelled_by=_ALL_SCOPE_KINDS,
    ),
    Row(
        find=quantity,
        thresholds=(Thresholds(contradiction=0.25, probe_entailment=0.5, gain=_MIN_GAIN),),
        cancelled_by=_ALL_SCOPE_KINDS - {ReasonKind.PART},
    ),
    Row(
        find=opposite_order,
        thresholds=(Thresholds(probe_entailment=0.3, gain=_MIN_GAIN),),
        cancelled_by=frozenset({ReasonKind.PLACE}),
    ),
    Row(
        find=rival_dates,
        thresholds=(Thresholds(probe_entailment=0.38, gain=_MIN_GAIN),),
        cancelled_by=frozenset({ReasonKind.PLACE}),
    ),
    Row(find=exclusive_agents, thresholds=(Thresholds(probe_entailment=0.4),)),
    Row(find=rival_causes, thresholds=(Thresholds(probe_entailment=0.5),)),
    Row(find=rival_words, thresholds=(Thresholds(probe_entailment=0.3, gain=_MIN_GAIN),)),
    Row(
        find=rival_descriptions,
        thresholds=(
            Thresholds(both=0.3, probe_entailment=0.5, gain=_MIN_GAIN),
            Thresholds(probe_entailment=0.8, gain=_MIN_GAIN),
        ),
    ),
    Row(
        find=modality,
        thresholds=(
            Thresholds(contradiction=0.4, probe_entailment=0.2, gain=_MIN_GAIN),
            Thresholds(contradiction=0.85),
        ),
        cancelled_by=_PLACE_AND_TIME | {ReasonKind.EXCEPTION, ReasonKind.REPLACED},
    ),
    Row(
        find=presupposition,
        thresholds=(
            Thresholds(probe_entailment=0.5, gain=_MIN_GAIN),
            Thresholds(contradiction=0.75, probe_entailment=0.3, gain=_MIN_GAIN),
        ),
        any_stance=True,
    ),
)

AGREEMENT_FINDERS = (
    # Evidence of an agreement in different words; it gives the reason if the pair is not in conflict.
    Row(find=agreement_by_denial, thresholds=(Thresholds(probe_entailment=0.6),)),
    Row(
        find=compatible_numbers,
        thresholds=(Thresholds(probe_entailment=0.6),),
        cancelled_by=_ALL_SCOPE_KINDS - {ReasonKind.PART},
    ),
)

MAX_CLASHES = 12
"""Maximum number of clashes of one finder for a pair; the model has to score the probes of each."""


@frozen(eq=False, kw_only=True)
class Candidate:
    """A clash with the row that found it, before the model has scored its probes."""

    row: Row
    clash: Clash


@frozen(eq=False, kw_only=True)
class ConfirmedClash:
    """A clash that meets the thresholds of its row.

    Attributes:
        probe_entailment: the highest entailment probability of its probes, 0 if it has none.
    """

    row: Row
    clash: Clash
    probe_entailment: float


def both_assert_or_deny(a: Statement, b: Statement) -> bool:
    """Return True if the stance of both statements is "asserts" or "denies"."""
    return {a.assertion.stance, b.assertion.stance} <= FACTUAL_STANCES


def conflicts(found: Iterable[ConfirmedClash]) -> list[ConfirmedClash]:
    """Return the clashes that are evidence of a conflict, without those of an agreement."""
    return [one for one in found if one.row not in AGREEMENT_FINDERS]


def candidates(a: Statement, b: Statement, witness: ModelScores) -> tuple[Candidate, ...]:
    """Return the clashes of all finders whose thresholds can still be met, given the model's scores."""
    factual = both_assert_or_deny(a, b)
    return tuple(
        Candidate(row=row, clash=clash)
        for row in (*CONFLICT_FINDERS, *AGREEMENT_FINDERS)
        if (factual or row.any_stance) and any(limits.are_met(witness, 1.0) for limits in row.thresholds)
        for clash in islice(_as_iterable(row.find(a, b)), MAX_CLASHES)
    )


def _as_iterable(found: Clash | Iterable[Clash] | None) -> Iterable[Clash]:
    """Return the result of a finder as an iterable of clashes."""
    if found is None:
        return ()
    return (found,) if isinstance(found, Clash) else found


def confirmed(
    found: Iterable[Candidate], witness: ModelScores, probed: EntailmentByTexts
) -> tuple[ConfirmedClash, ...]:
    """Return the candidates that meet one of the thresholds of their row.

    Args:
        probed: probe (premise, hypothesis) → its entailment probability.

    Raises:
        KeyError: a probe of a candidate was not scored.
    """
    scored = (
        ConfirmedClash(
            row=one.row,
            clash=one.clash,
            probe_entailment=max((probed[probe] for probe in one.clash.probes), default=0.0),
        )
        for one in found
    )
    return tuple(
        one
        for one in scored
        if any(limits.are_met(witness, one.probe_entailment) for limits in one.row.thresholds)
    )
