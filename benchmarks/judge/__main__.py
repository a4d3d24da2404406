"""``python -m benchmarks.judge ROWS.jsonl[.gz] OUT [--rows-only]``: make the embedded judge again.

Writes the rows of each stage of ``stages.yaml`` and those held out to OUT, trains the stages one after
another, averages those that it names and exports the mean to ``OUT/export``. Needs the ``train`` extra;
some four hours on two cores.
"""

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml
from attrs import evolve

from narratives.training.contrasts import contrasts, rewrites
from narratives.training.cross_encoder import BASE, Recipe, averaged, held_out_and_fitted, train
from narratives.training.export import export
from narratives.training.rows import TrainingRow, is_short, read_rows, take_mixture, write_rows

PLAN = Path(__file__).with_name("stages.yaml")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judge", description=__doc__)
    parser.add_argument("rows", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rows-only", action="store_true", help="write the rows and stop")
    options = parser.parse_args()
    plan = yaml.safe_load(PLAN.read_text(encoding="utf-8"))
    options.out.mkdir(parents=True)
    rows = list(read_rows(options.rows))
    first, *others = plan["stages"]
    stages = [take_mixture(rows, first["rows"], seed=first["seed"])]
    _, seen = held_out_and_fitted(stages[0], Recipe(**first["recipe"]))
    held_out, free = hold_out(rows, plan["held_out"], seen=seen)
    stages += [draw(free, stage, plan["final_stops"]) for stage in others]
    write_rows(held_out, options.out / "held-out.jsonl")
    for stage, drawn in zip(plan["stages"], stages, strict=True):
        write_rows(drawn, options.out / f"{stage['name']}.jsonl")
        print(f"{stage['name']}: {len(drawn):,} rows")
    if options.rows_only:
        return
    base = BASE
    folders = {stage["name"]: str(options.out / stage["name"]) for stage in plan["stages"]}
    for stage, drawn in zip(plan["stages"], stages, strict=True):
        folder = options.out / stage["name"]
        kept = held_out if stage["name"] in plan["average"] else None
        base = folders.get(stage.get("from", ""), base)
        figures = train(drawn, base, folder, recipe=Recipe(**stage["recipe"]), held_out=kept)
        print(stage["name"], json.dumps(figures))
        base = str(folder)
    save_average([options.out / name for name in plan["average"]], options.out / "average")
    export(options.out / "average", options.out / "export", name="narratives-judge", version="3")


def save_average(folders: Sequence[Path], out: Path) -> None:
    """The model of the last folder with the mean of the weights of all."""
    from sentence_transformers import CrossEncoder

    model = CrossEncoder(str(folders[-1]), device="cpu", trust_remote_code=False)
    model.model.load_state_dict(averaged(folders))
    model.save_pretrained(str(out))


def hold_out(
    rows: Sequence[TrainingRow], plan: dict[str, Any], *, seen: Iterable[TrainingRow]
) -> tuple[list[TrainingRow], list[TrainingRow]]:
    """Rows whose premise nothing was trained on, and those that share no premise with them."""
    trained_on = {_bare(row.premise) for row in seen}
    order = list(rows)
    random.Random(plan["seed"]).shuffle(order)
    wanted, held = dict(plan["rows"]), []
    for row in order:
        if wanted.get(row.source, 0) and is_short(row) and _bare(row.premise) not in trained_on:
            wanted[row.source] -= 1
            held.append(row)
    premises = {_bare(row.premise) for row in held}
    claims = {_bare(row.hypothesis) for row in held if _is_claim(row)}
    free = [
        row
        for row in rows
        if _bare(row.premise) not in premises | claims
        and not (_is_claim(row) and _bare(row.hypothesis) in premises | claims)
    ]
    return held, free


def _is_claim(row: TrainingRow) -> bool:
    """Whether the hypothesis stands with several premises, as in FEVER and VitaminC."""
    return "fever" in row.source or "vit" in row.source


def _bare(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


def draw(rows: Sequence[TrainingRow], stage: dict[str, Any], stops: dict[str, Any]) -> list[TrainingRow]:
    """The rows of a stage, shuffled."""
    drawn = take_mixture(rows, stage["rows"], seed=stage["seed"])
    drawn = _with_stops(drawn, stops, seed=stage["stops_seed"])
    if "rewrites" not in stage:
        return drawn
    plan = stage["rewrites"]
    made = rewrites(take_mixture(rows, plan["of"], seed=plan["seed"]), seed=plan["seed"])
    drawn += contrasts(**stage["contrasts"])
    drawn += _kept(made, plan["kept"], seed=stage["seed"])
    drawn += _by_label(rows, stage.get("by_label", {}), seed=stage["seed"])
    random.Random(stage["seed"]).shuffle(drawn)
    return drawn[: stage.get("limit")]


def _kept(made: Iterable[TrainingRow], shares: dict[str, dict[str, int]], *, seed: int) -> list[TrainingRow]:
    by_kind = defaultdict(list)
    for row in made:
        by_kind[row.source, row.label].append(row)
    random_state, kept = random.Random(seed), []
    for source, labels in shares.items():
        for label, count in labels.items():
            random_state.shuffle(by_kind[source, label])
            kept += by_kind[source, label][:count]
    return kept


def _by_label(
    rows: Sequence[TrainingRow], shares: dict[str, dict[str, int]], *, seed: int
) -> list[TrainingRow]:
    """So many rows of each label of a source, the first in the order of the seed."""
    kept = []
    for source, labels in shares.items():
        left = dict(labels)
        for row in take_mixture(rows, {source: len(rows)}, seed=seed):
            if left.get(row.label, 0):
                left[row.label] -= 1
                kept.append(row)
    return kept


def _with_stops(rows: Sequence[TrainingRow], plan: dict[str, Any], *, seed: int) -> list[TrainingRow]:
    random_state = random.Random(seed)
    return [
        evolve(row, premise=_stopped(row.premise), hypothesis=_stopped(row.hypothesis))
        if row.source == plan["source"] and random_state.random() < plan["share"]
        else row
        for row in rows
    ]


def _stopped(text: str) -> str:
    return text if text[-1] in ".?!\"'" else text + "."


if __name__ == "__main__":
    main()
