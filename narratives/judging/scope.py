"""Whether two statements speak of the same matter, place and time."""

from collections.abc import Iterable

from narratives.judging.statement import Statement
from narratives.model import TimeInterval
from narratives.verdict import Reason, ReasonKind


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
    """Both name a place, and none of the places is the same."""
    if a.places and b.places and not a.places & b.places:
        return Reason(
            kind=ReasonKind.PLACE,
            a=", ".join(sorted(a.places)),
            b=", ".join(sorted(b.places)),
            note="They speak of different places.",
        )
    return None


def other_time(a: Statement, b: Statement) -> Reason | None:
    """Both name a time, and the two do not overlap."""
    mine, theirs = a.time, b.time
    if mine is None or theirs is None or _overlap(mine, theirs):
        return None
    return Reason(kind=ReasonKind.TIME, a=_said(mine), b=_said(theirs), note="They speak of different times.")


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
