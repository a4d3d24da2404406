"""The application with its commands, and the exit code of the process."""

import sys
from typing import Any

import typer

from narratives.cli import INTERRUPTED
from narratives.cli.asking import ask, disputes, events, matrix
from narratives.cli.comparing import compare
from narratives.cli.converting import convert
from narratives.cli.extracting import extract
from narratives.cli.keeping import add, decisions, documents, remove
from narratives.cli.labelling import label_studio
from narratives.cli.proposing import parties
from narratives.cli.reviewing import review
from narratives.cli.running import run as run_command
from narratives.cli.screen import print_error, replace_unencodable
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


def _version(asked: bool) -> None:  # noqa: FBT001 - the signature that typer requires
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
app.command()(parties)
app.command()(add)
app.command()(remove)
app.command()(documents)
app.command()(decisions)
app.command("run")(run_command)
app.command()(convert)
app.command()(disputes)
app.command()(events)
app.command()(matrix)
app.command()(ask)
app.command()(review)
app.command("label-studio")(label_studio)
app.command("train-judge")(train_judge)
app.command()(calibrate)
app.command("make-rows")(make_rows)

_UsageError: Any = typer.BadParameter.mro()[1]
"""Click's UsageError, which typer has in a private module."""


def run() -> int:
    """Run the command with the arguments of the process and return the exit code; 2 for an error."""
    replace_unencodable()
    try:
        code = app(sys.argv[1:] or ["--help"], prog_name="narratives", standalone_mode=False)
    except NarrativesError as error:
        return print_error(str(error))
    except _UsageError as error:
        message = error.format_message().replace("Value error, ", "")
        return print_error(f"{message} See 'narratives --help'.")
    except typer.Abort:
        raise KeyboardInterrupt from None
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except OSError as error:
        return print_error(f"the output cannot be written: {error.strerror or error}")
    if code == INTERRUPTED:  # as typer returns it
        raise KeyboardInterrupt
    return int(code or 0)
