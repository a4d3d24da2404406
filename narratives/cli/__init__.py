"""The ``narratives`` command: parse, call, print."""

import sys
from typing import Any

import typer

from narratives.cli.comparing import compare
from narratives.cli.converting import convert
from narratives.cli.extracting import extract
from narratives.cli.screen import failed, take_any_letter
from narratives.cli.training import calibrate, make_rows, train_judge
from narratives.errors import NarrativesError
from narratives.version import __version__

app = typer.Typer(
    name="narratives",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:  # noqa: FBT001 - as typer calls it
    if asked:
        print(f"narratives {__version__}")  # noqa: T201
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: bool = typer.Option(
        False,  # noqa: FBT003
        "--version",
        callback=_version,
        is_eager=True,
        help="Print the version.",
    ),
) -> None:
    """Who says what in news reports, where the parties' accounts contradict, and why.

    Example: narratives compare report.txt -p Azerbaijan -p Armenia --html report.html
    """


app.command()(compare)
app.command()(extract)
app.command()(convert)
app.command("train-judge")(train_judge)
app.command()(calibrate)
app.command("make-rows")(make_rows)

_WrongCall: Any = typer.BadParameter.mro()[1]
"""Click's UsageError, which typer carries in a private module of its own."""


def main() -> None:
    """Run the command; exit 2 with one line on standard error for a wrong call or input."""
    take_any_letter()
    try:
        raise SystemExit(app(sys.argv[1:] or ["--help"], prog_name="narratives", standalone_mode=False))
    except NarrativesError as error:
        raise SystemExit(failed(str(error))) from None
    except _WrongCall as error:
        told = error.format_message().replace("Value error, ", "")
        raise SystemExit(failed(f"{told} See 'narratives --help'.")) from None
    except (typer.Abort, KeyboardInterrupt):
        raise SystemExit(failed("stopped")) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(1) from None
    except OSError as error:
        raise SystemExit(failed(f"the output cannot be written: {error.strerror or error}")) from None


if __name__ == "__main__":
    main()
