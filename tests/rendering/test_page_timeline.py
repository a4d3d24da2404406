"""Timeline of the page: order, headings, and the axis."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import narratives
from narratives import Account, Assertion
from narratives.findings import Findings
from narratives.model import TimeInterval
from narratives.rendering.page import page
from narratives.rendering.page.timeline import axis, periods
from narratives.rendering.report.values import Moment
from narratives.rendering.report.view import View
from tests.rendering.reading_pages import parse_page


def _moment(start: str, end: str, party: int = 0, number: int = 0) -> Moment:
    said = Assertion(text=f"It was {start} {number}.", party="A")
    return Moment(start=start, end=end, assertion=said, party=party, home="a-x", points=())


def test_the_times_of_the_seed_are_in_order_with_links_to_points(
    seeds: dict[str, narratives.Comparison],
) -> None:
    found = seeds["karabakh-2023"]
    read = parse_page(found.to_html())
    text = read.text("timeline")
    first = "until 2020 Azerbaijan : Armenian troops had occupied Azerbaijani land"
    second = "since 2021-08 Armenia : No Armenian soldiers have been in Karabakh since August 2021. point 1"
    assert text.index(first) < text.index(second)
    homes = [View(found).home(moment.assertion.id) for moment in View(found).timeline]
    assert {f"#{home}" for home in homes} | {"#point-1"} == set(read.links["timeline"])


def test_findings_without_times_have_no_timeline(seeds: dict[str, narratives.Comparison]) -> None:
    assert "timeline" not in seeds["kakhovka-dam-2023"].to_html().split("<main")[1].split("<script")[0]


def test_headings_are_absent_for_few_statements_then_years_then_months() -> None:
    few = [_moment("2021", "2021", number=n) for n in range(8)]
    assert [one.label for one in periods(few)] == [""]
    many = [_moment("2021", "2021"), *(_moment("2023-01", "", number=n) for n in range(7))]
    many += [_moment("2023-09-19", "2023-09-20", number=n) for n in range(6)]
    assert [(one.label, len(one.moments)) for one in periods(many)] == [
        ("2021", 1),
        ("January 2023", 7),
        ("September 2023", 6),
    ]
    assert periods([]) == ()


def test_positions_on_the_axis_are_proportional_to_time() -> None:
    found = axis([_moment("2001", "2001"), _moment("2010", "2010", party=1)])
    assert found is not None
    first, second = (lane.bars[0] for lane in found.lanes)
    assert (first.x, first.width) == (0, 10)
    assert (second.x, second.width) == (90, 10)
    assert [tick.label for tick in found.ticks] == ["2002", "2004", "2006", "2008", "2010"]
    assert (found.first, found.last) == ("2001", "2010")


def test_an_open_interval_extends_to_the_end_of_the_axis() -> None:
    found = axis([_moment("2020", ""), _moment("", "2012")])
    assert found is not None
    since, until = found.lanes[0].bars
    assert since.open
    assert since.x + since.width == pytest.approx(100, abs=0.02)
    assert until.open
    assert until.x == 0
    assert since.x > until.x + until.width


def test_the_axis_of_one_year_has_months_as_labels() -> None:
    found = axis([_moment("2023-02", "2023-02"), _moment("2023-09-19", "2023-09-19")])
    assert found is not None
    assert [tick.label for tick in found.ticks] == ["2023-03", "2023-05", "2023-07", "2023-09"]


def test_an_invalid_date_is_listed_but_not_on_the_axis() -> None:
    odd = [_moment("the <b>third</b> age", "x", number=n) for n in range(9)]
    assert axis(odd) is None
    assert [one.label for one in periods(odd)] == ["Other times"]
    said = Assertion(text="So.", party="A", time=TimeInterval(start="2021-99", end="0000"))
    found = Findings(accounts=(Account("A", [said]),), verdicts=(), disputes=())
    assert "2021-99 to 0000" in page(found, version="0")


_dates = st.one_of(
    st.just(""),
    st.integers(0, 9999).map(lambda year: f"{year:04}"),
    st.tuples(st.integers(0, 9999), st.integers(1, 12)).map(lambda one: f"{one[0]:04}-{one[1]:02}"),
    st.dates().map(str),
)


@given(st.lists(st.tuples(_dates, _dates, st.integers(0, 3)), max_size=12))
def test_every_bar_and_label_is_within_the_axis(intervals: list[tuple[str, str, int]]) -> None:
    moments = [_moment(*one) for one in intervals]
    assert sum(len(one.moments) for one in periods(moments)) == len(moments)
    found = axis(moments)
    dated = [one for one in moments if one.start or one.end]
    assert (found is None) is (not dated)
    if found is not None:
        bars = [bar for lane in found.lanes for bar in lane.bars]
        assert len(bars) == len(dated)
        assert all(bar.x >= 0 and bar.width > 0 and bar.x + bar.width <= 100.02 for bar in bars)
        assert all(0 <= tick.x <= 100 for tick in found.ticks)
        assert len(found.ticks) <= 7
