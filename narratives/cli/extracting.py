"""``narratives extract``: show the assertions with their sources."""

from pathlib import Path
from typing import Annotated

import typer

from narratives.cli.inputs import ChatOptions, read_decided, reading_options
from narratives.cli.options import (
    AssignOptions,
    ChatMaxRequestsOption,
    ChatModelOption,
    ChatUrlOption,
    DecisionFiles,
    ForceFlag,
    Inputs,
    JsonFlag,
    LanguageOption,
    PartiesFile,
    PartyOptions,
    QuietFlag,
    ReaderName,
    ReaderOption,
    TextsFlag,
)
from narratives.cli.outputs import check_outputs, write_outputs
from narratives.cli.screen import ResultOutput, exit_with_error, print_note, print_utf8

_FORMS = (".json", ".csv", ".parquet")


def extract(
    articles: Inputs,
    party: PartyOptions = None,
    parties: PartiesFile = None,
    assign: AssignOptions = None,
    decisions: DecisionFiles = None,
    language: LanguageOption = None,
    reader: ReaderOption = ReaderName.RULES,
    chat_url: ChatUrlOption = None,
    chat_model: ChatModelOption = None,
    chat_max_requests: ChatMaxRequestsOption = None,
    *,
    json: JsonFlag = False,
    out: Annotated[
        list[Path] | None,
        typer.Option(
            "-o",
            "--out",
            metavar="FILE",
            help="Write FILE in the format of its ending: .json .csv .parquet",
            show_default=False,
        ),
    ] = None,
    texts: TextsFlag = False,
    force: ForceFlag = False,
    quiet: QuietFlag = False,
) -> None:
    """Show who says what: each assertion with its source, stance, position, and reason for the party.

    Example: narratives extract report.txt -p Ukraine -p Russia -o assertions.csv
    """
    from narratives.choices import Choices
    from narratives.files import form_of, put

    outs = out or []
    for path in outs:
        if form_of(path) not in _FORMS:
            exit_with_error(f"{path}: who says what is written as one of {', '.join(_FORMS)}")
    choices = Choices(table="assertions", texts=texts, overwrite=force)
    check_outputs(outs, choices, inputs=[*articles, *(decisions or ())])
    chat = ChatOptions(
        reader=reader, url=chat_url, model=chat_model, max_requests=chat_max_requests, quiet=quiet
    )
    options = reading_options(party, parties, assign, language, chat)
    accounts = read_decided(articles, options, decisions, quiet=quiet)
    written = accounts.to_json(texts=texts)
    for path in outs:
        if form_of(path) == ".json":
            put(path, written.encode(), overwrite=force)
            print_note(f"wrote {path}", quiet=quiet)
        else:
            write_outputs(accounts.findings, [path], choices, quiet=quiet)
    if json:
        print_utf8(written + "\n")
    elif not outs:
        from narratives.rendering.table import show_extraction

        with ResultOutput().page() as console:
            show_extraction(console, accounts.findings)
