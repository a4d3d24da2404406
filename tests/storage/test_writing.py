"""Tests of several processes that write at once, and of processes that are killed while they write."""

import multiprocessing
import random
import sqlite3
from contextlib import suppress
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

import pytest

from narratives.storage import Store, open_store
from tests.storage import writers
from tests.storage.writers import JUDGE, KEY

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerProcess

PROCESSES = 8
DOCUMENTS = 12
KILLS = 50


def _start(location: Path | str, first: int, documents: int) -> "tuple[ForkServerProcess, Connection]":
    """Start a process that has imported what it needs."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["narratives.storage.store", "tests.storage.writers"])
    received, sent = context.Pipe(duplex=False)
    process = context.Process(target=writers.run, args=(str(location), first, documents, sent), daemon=True)
    process.start()
    sent.close()
    return process, received


def _received(progress: "Connection") -> list[int | None]:
    """Return what a process has sent until it ended."""
    found = []
    with suppress(EOFError):
        while True:
            found.append(progress.recv())
    progress.close()
    return found


@pytest.mark.slow
def test_eight_processes_write_at_once_and_nothing_is_lost(location: Path | str) -> None:
    running = [_start(location, number * DOCUMENTS, DOCUMENTS) for number in range(PROCESSES)]
    for number, (process, progress) in enumerate(running):
        first = number * DOCUMENTS
        assert _received(progress) == [None, *range(first, first + DOCUMENTS)]
        process.join(timeout=60)
        assert process.exitcode == 0
    numbers = range(PROCESSES * DOCUMENTS)
    with open_store(location) as store:
        assert {one.title for one in store.documents()} == {f"Report {number}" for number in numbers}
        assert store.attributions(KEY) == {
            document.id: attribution for document, attribution in map(writers.document, numbers)
        }
        wanted = {(one.a, one.b): one for number in numbers for one in writers.verdicts(number)}
        assert store.verdicts(JUDGE, wanted) == wanted
        assert len(store.decisions()) == len(numbers)
        assert store.revision == 2 * len(numbers)
        last = store.state()
        assert last is not None
        assert last == writers.state(int(last.key))


def _check_whole(store: Store, done: int) -> None:
    """Check that the store has what was committed before a step of the document after the last one done."""
    added = len(store.documents())
    assert done <= added <= done + 1
    expected = [writers.document(number) for number in range(added)]
    assert {one.id for one in store.documents()} == {document.id for document, _ in expected}
    assert store.attributions(KEY) == {document.id: attribution for document, attribution in expected}
    judged = [
        number
        for number in range(added)
        if store.verdicts(JUDGE, [(one.a, one.b) for one in writers.verdicts(number)])
    ]
    assert judged == list(range(len(judged)))
    assert done <= len(judged) <= added
    wanted = {(one.a, one.b): one for number in judged for one in writers.verdicts(number)}
    assert store.verdicts(JUDGE, wanted) == wanted
    assert done <= len(store.decisions()) <= len(judged)
    assert len(store.documents()) + len(store.decisions()) == store.revision
    last = store.state()
    if last is not None:
        assert last == writers.state(int(last.key))
        assert done <= int(last.key) + 1 <= len(store.decisions())
    else:
        assert done == 0
    assert len(store.find_words("bridge", limit=10_000)) == 6 * added


@pytest.mark.slow
def test_a_killed_process_leaves_the_state_before_or_after_a_step(tmp_path: Path) -> None:
    generator = random.Random(7)  # noqa: S311
    found = []
    for kill in range(KILLS):
        file = tmp_path / f"graph{kill}.db"
        begun = 0
        process, progress = _start(file, 0, 10_000)
        assert progress.recv() is None
        for number in range(generator.randrange(6)):
            assert progress.recv() == number
            begun += 1
        sleep(generator.uniform(0, 0.02))
        process.kill()
        written = _received(progress)
        process.join(timeout=30)
        with open_store(file) as store:
            _check_whole(store, begun + len(written))
            found.append(len(store.documents()))
            writers.write(store, 10_001)
        connection = sqlite3.connect(file)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.close()
    assert len(set(found)) > 3
