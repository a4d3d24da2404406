"""Terminal output: results on standard output, progress and messages on standard error."""

import io
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

from narratives.cli import check_interrupt
from narratives.harmless import plain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

_PLAIN_WIDTH = 110
_WIDEST = 140
_PROGRESS_DELAY_S = 1.0
"""Time after which progress is displayed."""


class ResultOutput:
    """Standard output for results: in the width and colours of a terminal, else plain, 110 columns wide."""

    def __init__(self) -> None:
        self._terminal = sys.stdout.isatty()

    def console(self) -> "Console":
        """Return a rich console for the results."""
        from rich.console import Console

        made = Console(
            highlight=False, markup=False, emoji=False, width=None if self._terminal else _PLAIN_WIDTH
        )
        made.width = min(made.width, _WIDEST)
        return made

    @contextmanager
    def page(self) -> Iterator["Console"]:
        """Yield a console; if the output is no terminal, trailing white space is removed from its lines."""
        console = self.console()
        if self._terminal:
            yield console
            return
        with console.capture() as captured:
            yield console
        print("\n".join(line.rstrip() for line in captured.get().splitlines()))  # noqa: T201


class ProgressBar:
    """A progress bar for work of over a second, on standard error if that is a terminal."""

    def __init__(self, *, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._progress: Progress | None = None
        self._task: Any = None

    @contextmanager
    def running(self) -> Iterator["ProgressBar"]:
        """Display the progress bar during the ``with`` block."""
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
        timer = threading.Timer(_PROGRESS_DELAY_S, progress.start)
        timer.daemon = True
        timer.start()
        try:
            yield self
        finally:
            timer.cancel()
            timer.join()
            progress.stop()

    def update(self, task: str, done: int, total: int) -> None:
        """Set the task and the numbers of items done and in total. Ends the command if it was interrupted."""
        check_interrupt()
        if self._progress is None:
            return
        if self._task is None:
            self._task = self._progress.add_task(task, total=total)
        self._progress.update(self._task, description=task, completed=done, total=total)


def replace_unencodable() -> None:
    """Make standard output and error print "?" for characters that they cannot encode."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def print_utf8(text: str) -> None:
    """Print text for other programs, in UTF-8 whatever the encoding of the terminal."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(text)


def print_note(text: str, *, quiet: bool) -> None:
    """Print a line on standard error unless ``quiet``."""
    if not quiet:
        print(plain(text), file=sys.stderr)  # noqa: T201


def exit_with_error(message: str) -> NoReturn:
    """Print one line on standard error and exit with code 2."""
    raise SystemExit(print_error(message))


def print_error(message: str) -> int:
    """Print one line on standard error. Return the exit code, 2."""
    print(f"narratives: {plain(message)}", file=sys.stderr)  # noqa: T201
    return 2
