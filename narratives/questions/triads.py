"""Inconsistent triads: two agreements that meet, and a conflict between their other ends."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.answers import Triad
from narratives.questions.index import Index, Relations

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]

_MOST_AT_ONCE = 1 << 20
"""Candidates that are examined together."""


def triads(index: Index, limit: int) -> tuple[Triad, ...]:
    """Return inconsistent triads, strongest first; see `ContradictionGraph.triads`.

    A triad is as strong as its weakest verdict. Cost: for each conflict the agreements of the one of its two
    assertions that has fewer. Memory does not grow with the number of triads beyond ``limit``.
    """
    import numpy as np

    conflicts, agreements = index.conflicts, index.agreements
    if limit < 1 or not conflicts.verdicts or not agreements.verdicts:
        return ()
    best = np.zeros((3, 0), dtype=np.int64)
    for found in _found(conflicts, _neighbours(agreements, len(index.assertions))):
        together = np.concatenate([best, found], axis=1)
        conflict, first, second = together
        weakest = np.minimum(
            conflicts.probabilities[conflict],
            np.minimum(agreements.probabilities[first], agreements.probabilities[second]),
        )
        order = np.lexsort((second, first, conflict, -weakest))[:limit]
        best = together[:, order]
    return tuple(_triad(index, *numbers) for numbers in best.T.tolist())


@frozen(eq=False)
class _Neighbours:
    """The agreements of each assertion, both directions, sorted.

    Attributes:
        pairs: assertion × size + neighbour, each once.
        neighbours: the neighbour of each pair.
        relations: number of the strongest agreement of each pair.
        starts, counts: where the pairs of each assertion start, and how many there are.
    """

    size: int
    pairs: "Numbers"
    neighbours: "Numbers"
    relations: "Numbers"
    starts: "Numbers"
    counts: "Numbers"


def _neighbours(agreements: Relations, size: int) -> _Neighbours:
    import numpy as np

    a, b = agreements.a.astype(np.int64), agreements.b.astype(np.int64)
    every = np.concatenate([a * size + b, b * size + a])
    pairs, first = np.unique(every, return_index=True)  # the first of equal pairs is the strongest
    counts = np.bincount(pairs // size, minlength=size).astype(np.int64)
    return _Neighbours(
        size=size,
        pairs=pairs,
        neighbours=pairs % size,
        relations=first % len(a),
        starts=np.cumsum(counts) - counts,
        counts=counts,
    )


def _found(conflicts: Relations, near: _Neighbours) -> Iterator["Numbers"]:
    """Yield columns of numbers: the conflict, the agreement of its first side, that of its second side."""
    import numpy as np

    a, c = conflicts.a.astype(np.int64), conflicts.b.astype(np.int64)
    turned = near.counts[c] < near.counts[a]
    few, many = np.where(turned, c, a), np.where(turned, a, c)
    ends = np.cumsum(near.counts[few])
    start = 0
    while start < len(few):
        before = ends[start - 1] if start else 0
        stop = max(int(np.searchsorted(ends, before + _MOST_AT_ONCE, side="right")), start + 1)
        counts = near.counts[few[start:stop]]
        conflict = np.repeat(np.arange(start, stop), counts)
        offsets = np.arange(len(conflict)) - np.repeat(np.cumsum(counts) - counts, counts)
        from_few = near.starts[few[conflict]] + offsets
        wanted = many[conflict] * near.size + near.neighbours[from_few]
        from_many = np.minimum(np.searchsorted(near.pairs, wanted), len(near.pairs) - 1)
        hit = near.pairs[from_many] == wanted
        conflict = conflict[hit]
        of_few, of_many = near.relations[from_few[hit]], near.relations[from_many[hit]]
        swap = turned[conflict]
        yield np.stack([conflict, np.where(swap, of_many, of_few), np.where(swap, of_few, of_many)])
        start = stop


def _triad(index: Index, conflict: int, first: int, second: int) -> Triad:
    verdict = index.conflicts.verdicts[conflict]
    agreements = index.agreements.verdicts[first], index.agreements.verdicts[second]
    middle = agreements[0].b if agreements[0].a.id == verdict.a.id else agreements[0].a
    return Triad(a=verdict.a, b=middle, c=verdict.b, agreements=agreements, conflict=verdict)
