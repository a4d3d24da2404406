"""``python -m benchmarks.judge ROWS.jsonl[.gz] BASE OUT``: make the embedded judge again, as ``stages.yaml``
plans.

BASE is the folder that ``python -m benchmarks.judge.base`` makes. Trains the stages one after another, each
from the mean of the weights that the seeds of the stage before gave, and exports the last mean to
``OUT/export``. A run that was stopped goes on from its checkpoints. Needs the ``train`` extra; some four
hours on two cores.
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
from narratives.training.rows import LABELS, TrainingRow, read_rows, sample_mixture
from narratives.training.scenarios import UNCLEAR, Scenario, extracted_pairs, read_scenarios, written_pairs

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
    before = options.base
    for stage in plan["stages"]:
        folders = [options.out / f"{stage['name']}-{seed}" for seed in stage["seeds"]]
        missing = [folder for folder in folders if not folder.exists()]
        shown = examples_of(stage, rows, cut, load(before, plan["depth"])) if missing else []
        for seed, folder in zip(stage["seeds"], folders, strict=True):
            if folder in missing:
                print(f"{folder.name}: {len(shown):,} rows", flush=True)
                network = load(before, plan["depth"])
                fit(network, shown, Stage(seed=seed, **stage["recipe"]), checkpoint=_state(folder), say=_say)
                save(network, folder, options.base)
        before = options.out / stage["name"]
        if not before.exists():
            save(averaged([load(folder, plan["depth"]) for folder in folders]), before, options.base)
    export(before, options.out / "export", name="narratives-judge", version=plan["version"])


def _state(folder: Path) -> Path:
    return folder.with_suffix(".pt")


def examples_of(
    stage: dict[str, Any], rows: Sequence[TrainingRow], cut: Any, network: Encoder
) -> list[Example]:
    """What a stage is trained on: ``network`` is what the stage before it gave."""
    general = sample_mixture(rows, stage["rows"], seed=stage["draw"])
    chosen = mined(_scenario_rows(stage["files"]), network, cut, stage) if "files" in stage else []
    draw = random.Random(stage["draw"])
    if stage.get("turned") == "both":
        chosen = [*chosen, *(turned(row) for row in chosen)]
    else:
        chosen = [row if draw.random() < 0.5 else turned(row) for row in chosen]
    made = _rewritten(rows, stage["rewrites"]) if "rewrites" in stage else []
    longest = stage.get("longest", _LONGEST)
    return [one for one in examples([*chosen, *general, *made], cut) if len(one.tokens) <= longest]


def _scenario_rows(pattern: str) -> list[list[TrainingRow]]:
    files = sorted(SCENARIOS.glob(pattern))
    return scenario_rows(one for file in files for one in read_scenarios(file))


def _rewritten(rows: Sequence[TrainingRow], plan: dict[str, Any]) -> list[TrainingRow]:
    """Negations of general rows, and contrasts from templates."""
    of = sample_mixture(rows, plan["of"], seed=plan["draw"])
    made = [row for row in rewrites(of, seed=plan["draw"]) if row.source == "rewrite/negation"]
    random.Random(plan["draw"]).shuffle(made)
    return [*made[: plan["kept"]], *contrasts(plan["contrasts"], seed=plan["draw"])]


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
        pairs = [*written_pairs(scenario), *(extracted_pairs(scenario) if reports else ())]
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


def averaged(networks: Sequence[Encoder]) -> Encoder:
    """The mean of the weights (Wortsman et al. 2022, model soups); the first network is changed."""
    states = [network.state_dict() for network in networks]
    mean = {name: torch.stack([state[name] for state in states]).mean(dim=0) for name in states[0]}
    networks[0].load_state_dict(mean)
    return networks[0]


if __name__ == "__main__":
    main()
