"""``python -m benchmarks.comparison [GOLD.json ...] [--json OUT]``: the whole way against gold.

Without files, the twelve articles beside this module: invented reports in our own words, annotated before
the code was run on them. A gold file names its article in ``document`` and its parties in ``cli_parties``.
"""

import argparse
import json
import platform
from pathlib import Path
from time import perf_counter

import narratives
from benchmarks.comparison.scoring import Score, score

ARTICLES = Path(__file__).parent / "articles"
COLUMNS = ("attribution_recall", "attribution_precision", "dispute_recall_core", "dispute_precision")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.comparison", description=__doc__)
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there")
    options = parser.parse_args()
    files = options.gold or sorted(ARTICLES.glob("*-gold.json"))
    total, rows, started = Score(), {}, perf_counter()
    for file in files:
        rows[file.stem.removesuffix("-gold")] = result = measure(file)
        total += result
    rows["all"] = total
    print(f"{'article':24}" + "".join(f"{name:>23}" for name in COLUMNS) + f"{'traps flagged':>16}")
    for name, result in rows.items():
        rates = "".join(
            f"{'-' if (value := result.rates[column]) is None else format(value, '.3f'):>23}"
            for column in COLUMNS
        )
        print(f"{name:24}{rates}{f'{result.fallen} of {result.traps}':>16}")
    seconds = perf_counter() - started
    print(f"{seconds:.1f} s, narratives {narratives.__version__}, Python {platform.python_version()}")
    if options.json:
        figures = {
            name: {**result.rates, "traps": result.traps, "flagged_traps": result.fallen}
            for name, result in rows.items()
        }
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def measure(file: Path) -> Score:
    """Read the article that a gold file names, compare its parties, and score."""
    gold = json.loads(file.read_text(encoding="utf-8"))
    parties = [narratives.Party(name, aliases) for name, aliases in map(_party, gold["cli_parties"])]
    accounts = narratives.read(file.parent / gold["document"], parties)
    first, second, *others = accounts.values()
    return score(gold, narratives.compare(first, second, *others))


def _party(option: str) -> tuple[str, list[str]]:
    name, _, aliases = option.partition("=")
    return name, [alias for alias in aliases.split(",") if alias]


if __name__ == "__main__":
    main()
