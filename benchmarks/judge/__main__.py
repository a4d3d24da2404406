"""``python -m benchmarks.judge ROWS.jsonl[.gz] BASE OUT``: make the embedded judge again, as ``stages.yaml``
plans.

BASE is the folder that ``python -m benchmarks.judge.base`` makes. Trains the stages one after another, the
last once a seed, averages the weights of the seeds and exports the mean to ``OUT/export``. A run that
was stopped goes on from its checkpoints. Needs the ``train`` extra; some two hours on two cores.
"""

import argparse
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import torch
import yaml
from attrs import evolve

from benchmarks.scenarios import SCENARIOS
from narratives.judging.evidence.statement import statements
from narratives.judging.wording import wording
from narratives.training.contrasts import contrasts, rewrites
from narratives.training.encoder import Encoder, load, save, tokenizer
from narratives.training.export import export
from narratives.training.fitting import Example, Stage, fit, predict
from narratives.training.rows import LABELS, TrainingRow, read_rows, take_mixture
from narratives.training.scenarios import UNCLEAR, Scenario, read_scenarios, reported_pairs, written_pairs

PLAN = Path(__file__).with_name("stages.yaml")
_LONGEST = 96


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judge", description=__doc__)
    parser.add_argument("rows", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    plan = yaml.safe_load(PLAN.read_text(encoding="utf-8"))
    options.out.mkdir(parents=True, exist_ok=True)
    cut = tokenizer(options.base, _LONGEST)
    rows = list(read_rows(options.rows))
    general = options.out / "general"
    if not general.exists():
        network = _general(rows, plan, cut, options.base, options.out)
        save(network, general, options.base)
    second = options.out / "scenarios"
    if not second.exists():
        stage = plan["scenarios"]
        chosen = mined(_scenario_rows(stage["files"]), load(general, plan["depth"]), cut, stage)
        drawn = take_mixture(rows, stage["rows"], seed=stage["seed"])
        network = load(general, plan["depth"])
        both_ways = [*chosen, *(turned(row) for row in chosen)]
        _fit(network, [*both_ways, *drawn], cut, stage["recipe"], stage["seed"], second)
        save(network, second, options.base)
    stage = plan["last"]
    if not all((options.out / f"last-{seed}").exists() for seed in stage["seeds"]):
        chosen = mined(_scenario_rows(stage["files"]), load(second, plan["depth"]), cut, stage)
        made = _rewritten(rows, stage)
    for seed in stage["seeds"]:
        folder = options.out / f"last-{seed}"
        if not folder.exists():
            network = load(second, plan["depth"])
            draw = random.Random(seed)
            either_way = [row if draw.random() < 0.5 else turned(row) for row in chosen]
            drawn = take_mixture(rows, stage["rows"], seed=10 + seed)
            _fit(network, [*either_way, *drawn, *made], cut, stage["recipe"], seed, folder)
            save(network, folder, options.base)
    networks = [load(options.out / f"last-{seed}", plan["depth"]) for seed in stage["seeds"]]
    save(averaged(networks), options.out / "mean", options.base)
    export(options.out / "mean", options.out / "export", name="narratives-judge", version="4")


def _scenario_rows(pattern: str) -> list[list[TrainingRow]]:
    files = sorted(SCENARIOS.glob(pattern))
    return scenario_rows(one for file in files for one in read_scenarios(file))


def _rewritten(rows: Sequence[TrainingRow], stage: dict[str, Any]) -> list[TrainingRow]:
    """Negations of general rows, and contrasts from templates."""
    of = take_mixture(rows, stage["rewrites"]["of"], seed=7)
    made = [row for row in rewrites(of, seed=7) if row.source == "rewrite/negation"]
    random.Random(7).shuffle(made)
    return [*made[: stage["rewrites"]["kept"]], *contrasts(stage["contrasts"], seed=7)]


def _general(rows: Sequence[TrainingRow], plan: dict[str, Any], cut: Any, base: Path, out: Path) -> Encoder:
    stage = plan["general"]
    drawn = take_mixture(rows, stage["rows"], seed=stage["seed"])
    shown = [one for one in examples(drawn, cut) if len(one.tokens) <= stage["longest"]]
    print(f"general: {len(shown):,} rows", flush=True)
    torch.manual_seed(stage["seed"])
    network = load(base, plan["depth"])
    recipe = Stage(epochs=stage["epochs"], **stage["recipe"])
    fit(network, shown, recipe, checkpoint=out / "general.pt", say=_say)
    return network


def _say(line: str) -> None:
    print(line, flush=True)


def examples(rows: Sequence[TrainingRow], cut: Any) -> list[Example]:
    """The rows as tokens with their labels."""
    found = cut.encode_batch([(row.premise, row.hypothesis) for row in rows])
    return [
        Example(tokens=tuple(one.ids), target=target(row.label)) for one, row in zip(found, rows, strict=True)
    ]


def target(label: str) -> tuple[float, float, float]:
    """1 for the label, 0 for the others, in the order of `LABELS`."""
    first, second, third = (float(one == label) for one in LABELS)
    return first, second, third


def scenario_rows(scenarios: Iterable[Scenario], *, reports: bool = True) -> list[list[TrainingRow]]:
    """The labelled pairs of each scenario as a model reads them: as written, and as read from its report."""
    found = []
    for scenario in scenarios:
        pairs = [*written_pairs(scenario), *(reported_pairs(scenario) if reports else ())]
        read = {
            key: wording(one) for key, one in statements(side for one in pairs for side in one.pair).items()
        }
        rows = [
            TrainingRow(
                premise=read[one.pair[0].id],
                hypothesis=read[one.pair[1].id],
                label=one.label,
                source=one.scenario,
            )
            for one in pairs
            if one.label != UNCLEAR
        ]
        found.append(rows)
    return found


def mined(
    by_scenario: Iterable[Sequence[TrainingRow]], network: Encoder, cut: Any, plan: dict[str, Any]
) -> list[TrainingRow]:
    """What both parties disagree or agree on, the neutral pairs that look most opposed, and some others."""
    draw = random.Random(0)
    chosen = []
    for rows in by_scenario:
        neutral = [row for row in rows if row.label == "neutral"]
        chosen += [row for row in rows if row.label != "neutral"]
        logits = predict(network, [one.tokens for one in examples(neutral, cut)])
        order = torch.log_softmax(logits, dim=1)[:, 0].argsort(descending=True, stable=True).tolist()
        chosen += [neutral[number] for number in order[: plan["hard"]]]
        rest = order[plan["hard"] :]
        chosen += [neutral[number] for number in draw.sample(rest, min(plan["easy"], len(rest)))]
    return chosen


def turned(row: TrainingRow) -> TrainingRow:
    """The row with premise and hypothesis exchanged: a pair of a scenario has its label either way round."""
    return evolve(row, premise=row.hypothesis, hypothesis=row.premise)


def _fit(
    network: Encoder,
    rows: Sequence[TrainingRow],
    cut: Any,
    recipe: dict[str, Any],
    seed: int,
    folder: Path,
) -> None:
    print(f"{folder.name}: {len(rows):,} rows", flush=True)
    checkpoint = folder.with_suffix(".pt")
    fit(network, examples(rows, cut), Stage(seed=seed, **recipe), checkpoint=checkpoint, say=_say)


def averaged(networks: Sequence[Encoder]) -> Encoder:
    """The mean of the weights (Wortsman et al. 2022, model soups); the first network is changed."""
    states = [network.state_dict() for network in networks]
    mean = {name: torch.stack([state[name] for state in states]).mean(dim=0) for name in states[0]}
    networks[0].load_state_dict(mean)
    return networks[0]


if __name__ == "__main__":
    main()
