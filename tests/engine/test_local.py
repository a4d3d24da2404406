"""Tests of the engine that runs processes of this machine."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from itertools import count, islice
from pathlib import Path
from time import monotonic, sleep

import pytest

from narratives.engine import load_engine
from narratives.errors import EngineError, ReadError
from tests.conftest import ROOT
from tests.engine import jobs

ITEMS = [(number, str(number)) for number in range(30)]


def exists(pid: int) -> bool:
    """Return True if there is a process that has not ended."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False


def wait_for_end(*pids: int, timeout_s: float = 20) -> list[int]:
    """Return the processes that are still there after a while."""
    end = monotonic() + timeout_s
    while any(map(exists, pids)) and monotonic() < end:
        sleep(0.1)
    return [pid for pid in pids if exists(pid)]


@pytest.mark.parametrize("workers", [1, pytest.param(3, marks=pytest.mark.slow)])
def test_results_are_in_the_order_of_the_items(workers: int) -> None:
    with closing(load_engine(workers=workers)) as engine:
        assert list(engine.map(jobs.doubled, ITEMS)) == [(item, item[1] * 2) for item in ITEMS]
        assert list(engine.map(jobs.doubled, [])) == []


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_an_error_is_raised_at_its_item(workers: int) -> None:
    with closing(load_engine(workers=workers)) as engine:
        results = engine.map(jobs.refused, range(9))
        assert list(islice(results, 3)) == [0, 1, 2]
        with pytest.raises(ReadError, match="item 3: is refused"):
            next(results)


@pytest.mark.slow
def test_few_items_are_taken_before_their_results_are() -> None:
    taken = count()
    items = (next(taken) for _ in range(10_000))
    with closing(load_engine(workers=2)) as engine:
        results = engine.map(jobs.process_number, items)
        pids = set(islice(results, 10))
        assert os.getpid() not in pids
        assert next(taken) <= 10 + 3 * 2
        results.close()  # type: ignore[attr-defined]
    assert wait_for_end(*pids) == []


@pytest.mark.slow
def test_a_killed_worker_is_an_error_and_the_engine_can_be_closed() -> None:
    with closing(load_engine(workers=2)) as engine, pytest.raises(EngineError, match="with fewer workers"):
        list(engine.map(jobs.killed, range(9)))


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="processes are looked up in /proc")
def test_no_worker_is_left_when_its_run_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.engine.jobs", "local"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        pids = {int(line) for line in islice(process.stdout, 40)}
        assert all(map(exists, pids))
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=20)
        assert wait_for_end(*pids) == []


@pytest.mark.parametrize(
    ("name", "workers", "message"),
    [
        ("spark", None, "engine 'spark': take one of local, ray"),
        ("local", 0, "workers 0: give a number of 1 or more"),
        ("ray", -2, "workers -2: give a number of 1 or more"),
    ],
)
def test_a_wrong_engine_is_refused(name: str, workers: int | None, message: str) -> None:
    with pytest.raises(EngineError, match=message):
        load_engine(name, workers=workers)
