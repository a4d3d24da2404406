"""A small corpus, a cheap judge, and a process that runs the judge on the corpus."""

import os
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from narratives import Assertion, Party
from narratives.engine import load_engine
from narratives.running import Progress, Run, run
from narratives.verdict import Pair, Relation, Verdict

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

PARTIES = (Party("Norland"), Party("Sudland"))
SILENT = Progress(
    on_file=lambda _done, _total: None,
    on_plan=lambda _new, _known: None,
    on_document=lambda _done, _total: None,
    on_pairs=lambda _done, _total: None,
)


class CheapJudge:
    """Takes statements that share half of their words for contradictions.

    Args:
        log: a line with a number of pairs is added to this file before they are judged.
        pause_s: time that it takes for each pair.
    """

    name = "cheap/1"

    def __init__(self, log: Path, pause_s: float = 0) -> None:
        self._log = log
        self._pause_s = pause_s

    def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """Return one verdict for each pair."""
        with self._log.open("a", encoding="utf-8") as stream:
            stream.write(f"{len(pairs)}\n")
        sleep(self._pause_s * len(pairs))
        return [self._verdict(a, b) for a, b in pairs]

    def judged(self) -> int:
        """Return the number of pairs that were given to this judge, in all processes."""
        if not self._log.exists():
            return 0
        return sum(map(int, self._log.read_text(encoding="utf-8").split()))

    def _verdict(self, a: Assertion, b: Assertion) -> Verdict:
        words = [set(one.text.lower().rstrip(".").split()) for one in (a, b)]
        alike = len(words[0] & words[1]) / len(words[0] | words[1])
        relation = Relation.CONTRADICTION if alike > 0.5 else Relation.NEUTRAL
        return Verdict(a=a, b=b, relation=relation, probability=round(alike, 3), judge=self.name)


def write_corpus(folder: Path, documents: int) -> None:
    """Write documents of three statements of each party."""
    folder.mkdir()
    for number in range(documents):
        sentences = [f"Report {number}\n\n"]
        for part in range(3):
            place = f"the bridge of district {number * 3 + part}"
            sentences.append(f"Norland said that {place} had been destroyed by {part + 2} shells. ")
            sentences.append(f"Sudland denied that {place} had been destroyed by {part + 2} shells. ")
        (folder / f"report{number:03}.txt").write_text("".join(sentences), encoding="utf-8")


def run_once(
    corpus: Path,
    out: Path,
    judge: CheapJudge,
    *,
    engine: str = "local",
    workers: int = 1,
    progress: Progress = SILENT,
) -> Run:
    """Run the judge on the corpus."""
    with closing(load_engine(engine, workers=workers)) as chosen:
        return run([corpus], out, engine=chosen, progress=progress, parties=PARTIES, judge=judge)


def run_in_process(
    folder: str, out: Path, log: Path, pause_s: float, workers: int, progress: "Connection"
) -> None:
    """Run the judge on ``corpus`` in a folder; send the name of each step of the progress."""

    def send(step: str) -> Callable[[int, int], None]:
        return lambda _done, _total: progress.send(step)

    os.chdir(folder)
    steps = Progress(
        on_file=send("file"), on_plan=send("plan"), on_document=send("document"), on_pairs=send("pairs")
    )
    run_once(Path("corpus"), out, CheapJudge(log, pause_s), workers=workers, progress=steps)
