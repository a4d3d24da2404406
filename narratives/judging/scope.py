"""Whether two statements speak of the same matter, place and time."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from narratives.judging.statement import Statement
from narratives.language.countries import country_of
from narratives.language.keys import key
from narratives.language.times import spoken
from narratives.model import TimeInterval
from narratives.verdict import Reason, ReasonKind

if TYPE_CHECKING:
    from spacy.tokens import Token


def shared_keys(a: Statement, b: Statement) -> frozenset[str]:
    """What both speak of."""
    return a.keys & b.keys


def coverage(part: Iterable[str], whole: frozenset[str]) -> float:
    """Share of the keys of ``part`` that ``whole`` holds too, 0 to 1; 0 for no keys."""
    wanted = frozenset(part)
    return len(wanted & whole) / len(wanted) if wanted else 0.0


def overlap(a: Statement, b: Statement) -> float:
    """Share of the shorter one's keys that the other holds, 0 to 1."""
    return max(coverage(a.keys, b.keys), coverage(b.keys, a.keys))


def other_place(a: Statement, b: Statement) -> Reason | None:
    """Both name a place, and none of the places is the same.

    A country may hold a town that the other names: the two are not told apart.
    """
    if not a.places or not b.places or a.places.keys() & b.places.keys():
        return None
    if any(country_of().get(place, "").casefold() == place for place in (*a.places, *b.places)):
        return None
    return Reason(
        kind=ReasonKind.PLACE,
        a=" ".join(a.places.values()),
        b=" ".join(b.places.values()),
        note="They speak of different places.",
    )


_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


def other_time(a: Statement, b: Statement) -> Reason | None:
    """Both name a time, and the two do not overlap; or each names another day of the week."""
    mine, theirs = a.time, b.time
    days = [[word.text for word in one.doc if word.lower_ in _DAYS] for one in (a, b)]
    if days[0] and days[1] and not set(days[0]) & set(days[1]):
        said = days[0][0], days[1][0]
    elif mine is None or theirs is None or _overlap(mine, theirs):
        return None
    else:
        said = spoken(a.assertion.text) or _said(mine), spoken(b.assertion.text) or _said(theirs)
    return Reason(kind=ReasonKind.TIME, a=said[0], b=said[1], note="They speak of different times.")


def _overlap(a: TimeInterval, b: TimeInterval) -> bool:
    """Whether the intervals may share a day; what is not told does not part them."""
    return _not_after(a.start, b.end) and _not_after(b.start, a.end)


def _not_after(start: str | None, end: str | None) -> bool:
    if start is None or end is None:
        return True
    length = min(len(start), len(end))
    return start[:length] <= end[:length]


def is_bygone(statement: Statement) -> bool:
    """ "before the war of 2020": a time that is over, to which a denial without a date does not reach."""
    time = statement.time
    return time is not None and time.start is None and time.end is not None


def _said(interval: TimeInterval) -> str:
    if interval.start == interval.end:
        return interval.start or ""
    if interval.end is None:
        return f"since {interval.start}"
    if interval.start is None:
        return f"until {interval.end}"
    return f"{interval.start} to {interval.end}"


_LIMITING = frozenset("in on at inside outside near about over for with".split())


def limits(head: "Token") -> frozenset[str]:
    """Keys of the common nouns in the phrases that hang on a word, as "at the plant", "on borders"."""
    return frozenset(
        key(noun)
        for preposition in head.children
        if preposition.dep_ == "prep" and preposition.lower_ in _LIMITING
        for noun in preposition.children
        if noun.dep_ == "pobj" and noun.pos_ == "NOUN" and noun.ent_type_ not in ("DATE", "TIME")
    )
