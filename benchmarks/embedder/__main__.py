"""``python -m benchmarks.embedder [FOLDER] [--json OUT]``: export the sentence embedder and measure it.

With FOLDER the model is exported there first; else the shipped one is measured. Its cosine similarities are
compared with those of the published model in 32 bits, run by sentence-transformers, on pairs of statements of
`benchmarks.scenarios`: in each scenario that the seed draws, a pair labelled entailment, one labelled
contradiction and a neutral one, and a statement with one of another scenario. Needs the ``train`` extra.

Printed and written: Spearman's correlation, the mean and the greatest absolute difference of the cosines; the
share of the nearest statements that are the same; how well the cosine separates two statements of one
scenario from statements of two (area under the ROC curve), for both models; sentences per second, and per
second of processor time, which depends less on what else the machine runs.
"""

import argparse
import json
import os
import platform
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np
from scipy.stats import mannwhitneyu, spearmanr

import narratives
from benchmarks.scenarios import SCENARIOS
from narratives.embedding import Embedder, NamedEmbedder, ShippedEmbedder, nearest
from narratives.training.embedder import export_embedder, published_model
from narratives.training.export import FILES
from narratives.training.scenarios import Scenario, read_scenarios
from narratives.weights import EMBEDDER

SEED = 7
DRAWN = 200
NEAREST = 10
ANOTHER = "another scenario"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.embedder", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="folder to export the model to")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures to this file")
    options = parser.parse_args()
    if options.folder:
        export_embedder(published_model(), options.folder)
    folder = options.folder or EMBEDDER
    embedder, published = ShippedEmbedder(folder), NamedEmbedder(str(published_model()), device="cpu")
    scenarios = [one for file in sorted(SCENARIOS.glob("*.jsonl")) for one in read_scenarios(file)]
    pairs = list(draw_pairs(scenarios, draw=random.Random(SEED)))
    result = {
        "model": embedder.name,
        "bytes": sum((folder / name).stat().st_size for name in FILES),
        "seed": SEED,
        **measure(embedder, published, pairs),
        "machine": f"Python {platform.python_version()}, {os.cpu_count()} cores",
        "narratives": narratives.__version__,
    }
    for name, value in result.items():
        print(f"{name:40}{value:>14,}" if isinstance(value, int | float) else f"{name:40}{value}")
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def draw_pairs(scenarios: Sequence[Scenario], *, draw: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield pairs of statements with their label or `ANOTHER`, one of each kind that a scenario has."""
    for scenario in draw.sample(scenarios, DRAWN):
        a, b = ([str(one["t"]) for one in side] for side in scenario.sides)
        for label in ("entailment", "contradiction", "neutral"):
            found = [
                (x, y) for i, x in enumerate(a) for j, y in enumerate(b) if scenario.label(i, j) == label
            ]
            if found:
                yield *draw.choice(found), label
        other = draw.choice([one for one in scenarios if one is not scenario])
        yield draw.choice(a), str(draw.choice(other.sides[1])["t"]), ANOTHER


def measure(embedder: Embedder, published: Embedder, pairs: Sequence[tuple[str, str, str]]) -> dict[str, Any]:
    """Return the figures of an embedder beside the published model on labelled pairs."""
    texts = sorted({text for a, b, _ in pairs for text in (a, b)})
    number = {text: row for row, text in enumerate(texts)}
    firsts, seconds = ([number[pair[side]] for pair in pairs] for side in (0, 1))
    same_scenario = np.array([label != ANOTHER for _, _, label in pairs])
    vectors, speed = timed(embedder, texts)
    wanted, published_speed = timed(published, texts)
    cosines, wanted_cosines = (np.sum(v[firsts] * v[seconds], axis=1) for v in (vectors, wanted))
    difference = np.abs(cosines - wanted_cosines)
    figures = {
        "spearman": spearmanr(cosines, wanted_cosines).statistic,
        "mean_absolute_difference": difference.mean(),
        "greatest_difference": difference.max(),
        "same_nearest": shared_neighbours(vectors, wanted, 1),
        f"same_{NEAREST}_nearest": shared_neighbours(vectors, wanted, NEAREST),
        "area_same_scenario": area_under_curve(cosines, same_scenario),
        "area_same_scenario_published": area_under_curve(wanted_cosines, same_scenario),
    }
    return {
        "pairs": len(pairs),
        "sentences": len(texts),
        **{name: round(float(value), 4) for name, value in figures.items()},
        "sentences_per_second": round(speed[0]),
        "sentences_per_second_published": round(published_speed[0]),
        "sentences_per_cpu_second": round(speed[1]),
        "sentences_per_cpu_second_published": round(published_speed[1]),
    }


def timed(embedder: Embedder, texts: Sequence[str]) -> tuple[Any, tuple[float, float]]:
    """Return the vectors of the texts, and how many were embedded in a second and in a second of one core."""
    embedder.embed(["Warm up."])
    started, started_cpu = perf_counter(), process_time()
    vectors = embedder.embed(texts)
    seconds, cpu_seconds = perf_counter() - started, process_time() - started_cpu
    return vectors, (len(texts) / seconds, len(texts) / cpu_seconds)


def shared_neighbours(vectors: Any, wanted: Any, k: int) -> float:
    """Return the mean share of the ``k`` nearest other texts that are the same by both models."""
    shared = 0
    for row in range(len(vectors)):
        found, right = (
            {one.index for one in nearest(v, v[row], k + 1) if one.index != row} for v in (vectors, wanted)
        )
        shared += len(found & right)
    return shared / (k * len(vectors))


def area_under_curve(scores: Any, positive: Any) -> float:
    """Return the probability that a positive has a higher score than another."""
    positives = scores[positive]
    others = scores[~positive]
    return float(mannwhitneyu(positives, others).statistic / (len(positives) * len(others)))


if __name__ == "__main__":
    main()
