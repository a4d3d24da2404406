"""``narratives convert``: write a saved comparison in other formats."""

from pathlib import Path
from typing import Annotated

import typer

from narratives.cli.inputs import load_decided
from narratives.cli.options import (
    ByOption,
    DecisionFiles,
    EverythingFlag,
    FindingsFile,
    ForceFlag,
    Frames,
    QuietFlag,
    Table,
    TableOption,
    TextsFlag,
)
from narratives.cli.outputs import check_outputs, write_outputs
from narratives.cli.screen import ResultOutput


def convert(
    findings: FindingsFile,
    outs: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="OUT",
            help="Files to write, in the formats of their endings; without any, the comparison is printed.",
            show_default=False,
        ),
    ] = None,
    decisions: DecisionFiles = None,
    *,
    table: TableOption = Table.RELATIONS,
    by: ByOption = Frames.PARTY,
    everything: EverythingFlag = False,
    texts: TextsFlag = False,
    force: ForceFlag = False,
    quiet: QuietFlag = False,
) -> None:
    """Write a saved comparison in other formats, or print it; nothing is judged again.

    Example: narratives convert comparison.json report.html picture.svg points.csv --table disputes
    """
    from narratives.choices import Choices

    files = outs or []
    choices = Choices(table=table.value, by=by.value, everything=everything, texts=texts, overwrite=force)
    check_outputs(files, choices, inputs=[Path(findings), *(decisions or ())])
    comparison = load_decided(findings, decisions, quiet=quiet)
    write_outputs(comparison, files, choices, quiet=quiet)
    if not files:
        from narratives.rendering.table import show_comparison

        with ResultOutput().page() as console:
            show_comparison(console, comparison)
