from collections import Counter

import pytest

from benchmarks.speed.__main__ import growth
from benchmarks.speed.reports import Reports, generate
from benchmarks.speed.steps import KeptEmbedder, joined, select
from narratives.model import Stance

CHECKSUM = "4d3b7ccb46ca"
"""Of the generated corpus of 100 reports; the figures in the documentation are of this one."""
MIN_RECALL = 0.97
MAX_SHARE = 0.08


@pytest.fixture(scope="module")
def corpus() -> Reports:
    return generate(100)


def test_the_corpus_of_the_figures_is_generated_again(corpus: Reports) -> None:
    assert corpus.checksum == CHECKSUM
    assert generate(100, seed=12).checksum != CHECKSUM


def test_the_spans_of_statements_are_their_words(corpus: Reports) -> None:
    texts = {document.id: document.text for document in corpus.documents}
    assert len(texts) == 100
    for one in corpus.said:
        [span] = one.spans
        assert texts[span.document][span.start : span.end] == one.quote
    direct = [
        one for one in corpus.said if one.text.rstrip(".").casefold() == one.quote.rstrip(".").casefold()
    ]
    assert len(direct) > 0.8 * len(corpus.said)


def test_contradictions_are_between_two_parties_on_one_town(corpus: Reports) -> None:
    for a, b in corpus.contradictions:
        assert a < b
        assert corpus.said[a].party != corpus.said[b].party
        assert corpus.said[a].text != corpus.said[b].text or Stance.DENIES in {
            corpus.said[a].stance,
            corpus.said[b].stance,
        }


def test_events_grow_with_the_number_of_reports() -> None:
    def events(articles: int) -> int:
        return len({document.address.rsplit("/", 1)[1] for document in generate(articles).documents})

    assert 8 < events(400) / events(50) < 9
    outlets = Counter(document.address for document in generate(400).documents)
    assert set(outlets.values()) == {1}


def test_the_exponent_of_growth_is_the_slope_of_logarithms() -> None:
    assert growth([10, 100, 1000], [3, 300, 30_000]) == 2.0
    assert growth([10], [3]) is None


@pytest.mark.slow
def test_selected_pairs_have_the_known_contradictions(
    corpus: Reports, tmp_path_factory: pytest.TempPathFactory
) -> None:
    embedder = KeptEmbedder(corpus, tmp_path_factory.mktemp("vectors"))
    found = select(corpus, joined(corpus), embedder)
    assert found.recall >= MIN_RECALL
    assert len(found.candidates.pairs) / found.every <= MAX_SHARE
