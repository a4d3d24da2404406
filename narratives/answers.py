"""Answers to the questions that are put to a contradiction graph, as plain values."""

from collections.abc import Iterator
from enum import StrEnum

from attrs import frozen

from narratives.findings import Voice
from narratives.model import Assertion, TimeInterval
from narratives.verdict import Agreement, Dispute, Verdict


class Standing(StrEnum):
    """Where a party stands on a point at issue.

    ``ASSERTS`` and ``DENIES`` are relative to the proposition of the point: a party denies it if its
    assertions conflict with it, in whatever words. ``DIVIDED`` parties have assertions on both sides.
    ``SILENT`` parties have no assertion on the point. ``UNCLEAR``: the party speaks of the point, but its
    conflicts do not show on which side.
    """

    ASSERTS = "asserts"
    DENIES = "denies"
    DIVIDED = "divided"
    SILENT = "silent"
    UNCLEAR = "unclear"


@frozen(kw_only=True)
class PartyStance:
    """Where a party stands on one point at issue.

    Attributes:
        assertions: the party's assertions on the point, in the order of its account.
    """

    party: str
    standing: Standing
    assertions: tuple[Assertion, ...]


@frozen(kw_only=True)
class PointStances:
    """One row of the stance matrix.

    Attributes:
        proposition: the assertion that the standings refer to: a side of the strongest conflict, if possible
            one whose stance is not "denies".
        stances: one for each party, in the order of the accounts.
        two_sided: False if the conflicts of the point do not split its assertions into two sides, as three
            different numbers do not.
    """

    point: Dispute
    proposition: Assertion
    stances: tuple[PartyStance, ...]
    two_sided: bool

    @property
    def opposed(self) -> int:
        """Number of pairs of parties of which one asserts and the other denies the proposition."""
        standings = [one.standing for one in self.stances]
        return standings.count(Standing.ASSERTS) * standings.count(Standing.DENIES)


@frozen(kw_only=True)
class StanceMatrix:
    """Parties × points at issue.

    Attributes:
        parties: names, in the order of the accounts.
        rows: one for each point at issue, strongest first.
    """

    parties: tuple[str, ...]
    rows: tuple[PointStances, ...]


@frozen(kw_only=True)
class PartyDistance:
    """How far apart two parties are.

    Attributes:
        distance: from 0 (same side on every point) to 1 (opposite sides on every point); None if there is no
            point on which both take a side.
        points: number of points on which both take a side.
    """

    a: str
    b: str
    distance: float | None
    points: int


@frozen(kw_only=True)
class SharedGround:
    """Assertions of all parties that are connected by agreements.

    Attributes:
        assertions: in the order of the accounts.
        agreements: strongest first.
    """

    assertions: tuple[Assertion, ...]
    agreements: tuple[Agreement, ...]

    @property
    def probability(self) -> float:
        """Probability of the strongest agreement."""
        return self.agreements[0].verdict.probability


@frozen(kw_only=True)
class Triad:
    """Three assertions of which a agrees with b, b agrees with c, and a conflicts with c.

    At least one of the three verdicts, or one of the three parties, is inconsistent.

    Attributes:
        agreements: the verdict on a and b, then the one on b and c.
        conflict: the verdict on a and c.
    """

    a: Assertion
    b: Assertion
    c: Assertion
    agreements: tuple[Verdict, Verdict]
    conflict: Verdict

    @property
    def probability(self) -> float:
        """Probability of the weakest of the three verdicts."""
        return min(one.probability for one in (*self.agreements, self.conflict))


@frozen(kw_only=True)
class Match:
    """An assertion that is similar to a text.

    Attributes:
        party: name of the party, "(article)" or "(no party)".
        score: similarity, from 0 to 1.
    """

    assertion: Assertion
    party: str
    score: float


@frozen(kw_only=True)
class PointMatch:
    """A point at issue that is about the topic of a question.

    Attributes:
        point: with only the conflicts that are about the topic.
        score: similarity of its best conflict, from 0 to 1.
    """

    point: Dispute
    score: float


@frozen(kw_only=True)
class Answer:
    """What a graph holds on a question.

    Attributes:
        points: points at issue about it, best first.
        statements: assertions about it that are in none of these points, best first.
    """

    question: str
    points: tuple[PointMatch, ...]
    statements: tuple[Match, ...]


@frozen(kw_only=True)
class Event:
    """Assertions about the same event.

    Attributes:
        label: a few words of one of the texts.
        time: the time that the texts speak of; from the earliest to the latest if they differ. None if no
            text says when. "Since 2021" and the like do not tell when something happened, and do not count.
        reported: the days of the documents, from the first to the last; None if no document has a date.
        places: countries and other places that the texts name after "in", "at" and the like, most often named
            first.
        actors: other names in the texts, most often named first; at most eight.
        assertions: in the order of the time that they speak of, else of their document; then of the text.
        parties: names, in the order of the assertions; "(article)" and "(no party)" among them.
        conflicts, agreements: number of verdicts between two of the assertions.
        why: one sentence: the words that the texts share, and how many verdicts link them.
    """

    label: str
    time: TimeInterval | None
    reported: TimeInterval | None
    places: tuple[str, ...]
    actors: tuple[str, ...]
    assertions: tuple[Assertion, ...]
    parties: tuple[str, ...]
    conflicts: int
    agreements: int
    why: str


@frozen(kw_only=True)
class Events:
    """The events of a graph that fit a question; iterating over it gives the events.

    Attributes:
        events: those with most assertions first.
        total: number of events of the graph.
        left_out: number of assertions of the graph that are in no event.
    """

    events: tuple[Event, ...]
    total: int
    left_out: int

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)

    def __len__(self) -> int:
        return len(self.events)


@frozen(kw_only=True)
class ReviewItem:
    """A relation, a statement, or a speaker of no party that a person should check.

    Attributes:
        doubt: probability that it is wrong, from 0 to 1; 0.5 where no probability is known.
        stake: how much changes if it is wrong, 1 or more; see `narratives.questions.review_queue`.
        why: one sentence: why it is worth checking.
    """

    subject: Verdict | Assertion | Voice
    doubt: float
    stake: int
    why: str

    @property
    def score(self) -> float:
        """Doubt times stake: what is expected to change if the item is checked."""
        return self.doubt * self.stake
