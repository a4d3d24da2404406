import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narratives.embedding import Neighbour, embedded, nearest
from narratives.errors import EmbedderError


def test_the_statement_on_the_same_matter_is_found_first() -> None:
    statements = [
        "The bridge was blown up by saboteurs.",
        "Wheat exports will resume in autumn.",
        "Nobody from the delegation has visited the prison.",
        "Explosives placed by divers brought the bridge down.",
    ]
    [query] = embedded().embed(["Who destroyed the bridge?"])
    found = nearest(embedded().embed(statements), query, 2)
    assert {one.index for one in found} == {0, 3}
    assert found[0].similarity > found[1].similarity > 0.4


@given(st.lists(st.integers(0, 3), min_size=1, max_size=30), st.integers(0, 40))
def test_the_order_is_by_similarity_and_then_by_index(kinds: list[int], k: int) -> None:
    different = np.random.default_rng(1).standard_normal((4, 384)).astype(np.float32)
    found = nearest(different[kinds], different[0], k)
    scores = [float((different[kind].astype(np.float64) * different[0]).sum()) for kind in kinds]
    wanted = sorted(range(len(kinds)), key=lambda row: (-scores[row], row))[:k]
    assert [one.index for one in found] == wanted


def test_equal_rows_are_equally_near_in_any_block_and_memory_layout() -> None:
    vectors = np.random.default_rng(2).standard_normal((5001, 384)).astype(np.float32)
    vectors[[0, 2047, 2048, 5000]] = vectors[7]
    for same in (vectors, np.asfortranarray(vectors)):
        found = nearest(same, vectors[7], 5)
        assert [one.index for one in found] == [0, 7, 2047, 2048, 5000]
        assert len({one.similarity for one in found}) == 1


def test_memory_is_bounded_beside_the_vectors() -> None:
    vectors = np.ones((60_000, 384), dtype=np.float32)
    tracemalloc.start()
    nearest(vectors, vectors[0], 3)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < vectors.nbytes / 4


def test_none_of_none_and_all_of_few() -> None:
    one = np.array([[1.0, 0.0]], dtype=np.float32)
    assert nearest(one, one[0], 9) == (Neighbour(0, 1.0),)
    assert nearest(one, one[0], 0) == ()
    assert nearest(np.empty((0, 2), dtype=np.float32), one[0], 3) == ()


@pytest.mark.parametrize(
    ("vectors", "query", "k", "message"),
    [
        ([[1, 0]], [1, 0, 0], 1, r"vectors of shape \(1, 2\) and a query of shape \(3,\); they must be"),
        ([1, 0], [1, 0], 1, "they must be"),
        ([[1, 0]], [1, 0], -1, "k is -1; it must be 0 or more"),
        ([[1, np.nan]], [1, 0], 1, "not a finite number"),
        ([[1, 0]], [np.inf, 0], 1, "not a finite number"),
    ],
)
@pytest.mark.filterwarnings("ignore:invalid value")
def test_what_does_not_fit_is_refused(vectors: object, query: object, k: int, message: str) -> None:
    with pytest.raises(EmbedderError, match=message):
        nearest(np.array(vectors, dtype=np.float32), np.array(query, dtype=np.float32), k)
