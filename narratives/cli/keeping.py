"""``narratives add``, ``remove``, ``documents`` and ``decisions``: a graph that is kept."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narratives.cli.inputs import (
    ReadingOptions,
    print_warnings,
    print_warnings_of,
    read_decision_files,
    reading_options,
)
from narratives.cli.options import (
    AssignOptions,
    DecisionFiles,
    FindingsFile,
    ForceFlag,
    JudgeOption,
    LanguageOption,
    MaxPairsOption,
    OwnFlag,
    PartiesFile,
    PartyOptions,
    QuietFlag,
)
from narratives.cli.screen import ProgressBar, ResultOutput, print_note, print_utf8

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narratives.comparison import Comparison
    from narratives.corpus import Added
    from narratives.verdict import Judge

GraphFile = Annotated[
    str,
    typer.Option("--graph", metavar="FILE", help="The graph: a file, or the URL of a PostgreSQL database."),
]


def add(
    graph: GraphFile,
    articles: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="ARTICLE",
            help="Articles to add; without any, only parties, decisions and options are added.",
            show_default=False,
        ),
    ] = None,
    party: PartyOptions = None,
    parties: PartiesFile = None,
    assign: AssignOptions = None,
    decisions: DecisionFiles = None,
    language: LanguageOption = None,
    *,
    own: OwnFlag = False,
    judge: JudgeOption = None,
    max_pairs: MaxPairsOption = None,
    quiet: QuietFlag = False,
) -> None:
    """Add articles to a graph that is kept, which is made if it is not there. Only new pairs are judged.

    Example: narratives add monday/*.html --graph conflict.graph -p Azerbaijan -p Armenia
    """
    from narratives.rendering.kept import show_added
    from narratives.rendering.notices import too_few_parties

    options = reading_options(party, parties, assign, language)
    with ProgressBar(quiet=quiet).running() as progress:
        added, comparison = grow(
            graph, articles or (), options, decisions, progress, judge=judge, own=own, max_pairs=max_pairs
        )
    print_warnings_of(comparison, added.warnings, quiet=quiet)
    with ResultOutput().page() as console:
        show_added(console, graph, added.documents, added.known, comparison)
    few = too_few_parties(comparison)
    print_warnings([few] if few else (), quiet=quiet)


def grow(
    graph: str,
    articles: "Sequence[Path]",
    options: ReadingOptions,
    decisions: "Sequence[Path] | None",
    progress: ProgressBar,
    *,
    judge: "Judge | str | None",
    own: bool,
    max_pairs: int | None,
) -> "tuple[Added, Comparison]":
    """Add articles, parties and decisions to a graph and return what was added, and the comparison of all.

    The graph is made if it is not there and there are articles or parties to add.

    Raises:
        NarrativesError: an input cannot be read, or the store cannot be written.
    """
    import narratives

    loaded = read_decision_files(decisions)
    with (
        narratives.open_corpus(
            graph,
            create=bool(articles or options.parties),
            judge=judge,
            own=own or None,
            max_pairs=max_pairs,
        ) as corpus,
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore", narratives.NarrativesWarning)  # printed by `print_warnings`
        added = corpus.add(
            articles,
            list(options.parties) or None,
            assign=options.assign,
            language=options.language,
            on_document=lambda done, total: progress.update("reading", done, total),
        )
        corpus.decide(loaded)
        return added, corpus.comparison(lambda done, total: progress.update("judging", done, total))


def remove(
    graph: GraphFile,
    names: Annotated[
        list[str],
        typer.Argument(metavar="DOCUMENT", help="Documents by id (or its first digits), file name or title."),
    ],
    *,
    quiet: QuietFlag = False,
) -> None:
    """Remove documents from a graph that is kept, with what they alone support. Decisions are kept.

    Example: narratives remove monday/wire.html --graph conflict.graph
    """
    from narratives.corpus import open_corpus
    from narratives.rendering.kept import show_documents

    with (
        open_corpus(graph, create=False) as corpus,
        ProgressBar(quiet=quiet).running() as progress,
    ):
        removed = corpus.remove(*names)
        if corpus.documents:
            corpus.comparison(lambda done, total: progress.update("judging", done, total))
    with ResultOutput().page() as console:
        console.print(f"Removed from {graph}:")
        show_documents(console, removed)


def documents(
    graph: GraphFile,
    *,
    json: Annotated[bool, typer.Option("--json", help="Print JSON: one object for each document.")] = False,
) -> None:
    """List the documents of a graph that is kept.

    Example: narratives documents --graph conflict.graph
    """
    from narratives.corpus import open_corpus

    with open_corpus(graph, create=False) as corpus:
        found = corpus.documents
    if json:
        from narratives.exchange.answers import documents_to_json

        print_utf8(documents_to_json(found) + "\n")
        return
    from narratives.rendering.kept import show_documents

    with ResultOutput().page() as console:
        show_documents(console, found)


def decisions(
    findings: FindingsFile,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", metavar="FILE", help="Write the decisions to this file.", show_default=False
        ),
    ] = None,
    *,
    force: ForceFlag = False,
    quiet: QuietFlag = False,
) -> None:
    """Give out the decisions of people that a graph or a saved comparison has, as a file for --decisions.

    Example: narratives decisions conflict.graph -o decisions.json
    """
    import narratives
    from narratives.cli.inputs import load_decided
    from narratives.exchange import decisions_to_json
    from narratives.files import save_decisions
    from narratives.rendering.notices import format_count
    from narratives.storage import is_store

    if is_store(findings):
        with narratives.open_corpus(findings, create=False) as corpus:
            given = corpus.decisions
    else:
        comparison = load_decided(findings, None, quiet=quiet)
        applied = (one for review in comparison.reviews for one in review.decisions)
        given = tuple(dict.fromkeys((*applied, *(one.decision for one in comparison.unmatched))))
    if out is None:
        print_utf8(decisions_to_json(given))
        return
    save_decisions(given, out, overwrite=force)
    print_note(f"wrote {out}: {format_count(len(given), 'decision')}", quiet=quiet)
