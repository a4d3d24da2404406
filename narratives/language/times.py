"""The time that a sentence refers to, from its years, months, days and relative dates."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from attrs import frozen

from narratives.model import TimeInterval

_MONTHS = "January February March April May June July August September October November December".split()
_MONTH_PATTERN = "|".join(f"{month}|{month[:3]}\\.?" for month in _MONTHS)
_YEAR_PATTERN = r"(?:19|20)[0-9]{2}(?![\d,.]*\d)(?!\s+[a-z]+s\b)"
_DATE_PATTERN = rf"(?:(?P<month>{_MONTH_PATTERN})\s+)?(?:(?P<day>[0-9]{{1,2}}),\s+)?(?P<year>{_YEAR_PATTERN})"
_RANGE = re.compile(
    r"\b(?:from|between)\s+(?P<start>(?:19|20)[0-9]{2})\s+(?:to|until|and|through)\s+(?P<end>(?:19|20)[0-9]{2})\b"
)
_PHRASE = re.compile(
    rf"\b(?P<sense>since|until|till|before|after|in|by|on|during|from)\s+(?:the\s+\w+\s+of\s+)?{_DATE_PATTERN}\b",
    re.IGNORECASE,
)


_SENSE = r"since|until|till|before|after|in|by|on|during|from"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_RELATIVE = re.compile(
    rf"\b(?:(?P<sense>(?i:{_SENSE}))\s+)?(?:last\s+|this\s+)?(?P<when>{_WEEKDAY}|(?i:yesterday|today|tomorrow)"
    rf"|(?:(?<=last )|(?<=this )|(?<=next ))(?:month|year)|\w+\s+(?:days|weeks|months|years)\s+ago)\b"
    rf"|\b(?P<month_sense>(?i:{_SENSE}))\s+(?P<month>(?:{_MONTH_PATTERN})(?:\s+[0-9]{{1,2}})?)(?!\w)"
)
_FUTURE = re.compile(r"\b(?:will|shall|next|tomorrow|upcoming)\b", re.IGNORECASE)
_PRECISION = {"day": 10, "month": 7, "year": 4}
"""Length of the prefix of an ISO 8601 date that a phrase of each granularity determines."""


def interval(text: str, published: str = "") -> TimeInterval | None:
    """Return the interval of the first time phrase: "since August 2021", "from 2014 to 2018", "in May 2020".

    Both ends are inclusive and only as precise as the phrase. "before 2020" ends with 2020, because the
    phrase does not say how long before. Phrases without a year ("on Tuesday", "last month", "since May") are
    resolved from the day of publication: the nearest date before it, or after it if the sentence is about
    the future.

    Args:
        published: ISO 8601 day; if "", phrases without a year are ignored.

    Returns:
        The interval, or None if there is no such phrase.
    """
    return _explicit_interval(text) or _relative_interval(published, text)


def _relative_interval(published: str, text: str) -> TimeInterval | None:
    found = _RELATIVE.search(text) if published else None
    if found is None:
        return None
    when = found["when"] or found["month"]
    printed = found.group()
    phrase = " ".join(printed.split()[-2:]) if when in ("month", "year") else when
    parsed = _date_parser(published, bool(_FUTURE.search(text))).get_date_data(phrase)
    if parsed.date_obj is None or parsed.period not in _PRECISION:
        return None
    date_text = parsed.date_obj.date().isoformat()[: _PRECISION[parsed.period]]
    return _bounded_by((found["sense"] or found["month_sense"] or "on").casefold(), date_text)


@lru_cache(maxsize=64)
def _date_parser(published: str, future: bool) -> Any:  # noqa: FBT001
    from dateparser.date import DateDataParser

    settings = {
        "RELATIVE_BASE": datetime.fromisoformat(published),
        "PREFER_DATES_FROM": "future" if future else "past",
        "PREFER_DAY_OF_MONTH": "first",
    }
    return DateDataParser(languages=["en"], settings=settings)


def _explicit_interval(text: str) -> TimeInterval | None:
    span = _RANGE.search(text)
    if span is not None:
        return TimeInterval(start=span["start"], end=span["end"])
    found = _PHRASE.search(text)
    if found is None:
        return None
    return _bounded_by(found["sense"].casefold(), _iso_date(found))


def _bounded_by(sense: str, date_text: str) -> TimeInterval:
    match sense:
        case "since" | "after" | "from":
            return TimeInterval(start=date_text)
        case "until" | "till" | "before" | "by":
            return TimeInterval(end=date_text)
        case _:
            return TimeInterval(start=date_text, end=date_text)


def _iso_date(found: re.Match[str]) -> str:
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


@lru_cache(maxsize=1 << 14)
def is_day_or_month_name(word: str) -> bool:
    """Return True if the word is the capitalised name of a weekday or month ("Friday", "May")."""
    return re.fullmatch(rf"{_WEEKDAY}|{_MONTH_PATTERN}", word) is not None


def time_phrase_span(text: str) -> tuple[int, int] | None:
    """Return the character range of the phrase that `interval` uses without a day of publication, or None."""
    found = _RANGE.search(text) or _PHRASE.search(text)
    return found.span() if found is not None else None


_BEFORE_OPEN_END = re.compile(
    r"\b(?:since|until|till|before|after|by|(?<!date )(?<!dates )(?<!dated )(?<!dating )from|ahead of"
    r"|prior to|following)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_CONTEXT = 40
"""Characters before a time expression that are searched for "since" and the like."""
_NAMED_MONTH = re.compile(
    rf"(?:\b(?P<first>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+)?\b(?P<month>{_MONTH_PATTERN})(?!\w)(?:\s+(?P<day>[0-9]{{1,2}})(?!\d))?"
)
_GRANULARITIES = (
    ("year", ("19", "20"), re.compile(rf"\b{_YEAR_PATTERN}\b")),
    (
        "decade",
        ("0s", "past ", "last "),
        re.compile(r"\b(?:19|20)\d0s\b|\b(?:past|last) (?:\w+ )?(?:years|months|decade)\b"),
    ),
    (
        "quarter",
        ("uarter", "UARTER", "alf", "ALF"),
        re.compile(r"\b(?:first|second|third|fourth) (?:quarter|half)\b", re.IGNORECASE),
    ),
    ("month", tuple(month[:3] for month in _MONTHS), _NAMED_MONTH),
    (
        "season",
        ("spring", "summer", "autumn", "winter"),
        re.compile(r"\b(?:spring|summer|autumn|winter)\b"),
    ),
    ("weekday", ("day",), re.compile(rf"\b{_WEEKDAY}\b")),
    (
        "hour",
        ("dawn", "noon", "morning", "midday", "evening", "dusk", "night"),
        re.compile(r"\b(?:dawn|morning|noon|midday|afternoon|evening|dusk|night|midnight)\b"),
    ),
)
"""Granularity, letters of which a text with such a point has some, and the pattern of the points."""
CharRange = tuple[int, int]


@frozen(kw_only=True)
class Calendar:
    """The points in time that a text names, by granularity: "year", "month", "day", "weekday" and others.

    Attributes:
        points: granularity → point ("2023", "5", "5-9", "monday") → its character range in the text.
    """

    points: Mapping[str, Mapping[str, CharRange]]

    def disjoint_points(self, other: "Calendar") -> tuple[CharRange, CharRange] | None:
        """Return the range of the first point of each, if both have points of a granularity but share none.

        The granularities are tried in the order of `points`. Returns None if none qualifies.
        """
        for granularity, mine in self.points.items():
            theirs = other.points.get(granularity)
            if theirs and not mine.keys() & theirs.keys():
                return next(iter(mine.values())), next(iter(theirs.values()))
        return None

    def widened(self, chars: CharRange, text: str) -> CharRange:
        """Return the character range extended over adjacent points: "3 May" becomes "3 May 2022"."""
        start, end = chars
        ranges = sorted({point for points in self.points.values() for point in points.values()})
        for low, high in ranges:
            if low >= end and not text[end:low].strip(" ,"):
                end = high
        for low, high in reversed(ranges):
            if high <= start and not text[high:start].strip(" ,"):
                start = low
        return start, end


def calendar(text: str) -> Calendar:
    """Return the points that a text names, except after "since", "until", "before" and the like."""
    found: dict[str, dict[str, CharRange]] = {}
    for granularity, letters, pattern in _GRANULARITIES:
        if not any(part in text for part in letters):
            continue
        for match in pattern.finditer(text):
            if _BEFORE_OPEN_END.search(text[max(0, match.start() - _CONTEXT) : match.start()]) is not None:
                continue
            for name, point in _points(granularity, match):
                found.setdefault(name, {}).setdefault(point, match.span())
    return Calendar(points=found)


def _points(granularity: str, match: re.Match[str]) -> Iterator[tuple[str, str]]:
    printed = match.group().casefold()
    if granularity == "year":
        yield "year", printed
        yield "decade", f"{printed[:3]}0s"
    elif granularity == "decade":
        yield "decade", printed if printed[0].isdigit() else "recent"
    elif granularity != "month":
        yield granularity, printed
    elif match.group() != "May" or _BEFORE_MONTH.search(match.string, 0, match.start()):
        number = next(n for n, name in enumerate(_MONTHS, 1) if name[:3] == match["month"][:3])
        yield "month", str(number)
        day = match["first"] or match["day"]
        if day:
            yield "day", f"{number}-{int(day)}"


_BEFORE_MONTH = re.compile(r"\b(?:in|last|this|next|since|early|late|mid|of)\s+$")
