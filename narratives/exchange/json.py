"""Our JSON, ``"format": "narratives/1"``; its JSON Schema lies beside this module."""

import json
from collections.abc import Iterable

from narratives.exchange.intake import parsed, valid
from narratives.exchange.record import Value, accounts_record, record
from narratives.exchange.restored import findings_of
from narratives.findings import Findings
from narratives.model import Assertion, Document, Party, encodable


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
    """Write who says what as JSON of the same format, nothing compared: `Findings.compared` is False."""
    return dumped(
        accounts_record(
            documents=documents, parties=parties, assertions=assertions, texts=texts, compared=False
        )
    )


def dumped(value: Value) -> str:
    """A JSON value as text."""
    return encodable(json.dumps(value, ensure_ascii=False, indent=1))


def from_json(text: str, *, place: str = "the JSON") -> Findings:
    """Read findings back: equal to those written, where the texts were written too.

    Raises:
        ExchangeError: no JSON, not of this format, or it points at what is not there; with the place in it.
    """
    return findings_of(valid(parsed(text, place=place), place=place), place=place)
