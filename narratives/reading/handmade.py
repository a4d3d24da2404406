"""Accounts written by hand: YAML, JSON or CSV → `Account`."""

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
from narratives.reading.limits import MAX_ACCOUNTS_BYTES, MAX_STATEMENT, MAX_STATEMENTS, bytes_of, hold
from narratives.reading.plain import decode

_KEYS = ("text", "stance", "source", "cue", "quote", "time")
_ENDS = ("start", "end")
_COLUMNS = ("party", *_KEYS[:-1], *_ENDS)
_OF_OUR_TABLE = frozenset({"id", "party", "stance", "text", "quote"})
"""Columns by which the CSV of who says what is known that `narratives.exchange` writes."""
_FROM_OUR_TABLE = {
    **{name: name for name in _COLUMNS if name not in _ENDS},
    **{f"time_{end}": end for end in _ENDS},
}
_OF_NO_PARTY = ("", ARTICLE, NO_PARTY)
_DELIMITERS = ",;\t"
_GUARDED = re.compile(r"'[\s\"';,]*[=+\-@\u2212]")
"""How a text begins that our CSV put an apostrophe before, so that no spreadsheet takes it for a formula."""
_SHAPE = "a mapping of a party's name to a list of statements is needed, as 'Armenia: [The road is open.]'"
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def read_accounts(path: str | Path) -> tuple[Account, ...]:
    """Read accounts that somebody wrote by hand, told by the file's ending: .yaml, .yml, .json or .csv.

    YAML and JSON map a party's name to its statements, or to ``{aliases: [...], says: [...]}``. A statement
    is a text, or a mapping with ``text`` and any of ``stance``, ``source``, ``cue``, ``quote`` and
    ``time: {start, end}``. CSV has a row a statement under the columns ``party``, ``text`` and any of
    ``stance``, ``source``, ``cue``, ``quote``, ``start`` and ``end``, parted by commas, semicolons or tabs.
    The CSV of who says what that we write is read as well: places, and what is no party's, are left out.

    Raises:
        DocumentMissingError: there is no such file.
        TooLargeError: over `MAX_ACCOUNTS_BYTES`, `MAX_STATEMENTS` or `MAX_STATEMENT`.
        ReadError: another ending, unreadable, not UTF-8.
        AccountError: not of that shape; the place is named as ``accounts.yaml: Armenia[2]``.
    """
    path = Path(path)
    read = {".yaml": _from_yaml, ".yml": _from_yaml, ".json": _from_json, ".csv": _from_csv}.get(
        path.suffix.lower()
    )
    if read is None:
        raise ReadError(f"{path}: accounts ending in {path.suffix!r} are not read; give .yaml, .json or .csv")
    text = decode(bytes_of(path, at_most=MAX_ACCOUNTS_BYTES), place=str(path))
    return tuple(read(text, str(path)))


def _from_yaml(text: str, place: str) -> Iterator[Account]:
    from narratives.reading.texts import TextsError, texts_in

    try:
        value = texts_in(text)
    except TextsError as error:
        raise AccountError(f"{place}: {error}") from error
    return _accounts(value, place=place)


def _from_json(text: str, place: str) -> Iterator[Account]:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise AccountError(f"{place}: {key!r:.40} is given twice; keep one")
            found[key] = value
        return found

    try:
        value = json.loads(text, object_pairs_hook=once)
    except AccountError:
        raise
    except RecursionError:
        raise AccountError(f"{place}: is nested too deeply; {_SHAPE}") from None
    except ValueError as error:
        raise AccountError(f"{place}: is not JSON: {error}") from error
    if isinstance(value, dict) and isinstance(value.get("format"), str):
        raise AccountError(f"{place}: is of the format {value['format']!r:.40}, which is no account by hand")
    return _accounts(value, place=place)


def _accounts(value: Any, *, place: str) -> Iterator[Account]:
    if not isinstance(value, dict) or not value:
        raise AccountError(f"{place}: {_SHAPE}")
    said = {name: _said(of_party, place=f"{place}: {name}") for name, of_party in value.items()}
    number = sum(len(statements) for _, statements in said.values())
    hold(number, MAX_STATEMENTS, place=place, unit="statements", remedy="split the file")
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


def _said(value: Any, *, place: str) -> tuple[list[str], list[Any]]:
    """A party's other names and its statements."""
    if isinstance(value, dict):
        _hold_keys(value, ("aliases", "says"), place=place)
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
    _hold_keys(value, _KEYS, place=place)
    for key in _KEYS[:-1]:
        if not isinstance(value.get(key, ""), str):
            raise AccountError(f"{place}: {key} {value[key]!r:.40} must be a text")
    text = value.get("text", "").strip()
    if not text:
        raise AccountError(f"{place}: has no text; give a sentence")
    hold(len(text), MAX_STATEMENT, place=place, unit="characters", remedy="make several statements of it")
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


def _hold_keys(value: Mapping[Any, Any], known: tuple[str, ...], *, place: str) -> None:
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
    _hold_keys(value, _ENDS, place=f"{place}: time")
    start, end = (_moment(value.get(key), place=f"{place}: time: {key}") for key in _ENDS)
    if start and end and end < start[: len(end)]:
        raise AccountError(f"{place}: time ends in {end} and starts in {start}; exchange them")
    return TimeInterval(start=start, end=end) if start or end else None


def _moment(value: Any, *, place: str) -> str | None:
    if value in (None, ""):
        return None
    text = value.strip() if isinstance(value, str) else ""
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :] if _DAY.fullmatch(text) else "")
    except ValueError:
        raise AccountError(
            f"{place} {value!r:.40} is no ISO 8601 date; give '2021', '2021-08' or '2021-08-05'"
        ) from None
    return text


def _from_csv(text: str, place: str) -> Iterator[Account]:
    header, *rows = _rows(text, place=place)
    columns, rows = _as_by_hand([name.strip().lower() for name in header], rows)
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
        cells = {name: _unguarded(cell) for name, cell in zip(columns, row, strict=False)}
        name = " ".join(cells.pop("party", "").split())
        if not name:
            raise AccountError(f"{where}: has no party; give its name")
        time = {end: cells.pop(end) for end in _ENDS if end in cells}
        said.setdefault(name, []).append(_assertion({**cells, "time": time}, place=where))
    if not said:
        raise AccountError(f"{place}: has no statement; give a row a statement")
    number = sum(len(assertions) for assertions in said.values())
    hold(number, MAX_STATEMENTS, place=place, unit="statements", remedy="split the file")
    return iter([_account(name, assertions, [], place=place) for name, assertions in said.items()])


def _as_by_hand(columns: list[str], rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """Our own table of who says what as somebody would write it; a blank row for what is no party's."""
    if not set(columns) >= _OF_OUR_TABLE:
        return columns, rows
    kept = [index for index, name in enumerate(columns) if name in _FROM_OUR_TABLE]
    party = columns.index("party")

    def taken(row: list[str]) -> list[str]:
        if len(row) > len(columns):
            return row
        is_no_partys = " ".join("".join(row[party : party + 1]).split()) in _OF_NO_PARTY
        return [] if is_no_partys else [row[index] for index in kept if index < len(row)]

    return [_FROM_OUR_TABLE[columns[index]] for index in kept], list(map(taken, rows))


def _unguarded(cell: str) -> str:
    """The cell without the apostrophe that guards it."""
    return cell[1:] if _GUARDED.match(unicodedata.normalize("NFKC", cell[:64])) else cell


def _rows(text: str, *, place: str) -> list[list[str]]:
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        rows = list(
            csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=delimiter, strict=True)
        )
    except csv.Error as error:
        raise AccountError(f"{place}: is not CSV: {error}") from error
    return rows
