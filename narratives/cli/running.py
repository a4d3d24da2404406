"""``narratives run``: the whole on a corpus of files, which can be interrupted and goes on where it was."""

import sys
from contextlib import redirect_stdout
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from narratives.cli.inputs import print_warnings_of, read_decision_files, reading_options
from narratives.cli.options import (
    AssignOptions,
    DecisionFiles,
    JudgeOption,
    LanguageOption,
    MaxPairsOption,
    OwnFlag,
    PartiesFile,
    PartyOptions,
    QuietFlag,
)
from narratives.cli.screen import ProgressBar, ResultOutput, print_note
from narratives.harmless import plain

_DOCUMENTS_PER_SECOND = 10
_PAIRS_PER_SECOND = 50
"""Rough speed of one worker, for the plan."""
_MINUTE_S, _HOUR_S = 60, 3600
_MOST_ERRORS = 20
"""Errors that are printed; the manifest has all."""


class EngineName(StrEnum):
    """Where the work is done."""

    LOCAL = "local"
    RAY = "ray"


def run(
    corpus: Annotated[
        list[Path],
        typer.Argument(
            metavar="CORPUS",
            help="Folders and files of articles, and Parquet tables with a column 'text'.",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="FOLDER", help="Folder for the results; of an earlier run, to go on with it."
        ),
    ],
    party: PartyOptions = None,
    parties: PartiesFile = None,
    assign: AssignOptions = None,
    decisions: DecisionFiles = None,
    language: LanguageOption = None,
    *,
    own: OwnFlag = False,
    judge: JudgeOption = None,
    max_pairs: MaxPairsOption = None,
    engine: Annotated[
        EngineName,
        typer.Option(
            "--engine",
            help="Where the work is done: processes on this machine, or Ray, on the cluster at RAY_ADDRESS.",
        ),
    ] = EngineName.LOCAL,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            metavar="N",
            min=1,
            help="Processes, or actors of Ray; else one for each processor.",
            show_default=False,
        ),
    ] = None,
    quiet: QuietFlag = False,
) -> None:
    """Read a corpus, compare all that its parties say, and write a graph, tables and a manifest.

    What is done is kept: a run that was interrupted goes on where it was when it is called again.

    Example: narratives run articles/ --out results -p Azerbaijan -p Armenia
    """
    from narratives.engine import load_engine
    from narratives.running import Progress
    from narratives.running import run as run_corpus

    options = reading_options(party, parties, assign, language)
    chosen = load_engine(engine.value, workers=workers)
    plan = _Plan(chosen.workers, quiet=quiet)
    # Ray prints messages of its own on standard output, which is for results.
    with redirect_stdout(sys.stderr), ProgressBar(quiet=quiet).running() as bar:

        def on_document(done: int, total: int) -> None:
            bar.update("attributing", done, total)

        def on_pairs(done: int, total: int) -> None:
            plan.pairs(done, total)
            bar.update("judging", done, total)

        try:
            made = run_corpus(
                corpus,
                out,
                engine=chosen,
                progress=Progress(
                    on_file=lambda done, total: bar.update("reading", done, total),
                    on_plan=plan.documents,
                    on_document=on_document,
                    on_pairs=on_pairs,
                ),
                parties=list(options.parties) or None,
                assign=options.assign,
                decisions=read_decision_files(decisions),
                language=language,
                judge=judge,
                own=own or None,
                max_pairs=max_pairs,
            )
        finally:
            chosen.close()
    print_warnings_of(made.comparison, made.warnings, quiet=quiet)
    from narratives.rendering.kept import show_added

    with ResultOutput().page() as console:
        show_added(console, str(out), (), (), made.comparison)
        console.print(plain(f"wrote {', '.join(made.files)}"))
    for line in made.errors[:_MOST_ERRORS]:
        print_note(f"narratives: left out: {line}", quiet=False)
    if len(made.errors) > _MOST_ERRORS:
        print_note(f"narratives: {len(made.errors) - _MOST_ERRORS} more in manifest.json", quiet=False)


class _Plan:
    """Prints what will be done and about how long it takes, before it is done."""

    def __init__(self, workers: int, *, quiet: bool) -> None:
        self._workers = workers
        self._quiet = quiet
        self._told = False

    def documents(self, new: int, known: int) -> None:
        """Print the number of documents to attribute."""
        earlier = f", {known} known already" if known else ""
        took = f": {_duration(new / (_DOCUMENTS_PER_SECOND * self._workers))}" if new else ""
        print_note(f"narratives: {new} documents to attribute{earlier}{took}", quiet=self._quiet)

    def pairs(self, done: int, total: int) -> None:
        """Print the number of pairs to judge, once."""
        if not self._told and done == 0:
            self._told = True
            took = _duration(total / (_PAIRS_PER_SECOND * self._workers))
            print_note(f"narratives: {total:,} pairs to judge: {took}", quiet=self._quiet)


def _duration(seconds: float) -> str:
    """Return "about 5 minutes"."""
    if seconds < _MINUTE_S:
        return "less than a minute"
    if seconds < _HOUR_S:
        return f"about {round(seconds / _MINUTE_S)} minutes"
    return f"about {seconds / _HOUR_S:.1f} hours"
