"""Functions that the tests run in other processes, and a process that runs them."""

import os
import signal
import sys
from pathlib import Path
from time import sleep

from narratives.engine import load_engine
from narratives.errors import ReadError
from narratives.model import Party


def doubled(item: tuple[int, str]) -> tuple[tuple[int, str], str]:
    """Return the item and its text twice; the first items take longest."""
    sleep(0.05 if item[0] < 2 else 0)
    return item, item[1] * 2


def named(party: Party) -> Party:
    """Return a party with the name of this one in capitals."""
    return Party(party.name.upper(), (party.name,))


def refused(number: int) -> int:
    """Return the number, but refuse 3."""
    if number == 3:
        raise ReadError("item 3: is refused")
    return number


def killed(number: int) -> int:
    """Kill this process for the number 3."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def killed_once(mark: str, number: int) -> int:
    """Kill this process for the number 30, if there is no file yet that says that it was done."""
    if number == 30 and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def process_number(number: int) -> int:
    """Return the number of the process after a while."""
    sleep(0.02 + number / 1_000_000)
    return os.getpid()


if __name__ == "__main__":
    for pid in load_engine(sys.argv[1], workers=2).map(process_number, range(2_000)):
        print(pid, flush=True)  # noqa: T201
