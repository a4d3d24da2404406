"""``python -m benchmarks.scenarios.curve GENERAL OUT.json``: learning curve over the number of scenarios.

GENERAL is the folder of the general stage of ``benchmarks.judge``. Its upper layers are trained on 40, 80,
160 and 300 scenarios by all authors (``--sizes``), sampled separately for each of three seeds (``--seeds``).
The score is the average precision of contradiction, over the pairs of the real articles (if available) and
over those of held-out scenarios. Points that OUT.json has already are kept; all are plotted to
``docs/images/scenarios.svg``.
"""

import argparse
import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve

from benchmarks.comparison import real
from benchmarks.comparison.curves import average_precision
from benchmarks.judge.__main__ import examples, scenario_rows
from benchmarks.scenarios import SCENARIOS
from narratives.training.encoder import Encoder, load, tokenizer
from narratives.training.fitting import Stage, fit, predict
from narratives.training.rows import TrainingRow
from narratives.training.scenarios import read_scenarios

PLOT = Path(__file__).parents[2] / "docs" / "images" / "scenarios.svg"
SIZES = (0, 40, 80, 160, 300)
SEEDS = (1, 2, 3)
HELD_OUT = 20
"""Number of scenarios that are not used for training."""
STAGE = Stage(batch=48, peak=5e-5, frozen=6, smoothing=0.05)
"""Cheaper than the stages of the embedded judge: two layers are trained, and each pair is used once."""
NEUTRAL = 8
"""Number of neutral pairs sampled from each scenario."""
DEPTH = 8


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scenarios.curve", description=__doc__)
    parser.add_argument("general", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--seeds", type=int, nargs="+", default=list(SEEDS))
    options = parser.parse_args()
    text_tokenizer = tokenizer(options.general, 96)
    scenarios = [one for file in sorted(SCENARIOS.glob("*.jsonl")) for one in read_scenarios(file)]
    rows = scenario_rows(scenarios, reports=False)
    random.Random(0).shuffle(rows)
    held_out = [row for some in rows[:HELD_OUT] for row in some]
    pairs = [one for gold in real.gold_articles() for one in real.given_pairs(gold) if not one.defensible]
    articles = [
        TrainingRow(
            premise=one.pair[0].text,
            hypothesis=one.pair[1].text,
            label="contradiction" if one.right else "neutral",
        )
        for one in pairs
    ]
    training_rows = [_sampled(some) for some in rows[HELD_OUT:]]
    known = json.loads(options.out.read_text(encoding="utf-8")) if options.out.exists() else []
    figures = list(known)
    done = {(one["scenarios"], one["seed"]) for one in known}
    for seed in options.seeds:
        order = list(range(len(training_rows)))
        random.Random(seed).shuffle(order)
        for size in options.sizes:
            if (size == 0 and seed != options.seeds[0]) or (size, seed) in done:
                continue
            network = load(options.general, DEPTH)
            if size:
                selected = [row for number in order[:size] for row in training_rows[number]]
                fit(network, examples(selected, text_tokenizer), evolve(STAGE, seed=seed))
            point = {
                "scenarios": size,
                "seed": seed,
                "real": round(_score(network, articles, text_tokenizer), 4) if articles else None,
                "kept_back": round(_score(network, held_out, text_tokenizer), 4),
            }
            print(json.dumps(point), flush=True)
            figures.append(point)
    options.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    draw(figures, PLOT)


def _sampled(rows: Sequence[TrainingRow]) -> list[TrainingRow]:
    """Return all contradictions and agreements, and `NEUTRAL` of the neutral pairs."""
    neutral = [row for row in rows if row.label == "neutral"]
    sample = random.Random(0).sample(neutral, min(NEUTRAL, len(neutral)))
    return [*(row for row in rows if row.label != "neutral"), *sample]


def draw(figures: Sequence[Mapping[str, Any]], out: Path) -> None:
    """Plot the mean and the range over the seeds for each number of scenarios, as SVG."""
    from matplotlib.figure import Figure

    every_size = sorted({one["scenarios"] for one in figures})
    figure = Figure(figsize=(6, 3.6), layout="constrained")
    axes = figure.subplots()
    for name, title in (("real", "real articles"), ("kept_back", "scenarios kept back")):
        scores = {
            size: [one[name] for one in figures if one["scenarios"] == size and one[name] is not None]
            for size in every_size
        }
        sizes = [size for size in every_size if scores[size]]
        if sizes:
            means = [sum(scores[size]) / len(scores[size]) for size in sizes]
            axes.plot(sizes, means, marker="o", label=title)
            lows, highs = ([bound(scores[size]) for size in sizes] for bound in (min, max))
            axes.fill_between(sizes, lows, highs, alpha=0.2)
    axes.set(xlabel="scenarios trained on", ylabel="average precision of contradiction", ylim=(0, 1))
    axes.set_xticks([size for size in every_size if size == 0 or size >= max(every_size) / 8])
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right")
    figure.savefig(out, metadata={"Date": None})


def _score(network: Encoder, rows: Sequence[TrainingRow], text_tokenizer: object) -> float:
    scores = (
        predict(network, [one.tokens for one in examples(rows, text_tokenizer)]).softmax(dim=1)[:, 0].tolist()
    )
    return average_precision(scores, [row.label == "contradiction" for row in rows])


if __name__ == "__main__":
    main()
