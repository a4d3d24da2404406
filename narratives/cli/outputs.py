"""Output files of a command: check them before the work begins, and write them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from narratives.cli.screen import exit_with_error, print_note

if TYPE_CHECKING:
    from narratives.choices import Choices
    from narratives.findings import Findings


def check_outputs(
    outs: Sequence[Path], choices: "Choices", *, inputs: Sequence[Path] = (), html: Path | None = None
) -> None:
    """Check that all outputs can be written.

    Args:
        outs: the output files.
        inputs: the input files, which must not be outputs.
        html: the value of ``--html``, or None.

    Raises:
        SystemExit: an output is given twice, is an input, or is an article in a folder that is read; or
            ``html`` has another ending.
        ExchangeError, RenderingError, MissingExtraError: see `narratives.files.check`.
    """
    if html is not None and html.suffix.lower() not in (".html", ".htm"):
        exit_with_error(f"--html {html}: give a name that ends in .html")
    if not outs:
        return
    from narratives.files import check
    from narratives.reading import ENDINGS

    for number, path in enumerate(outs):
        check_distinct(path, outs[:number], inputs)
        if path.suffix.lower() in ENDINGS and (folder := _folder_around(path.resolve(), inputs)):
            exit_with_error(
                f"{path}: lies in the folder {folder} and would be read as an article from now on; "
                "give the output another folder"
            )
        check(path, choices)


def check_distinct(path: Path, earlier: Sequence[Path], inputs: Sequence[Path]) -> None:
    """Check that an output is neither an input nor one of the outputs before it.

    Raises:
        SystemExit: it is.
    """
    if path.resolve() in [one.resolve() for one in inputs]:
        exit_with_error(f"{path}: is what is read; give the output another name")
    if path.resolve() in [one.resolve() for one in earlier]:
        exit_with_error(f"{path}: is given twice; give each file once")


def _folder_around(path: Path, inputs: Sequence[Path]) -> Path | None:
    """Return the folder among the inputs that the path lies in, if there is one."""
    return next((one for one in inputs if one.is_dir() and path.is_relative_to(one.resolve())), None)


def write_outputs(findings: "Findings", outs: Sequence[Path], choices: "Choices", *, quiet: bool) -> None:
    """Write the files, with a print_note on standard error for each."""
    if not outs:
        return
    from narratives.files import save

    for path in outs:
        save(findings, path, choices)
        print_note(f"wrote {path}", quiet=quiet)
