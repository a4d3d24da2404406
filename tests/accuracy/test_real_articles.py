"""Minima of attribution and selection on annotated news articles, which are not part of the project."""

import pytest

from benchmarks.attribution.real import INSPECTED, score_article
from benchmarks.comparison import real
from narratives.embedding import load_embedder
from narratives.pairing.candidates import UNRELATED_COSINE
from tests.accuracy.checksum import checksum

SHA256 = "103f1fc902b1455aa552c499148f7539e408ac795aef0390f25b9a9bcb0bdeed"
RECALL, PRECISION, BOTH_SIDES = 0.90, 0.94, 69
"""Of the articles that were only measured; the clear disputes with both sides found are those of all."""
LOST_BEFORE_JUDGING = 0.02
"""Largest share of the clear contradictions that are not compared where more than 2,000 pairs are."""


@pytest.fixture
def articles() -> list[real.GoldArticle]:
    files = sorted(real.FOLDER.glob("*")) if real.FOLDER.is_dir() else []
    if not files or checksum(files) != SHA256:
        pytest.skip(
            "the annotated articles are in a folder beside the repository, which is missing or another"
        )
    return real.gold_articles()


def test_clear_contradictions_are_not_taken_for_unrelated(articles: list[real.GoldArticle]) -> None:
    right = [one.pair for gold in articles for one in real.given_pairs(gold) if one.right]
    texts = sorted({side.text for pair in right for side in pair})
    vectors = dict(zip(texts, load_embedder().embed(texts), strict=True))
    lost = [(a, b) for a, b in right if vectors[a.text] @ vectors[b.text] < UNRELATED_COSINE]
    assert len(lost) <= LOST_BEFORE_JUDGING * len(right)


def test_attribution_on_real_articles_reaches_its_minimum(articles: list[real.GoldArticle]) -> None:
    results = [score_article(gold, real.read_accounts(gold)) for gold in articles]
    measured = [one for one in results if one.gold.name not in INSPECTED]
    outcomes = [outcome for one in measured for outcome in one.outcome.values()]
    right = sum(one.right for one in measured)
    assert outcomes.count("found") / len(outcomes) >= RECALL
    assert right / (right + sum(len(one.wrong) for one in measured)) >= PRECISION
    assert sum(one.both for one in results) >= BOTH_SIDES
