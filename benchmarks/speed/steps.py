"""The steps that are measured, each run in a process of its own.

``python -m benchmarks.speed.steps NAME JSON`` runs a step, which prints its figures as one line of JSON.
"""

import json
import os
import random
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

from attrs import frozen

import narratives
from benchmarks.memory import peak_mb
from benchmarks.scenarios import SCENARIOS
from benchmarks.speed.known import KnownJudge, known_contradictions
from benchmarks.speed.reports import SEED, Reports, generate
from narratives.comparing import subjects_of
from narratives.embedding import load_embedder
from narratives.model import Account
from narratives.pairing import Candidates, Embedder, candidates
from narratives.training.scenarios import read_scenarios
from narratives.verdict import CONFLICTS, Judge, Pair

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

VECTORS = Path(tempfile.gettempdir()) / "narratives-speed"
"""Folder in which the vectors of a corpus are kept for the next run."""


class KeptEmbedder:
    """The shipped embedder, which keeps the vectors of a corpus in a file."""

    def __init__(self, corpus: Reports, folder: Path = VECTORS) -> None:
        self._file = folder / f"{corpus.checksum}.npz"
        self._texts = sorted({one.text for one in corpus.said})

    def embed(self, texts: Sequence[str], /) -> "npt.NDArray[np.float32]":
        """Return one vector for each text of the corpus."""
        import numpy as np

        if self._file.exists():
            with np.load(self._file) as kept:
                vectors = kept["vectors"]
        else:
            vectors = load_embedder().embed(self._texts)
            self._file.parent.mkdir(parents=True, exist_ok=True)
            np.savez(self._file, vectors=vectors)
        place = {text: number for number, text in enumerate(self._texts)}
        chosen: npt.NDArray[np.float32] = vectors[[place[text] for text in texts]]
        return chosen


@frozen(kw_only=True)
class Selected:
    """The pairs of a corpus whose statements are joined across its documents, as a comparison joins them.

    Attributes:
        statements: number of statements after joining.
        known: the known contradictions, as ids of joined statements.
    """

    candidates: Candidates
    statements: int
    known: frozenset[frozenset[str]]

    @property
    def every(self) -> int:
        """The number of all pairs of different parties."""
        return len(self.candidates.pairs) + self.candidates.not_compared

    @property
    def recall(self) -> float:
        """The share of the known contradictions that is among the candidate pairs."""
        chosen = {frozenset((a.id, b.id)) for a, b in self.candidates.pairs}
        return len(self.known & chosen) / len(self.known)


def select(corpus: Reports, accounts: Sequence[Account], embedder: Embedder) -> Selected:
    """Select the pairs of joined accounts, see `joined`."""
    kept = {one.id: whole.id for account in accounts for whole in account for one in (whole, *whole.also)}
    said = [kept[one.id] for one in corpus.said]
    return Selected(
        candidates=candidates(accounts, embedder=embedder),
        statements=sum(map(len, accounts)),
        known=frozenset(frozenset((said[a], said[b])) for a, b in corpus.contradictions),
    )


def joined(corpus: Reports) -> tuple[Account, ...]:
    """Return the accounts of a corpus, with the statements that several documents report joined."""
    return subjects_of(corpus.accounts, documents=corpus.documents).statements.accounts


@contextmanager
def _timed(figures: dict[str, Any], name: str) -> Iterator[None]:
    wall, cpu = perf_counter(), process_time()
    yield
    figures[f"{name}_s"] = round(perf_counter() - wall, 3)
    figures[f"{name}_cpu_s"] = round(process_time() - cpu, 3)


def reading(articles: int) -> dict[str, Any]:
    """Attribute the documents of a corpus, after the models are loaded."""
    corpus = generate(articles)
    narratives.read(corpus.documents[0], corpus.parties)
    figures: dict[str, Any] = {"articles": articles}
    with _timed(figures, "reading"):
        accounts = narratives.read(corpus.documents, corpus.parties)
    contradictions = known_contradictions(articles)
    found = set().union(*(contradictions.numbers(one) for account in accounts.values() for one in account))
    return {
        **figures,
        "articles_per_s": round(articles / figures["reading_s"], 1),
        "statements": len(corpus.said),
        "statements_found": round(len(found) / len(corpus.said), 3),
    }


def embedding(articles: int) -> dict[str, Any]:
    """Embed the distinct statements of a corpus."""
    embedder = load_embedder()
    texts = sorted({one.text for one in generate(articles).said})
    embedder.embed(texts[:1])
    figures: dict[str, Any] = {"texts": len(texts)}
    with _timed(figures, "embedding"):
        embedder.embed(texts)
    return {**figures, "texts_per_s": round(len(texts) / figures["embedding_s"])}


def pairing(articles: int) -> dict[str, Any]:
    """Select the pairs of a corpus; the vectors are made before the time is taken."""
    corpus = generate(articles)
    embedder = KeptEmbedder(corpus)
    embedder.embed(())
    figures: dict[str, Any] = {"articles": articles}
    with _timed(figures, "joining"):
        accounts = joined(corpus)
    with _timed(figures, "pairing"):
        found = select(corpus, accounts, embedder)
    return {
        **figures,
        "statements": found.statements,
        "pairs": len(found.candidates.pairs),
        "all_pairs": found.every,
        "share": round(len(found.candidates.pairs) / found.every, 6),
        "known_contradictions": len(found.known),
        "recall": round(found.recall, 4),
        "peak_mb": peak_mb(),
    }


def judging(articles: int, pairs: int) -> dict[str, Any]:
    """Judge some of the pairs of a corpus: the whole judge, its model alone, and the same model in torch."""
    from benchmarks.speed.cross_encoder import load, with_random_weights
    from narratives.judging.judges import embedded_model

    sample = _sample(articles, pairs)
    texts = [(a.text, b.text) for a, b in sample]
    figures: dict[str, Any] = {"pairs": len(sample)}
    judge = narratives.load_judge()
    judge.judge(sample[:2])
    with _timed(figures, "judge"):
        judge.judge(sample)
    with _timed(figures, "model"):
        embedded_model().scores(texts)
    with tempfile.TemporaryDirectory() as folder:
        model = load(with_random_weights(Path(folder)))
    model.predict(texts[:2])
    with _timed(figures, "torch"):
        model.predict(texts, batch_size=32, show_progress_bar=False)
    rates = {f"{name}_pairs_per_s": round(len(sample) / figures[f"{name}_s"], 1) for name in _JUDGES}
    return {**figures, **rates}


_JUDGES = ("judge", "model", "torch")


def _sample(articles: int, pairs: int) -> list[Pair]:
    corpus = generate(articles)
    found = candidates(joined(corpus), embedder=KeptEmbedder(corpus)).pairs
    return list(found[:: max(1, len(found) // pairs)][:pairs])


def accounts(statements: int) -> dict[str, Any]:
    """Compare two accounts of so many statements each, of scenarios in a random order, models included."""
    scenarios = [one for file in sorted(SCENARIOS.glob("*.jsonl")) for one in read_scenarios(file)]
    random.Random(SEED).shuffle(scenarios)
    texts = [[said["t"] for one in scenarios for said in one.sides[side]][:statements] for side in (0, 1)]
    figures: dict[str, Any] = {"statements": statements}
    with _timed(figures, "accounts"):
        found = narratives.compare(*(Account(f"Party {side}", own) for side, own in enumerate(texts)))
    pairs = len(found.accounts[0]) * len(found.accounts[1])
    return {
        **figures,
        "pairs": pairs,
        "compared": pairs - found.not_compared,
        "conflicts": sum(one.relation in CONFLICTS for one in found.verdicts),
    }


def known(articles: int) -> dict[str, Any]:
    """Run the whole with a judge that gives the known verdicts: the cost of all other steps."""
    return whole(articles, judge=KnownJudge(articles))


def whole(articles: int, judge: Judge | None = None) -> dict[str, Any]:
    """Run a corpus from a table of articles to the graph and its tables.

    Args:
        judge: None for the embedded one.
    """
    import pyarrow as pa
    from pyarrow import parquet

    from narratives.engine import load_engine
    from narratives.running import Progress, run

    corpus = generate(articles)
    columns = ("text", "title", "outlet", "date", "address")
    rows = {name: [getattr(one, name) for one in corpus.documents] for name in columns}
    engine = load_engine(workers=os.cpu_count())
    judged = [0]
    ends = dict.fromkeys(("reading", "selecting", "judging"), 0.0)

    def ignore(done: int, total: int) -> None:
        """Do nothing on progress."""

    def on_document(*_: int) -> None:
        ends["reading"] = perf_counter()

    def on_pairs(done: int, total: int) -> None:
        judged[0] = total
        ends["judging" if done else "selecting"] = perf_counter()

    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "articles.parquet"
        parquet.write_table(pa.table(rows), table)
        start = perf_counter()
        try:
            made = run(
                [table],
                Path(folder) / "out",
                engine=engine,
                progress=Progress(on_file=ignore, on_plan=ignore, on_document=on_document, on_pairs=on_pairs),
                parties=list(corpus.parties),
                judge=judge,
            )
        finally:
            engine.close()
        wall = perf_counter() - start
    recall, precision = known_contradictions(articles).share_found(made.comparison.verdicts)
    starts = (start, *ends.values())
    seconds = {
        f"{name}_s": round(end - begun, 1) for begun, (name, end) in zip(starts, ends.items(), strict=False)
    }
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "articles": articles,
        "statements": len(made.comparison.assertions),
        "pairs": judged[0],
        "disputes": len(made.comparison.disputes),
        "recall": round(recall, 3),
        "precision": round(precision, 3),
        **seconds,
        "wall_s": round(wall, 1),
        "cpu_s": round(sum(one.ru_utime + one.ru_stime for one in usages), 1),
        "peak_mb": peak_mb(),
        "peak_worker_mb": usages[1].ru_maxrss // 1024,
        "workers": engine.workers,
    }


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    step.__name__: step for step in (reading, embedding, pairing, judging, accounts, known, whole)
}

if __name__ == "__main__":
    print(json.dumps(STEPS[sys.argv[1]](**json.loads(sys.argv[2]))))
