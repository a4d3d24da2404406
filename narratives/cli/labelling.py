"""``narratives label-studio``: write pairs as tasks for Label Studio, and take the answers as decisions."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narratives.cli.inputs import load_decided, print_warnings, unmatched_warning
from narratives.cli.options import DecisionFiles, FindingsFile, ForceFlag, QuietFlag
from narratives.cli.outputs import check_distinct
from narratives.cli.screen import exit_with_error, print_note
from narratives.harmless import plain

if TYPE_CHECKING:
    from narratives.comparison import Comparison


def label_studio(
    findings: FindingsFile,
    out: Annotated[
        Path,
        typer.Option("-o", "--out", metavar="FILE", help="Tasks to write; with --take, decisions to write."),
    ],
    config: Annotated[
        Path | None,
        typer.Option(
            "--config", metavar="FILE", help="Write the labelling configuration, XML.", show_default=False
        ),
    ] = None,
    take: Annotated[
        Path | None,
        typer.Option(
            "--take",
            metavar="EXPORT",
            help="Read an export of Label Studio, JSON or JSON-MIN, and write its answers as decisions.",
            show_default=False,
        ),
    ] = None,
    most: Annotated[
        int | None,
        typer.Option("--most", metavar="N", min=1, help="Write this many tasks at most.", show_default=False),
    ] = None,
    decisions: DecisionFiles = None,
    *,
    again: Annotated[bool, typer.Option("--again", help="Write what is decided already, too.")] = False,
    force: ForceFlag = False,
    quiet: QuietFlag = False,
) -> None:
    """Write pairs as tasks for Label Studio, or take its export back as decisions.

    Example: narratives label-studio comparison.json -o tasks.json --config config.xml; then: narratives
        label-studio comparison.json --take export.json -o decisions.json
    """
    from narratives.exchange import label_studio_config, to_label_studio
    from narratives.files import put
    from narratives.questions import review_queue
    from narratives.rendering.notices import format_count
    from narratives.verdict import Verdict

    inputs = [Path(findings), *([take] if take else []), *(decisions or ())]
    _check_outputs([out, *([config] if config else [])], inputs, force=force)
    if take is not None:
        if config is not None or most is not None or again:
            exit_with_error("--config, --most and --again are for writing tasks; leave them out with --take")
        _take(take, load_decided(findings, decisions, quiet=quiet), out, force=force, quiet=quiet)
        return
    comparison = load_decided(findings, decisions, quiet=quiet)
    queue = review_queue(comparison, again=again)
    verdicts = [item.subject for item in queue if isinstance(item.subject, Verdict)][:most]
    put(out, to_label_studio(comparison, verdicts).encode(), overwrite=force)
    print_note(f"wrote {out}: {format_count(len(verdicts), 'task')}", quiet=quiet)
    if config is not None:
        put(config, label_studio_config().encode(), overwrite=force)
        print_note(f"wrote {config}", quiet=quiet)


def _take(export: Path, comparison: "Comparison", out: Path, *, force: bool, quiet: bool) -> None:
    """Write the decisions of an export, and warn of those that do not apply to the comparison."""
    from narratives.files import read_label_studio, save_decisions
    from narratives.rendering.notices import format_count

    taken = read_label_studio(export)
    before = len(comparison.unmatched)
    print_warnings(map(unmatched_warning, comparison.decide(taken).unmatched[before:]), quiet=quiet)
    save_decisions(taken, out, overwrite=force)
    people = ", ".join(sorted({plain(decision.by) or "an unknown person" for decision in taken}))
    by = f" by {people}" if people else ""
    print_note(f"wrote {out}: {format_count(len(taken), 'decision')}{by}", quiet=quiet)


def _check_outputs(outs: list[Path], inputs: list[Path], *, force: bool) -> None:
    """Check that the outputs are no inputs, not the same file, and not there already.

    Raises:
        SystemExit: one of them is.
    """
    for number, path in enumerate(outs):
        check_distinct(path, outs[:number], inputs)
        if path.exists() and not force:
            exit_with_error(f"{path}: is there already; give another name, or have it replaced (--force)")
