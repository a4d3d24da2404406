"""``narratives disputes``, ``events``, ``matrix`` and ``ask``: questions put to a comparison or a graph."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from narratives.cli.inputs import load_decided
from narratives.cli.options import DecisionFiles, FindingsFile
from narratives.cli.screen import ResultOutput, print_utf8

if TYPE_CHECKING:
    from narratives.embedding import Embedder

EmbedderOption = Annotated[
    str,
    typer.Option(
        "--embedder",
        metavar="NAME",
        help="Compare meanings with this sentence-transformers model; 'words' to compare words alone.",
    ),
]
AnswerJson = Annotated[bool, typer.Option("--json", help="Print JSON of the format narratives-answer/1.")]


Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="From this year, month or day on: 2023-06.")
]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Up to this year, month or day.")]
Place = Annotated[
    str | None,
    typer.Option("--place", metavar="NAME", help="A place that is named; a country by any of its names."),
]


def disputes(
    findings: FindingsFile,
    between: Annotated[
        list[str] | None,
        typer.Option(
            "--between",
            metavar="PARTY",
            help="A party on one of the sides, by any of its names. Repeatable.",
            show_default=False,
        ),
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(
            "--and", metavar="PARTY", help="The party on the other side. Repeatable.", show_default=False
        ),
    ] = None,
    topic: Annotated[
        str | None, typer.Option("--topic", metavar="WORDS", help="Words or a question that it is about.")
    ] = None,
    since: Since = None,
    until: Until = None,
    place: Place = None,
    outlet: Annotated[
        str | None, typer.Option("--outlet", metavar="NAME", help="The outlet of the document.")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="NAME", help="Who says it: a name, or a part of one.")
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="KIND", help="Why: number, negation, denial, time ...")
    ] = None,
    min_probability: Annotated[
        float | None, typer.Option("--min-probability", metavar="P", help="Least probability, 0 to 1.")
    ] = None,
    embedder: EmbedderOption = "embedded",
    decisions: DecisionFiles = None,
    *,
    json: AnswerJson = False,
) -> None:
    """Print the disputes of a saved comparison that fit every filter, strongest first.

    Example: narratives disputes comparison.json --between Ukraine --and Russia --topic "the dam"
    """
    comparison = load_decided(findings, decisions)
    parties = [*(between or ()), *(also or ())]
    filters: dict[str, Any] = {
        "between": parties,
        "topic": topic,
        "since": since,
        "until": until,
        "place": place,
        "outlet": outlet,
        "source": source,
        "reason": reason,
        "min_probability": min_probability,
    }
    meaning = _embedder(embedder) if topic is not None else None
    found = comparison.graph.disputes(**filters, embedder=meaning)
    if json:
        from narratives.exchange.answers import disputes_to_json

        print_utf8(disputes_to_json(comparison, found, filters) + "\n")
        return
    from narratives.rendering.answers import show_disputes

    with ResultOutput().page() as console:
        show_disputes(console, comparison, found)


def events(
    findings: FindingsFile,
    party: Annotated[
        list[str] | None,
        typer.Option(
            "--party",
            metavar="PARTY",
            help="A party that speaks of the event, by any of its names. Repeatable.",
            show_default=False,
        ),
    ] = None,
    since: Since = None,
    until: Until = None,
    place: Place = None,
    embedder: EmbedderOption = "embedded",
    decisions: DecisionFiles = None,
    *,
    json: AnswerJson = False,
) -> None:
    """Print the statements of a saved comparison event by event, the largest event first.

    Example: narratives events comparison.json --party Ukraine --since 2023-06
    """
    comparison = load_decided(findings, decisions)
    filters: dict[str, Any] = {"party": party or (), "since": since, "until": until, "place": place}
    found = comparison.graph.events(**filters, embedder=_embedder(embedder))
    if json:
        from narratives.exchange.answers import events_to_json

        print_utf8(events_to_json(comparison, found, filters) + "\n")
        return
    from narratives.rendering.answers import show_events

    with ResultOutput().page() as console:
        show_events(console, comparison, found)


def matrix(findings: FindingsFile, decisions: DecisionFiles = None, *, json: AnswerJson = False) -> None:
    """Print where each party stands on each point at issue, and how far apart the parties are.

    Example: narratives matrix comparison.json
    """
    comparison = load_decided(findings, decisions)
    found, distances = comparison.graph.matrix(), comparison.graph.distance()
    if json:
        from narratives.exchange.answers import matrix_to_json

        print_utf8(matrix_to_json(comparison, found, distances) + "\n")
        return
    from narratives.rendering.answers import show_matrix

    with ResultOutput().page() as console:
        show_matrix(console, comparison, found, distances)


def ask(
    findings: FindingsFile,
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="Words or a question, in quotation marks.")
    ],
    most: Annotated[
        int, typer.Option("-k", "--most", min=1, help="Points and other statements that are printed at most.")
    ] = 10,
    embedder: EmbedderOption = "embedded",
    decisions: DecisionFiles = None,
    *,
    json: AnswerJson = False,
) -> None:
    """Print who says what on a question: the disputes about it first, then other statements.

    Example: narratives ask comparison.json "Who destroyed the dam?"
    """
    comparison = load_decided(findings, decisions)
    answer = comparison.graph.ask(question, most, embedder=_embedder(embedder))
    if json:
        from narratives.exchange.answers import answer_to_json

        print_utf8(answer_to_json(comparison, answer) + "\n")
        return
    from narratives.rendering.answers import show_answer

    with ResultOutput().page() as console:
        show_answer(console, comparison, answer)


def _embedder(name: str) -> "Embedder | None":
    """Return the embedder of the option ``--embedder``, None to compare words alone."""
    from narratives.embedding import load_embedder

    return None if name == "words" else load_embedder(name)
