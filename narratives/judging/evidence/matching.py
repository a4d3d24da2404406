"""Compare the events of two statements: same kind, same participants, affirmed or denied."""

from collections.abc import Iterator

from narratives.judging.evidence.statement import Event, Statement, Thing
from narratives.language.countries import country_of


def same_kind_events(a: Statement, b: Statement) -> Iterator[tuple[Event, Event]]:
    """Yield the pairs of events of the same kind, one event from each statement."""
    return ((mine, theirs) for mine in a.events for theirs in b.events if mine.kind == theirs.kind)


def same_thing(a: Thing, b: Thing) -> bool:
    """Return True if both are the same kind of thing and their owners, where both name any, overlap.

    Things of two kinds are the same if they share an owner and one of them is a name.
    """
    if a.kind == b.kind:
        return not (a.owners and b.owners) or bool(a.owners & b.owners)
    return bool(a.owners & b.owners) and (a.head.pos_ == "PROPN" or b.head.pos_ == "PROPN")


def have_common_thing(mine: tuple[Thing, ...], theirs: tuple[Thing, ...]) -> bool | None:
    """Return True if two lists of agents or targets have a thing in common.

    Pronouns are left out. None if one of the lists has nothing else.
    """
    named = (
        [item for item in mine if item.head.pos_ != "PRON"],
        [item for item in theirs if item.head.pos_ != "PRON"],
    )
    if not named[0] or not named[1]:
        return None
    return any(same_thing(one, other) for one in named[0] for other in named[1])


def same_event(a: Event, b: Event) -> bool:
    """Return True if two events of the same kind share agents or targets.

    Where both statements name the agents, or both the targets, these must overlap.
    """
    agents, targets = have_common_thing(a.agents, b.agents), have_common_thing(a.targets, b.targets)
    return False not in (agents, targets) and True in (agents, targets)


def is_affirmed(event: Event, statement: Statement) -> bool:
    """Return True if the party holds that the event took place: a denial of "did not" affirms it."""
    return event.negated == statement.denied


def party_keys(statement: Statement) -> frozenset[str]:
    """Return the country or name of the speaking party, and the owners of the agents in its statement."""
    party = statement.assertion.party or ""
    named = {country_of().get(party.casefold(), party.casefold())}
    return frozenset(named) | {
        owner for event in statement.events for item in event.agents for owner in item.owners
    }
