"""``python -m benchmarks.comparison [GOLD.json ...] [--pairs FILE.jsonl[.gz] ...] [--json OUT]``.

Real articles come first, where they are (``benchmarks.comparison.real``): by article the curve of precision
and recall over every pair of two parties, as given by gold and as read, and where clear contradictions are
lost.

Articles: the whole way (attribution found) and judging alone (attribution given) against gold. Without files,
the twelve articles beside this module: invented reports in our own words, annotated before the code was run
on them. A gold file names its article in ``document`` and its parties in ``cli_parties`` (without it: all its
parties).

Pairs: the suite beside this module, both halves, or the rows of premise, hypothesis and label that are
given: the judge as it is, and the model alone at the same recall.
"""

import argparse
import json
import platform
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

import narratives
from benchmarks.comparison import given, real, suite
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
    parser.add_argument("--pairs", nargs="+", type=Path, metavar="FILE", help="rows to judge, no articles")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there")
    options = parser.parse_args()
    started = perf_counter()
    figures: dict[str, Any] = {}
    if not options.pairs and not options.gold and real.golds():
        figures["real"] = real.measure(narratives.load_judge())
    if not options.pairs:
        files = options.gold or sorted(ARTICLES.glob("*-gold.json"))
        figures["found"] = _articles(files, measure, "attribution found")
        figures["given"] = _articles(files, measure_given, "attribution given")
    if options.pairs:
        sets = {
            file.name.removesuffix(".gz").removesuffix(".jsonl"): suite.rows(file) for file in options.pairs
        }
        figures["pairs"] = _pairs(sets)
    elif not options.gold:
        figures["suite"] = _pairs({half: suite.suite(half) for half in suite.HALVES}, kinds=True)
    seconds = perf_counter() - started
    print(f"{seconds:.1f} s, narratives {narratives.__version__}, Python {platform.python_version()}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _articles(files: list[Path], measured: Callable[[Path], Score], title: str) -> dict[str, Any]:
    rows: dict[str, Score] = {file.stem.removesuffix("-gold"): measured(file) for file in files}
    rows["all"] = sum(rows.values(), Score())
    print(f"{title:24}" + "".join(f"{name:>23}" for name in COLUMNS) + f"{'traps flagged':>16}")
    for name, result in rows.items():
        rates = "".join(f"{_shown(result.rates[column]):>23}" for column in COLUMNS)
        print(f"{name:24}{rates}{f'{result.fallen} of {result.traps}':>16}")
    print()
    return {
        name: {**result.rates, "traps": result.traps, "flagged_traps": result.fallen}
        for name, result in rows.items()
    }


def _shown(value: float | None) -> str:
    return "-" if value is None else format(value, ".3f")


def _pairs(sets: Mapping[str, list[suite.LabelledPair]], *, kinds: bool = False) -> dict[str, Any]:
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
        figures[name] = told = result.figures()
        cells = (
            told["together"]["recall"],
            told["together"]["precision"],
            told["model_alone_at_that_recall"]["precision"],
            told["recall_at_precision_0.92"],
            told["reason_right"],
            told["near_misses_flagged"],
        )
        print(
            f"{name:24}{told['conflicts']:>15}" + "".join(f"{_shown(cell):>15}" for cell in cells), flush=True
        )
    for name in sets if kinds else ():
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


def measure(file: Path) -> Score:
    """Read the article that a gold file names, compare its parties, and score."""
    gold = json.loads(file.read_text(encoding="utf-8"))
    accounts = narratives.read(file.parent / gold["document"], _parties(gold))
    first, second, *others = accounts.values()
    return score(gold, narratives.compare(first, second, *others))


def measure_given(file: Path) -> Score:
    """Compare the accounts that a gold file gives, and score."""
    gold = json.loads(file.read_text(encoding="utf-8"))
    return score(gold, given.comparison(gold, _parties(gold)))


def _parties(gold: Mapping[str, Any]) -> list[narratives.Party]:
    options = gold.get("cli_parties") or list(gold["parties"])
    return [narratives.Party(name, aliases) for name, aliases in map(_party, options)]


def _party(option: str) -> tuple[str, list[str]]:
    name, _, aliases = option.partition("=")
    return name, [alias for alias in aliases.split(",") if alias]


if __name__ == "__main__":
    main()
