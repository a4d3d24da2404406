"""What a person reads of a record: attributes of a node or an edge, one line each."""

import json
from collections.abc import Mapping
from typing import Any

from narratives.exchange.record import Value, group_of
from narratives.harmless import plain

_LABEL = 60

Attributes = dict[str, str | int | float]


def ascii_json(value: Value) -> str:
    """A JSON value in ASCII without control characters, so that any format holds it."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("\x7f", "\\u007f")


def node_attributes(one: Value, documents: Mapping[str, Value]) -> Attributes:
    """What a person reads of an assertion's record."""
    text = plain(one["text"])
    document = documents.get(one["document"] or "", {})
    told: dict[str, Any] = {
        "label": text if len(text) <= _LABEL else text[: _LABEL - 1] + "…",
        "party": group_of(one),
        "source": one["source"],
        "cue": one["cue"],
        "stance": one["stance"],
        "text": text,
        "quote": one["quote"],
        "document": document.get("title") or one["document"],
        "start": one["spans"][0][0] if one["spans"] else None,
        "end": one["spans"][-1][1] if one["spans"] else None,
        "page": one.get("page"),
    }
    return _shown(told)


def edge_attributes(one: Value) -> Attributes:
    """What a person reads of a relation's record."""
    reasons = [f"{why['kind']}: “{why['a']}” / “{why['b']}” {why['note']}" for why in one["reasons"]]
    return _shown(
        {
            "relation": one["relation"],
            "probability": float(one["probability"]),
            "reasons": " | ".join(reasons),
            "judge": one["judge"],
        }
    )


def _shown(told: Mapping[str, Any]) -> Attributes:
    lines = {name: plain(value) if isinstance(value, str) else value for name, value in told.items()}
    return {name: value for name, value in lines.items() if value is not None and value != ""}
