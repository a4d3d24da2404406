"""``narratives parties``: list the speakers and propose parties."""

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
    LanguageOption,
    PartiesFile,
    PartyOptions,
    QuietFlag,
    ReaderName,
    ReaderOption,
)
from narratives.cli.screen import ResultOutput, exit_with_error, print_note, print_utf8

_ENDINGS = (".yaml", ".yml")


def parties(
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
    yaml: Annotated[bool, typer.Option("--yaml", help="Print a parties file, ready for --parties.")] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", metavar="FILE", help="Write the parties file, .yaml.", show_default=False
        ),
    ] = None,
    force: ForceFlag = False,
    quiet: QuietFlag = False,
) -> None:
    """Propose parties: who speaks, how often, which names belong to one party, and why.

    Example: narratives parties report.txt -o parties.yaml; then: narratives compare report.txt --parties
        parties.yaml
    """
    from narratives.files import put
    from narratives.rendering.proposal import parties_yaml, show_parties

    if out is not None and out.suffix.lower() not in _ENDINGS:
        exit_with_error(f"{out}: a parties file is YAML; give a name that ends in {' or '.join(_ENDINGS)}")
    if out is not None and out.exists() and not force:
        exit_with_error(f"{out}: is there already; give another name, or have it replaced (--force)")
    chat = ChatOptions(
        reader=reader, url=chat_url, model=chat_model, max_requests=chat_max_requests, quiet=quiet
    )
    options = reading_options(party, parties, assign, language, chat)
    accounts = read_decided(articles, options, decisions, quiet=quiet)
    written = parties_yaml(accounts.findings)
    if out is not None:
        put(out, written.encode(), overwrite=force)
        print_note(f"wrote {out}", quiet=quiet)
    if yaml:
        print_utf8(written)
    elif out is None:
        with ResultOutput().page() as console:
            show_parties(console, accounts.findings)
