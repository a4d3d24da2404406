"""``python -m benchmarks.attribution GOLD.jsonl[.gz] --out OUT.jsonl [--json FIGURES] [--misses N]``.

Runs attribution on every article of a gold file and scores it. Each line of the file is an article: ``id``,
``text``, and ``attributions`` with the spans of ``source``, ``cue`` and ``content``. Articles and
attributions with ``"primary": false`` are skipped.
"""

import argparse
import gzip
import hashlib
import json
import platform
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import narratives
from benchmarks.attribution.kinds import kinds
from benchmarks.attribution.scoring import SOURCE_THRESHOLD, Spans, Tally, matching_contents, tally
from narratives.attribution import attributed
from narratives.language.pipeline import pipeline
from narratives.model import Document


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attribution", description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument(
        "--out", type=Path, required=True, help="write the predictions to this file, one line per article"
    )
    parser.add_argument("--json", type=Path, metavar="FIGURES", help="write the figures to this file")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="print up to N missed contents")
    options = parser.parse_args()
    pipeline()
    rows = [row for row in articles(options.gold) if row.get("primary", True)]
    started = perf_counter()
    found = {row["id"]: predictions(row["text"]) for row in rows}
    seconds = perf_counter() - started
    with options.out.open("w", encoding="utf-8") as out:
        for name, attributions in found.items():
            out.write(json.dumps({"id": name, "attributions": attributions}) + "\n")
    total, misses_left = Tally(), options.misses
    for row in rows:
        gold = [Spans.read(one) for one in row["attributions"] if one.get("primary", True)]
        spans = [Spans.read(one) for one in found[row["id"]]]
        names = kinds(row["text"], gold)
        total += tally(gold, spans, names)
        hit = {i for i, _ in matching_contents(gold, spans, SOURCE_THRESHOLD)} if misses_left else set()
        for i in [i for i in range(len(gold)) if i not in hit][:misses_left]:
            misses_left -= 1
            print(f"missed ({', '.join(names[i])}): {_excerpt(row['text'], gold[i])}")
    figures = {
        "data": {"file": options.gold.name, "sha256": hashlib.sha256(options.gold.read_bytes()).hexdigest()},
        "articles": len(rows),
        "articles_per_second": round(len(rows) / seconds, 1),
        **total.figures(),
    }
    show(figures)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def articles(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the articles of a JSON Lines file, compressed with gzip or not."""
    open_text = gzip.open if path.suffix == ".gz" else open
    with open_text(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def predictions(text: str) -> list[dict[str, list[list[int]]]]:
    """Return the attributions found in a text, in the format of the gold file."""
    return [
        {
            name: [[span.start, span.end] for span in getattr(one, name)]
            for name in ("source", "cue", "content")
        }
        for one in attributed(Document(text))
    ]


def show(figures: dict[str, Any]) -> None:
    """Print the scores, then the recall of each kind."""
    print(f"{figures['articles']} articles, {figures['gold']} attributions, {figures['found']} found")
    for name in ("content@0.3", "content@0.5", "content@0.8", "both"):
        rates = figures[name]
        print(f"{name:14} P {rates['precision']:.3f}  R {rates['recall']:.3f}  F1 {rates['f1']:.3f}")
    print(f"\n{'kind':22}{'gold':>6}{'recall':>9}")
    for kind, counts in figures["kinds"].items():
        print(f"{kind:22}{counts['gold']:>6}{counts['recall']:>9.3f}")
    print(
        f"\n{figures['articles_per_second']} articles a second, narratives {narratives.__version__}, "
        f"Python {platform.python_version()}"
    )


def _excerpt(text: str, one: Spans) -> str:
    """Return the source, cue and content of an attribution, at most 120 characters each."""
    parts = (sorted(part) for part in (one.source, one.cue, one.content))
    return " | ".join("".join(text[offset] for offset in part)[:120].replace("\n", " ") for part in parts)


if __name__ == "__main__":
    main()
