"""Our JSON, ``"format": "narratives/1"``; its JSON Schema lies beside this module."""

import json

from narratives.exchange.intake import parsed, valid
from narratives.exchange.record import Value, record
from narratives.exchange.restored import findings_of
from narratives.findings import Findings
from narratives.model import encodable


def to_json(findings: Findings, *, texts: bool = False) -> str:
    """Write findings as JSON, indented, keys in a fixed order, text not escaped to ASCII.

    Args:
        texts: whether the documents' texts are written too, without which nothing can show them later.
            They may belong to their publishers.

    Lone surrogates, which no UTF-8 holds, are written as U+FFFD.
    """
    return dumped(record(findings, texts=texts))


def dumped(value: Value) -> str:
    """A JSON value as text."""
    return encodable(json.dumps(value, ensure_ascii=False, indent=1))


def from_json(text: str, *, place: str = "the JSON") -> Findings:
    """Read findings back: equal to those written, where the texts were written too.

    Raises:
        ExchangeError: no JSON, not of this format, or it points at what is not there; with the place in it.
    """
    return findings_of(valid(parsed(text, place=place), place=place), place=place)
