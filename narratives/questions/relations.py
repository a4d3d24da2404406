"""Disputes and agreements that fit filters."""

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from narratives.errors import QuestionError
from narratives.questions.index import REASON_BITS, Index, Relations
from narratives.questions.likeness import (
    TOPIC_COSINE,
    TOPIC_SHARE,
    Embedder,
    checked_question,
    question_words,
)
from narratives.questions.names import outlet_of, parties_of, reason_of, sources_of
from narratives.questions.times import asked_days
from narratives.verdict import Agreement, Dispute

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    import numpy.typing as npt

    Bools = npt.NDArray[np.bool_]
    Floats = npt.NDArray[np.float32]


@frozen(kw_only=True)
class Filters:
    """What a relation must fit; None and empty values ask for nothing.

    Attributes:
        between: names of parties. One: it is on a side. Several: both sides are among them.
        topic: words or a question; the two assertions, with the point's label, are about it.
        since, until: ISO 8601 years, months or days.
        place, outlet, source: with the times, of one assertion: at least one of the two fits all of them,
            in one of the documents that report it.
        reason: a kind of reason that the verdict has.
        min_probability: least probability of the verdict.
        embedder: compares the topic by meaning; without one by content keys.
    """

    between: "Iterable[str]" = ()
    topic: str | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    outlet: str | None = None
    source: str | None = None
    reason: str | None = None
    min_probability: float | None = None
    embedder: Embedder | None = None


def disputes(index: Index, filters: Filters) -> tuple[Dispute, ...]:
    """Return the points at issue with the conflicts that fit, strongest first."""
    relations = index.at_issue
    return _points(index, relations, fitting(index, relations, filters))


def agreements(index: Index, filters: Filters) -> tuple[Agreement, ...]:
    """Return the agreements that fit, strongest first."""
    relations = index.agreements
    fit = fitting(index, relations, filters).nonzero()[0]
    return tuple(index.agreement_values[number] for number in fit.tolist())


def _points(index: Index, relations: Relations, fit: "Bools") -> tuple[Dispute, ...]:
    kept: dict[int, list[int]] = {}
    numbers = fit.nonzero()[0]
    for number, point in zip(numbers.tolist(), relations.points[numbers].tolist(), strict=True):
        kept.setdefault(point, []).append(number)
    return tuple(
        point
        if len(found) == len((point := index.points[number]).verdicts)
        else evolve(point, verdicts=tuple(relations.verdicts[one] for one in found))
        for number, found in kept.items()
    )


def fitting(index: Index, relations: Relations, filters: Filters) -> "Bools":
    """Return for each relation whether it fits the filters.

    Raises:
        QuestionError: a filter names something unknown, or is invalid.
    """
    import numpy as np

    fit = np.ones(len(relations.verdicts), dtype=np.bool_)
    parties = parties_of(filters.between, index.accounts)
    if parties:
        asked = [number for number, name in enumerate(index.account_names) if name in parties]
        among = np.isin(index.parties, asked)
        on_a, on_b = among[relations.a], among[relations.b]
        fit &= on_a & on_b if len(asked) > 1 else on_a | on_b
    if filters.min_probability is not None:
        least = filters.min_probability
        if not 0 <= least <= 1:
            raise QuestionError(f"min_probability {least!r}: a number from 0 to 1 is needed")
        fit &= relations.probabilities >= least
    if filters.reason is not None:
        fit &= (relations.reasons & REASON_BITS[reason_of(filters.reason)]) != 0
    sides = _fitting_assertions(index, filters)
    if sides is not None:
        fit &= sides[relations.a] | sides[relations.b]
    if filters.topic is not None:
        scores, least = topic_scores(index, relations, filters.topic, filters.embedder)
        fit &= scores >= least
    return fit


def _fitting_assertions(index: Index, filters: Filters) -> "Bools | None":
    """Return for each assertion whether it fits the time, place, outlet and source; None if none is asked.

    One of the documents that report the statement must fit the time, outlet and source together.
    """
    import numpy as np

    masks: list[Bools] = []
    asked = asked_days(filters.since, filters.until)
    if asked is not None:
        first, last = index.days
        masks.append((first <= last) & (first <= asked[1]) & (last >= asked[0]))
    if filters.outlet is not None:
        masks.append(index.outlets[outlet_of(filters.outlet, [one.outlet for one in index.documents])])
    if filters.source is not None:
        by_source = np.zeros(len(index.places), dtype=np.bool_)
        for name in sorted(sources_of(filters.source, list(index.sources))):
            by_source[index.sources[name]] = True
        masks.append(by_source)
    fitting_assertions = index.words.containing_place(filters.place) if filters.place is not None else None
    if masks:
        reported = np.zeros(len(index.assertions), dtype=np.bool_)
        reported[index.owners[np.logical_and.reduce(masks)]] = True
        fitting_assertions = reported if fitting_assertions is None else reported & fitting_assertions
    return fitting_assertions


def topic_scores(
    index: Index, relations: Relations, topic: str, embedder: Embedder | None
) -> "tuple[Floats, float]":
    """Return how well each relation fits a topic, from 0 to 1, and the least score of one that is about it.

    With an embedder: the greater cosine of the topic with one of the two assertions. Without: the share of
    the topic's content words, each weighted by its rarity, that the two and the label of their point contain.
    """
    import numpy as np

    if embedder is not None:
        vectors = index.vectors(embedder)
        [asked] = np.asarray(embedder.embed([checked_question(topic)]), dtype=np.float32)
        cosines = vectors @ asked
        return np.maximum(cosines[relations.a], cosines[relations.b]), TOPIC_COSINE
    labels = np.where(relations.points >= 0, relations.points + len(index.assertions), relations.a)
    found = np.zeros(len(relations.verdicts), dtype=np.float64)
    words = question_words(topic)
    weights = [index.keys.weight(word) for word in words]
    for word, weight in zip(words, weights, strict=True):
        present = index.keys.present(word)
        found += (present[relations.a] | present[relations.b] | present[labels]) * weight
    return (found / sum(weights)).round(6).astype(np.float32), TOPIC_SHARE
