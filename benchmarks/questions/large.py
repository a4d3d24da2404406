"""A generated graph with many assertions and relations; the same seed gives the same graph."""

import random

from attrs import frozen

from narratives.graph import ContradictionGraph
from narratives.model import Account, Assertion, Document, Party, Source, Span, Stance, TimeInterval
from narratives.verdict import Dispute, Reason, ReasonKind, Relation, Verdict, strength

_PARTIES = (
    "Norland", "Sudmark", "Ostvale", "Westerby", "Highmoor", "Lowfen", "Redhaven", "Greywick", "Stonebay",
    "Ashford", "Elmcross", "Birkholm", "Fairholt", "Kingsmere", "Larkfield", "Millbrook", "Oakridge",
    "Pinewood", "Rosedale", "Thornhill",
)  # fmt: skip
_OUTLETS = tuple(f"The {town} {paper}" for town in _PARTIES for paper in ("Courier", "Herald"))
_AGENTS = "soldiers rebels police engineers farmers officials doctors pilots fishermen guards".split()
_DEEDS = "shelled blocked repaired closed flooded evacuated searched abandoned mined reopened".split()
_THINGS = (
    "bridge dam hospital harbour road school depot railway airport market pipeline reservoir mill tunnel "
    "prison warehouse canal refinery village checkpoint"
).split()
_PLACES = (
    "Kherson Odessa Ankara Georgia Serbia Kenya Peru Chile Crimea Aleppo Basra Mosul Gaza Juba Goma".split()
)
_RELATIONS = {
    Relation.CONTRADICTION: 45,
    Relation.FRAMING: 10,
    Relation.EQUIVALENCE: 20,
    Relation.ENTAILMENT: 15,
    Relation.DISTINCT: 10,
}
"""Relation → share of the relations, in percent."""
_KINDS = (ReasonKind.NEGATION, ReasonKind.NUMBER, ReasonKind.TIME, ReasonKind.AGENT, ReasonKind.DENIAL)
_PER_EVENT = 20
"""Assertions about one event; relations link assertions about the same event."""


@frozen(kw_only=True)
class Size:
    """How large a graph is made."""

    assertions: int = 50_000
    relations: int = 200_000
    documents: int = 2_000


def large_graph(size: Size, *, seed: int) -> ContradictionGraph:
    """Return a graph of 20 parties; every event has at most one point at issue."""
    random_numbers = random.Random(seed)
    documents = [_document(number, random_numbers) for number in range(size.documents)]
    events = range(size.assertions // _PER_EVENT)
    by_event = [_assertions(event, documents, random_numbers) for event in events]
    verdicts: list[Verdict] = []
    points: list[Dispute] = []
    each, over = divmod(size.relations, len(events))
    for event in events:
        told = _verdicts(by_event[event], each + (event < over), random_numbers)
        conflicts = [one for one in told if one.relation in (Relation.CONTRADICTION, Relation.FRAMING)]
        verdicts += told
        if conflicts:
            label = f"The {_THINGS[event % len(_THINGS)]} {event}"
            points.append(Dispute(label=label, verdicts=tuple(sorted(conflicts, key=strength))))
    points.sort(key=lambda point: strength(point.verdicts[0]))
    by_party: dict[str, list[Assertion]] = {name: [] for name in _PARTIES}
    for one in (one for own in by_event for one in own):
        by_party[one.party or ""].append(one)
    return ContradictionGraph(
        accounts=[Account(Party(name, [f"the {name} government"]), own) for name, own in by_party.items()],
        verdicts=verdicts,
        points=points,
        documents=documents,
    )


def _document(number: int, random_numbers: random.Random) -> Document:
    date = f"{2015 + number % 10}-{random_numbers.randint(1, 12):02}-{random_numbers.randint(1, 28):02}"
    return Document(f"Report {number}.", outlet=_OUTLETS[number % len(_OUTLETS)], date=date)


def _assertions(event: int, documents: list[Document], random_numbers: random.Random) -> list[Assertion]:
    thing, place = _THINGS[event % len(_THINGS)], random_numbers.choice(_PLACES)
    found = []
    for number in range(_PER_EVENT):
        party = _PARTIES[number] if event % 5 == 0 else random_numbers.choice(_PARTIES)
        agent, deed = random_numbers.choice(_AGENTS), random_numbers.choice(_DEEDS)
        year = random_numbers.randint(2010, 2024)
        text = f"The {agent} of {party} {deed} {event} parts of the {thing} in {place} in {year}."
        offset = event * _PER_EVENT + number
        found.append(
            Assertion(
                text=text,
                quote=text,
                party=party,
                source=Source(name=f"Speaker {random_numbers.randint(1, 9)} of {party}"),
                cue="said",
                stance=Stance.DENIES if random_numbers.random() < 0.2 else Stance.ASSERTS,
                spans=(Span(document=random_numbers.choice(documents).id, start=offset, end=offset + 1),),
                time=TimeInterval(start=str(year), end=str(year)) if random_numbers.random() < 0.5 else None,
            )
        )
    return found


def _verdicts(own: list[Assertion], count: int, random_numbers: random.Random) -> list[Verdict]:
    pairs = [(a, b) for number, a in enumerate(own) for b in own[number + 1 :] if a.party != b.party]
    return [
        Verdict(
            a=a,
            b=b,
            relation=random_numbers.choices([*_RELATIONS], [*_RELATIONS.values()])[0],
            probability=random_numbers.randint(500, 1000) / 1000,
            reasons=(
                Reason(kind=random_numbers.choice(_KINDS), a=a.text[:20], b=b.text[:20], note="They differ."),
            ),
        )
        for a, b in random_numbers.sample(pairs, min(count, len(pairs)))
    ]
