"""``narratives convert``: a comparison that was kept, in other forms."""

from pathlib import Path
from typing import Annotated

import typer

from narratives.cli.inputs import decided, not_applied, note_warnings
from narratives.cli.options import (
    ByOption,
    DecisionFiles,
    EverythingFlag,
    ForceFlag,
    Frames,
    QuietFlag,
    Table,
    TableOption,
    TextsFlag,
)
from narratives.cli.outputs import check_outs, write_outs
from narratives.cli.screen import Shown


def convert(
    findings: Annotated[
        Path,
        typer.Argument(
            metavar="FINDINGS",
            help="A comparison that was written: .json .jsonld .graphml .aif.json .xaif.json",
        ),
    ],
    outs: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="OUT",
            help="Files to write, in the forms that their endings tell; without any it is printed.",
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
    """Write a kept comparison in other forms, or print it; nothing is judged again.

    Example: narratives convert comparison.json report.html picture.svg points.csv --table disputes
    """
    import narratives
    from narratives.files import Choices

    asked = outs or []
    choices = Choices(table=table.value, by=by.value, everything=everything, texts=texts, overwrite=force)
    check_outs(asked, choices, inputs=[findings, *(decisions or ())])
    comparison = narratives.load(findings)
    if decisions:
        before = len(comparison.unmatched)
        comparison = comparison.decide(decided(decisions))
        note_warnings(map(not_applied, comparison.unmatched[before:]), quiet=quiet)
    write_outs(comparison, asked, choices, quiet=quiet)
    if not asked:
        from narratives.rendering.table import show_comparison

        with Shown().page() as console:
            show_comparison(console, comparison)
