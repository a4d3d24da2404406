"""``narratives compare``: find disputes with reasons, agreements, and what only one party says."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narratives.cli.inputs import (
    ChatOptions,
    print_warnings,
    print_warnings_of,
    read_decision_files,
    read_inputs,
    reading_options,
)
from narratives.cli.keeping import grow
from narratives.cli.options import (
    AssignOptions,
    ByOption,
    ChatMaxRequestsOption,
    ChatModelOption,
    ChatUrlOption,
    DecisionFiles,
    EverythingFlag,
    ForceFlag,
    Frames,
    GraphOption,
    JsonFlag,
    JudgeOption,
    LanguageOption,
    MaxPairsOption,
    OptionalInputs,
    Outs,
    OwnFlag,
    PartiesFile,
    PartyOptions,
    QuietFlag,
    ReaderName,
    ReaderOption,
    Table,
    TableOption,
    TextsFlag,
)
from narratives.cli.outputs import check_outputs, write_outputs
from narratives.cli.screen import ProgressBar, ResultOutput, exit_with_error, print_error, print_utf8

if TYPE_CHECKING:
    from narratives.verdict import Judge, Pair, Verdict

_MIN_PARTIES = 2
"""Least number of parties for a valid call; parties without statements are a result, not an error."""
_PAIRS_PER_STEP = 128
"""Pairs judged between two updates of the progress bar; the embedded judge judges each separately."""


def compare(
    articles: OptionalInputs = None,
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
    dot: Annotated[bool, typer.Option("--dot", help="Print the graph in Graphviz's DOT language.")] = False,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="OUT", help="Write the report, a page that opens from disk."),
    ] = None,
    out: Outs = None,
    table: TableOption = Table.RELATIONS,
    by: ByOption = Frames.PARTY,
    everything: EverythingFlag = False,
    texts: TextsFlag = False,
    force: ForceFlag = False,
    own: OwnFlag = False,
    judge: JudgeOption = None,
    device: Annotated[
        str | None, typer.Option("--device", metavar="NAME", help="Where --judge runs: cpu, cuda, mps ...")
    ] = None,
    batch_size: Annotated[
        int | None,
        typer.Option("--batch-size", metavar="N", help="Pairs that --judge runs together; else 32."),
    ] = None,
    calibration: Annotated[
        Path | None,
        typer.Option(
            "--calibration",
            metavar="FILE",
            help="How to read the judge's probabilities; 'narratives calibrate' makes it.",
            show_default=False,
        ),
    ] = None,
    max_pairs: MaxPairsOption = None,
    graph: GraphOption = None,
    quiet: QuietFlag = False,
) -> None:
    """Compare what parties say: disputes with reasons, agreements, and what only one party says.

    With --graph, the articles are added to a graph that is kept, only new pairs are judged, and all that it
    has is compared.

    Example: narratives compare report.txt -p Azerbaijan -p Armenia --html report.html
    """
    import narratives
    from narratives.choices import Choices
    from narratives.judging import embedded_model
    from narratives.rendering.notices import too_few_parties

    if json and dot:
        exit_with_error("--json and --dot: give one of them")
    outs = [*([html] if html else []), *(out or ())]
    choices = Choices(table=table.value, by=by.value, everything=everything, texts=texts, overwrite=force)
    if not articles and graph is None:
        exit_with_error("give one article or more, or a graph that is kept with --graph FILE")
    if graph is not None and reader is not ReaderName.RULES:
        exit_with_error(
            f"--reader {reader.value}: a graph that is kept is read by the rules; leave out --graph"
        )
    inputs = [*(articles or ()), *(decisions or ()), *([Path(graph)] if graph is not None else [])]
    check_outputs(outs, choices, inputs=inputs, html=html)
    chat = ChatOptions(
        reader=reader, url=chat_url, model=chat_model, max_requests=chat_max_requests, quiet=quiet
    )
    options = reading_options(party, parties, assign, language, chat)
    skipped: tuple[str, ...] = ()
    with ProgressBar(quiet=quiet).running() as progress:
        if graph is not None:
            given = (judge, device, batch_size, calibration) != (None, None, None, None)
            added, comparison = grow(
                graph,
                articles or (),
                options,
                decisions,
                progress,
                judge=narratives.load_judge(
                    judge, device=device, batch_size=batch_size, calibration=calibration
                )
                if given
                else None,
                own=own,
                max_pairs=max_pairs,
            )
            skipped = added.warnings
        else:
            loaded = read_decision_files(decisions)
            chosen = narratives.load_judge(
                judge, device=device, batch_size=batch_size, calibration=calibration
            )
            if judge is None:
                embedded_model().begin_loading()
            accounts = read_inputs(articles or (), options, progress)
            used = chosen if judge else _ProgressJudge(chosen, progress)
            comparison = narratives.compare(
                accounts, judge=used, decisions=loaded, own=own, max_pairs=max_pairs
            )
    print_warnings_of(comparison, skipped, quiet=quiet)
    write_outputs(comparison, outs, choices, quiet=quiet)
    if json:
        print_utf8(comparison.to_json(texts=texts) + "\n")
    elif dot:
        print_utf8(comparison.graph.to_dot(by=by.value, everything=everything))
    elif not outs:
        from narratives.rendering.table import show_comparison

        with ResultOutput().page() as console:
            show_comparison(console, comparison)
    few = too_few_parties(comparison)
    if few and len(comparison.accounts) < _MIN_PARTIES:
        raise SystemExit(print_error(few))
    print_warnings([few] if few else (), quiet=quiet)


class _ProgressJudge:
    """A judge that wraps another one and reports the number of pairs judged."""

    def __init__(self, judge: "Judge", progress: ProgressBar) -> None:
        self._judge = judge
        self._progress = progress

    def judge(self, pairs: Sequence["Pair"]) -> list["Verdict"]:
        """Return one verdict for each pair."""
        verdicts: list[Verdict] = []
        for start in range(0, len(pairs), _PAIRS_PER_STEP):
            self._progress.update("judging", start, len(pairs))
            verdicts += self._judge.judge(pairs[start : start + _PAIRS_PER_STEP])
        return verdicts
