"""``python -m benchmarks.judge ROWS.jsonl[.gz] BASE OUT``: train the embedded judge by ``stages.yaml``.

BASE is the folder written by ``python -m benchmarks.judge.base``. The stages are trained one after another.
Each starts from the mean of the weights of all seeds of the previous stage; the last mean is exported to
``OUT/export``. An interrupted run continues from its checkpoints. Needs the ``train`` extra; takes about four
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
_MAX_TOKENS = 96


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judge", description=__doc__)
    parser.add_argument("rows", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    plan = yaml.safe_load(PLAN.read_text(encoding="utf-8"))
    options.out.mkdir(parents=True, exist_ok=True)
    text_tokenizer = tokenizer(options.base, _MAX_TOKENS)
    rows = list(read_rows(options.rows))
    previous = options.base
    for stage in plan["stages"]:
        folders = [options.out / f"{stage['name']}-{seed}" for seed in stage["seeds"]]
        missing = [folder for folder in folders if not folder.exists()]
        training_set: list[Example] = []
        if missing:
            network = load(previous, plan["depth"])
            training_set = stage_examples(stage, rows, text_tokenizer, network)
        for seed, folder in zip(stage["seeds"], folders, strict=True):
            if folder in missing:
                print(f"{folder.name}: {len(training_set):,} rows", flush=True)
                network = load(previous, plan["depth"])
                recipe = Stage(seed=seed, **stage["recipe"])
                checkpoint = _checkpoint_file(folder)
                fit(network, training_set, recipe, checkpoint=checkpoint, say=_print_line)
                save(network, folder, options.base)
        previous = options.out / stage["name"]
        if not previous.exists():
            mean = average_weights([load(folder, plan["depth"]) for folder in folders])
            save(mean, previous, options.base)
    export(previous, options.out / "export", name="narratives-judge", version=plan["version"])


def _checkpoint_file(folder: Path) -> Path:
    return folder.with_suffix(".pt")


def stage_examples(
    stage: dict[str, Any], rows: Sequence[TrainingRow], text_tokenizer: Any, network: Encoder
) -> list[Example]:
    """Return the training examples of a stage; ``network`` is the result of the previous stage."""
    general = sample_mixture(rows, stage["rows"], seed=stage["draw"])
    chosen: list[TrainingRow] = []
    if "files" in stage:
        chosen = select_hard_rows(_scenario_rows(stage["files"]), network, text_tokenizer, stage)
    draw = random.Random(stage["draw"])
    if stage.get("turned") == "both":
        chosen = [*chosen, *(swap_sides(row) for row in chosen)]
    else:
        chosen = [row if draw.random() < 0.5 else swap_sides(row) for row in chosen]
    rewritten = _rewritten_rows(rows, stage["rewrites"]) if "rewrites" in stage else []
    max_tokens = stage.get("longest", _MAX_TOKENS)
    all_examples = examples([*chosen, *general, *rewritten], text_tokenizer)
    return [one for one in all_examples if len(one.tokens) <= max_tokens]


def _scenario_rows(pattern: str) -> list[list[TrainingRow]]:
    files = sorted(SCENARIOS.glob(pattern))
    return scenario_rows(one for file in files for one in read_scenarios(file))


def _rewritten_rows(rows: Sequence[TrainingRow], plan: dict[str, Any]) -> list[TrainingRow]:
    """Return negations of general rows, and contrasts made from templates."""
    originals = sample_mixture(rows, plan["of"], seed=plan["draw"])
    negations = [row for row in rewrites(originals, seed=plan["draw"]) if row.source == "rewrite/negation"]
    random.Random(plan["draw"]).shuffle(negations)
    return [*negations[: plan["kept"]], *contrasts(plan["contrasts"], seed=plan["draw"])]


def _print_line(line: str) -> None:
    print(line, flush=True)


def examples(rows: Sequence[TrainingRow], text_tokenizer: Any) -> list[Example]:
    """Return the rows as token ids with their targets."""
    encodings = text_tokenizer.encode_batch([(row.premise, row.hypothesis) for row in rows])
    return [
        Example(tokens=tuple(encoding.ids), target=target(row.label))
        for encoding, row in zip(encodings, rows, strict=True)
    ]


def target(label: str) -> tuple[float, float, float]:
    """Return 1 for the label and 0 for the others, in the order of `LABELS`."""
    first, second, third = (float(one == label) for one in LABELS)
    return first, second, third


def scenario_rows(scenarios: Iterable[Scenario], *, reports: bool = True) -> list[list[TrainingRow]]:
    """Return the labelled pairs of each scenario, as written and with ``reports`` as reported."""
    found = []
    for scenario in scenarios:
        pairs = [*written_pairs(scenario), *(extracted_pairs(scenario) if reports else ())]
        texts = {
            key: wording(one) for key, one in statements(side for one in pairs for side in one.pair).items()
        }
        rows = [
            TrainingRow(
                premise=texts[one.pair[0].id],
                hypothesis=texts[one.pair[1].id],
                label=one.label,
                source=one.scenario,
            )
            for one in pairs
            if one.label != UNCLEAR
        ]
        found.append(rows)
    return found


def select_hard_rows(
    by_scenario: Iterable[Sequence[TrainingRow]], network: Encoder, text_tokenizer: Any, plan: dict[str, Any]
) -> list[TrainingRow]:
    """Return all contradictions and agreements, the hardest neutral pairs, and some other neutral pairs.

    The hardest are the ``plan["hard"]`` pairs to which the network gives the highest probability of
    contradiction; ``plan["easy"]`` others are drawn at random.
    """
    draw = random.Random(0)
    chosen = []
    for rows in by_scenario:
        neutral = [row for row in rows if row.label == "neutral"]
        chosen += [row for row in rows if row.label != "neutral"]
        logits = predict(network, [one.tokens for one in examples(neutral, text_tokenizer)])
        order = torch.log_softmax(logits, dim=1)[:, 0].argsort(descending=True, stable=True).tolist()
        chosen += [neutral[number] for number in order[: plan["hard"]]]
        rest = order[plan["hard"] :]
        chosen += [neutral[number] for number in draw.sample(rest, min(plan["easy"], len(rest)))]
    return chosen


def swap_sides(row: TrainingRow) -> TrainingRow:
    """Return the row with premise and hypothesis exchanged; the labels of scenario pairs are symmetric."""
    return evolve(row, premise=row.hypothesis, hypothesis=row.premise)


def average_weights(networks: Sequence[Encoder]) -> Encoder:
    """Return the mean of the weights ("model soup", Wortsman et al. 2022). The first network is modified."""
    states = [network.state_dict() for network in networks]
    mean = {name: torch.stack([state[name] for state in states]).mean(dim=0) for name in states[0]}
    networks[0].load_state_dict(mean)
    return networks[0]


if __name__ == "__main__":
    main()
