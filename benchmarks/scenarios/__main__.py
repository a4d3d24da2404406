"""``python -m benchmarks.scenarios``: check the scenarios and print counts and annotator agreement."""

import json
from collections import Counter
from collections.abc import Mapping
from itertools import product

from benchmarks.scenarios import SCENARIOS
from narratives.training.scenarios import NEUTRAL, UNCLEAR, read_scenarios

LABELS = ("contradiction", "entailment", UNCLEAR, NEUTRAL)


def main() -> None:
    counts: Counter[str] = Counter()
    labels: dict[str, dict[tuple[int, int], str]] = {}
    for file in sorted(SCENARIOS.glob("*.jsonl")):
        for one in read_scenarios(file):
            counts["scenarios"] += 1
            counts["reports"] += bool(one.text)
            places = product(range(len(one.sides[0])), range(len(one.sides[1])))
            labels[one.name] = {place: one.label(*place) for place in places}
            counts.update(labels[one.name].values())
    counts["pairs"] = sum(counts[label] for label in LABELS)
    for name in ("scenarios", "reports", "pairs", *LABELS):
        print(f"{name:24}{counts[name]:>8,}")
    both = confusion_counts(labels)
    for title, counted in (("both readings", both), ("neither unclear", _without_unclear(both))):
        total = sum(counted.values())
        same = sum(count for (one, other), count in counted.items() if one == other)
        print(f"{title:24}{total:>8,} pairs, {same / total:.1%} alike, kappa {kappa(counted):.3f}")


def confusion_counts(labels: Mapping[str, Mapping[tuple[int, int], str]]) -> Counter[tuple[str, str]]:
    """Return the number of pairs by (label, label of the second reading)."""
    both: Counter[tuple[str, str]] = Counter()
    for one in json.loads((SCENARIOS / "second-reading.json").read_text(encoding="utf-8")):
        second = {(i, j): label for label in LABELS[:3] for i, j in one[label]}
        for place, label in labels[one["scenario"]].items():
            both[label, second.get(place, NEUTRAL)] += 1
    return both


def _without_unclear(both: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    return Counter({labels: count for labels, count in both.items() if UNCLEAR not in labels})


def kappa(both: Counter[tuple[str, str]]) -> float:
    """Return Cohen's kappa (Cohen 1960): agreement beyond chance, at most 1."""
    total = sum(both.values())
    same = sum(count for (one, other), count in both.items() if one == other) / total
    chance = (
        sum(
            sum(count for labels, count in both.items() if labels[0] == label)
            * sum(count for labels, count in both.items() if labels[1] == label)
            for label in LABELS
        )
        / total**2
    )
    return (same - chance) / (1 - chance)


if __name__ == "__main__":
    main()
