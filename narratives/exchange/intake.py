"""What is read back: bounded, parsed, held against the schema, before anything is made of it."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from narratives.errors import ExchangeError
from narratives.exchange.record import FORMAT, Value
from narratives.exchange.strict import validator

LARGEST = 64 * 2**20
"""Characters of the longest text that is read back."""


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the format."""
    text = (files("narratives.exchange") / "narratives-1.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def rules_of(kind: str = "") -> Any:
    """A validator of the format, or of one of the kinds under its ``$defs`` alone."""
    whole = schema()
    return validator(whole["$defs"][kind] | {"$defs": whole["$defs"]} if kind else whole)


def bounded(text: str, *, place: str) -> str:
    """The text, where it is not too long to be read.

    Raises:
        ExchangeError: it is longer than `LARGEST`.
    """
    if len(text) > LARGEST:
        raise ExchangeError(
            f"{place}: has {len(text):,} characters, more than the {LARGEST:,} that are read; "
            "write the findings without the documents' texts, or in parts"
        )
    return text


def parsed(text: str, *, place: str) -> Any:
    """The JSON value of a text.

    Raises:
        ExchangeError: it is no JSON, is nested too deeply, is too long, or holds NaN or Infinity.
    """

    def refuse(constant: str) -> None:
        raise ExchangeError(f"{place}: holds {constant}, which is no JSON; give a number or null")

    try:
        return json.loads(bounded(text, place=place), parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise ExchangeError(
            f"{place}: is no JSON (line {error.lineno}, column {error.colno}: {error.msg})"
        ) from error
    except ExchangeError:
        raise
    except ValueError as error:
        raise ExchangeError(f"{place}: holds a number that is too long to be one of {FORMAT}") from error
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
    return held(value, rules_of(), place=place)


def held(value: Any, rules: Any, *, place: str) -> Value:
    """The value, where it follows the schema of a `jsonschema` validator.

    Raises:
        ExchangeError: it does not; the first place where it does not is named.
    """
    try:
        fault = min(rules.iter_errors(value), key=_depth_and_place, default=None)
    except RecursionError:
        raise ExchangeError(f"{place}: is nested too deeply to be read") from None
    if fault is not None:
        raise ExchangeError(f"{place}: {fault.json_path}: {fault.message:.200}")
    told: Value = value
    return told


def _depth_and_place(fault: Any) -> tuple[int, str]:
    return len(fault.absolute_path), fault.json_path
