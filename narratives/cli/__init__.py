"""The ``narratives`` command: parse the arguments, call the library, print the result.

Nothing is imported before `main` runs, so that an interrupt during the imports is handled like a later one.
"""

INTERRUPTED = 130
"""Exit code of an interrupted command: 128 plus the number of SIGINT, as in shells."""


def main() -> None:
    """Run the command.

    Exits with 0; with 2 and one line on standard error for a wrong call or input; or with `INTERRUPTED`.
    """
    try:
        from narratives.cli.app import run

        code = run()
    except KeyboardInterrupt:
        import sys

        print("narratives: stopped", file=sys.stderr)  # noqa: T201
        code = INTERRUPTED
    raise SystemExit(code)
