"""Accuracy on annotated articles with a checksum, against minimum values that are only ever raised.

Attribution is measured on all of them, disputes on every fourth; `test_given` compares given accounts of
others, and the benchmark measures both on all. Scores differ a little between processors, so the minimum is
a pair below what was measured.
"""

from pathlib import Path

import pytest

from benchmarks.comparison.__main__ import ARTICLES, measure
from benchmarks.comparison.scoring import Score
from tests.accuracy.checksum import checksum
from tests.small_corpus import CheapJudge

pytestmark = pytest.mark.slow

ARTICLES_SHA256 = "39841690a9e58fb3e5159a4908495361599880ae55da18af81d204f5f993b87d"

ATTRIBUTION_FLOORS = {"attribution_recall": 0.95, "attribution_precision": 0.98}
DISPUTE_FLOORS = {"dispute_recall_core": 0.48, "dispute_precision": 0.92}


def test_the_annotated_articles_match_their_checksum() -> None:
    assert checksum([*ARTICLES.iterdir()]) == ARTICLES_SHA256


def test_attribution_on_annotated_articles_reaches_its_minimum(tmp_path: Path) -> None:
    judge = CheapJudge(tmp_path / "log")
    total = sum((measure(file, judge) for file in sorted(ARTICLES.glob("*-gold.json"))), Score())
    assert _too_low(total, ATTRIBUTION_FLOORS) == {}


def test_disputes_on_annotated_articles_reach_their_minimum() -> None:
    total = sum((measure(file) for file in sorted(ARTICLES.glob("*-gold.json"))[::4]), Score())
    assert _too_low(total, DISPUTE_FLOORS) == {}
    assert total.flagged_traps == 0


def _too_low(total: Score, floors: dict[str, float]) -> dict[str, float | None]:
    rates = {name: total.rates[name] for name in floors}
    return {name: rate for name, rate in rates.items() if rate is None or rate < floors[name]}
