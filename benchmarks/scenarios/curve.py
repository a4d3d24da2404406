"""``python -m benchmarks.scenarios.curve GENERAL OUT.json``: what more scenarios bring.

GENERAL is the folder of the general stage of ``benchmarks.judge``. Its upper layers are trained on 40, 80,
160 and 300 scenarios, drawn anew for each of three seeds from all hands; the measure is the average precision
of contradiction over the pairs of the real articles, where they are, and over those of the scenarios that no
run was trained on.
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

SIZES = (0, 40, 80, 160, 300)
SEEDS = (1, 2, 3)
KEPT_BACK = 20
STAGE = Stage(batch=48, peak=5e-5, frozen=6, smoothing=0.05)
"""Cheaper than those of the embedded judge: two layers are trained, and each pair is read once."""
NEUTRAL = 8
"""Neutral pairs drawn of each scenario."""
DEPTH = 8


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scenarios.curve", description=__doc__)
    parser.add_argument("general", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    cut = tokenizer(options.general, 96)
    scenarios = [one for file in sorted(SCENARIOS.glob("*.jsonl")) for one in read_scenarios(file)]
    rows = scenario_rows(scenarios, reports=False)
    random.Random(0).shuffle(rows)
    kept_back = [row for some in rows[:KEPT_BACK] for row in some]
    pairs = [one for gold in real.golds() for one in real.given_pairs(gold) if not one.defensible]
    articles = [
        TrainingRow(
            premise=one.pair[0].text,
            hypothesis=one.pair[1].text,
            label="contradiction" if one.right else "neutral",
        )
        for one in pairs
    ]
    chosen = [_drawn(some) for some in rows[KEPT_BACK:]]
    figures = []
    for seed in SEEDS:
        order = list(range(len(chosen)))
        random.Random(seed).shuffle(order)
        for size in SIZES:
            if size == 0 and seed != SEEDS[0]:
                continue
            network = load(options.general, DEPTH)
            if size:
                drawn = [row for number in order[:size] for row in chosen[number]]
                fit(network, examples(drawn, cut), evolve(STAGE, seed=seed))
            told = {
                "scenarios": size,
                "seed": seed,
                "real": round(_measured(network, articles, cut), 4) if articles else None,
                "kept_back": round(_measured(network, kept_back, cut), 4),
            }
            print(json.dumps(told), flush=True)
            figures.append(told)
    options.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    draw(figures, options.out.with_suffix(".svg"))


def _drawn(rows: Sequence[TrainingRow]) -> list[TrainingRow]:
    """All that is labelled, and some of the neutral pairs."""
    neutral = [row for row in rows if row.label == "neutral"]
    drawn = random.Random(0).sample(neutral, min(NEUTRAL, len(neutral)))
    return [*(row for row in rows if row.label != "neutral"), *drawn]


def draw(figures: Sequence[Mapping[str, Any]], out: Path) -> None:
    """The mean and the range of the seeds for each number of scenarios, as SVG."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 3.6), layout="constrained")
    axes = figure.subplots()
    for name, title in (("real", "real articles"), ("kept_back", "scenarios kept back")):
        told = {
            size: [one[name] for one in figures if one["scenarios"] == size and one[name] is not None]
            for size in SIZES
        }
        sizes = [size for size in SIZES if told[size]]
        if sizes:
            axes.plot(sizes, [sum(told[size]) / len(told[size]) for size in sizes], marker="o", label=title)
            lows, highs = ([pick(told[size]) for size in sizes] for pick in (min, max))
            axes.fill_between(sizes, lows, highs, alpha=0.2)
    axes.set(xlabel="scenarios trained on", ylabel="average precision of contradiction", ylim=(0, 1))
    axes.set_xticks(SIZES)
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right")
    figure.savefig(out, metadata={"Date": None})


def _measured(network: Encoder, rows: Sequence[TrainingRow], cut: object) -> float:
    scores = predict(network, [one.tokens for one in examples(rows, cut)]).softmax(dim=1)[:, 0].tolist()
    return average_precision(scores, [row.label == "contradiction" for row in rows])


if __name__ == "__main__":
    main()
