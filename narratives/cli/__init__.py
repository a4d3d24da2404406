"""The ``narratives`` command: parse, call, print.

Nothing is imported here before `main` runs: an interrupt during the imports is handled as one later is.
"""

INTERRUPTED = 130
"""Exit code of an interrupted command: 128 and the number of SIGINT, as shells give it."""


def main() -> None:
    """Run the command.

    Exits with 0, with 2 and one line on standard error for a wrong call or input, or with `INTERRUPTED`.
    """
    try:
        from narratives.cli.app import run

        code = run()
    except KeyboardInterrupt:
        import sys

        print("narratives: stopped", file=sys.stderr)  # noqa: T201
        code = INTERRUPTED
    raise SystemExit(code)
