"""Relations between assertions, with the reasons for them."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from attrs import evolve, frozen

from narratives.model import ARTICLE, Assertion, Span


class Relation(StrEnum):
    """The relation between two assertions.

    ``DISTINCT`` is for pairs that look opposed but refer to different times, places, quantities or actors.
    """

    CONTRADICTION = "contradiction"
    FRAMING = "framing"
    ENTAILMENT = "entailment"
    EQUIVALENCE = "equivalence"
    DISTINCT = "distinct"
    NEUTRAL = "neutral"


CONFLICTS = frozenset({Relation.CONTRADICTION, Relation.FRAMING})
AGREEMENTS = frozenset({Relation.ENTAILMENT, Relation.EQUIVALENCE})


class ReasonKind(StrEnum):
    """The kind of evidence for a relation.

    ``PLACE``, ``ACTOR``, ``REPLACED``, ``EXCEPTION`` and ``PART`` are reasons for the relation `DISTINCT`:
    the assertions refer to different places or actors, a later statement replaces an earlier one, a rule has
    an exception, or one refers to a part and the other to the whole. ``TIME``, ``NUMBER`` and ``MODALITY``
    can be reasons for a conflict or for `DISTINCT`.
    """

    NEGATION = "negation"
    ANTONYM = "antonym"
    NUMBER = "number"
    TIME = "time"
    AGENT = "agent"
    CAUSE = "cause"
    FRAMING = "framing"
    DENIAL = "denial"
    PRESUPPOSITION = "presupposition"
    MODALITY = "modality"
    PLACE = "place"
    ACTOR = "actor"
    REPLACED = "replaced"
    EXCEPTION = "exception"
    PART = "part"
    MODEL = "model"


@frozen(kw_only=True)
class Reason:
    """A reason for a relation, with the words of both assertions that show it.

    Attributes:
        a, b: the words of the first and of the second assertion that conflict or agree: as printed if the
            document contains them all, else as in the assertion's text. For a denial the cue comes first.
        note: one sentence for readers who do not know the technical terms.
        a_spans, b_spans: spans of the words in the document, as far as it contains them; empty for accounts
            made by hand.
    """

    kind: ReasonKind
    a: str
    b: str
    note: str
    a_spans: tuple[Span, ...] = ()
    b_spans: tuple[Span, ...] = ()

    def swapped(self) -> "Reason":
        """Return the reason with its two sides exchanged."""
        return evolve(self, a=self.b, b=self.a, a_spans=self.b_spans, b_spans=self.a_spans)


@frozen(kw_only=True)
class Verdict:
    """The result of a judge for one pair.

    Attributes:
        probability: probability of ``relation``, 0 to 1.
        judge: name and version of the judge.
        contradiction: probability that the two conflict, 0 to 1, whatever ``relation`` is; None if the judge
            gives none.
    """

    a: Assertion
    b: Assertion
    relation: Relation
    probability: float
    reasons: tuple[Reason, ...] = ()
    judge: str = ""
    contradiction: float | None = None

    @property
    def agrees_in_part(self) -> bool:
        """True if both assert the event and contradict each other only in quantity, time or agent."""
        kinds = {reason.kind for reason in self.reasons}
        return self.relation is Relation.CONTRADICTION and bool(kinds) and kinds <= _PARTIAL_KINDS


_PARTIAL_KINDS = frozenset({ReasonKind.NUMBER, ReasonKind.TIME, ReasonKind.AGENT})


def strength(verdict: Verdict) -> tuple[float, int, str, str]:
    """Return a sort key: strongest verdict first, then by position in the text."""
    place = verdict.a.spans[0].start if verdict.a.spans else 0
    return -verdict.probability, place, verdict.a.id, verdict.b.id


Pair = tuple[Assertion, Assertion]


class Judge(Protocol):
    """Anything that gives verdicts on pairs of assertions."""

    def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """Return one verdict for each pair, in the order of the pairs."""
        ...


@frozen(kw_only=True)
class Dispute:
    """One point at issue: assertions connected by contradictions or rival framings.

    Attributes:
        label: a few words that both sides have in common.
        verdicts: strongest first.
    """

    label: str
    verdicts: tuple[Verdict, ...]

    @property
    def assertions(self) -> tuple[Assertion, ...]:
        """The assertions of the dispute without duplicates, in the order of the verdicts."""
        found = {side.id: side for verdict in self.verdicts for side in (verdict.a, verdict.b)}
        return tuple(found.values())

    @property
    def sides(self) -> dict[str, tuple[Assertion, ...]]:
        """The assertions of the dispute, by name of the party."""
        by_party: dict[str, tuple[Assertion, ...]] = {}
        for assertion in self.assertions:
            name = assertion.party or ARTICLE
            by_party[name] = (*by_party.get(name, ()), assertion)
        return by_party

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons of all verdicts, strongest first; those of one kind with the same words are merged."""
        merged: dict[tuple[str, ...], Reason] = {}
        for verdict in self.verdicts:
            for reason in verdict.reasons:
                merged.setdefault((reason.kind, reason.a.casefold(), reason.b.casefold()), reason)
        return tuple(merged.values())

    @property
    def probability(self) -> float:
        """Probability of the strongest verdict."""
        return max(verdict.probability for verdict in self.verdicts)


@frozen(kw_only=True)
class Agreement:
    """Two assertions of different parties that are equivalent, or one of which entails the other."""

    verdict: Verdict

    @property
    def assertions(self) -> tuple[Assertion, Assertion]:
        """The two assertions of the verdict."""
        return self.verdict.a, self.verdict.b
