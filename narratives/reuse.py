"""A judge and an embedder that reuse the results in a store, and store each new result."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

from narratives.embedding import load_embedder
from narratives.engine import Engine
from narratives.errors import JudgeError
from narratives.judging import load_judge, run_judge
from narratives.model import Assertion
from narratives.pairing import SCALE, Embedder
from narratives.storage import Store, StoredVerdict
from narratives.verdict import Judge, Pair, Verdict

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

_PAIRS_AT_ONCE = 256
"""Pairs whose verdicts are stored together; an interruption loses at most these of each worker."""
_TEXTS_AT_ONCE = 1024


def judge_name(judge: Judge) -> str:
    """Return the name under which the verdicts of a judge are stored.

    Raises:
        JudgeError: the judge has no name.
    """
    name = getattr(judge, "name", None)
    if not isinstance(name, str) or not name.strip():
        raise JudgeError(
            f"judge {judge!r:.60}: it has no name; give it an attribute `name` with its name and version, "
            "by which its verdicts are found again"
        )
    return name


class StoredJudge:
    """A judge that judges only the pairs of which the store has no verdict of it.

    Args:
        judge: as for `narratives.compare`.
        engine: runs the judge; None for this process. A judge that is given as an object must be picklable
            to be run in other processes.
        on_pairs: called before pairs are judged with the number judged and the number to judge.
    """

    def __init__(
        self,
        judge: Judge | str | None,
        store: Store,
        engine: Engine | None = None,
        on_pairs: Callable[[int, int], None] | None = None,
    ) -> None:
        self._judge = judge
        self._store = store
        self._engine = engine
        self._on_pairs = on_pairs
        self.name = judge_name(_loaded(judge) if judge is None or isinstance(judge, str) else judge)

    def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """Return one verdict for each pair."""
        known = self._store.verdicts(self.name, [(a.id, b.id) for a, b in pairs])
        new = [(a, b) for a, b in pairs if (a.id, b.id) not in known]
        parts = [new[start : start + _PAIRS_AT_ONCE] for start in range(0, len(new), _PAIRS_AT_ONCE)]
        task = partial(judged, self._judge)
        done = 0
        self._report(done, len(new))
        for rows in self._engine.map(task, parts) if self._engine is not None else map(task, parts):
            self._store.put_verdicts(self.name, rows)
            known |= {(row.a, row.b): row for row in rows}
            done += len(rows)
            self._report(done, len(new))
        return [verdict_of(known[a.id, b.id], a, b, self.name) for a, b in pairs]

    def _report(self, done: int, total: int) -> None:
        if self._on_pairs is not None and total:
            self._on_pairs(done, total)


def judged(judge: Judge | str | None, pairs: Sequence[Pair]) -> list[StoredVerdict]:
    """Return the verdicts of a judge as they are stored; one given by name is loaded once in each process."""
    chosen = _loaded(judge) if judge is None or isinstance(judge, str) else judge
    return [stored_verdict(verdict) for verdict in run_judge(chosen, pairs)]


@cache
def _loaded(judge: str | None) -> Judge:
    return load_judge(judge)


def stored_verdict(verdict: Verdict) -> StoredVerdict:
    """Return the verdict as it is stored."""
    return StoredVerdict(
        a=verdict.a.id,
        b=verdict.b.id,
        relation=verdict.relation,
        probability=verdict.probability,
        reasons=verdict.reasons,
        contradiction=verdict.contradiction,
    )


def verdict_of(row: StoredVerdict, a: Assertion, b: Assertion, judge: str) -> Verdict:
    """Return the verdict that was stored for two assertions."""
    return Verdict(
        a=a,
        b=b,
        relation=row.relation,
        probability=row.probability,
        reasons=row.reasons,
        judge=judge,
        contradiction=row.contradiction,
    )


class StoredEmbedder:
    """An embedder that embeds only the texts of which the store has no vector.

    Args:
        embedder: None for the shipped one.
    """

    def __init__(self, embedder: Embedder | None, store: Store) -> None:
        self._embedder = embedder
        self._store = store

    def embed(self, texts: Sequence[str], /) -> "Floats":
        """Return an array with one vector per text, with the precision of `narratives.pairing.SCALE`."""
        import numpy as np

        embedder = self._embedder if self._embedder is not None else load_embedder()
        name = str(getattr(embedder, "name", type(embedder).__qualname__))
        distinct = list(dict.fromkeys(texts))
        known = self._store.vectors(name, distinct)
        for part in _parts([text for text in distinct if text not in known]):
            rows = np.rint(embedder.embed(part) * np.float32(SCALE)).astype("<i2")
            new = {text: row.tobytes() for text, row in zip(part, rows, strict=True)}
            self._store.put_vectors(name, new)
            known |= new
        vectors = np.stack([np.frombuffer(known[text], dtype="<i2") for text in texts])
        found: Floats = vectors.astype(np.float32) / np.float32(SCALE)
        return found


def _parts(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), _TEXTS_AT_ONCE):
        yield texts[start : start + _TEXTS_AT_ONCE]
