import math

import pytest

from narratives.judging.evidence.quantities import Quantity, quantities
from narratives.language.pipeline import parse


def read_quantities(text: str) -> list[Quantity]:
    return [*quantities(parse([text])[0])]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("At least 23 people were hurt.", 23, math.inf, ""),
        ("No fewer than 23 people were hurt.", 23, math.inf, ""),
        ("No more than 900,000 euros were paid.", -math.inf, 900_000, "euro"),
        ("Twenty five workers left.", 25, 25, ""),
        ("Barely two dozen pieces were found.", 20.4, 27.6, ""),
        ("Dozens of cars burned.", 24, 100, ""),
        ("The firm lost $2.5 million.", 2.5e6, 2.5e6, "dollar"),
        ("Turnout reached 61 percent.", 0.61, 0.61, "%"),
        ("Two thirds of the coral is dead.", 2 / 3, 2 / 3, "%"),
        ("One in ten drivers took part.", 0.1, 0.1, "%"),
        ("Half of the drivers took part.", 0.5, 0.5, "%"),
        ("The mirror is eight metres across.", 8, 8, "metre"),
        ("The talks lasted six hours or more.", 6, math.inf, "hour"),
    ],
)
def test_a_quantity_is_an_interval_with_a_unit(text: str, low: float, high: float, unit: str) -> None:
    [found] = read_quantities(text)
    assert [found.low, found.high] == pytest.approx([low, high])
    assert found.unit == unit


@pytest.mark.parametrize("text", ["It closed in 2019.", "Not one nest was found.", "They met on 3 May."])
def test_dates_and_negated_counts_are_no_quantities(text: str) -> None:
    assert read_quantities(text) == []


@pytest.mark.parametrize(
    ("a", "b", "excludes"),
    [
        ("The tunnel is 3 kilometres long.", "The tunnel is 900 metres long.", True),
        ("The tunnel is 3 kilometres long.", "The tunnel is 3,000 metres long.", False),
        ("It was 20 tonnes of oil.", "It was 300 litres of oil.", False),
        ("It cost 20 euros.", "It cost 30 dollars.", False),
        ("At least 23 men died.", "25 men died.", False),
        ("Exactly 23 men died.", "25 men died.", True),
    ],
)
def test_only_quantities_of_one_dimension_exclude_each_other(a: str, b: str, excludes: bool) -> None:
    [mine], [theirs] = read_quantities(a), read_quantities(b)
    assert mine.excludes(theirs) is theirs.excludes(mine) is excludes
