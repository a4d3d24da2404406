"""What goes to the terminal: results to standard output, all else to standard error."""

import io
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

from narratives.harmless import plain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

_PLAIN_WIDTH = 110
_WIDEST = 140
_PATIENCE_S = 1.0
"""Progress is shown of what takes longer."""


class Shown:
    """Where results are printed: as wide as the terminal and in its colours, or plain, 110 letters wide."""

    def __init__(self) -> None:
        self._terminal = sys.stdout.isatty()

    def console(self) -> "Console":
        """A rich console for the results."""
        from rich.console import Console

        made = Console(
            highlight=False, markup=False, emoji=False, width=None if self._terminal else _PLAIN_WIDTH
        )
        made.width = min(made.width, _WIDEST)
        return made

    @contextmanager
    def page(self) -> Iterator["Console"]:
        """A console whose lines carry no white space at their ends where nobody sees it."""
        console = self.console()
        if self._terminal:
            yield console
            return
        with console.capture() as captured:
            yield console
        print("\n".join(line.rstrip() for line in captured.get().splitlines()))  # noqa: T201


class Steps:
    """How far work of over a second is, on standard error where that is a terminal."""

    def __init__(self, *, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._progress: Progress | None = None
        self._task: Any = None

    @contextmanager
    def running(self) -> Iterator["Steps"]:
        """Show progress while the work goes on."""
        if not self._shown:
            yield self
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

        progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._progress = progress
        timer = threading.Timer(_PATIENCE_S, progress.start)
        timer.daemon = True
        timer.start()
        try:
            yield self
        finally:
            timer.cancel()
            timer.join()
            progress.stop()

    def step(self, what: str, done: int, total: int) -> None:
        """So much of so much is done."""
        if self._progress is None:
            return
        if self._task is None:
            self._task = self._progress.add_task(what, total=total)
        self._progress.update(self._task, description=what, completed=done, total=total)


def take_any_letter() -> None:
    """Let a stream that cannot show a letter show a question mark in its place, rather than stop."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def print_exactly(text: str) -> None:
    """Print what programs read: in UTF-8 whatever the terminal takes."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(text)


def note(text: str, *, quiet: bool) -> None:
    """A line on standard error."""
    if not quiet:
        print(plain(text), file=sys.stderr)  # noqa: T201


def refuse(message: str) -> NoReturn:
    """Leave with one line on standard error and exit code 2."""
    raise SystemExit(failed(message))


def failed(message: str) -> int:
    """Print one line on standard error; the exit code."""
    print(f"narratives: {plain(message)}", file=sys.stderr)  # noqa: T201
    return 2
