"""``narratives extract``: who says what."""

from pathlib import Path
from typing import Annotated

import typer

from narratives.cli.inputs import asked_of, decided, gathered, not_applied, note_warnings
from narratives.cli.options import (
    AssignOptions,
    DecisionFiles,
    ForceFlag,
    Inputs,
    JsonFlag,
    LanguageOption,
    PartiesFile,
    PartyOptions,
    QuietFlag,
    TextsFlag,
)
from narratives.cli.outputs import check_outs, write_outs
from narratives.cli.screen import Shown, Steps, note, print_exactly, refuse

_FORMS = (".json", ".csv", ".parquet")


def extract(
    articles: Inputs,
    party: PartyOptions = None,
    parties: PartiesFile = None,
    assign: AssignOptions = None,
    decisions: DecisionFiles = None,
    language: LanguageOption = None,
    *,
    json: JsonFlag = False,
    out: Annotated[
        list[Path] | None,
        typer.Option(
            "-o",
            "--out",
            metavar="FILE",
            help="Write FILE in the form that its ending tells: .json .csv .parquet",
            show_default=False,
        ),
    ] = None,
    texts: TextsFlag = False,
    force: ForceFlag = False,
    quiet: QuietFlag = False,
) -> None:
    """Show who says what: each assertion with its source, stance, place, and why the party.

    Example: narratives extract report.txt -p Ukraine -p Russia -o assertions.csv
    """
    from narratives.files import Choices, form_of, put

    outs = out or []
    for path in outs:
        if form_of(path) not in _FORMS:
            refuse(f"{path}: who says what is written as one of {', '.join(_FORMS)}")
    choices = Choices(table="assertions", texts=texts, overwrite=force)
    check_outs(outs, choices, inputs=[*articles, *(decisions or ())])
    with Steps(quiet=quiet).running() as steps:
        accounts = gathered(
            articles, asked_of(party, parties, assign, language), steps, decisions=decided(decisions)
        )
    note_warnings(accounts.warnings, quiet=quiet)
    note_warnings(map(not_applied, accounts.unmatched), quiet=quiet)
    written = accounts.to_json(texts=texts)
    for path in outs:
        if form_of(path) == ".json":
            put(path, written.encode(), overwrite=force)
            note(f"wrote {path}", quiet=quiet)
        else:
            write_outs(accounts.findings, [path], choices, quiet=quiet)
    if json:
        print_exactly(written + "\n")
    elif not outs:
        from narratives.rendering.table import show_extraction

        with Shown().page() as console:
            show_extraction(console, accounts.findings)
