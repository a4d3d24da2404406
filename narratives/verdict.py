"""How assertions stand to each other, and why."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from attrs import evolve, frozen

from narratives.model import ARTICLE, Assertion, Span


class Relation(StrEnum):
    """What a pair of assertions is to each other.

    ``DISTINCT`` looks opposed and is not: another time, place, quantity or actor is meant.
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
    """What makes a pair stand as it does.

    ``PLACE``, ``ACTOR``, ``REPLACED``, ``EXCEPTION`` and ``PART`` keep a pair apart (relation `DISTINCT`):
    another place or actor is meant, a later statement replaces an earlier one, a rule has an exception, a
    part is set against the whole. ``TIME``, ``NUMBER`` and ``MODALITY`` may do either.
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
    """Why a pair stands so, in the words of both sides.

    Attributes:
        a, b: the words of the first and of the second assertion that clash or agree: as printed where the
            document prints them all, else as in the assertion's text. A denial has its cue before them.
        note: one sentence that a reader understands without the terms of the trade.
        a_spans, b_spans: where the words stand in the document, as far as it prints them; empty for accounts
            made by hand.
    """

    kind: ReasonKind
    a: str
    b: str
    note: str
    a_spans: tuple[Span, ...] = ()
    b_spans: tuple[Span, ...] = ()

    def swapped(self) -> "Reason":
        """The same reason with the sides changed."""
        return evolve(self, a=self.b, b=self.a, a_spans=self.b_spans, b_spans=self.a_spans)


@frozen(kw_only=True)
class Verdict:
    """A judge's answer for one pair.

    Attributes:
        probability: that the relation given holds, 0 to 1.
        judge: name and version of the judge.
        contradiction: that the two conflict, 0 to 1, whatever the relation given; None where the judge does
            not tell.
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
        """Whether both hold that it happened and differ only in how much, when, or who did it."""
        kinds = {reason.kind for reason in self.reasons}
        return self.relation is Relation.CONTRADICTION and bool(kinds) and kinds <= _IN_PART


_IN_PART = frozenset({ReasonKind.NUMBER, ReasonKind.TIME, ReasonKind.AGENT})


def strength(verdict: Verdict) -> tuple[float, int, str, str]:
    """A key that sorts verdicts strongest first, and by place in the text among equals."""
    place = verdict.a.spans[0].start if verdict.a.spans else 0
    return -verdict.probability, place, verdict.a.id, verdict.b.id


Pair = tuple[Assertion, Assertion]


class Judge(Protocol):
    """Anything that tells how pairs of assertions stand to each other."""

    def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """Give one verdict for each pair, in the order of the pairs."""
        ...


@frozen(kw_only=True)
class Dispute:
    """One point at issue: connected assertions that contradict or frame against each other.

    Attributes:
        label: a few words that both sides share.
        verdicts: strongest first.
    """

    label: str
    verdicts: tuple[Verdict, ...]

    @property
    def assertions(self) -> tuple[Assertion, ...]:
        """Every assertion of the dispute once, in the order of the verdicts."""
        found = {side.id: side for verdict in self.verdicts for side in (verdict.a, verdict.b)}
        return tuple(found.values())

    @property
    def sides(self) -> dict[str, tuple[Assertion, ...]]:
        """The assertions by party."""
        by_party: dict[str, tuple[Assertion, ...]] = {}
        for assertion in self.assertions:
            name = assertion.party or ARTICLE
            by_party[name] = (*by_party.get(name, ()), assertion)
        return by_party

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons of all its verdicts, strongest first; those with the same words are one."""
        merged: dict[tuple[str, ...], Reason] = {}
        for verdict in self.verdicts:
            for reason in verdict.reasons:
                merged.setdefault((reason.kind, reason.a.casefold(), reason.b.casefold()), reason)
        return tuple(merged.values())

    @property
    def probability(self) -> float:
        """That of its strongest verdict."""
        return max(verdict.probability for verdict in self.verdicts)


@frozen(kw_only=True)
class Agreement:
    """Two parties' assertions that say the same, or of which one follows from the other."""

    verdict: Verdict

    @property
    def assertions(self) -> tuple[Assertion, Assertion]:
        """Both sides."""
        return self.verdict.a, self.verdict.b
