"""ISO 8601 years, months and days as numbers that can be compared."""

import re
from datetime import date

from narratives.errors import QuestionError
from narratives.model import TimeInterval

EARLIEST, LATEST = 0, 99_999_999
"""Bounds of an interval that is open at an end."""
_MOMENT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_LAST_MONTH, _LAST_DAY = 12, 31


def first_day(moment: str) -> int | None:
    """Return the first day of a year, month or day as the number yyyymmdd; None if it is no date."""
    parts = _parts(moment)
    return None if parts is None else _number(parts[0], parts[1] or 1, parts[2] or 1)


def last_day(moment: str) -> int | None:
    """Return the last day as the number yyyymmdd, of a month always the 31st; None if it is no date."""
    parts = _parts(moment)
    return None if parts is None else _number(parts[0], parts[1] or _LAST_MONTH, parts[2] or _LAST_DAY)


def interval_days(interval: TimeInterval | None, day: str) -> tuple[int, int] | None:
    """Return the first and last day of an interval, or the day if there is none; None if both are missing."""
    if interval is not None and (interval.start or interval.end):
        start = first_day(interval.start) if interval.start else EARLIEST
        end = last_day(interval.end) if interval.end else LATEST
        if start is not None and end is not None:
            return start, end
    only = first_day(day)
    return None if only is None else (only, only)


def asked_days(since: str | None, until: str | None) -> tuple[int, int] | None:
    """Return the first and last day that a question is about; None if it does not say.

    Raises:
        QuestionError: not a year, month or day, or ``since`` is after ``until``.
    """
    if since is None and until is None:
        return None
    start = EARLIEST if since is None else _asked("since", since, first_day(str(since)))
    end = LATEST if until is None else _asked("until", until, last_day(str(until)))
    if start > end:
        raise QuestionError(f"since {since!r:.60} is after until {until!r:.60}; exchange them")
    return start, end


def _asked(name: str, given: object, number: int | None) -> int:
    if number is None:
        raise QuestionError(
            f"{name} {given!r:.60}: an ISO 8601 year, month or day is needed, such as 2023 or 2023-06-21"
        )
    return number


def _parts(moment: str) -> tuple[int, int, int] | None:
    found = _MOMENT.fullmatch(moment)
    if found is None:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return (year, month if found[2] else 0, day if found[3] else 0)


def _number(year: int, month: int, day: int) -> int:
    return (year * 100 + month) * 100 + day
