"""The nearest assertions of other parties in other documents by meaning, approximately, in a FAISS index.

An inverted file: every vector is in the cell of the nearest of `_CELLS_PER_ROOT` * sqrt(n) centroids, and is
compared with the vectors in the cells that are nearest to it. The centroids are vectors at equal distances in
the order given, not means: products of `rounded` vectors are whole numbers that 32 bits represent exactly, so
the result does not depend on the processor or the threads.

Source: Sivic and Zisserman, "Video Google", ICCV 2003 (inverted file); Douze et al., "The Faiss library",
arXiv:2401.08281.
"""

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from narratives.pairing.neighbours import Floats, Integers

APPROXIMATE_FROM = 20_000
"""Fewest vectors for which the index is used; fewer are compared exactly, which takes ten seconds at most."""
_CELLS_PER_ROOT = 4
_SEARCHED_CELLS = 32
"""Cells in which the neighbours of a vector are looked for."""


def nearly_nearest(vectors: "Floats", group: "Integers", document: "Integers", *, most: int) -> "Integers":
    """Return the pairs of each vector with about the ``most`` nearest of another group and another document.

    Cost: the number of vectors to the power of 1.5, with a small factor.

    Args:
        vectors: shape (n, dimensions), as from `rounded`.
        group, document: shape (n,), the number of the group and of the document of each vector.

    Returns:
        An array of shape (pairs, 2): the numbers of two vectors each; at most ``most`` pairs for each vector.
    """
    import faiss
    import numpy as np

    index = _filled(vectors)
    sizes = np.bincount(document)
    found = [np.empty((0, 2), dtype=np.int64)]
    for number in np.unique(group):
        rows = np.flatnonzero(group == number)
        others = faiss.IDSelectorBitmap(np.packbits(group != number, bitorder="little"))
        wanted = min(most + int(sizes[document[rows]].max()), len(vectors))
        search = faiss.SearchParametersIVF()
        search.nprobe, search.sel = _SEARCHED_CELLS, others
        products, columns = index.search(vectors[rows], wanted, params=search)
        pairs = np.column_stack((np.repeat(rows, wanted), columns.ravel()))
        # FAISS gives -1 where it found fewer than wanted.
        kept = (pairs[:, 1] >= 0) & (document[pairs[:, 0]] != document[pairs[:, 1]])
        pairs, near = pairs[kept], products.ravel()[kept]
        pairs = pairs[np.lexsort((pairs[:, 1], -near, pairs[:, 0]))]
        found.append(pairs[_rank_in_row(pairs[:, 0]) < most])
    return np.concatenate(found)


def _filled(vectors: "Floats") -> Any:
    import faiss
    import numpy as np

    count, dimensions = vectors.shape
    cells = min(count, round(_CELLS_PER_ROOT * math.sqrt(count)))
    centroids = faiss.IndexFlatIP(dimensions)
    centroids.add(vectors[np.linspace(0, count - 1, cells).astype(np.int64)])
    index = faiss.IndexIVFFlat(centroids, dimensions, cells, faiss.METRIC_INNER_PRODUCT)
    index.is_trained = True
    index.add(vectors)
    return index


def _rank_in_row(rows: "Integers") -> "Integers":
    """Return for each value how many equal values are before it; equal values stand together."""
    import numpy as np

    starts = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]]) if len(rows) else rows
    sizes = np.diff(np.r_[starts, len(rows)])
    return np.arange(len(rows)) - np.repeat(starts, sizes)
