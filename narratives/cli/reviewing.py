"""``narratives review``: ask a person about the most uncertain and consequential results."""

import getpass
import io
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narratives.cli.inputs import load_decided, read_decision_files
from narratives.cli.options import FindingsFile, QuietFlag
from narratives.cli.screen import ResultOutput, exit_with_error, print_note
from narratives.harmless import plain

if TYPE_CHECKING:
    from narratives.answers import ReviewItem
    from narratives.decisions import Decision


def review(
    findings: FindingsFile,
    decisions: Annotated[
        Path | None,
        typer.Option(
            "--decisions",
            metavar="FILE",
            help="File that the decisions are added to; else the graph, or NAME.decisions.json by FINDINGS.",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help="Who decides; else your login name.", show_default=False),
    ] = None,
    most: Annotated[
        int | None,
        typer.Option("--most", metavar="N", min=1, help="Ask about this many at most.", show_default=False),
    ] = None,
    *,
    again: Annotated[bool, typer.Option("--again", help="Ask about what is decided already, too.")] = False,
    quiet: QuietFlag = False,
) -> None:
    """Check the results one by one, the most uncertain and consequential first; each answer is saved at once.

    Example: narratives review comparison.json --by "Ana Ruiz"; then: narratives convert comparison.json
        report.html --decisions comparison.decisions.json
    """
    from narratives.deciding import Screen, answers_to
    from narratives.deciding import review as ask_all
    from narratives.questions import review_queue
    from narratives.rendering.review_item import describe_outcome, show_review_item
    from narratives.storage import is_store

    file = decisions or (None if is_store(findings) else _default_file(Path(findings)))
    if file is not None:
        _check_file(file, Path(findings))
    name = _reader(by)
    known = [file] if file is not None and file.exists() else None
    given = read_decision_files(known)
    comparison = load_decided(findings, known if given and not again else None, quiet=quiet)
    queue = review_queue(comparison, again=again)[:most]
    if not queue:
        print_note("narratives: there is nothing to check that is not decided", quiet=quiet)
        return
    if not any(document.text for document in comparison.documents):
        print_note("narratives: without the articles' texts (--texts) no words around a quote", quiet=quiet)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    output = ResultOutput()
    saved = 0

    def save(decision: "Decision") -> None:
        nonlocal saved
        _save(decision, findings, file)
        saved += 1

    def show(item: "ReviewItem", number: int, total: int) -> None:
        keys = [f"[{answer.key}]{answer.name[1:]}" for answer in answers_to(item)]
        with output.page() as console:
            show_review_item(console, comparison, item, number, total, keys=[*keys, "[?]"])

    screen = Screen(read=_read, show=show, say=print)
    try:
        outcome = ask_all(queue, comparison, screen=screen, save=save, by=name, now=_now)
    except KeyboardInterrupt:
        print()  # noqa: T201 - ends the line of the prompt
        if saved:
            print_note(f"narratives: the answers so far are in {file or findings}", quiet=quiet)
        raise
    print(f"\n{describe_outcome(outcome.answers, outcome.left)}")  # noqa: T201
    if saved:
        print(plain(_how_to_apply(findings, file)))  # noqa: T201


def _save(decision: "Decision", findings: str, file: Path | None) -> None:
    """Add a decision to the file, or without one to the graph that is reviewed."""
    if file is not None:
        from narratives.files import add_decision

        add_decision(decision, file)
        return
    import narratives

    with narratives.open_corpus(findings, create=False) as corpus:
        corpus.decide([decision])


def _default_file(findings: Path) -> Path:
    """Return the name of the decisions file beside a findings file: "dam.aif.json" → "dam.decisions.json"."""
    from narratives.files import form_of

    ending = form_of(findings)
    longer = findings.name.lower().endswith(ending)  # not for a short form such as ".aif"
    name = findings.name[: -len(ending)] if ending and longer else findings.stem
    return findings.with_name(f"{name}.decisions.json")


def _check_file(file: Path, findings: Path) -> None:
    """Check that decisions can be added to the file.

    Raises:
        SystemExit: it is the findings or a folder, or its folder does not exist.
    """
    if file.resolve() == findings.resolve():
        exit_with_error(f"{file}: is what is read; give the decisions another name")
    if file.is_dir():
        exit_with_error(f"{file}: is a folder; give the name of a file")
    if not file.parent.is_dir():
        exit_with_error(f"{file}: there is no folder {str(file.parent)!r}; make it first")


def _reader(by: str | None) -> str:
    """Return the name of the person who decides.

    Raises:
        SystemExit: the name given is blank, or none is given and the login name is not known.
    """
    if by is not None and not by.strip():
        exit_with_error("--by '': give the name of the person who decides, as --by 'Ana Ruiz'")
    try:
        return by.strip() if by is not None else getpass.getuser()
    except (OSError, KeyError, ImportError):  # before Python 3.13 also without a user database
        exit_with_error(
            "your login name is not known; give the name of the person who decides with --by NAME"
        )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _read(prompt: str, text: str) -> str | None:
    """Return a line of standard input, or None at its end; on a terminal, the text given can be edited."""
    if sys.stdin is None:
        return None
    terminal = sys.stdin.isatty()
    try:
        line = _edited(prompt, text) if text and terminal else input(prompt)
    except EOFError:
        print()  # noqa: T201 - ends the line of the prompt
        return None
    if not terminal:  # a terminal shows what is typed
        print(plain(line))  # noqa: T201
    return line


def _edited(prompt: str, text: str) -> str:
    """Return a line that the person makes from the text."""
    try:
        import readline
    except ImportError:  # on Windows
        return input(prompt)
    readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        return input(prompt)
    finally:
        readline.set_startup_hook(None)


def _how_to_apply(findings: str, file: Path | None) -> str:
    """Return where the decisions are, and the command that applies them."""
    import shlex

    if file is None:
        return "Saved in the graph; every command on it applies them."
    command = shlex.join(["narratives", "convert", findings, "report.html", "--decisions", str(file)])
    return f"Saved in {file}. To apply them: {command}"
