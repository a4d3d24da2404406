"""Which documents are about one matter, by the meaning of what is said in them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product
from math import sqrt
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.pairing.neighbours import SCALE

if TYPE_CHECKING:
    from narratives.model import Assertion
    from narratives.pairing.neighbours import Floats, Integers

_LEAST = 0.75
"""Least `_relatedness` of two documents with very many assertions that are about one matter."""
_FEWEST = 3
"""Fewest assertions of a document from which its matter is told."""
_UNCERTAINTY = 0.4
"""How much `_LEAST` falls with few assertions, from which relatedness is only estimated."""
_USUAL = 0.23
"""Mean product of the vectors of two assertions of one document, in the development articles."""
_USUAL_WEIGHT = 10
"""Number of pairs of assertions of a document that count as much as `_USUAL`."""
_LEAST_WITHIN = 0.05


@frozen
class _Meaning:
    """What is known of the assertions of one document.

    Attributes:
        count: number of assertions.
        total: sum of their vectors.
        within: mean product of the vectors of two of them, at least `_LEAST_WITHIN`.
    """

    count: int
    total: "Integers"
    within: float


class Matters:
    """Tells which assertions are in documents about one matter.

    Two documents are about one matter if the mean product of the vectors of their assertions is near that of
    assertions of one document. With few assertions more is let through, and all with less than `_FEWEST`. Of
    the development articles, both halves of all 14 are above the limit, and 5 % of the pairs of different
    ones; of parts with five and eight assertions, 98 % of those of one article and 27 % of different ones.

    Args:
        said: the assertions.
        vectors: their vectors, as from `rounded`.
    """

    def __init__(self, said: Sequence["Assertion"], vectors: "Floats") -> None:
        rows: dict[str, list[int]] = {}
        for number, one in enumerate(said):
            for document in one.documents:
                rows.setdefault(document, []).append(number)
        self._meanings = {document: _meaning(vectors[numbers]) for document, numbers in rows.items()}
        self._found: dict[tuple[str, str], bool] = {}

    def one_matter(self, a: "Assertion", b: "Assertion") -> bool:
        """Return True unless both have documents and these are on different matters."""
        mine, theirs = a.documents, b.documents
        return (
            not mine
            or not theirs
            or not set(mine).isdisjoint(theirs)
            or any(self._related(one, other) for one, other in product(mine, theirs))
        )

    def _related(self, one: str, other: str) -> bool:
        pair = (one, other) if one < other else (other, one)
        if pair not in self._found:
            a, b = (self._meanings[document] for document in pair)
            least = _LEAST - _UNCERTAINTY * sqrt(1 / a.count + 1 / b.count)
            self._found[pair] = min(a.count, b.count) < _FEWEST or _relatedness(a, b) >= least
        return self._found[pair]


def _meaning(vectors: "Floats") -> _Meaning:
    """Return the meaning of a document from the vectors of its assertions, which are whole numbers."""
    whole = vectors.astype("int64")
    total = whole.sum(axis=0)
    count = len(whole)
    pairs = count * (count - 1) // 2
    products = (int(total @ total) - int((whole * whole).sum())) / (2 * SCALE**2)
    within = (products + _USUAL * _USUAL_WEIGHT) / (pairs + _USUAL_WEIGHT)
    return _Meaning(count, total, max(_LEAST_WITHIN, within))


def _relatedness(a: _Meaning, b: _Meaning) -> float:
    """Return the mean product of vectors across two documents, as a share of that within them."""
    across = int(a.total @ b.total) / (a.count * b.count * SCALE**2)
    return across / sqrt(a.within * b.within)


def may_differ(said: Iterable["Assertion"]) -> bool:
    """Return True if `Matters` may tell documents apart: two have at least `_FEWEST` assertions."""
    counts = Counter(document for one in said for document in one.documents)
    return sum(count >= _FEWEST for count in counts.values()) > 1
