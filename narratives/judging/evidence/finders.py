"""The finders of reasons as one table: what each looks for, and what the model must say beside it.

What a finder shows is evidence and gives the reason that people read; no finder is needed for a
contradiction.
"""

from collections.abc import Callable, Iterable
from itertools import islice

from attrs import frozen

from narratives.judging.evidence.agent import another_doer, other_doer, swapped_roles
from narratives.judging.evidence.agreement import fitting_numbers, through_denial
from narratives.judging.evidence.aim import rival_aims
from narratives.judging.evidence.antonym import antonym
from narratives.judging.evidence.cause import cause
from narratives.judging.evidence.clash import Clash
from narratives.judging.evidence.denial import answered, denial, denial_in_other_words, denied_use
from narratives.judging.evidence.framing import (
    label_against,
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

STATING = frozenset({Stance.ASSERTS, Stance.DENIES})
"""A demand, a forecast, a doubt or a question does not contradict a fact."""

Finder = Callable[[Statement, Statement], Clash | Iterable[Clash] | None]


@frozen(kw_only=True)
class Bar:
    """What the model must say, as probabilities; 0 asks nothing.

    Attributes:
        contradiction: that the two contradict each other, in the direction that says so more surely.
        both: the same, in the direction that says so less surely.
        agreed: that one would follow from the other with the clashing words exchanged, in the surest probe.
        gain: how much more surely than as they stand.
    """

    contradiction: float = 0.0
    both: float = 0.0
    agreed: float = 0.0
    gain: float = -1.0

    def is_met(self, witness: ModelScores, agreed: float) -> bool:
        """Whether the model says as much."""
        return (
            witness.contradiction >= self.contradiction
            and witness.contradiction_both >= self.both
            and agreed >= self.agreed
            and agreed - max(witness.a_to_b, witness.b_to_a) >= self.gain
        )


_GAIN = 0.1
"""What follows as surely as it stands is no conflict, whatever would follow with words exchanged."""
_PLACE_AND_TIME = frozenset({ReasonKind.PLACE, ReasonKind.TIME})
_ALL = frozenset(
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
    """A finder of reasons, and when what it finds is a conflict.

    Attributes:
        bars: of which one must be met.
        parted_by: kinds of scope that keep the pair apart where they differ.
        of_any_stance: whether demands, forecasts and questions take part too.
    """

    find: Finder
    bars: tuple[Bar, ...] = (Bar(),)
    parted_by: frozenset[ReasonKind] = _PLACE_AND_TIME
    of_any_stance: bool = False


ROWS = (
    # One side answers the other's very words.
    Row(find=answered, parted_by=frozenset(), of_any_stance=True),
    # The words of both sides show it; where they may mislead, the model must see a contradiction too.
    Row(find=denied_presence),
    Row(find=denied_use),
    Row(find=negation, bars=(Bar(contradiction=0.5),)),
    Row(find=definite_presupposition, bars=(Bar(contradiction=0.7),)),
    Row(find=presence_presupposed, bars=(Bar(contradiction=0.85),)),
    Row(find=number, bars=(Bar(contradiction=0.3),)),
    Row(find=other_doer),
    Row(find=swapped_roles),
    Row(find=ordinal_against_single, of_any_stance=True),
    Row(find=rival_names),
    Row(find=rival_aims),
    Row(find=rival_labels),
    Row(find=label_against, bars=(Bar(both=0.55),)),
    # One would follow from the other, if the clashing words were exchanged.
    Row(find=denial, bars=(Bar(agreed=0.25),)),
    Row(find=denial_in_other_words, bars=(Bar(agreed=0.3),)),
    Row(
        find=negated_entailment,
        bars=(
            Bar(contradiction=0.85, agreed=0.38, gain=_GAIN),
            Bar(contradiction=0.5, agreed=0.85, gain=_GAIN),
        ),
        parted_by=_ALL,
    ),
    Row(
        find=negated_presupposition,
        bars=(Bar(contradiction=0.75, agreed=0.33, gain=_GAIN),),
        of_any_stance=True,
    ),
    Row(
        find=antonym,
        bars=(
            Bar(contradiction=0.3, agreed=0.65, gain=_GAIN),
            Bar(contradiction=0.85, agreed=0.45, gain=_GAIN),
        ),
        parted_by=_ALL,
    ),
    Row(
        find=quantity,
        bars=(Bar(contradiction=0.25, agreed=0.5, gain=_GAIN),),
        parted_by=_ALL - {ReasonKind.PART},
    ),
    Row(find=opposite_order, bars=(Bar(agreed=0.3, gain=_GAIN),), parted_by=frozenset({ReasonKind.PLACE})),
    Row(find=rival_dates, bars=(Bar(agreed=0.38, gain=_GAIN),), parted_by=frozenset({ReasonKind.PLACE})),
    Row(find=another_doer, bars=(Bar(agreed=0.4),)),
    Row(find=cause, bars=(Bar(agreed=0.5),)),
    Row(find=rival_words, bars=(Bar(agreed=0.3, gain=_GAIN),)),
    Row(
        find=rival_descriptions,
        bars=(Bar(both=0.3, agreed=0.5, gain=_GAIN), Bar(agreed=0.8, gain=_GAIN)),
    ),
    Row(
        find=modality,
        bars=(Bar(contradiction=0.4, agreed=0.2, gain=_GAIN), Bar(contradiction=0.85)),
        parted_by=_PLACE_AND_TIME | {ReasonKind.EXCEPTION, ReasonKind.REPLACED},
    ),
    Row(
        find=presupposition,
        bars=(Bar(agreed=0.5, gain=_GAIN), Bar(contradiction=0.75, agreed=0.3, gain=_GAIN)),
        of_any_stance=True,
    ),
)

AGREEING = (
    # What shows that both say the same, though their words differ; weighed where no conflict was found.
    Row(find=through_denial, bars=(Bar(agreed=0.6),)),
    Row(find=fitting_numbers, bars=(Bar(agreed=0.6),), parted_by=_ALL - {ReasonKind.PART}),
)

MOST_CLASHES = 12
"""Most clashes that one finder may bring for a pair; sentences have few, and each asks the model anew."""


@frozen(eq=False, kw_only=True)
class Candidate:
    """A clash that a row found, not yet weighed."""

    row: Row
    clash: Clash


@frozen(eq=False, kw_only=True)
class Shown:
    """A clash whose row's bar is met; ``agreed`` is that of its surest probe, 0 where it has none."""

    row: Row
    clash: Clash
    agreed: float


def both_state(a: Statement, b: Statement) -> bool:
    """Whether both parties assert or deny what is said."""
    return {a.assertion.stance, b.assertion.stance} <= STATING


def conflicts(found: Iterable[Shown]) -> list[Shown]:
    """Those that show a conflict, and not an agreement."""
    return [one for one in found if one.row not in AGREEING]


def candidates(a: Statement, b: Statement, witness: ModelScores) -> tuple[Candidate, ...]:
    """What the rows find whose bars the model may still meet."""
    stating = both_state(a, b)
    return tuple(
        Candidate(row=row, clash=clash)
        for row in (*ROWS, *AGREEING)
        if (stating or row.of_any_stance) and any(bar.is_met(witness, 1.0) for bar in row.bars)
        for clash in islice(_found(row.find(a, b)), MOST_CLASHES)
    )


def _found(found: Clash | Iterable[Clash] | None) -> Iterable[Clash]:
    if found is None:
        return ()
    return (found,) if isinstance(found, Clash) else found


def shown(found: Iterable[Candidate], witness: ModelScores, probed: EntailmentByTexts) -> tuple[Shown, ...]:
    """Those whose bars are met.

    Args:
        probed: the probability that the second text of a probe follows from the first.
    """
    weighed = (
        Shown(
            row=one.row,
            clash=one.clash,
            agreed=max((probed[probe] for probe in one.clash.probes), default=0.0),
        )
        for one in found
    )
    return tuple(one for one in weighed if any(bar.is_met(witness, one.agreed) for bar in one.row.bars))
