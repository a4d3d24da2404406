"""Assertions grouped by the event that they are about, and the events that fit filters."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from narratives.answers import Event, Events
from narratives.questions.event_groups import Evidence, Tie, event_groups
from narratives.questions.event_items import item_of
from narratives.questions.event_values import Statements, event_of
from narratives.questions.index import REASON_BITS, Index
from narratives.questions.likeness import Embedder
from narratives.questions.names import parties_of
from narratives.questions.times import asked_days, interval_days
from narratives.verdict import ReasonKind, Relation

_PARTING = frozenset({ReasonKind.TIME, ReasonKind.PLACE, ReasonKind.ACTOR})
"""Reasons of the relation `DISTINCT` for which two assertions are about two events."""


@frozen(kw_only=True)
class EventFilters:
    """What an event must fit; None and empty values ask for nothing.

    Attributes:
        parties: names; each of them has an assertion in the event.
        since, until: ISO 8601 years, months or days; compared with the time of the event, else with the days
            of the reports.
        place: a name that one of the assertions contains.
    """

    parties: Iterable[str] = ()
    since: str | None = None
    until: str | None = None
    place: str | None = None


def events(index: Index, filters: EventFilters, embedder: Embedder | None) -> Events:
    """Return the events that fit, those with most assertions first.

    Raises:
        QuestionError: a filter names something unknown, or is invalid.
    """
    asked = asked_days(filters.since, filters.until)
    parties = parties_of(filters.parties, index.accounts)
    in_place = None if filters.place is None else index.words.containing_place(filters.place)
    every = index.cached_events(embedder, _every_event)
    fitting = tuple(
        event
        for event in every
        if parties <= set(event.parties)
        and (asked is None or _happened(event, asked))
        and (in_place is None or any(in_place[index.numbers[one.id]] for one in event.assertions))
    )
    grouped = sum(len(event.assertions) for event in every)
    return Events(events=fitting, total=len(every), left_out=len(index.assertions) - grouped)


def _happened(event: Event, asked: tuple[int, int]) -> bool:
    days = interval_days(event.time or event.reported, "")
    return days is not None and days[0] <= asked[1] and days[1] >= asked[0]


def _every_event(index: Index, embedder: Embedder | None) -> tuple[Event, ...]:
    """Return all events. Cost: about linear in the assertions and verdicts."""
    dates = {document.id: (number, document.date) for number, document in enumerate(index.documents)}
    items = [
        item_of(one, dates[one.document][1] if one.document in dates else "") for one in index.assertions
    ]
    groups = event_groups(
        Evidence(
            items=items,
            ties=_ties(index),
            parted=_parted(index),
            vectors=None if embedder is None else index.vectors(embedder),
        )
    )
    statements = Statements(
        assertions=index.assertions,
        items=items,
        parties=[index.party_name(number) for number in range(len(items))],
        documents=dates,
    )
    group_of = {number: place for place, members in enumerate(groups) for number in members}
    conflicts, agreements = [0] * len(groups), [0] * len(groups)
    linked: list[set[int]] = [set() for _ in groups]
    for counts, relations in ((conflicts, index.conflicts), (agreements, index.agreements)):
        for a, b in zip(relations.a.tolist(), relations.b.tolist(), strict=True):
            place = group_of.get(a)
            if place is not None and place == group_of.get(b):
                counts[place] += 1
                linked[place].update((a, b))
    found = [
        event_of(members, statements, conflicts[place], agreements[place], len(linked[place]))
        for place, members in enumerate(groups)
    ]
    return tuple(
        sorted(
            found,
            key=lambda event: (
                -len(event.assertions),
                -event.conflicts,
                index.numbers[event.assertions[0].id],
            ),
        )
    )


def _ties(index: Index) -> Iterator[Tie]:
    """Yield the conflicts and agreements between parties, strongest first."""
    time, place = REASON_BITS[ReasonKind.TIME], REASON_BITS[ReasonKind.PLACE]
    rows = [
        (-probability, a, b, reasons)
        for relations in (index.conflicts, index.agreements)
        for probability, a, b, reasons in zip(
            relations.probabilities.tolist(),
            relations.a.tolist(),
            relations.b.tolist(),
            relations.reasons.tolist(),
            strict=True,
        )
    ]
    for _, a, b, reasons in sorted(rows):
        yield Tie(a=a, b=b, time_disputed=bool(reasons & time), place_disputed=bool(reasons & place))


def _parted(index: Index) -> dict[int, frozenset[int]]:
    """Return the assertions that a verdict says to be about another time, place or actor, by number."""
    found: dict[int, set[int]] = {}
    own = (verdict for one in index.own for verdict in one.verdicts)
    for verdict in (*index.verdicts, *own):
        if verdict.relation is Relation.DISTINCT and any(one.kind in _PARTING for one in verdict.reasons):
            a, b = index.numbers[verdict.a.id], index.numbers[verdict.b.id]
            found.setdefault(a, set()).add(b)
            found.setdefault(b, set()).add(a)
    return {number: frozenset(others) for number, others in found.items()}
