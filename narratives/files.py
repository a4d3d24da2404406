"""Findings in files: the ending of a file's name tells the form, on the way out and on the way in."""

import importlib.util
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import get_args

from attrs import frozen

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
"""Of a file of findings that is read back."""


@frozen(kw_only=True)
class Choices:
    """What may be chosen where a file is written; each form takes what concerns it.

    Attributes:
        table: of CSV and Parquet: "assertions", "relations", "disputes" or "matrix".
        by: of pictures: a frame a "party", or a frame a "dispute".
        everything: of pictures: whether assertions in no relation are drawn too.
        texts: of what can be read back: whether the documents' texts are written too. They may belong to
            their publishers; without them a page made later has no article.
        overwrite: whether a file that is there is replaced.
    """

    table: str = "relations"
    by: By = "party"
    everything: bool = False
    texts: bool = False
    overwrite: bool = False


Written = Callable[[Findings, Choices], str | bytes]


def _graph(findings: Findings) -> ContradictionGraph:
    return ContradictionGraph(
        accounts=findings.accounts, verdicts=findings.verdicts, disputes=findings.disputes
    )


_WRITTEN: dict[str, Written] = {
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
    ".dot": lambda found, how: _graph(found).to_dot(by=how.by, everything=how.everything),
    ".gv": lambda found, how: _graph(found).to_dot(by=how.by, everything=how.everything),
    ".svg": lambda found, how: _graph(found).to_svg(by=how.by, everything=how.everything),
    ".png": lambda found, how: _graph(found).to_png(by=how.by, everything=how.everything),
    ".mmd": lambda found, how: _graph(found).to_mermaid(everything=how.everything),
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
_READ: dict[str, Callable[..., Findings]] = {
    ".aif.json": from_aif,
    ".xaif.json": from_xaif,
    ".jsonld": from_jsonld,
    ".graphml": from_graphml,
}

WRITTEN_ENDINGS = tuple(_WRITTEN)
READ_ENDINGS = (".json", *_READ)


def save(findings: Findings, path: Path | str, choices: Choices | None = None) -> None:
    """Write findings to a file in the form that its ending tells.

    The file is there whole or not at all. The same findings give the same bytes, pictures and Parquet
    within one version of the programs that make them.

    Raises:
        ExchangeError: no such form, a file is there already, or none can be written there.
        RenderingError: SVG or PNG without Graphviz.
        MissingExtraError: Parquet without the ``tables`` extra, or Word without the ``documents`` extra.
    """
    told = choices or Choices()
    file = Path(path)
    check(file, told)
    content = _WRITTEN[form_of(file)](findings, told)
    put(file, content if isinstance(content, bytes) else content.encode(), overwrite=told.overwrite)


def load(path: Path | str) -> Findings:
    """Read findings back from JSON, JSON-LD, GraphML, AIF or xAIF, told by the ending and what is in it.

    Raises:
        ExchangeError: no such file or form, over `MAX_BYTES`, or broken; with the place.
    """
    file = Path(path)
    ending = form_of(file)
    if ending not in READ_ENDINGS:
        raise ExchangeError(f"{file}: cannot be read back; take one of {', '.join(READ_ENDINGS)}")
    text = _text(file)
    read = _READ.get(ending) or _told_by_content(text, place=str(file))
    return read(text, place=str(file))


def read_decisions(path: Path | str) -> tuple[Decision, ...]:
    """Read a file of decisions, as the report's page saves it.

    Raises:
        DecisionError: no such file, no JSON of the format narratives-decisions/1, or a decision in it that
            cannot be; with the place.
    """
    try:
        text = _text(Path(path))
    except ExchangeError as error:
        raise DecisionError(str(error)) from error
    return decisions_from_json(text, place=str(path))


def save_decisions(decisions: Iterable[Decision], path: Path | str, *, overwrite: bool = False) -> None:
    """Write a file of decisions.

    Raises:
        ExchangeError: it is there already, or cannot be written.
    """
    put(Path(path), decisions_to_json(decisions).encode(), overwrite=overwrite)


def is_findings(path: Path | str) -> bool:
    """Whether a JSON file is one that `load` reads, and not accounts that somebody wrote by hand.

    Raises:
        ExchangeError: there is no such file, or it is no JSON.
    """
    value = parse_json(_text(Path(path)), place=str(path))
    return isinstance(value, dict) and any(
        isinstance(value.get(key), kind)
        for key, kind in (("format", str), ("@context", dict), ("AIF", dict), ("edges", list))
    )


def _told_by_content(text: str, *, place: str) -> Callable[..., Findings]:
    """Which JSON it is: ours, JSON-LD, AIF or xAIF."""
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
    """Refuse a file that could not be written, before anything is made for it.

    Raises:
        ExchangeError: no form ends so, or there is no such table or frame; it is a folder or in none; it is
            there and is not to be replaced.
        RenderingError: Graphviz is needed and not there.
        MissingExtraError: the ``tables`` or the ``documents`` extra is needed and not there.
    """
    ending = form_of(file)
    if ending not in _WRITTEN:
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
            raise _there(file)
    except OSError as error:  # a name that no system takes
        raise ExchangeError(f"{str(file)[:60]!r}: cannot be written: {error.strerror}") from error
    _check_installed(file, ending)


def _check_installed(file: Path, ending: str) -> None:
    if ending in (".svg", ".png"):
        find_graphviz(ending[1:])
    form, extra, packages = _NEEDED.get(ending, ("", "", ()))
    if not all(map(importlib.util.find_spec, packages)):
        raise MissingExtraError(f"{file}: {form} needs: pip install 'narratives[{extra}]'")


def _there(file: Path) -> ExchangeError:
    return ExchangeError(
        f"{file}: is there already; give another name, or have it replaced (overwrite=True, --force)"
    )


def put(file: Path, content: bytes, *, overwrite: bool) -> None:
    """Write a file whole or not at all; what is replaced stays until the new one is whole.

    A link is followed, and the permissions of what is replaced are kept.

    Raises:
        ExchangeError: it cannot be written, or is there already.
    """
    try:
        if overwrite and file.exists():
            _replace(file.resolve(), content)
        else:
            _create(file, content)
    except FileExistsError:
        raise _there(file) from None
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
    if not file.is_file():  # a device, as /dev/stdout: there is nothing to keep
        file.write_bytes(content)
        return
    number, beside = tempfile.mkstemp(dir=file.parent, prefix=".narratives-")
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(content)
        shutil.copymode(file, beside)
        Path(beside).replace(file)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def form_of(file: Path) -> str:
    """The ending that tells the form of a file, in lower case; "" where none does."""
    name = file.name.lower()
    found = max((one for one in (*_WRITTEN, *_ALIASES) if name.endswith(one)), key=len, default="")
    return _ALIASES.get(found, found)


def _text(file: Path) -> str:
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
