"""Decisions of people as JSON, format narratives-decisions/1; its JSON Schema lies beside this module."""

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from narratives.decisions import Decision
from narratives.errors import DecisionError, ExchangeError
from narratives.exchange.decision_records import Value, decision_of, decision_record
from narratives.exchange.json_schema import strict_validator
from narratives.exchange.validation import parse_json, validate
from narratives.model import encodable

DECISIONS_FORMAT = "narratives-decisions/1"


def decisions_to_json(decisions: Iterable[Decision]) -> str:
    """Write decisions as JSON, in their order, each once."""
    distinct = {decision.id: decision for decision in decisions}
    value = {
        "format": DECISIONS_FORMAT,
        "decisions": [decision_record(decision) for decision in distinct.values()],
    }
    return encodable(json.dumps(value, ensure_ascii=False, indent=1)) + "\n"


def decisions_from_json(text: str, *, place: str = "the decisions") -> tuple[Decision, ...]:
    """Read decisions back.

    Raises:
        DecisionError: no JSON, not of this format, or a decision that cannot be; with the place in it.
    """
    try:
        value = parse_json(text, place=place)
        if not isinstance(value, dict) or value.get("format") != DECISIONS_FORMAT:
            given = value.get("format") if isinstance(value, dict) else type(value).__name__
            raise DecisionError(
                f"{place}: is not of the format {DECISIONS_FORMAT!r} ({given!r:.60}); "
                "save the decisions with the button of the report's page"
            )
        validate(value, _rules(), place=place)
    except ExchangeError as error:
        raise DecisionError(str(error)) from error
    return tuple(
        decision_of(one, place=f"{place}: $.decisions[{number}]")
        for number, one in enumerate(value["decisions"])
    )


def decisions_schema() -> Value:
    """The JSON Schema (2020-12) of the format."""
    name = "narratives-decisions-1.schema.json"
    loaded: Value = json.loads((files("narratives.exchange") / name).read_text(encoding="utf-8"))
    return loaded


@cache
def _rules() -> Any:
    return strict_validator(decisions_schema())
