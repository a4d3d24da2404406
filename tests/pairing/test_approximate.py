from importlib import import_module

import numpy as np
import numpy.typing as npt
import pytest

from narratives.pairing import candidates
from narratives.pairing.approximate import APPROXIMATE_FROM, nearly_nearest
from narratives.pairing.neighbours import nearest, rounded
from tests.pairing.test_candidates import Seeded, ids, many

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]
MOST = 5


def clustered(count: int, seed: int = 0) -> tuple[Floats, Integers, Integers]:
    """Return vectors around ten to a topic, with the numbers of their groups and documents."""
    drawn = np.random.default_rng(seed)
    topics = drawn.normal(size=(count // 10, 48))
    vectors = topics[drawn.integers(len(topics), size=count)] + 0.5 * drawn.normal(size=(count, 48))
    unit = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return rounded(unit), drawn.integers(3, size=count), drawn.integers(count // 4, size=count)


def exact(vectors: Floats, group: Integers, document: Integers) -> set[tuple[int, ...]]:
    every = np.arange(len(vectors))
    found = nearest(
        vectors,
        every,
        every,
        most=MOST,
        excluded=lambda rows, columns: (
            (group[rows][:, None] == group[columns]) | (document[rows][:, None] == document[columns])
        ),
    )
    return set(map(tuple, found.tolist()))


def test_most_of_the_nearest_of_other_groups_and_documents_are_found() -> None:
    vectors, group, document = clustered(4_000)
    pairs = nearly_nearest(vectors, group, document, most=MOST)
    a, b = pairs.T
    assert not (group[a] == group[b]).any()
    assert not (document[a] == document[b]).any()
    assert np.bincount(a).max() == MOST
    found = set(map(tuple, pairs.tolist()))
    wanted = exact(vectors, group, document)
    assert len(found) == len(pairs)
    assert len(found & wanted) / len(wanted) > 0.95


def test_the_result_does_not_depend_on_the_threads() -> None:
    import faiss

    vectors, group, document = clustered(3_000, seed=1)
    before = faiss.omp_get_max_threads()
    found = []
    try:
        for threads in (1, 2):
            faiss.omp_set_num_threads(threads)
            found.append(nearly_nearest(vectors, group, document, most=MOST).tobytes())
    finally:
        faiss.omp_set_num_threads(before)
    assert found[0] == found[1]


def test_few_vectors_and_one_group_or_document_give_what_there_is() -> None:
    vectors, _, _ = clustered(30)
    one, each = np.zeros(30, dtype=np.int64), np.arange(30)
    assert len(nearly_nearest(vectors, one, each, most=MOST)) == 0
    assert len(nearly_nearest(vectors, each, one, most=MOST)) == 0
    halves = each % 2
    assert len(nearly_nearest(vectors[:3], halves[:3], each[:3], most=MOST)) == 4


@pytest.mark.slow
def test_large_sets_are_searched_with_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    accounts = many()
    wanted = ids(candidates(accounts, embedder=Seeded()).pairs)
    monkeypatch.setattr(import_module("narratives.pairing.candidates"), "APPROXIMATE_FROM", 1)
    found = ids(candidates(accounts, embedder=Seeded()).pairs)
    assert len(found & wanted) / len(wanted) > 0.95
    assert ids(candidates(many(3), embedder=Seeded()).pairs) == found
    assert sum(map(len, accounts)) < APPROXIMATE_FROM
