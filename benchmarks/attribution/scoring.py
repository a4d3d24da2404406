"""Attributions found against gold ones, and what kind of attribution was missed.

Contents match by their characters' intersection over union, each once, the largest overlap first: the
measure of "Automatically detecting and attributing indirect quotations" (Pareti and others, 2013), taken
over characters, with each gold content paired to at most one found.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import field, frozen

THRESHOLDS = (0.3, 0.5, 0.8)
BOTH_AT = 0.5
"""Overlap of the contents at which sources are compared."""


@frozen(kw_only=True)
class Spans:
    """One attribution as sets of offsets."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Spans":
        """From spans as ``[start, end]`` or ``{"start": ..., "end": ...}``."""
        return cls(**{name: _offsets(row.get(name) or ()) for name in ("source", "cue", "content")})


def _offsets(spans: Iterable[Any]) -> frozenset[int]:
    pairs = ((span["start"], span["end"]) if isinstance(span, Mapping) else span for span in spans)
    return frozenset(offset for start, end in pairs for offset in range(start, end))


@frozen(kw_only=True)
class Tally:
    """Counts over articles, summed with ``+``.

    Attributes:
        hits: threshold → contents matched.
        sources: matched contents whose sources overlap too.
        kinds: kind → (gold, matched) at `BOTH_AT`.
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
        """Precision, recall and F1 of so many hits."""
        precision = hits / self.found if self.found else 0.0
        recall = hits / self.gold if self.gold else 0.0
        total = precision + recall
        f1 = 2 * precision * recall / total if total else 0.0
        return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}

    def figures(self) -> dict[str, Any]:
        """All rates, as they are printed and stored."""
        contents = {f"content@{bar}": self.rates(self.hits[bar]) for bar in THRESHOLDS}
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
    """Match the attributions of one article; ``kinds`` names those of each gold one."""
    hits: Counter[float] = Counter()
    for bar in THRESHOLDS:
        hits[bar] = len(matched(gold, found, bar))
    pairs = matched(gold, found, BOTH_AT)
    return Tally(
        gold=len(gold),
        found=len(found),
        hits=hits,
        sources=sum(bool(gold[i].source & found[j].source) for i, j in pairs),
        kinds=Counter(kind for names in kinds for kind in names),
        kinds_hit=Counter(kind for i, _ in pairs for kind in kinds[i]),
    )


def matched(gold: Sequence[Spans], found: Sequence[Spans], bar: float) -> list[tuple[int, int]]:
    """Pairs of numbers (gold, found) whose contents overlap by ``bar`` or more, the largest overlap first."""
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
        if overlap >= bar and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return list(pairs.items())
