"""What the words of an assertion show of an event: its actions, names, things, places and points in time."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from attrs import frozen

from narratives.language.actions import possible_actions, reported_actions
from narratives.language.capitals import PARTICLES, TITLES, country_names, names, sites
from narratives.language.countries import country_of
from narratives.language.keys import possible_keys
from narratives.language.times import calendar, is_day_or_month_name
from narratives.model import Assertion, Stance
from narratives.questions.times import first_day, interval_days

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\w+")
_CLAUSE_END = re.compile(r"[,;:]|\b(?:because|that|which|who|whom|if|as|when|while|after|before|but)\b")
_MODAL = re.compile(r"\b(?:should|must|ought|shall|would|could|may|might|can|cannot)\b|n[’']t\b(?<=can[’']t)")
_NO_REPORT = frozenset({Stance.DEMANDS, Stance.ASKS, Stance.DOUBTS})
_ORDINAL = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|previous|earlier|latest|later|new|northern|southern|eastern|western)\s+(\w+)"
)
_PLACE_WORDS = frozenset("inside outside near around across over".split())
_BACKGROUND = re.compile(r"\b(?P<cue>before|after|since|until|following|amid)(?:\s+[\w’'-]+){1,4}")
_OPENING = 30
"""Characters at the start of a text in which "after the attack" may tell what the text is about."""
_COARSE = frozenset({"decade"})
_NONE: Mapping[str, frozenset[str]] = MappingProxyType({})
MAX_CHARACTERS = 2_000
"""Characters of an assertion that are searched."""


@frozen(eq=False, kw_only=True)
class Item:
    """An assertion as the grouping sees it.

    Attributes:
        actions: keys of the actions that it reports.
        possible: keys of all actions that its words may name, with those that it reports.
        printed_names, printed_sites: names, and places after "in" or "at", as they are written.
        names: keys of the names, countries by their usual name.
        things: keys of the other content words.
        sites: names of places after "in" or "at", in lower case, without countries.
        countries: countries after "in" or "at".
        points: granularity → points in time that the text names; see `narratives.language.times.Calendar`.
        days: first and last day that it speaks of, as yyyymmdd, or None.
        reported: day of its document, as yyyymmdd, or None.
        instances: noun → the words that tell one of its kind from another: "second" for "trial".
        reports: True if it reports something that happened, or will, and is no demand, question or opinion.
    """

    actions: frozenset[str]
    possible: frozenset[str]
    printed_names: tuple[str, ...]
    printed_sites: tuple[str, ...]
    names: frozenset[str]
    things: frozenset[str]
    sites: frozenset[str]
    countries: frozenset[str]
    points: Mapping[str, frozenset[str]]
    days: tuple[int, int] | None
    reported: int | None
    instances: Mapping[str, frozenset[str]]
    document: str | None
    reports: bool

    @property
    def keys(self) -> frozenset[str]:
        """All actions, names and things."""
        return self.possible | self.names | self.things

    @property
    def when(self) -> int:
        """First day that it speaks of, or the day of its document, as yyyymmdd; 0 if neither is known."""
        return self.days[0] if self.days is not None else self.reported or 0


def item_of(one: Assertion, day: str) -> Item:
    """Return what the words of an assertion show.

    Args:
        day: ISO 8601 day of its document, or "".
    """
    text = one.text[:MAX_CHARACTERS]
    printed_names, printed_sites = names(text), sites(text)
    in_names = {word for name in printed_names for word in _WORD.findall(name)}
    background = _background_words(text)
    actions: set[str] = set()
    possible: set[str] = set()
    things: set[str] = set()
    for word in set(_WORD.findall(text)):
        if word not in in_names:
            reported, may_name, other = keys_of_word(word)
            if word not in background:
                actions |= reported
                possible |= may_name
            things |= other
    named = {key for word in in_names if (key := key_of_name(word))}
    things -= named | possible | actions
    instances: dict[str, set[str]] = {}
    for found in _ORDINAL.finditer(text):
        instances.setdefault(found[2], set()).add(found[1])
    return Item(
        actions=_shared(frozenset(actions)),
        possible=_shared(frozenset(possible | actions)),
        printed_names=printed_names,
        printed_sites=printed_sites,
        names=_shared(frozenset(named)),
        things=frozenset(things),
        sites=frozenset(name.casefold() for name in printed_sites if name not in country_names()),
        countries=_shared(country_names() & frozenset(printed_sites)),
        points=_points(text),
        days=interval_days(one.time, ""),
        reported=first_day(day),
        instances={noun: frozenset(words) for noun, words in instances.items()} or _NONE,
        document=one.document,
        reports=bool(actions) and one.stance not in _NO_REPORT and not _is_opinion(text),
    )


def _points(text: str) -> Mapping[str, frozenset[str]]:
    found = {
        granularity: _shared(frozenset(points))
        for granularity, points in calendar(text).points.items()
        if granularity not in _COARSE
    }
    return found or _NONE


@lru_cache(maxsize=1 << 16)
def _shared(values: frozenset[str]) -> frozenset[str]:
    """Return the first set that was equal to this one, so that equal sets are held once."""
    return values


@lru_cache(maxsize=1 << 16)
def keys_of_word(word: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the actions that a word reports, those that it may name, and its keys as a thing."""
    if word[0].isdigit() or word in _PLACE_WORDS or (word.istitle() and _is_title_or_day(word)):
        return frozenset(), frozenset(), frozenset()
    reported, possible = reported_actions(word), possible_actions(word)
    if reported:
        return reported, possible, frozenset()
    lemmas = {min(keys, key=lambda key: (len(key), key)) for keys in possible_keys(word)}
    return reported, possible, frozenset(lemmas) - possible


def _is_title_or_day(word: str) -> bool:
    return word.lower() in TITLES or is_day_or_month_name(word)


@lru_cache(maxsize=1 << 16)
def key_of_name(word: str) -> str:
    """Return the key of a word of a name: its country, else the word itself; "" for a title or "the"."""
    lower = word.lower()
    if lower.rstrip(".") in TITLES or lower in PARTICLES or not possible_keys(word):
        return ""
    return country_of().get(lower, lower)


def _background_words(text: str) -> frozenset[str]:
    """Return the words of what only tells the time: "met for the first time since the truce"."""
    return frozenset(
        word
        for found in _BACKGROUND.finditer(text, _OPENING)
        for word in _WORD.findall(text, found.end("cue"), found.end())
    )


def _is_opinion(text: str) -> bool:
    """Return True for a question, and for what should, could or may be in the first clause."""
    end = _CLAUSE_END.search(text)
    return text.rstrip().endswith("?") or _MODAL.search(text[: end.start() if end else len(text)]) is not None
