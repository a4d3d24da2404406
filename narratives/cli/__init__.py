"""The ``narratives`` command: parse the arguments, call the library, print the result.

Nothing but `sys` is imported before `main` runs, so that an interrupt during the imports is handled like a
later one.
"""

import sys

INTERRUPTED = 130
"""Exit code of an interrupted command: 128 plus the number of SIGINT, as in shells."""

_PAUSE_S = 0.05
_interrupts: list[int] = []
"""The signals of the interrupts that came while the command runs."""


def main() -> None:
    """Run the command.

    Exits with 0; with 2 and one line on standard error for a wrong call or input; or with `INTERRUPTED`.
    """
    _interrupts.clear()
    try:
        sys.unraisablehook = _interrupt_again
        import signal

        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, _interrupt)
        from narratives.cli.app import run

        code = run()
    except BaseException as error:
        if not _is_interrupt(error):
            raise
        print("narratives: stopped", file=sys.stderr)  # noqa: T201
        exec("")  # noqa: S102 - Python would end itself by the signal if what was interrupted ran in an `exec` of text
        code = INTERRUPTED
    raise SystemExit(code)


def check_interrupt() -> None:
    """Raise an interrupt that came before and that a library dropped; called between steps of the work."""
    if _interrupts:
        raise KeyboardInterrupt


def _interrupt(number: int, _frame: object) -> None:
    """Note an interrupt and raise it."""
    _interrupts.append(number)
    raise KeyboardInterrupt


def _is_interrupt(error: BaseException | None) -> bool:
    """Return whether an error is an interrupt or was made of one.

    An interrupt in `__set_name__`, while a class is made, leaves Python as a RuntimeError.
    """
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__
    return False


def _interrupt_again(unraisable: "sys.UnraisableHookArgs") -> None:
    """Raise an interrupt again that Python dropped, as it does in callbacks of imports and of `__del__`."""
    if isinstance(unraisable.exc_value, KeyboardInterrupt):
        import _thread
        import threading

        threading.Timer(_PAUSE_S, _thread.interrupt_main).start()
    else:
        sys.__unraisablehook__(unraisable)
