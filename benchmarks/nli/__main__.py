"""``python -m benchmarks.nli [FILE.jsonl[.gz] ...] [--judge NAME] [--json OUT]``: a model on labelled pairs.

Rows have premise, hypothesis and label (contradiction, entailment, neutral; or not_contradiction,
not_entailment). No reasons are used: this is the model alone, premise to hypothesis. Without files the sets
``../shared/data/nli/eval-*.jsonl.gz`` are run where they are.

Per set: accuracy; macro F1 over the set's labels; precision, recall, F1 and average precision of
contradiction; precision if one pair in a hundred were a contradiction; expected calibration error of the
label given (15 bins); pairs a second. ``--beside FOLDER`` runs a cross-encoder on the same rows in the same
run, for what another form of the model costs and gains.
"""

import argparse
import gzip
import hashlib
import json
import os
import platform
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

import narratives
from benchmarks.comparison.curves import average_precision as ranked_precision
from narratives.judging.models.cross_encoder import CrossEncoderNli
from narratives.judging.models.nli import CONTRADICTION, EmbeddedNli, NliModel
from narratives.training.decision_table import calibration_error as binned_error
from narratives.training.rows import LABELS

BINS = 15
RARE = 0.01
"""Share of contradictions among the pairs of a real comparison, for `precision_when_rare`."""
SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "nli"
_COLUMNS = {
    "rows": ("rows", "7d"),
    "accuracy": ("acc", "7.3f"),
    "macro_f1": ("mF1", "7.3f"),
    "precision": ("c-P", "7.3f"),
    "recall": ("c-R", "7.3f"),
    "f1": ("c-F1", "7.3f"),
    "average_precision": ("c-AP", "7.3f"),
    "base_rate": ("base", "7.3f"),
    "precision_when_rare": ("P@1%", "7.3f"),
    "calibration_error": ("ECE", "7.3f"),
    "pairs_per_second": ("pairs/s", "9.0f"),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nli", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument(
        "--judge", metavar="NAME", help="name or folder of a cross-encoder; else the embedded one"
    )
    parser.add_argument("--embedded", type=Path, metavar="FOLDER", help="folder of an exported model")
    parser.add_argument("--beside", metavar="NAME", help="a cross-encoder to run on the same rows")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there")
    options = parser.parse_args()
    files = options.files or sorted(SHARED.glob("eval-*.jsonl.gz"))
    if not files:
        parser.error(f"no file given, and no eval-*.jsonl.gz in {SHARED}")
    if options.judge:
        model: NliModel = CrossEncoderNli(options.judge)
    else:
        model = EmbeddedNli(options.embedded) if options.embedded else EmbeddedNli()
    models = [model, CrossEncoderNli(options.beside)] if options.beside else [model]
    print(
        f"{'set':20}"
        + "".join(f"{head:>{shape.split('.')[0].rstrip('df')}}" for head, shape in _COLUMNS.values())
    )
    sets: dict[str, dict[str, Any]] = {one.name: {} for one in models}
    for file in files:
        name = file.name.removesuffix(".gz").removesuffix(".jsonl").removeprefix("eval-")
        for one in models:
            sets[one.name][name] = row = measure(file, one)
            print(
                f"{name if one is model else '':20}"
                + "".join(format(row[key], shape) for key, (_, shape) in _COLUMNS.items()),
                flush=True,
            )
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores"
    print(f"{' beside '.join(sets)}, narratives {narratives.__version__}, {machine}")
    if options.json:
        told = {"model": model.name, "sets": sets[model.name]}
        options.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def measure(file: Path, model: NliModel, *, step: int = 1) -> dict[str, Any]:
    """Figures of every ``step``-th row of one set, with the checksum of its file."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][::step]
    model.scores([("Warm.", "Up.")])
    started = perf_counter()
    scores = model.scores([(row["premise"], row["hypothesis"]) for row in rows])
    seconds = perf_counter() - started
    return {
        "rows": len(rows),
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        **{name: round(value, 4) for name, value in figures(scores, [row["label"] for row in rows]).items()},
        "pairs_per_second": round(len(rows) / seconds, 1),
    }


def figures(scores: Any, gold: list[str]) -> dict[str, float]:
    """Figures of scores of shape ``(len(gold), 3)`` against the labels.

    A label "not_contradiction" or "not_entailment" holds for any other class.
    """
    guesses = [LABELS[number] for number in scores.argmax(axis=1)]
    right = np.array([_agrees(guess, label) for guess, label in zip(guesses, gold, strict=True)])
    positive = np.array([label == "contradiction" for label in gold])
    flagged = np.array([guess == "contradiction" for guess in guesses])
    hits = int((positive & flagged).sum())
    recall = hits / max(1, int(positive.sum()))
    false_rate = int((flagged & ~positive).sum()) / max(1, int((~positive).sum()))
    flagged_when_rare = recall * RARE + false_rate * (1 - RARE)
    return {
        "accuracy": float(right.mean()),
        "macro_f1": _macro_f1(guesses, gold),
        "precision": hits / max(1, int(flagged.sum())),
        "recall": recall,
        "f1": 2 * hits / max(1, int(flagged.sum() + positive.sum())),
        "average_precision": average_precision(scores[:, CONTRADICTION], positive),
        "base_rate": float(positive.mean()),
        "precision_when_rare": recall * RARE / flagged_when_rare if flagged_when_rare else 0.0,
        "calibration_error": calibration_error(scores.max(axis=1), right),
    }


def _agrees(guess: str, label: str) -> bool:
    return guess != label.removeprefix("not_") if label.startswith("not_") else guess == label


def _macro_f1(guesses: list[str], gold: list[str]) -> float:
    """Mean F1 over the labels that the set has; a guess counts as each of the labels that it agrees with."""
    found = []
    for label in sorted(set(gold)):
        agreeing = [_agrees(guess, label) for guess in guesses]
        is_label = [one == label for one in gold]
        both = sum(guess and wanted for guess, wanted in zip(agreeing, is_label, strict=True))
        found.append(2 * both / max(1, sum(agreeing) + sum(is_label)))
    return sum(found) / len(found)


def calibration_error(confidence: Any, right: Any) -> float:
    """Expected calibration error: mean distance of confidence and accuracy over 15 bins of equal width.

    As in Guo et al. 2017, "On Calibration of Modern Neural Networks".
    """
    return binned_error(confidence.tolist(), right.tolist(), bins=BINS)


def average_precision(scores: Any, positive: Any) -> float:
    """Mean of the precision at each positive, from the highest score down; 0 without positives."""
    return ranked_precision(scores.tolist(), positive.tolist())


if __name__ == "__main__":
    main()
