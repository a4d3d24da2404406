"""The nearest assertions of other parties by meaning, found exactly and in the same way on every machine."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float32]
    Integers: TypeAlias = npt.NDArray[np.int64]
    Bools: TypeAlias = npt.NDArray[np.bool_]

SCALE = 2000
"""Length of a vector after rounding its components to whole numbers.

Products of such vectors are whole numbers below 2**24, which 32-bit floating point represents exactly. They
do not depend on the order of summation, so not on the processor, the threads or the size of a block.
"""
_CELLS_AT_ONCE = 16_000_000
"""Products that are held at once: 64 MB."""


def rounded(vectors: "Floats") -> "Floats":
    """Return unit vectors with the length `SCALE`, their components rounded to whole numbers."""
    import numpy as np

    whole: Floats = np.rint(vectors * np.float32(SCALE)).astype(np.float32)
    return whole


def nearest(
    vectors: "Floats",
    rows: "Integers",
    columns: "Integers",
    *,
    most: int,
    excluded: Callable[["Integers", "Integers"], "Bools"],
) -> "Integers":
    """Return the pairs of each row with the ``most`` columns that are nearest to it.

    Of columns that are equally near, those with smaller numbers are taken. Cost: rows times columns.

    Args:
        vectors: as from `rounded`.
        rows, columns: numbers of vectors; the columns in ascending order.
        excluded: returns which of the pairs of some rows and all columns are left out, as an array of shape
            (rows, columns).

    Returns:
        An array of shape (pairs, 2): a row and a column each.
    """
    import numpy as np

    found = [np.empty((0, 2), dtype=np.int64)]
    for part in _blocks(rows, max(1, _CELLS_AT_ONCE // max(1, len(columns)))):
        products = vectors[part] @ vectors[columns].T
        products[excluded(part, columns)] = -np.inf
        found += [
            np.column_stack((np.full(len(chosen), row), columns[chosen]))
            for row, chosen in zip(part, _largest(products, most), strict=True)
        ]
    return np.concatenate(found)


def products_of(vectors: "Floats", pairs: "Integers") -> "Integers":
    """Return the product of the two vectors of each pair, a whole number of at most ``SCALE**2`` or so."""
    import numpy as np

    found = np.empty(len(pairs), dtype=np.int64)
    for part in _blocks(np.arange(len(pairs)), _CELLS_AT_ONCE // max(1, vectors.shape[1])):
        a, b = pairs[part].T
        found[part] = np.einsum("ij,ij->i", vectors[a], vectors[b])
    return found


def _blocks(values: "Integers", size: int) -> Iterator["Integers"]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _largest(products: "Floats", most: int) -> Sequence["Integers"]:
    """Return for each row the numbers of its largest values, in ascending order, without those excluded."""
    import numpy as np

    if products.shape[1] <= most:
        return [np.flatnonzero(row > -np.inf) for row in products]
    least = np.partition(products, -most, axis=1)[:, -most]
    found = []
    for row, limit in zip(products, least, strict=True):
        above = np.flatnonzero(row > limit)
        equal = np.flatnonzero(row == limit) if limit > -np.inf else above[:0]
        found.append(np.sort(np.concatenate((above, equal[: most - len(above)]))))
    return found
