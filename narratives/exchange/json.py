"""Our JSON, ``"format": "narratives/1"``; its JSON Schema lies beside this module."""

import json
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any

from narratives.model import Assertion, Document, Party, encodable
from narratives.verdict import Dispute, Verdict

FORMAT = "narratives/1"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the format."""
    text = (files("narratives.exchange") / "narratives-1.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def to_json(
    *,
    documents: Iterable[Document],
    parties: Iterable[Party],
    assertions: Iterable[Assertion],
    verdicts: Sequence[Verdict] = (),
    disputes: Iterable[Dispute] = (),
    not_compared: int = 0,
) -> str:
    """Write values as JSON, indented, keys in a fixed order, text not escaped to ASCII.

    Lone surrogates, which no UTF-8 holds, are written as U+FFFD.
    """
    numbers = {(verdict.a.id, verdict.b.id): number for number, verdict in enumerate(verdicts)}
    value = {
        "format": FORMAT,
        "documents": [_document(document) for document in documents],
        "parties": [{"name": party.name, "aliases": list(party.aliases)} for party in parties],
        "assertions": [_assertion(assertion) for assertion in assertions],
        "relations": [_relation(verdict) for verdict in verdicts],
        "disputes": [
            {
                "label": dispute.label,
                "assertions": [assertion.id for assertion in dispute.assertions],
                "relations": [numbers[verdict.a.id, verdict.b.id] for verdict in dispute.verdicts],
            }
            for dispute in disputes
        ],
        "not_compared": not_compared,
    }
    return encodable(json.dumps(value, ensure_ascii=False, indent=1))


def _document(document: Document) -> dict[str, Any]:
    known = {
        "title": document.title,
        "outlet": document.outlet,
        "date": document.date,
        "address": document.address,
    }
    return {
        "id": document.id,
        **{name: value for name, value in known.items() if value},
        "sha256": document.sha256,
    }


def _assertion(assertion: Assertion) -> dict[str, Any]:
    source = assertion.source
    return {
        "id": assertion.id,
        "party": assertion.party,
        "source": source.name if source else None,
        "mention": source.mention if source else None,
        "via": list(source.via) if source else [],
        "resolved": source.resolved if source else True,
        "cue": assertion.cue,
        "stance": str(assertion.stance),
        "text": assertion.text,
        "quote": assertion.quote,
        "document": assertion.document,
        "spans": [[span.start, span.end] for span in assertion.spans],
        "time": {"start": assertion.time.start, "end": assertion.time.end} if assertion.time else None,
        "answers": assertion.answers,
    }


def _relation(verdict: Verdict) -> dict[str, Any]:
    return {
        "a": verdict.a.id,
        "b": verdict.b.id,
        "relation": str(verdict.relation),
        "probability": verdict.probability,
        "reasons": [
            {
                "kind": str(reason.kind),
                "a": reason.a,
                "b": reason.b,
                "note": reason.note,
                "a_spans": [[span.start, span.end] for span in reason.a_spans],
                "b_spans": [[span.start, span.end] for span in reason.b_spans],
            }
            for reason in verdict.reasons
        ],
        "judge": verdict.judge,
    }
