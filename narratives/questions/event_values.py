"""Groups of assertions → events with their label, time, places, actors and the reason for the group."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import frozen

from narratives.answers import Event
from narratives.language.countries import countries, country_of
from narratives.model import Assertion, TimeInterval
from narratives.questions.event_items import MAX_CHARACTERS, Item, key_of_name, keys_of_word
from narratives.questions.times import first_day, last_day

_MOST_ACTORS = 8
_MOST_LABEL_WORDS = 6
_MOST_LABEL_CHARACTERS = 80
_MOST_SHARED = 3
"""Shared words that the reason for a group names."""
_HALF = 0.5
_WORTH_OF_ACTION = 0.3
"""What an action is worth that no other member names."""
_LENGTH_COST = 0.1
"""What a word of a label costs; a word that all texts share is worth 1."""
_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\w[\w’'-]*\w|\w")
_POSSESSIVE = re.compile(r"[’']s$")
_PrintedWord = tuple[re.Match[str], frozenset[str]]
"""A word of a text, and its keys."""
_BREAK = re.compile(r"[.,;:!?()\[\]“”\"—–…]")


@frozen(eq=False, kw_only=True)
class Statements:
    """The assertions of a graph, by number, with what an event tells of them.

    Attributes:
        parties: the party of each assertion, as it is written.
        documents: document id → its number in the order of the documents, and its date.
    """

    assertions: Sequence[Assertion]
    items: Sequence[Item]
    parties: Sequence[str]
    documents: Mapping[str, tuple[int, str]]


def event_of(
    members: Sequence[int], statements: Statements, conflicts: int, agreements: int, linked: int
) -> Event:
    """Return the event of a group.

    Args:
        members: numbers of the assertions.
        conflicts, agreements: number of verdicts between members.
        linked: number of members with such a verdict.
    """
    ordered = sorted(members, key=lambda number: _order(number, statements))
    told = [statements.assertions[number] for number in ordered]
    shared = Counter(key for number in ordered for key in statements.items[number].keys)
    central = max(
        ordered,
        key=lambda number: (
            sum(shared[key] for key in statements.items[number].keys)
            / (len(statements.items[number].keys) + 1) ** 0.5
        ),
    )
    own = [statements.items[number] for number in ordered]
    places = _places(own)
    words = list(_printed(statements.assertions[central].text, statements.items[central]))
    return Event(
        label=_label(
            statements.assertions[central].text,
            words,
            shared,
            len(ordered),
            statements.items[central].actions,
        ),
        time=_time(told),
        reported=_reported(statements.documents.get(one.document or "", (0, ""))[1] for one in told),
        places=places,
        actors=_actors(own, places),
        assertions=tuple(told),
        parties=tuple(dict.fromkeys(statements.parties[number] for number in ordered)),
        conflicts=conflicts,
        agreements=agreements,
        why=_why(told, own, words, conflicts, agreements, linked),
    )


def _order(number: int, statements: Statements) -> tuple[int, int, int, int]:
    one = statements.assertions[number]
    document, _ = statements.documents.get(one.document or "", (len(statements.documents), ""))
    return statements.items[number].when, document, one.spans[0].start if one.spans else 0, number


def _time(told: Iterable[Assertion]) -> TimeInterval | None:
    """Return the days that are common to the times, or else from the earliest to the latest."""
    times = [(one.time.start, one.time.end) for one in told if one.time is not None]
    closed = [(start, end) for start, end in times if start and end]
    if not closed:
        return None
    starts = sorted({start for start, _ in closed}, key=lambda day: (first_day(day) or 0, day))
    ends = sorted({end for _, end in closed}, key=lambda day: (last_day(day) or 0, day))
    if (first_day(starts[-1]) or 0) <= (last_day(ends[0]) or 0):
        return TimeInterval(start=starts[-1], end=ends[0])
    return TimeInterval(start=starts[0], end=ends[-1])


def _reported(dates: Iterable[str]) -> TimeInterval | None:
    days = sorted(filter(None, dates))
    return TimeInterval(start=days[0], end=days[-1]) if days else None


def _places(items: Iterable[Item]) -> tuple[str, ...]:
    found = Counter(place for one in items for place in dict.fromkeys(one.printed_sites))
    return tuple(place for place, _ in found.most_common())


def _actors(items: Iterable[Item], places: Sequence[str]) -> tuple[str, ...]:
    """Return the names that are no places; a name that ends a longer one is counted as that one."""
    by_text = [dict.fromkeys(map(_usual, one.printed_names)) for one in items]
    known = sorted({name for own in by_text for name in own}, key=lambda name: (-len(name), name))
    full: dict[str, str] = {}
    for name in known:
        longer = [other for other in full.values() if other.endswith(f" {name}")]
        full[name] = longer[0] if len(set(longer)) == 1 else name
    found = Counter(name for own in by_text for name in dict.fromkeys(full[name] for name in own))
    return tuple(name for name, _ in found.most_common() if name not in places)[:_MOST_ACTORS]


def _usual(name: str) -> str:
    return country_of().get(name.casefold(), name)


def _keys(word: str, names_of_text: frozenset[str]) -> frozenset[str]:
    """Return the keys of a printed word: of "robbed" the action, of "Daniels’s" the name."""
    bare = _POSSESSIVE.sub("", word)
    if bare in names_of_text:
        return frozenset({key_of_name(bare)} - {""})
    return frozenset().union(*keys_of_word(bare))


def _printed(text: str, item: Item) -> Iterator[_PrintedWord]:
    """Yield the words of a text with their keys."""
    in_names = frozenset(part for name in item.printed_names for part in _WORD.findall(name))
    for found in _WORD.finditer(text[:MAX_CHARACTERS]):
        yield found, _keys(found.group(), in_names)


def _label(
    text: str, words: Sequence[_PrintedWord], shared: Mapping[str, int], size: int, actions: frozenset[str]
) -> str:
    """Return up to six successive words of a text that hold most of what the members share.

    An action that half of the members share counts twice.
    """
    worth = {key: count / size for key, count in shared.items() if count > 1}
    worth |= dict.fromkeys(sorted(actions - worth.keys()), _WORTH_OF_ACTION)
    worth |= {key: 2 * share for key, share in worth.items() if key in actions and share >= _HALF}
    best, span = 0.0, (0, 0)
    for first, (start, keys) in enumerate(words):
        if not keys:
            continue
        held: set[str] = set()
        for end, more in words[first : first + _MOST_LABEL_WORDS]:
            if _BREAK.search(text, start.end(), max(end.start(), start.end())):
                break
            held |= more
            if more:
                value = sum(worth.get(key, 0.0) for key in sorted(held))
                value -= _LENGTH_COST * len(_WORD.findall(text, start.start(), end.end()))
                if value > best + 1e-9:
                    best, span = value, (start.start(), end.end())
    span = span[0], _end_after_demonym(text, words, span[1])
    label = _POSSESSIVE.sub("", text[slice(*span)]) or " ".join(text.split()[:_MOST_LABEL_WORDS])
    return label[:1].upper() + label[1:_MOST_LABEL_CHARACTERS]


def _end_after_demonym(text: str, words: Sequence[_PrintedWord], end: int) -> int:
    """Return the end of a label, moved to the noun after a demonym: "by the Russian peacekeepers"."""
    for (last, _), (following, keys) in pairwise(words):
        between = text[last.end() : following.start()]
        if last.end() == end and keys and between.isspace() and _is_demonym(last.group()):
            return following.end()
    return end


def _is_demonym(word: str) -> bool:
    return any(word in country.demonyms for country in countries())


def _why(
    told: Sequence[Assertion],
    items: Sequence[Item],
    words: Sequence[_PrintedWord],
    conflicts: int,
    agreements: int,
    linked: int,
) -> str:
    """Return the words that the texts share and how many verdicts link them, as one sentence."""
    counts = Counter(key for one in items for key in one.keys)
    acting = {key for one in items for key in one.actions}
    most = sorted(
        (key for key in counts if counts[key] > 1), key=lambda key: (-counts[key], key not in acting, key)
    )
    counted = [f"“{_word_of(key, words, told, items)}” in {counts[key]}" for key in most[:_MOST_SHARED]]
    verdicts = [
        f"{count} {name}{'s' if count > 1 else ''}"
        for count, name in ((conflicts, "conflict"), (agreements, "agreement"))
        if count
    ]
    parts = [f"{' and '.join(verdicts)} between {linked} of {len(told)} statements"] if verdicts else []
    if counted:
        parts.append(f"shared words: {', '.join(counted)} of {len(told)}")
    sentence = "; ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _word_of(
    key: str, words: Sequence[_PrintedWord], told: Sequence[Assertion], items: Sequence[Item]
) -> str:
    """Return the printed word with a key: of ``words``, else the first one."""
    if not any(key in keys for _, keys in words):
        one, item = next(pair for pair in zip(told, items, strict=True) if key in pair[1].keys)
        words = list(_printed(one.text, item))
    return next((_POSSESSIVE.sub("", found.group()) for found, keys in words if key in keys), key)
