"""Findings as JSON, ``"format": "narratives/1"``; the JSON Schema is in the same folder as this module."""

import json

from narratives.exchange.record import Value, record
from narratives.exchange.restored import findings_of
from narratives.exchange.validation import parse_json, validate_record
from narratives.findings import Findings
from narratives.model import encodable


def to_json(findings: Findings, *, texts: bool = False) -> str:
    """Return findings as JSON, indented, with keys in a fixed order and text not escaped to ASCII.

    Lone surrogates, which UTF-8 cannot encode, are written as U+FFFD.

    Args:
        texts: include the texts of the documents, without which they cannot be shown later. They may be under
            the copyright of their publishers.
    """
    return dump_json(record(findings, texts=texts))


def dump_json(value: Value) -> str:
    """Return a JSON value as text."""
    return encodable(json.dumps(value, ensure_ascii=False, indent=1))


def from_json(text: str, *, place: str = "the JSON") -> Findings:
    """Return the findings of a JSON text; they equal those written if the document texts were included.

    Raises:
        ExchangeError: the text is not JSON, is not of this format, or contains a reference without a target;
            the message names the location.
    """
    return findings_of(validate_record(parse_json(text, place=place), place=place), place=place)
