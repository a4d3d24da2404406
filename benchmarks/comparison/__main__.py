"""``python -m benchmarks.comparison [GOLD.json ...] [--pairs FILE.jsonl[.gz] ...] [--json OUT]``.

Real articles come first if they are available (``benchmarks.comparison.real``). For each article it prints
precision and recall over every pair of assertions of two parties, from gold attribution ("given") and from
the attribution found ("read"), and the stage at which clear contradictions are lost.

Articles: scores of the whole pipeline (attribution found) and of the judging only (attribution given) against
gold. The default is the twelve articles in this folder: invented reports, annotated before the code was first
run on them. A gold file names its article in ``document`` and its parties in ``cli_parties`` (default: all
parties).

Pairs: both halves of the suite in this folder, or the given rows of premise, hypothesis and label. Scores of
the complete judge, and of the model alone at the same recall.
"""

import argparse
import json
import platform
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

import narratives
from benchmarks.comparison import collection, given, real, suite
from benchmarks.comparison.scoring import Score, score

ARTICLES = Path(__file__).parent / "articles"
COLUMNS = (
    "attribution_recall",
    "attribution_precision",
    "dispute_recall_core",
    "dispute_recall_all",
    "dispute_precision",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.comparison", description=__doc__)
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument(
        "--pairs", nargs="+", type=Path, metavar="FILE", help="judge these rows instead of articles"
    )
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures to this file")
    options = parser.parse_args()
    started = perf_counter()
    figures: dict[str, Any] = {}
    if not options.pairs and not options.gold and real.gold_articles():
        figures["real"] = real.measure(narratives.load_judge())
        figures["collection"] = collection.measure(narratives.load_judge())
    if not options.pairs:
        files = options.gold or sorted(ARTICLES.glob("*-gold.json"))
        figures["found"] = _measure_articles(files, measure, "attribution found")
        figures["given"] = _measure_articles(files, measure_given, "attribution given")
    if options.pairs:
        sets = {
            file.name.removesuffix(".gz").removesuffix(".jsonl"): suite.read_rows(file)
            for file in options.pairs
        }
        figures["pairs"] = _measure_pairs(sets)
    elif not options.gold:
        halves = {half: suite.read_suite(half) for half in suite.HALVES}
        figures["suite"] = _measure_pairs(halves, by_kind=True)
    seconds = perf_counter() - started
    print(f"{seconds:.1f} s, narratives {narratives.__version__}, Python {platform.python_version()}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _measure_articles(files: list[Path], measure_one: Callable[[Path], Score], title: str) -> dict[str, Any]:
    rows: dict[str, Score] = {file.stem.removesuffix("-gold"): measure_one(file) for file in files}
    rows["all"] = sum(rows.values(), Score())
    print(f"{title:24}" + "".join(f"{name:>23}" for name in COLUMNS) + f"{'traps flagged':>16}")
    for name, result in rows.items():
        rates = "".join(f"{_format_rate(result.rates[column]):>23}" for column in COLUMNS)
        print(f"{name:24}{rates}{f'{result.flagged_traps} of {result.traps}':>16}")
    print()
    return {
        name: {**result.rates, "traps": result.traps, "flagged_traps": result.flagged_traps}
        for name, result in rows.items()
    }


def _format_rate(value: float | None) -> str:
    return "-" if value is None else format(value, ".3f")


def _measure_pairs(sets: Mapping[str, list[suite.LabelledPair]], *, by_kind: bool = False) -> dict[str, Any]:
    figures = {}
    heads = (
        "conflicts",
        "recall",
        "together",
        "model alone",
        "R at P .92",
        "reason right",
        "near misses",
    )
    print(f"{'precision of conflict':24}" + "".join(f"{head:>15}" for head in heads))
    for name, pairs in sets.items():
        result = suite.measure(pairs)
        figures[name] = row = result.figures()
        rates = (
            row["together"]["recall"],
            row["together"]["precision"],
            row["model_alone_at_that_recall"]["precision"],
            row["recall_at_precision_0.92"],
            row["reason_right"],
            row["near_misses_flagged"],
        )
        cells = "".join(f"{_format_rate(rate):>15}" for rate in rates)
        print(f"{name:24}{row['conflicts']:>15}{cells}", flush=True)
    for name in sets if by_kind else ():
        print(f"\n{name}: flagged of all, by kind")
        print(
            "  " + ", ".join(f"{kind} {hit}/{all_}" for kind, (all_, hit) in figures[name]["by_kind"].items())
        )
        print(f"{name}: right of given, by reason")
        print(
            "  "
            + ", ".join(f"{kind} {hit}/{all_}" for kind, (all_, hit) in figures[name]["by_reason"].items())
        )
    print()
    return figures


def measure(file: Path, judge: narratives.Judge | None = None) -> Score:
    """Read the article that a gold file names, compare its parties, and score the comparison."""
    gold = json.loads(file.read_text(encoding="utf-8"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", narratives.NarrativesWarning)
        accounts = narratives.read(file.parent / gold["document"], _parties(gold))
    first, second, *others = accounts.values()
    return score(gold, narratives.compare(first, second, *others, judge=judge))


def measure_given(file: Path) -> Score:
    """Compare the accounts made from a gold file, and score the comparison."""
    gold = json.loads(file.read_text(encoding="utf-8"))
    return score(gold, given.compare_gold(gold, _parties(gold)))


def _parties(gold: Mapping[str, Any]) -> list[narratives.Party]:
    options = gold.get("cli_parties") or list(gold["parties"])
    return [narratives.Party(name, aliases) for name, aliases in map(_party, options)]


def _party(option: str) -> tuple[str, list[str]]:
    name, _, aliases = option.partition("=")
    return name, [alias for alias in aliases.split(",") if alias]


if __name__ == "__main__":
    main()
