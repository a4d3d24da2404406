"""``narratives extract``: who says what."""

from pathlib import Path
from typing import Annotated

import typer

from narratives.cli.inputs import asked_parties
from narratives.cli.options import (
    ForceFlag,
    Inputs,
    JsonFlag,
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
    import narratives
    from narratives.files import Choices, form_of, put

    outs = out or []
    for path in outs:
        if form_of(path) not in _FORMS:
            refuse(f"{path}: who says what is written as one of {', '.join(_FORMS)}")
    choices = Choices(table="assertions", texts=texts, overwrite=force)
    check_outs(outs, choices, inputs=articles)
    with Steps(quiet=quiet).running() as steps:
        accounts = narratives.read(
            articles,
            parties=asked_parties(party, parties) or None,
            at_least=0,
            on_document=lambda done, total: steps.step("reading", done, total),
        )
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
            show_extraction(
                console, assertions=accounts.assertions, why=accounts.why, documents=accounts.documents
            )
