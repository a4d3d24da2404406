"""Texts over a model's maximum length: split into sentences, scored in parts, the scores combined.

Nothing is truncated. Each part of the hypothesis is scored with every part of the premise; the scores with
the lowest probability of neutral are kept. The contradiction of the whole hypothesis is the maximum over its
parts, its entailment the minimum.
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
"""Most pairs of parts that one pair may have; a longer one is an error."""

MAX_PART_TOKENS = 96
"""Most tokens of a part of a long premise: a model trained on sentences misses one among many."""

_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+")

Parts = tuple[tuple[tuple[str, str], ...], ...]
"""For each part of the hypothesis its pairs, one for each part of the premise."""


def split(pair: tuple[str, str], *, limit: int, count: Callable[[str], int]) -> Parts:
    """Return the pairs of parts that fit the model, or the pair itself if it fits.

    Args:
        limit: maximum number of tokens of both texts together, without special tokens; > 1.
        count: returns the number of tokens of a text.

    Raises:
        JudgeError: the pair would have more than `MAX_PART_PAIRS` pairs of parts.
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
    """Return the scores of pairs of any length, shape ``(len(pairs), 3)``.

    Each distinct pair of parts is scored once.

    Args:
        score: returns a row of probabilities for each of the distinct pairs that it is given.
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
    """Return the probabilities of the whole pair from those of its parts, in the order of `split`."""
    import numpy as np

    if len(parts) == len(parts[0]) == 1:
        return parts[0][0]
    best = np.vstack([min(row, key=lambda scores: float(scores[2])) for row in parts])
    contradiction, entailment = best[:, 0].max(), best[:, 1].min()
    return np.array([contradiction, entailment, 1.0 - contradiction - entailment])


def _chunks(text: str, budget: int, count: Callable[[str], int]) -> Iterator[str]:
    """Yield chunks of sentences of at most ``budget`` tokens; longer sentences and words are split too."""
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
    """Yield the sentences; the words of a sentence over the budget; the pieces of a word over it."""
    for sentence in _SENTENCE_ENDS.split(text.strip()):
        if count(sentence) <= budget:
            yield sentence
            continue
        for word in sentence.split():
            if count(word) <= budget:
                yield word
            else:
                yield from (word[start : start + budget] for start in range(0, len(word), budget))
