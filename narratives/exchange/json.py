"""Our JSON, ``"format": "narratives/1"``; its JSON Schema lies beside this module."""

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from narratives.errors import ExchangeError
from narratives.exchange.record import FORMAT, Value, accounts_of, accounts_record, findings_of, record
from narratives.findings import Findings
from narratives.model import Assertion, Document, Party, encodable


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the format."""
    text = (files("narratives.exchange") / "narratives-1.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def _checker() -> Any:
    import jsonschema

    return jsonschema.Draft202012Validator(schema())


def to_json(findings: Findings, *, texts: bool = False) -> str:
    """Write findings as JSON, indented, keys in a fixed order, text not escaped to ASCII.

    Args:
        texts: whether the documents' texts are written too, without which nothing can show them later.
            They may belong to their publishers.

    Lone surrogates, which no UTF-8 holds, are written as U+FFFD.
    """
    return dumped(record(findings, texts=texts))


def accounts_to_json(
    *,
    documents: Iterable[Document],
    parties: Iterable[Party],
    assertions: Iterable[Assertion],
    texts: bool = False,
) -> str:
    """Write who says what as JSON of the same format, nothing compared."""
    return dumped(accounts_record(documents=documents, parties=parties, assertions=assertions, texts=texts))


def dumped(value: Value) -> str:
    """A JSON value as text."""
    return encodable(json.dumps(value, ensure_ascii=False, indent=1))


def from_json(text: str, *, place: str = "the JSON") -> Findings:
    """Read findings back: equal to those written, where the texts were written too.

    Raises:
        ExchangeError: no JSON, not of this format, or it points at what is not there; with the place in it.
    """
    return findings_of(valid(parsed(text, place=place), place=place), place=place)


def accounts_from_json(
    text: str, *, place: str = "the JSON"
) -> tuple[tuple[Document, ...], tuple[Party, ...], tuple[Assertion, ...]]:
    """Read documents, parties and assertions back, those of no party among them.

    Raises:
        ExchangeError: as `from_json`.
    """
    value = valid(parsed(text, place=place), place=place)
    documents, parties, assertions = accounts_of(value, place=place)
    return tuple(documents.values()), tuple(parties), tuple(assertions.values())


def parsed(text: str, *, place: str) -> Any:
    """The JSON value of a text.

    Raises:
        ExchangeError: it is no JSON, is nested too deeply, or holds NaN or Infinity.
    """

    def refuse(constant: str) -> None:
        raise ExchangeError(f"{place}: holds {constant}, which is no JSON; give a number or null")

    try:
        return json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise ExchangeError(
            f"{place}: is no JSON (line {error.lineno}, column {error.colno}: {error.msg})"
        ) from error
    except RecursionError:
        raise ExchangeError(f"{place}: is nested too deeply to be of the format {FORMAT}") from None


def valid(value: Any, *, place: str) -> Value:
    """The value, where it follows the schema.

    Raises:
        ExchangeError: it does not; the first place where it does not is named.
    """
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        given = value.get("format") if isinstance(value, dict) else type(value).__name__
        raise ExchangeError(f"{place}: is not of the format {FORMAT!r} ({given!r:.60}); see its JSON Schema")
    fault = min(_checker().iter_errors(value), key=_depth_and_place, default=None)
    if fault is not None:
        raise ExchangeError(f"{place}: {fault.json_path}: {fault.message:.200}")
    return value


def _depth_and_place(fault: Any) -> tuple[int, str]:
    return len(fault.absolute_path), fault.json_path
