"""The timeline: groups of statements by the time they refer to, and the geometry of its axis."""

import re
from collections.abc import Iterable, Sequence
from math import ceil, floor

from attrs import frozen

from narratives.rendering.report.values import Moment

_UNGROUPED = 8
"""Maximum number of statements in a list without headings."""
_OF_A_YEAR = 12
"""Maximum number of statements of a year that is not split into months."""
_TICKS = 6
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_MONTH_STEPS = (1, 2, 3)
_SHORT = 1.25
"""Maximum length in years of an axis with month labels."""
_NARROWEST = 0.8
"""Minimum width of a bar, in percent."""
_EDGE = 8.0
"""Distance from an end of the axis, in percent, within which a label is aligned inwards."""
_BEYOND = 0.15
"""Share of the axis that is added for open intervals, so that their bars extend beyond the known times."""
_LEAST_BEYOND = 0.5
"""Minimum of that addition, in years."""
_DAY = 1 / 372
"""Length of a day in years, with months of 31 days, which is precise enough for a picture."""
_LANE = 34
_MONTHS = "January February March April May June July August September October November December".split()
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


@frozen(kw_only=True)
class Period:
    """Statements under one heading: a year, a month, or "" for a list without headings."""

    label: str
    moments: tuple[Moment, ...]


@frozen(kw_only=True)
class Bar:
    """The interval of one statement; x and width in percent of the axis."""

    x: float
    width: float
    open: bool


@frozen(kw_only=True)
class Lane:
    """The bars of one party; y is the upper edge, in pixels."""

    party: int
    y: int
    bars: tuple[Bar, ...]


@frozen(kw_only=True)
class Tick:
    """A label of the axis; x in percent, anchor as in SVG's text-anchor."""

    x: float
    label: str
    anchor: str


@frozen(kw_only=True)
class Axis:
    """One lane per party, and the labels below them."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    first: str
    last: str

    @property
    def bottom(self) -> int:
        """Height of all lanes, in pixels."""
        return len(self.lanes) * _LANE


def periods(moments: Sequence[Moment]) -> tuple[Period, ...]:
    """Group many statements by year, and years with many statements by month; the order is kept."""
    if len(moments) <= _UNGROUPED:
        return (Period(label="", moments=tuple(moments)),) if moments else ()
    by_year: dict[str, list[Moment]] = {}
    for one in moments:
        by_year.setdefault(_year(one), []).append(one)
    found = []
    for year, own in by_year.items():
        groups: dict[str, list[Moment]] = {}
        for one in own:
            groups.setdefault(_month(one) if len(own) > _OF_A_YEAR else year, []).append(one)
        found += [Period(label=label, moments=tuple(some)) for label, some in groups.items()]
    return tuple(found)


def axis(moments: Iterable[Moment]) -> Axis | None:
    """Return the axis from the first to the last time, or None if no time is a date."""
    placed = [(one, *ends) for one in moments if (ends := _ends(one)) is not None]
    if not placed:
        return None
    edges = [edge for _, start, end in placed for edge in (start, end) if edge is not None]
    low, high = min(edges), max(edges)
    beyond = max((high - low) * _BEYOND, _LEAST_BEYOND)
    low -= beyond if any(start is None for _, start, _ in placed) else 0
    high += beyond if any(end is None for _, _, end in placed) else 0
    scale = 100 / (high - low)
    lanes: dict[int, list[Bar]] = {}
    for one, start, end in placed:
        left = low if start is None else start
        right = high if end is None else end
        x = min((left - low) * scale, 100 - _NARROWEST)
        width = min(max((right - left) * scale, _NARROWEST), 100 - x)
        bar = Bar(x=round(x, 2), width=round(width, 2), open=start is None or end is None)
        lanes.setdefault(one.party, []).append(bar)
    dates = [date for one, _, _ in placed for date in (one.start, one.end) if date]
    return Axis(
        lanes=tuple(
            Lane(party=party, y=place * _LANE, bars=tuple(bars))
            for place, (party, bars) in enumerate(sorted(lanes.items()))
        ),
        ticks=tuple(_ticks(low, high)),
        first=min(dates),
        last=max(dates),
    )


def _year(moment: Moment) -> str:
    found = _DATE.match(moment.start or moment.end)
    return found[1] if found else "Other times"


def _month(moment: Moment) -> str:
    found = _DATE.match(moment.start or moment.end)
    if found is None or found[2] is None or not 1 <= int(found[2]) <= len(_MONTHS):
        return _year(moment)
    return f"{_MONTHS[int(found[2]) - 1]} {found[1]}"


def _ends(moment: Moment) -> tuple[float | None, float | None] | None:
    """Return start and end in years, None for an open end; None if neither is a date."""
    start = _in_years(moment.start, last=False)
    end = _in_years(moment.end, last=True)
    if start is None and end is None:
        return None
    return (start, max(start + _DAY, end) if start is not None and end is not None else end)


def _in_years(date: str, *, last: bool) -> float | None:
    """Return the start of the date in years, or its end if ``last``: 2021 ends where 2022 starts."""
    found = _DATE.match(date)
    if found is None:
        return None
    year, month, day = int(found[1]), found[2], found[3]
    if month is None:
        return float(year + last)
    if not 1 <= int(month) <= len(_MONTHS):
        return None
    if day is None:
        return year + (int(month) - 1 + last) / 12
    return year + (int(month) - 1) / 12 + (int(day) - 1 + last) * _DAY


def _ticks(low: float, high: float) -> Iterable[Tick]:
    months = high - low <= _SHORT
    steps = tuple(step / 12 for step in _MONTH_STEPS) if months else _YEAR_STEPS
    step = next((one for one in steps if (high - low) / one < _TICKS), steps[-1])
    for number in range(ceil(low / step - 1e-6), floor(high / step + 1e-6) + 1):
        x = (number * step - low) * 100 / (high - low)
        if months:
            year, month = divmod(round(number * step * 12), 12)
            label = f"{year}-{month + 1:02}"
        else:
            label = str(round(number * step))
        anchor = "start" if x < _EDGE else "end" if x > 100 - _EDGE else "middle"
        yield Tick(x=round(min(max(x, 0), 100), 2), label=label, anchor=anchor)
