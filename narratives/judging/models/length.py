"""Texts over a model's length: split at sentence ends, judged part by part, the parts put together.

Nothing is cut. Each part of the hypothesis is judged against every part of the premise, and the part of
the premise that is farthest from neutral speaks for it. The hypothesis as a whole is contradicted as far
as its most contradicted part is, and follows only as far as its least entailed part does.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from narratives.errors import JudgeError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MAX_PART_PAIRS = 4096
"""Pairs of parts that one pair may need; a longer one is refused."""

MAX_PART_TOKENS = 96
"""Most tokens of a part of a long premise: a model fitted on sentences overlooks one among many."""

_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+")

Parts = tuple[tuple[tuple[str, str], ...], ...]
"""For each part of the hypothesis the pairs to judge, one a part of the premise."""


def split(pair: tuple[str, str], *, limit: int, count: Callable[[str], int]) -> Parts:
    """The pairs of parts that fit; the pair itself where it does.

    Args:
        limit: tokens that both texts may have together, special ones left out; > 1.
        count: tokens of a text.

    Raises:
        JudgeError: the pair would need more than `MOST_PARTS`.
    """
    premise, hypothesis = pair
    lengths = count(premise), count(hypothesis)
    if sum(lengths) <= limit:
        return ((pair,),)
    half = limit // 2
    hypotheses = list(_chunks(hypothesis, max(half, limit - lengths[0]), count))
    premises = list(_chunks(premise, min(half, MAX_PART_TOKENS), count)) if lengths[0] > half else [premise]
    if len(premises) * len(hypotheses) > MAX_PART_PAIRS:
        raise JudgeError(
            f"the texts {premise[:40]!r}... and {hypothesis[:40]!r}... have {lengths[0]} and {lengths[1]} "
            "tokens: too long to compare as two statements; split them into sentences"
        )
    return tuple(tuple((one, other) for one in premises) for other in hypotheses)


def score_in_parts(
    pairs: Sequence[tuple[str, str]],
    score: Callable[[Sequence[tuple[str, str]]], Iterable["npt.NDArray[np.float64]"]],
    *,
    limit: int,
    count: Callable[[str], int],
) -> "npt.NDArray[np.float64]":
    """Scores of pairs of any length, shape ``(len(pairs), 3)``; each distinct run is scored once.

    Args:
        score: a row of probabilities for each of some distinct pairs that fit.
        limit, count: as in `split`; each distinct text is counted once.
    """
    import numpy as np

    counted = cache(count)
    parts = {pair: split(pair, limit=limit, count=counted) for pair in dict.fromkeys(pairs)}
    runs = list(dict.fromkeys(run for rows in parts.values() for row in rows for run in row))
    scored = dict(zip(runs, score(runs), strict=True))
    whole = {
        pair: combine_parts([[scored[run] for run in row] for row in rows]) for pair, rows in parts.items()
    }
    return np.vstack([whole[pair] for pair in pairs])


def combine_parts(parts: Sequence[Sequence["npt.NDArray[np.float64]"]]) -> "npt.NDArray[np.float64]":
    """Probabilities of the whole from those of its parts, in the order of `split`."""
    import numpy as np

    if len(parts) == len(parts[0]) == 1:
        return parts[0][0]
    best = np.vstack([min(row, key=lambda scores: float(scores[2])) for row in parts])
    contradiction, entailment = best[:, 0].max(), best[:, 1].min()
    return np.array([contradiction, entailment, 1.0 - contradiction - entailment])


def _chunks(text: str, budget: int, count: Callable[[str], int]) -> Iterator[str]:
    """Runs of sentences of at most so many tokens; a longer sentence in runs of words, a longer word cut."""
    chunk: list[str] = []
    room = budget
    for unit in _units(text, budget, count):
        needed = count(unit)
        if chunk and needed > room:
            yield " ".join(chunk)
            chunk, room = [], budget
        chunk.append(unit)
        room -= needed
    if chunk:
        yield " ".join(chunk)


def _units(text: str, budget: int, count: Callable[[str], int]) -> Iterator[str]:
    for sentence in _SENTENCE_ENDS.split(text.strip()):
        if count(sentence) <= budget:
            yield sentence
            continue
        for word in sentence.split():
            if count(word) <= budget:
                yield word
            else:
                yield from (word[start : start + budget] for start in range(0, len(word), budget))
