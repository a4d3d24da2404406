"""Scores of predicted attributions against gold attributions, in total and by kind.

Contents match by the intersection over union of their characters. Pairs are formed greedily by decreasing
overlap, each content in at most one pair. This is the measure of "Automatically detecting and attributing
indirect quotations" (Pareti et al. 2013), computed over characters.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import field, frozen

THRESHOLDS = (0.3, 0.5, 0.8)
SOURCE_THRESHOLD = 0.5
"""Minimum overlap of the contents at which sources are compared."""


@frozen(kw_only=True)
class Spans:
    """An attribution as sets of character offsets."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Spans":
        """Read a row with spans as ``[start, end]`` or ``{"start": ..., "end": ...}``."""
        return cls(**{name: _offsets(row.get(name) or ()) for name in ("source", "cue", "content")})


def _offsets(spans: Iterable[Any]) -> frozenset[int]:
    pairs = ((span["start"], span["end"]) if isinstance(span, Mapping) else span for span in spans)
    return frozenset(offset for start, end in pairs for offset in range(start, end))


@frozen(kw_only=True)
class Tally:
    """Counts over articles, summed with ``+``.

    Attributes:
        gold, found: gold and predicted attributions.
        hits: overlap threshold → matched contents.
        sources: contents matched at `SOURCE_THRESHOLD` whose sources overlap too.
        kinds, kinds_hit: kind → gold attributions, and those matched at `SOURCE_THRESHOLD`.
    """

    gold: int = 0
    found: int = 0
    hits: Counter[float] = field(factory=Counter)
    sources: int = 0
    kinds: Counter[str] = field(factory=Counter)
    kinds_hit: Counter[str] = field(factory=Counter)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            gold=self.gold + other.gold,
            found=self.found + other.found,
            hits=self.hits + other.hits,
            sources=self.sources + other.sources,
            kinds=self.kinds + other.kinds,
            kinds_hit=self.kinds_hit + other.kinds_hit,
        )

    def rates(self, hits: int) -> dict[str, float]:
        """Return precision, recall and F1 for the given number of hits."""
        precision = hits / self.found if self.found else 0.0
        recall = hits / self.gold if self.gold else 0.0
        total = precision + recall
        f1 = 2 * precision * recall / total if total else 0.0
        return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}

    def figures(self) -> dict[str, Any]:
        """Return all rates as they are printed and stored."""
        contents = {f"content@{threshold}": self.rates(self.hits[threshold]) for threshold in THRESHOLDS}
        kinds = {
            kind: {"gold": count, "recall": round(self.kinds_hit[kind] / count, 4)}
            for kind, count in sorted(self.kinds.items())
        }
        return {
            "gold": self.gold,
            "found": self.found,
            **contents,
            "both": self.rates(self.sources),
            "kinds": kinds,
        }


def tally(gold: Sequence[Spans], found: Sequence[Spans], kinds: Sequence[Sequence[str]]) -> Tally:
    """Return the counts of one article; ``kinds`` are the kinds of each gold attribution."""
    hits: Counter[float] = Counter()
    for threshold in THRESHOLDS:
        hits[threshold] = len(matching_contents(gold, found, threshold))
    pairs = matching_contents(gold, found, SOURCE_THRESHOLD)
    return Tally(
        gold=len(gold),
        found=len(found),
        hits=hits,
        sources=sum(bool(gold[i].source & found[j].source) for i, j in pairs),
        kinds=Counter(kind for names in kinds for kind in names),
        kinds_hit=Counter(kind for i, _ in pairs for kind in kinds[i]),
    )


def matching_contents(
    gold: Sequence[Spans], found: Sequence[Spans], threshold: float
) -> list[tuple[int, int]]:
    """Return pairs of indices (gold, found) whose contents overlap by at least the threshold.

    Pairs are formed in order of decreasing overlap.
    """
    overlaps = sorted(
        (
            (shared / len(one.content | other.content), i, j)
            for i, one in enumerate(gold)
            for j, other in enumerate(found)
            if (shared := len(one.content & other.content))
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for overlap, i, j in overlaps:
        if overlap >= threshold and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return list(pairs.items())
