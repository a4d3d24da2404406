"""Files of accounts written by hand: YAML, JSON or CSV → `Account`."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from narratives.errors import AccountError, ReadError
from narratives.model import ARTICLE, NO_PARTY, Account, Assertion, Party, Source, Stance, TimeInterval
from narratives.reading.limits import (
    MAX_ACCOUNTS_BYTES,
    MAX_STATEMENT,
    MAX_STATEMENTS,
    check_limit,
    read_bytes,
)
from narratives.reading.plain import decode

_KEYS = ("text", "stance", "source", "cue", "quote", "time")
_TIME_KEYS = ("start", "end")
_COLUMNS = ("party", *_KEYS[:-1], *_TIME_KEYS)
_EXPORTED_COLUMNS = frozenset({"id", "party", "stance", "text", "quote"})
"""Columns that identify the CSV table of assertions that `narratives.exchange` writes."""
_COLUMN_NAMES = {
    **{name: name for name in _COLUMNS if name not in _TIME_KEYS},
    **{f"time_{end}": end for end in _TIME_KEYS},
}
_NOT_A_PARTY = ("", ARTICLE, NO_PARTY)
_DELIMITERS = ",;\t"
_FORMULA_GUARD = re.compile(r"'[\s\"';,]*[=+\-@\u2212]")
"""Start of a cell that our CSV protects with an apostrophe from being run as a formula."""
_EXPECTED_SHAPE = (
    "a mapping of a party's name to a list of statements is needed, as 'Armenia: [The road is open.]'"
)
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def read_accounts(path: str | Path) -> tuple[Account, ...]:
    """Read a file of accounts written by hand; its ending gives the format: .yaml, .yml, .json or .csv.

    YAML and JSON map a party's name to its statements, or to ``{aliases: [...], says: [...]}``. A statement
    is a text, or a mapping with ``text`` and any of ``stance``, ``source``, ``cue``, ``quote`` and
    ``time: {start, end}``. CSV has one statement in a row, with the columns ``party``, ``text`` and any of
    ``stance``, ``source``, ``cue``, ``quote``, ``start`` and ``end``, separated by commas, semicolons or
    tabs.
    The CSV table of assertions that we write is read too, without spans and assertions of no party.

    Raises:
        DocumentMissingError: there is no such file.
        TooLargeError: over `MAX_ACCOUNTS_BYTES`, `MAX_STATEMENTS` or `MAX_STATEMENT`.
        ReadError: another ending, unreadable, or not UTF-8.
        AccountError: not of that shape; the message names the place as ``accounts.yaml: Armenia[2]``.
    """
    path = Path(path)
    read = {".yaml": _from_yaml, ".yml": _from_yaml, ".json": _from_json, ".csv": _from_csv}.get(
        path.suffix.lower()
    )
    if read is None:
        raise ReadError(f"{path}: accounts ending in {path.suffix!r} are not read; give .yaml, .json or .csv")
    text = decode(read_bytes(path, at_most=MAX_ACCOUNTS_BYTES), place=str(path))
    return tuple(read(text, str(path)))


def _from_yaml(text: str, place: str) -> Iterator[Account]:
    from narratives.reading.text_yaml import TextYamlError, load_text_yaml

    try:
        value = load_text_yaml(text)
    except TextYamlError as error:
        raise AccountError(f"{place}: {error}") from error
    return _accounts(value, place=place)


def _from_json(text: str, place: str) -> Iterator[Account]:
    def reject_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise AccountError(f"{place}: {key!r:.40} is given twice; keep one")
            found[key] = value
        return found

    try:
        value = json.loads(text, object_pairs_hook=reject_duplicates)
    except AccountError:
        raise
    except RecursionError:
        raise AccountError(f"{place}: is nested too deeply; {_EXPECTED_SHAPE}") from None
    except ValueError as error:
        raise AccountError(f"{place}: is not JSON: {error}") from error
    if isinstance(value, dict) and isinstance(value.get("format"), str):
        raise AccountError(f"{place}: is of the format {value['format']!r:.40}, which is no account by hand")
    return _accounts(value, place=place)


def _accounts(value: Any, *, place: str) -> Iterator[Account]:
    if not isinstance(value, dict) or not value:
        raise AccountError(f"{place}: {_EXPECTED_SHAPE}")
    said = {
        name: _aliases_and_statements(of_party, place=f"{place}: {name}") for name, of_party in value.items()
    }
    number = sum(len(statements) for _, statements in said.values())
    check_limit(number, MAX_STATEMENTS, place=place, unit="statements", remedy="split the file")
    for name, (aliases, statements) in said.items():
        yield _account(
            name,
            [
                _assertion(statement, place=f"{place}: {name}[{index}]")
                for index, statement in enumerate(statements, 1)
            ],
            aliases,
            place=place,
        )


def _account(name: str, assertions: list[Assertion], aliases: list[str], *, place: str) -> Account:
    try:
        return Account(Party(name, aliases), assertions)
    except AccountError as error:
        raise AccountError(f"{place}: {error}") from error


def _aliases_and_statements(value: Any, *, place: str) -> tuple[list[str], list[Any]]:
    """Return a party's aliases and its statements."""
    if isinstance(value, dict):
        _check_keys(value, ("aliases", "says"), place=place)
        aliases = value.get("aliases") or []
        if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
            raise AccountError(f"{place}: aliases must be a list of texts")
        value = value.get("says")
    else:
        aliases = []
    if not isinstance(value, list):
        raise AccountError(f"{place}: a list of statements is needed, not {value!r:.40}; put it in [ ]")
    return aliases, value


def _assertion(value: Any, *, place: str) -> Assertion:
    if isinstance(value, str):
        value = {"text": value}
    if not isinstance(value, dict):
        raise AccountError(f"{place}: {value!r:.40} is no statement; give a text, or a mapping with 'text'")
    _check_keys(value, _KEYS, place=place)
    for key in _KEYS[:-1]:
        if not isinstance(value.get(key, ""), str):
            raise AccountError(f"{place}: {key} {value[key]!r:.40} must be a text")
    text = value.get("text", "").strip()
    if not text:
        raise AccountError(f"{place}: has no text; give a sentence")
    check_limit(
        len(text), MAX_STATEMENT, place=place, unit="characters", remedy="make several statements of it"
    )
    stance = value.get("stance", "").strip().lower() or Stance.ASSERTS
    if stance not in list(Stance):
        raise AccountError(f"{place}: stance {value['stance']!r:.40} is none of {', '.join(Stance)}")
    source = " ".join(value.get("source", "").split())
    return Assertion(
        text=text,
        quote=value.get("quote", "").strip() or text,
        source=Source(name=source, mention=source) if source else None,
        cue=value.get("cue", "").strip(),
        stance=Stance(stance),
        time=_time(value.get("time"), place=place),
    )


def _check_keys(value: Mapping[Any, Any], known: tuple[str, ...], *, place: str) -> None:
    for key in value:
        if key not in known:
            raise AccountError(f"{place}: key {key!r:.40} is none of {', '.join(known)}")


def _time(value: Any, *, place: str) -> TimeInterval | None:
    if value in (None, ""):
        return None
    if not isinstance(value, dict):
        raise AccountError(
            f"{place}: time {value!r:.40} must be a mapping, as 'time: {{start: 2021, end: 2023-08}}'"
        )
    _check_keys(value, _TIME_KEYS, place=f"{place}: time")
    start, end = (_iso_date(value.get(key), place=f"{place}: time: {key}") for key in _TIME_KEYS)
    if start and end and end < start[: len(end)]:
        raise AccountError(f"{place}: time ends in {end} and starts in {start}; exchange them")
    return TimeInterval(start=start, end=end) if start or end else None


def _iso_date(value: Any, *, place: str) -> str | None:
    if value in (None, ""):
        return None
    text = value.strip() if isinstance(value, str) else ""
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :] if _DATE.fullmatch(text) else "")
    except ValueError:
        raise AccountError(
            f"{place} {value!r:.40} is no ISO 8601 date; give '2021', '2021-08' or '2021-08-05'"
        ) from None
    return text


def _from_csv(text: str, place: str) -> Iterator[Account]:
    header, *rows = _csv_rows(text, place=place)
    columns, rows = _handwritten_columns([name.strip().lower() for name in header], rows)
    for name in columns:
        if name not in _COLUMNS:
            raise AccountError(f"{place}: column {name!r:.40} is none of {', '.join(_COLUMNS)}")
        if columns.count(name) > 1:
            raise AccountError(f"{place}: column {name!r} is given twice; keep one")
    if not {"party", "text"} <= set(columns):
        raise AccountError(f"{place}: the columns 'party' and 'text' are needed in the first row")
    said: dict[str, list[Assertion]] = {}
    for number, row in enumerate(rows, 2):
        if not any(cell.strip() for cell in row):
            continue
        where = f"{place}: row {number}"
        if len(row) > len(columns):
            raise AccountError(f"{where}: has {len(row)} cells for {len(columns)} columns; quote the texts")
        cells = {name: _without_formula_guard(cell) for name, cell in zip(columns, row, strict=False)}
        name = " ".join(cells.pop("party", "").split())
        if not name:
            raise AccountError(f"{where}: has no party; give its name")
        time = {end: cells.pop(end) for end in _TIME_KEYS if end in cells}
        said.setdefault(name, []).append(_assertion({**cells, "time": time}, place=where))
    if not said:
        raise AccountError(f"{place}: has no statement; give a row a statement")
    number = sum(len(assertions) for assertions in said.values())
    check_limit(number, MAX_STATEMENTS, place=place, unit="statements", remedy="split the file")
    return iter([_account(name, assertions, [], place=place) for name, assertions in said.items()])


def _handwritten_columns(columns: list[str], rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """Convert our exported table of assertions to handwritten columns; rows of no party become blank."""
    if not set(columns) >= _EXPORTED_COLUMNS:
        return columns, rows
    kept = [index for index, name in enumerate(columns) if name in _COLUMN_NAMES]
    party = columns.index("party")

    def converted_row(row: list[str]) -> list[str]:
        if len(row) > len(columns):
            return row
        is_not_a_party = " ".join("".join(row[party : party + 1]).split()) in _NOT_A_PARTY
        return [] if is_not_a_party else [row[index] for index in kept if index < len(row)]

    return [_COLUMN_NAMES[columns[index]] for index in kept], list(map(converted_row, rows))


def _without_formula_guard(cell: str) -> str:
    """Return the cell without the apostrophe that protects it from spreadsheets."""
    return cell[1:] if _FORMULA_GUARD.match(unicodedata.normalize("NFKC", cell[:64])) else cell


def _csv_rows(text: str, *, place: str) -> list[list[str]]:
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        rows = list(
            csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=delimiter, strict=True)
        )
    except csv.Error as error:
        raise AccountError(f"{place}: is not CSV: {error}") from error
    return rows
