"""The time that a sentence speaks of, where it says so in years, months or days."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from attrs import frozen

from narratives.model import TimeInterval

_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join(f"{month}|{month[:3]}\\.?" for month in _MONTHS)
_YEAR = r"(?:19|20)[0-9]{2}(?![\d,.]*\d)(?!\s+[a-z]+s\b)"
_DATE = rf"(?:(?P<month>{_MONTH})\s+)?(?:(?P<day>[0-9]{{1,2}}),\s+)?(?P<year>{_YEAR})"
_RANGE = re.compile(
    r"\b(?:from|between)\s+(?P<start>(?:19|20)[0-9]{2})\s+(?:to|until|and|through)\s+(?P<end>(?:19|20)[0-9]{2})\b"
)
_PHRASE = re.compile(
    rf"\b(?P<sense>since|until|till|before|after|in|by|on|during|from)\s+(?:the\s+\w+\s+of\s+)?{_DATE}\b",
    re.IGNORECASE,
)


_SENSE = r"since|until|till|before|after|in|by|on|during|from"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_RELATIVE = re.compile(
    rf"\b(?:(?P<sense>(?i:{_SENSE}))\s+)?(?:last\s+|this\s+)?(?P<when>{_WEEKDAY}|(?i:yesterday|today|tomorrow)"
    rf"|(?:(?<=last )|(?<=this )|(?<=next ))(?:month|year)|\w+\s+(?:days|weeks|months|years)\s+ago)\b"
    rf"|\b(?P<month_sense>(?i:{_SENSE}))\s+(?P<month>(?:{_MONTH})(?:\s+[0-9]{{1,2}})?)(?!\w)"
)
_AHEAD = re.compile(r"\b(?:will|shall|next|tomorrow|upcoming)\b", re.IGNORECASE)
_PRECISION = {"day": 10, "month": 7, "year": 4}
"""Characters of an ISO day that a phrase of this grain tells."""


def interval(text: str, published: str = "") -> TimeInterval | None:
    """The interval of the first phrase such as "since August 2021", "from 2014 to 2018", "in May 2020".

    Both ends are inclusive and reduced to what is said; "before 2020" ends with 2020, since how much
    before is not told. Where no year is given, "on Tuesday", "last month" or "since May" is counted from the
    day of publication: the nearest one before it, or after it where the sentence speaks of what will be.

    Args:
        published: ISO 8601 day; "" leaves phrases without a year aside.
    """
    return _dated(text) or _counted_from(published, text)


def _counted_from(published: str, text: str) -> TimeInterval | None:
    found = _RELATIVE.search(text) if published else None
    if found is None:
        return None
    when = found["when"] or found["month"]
    printed = found.group()
    phrase = " ".join(printed.split()[-2:]) if when in ("month", "year") else when
    parsed = _parser(published, bool(_AHEAD.search(text))).get_date_data(phrase)
    if parsed.date_obj is None or parsed.period not in _PRECISION:
        return None
    said = parsed.date_obj.date().isoformat()[: _PRECISION[parsed.period]]
    return _with_sense((found["sense"] or found["month_sense"] or "on").casefold(), said)


@lru_cache(maxsize=64)
def _parser(published: str, ahead: bool) -> Any:  # noqa: FBT001
    from dateparser.date import DateDataParser

    settings = {
        "RELATIVE_BASE": datetime.fromisoformat(published),
        "PREFER_DATES_FROM": "future" if ahead else "past",
        "PREFER_DAY_OF_MONTH": "first",
    }
    return DateDataParser(languages=["en"], settings=settings)


def _dated(text: str) -> TimeInterval | None:
    span = _RANGE.search(text)
    if span is not None:
        return TimeInterval(start=span["start"], end=span["end"])
    found = _PHRASE.search(text)
    if found is None:
        return None
    return _with_sense(found["sense"].casefold(), _iso(found))


def _with_sense(sense: str, said: str) -> TimeInterval:
    match sense:
        case "since" | "after" | "from":
            return TimeInterval(start=said)
        case "until" | "till" | "before" | "by":
            return TimeInterval(end=said)
        case _:
            return TimeInterval(start=said, end=said)


def _iso(found: re.Match[str]) -> str:
    year = found["year"]
    if not found["month"]:
        return year
    month = next(
        number
        for number, name in enumerate(_MONTHS, 1)
        if name.casefold().startswith(found["month"].casefold()[:3])
    )
    if not found["day"]:
        return f"{year}-{month:02}"
    try:
        return date(int(year), month, int(found["day"])).isoformat()
    except ValueError:
        return f"{year}-{month:02}"


def names_a_day(word: str) -> bool:
    """Whether a word is the name of a weekday or month ("Friday", "May"), with a capital."""
    return re.fullmatch(rf"{_WEEKDAY}|{_MONTH}", word) is not None


def spoken_at(text: str) -> tuple[int, int] | None:
    """Where the words stand that `interval` reads without a day of publication; None where there are none."""
    found = _RANGE.search(text) or _PHRASE.search(text)
    return found.span() if found is not None else None


_OPEN = re.compile(
    r"\b(?:since|until|till|before|after|by|(?<!date )(?<!dates )(?<!dated )(?<!dating )from|ahead of"
    r"|prior to|following)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_NEAR = 40
"""Characters before a point in which "since" and the like are looked for."""
_NAMED_MONTH = re.compile(
    rf"(?:\b(?P<first>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+)?\b(?P<month>{_MONTH})(?!\w)(?:\s+(?P<day>[0-9]{{1,2}})(?!\d))?"
)
_GRAINS = (
    ("year", re.compile(rf"\b{_YEAR}\b")),
    ("decade", re.compile(r"\b(?:19|20)\d0s\b|\b(?:past|last) (?:\w+ )?(?:years|months|decade)\b")),
    ("quarter", re.compile(r"\b(?:first|second|third|fourth) (?:quarter|half)\b", re.IGNORECASE)),
    ("month", _NAMED_MONTH),
    ("season", re.compile(r"\b(?:spring|summer|autumn|winter)\b")),
    ("weekday", re.compile(rf"\b{_WEEKDAY}\b")),
    ("hour", re.compile(r"\b(?:dawn|morning|noon|midday|afternoon|evening|dusk|night|midnight)\b")),
)
Place = tuple[int, int]


@frozen(kw_only=True)
class Calendar:
    """The points in time that a text names, by grain: "year", "month", "day", "weekday" and the like.

    Attributes:
        points: grain → what is named ("2023", "5", "5-9", "monday") → where it stands in the text.
    """

    points: Mapping[str, Mapping[str, Place]]

    def parted(self, other: "Calendar") -> tuple[Place, Place] | None:
        """The first of each at the widest grain at which both name points and none is the same."""
        for grain, mine in self.points.items():
            theirs = other.points.get(grain)
            if theirs and not mine.keys() & theirs.keys():
                return next(iter(mine.values())), next(iter(theirs.values()))
        return None

    def whole(self, place: Place, text: str) -> Place:
        """The place with the points that stand beside it: "3 May" of "3 May 2022", "Tuesday night"."""
        start, end = place
        every = sorted({point for points in self.points.values() for point in points.values()})
        for low, high in every:
            if low >= end and not text[end:low].strip(" ,"):
                end = high
        for low, high in reversed(every):
            if high <= start and not text[high:start].strip(" ,"):
                start = low
        return start, end


def calendar(text: str) -> Calendar:
    """The points that a text names; what stands after "since", "until", "before" and the like is left out."""
    found: dict[str, dict[str, Place]] = {}
    for grain, pattern in _GRAINS:
        for match in pattern.finditer(text):
            if _OPEN.search(text[max(0, match.start() - _NEAR) : match.start()]) is not None:
                continue
            for name, point in _points(grain, match):
                found.setdefault(name, {}).setdefault(point, match.span())
    return Calendar(points=found)


def _points(grain: str, match: re.Match[str]) -> Iterator[tuple[str, str]]:
    printed = match.group().casefold()
    if grain == "year":
        yield "year", printed
        yield "decade", f"{printed[:3]}0s"
    elif grain == "decade":
        yield "decade", printed if printed[0].isdigit() else "recent"
    elif grain != "month":
        yield grain, printed
    elif match.group() != "May" or _OF_A_MONTH.search(match.string, 0, match.start()):
        number = next(n for n, name in enumerate(_MONTHS, 1) if name[:3] == match["month"][:3])
        yield "month", str(number)
        day = match["first"] or match["day"]
        if day:
            yield "day", f"{number}-{int(day)}"


_OF_A_MONTH = re.compile(r"\b(?:in|last|this|next|since|early|late|mid|of)\s+$")
