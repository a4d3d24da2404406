"""Accuracy on the given accounts of annotated articles, against minimum values that are only ever raised.

Every fourth article; the benchmark measures all of them. The checksum of the articles is in
`test_articles`. Scores differ a little between processors, so the minimum is a pair below what was measured.
"""

import pytest

from benchmarks.comparison.__main__ import ARTICLES, measure_given
from benchmarks.comparison.scoring import Score

pytestmark = pytest.mark.slow

GIVEN_FLOORS = {"dispute_recall_core": 0.75, "dispute_precision": 0.87}


def test_disputes_of_given_accounts_reach_their_minimum() -> None:
    total = sum((measure_given(file) for file in sorted(ARTICLES.glob("*-gold.json"))[3::4]), Score())
    rates = {name: total.rates[name] or 0.0 for name in GIVEN_FLOORS}
    assert {name: value for name, value in rates.items() if value < GIVEN_FLOORS[name]} == {}
    assert total.flagged_traps <= 2
