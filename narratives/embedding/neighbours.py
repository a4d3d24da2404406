"""The vectors nearest to a query, by exact search."""

from typing import TYPE_CHECKING

from attrs import frozen

from narratives.errors import EmbedderError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_BLOCK_ROWS = 2048
"""Rows that are multiplied in one step: 6 MB of products at 384 dimensions."""


@frozen
class Neighbour:
    """A vector found.

    Attributes:
        index: its row, from 0.
        similarity: its product with the query; the cosine if both have length 1.
    """

    index: int
    similarity: float


def nearest(
    vectors: "npt.NDArray[np.float32]", query: "npt.NDArray[np.float32]", k: int
) -> tuple[Neighbour, ...]:
    """Return the ``k`` rows of highest similarity, highest first; of equal similarity the lower index first.

    All rows are compared, in blocks: beside the vectors, eight bytes a row and one block are held in memory.
    Equal rows have equal similarities, wherever they stand.

    Args:
        vectors: shape ``(rows, dimensions)``, from one embedder.
        query: shape ``(dimensions,)``, from the same embedder.
        k: most rows to return, >= 0.

    Raises:
        EmbedderError: the shapes do not fit, ``k`` is negative, or a similarity is not a number.
    """
    import numpy as np

    if vectors.ndim != 2 or query.shape != vectors.shape[1:]:
        raise EmbedderError(
            f"vectors of shape {vectors.shape} and a query of shape {query.shape}; they must be "
            "(rows, dimensions) and (dimensions,), from one embedder"
        )
    if k < 0:
        raise EmbedderError(f"k is {k}; it must be 0 or more")
    wanted = query.astype(np.float64)
    similarities = np.empty(len(vectors))
    for start in range(0, len(vectors), _BLOCK_ROWS):
        # Not a matrix product: its last bits depend on the shape of the block.
        block = np.multiply(vectors[start : start + _BLOCK_ROWS], wanted, order="C")
        similarities[start : start + len(block)] = block.sum(axis=1)
    if not np.isfinite(similarities).all():
        raise EmbedderError("a vector or the query has a value that is not a finite number")
    order = np.argsort(-similarities, kind="stable")[:k]
    return tuple(Neighbour(int(row), float(similarities[row])) for row in order)
