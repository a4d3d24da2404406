"""Decisions of people as plain JSON values."""

from typing import Any

from narratives.decisions import Decision, StatementKey
from narratives.errors import DecisionError, NarrativesError

Value = dict[str, Any]


def decision_record(decision: Decision) -> Value:
    """A decision as a JSON value; what is empty is left out."""
    value: Value = {
        "on": str(decision.on),
        "mark": str(decision.mark),
        "value": decision.value,
        "statements": [key_record(key) for key in decision.statements],
        "pairs": [list(pair) for pair in decision.pairs],
        "speaker": decision.speaker,
        "party": decision.party,
        "by": decision.by,
        "at": decision.at,
        "note": decision.note,
    }
    return {name: one for name, one in value.items() if one or name in ("on", "mark", "value")}


def decision_of(value: Value, *, place: str) -> Decision:
    """The decision of a JSON value that follows the schema.

    Raises:
        DecisionError: it cannot be, with the place.
    """
    try:
        return Decision(
            on=value["on"],
            mark=value["mark"],
            value=value.get("value", ""),
            statements=tuple(key_of(one) for one in value.get("statements", ())),
            pairs=tuple((a, b) for a, b in value.get("pairs", ())),
            **{name: value.get(name, "") for name in ("speaker", "party", "by", "at", "note")},
        )
    except NarrativesError as error:
        raise DecisionError(f"{place}: {error}") from error


def key_record(key: StatementKey) -> Value:
    """The key of a statement as a JSON value."""
    return {
        "text": key.text,
        "quote": key.quote,
        "document": key.document,
        "spans": [list(span) for span in key.spans],
        "stance": key.stance,
        "party": key.party,
        "source": key.source,
    }


def key_of(value: Value) -> StatementKey:
    """The key of a statement of a JSON value that follows the schema."""
    return StatementKey(
        text=value["text"],
        quote=value.get("quote", ""),
        document=value.get("document"),
        spans=tuple((start, end) for start, end in value.get("spans", ())),
        stance=value.get("stance", "asserts"),
        party=value.get("party"),
        source=value.get("source"),
    )
