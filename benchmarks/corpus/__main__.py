"""``python -m benchmarks.corpus``: the cost of growing a large graph by one article.

A corpus of generated documents with their attributions is compared, then loaded again in a new process, then
grown by the report of a seed. The judge draws its verdicts from the ids of the pair, so that some 200,000 of
those on 50,000 assertions are relations. Conflicts are only between documents on one matter, on which there
are some ten documents of 2,000. The time that the embedded judge would take for the same pairs is measured on
some of them and reported beside. Prints a table and writes it to ``results.json`` in this folder.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.memory import peak_mb
from benchmarks.storage.generated import PARTIES, Size, reports
from narratives import Party, load_judge, open_corpus
from narratives.corpus import Corpus
from narratives.model import Assertion
from narratives.settings import settings_key, settings_of
from narratives.storage import open_store
from narratives.verdict import CONFLICTS, Pair, Reason, ReasonKind, Relation, Verdict
from narratives.version import __version__

SEED = 7
ARTICLE = Path(__file__).parents[2] / "seeds" / "kakhovka-dam-2023" / "report.txt"
NAMED = [Party("Ukraine", ("Kyiv",)), Party("Russia", ("Moscow", "Kremlin"))]
_SAMPLE = 300
"""Pairs on which the embedded judge is timed."""
_RELATED = 4
"""Relations of an assertion, on average, among its pairs."""
_MATTERS = 200
"""Matters that the documents are on; of 2,000 documents, 10 are on one."""
_RELATIONS = tuple(one for one in Relation if one is not Relation.NEUTRAL)


def _matter(assertion: Assertion) -> int:
    """Return the number of the matter of the document of an assertion."""
    return int(assertion.document or "0", 16) % _MATTERS


class DrawnJudge:
    """Draws its verdict on a pair from the ids; keeps the first pairs, and counts all."""

    name = "drawn/1"

    def __init__(self, pairs_of_each: int) -> None:
        self.sample: list[Pair] = []
        self.count = 0
        self._one_in = max(1, pairs_of_each // _RELATED)

    def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """Return one verdict for each pair."""
        self.count += len(pairs)
        self.sample += pairs[: _SAMPLE - len(self.sample)]
        return [self._verdict(a.id, b.id, pair) for pair in pairs for a, b in [pair]]

    def _verdict(self, a: str, b: str, pair: Pair) -> Verdict:
        drawn = int(a, 16) ^ int(b, 16)
        relation: Relation = _RELATIONS[drawn // self._one_in % len(_RELATIONS)]
        if drawn % self._one_in:
            relation = Relation.NEUTRAL
        elif relation in CONFLICTS and _matter(pair[0]) != _matter(pair[1]):
            relation = Relation.EQUIVALENCE
        one, other = pair
        reason = Reason(kind=ReasonKind.NEGATION, a=one.quote[:20], b=other.quote[:20], note="They differ.")
        return Verdict(
            a=one,
            b=other,
            relation=relation,
            probability=drawn % 997 / 997,
            reasons=(reason,) if relation is not Relation.NEUTRAL else (),
            judge=self.name,
        )


@contextmanager
def _timed(figures: dict[str, float], name: str) -> Iterator[None]:
    start = perf_counter()
    yield
    figures[name] = round(perf_counter() - start, 2)
    print(f"{name:50}{figures[name]:10.2f} s", flush=True)


def _fill(location: str, assertions: int) -> None:
    """Store the generated documents with their attributions, as `Corpus.add` would."""
    with open_corpus(location) as corpus:
        corpus.add((), [*map(Party, PARTIES), *NAMED])
    with open_store(location, create=False) as store:
        key = settings_key(settings_of(store.settings()["reading"]))
        for document, attribution in reports(Size(assertions=assertions), seed=SEED):
            store.add(document, key, attribution)


def _load(location: str) -> None:
    """Load the comparison and print the time and memory as JSON."""
    start, processor = perf_counter(), process_time()
    with open_corpus(location, create=False) as corpus:
        comparison = corpus.comparison()
    print(
        json.dumps(
            {
                "assertions": len(comparison.assertions),
                "relations": len(comparison.verdicts),
                "points": len(comparison.disputes),
                "load_s": round(perf_counter() - start, 2),
                "load_processor_s": round(process_time() - processor, 2),
                "load_mb": peak_mb(),
            }
        )
    )


def _grow(corpus: Corpus, judge: DrawnJudge, figures: dict[str, float]) -> int:
    """Add the article and return the number of pairs judged for it."""
    before = judge.count
    with _timed(figures, "add one article: attribution"):
        corpus.add(ARTICLE)
    with _timed(figures, "add one article: comparison"):
        corpus.comparison()
    return judge.count - before


def main() -> None:
    """Build, load and grow a corpus; print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assertions", type=int, default=50_000)
    parser.add_argument("--load", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.load:
        _load(options.load)
        return
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        location = str(Path(folder) / "graph.db")
        with _timed(figures, "store the generated attributions"):
            _fill(location, options.assertions)
        judge = DrawnJudge(pairs_of_each=20)
        with open_corpus(location, judge=judge) as corpus:
            with _timed(figures, "first comparison, with the drawn judge"):
                corpus.comparison()
            built = judge.count
            command = [sys.executable, "-m", "benchmarks.corpus", "--load", location]
            loaded = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603
        with open_corpus(location, judge=judge) as corpus:
            new = _grow(corpus, judge, figures)
        embedded = load_judge()
        embedded.judge(judge.sample[:2])
        with _timed(figures, f"{_SAMPLE} pairs with the embedded judge"):
            embedded.judge(judge.sample)
    each = figures[f"{_SAMPLE} pairs with the embedded judge"] / _SAMPLE
    growing = figures["add one article: attribution"] + figures["add one article: comparison"]
    building = figures["first comparison, with the drawn judge"]
    result = {
        "seed": SEED,
        **loaded,
        "pairs": built,
        "new pairs": new,
        "grow/build, drawn judge": round(growing / building, 4),
        "grow/build, embedded judge": round((growing + new * each) / (building + built * each), 4),
        "narratives": __version__,
        "python": platform.python_version(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}",
    }
    print(json.dumps(result, indent=1))
    if options.assertions == parser.get_default("assertions"):
        text = json.dumps(result | {"seconds": figures}, indent=1)
        (Path(__file__).parent / "results.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
