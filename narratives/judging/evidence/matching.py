"""Whether two deeds are the same one, told from two sides."""

from collections.abc import Iterator

from narratives.judging.evidence.statement import Event, Statement, Thing
from narratives.language.countries import country_of


def same_kind_events(a: Statement, b: Statement) -> Iterator[tuple[Event, Event]]:
    """Pairs of deeds of one kind, one of each statement."""
    return ((mine, theirs) for mine in a.events for theirs in b.events if mine.kind == theirs.kind)


def same_thing(a: Thing, b: Thing) -> bool:
    """The same kind of thing, and no two owners that differ."""
    if a.kind == b.kind:
        return not (a.owners and b.owners) or bool(a.owners & b.owners)
    return bool(a.owners & b.owners) and (a.head.pos_ == "PROPN" or b.head.pos_ == "PROPN")


def have_common_thing(mine: tuple[Thing, ...], theirs: tuple[Thing, ...]) -> bool | None:
    """Whether two lists of doers or targets meet; None where one of them is not told."""
    told = (
        [item for item in mine if item.head.pos_ != "PRON"],
        [item for item in theirs if item.head.pos_ != "PRON"],
    )
    if not told[0] or not told[1]:
        return None
    return any(same_thing(one, other) for one in told[0] for other in told[1])


def same_event(a: Event, b: Event) -> bool:
    """Whether the doers and targets of two deeds of one kind meet where both are told, and meet at all."""
    agents, targets = have_common_thing(a.agents, b.agents), have_common_thing(a.targets, b.targets)
    return False not in (agents, targets) and True in (agents, targets)


def is_affirmed(deed: Event, statement: Statement) -> bool:
    """Whether the party holds that the deed was done: a denial of "did not" affirms it."""
    return deed.negated == statement.denied


def party_keys(statement: Statement) -> frozenset[str]:
    """What the party that speaks is matched by: its country or its name, and who the text says acts."""
    party = statement.assertion.party or ""
    named = {country_of().get(party.casefold(), party.casefold())}
    return frozenset(named) | {
        owner for deed in statement.events for item in deed.agents for owner in item.owners
    }
