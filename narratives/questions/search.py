"""Find assertions and points at issue that are about a text."""

from typing import TYPE_CHECKING

from attrs import evolve

from narratives.answers import Answer, Match, PointMatch
from narratives.questions.index import Index
from narratives.questions.likeness import Embedder, checked_question, question_words
from narratives.questions.relations import topic_scores

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MIN_COSINE = 0.4
"""Least cosine of the embeddings of a question and of an assertion in its answer."""
MIN_OF_BEST = 0.25
"""Least score of an assertion in an answer, as a share of the best one's."""


def search(index: Index, text: str, k: int, embedder: Embedder | None) -> tuple[Match, ...]:
    """Return the k assertions that are most similar to a text, best first; none with a score of 0."""
    import numpy as np

    scores = _scores(index, text, embedder)
    best = np.argsort(-scores, kind="stable")[: max(k, 0)]
    return tuple(
        Match(
            assertion=index.assertions[number],
            party=index.party_name(number),
            score=round(min(float(scores[number]), 1.0), 4),
        )
        for number in best.tolist()
        if scores[number] > 0
    )


def _scores(index: Index, text: str, embedder: Embedder | None) -> "npt.NDArray[np.float32]":
    import numpy as np

    size = len(index.assertions)
    if embedder is None:
        return index.keys.cosines(question_words(text))[:size].round(6)
    [asked] = np.asarray(embedder.embed([checked_question(text)]), dtype=np.float32)
    scores: npt.NDArray[np.float32] = (index.vectors(embedder) @ asked).round(6)
    return scores


def answer(index: Index, question: str, k: int, embedder: Embedder | None) -> Answer:
    """Return the points at issue about a question, and other assertions about it."""
    question_words(question)  # by meaning, too, a question must name something
    relations = index.at_issue
    scores, least = topic_scores(index, relations, question, embedder)
    kept: dict[int, list[int]] = {}
    for number in (scores >= least).nonzero()[0].tolist():
        kept.setdefault(int(relations.points[number]), []).append(number)
    points = [
        PointMatch(
            point=evolve(index.points[point], verdicts=tuple(relations.verdicts[one] for one in found)),
            score=round(float(max(scores[one] for one in found)), 4),
        )
        for point, found in kept.items()
    ]
    points.sort(key=lambda one: -one.score)  # among equals the strongest stays first
    shown = {one.id for match in points[:k] for one in match.point.assertions}
    found = search(index, question, k + len(shown), embedder)
    least = MIN_OF_BEST * max((one.score for one in found), default=0)
    least = least if embedder is None else max(least, MIN_COSINE)
    others = [one for one in found if one.score >= least and one.assertion.id not in shown]
    return Answer(question=question, points=tuple(points[:k]), statements=tuple(others[:k]))
