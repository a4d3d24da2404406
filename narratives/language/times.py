"""The time that a sentence speaks of, where it says so in years, months or days."""

import re
from datetime import date

from narratives.model import TimeInterval

_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join(f"{month}|{month[:3]}\\.?" for month in _MONTHS)
_YEAR = r"(?:19|20)\d\d(?![\d,.]*\d)(?!\s+[a-z]+s\b)"
_DATE = rf"(?:(?P<month>{_MONTH})\s+)?(?:(?P<day>\d{{1,2}}),\s+)?(?P<year>{_YEAR})"
_RANGE = re.compile(
    r"\b(?:from|between)\s+(?P<start>(?:19|20)\d\d)\s+(?:to|until|and|through)\s+(?P<end>(?:19|20)\d\d)\b"
)
_PHRASE = re.compile(
    rf"\b(?P<sense>since|until|till|before|after|in|by|on|during|from)\s+(?:the\s+\w+\s+of\s+)?{_DATE}\b",
    re.IGNORECASE,
)


def interval(text: str) -> TimeInterval | None:
    """The interval of the first phrase such as "since August 2021", "from 2014 to 2018", "in May 2020".

    Both ends are inclusive and reduced to what is said; "before 2020" ends with 2020, since how much
    before is not told. None where no year is given.
    """
    span = _RANGE.search(text)
    if span is not None:
        return TimeInterval(start=span["start"], end=span["end"])
    found = _PHRASE.search(text)
    if found is None:
        return None
    said = _iso(found)
    match found["sense"].casefold():
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


def spoken(text: str) -> str:
    """The words that `interval` reads; "" where there are none."""
    found = _RANGE.search(text) or _PHRASE.search(text)
    return found.group() if found is not None else ""
