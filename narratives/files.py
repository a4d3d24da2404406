"""Save and load findings. The ending of the file name determines the format."""

import importlib.util
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import get_args

from narratives.choices import Choices
from narratives.decisions import Decision
from narratives.errors import DecisionError, ExchangeError, MissingExtraError
from narratives.exchange import (
    TABLES,
    decisions_from_json,
    decisions_to_json,
    from_aif,
    from_graphml,
    from_json,
    from_jsonld,
    from_label_studio,
    from_xaif,
    to_aif,
    to_argdown,
    to_csv,
    to_graphml,
    to_json,
    to_jsonld,
    to_xaif,
)
from narratives.exchange.frames import parquet_bytes
from narratives.exchange.validation import MAX_CHARACTERS, parse_json
from narratives.findings import By, Findings
from narratives.graph import ContradictionGraph
from narratives.rendering.graphviz import find_graphviz
from narratives.rendering.markdown import markdown
from narratives.rendering.page import page
from narratives.rendering.word import word
from narratives.version import __version__

MAX_BYTES = MAX_CHARACTERS
"""Greatest size of a file of findings or decisions that is loaded."""


Writer = Callable[[Findings, Choices], str | bytes]


def _as_graph(findings: Findings) -> ContradictionGraph:
    return ContradictionGraph.of(findings)


_WRITERS: dict[str, Writer] = {
    ".aif.json": lambda found, how: to_aif(found, texts=how.texts),
    ".xaif.json": lambda found, how: to_xaif(found, texts=how.texts),
    ".html": lambda found, _: page(found, version=__version__),
    ".md": lambda found, _: markdown(found, version=__version__),
    ".docx": lambda found, _: word(found, version=__version__),
    ".json": lambda found, how: to_json(found, texts=how.texts),
    ".jsonld": lambda found, how: to_jsonld(found, texts=how.texts),
    ".graphml": lambda found, how: to_graphml(found, texts=how.texts),
    ".argdown": lambda found, _: to_argdown(found),
    ".csv": lambda found, how: to_csv(found, how.table),
    ".parquet": lambda found, how: parquet_bytes(found, how.table),
    ".dot": lambda found, how: _as_graph(found).to_dot(by=how.by, everything=how.everything),
    ".gv": lambda found, how: _as_graph(found).to_dot(by=how.by, everything=how.everything),
    ".svg": lambda found, how: _as_graph(found).to_svg(by=how.by, everything=how.everything),
    ".png": lambda found, how: _as_graph(found).to_png(by=how.by, everything=how.everything),
    ".mmd": lambda found, how: _as_graph(found).to_mermaid(everything=how.everything),
}
_ALIASES = {
    ".htm": ".html",
    ".markdown": ".md",
    ".ad": ".argdown",
    ".mermaid": ".mmd",
    ".aif": ".aif.json",
    ".xaif": ".xaif.json",
}
_NEEDED = {
    ".parquet": ("Parquet", "tables", ("narwhals", "pyarrow")),
    ".docx": ("a Word document", "documents", ("docx",)),
}
"""Ending → the form, the extra that it needs, and what that installs."""
_READERS: dict[str, Callable[..., Findings]] = {
    ".aif.json": from_aif,
    ".xaif.json": from_xaif,
    ".jsonld": from_jsonld,
    ".graphml": from_graphml,
}

WRITTEN_ENDINGS = tuple(_WRITERS)
READ_ENDINGS = (".json", *_READERS)


def save(findings: Findings, path: Path | str, choices: Choices | None = None) -> None:
    """Write findings to a file in the format given by its ending.

    The file is written completely or not at all. The same findings give the same bytes; for pictures and
    Parquet, only with the same versions of the programs that write them.

    Raises:
        ExchangeError: the format or an option is unknown, the file exists, or it cannot be written.
        RenderingError: SVG or PNG without Graphviz.
        MissingExtraError: Parquet without the ``tables`` extra, or Word without the ``documents`` extra.
    """
    chosen = choices or Choices()
    file = Path(path)
    check(file, chosen)
    content = _WRITERS[form_of(file)](findings, chosen)
    put(file, content if isinstance(content, bytes) else content.encode(), overwrite=chosen.overwrite)


def load(path: Path | str) -> Findings:
    """Load findings from JSON, JSON-LD, GraphML, AIF or xAIF.

    The ending of the name determines the format; for ``.json`` the content does.

    Raises:
        ExchangeError: the file does not exist, has an unknown format, exceeds `MAX_BYTES`, or is invalid; the
            message has the place.
    """
    file = Path(path)
    ending = form_of(file)
    if ending not in READ_ENDINGS:
        raise ExchangeError(f"{file}: cannot be read back; take one of {', '.join(READ_ENDINGS)}")
    text = _read_text(file)
    read = _READERS.get(ending) or _reader_for_json(text, place=str(file))
    return read(text, place=str(file))


def read_decisions(path: Path | str) -> tuple[Decision, ...]:
    """Load a file of decisions, as saved by the report page.

    Raises:
        DecisionError: the file does not exist, is not JSON in the format narratives-decisions/1, or contains
            an invalid decision; the message has the place.
    """
    try:
        text = _read_text(Path(path))
    except ExchangeError as error:
        raise DecisionError(str(error)) from error
    return decisions_from_json(text, place=str(path))


def read_label_studio(path: Path | str) -> tuple[Decision, ...]:
    """Load the decisions in an export of Label Studio, JSON or JSON_MIN.

    Raises:
        ExchangeError: the file does not exist, or is not such an export; the message has the place.
    """
    return from_label_studio(_read_text(Path(path)), place=str(path))


def save_decisions(decisions: Iterable[Decision], path: Path | str, *, overwrite: bool = False) -> None:
    """Write a file of decisions.

    Raises:
        ExchangeError: the file exists, or cannot be written.
    """
    put(Path(path), decisions_to_json(decisions).encode(), overwrite=overwrite)


def add_decision(decision: Decision, path: Path | str) -> None:
    """Add a decision to a file of decisions, which is made if it does not exist.

    The file is read again before it is written, so that what others have added meanwhile is kept, and it is
    written completely or not at all.

    Raises:
        DecisionError: the file exists and is not one of decisions; the message has the place.
        ExchangeError: it cannot be written.
    """
    file = Path(path)
    before = read_decisions(file) if file.exists() else ()
    save_decisions((*before, decision), file, overwrite=True)


def is_findings(path: Path | str) -> bool:
    """Return True if a JSON file has a format that `load` reads, False for accounts written by hand.

    Raises:
        ExchangeError: the file does not exist, or is not JSON.
    """
    value = parse_json(_read_text(Path(path)), place=str(path))
    return isinstance(value, dict) and any(
        isinstance(value.get(key), kind)
        for key, kind in (("format", str), ("@context", dict), ("AIF", dict), ("edges", list))
    )


def _reader_for_json(text: str, *, place: str) -> Callable[..., Findings]:
    """Return the reader for JSON of the format of its content: narratives/1, JSON-LD, AIF or xAIF."""
    value = parse_json(text, place=place)
    keys = value.keys() if isinstance(value, dict) else ()
    if "format" in keys:
        return from_json
    if "@context" in keys or "@graph" in keys:
        return from_jsonld
    if "AIF" in keys:
        return from_xaif
    return from_aif if "nodes" in keys else from_json


def check(file: Path, choices: Choices) -> None:
    """Check that a file can be written, before its content is computed.

    Raises:
        ExchangeError: the format or an option is unknown; the path is a folder, or its folder does not exist;
            or the file exists and ``overwrite`` is False.
        RenderingError: Graphviz is needed and not installed.
        MissingExtraError: the ``tables`` or the ``documents`` extra is needed and not installed.
    """
    ending = form_of(file)
    if ending not in _WRITERS:
        raise ExchangeError(f"{file}: no form ends so; take one of {', '.join(WRITTEN_ENDINGS)}")
    for name, value, known in (("table", choices.table, TABLES), ("by", choices.by, get_args(By))):
        if value not in known:
            raise ExchangeError(f"{file}: there is no {name} {value!r:.60}; take one of {', '.join(known)}")
    try:
        if file.is_dir():
            raise ExchangeError(f"{file}: is a folder; give the name of a file")
        if not file.parent.is_dir():
            raise ExchangeError(f"{file}: there is no folder {str(file.parent)!r}; make it first")
        if file.exists() and not choices.overwrite:
            raise _already_exists(file)
    except OSError as error:  # for example, the name is too long
        raise ExchangeError(f"{str(file)[:60]!r}: cannot be written: {error.strerror}") from error
    _check_installed(file, ending)


def _check_installed(file: Path, ending: str) -> None:
    if ending in (".svg", ".png"):
        find_graphviz(ending[1:])
    if not is_installed(ending):
        form, extra, _ = _NEEDED[ending]
        raise MissingExtraError(f"{file}: {form} needs: pip install 'narratives[{extra}]'")


def is_installed(ending: str) -> bool:
    """Return True if the packages are installed that are needed to write files with the ending."""
    _, _, packages = _NEEDED.get(ending, ("", "", ()))
    return all(map(importlib.util.find_spec, packages))


def _already_exists(file: Path) -> ExchangeError:
    return ExchangeError(
        f"{file}: is there already; give another name, or have it replaced (overwrite=True, --force)"
    )


def put(file: Path, content: bytes, *, overwrite: bool) -> None:
    """Write a file completely or not at all. A replaced file stays until the new one is complete.

    Symbolic links are followed, and the permissions of a replaced file are kept.

    Raises:
        ExchangeError: the file cannot be written, or exists and ``overwrite`` is False.
    """
    try:
        if overwrite and file.exists():
            _replace(file.resolve(), content)
        else:
            _create(file, content)
    except FileExistsError:
        raise _already_exists(file) from None
    except OSError as error:
        raise ExchangeError(f"{file}: cannot be written: {error.strerror}") from error


def _create(file: Path, content: bytes) -> None:
    with file.open("xb") as stream:
        try:
            stream.write(content)
            stream.flush()
        except BaseException:
            file.unlink(missing_ok=True)
            raise


def _replace(file: Path, content: bytes) -> None:
    if not file.is_file():  # a device such as /dev/stdout, which has no content to keep
        file.write_bytes(content)
        return
    number, temporary = tempfile.mkstemp(dir=file.parent, prefix=".narratives-")
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(content)
        shutil.copymode(file, temporary)
        Path(temporary).replace(file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def form_of(file: Path) -> str:
    """Return the longest known ending of the file name, in lower case and without aliases, or ""."""
    name = file.name.lower()
    found = max((one for one in (*_WRITERS, *_ALIASES) if name.endswith(one)), key=len, default="")
    return _ALIASES.get(found, found)


def _read_text(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ExchangeError(f"{file}: no such file; check the name") from None
    except OSError as error:
        raise ExchangeError(f"{file}: cannot be read: {error.strerror}") from error
    if len(content) > MAX_BYTES:
        raise ExchangeError(f"{file}: over {MAX_BYTES:,} bytes; compare fewer documents at once")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExchangeError(f"{file}: is not UTF-8 (byte {error.start}); save it as UTF-8") from None
