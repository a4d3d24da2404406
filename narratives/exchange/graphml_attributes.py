"""GraphML attributes of a record: one line of readable text, or a number, each."""

import json
from collections.abc import Mapping
from typing import Any

from narratives.exchange.record import Value, group_of
from narratives.harmless import plain

_MAX_LABEL = 60
"""Maximum length of a node's label, in characters."""

Attributes = dict[str, str | int | float]


def ascii_json(value: Value) -> str:
    """Return a value as ASCII JSON without control characters, which any format can contain."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("\x7f", "\\u007f")


def node_attributes(assertion: Value, documents: Mapping[str, Value]) -> Attributes:
    """Return the readable attributes of the record of an assertion."""
    text = plain(assertion["text"])
    document = documents.get(assertion["document"] or "", {})
    spans = assertion["spans"]
    return _plain_attributes(
        {
            "label": text if len(text) <= _MAX_LABEL else text[: _MAX_LABEL - 1] + "…",
            "party": group_of(assertion),
            "source": assertion["source"],
            "cue": assertion["cue"],
            "stance": assertion["stance"],
            "text": text,
            "quote": assertion["quote"],
            "document": document.get("title") or assertion["document"],
            "start": spans[0][0] if spans else None,
            "end": spans[-1][1] if spans else None,
            "page": assertion.get("page"),
        }
    )


def edge_attributes(relation: Value) -> Attributes:
    """Return the readable attributes of the record of a relation."""
    reasons = [
        f"{reason['kind']}: “{reason['a']}” / “{reason['b']}” {reason['note']}"
        for reason in relation["reasons"]
    ]
    return _plain_attributes(
        {
            "relation": relation["relation"],
            "probability": float(relation["probability"]),
            "reasons": " | ".join(reasons),
            "judge": relation["judge"],
        }
    )


def _plain_attributes(values: Mapping[str, Any]) -> Attributes:
    """Return the values with each text on one line, without missing values and empty texts."""
    lines = {name: plain(value) if isinstance(value, str) else value for name, value in values.items()}
    return {name: value for name, value in lines.items() if value is not None and value != ""}
