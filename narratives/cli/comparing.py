"""``narratives compare``: disputes with reasons, shared ground, what each says alone."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narratives.cli.inputs import asked_of, decided, gathered, not_applied, note_warnings
from narratives.cli.options import (
    AssignOptions,
    ByOption,
    DecisionFiles,
    EverythingFlag,
    ForceFlag,
    Frames,
    Inputs,
    JsonFlag,
    LanguageOption,
    Outs,
    PartiesFile,
    PartyOptions,
    QuietFlag,
    Table,
    TableOption,
    TextsFlag,
)
from narratives.cli.outputs import check_outs, write_outs
from narratives.cli.screen import Shown, Steps, failed, print_exactly, refuse

if TYPE_CHECKING:
    from narratives.verdict import Judge, Pair, Verdict

_LEAST = 2
"""Parties without which the call is wrong; parties that say nothing are a finding."""
_AT_ONCE = 16
"""Pairs between two steps of the progress bar; the embedded judge judges each by itself."""


def compare(
    articles: Inputs,
    party: PartyOptions = None,
    parties: PartiesFile = None,
    assign: AssignOptions = None,
    decisions: DecisionFiles = None,
    language: LanguageOption = None,
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
    own: Annotated[bool, typer.Option("--own", help="Set each party against its own words too.")] = False,
    judge: Annotated[
        str | None,
        typer.Option(
            "--judge",
            metavar="NAME",
            help="Name or folder of a cross-encoder; without it the embedded judge.",
            show_default=False,
        ),
    ] = None,
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
    quiet: QuietFlag = False,
) -> None:
    """Compare what parties say: disputes with reasons, shared ground, what each says alone.

    Example: narratives compare report.txt -p Azerbaijan -p Armenia --html report.html
    """
    import narratives
    from narratives.files import Choices
    from narratives.rendering.notices import too_few

    if json and dot:
        refuse("--json and --dot: give one of them")
    outs = [*([html] if html else []), *(out or ())]
    choices = Choices(table=table.value, by=by.value, everything=everything, texts=texts, overwrite=force)
    check_outs(outs, choices, inputs=[*articles, *(decisions or ())], html=html)
    known = decided(decisions)
    with Steps(quiet=quiet).running() as steps:
        accounts = gathered(articles, asked_of(party, parties, assign, language), steps)
        chosen = narratives.load_judge(judge, device=device, batch_size=batch_size, calibration=calibration)
        shown = chosen if judge else _InSteps(chosen, steps)
        comparison = narratives.compare(accounts, judge=shown, decisions=known, own=own)
    note_warnings(comparison.warnings, quiet=quiet)
    note_warnings(map(not_applied, comparison.unmatched), quiet=quiet)
    write_outs(comparison, outs, choices, quiet=quiet)
    if json:
        print_exactly(comparison.to_json(texts=texts) + "\n")
    elif dot:
        print_exactly(comparison.graph.to_dot(by=by.value, everything=everything))
    elif not outs:
        from narratives.rendering.table import show_comparison

        with Shown().page() as console:
            show_comparison(console, comparison)
    few = too_few(comparison)
    if few and len(accounts) < _LEAST:
        raise SystemExit(failed(few))
    note_warnings([few] if few else (), quiet=quiet)


class _InSteps:
    """A judge that tells how many pairs it has judged."""

    def __init__(self, judge: "Judge", steps: Steps) -> None:
        self._judge = judge
        self._steps = steps

    def judge(self, pairs: Sequence["Pair"]) -> list["Verdict"]:
        verdicts: list[Verdict] = []
        for start in range(0, len(pairs), _AT_ONCE):
            self._steps.step("judging", start, len(pairs))
            verdicts += self._judge.judge(pairs[start : start + _AT_ONCE])
        return verdicts
