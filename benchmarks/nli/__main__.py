"""``python -m benchmarks.nli FILE.jsonl[.gz] ... [--judge NAME] [--json OUT]``: a model on labelled pairs.

Rows have premise, hypothesis and label (contradiction, entailment, neutral; or not_contradiction,
not_entailment). Per set: accuracy, contradiction's precision, recall, F1 and average precision, and pairs a
second. No reasons are used: this is the model alone, premise to hypothesis.
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
from narratives.judging.cross_encoder import CrossEncoderNli
from narratives.judging.nli import CONTRADICTION, EmbeddedNli, NliModel

LABELS = ("contradiction", "entailment", "neutral")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nli", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument(
        "--judge", metavar="NAME", help="name or folder of a cross-encoder; else the embedded one"
    )
    parser.add_argument("--embedded", type=Path, metavar="FOLDER", help="folder of an exported model")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there")
    options = parser.parse_args()
    model: NliModel
    if options.judge:
        model = CrossEncoderNli(options.judge)
    else:
        model = EmbeddedNli(options.embedded) if options.embedded else EmbeddedNli()
    sets = {}
    print(
        f"{'set':24}{'rows':>7}{'accuracy':>10}{'c-prec':>8}{'c-rec':>8}{'c-F1':>8}{'c-AP':>8}{'base':>7}{'pairs/s':>9}"
    )
    for file in options.files:
        name = file.name.removesuffix(".gz").removesuffix(".jsonl")
        sets[name] = row = measure(file, model)
        print(
            f"{name:24}{row['rows']:>7}{row['accuracy']:>10.4f}{row['precision']:>8.3f}{row['recall']:>8.3f}"
            f"{row['f1']:>8.3f}{row['average_precision']:>8.3f}{row['base_rate']:>7.3f}{row['pairs_per_second']:>9.0f}",
            flush=True,
        )
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores"
    print(f"{model.name}, narratives {narratives.__version__}, {machine}")
    if options.json:
        options.json.write_text(
            json.dumps({"model": model.name, "sets": sets}, indent=1) + "\n", encoding="utf-8"
        )


def measure(file: Path, model: NliModel) -> dict[str, Any]:
    """Figures of one set, with the checksum of its file."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    started = perf_counter()
    scores = model.scores([(row["premise"], row["hypothesis"]) for row in rows])
    seconds = perf_counter() - started
    guesses = [LABELS[number] for number in scores.argmax(axis=1)]
    gold = [row["label"] for row in rows]
    right = [_agrees(guess, label) for guess, label in zip(guesses, gold, strict=True)]
    positive = np.array([label == "contradiction" for label in gold])
    flagged = np.array([guess == "contradiction" for guess in guesses])
    hits = int((positive & flagged).sum())
    return {
        "rows": len(rows),
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "accuracy": round(sum(right) / len(right), 4),
        "precision": round(hits / max(1, int(flagged.sum())), 4),
        "recall": round(hits / max(1, int(positive.sum())), 4),
        "f1": round(2 * hits / max(1, int(flagged.sum() + positive.sum())), 4),
        "average_precision": round(average_precision(scores[:, CONTRADICTION], positive), 4),
        "base_rate": round(float(positive.mean()), 4),
        "pairs_per_second": round(len(rows) / seconds, 1),
    }


def _agrees(guess: str, label: str) -> bool:
    """Two-way labels count any other class as right."""
    return guess != label.removeprefix("not_") if label.startswith("not_") else guess == label


def average_precision(scores: Any, positive: Any) -> float:
    """Mean of the precision at each positive, from the highest score down; 0 without positives."""
    order = np.argsort(-scores, kind="stable")
    hits = positive[order]
    if not hits.any():
        return 0.0
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float(precision[hits].mean())


if __name__ == "__main__":
    main()
