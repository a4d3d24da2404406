"""Parsing and validation of the input of all readers: size limit, JSON syntax, JSON Schema."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from narratives.errors import ExchangeError
from narratives.exchange.json_schema import strict_validator
from narratives.exchange.record import FORMAT, Value

MAX_CHARACTERS = 64 * 2**20
"""Maximum length of an input text, in characters."""


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the format."""
    text = (files("narratives.exchange") / "narratives-1.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def schema_validator(kind: str = "") -> Any:
    """Return a validator for a whole record or, with ``kind``, for that entry of ``$defs`` only."""
    whole = schema()
    return strict_validator(whole["$defs"][kind] | {"$defs": whole["$defs"]} if kind else whole)


def check_length(text: str, *, place: str) -> str:
    """Return the text unchanged.

    Raises:
        ExchangeError: it is longer than `MAX_CHARACTERS`.
    """
    if len(text) > MAX_CHARACTERS:
        raise ExchangeError(
            f"{place}: has {len(text):,} characters, more than the {MAX_CHARACTERS:,} that are read; "
            "write the findings without the documents' texts, or in parts"
        )
    return text


def parse_json(text: str, *, place: str) -> Any:
    """Return the value of a JSON text.

    Raises:
        ExchangeError: the text is not JSON, is nested too deeply, is too long, or contains NaN or Infinity.
    """

    def refuse(constant: str) -> None:
        raise ExchangeError(f"{place}: holds {constant}, which is no JSON; give a number or null")

    try:
        return json.loads(check_length(text, place=place), parse_constant=refuse)
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


def validate_record(value: Any, *, place: str) -> Value:
    """Return the value unchanged if it is a valid record of the format.

    Raises:
        ExchangeError: it is not valid; the message names the first invalid location.
    """
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        given = value.get("format") if isinstance(value, dict) else type(value).__name__
        raise ExchangeError(f"{place}: is not of the format {FORMAT!r} ({given!r:.60}); see its JSON Schema")
    return validate(value, schema_validator(), place=place)


def validate(value: Any, validator: Any, *, place: str) -> Value:
    """Return the value unchanged if the `jsonschema` validator accepts it.

    Raises:
        ExchangeError: it does not; the message names the first invalid location.
    """
    try:
        fault = min(validator.iter_errors(value), key=_depth_and_path, default=None)
    except RecursionError:
        raise ExchangeError(f"{place}: is nested too deeply to be read") from None
    if fault is not None:
        raise ExchangeError(f"{place}: {fault.json_path}: {fault.message:.200}")
    validated: Value = value
    return validated


def _depth_and_path(fault: Any) -> tuple[int, str]:
    return len(fault.absolute_path), fault.json_path
