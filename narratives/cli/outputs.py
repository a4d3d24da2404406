"""Files that a command writes: refused before the work begins where they cannot be written."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from narratives.cli.screen import note, refuse

if TYPE_CHECKING:
    from narratives.files import Choices
    from narratives.findings import Findings


def check_outs(
    outs: Sequence[Path], choices: "Choices", *, inputs: Sequence[Path] = (), html: Path | None = None
) -> None:
    """Refuse what cannot be written: no form ends so, it is there already, named twice, or what is read.

    Raises:
        SystemExit, ExchangeError: with the name and the remedy.
    """
    from narratives.files import check

    if html is not None and html.suffix.lower() not in (".html", ".htm"):
        refuse(f"--html {html}: give a name that ends in .html")
    places = [path.resolve() for path in outs]
    read = {path.resolve() for path in inputs}
    for number, path in enumerate(outs):
        if places[number] in read:
            refuse(f"{path}: is what is read; give the output another name")
        if places[number] in places[:number]:
            refuse(f"{path}: is given twice; give each file once")
        check(path, choices)


def write_outs(findings: "Findings", outs: Sequence[Path], choices: "Choices", *, quiet: bool) -> None:
    """Write the files, and say so."""
    from narratives.files import save

    for path in outs:
        save(findings, path, choices)
        note(f"wrote {path}", quiet=quiet)
