"""``python -m benchmarks.speed``: speed of every step, from one article to a year of coverage.

Each step runs in a process of its own on generated reports (``reports.py``). Only the sizes that were run are
reported; sizes of the whole over ``--whole-up-to`` are left out. Prints a table and writes it to
``results.json`` in this folder, each figure when it is there, and a plot to ``docs/images/speed.svg``. Parts
and sizes that are not run keep their earlier results, with the version that they were measured with.
"""

import argparse
import json
import math
import os
import platform
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.speed.chart import draw, table
from benchmarks.speed.children import step
from benchmarks.speed.cold import cold_start
from benchmarks.speed.reports import SEED, generate
from narratives.version import __version__

RESULTS = Path(__file__).parent / "results.json"
PARTS = ("cold", "reading", "embedding", "judging", "accounts", "pairing", "known", "whole")
BY_SIZE = ("pairing", "known", "whole")
"""The parts that are measured on corpora of several sizes."""


def growth(sizes: Sequence[float], values: Sequence[float]) -> float | None:
    """Return the exponent k of ``value = c * size**k``, by least squares on logarithms; None for one size."""
    if len(sizes) < 2:
        return None
    x, y = [[math.log(value) for value in some] for some in (sizes, values)]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    slope = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    return round(slope / sum((a - mean_x) ** 2 for a in x), 2)


def measure(part: str, options: argparse.Namespace, known: Any) -> Iterator[Any]:
    """Yield the figures of a part: once, or after each size together with those of other sizes.

    Args:
        known: the earlier figures of the part; None if there are none.
    """
    if part in BY_SIZE:
        rows = {row["articles"]: row for row in known or ()}
        for size in options.articles:
            if part != "whole" or size <= options.whole_up_to:
                rows[size] = step(part, articles=size)
                yield [rows[one] for one in sorted(rows)]
    elif part == "cold":
        yield cold_start(options.runs, options.against)
    elif part == "accounts":
        yield step(part, statements=100)
    else:
        yield step(part, articles=100, **({"pairs": options.pairs} if part == "judging" else {}))


def with_derived(figures: dict[str, Any]) -> dict[str, Any]:
    """Return the figures with the exponents of growth and the time of judging every pair in torch.

    Sizes at which every pair is judged select nothing and do not count for the exponent of
    pairing. The time in torch is computed from the measured speed, not measured: it would take days.
    """
    added = dict(figures)
    for part, value in (("pairing", "pairing_cpu_s"), ("known", "cpu_s"), ("whole", "cpu_s")):
        rows = [row for row in figures.get(part, []) if row.get("share") != 1.0]
        added[f"{part}_exponent"] = growth([row["articles"] for row in rows], [row[value] for row in rows])
    if "judging" in figures:
        speed = figures["judging"]["torch_pairs_per_s"]
        added["every_pair_in_torch_s_computed"] = {
            str(row["articles"]): round(row["all_pairs"] / speed) for row in figures.get("pairing", [])
        }
    return added


def main() -> None:
    """Measure, print a table, write the results and the plot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[10, 30, 100, 1000, 10_000])
    parser.add_argument("--whole-up-to", type=int, default=100, help="largest size that is run as a whole")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--pairs", type=int, default=200, help="pairs that the judges are timed on")
    parser.add_argument("--runs", type=int, default=3, help="runs of each cold start")
    parser.add_argument("--against", type=Path, help="checkout of another version, for the cold start")
    options = parser.parse_args()
    known: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    figures = {part: known[part] for part in PARTS if part in known}
    versions = dict(known.get("narratives", {}))
    result: dict[str, Any] = known
    for part in options.parts:
        print(f"measuring: {part}", flush=True)
        for found in measure(part, options, figures.get(part)):
            figures[part] = found
            versions[part] = __version__
            result = {
                "seed": SEED,
                "corpus": generate(100).checksum,
                "narratives": versions,
                "python": platform.python_version(),
                "machine": f"{os.cpu_count()} cores, {platform.machine()}",
                **with_derived(figures),
            }
            RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(table(result))
    draw(result)


if __name__ == "__main__":
    main()
