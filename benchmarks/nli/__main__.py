"""``python -m benchmarks.nli [FILE.jsonl[.gz] ...] [--judge NAME] [--json OUT]``: scores of an NLI model.

Rows have premise, hypothesis and label (contradiction, entailment, neutral; or not_contradiction,
not_entailment). The model is scored alone, without evidence, in the direction from premise to hypothesis. The
default files are ``../shared/data/nli/eval-*.jsonl.gz``, if available.

For each set it prints accuracy; macro F1 over the labels of the set; precision, recall, F1 and average
precision of contradiction; the precision if one pair in a hundred were a contradiction; the expected
calibration error of the predicted label (15 bins); pairs per second. ``--beside NAME`` runs a cross-encoder
on the same rows, for comparison of speed and scores.
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
"""Assumed share of contradictions among the pairs of a comparison, for ``precision_when_rare``."""
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
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures to this file")
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
        result = {"model": model.name, "sets": sets[model.name]}
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def measure(file: Path, model: NliModel, *, step: int = 1) -> dict[str, Any]:
    """Return the figures of every ``step``-th row of a set, with the checksum of its file."""
    open_text = gzip.open if file.suffix == ".gz" else open
    with open_text(file, "rt", encoding="utf-8") as lines:
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
    """Return the figures of scores of shape ``(len(gold), 3)`` against the labels.

    The labels "not_contradiction" and "not_entailment" match every other class.
    """
    predictions = [LABELS[number] for number in scores.argmax(axis=1)]
    right = np.array([_matches(one, label) for one, label in zip(predictions, gold, strict=True)])
    positive = np.array([label == "contradiction" for label in gold])
    flagged = np.array([one == "contradiction" for one in predictions])
    hits = int((positive & flagged).sum())
    recall = hits / max(1, int(positive.sum()))
    false_positive_rate = int((flagged & ~positive).sum()) / max(1, int((~positive).sum()))
    flagged_when_rare = recall * RARE + false_positive_rate * (1 - RARE)
    return {
        "accuracy": float(right.mean()),
        "macro_f1": _macro_f1(predictions, gold),
        "precision": hits / max(1, int(flagged.sum())),
        "recall": recall,
        "f1": 2 * hits / max(1, int(flagged.sum() + positive.sum())),
        "average_precision": average_precision(scores[:, CONTRADICTION], positive),
        "base_rate": float(positive.mean()),
        "precision_when_rare": recall * RARE / flagged_when_rare if flagged_when_rare else 0.0,
        "calibration_error": calibration_error(scores.max(axis=1), right),
    }


def _matches(prediction: str, label: str) -> bool:
    return prediction != label.removeprefix("not_") if label.startswith("not_") else prediction == label


def _macro_f1(predictions: list[str], gold: list[str]) -> float:
    """Return the mean F1 over the labels of the set; a prediction counts for every label that it matches."""
    scores = []
    for label in sorted(set(gold)):
        predicted = [_matches(prediction, label) for prediction in predictions]
        is_label = [one == label for one in gold]
        hits = sum(one and wanted for one, wanted in zip(predicted, is_label, strict=True))
        scores.append(2 * hits / max(1, sum(predicted) + sum(is_label)))
    return sum(scores) / len(scores)


def calibration_error(confidence: Any, right: Any) -> float:
    """Return the expected calibration error: mean distance of confidence and accuracy over 15 equal bins.

    Source: Guo et al. 2017, "On Calibration of Modern Neural Networks".
    """
    return binned_error(confidence.tolist(), right.tolist(), bins=BINS)


def average_precision(scores: Any, positive: Any) -> float:
    """Return the mean of the precision at each positive, by decreasing score; 0 without positives."""
    return ranked_precision(scores.tolist(), positive.tolist())


if __name__ == "__main__":
    main()
