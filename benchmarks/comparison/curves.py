"""Precision and recall of a ranking by strength; ``right`` is the gold label of each pair."""

from collections.abc import Sequence


def average_precision(strengths: Sequence[float], right: Sequence[bool]) -> float:
    """Return the mean of the precision at each right pair, or 0 if there is none."""
    order = sorted(range(len(strengths)), key=lambda number: -strengths[number])
    hits, total = 0, 0.0
    for rank, number in enumerate(order, start=1):
        if right[number]:
            hits += 1
            total += hits / rank
    return total / hits if hits else 0.0


def precision_at(strengths: Sequence[float], right: Sequence[bool], recall: float) -> float:
    """Return the highest precision among thresholds with at least this recall."""
    return max((p for p, r in curve(strengths, right) if r >= recall), default=0.0)


def recall_at(strengths: Sequence[float], right: Sequence[bool], precision: float) -> float:
    """Return the highest recall among thresholds with at least this precision."""
    return max((r for p, r in curve(strengths, right) if p >= precision), default=0.0)


def curve(strengths: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float]]:
    """Return precision and recall after each pair, in order of decreasing strength."""
    order = sorted(range(len(strengths)), key=lambda number: -strengths[number])
    wanted, hits, found = sum(right), 0, []
    for rank, number in enumerate(order, start=1):
        hits += right[number]
        found.append((hits / rank, hits / wanted if wanted else 0.0))
    return found
