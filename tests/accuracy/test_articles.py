"""Accuracy on annotated articles with a checksum, against minimum values that are only ever raised."""

import pytest

from benchmarks.comparison.__main__ import ARTICLES, measure
from benchmarks.comparison.scoring import Score
from tests.accuracy.checksum import checksum

pytestmark = pytest.mark.slow

ARTICLES_SHA256 = "39841690a9e58fb3e5159a4908495361599880ae55da18af81d204f5f993b87d"

FLOORS = {
    "attribution_recall": 0.94,
    "attribution_precision": 0.98,
    "dispute_recall_core": 0.52,
    "dispute_precision": 0.90,
}


def test_the_annotated_articles_match_their_checksum() -> None:
    assert checksum([*ARTICLES.iterdir()]) == ARTICLES_SHA256


def test_attribution_and_disputes_on_annotated_articles_reach_their_minimum() -> None:
    total = sum((measure(file) for file in sorted(ARTICLES.glob("*-gold.json"))), Score())
    assert {
        name: value for name, least in FLOORS.items() if (value := total.rates[name]) is None or value < least
    } == {}
    assert total.flagged_traps <= 1
