"""Findings as plain JSON values of the format narratives/1: what every other format carries."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from narratives.copies import Copies
from narratives.decisions import Review
from narratives.errors import ExchangeError
from narratives.exchange.decision_records import decision_record
from narratives.findings import Findings, Voice
from narratives.model import ARTICLE, NO_PARTY, Assertion, Document, Party, Stance, encodable
from narratives.verdict import Dispute, Reason, Relation, Verdict

FORMAT = "narratives/1"
RECORD = "narratives"
"""Key or attribute that the record stands under in formats that carry it."""

PUT_FORWARD = frozenset({Stance.ASSERTS, Stance.PREDICTS})
"""Stances whose proposition the speaker holds."""

Value = dict[str, Any]

MOMENT = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
"""An ISO 8601 year, month or day."""


def record(findings: Findings, *, texts: bool) -> Value:
    """Findings as one JSON value; with ``texts`` the documents' texts too, else their checksums alone.

    Raises:
        ExchangeError: the format does not hold it: a verdict is neutral, its probability is not from 0 to 1,
            it sets an assertion against itself or is on one of no account; a point at issue has no label or
            no verdict, or one that is not among the findings; a time is no year, month or day.
    """
    own = [verdict for one in findings.own for verdict in one.verdicts]
    verdicts = [*findings.verdicts, *own]
    numbers = {verdict: number for number, verdict in reversed(list(enumerate(verdicts)))}
    value = {
        **accounts_record(
            documents=findings.documents,
            parties=[account.party for account in findings.accounts],
            assertions=[*findings.assertions, *findings.unassigned],
            texts=texts,
            compared=findings.compared,
        ),
        "relations": [relation_record(verdict) for verdict in _held(verdicts, findings)],
        "disputes": [
            {
                "label": _label(dispute),
                "assertions": [assertion.id for assertion in dispute.assertions],
                "relations": _numbers(dispute, numbers),
            }
            for dispute in findings.disputes
        ],
        "not_compared": findings.not_compared,
        **_beside(findings),
    }
    if findings.own:
        value["examined"], first = [], len(findings.verdicts)
        for one in findings.own:
            after = first + len(one.verdicts)
            value["examined"].append(
                {
                    "party": one.account.name,
                    "relations": list(range(first, after)),
                    "not_compared": one.not_compared,
                }
            )
            first = after
    return value


def _beside(findings: Findings) -> Value:
    """What stands beside the accounts and relations; what is empty is left out."""
    documents = {document.id: document for document in findings.documents}
    told: Value = {
        "voices": [_voice(voice) for voice in findings.voices],
        "warnings": list(findings.warnings),
        "reviews": [_review(review, documents) for review in findings.reviews],
        "unmatched": [
            {"decision": decision_record(one.decision), "why": one.why} for one in findings.unmatched
        ],
        "copies": [copies_record(one) for one in findings.copies],
    }
    return {name: value for name, value in told.items() if value}


def _voice(voice: Voice) -> Value:
    suggestion = voice.suggestion
    return {
        "name": voice.name,
        "why": voice.why,
        "suggestion": {"party": suggestion.party, "why": suggestion.why} if suggestion else None,
        "assertions": [assertion.id for assertion in voice.assertions],
    }


def copies_record(copies: Copies) -> Value:
    """Return a group of copies as plain JSON values."""
    return {
        "documents": list(copies.documents),
        "containment": list(copies.containment),
        "resemblance": list(copies.resemblance),
        "why": copies.why,
    }


def _review(review: Review, documents: Mapping[str, Document]) -> Value:
    before, after = review.before, review.after
    return {
        "decisions": [decision_record(decision) for decision in review.decisions],
        "before": {"assertion": assertion_record(before, documents)}
        if isinstance(before, Assertion)
        else {"relation": relation_record(before)}
        if before is not None
        else None,
        "after": {"assertion": after.id}
        if isinstance(after, Assertion)
        else {"relation": [after.a.id, after.b.id]}
        if after is not None
        else None,
        "open": review.open,
    }


def encodable_record(findings: Findings, *, texts: bool) -> Value:
    """As `record`, with lone surrogates, which no UTF-8 holds, as U+FFFD."""
    value: Value = json.loads(encodable(json.dumps(record(findings, texts=texts), ensure_ascii=False)))
    return value


def _held(verdicts: Iterable[Verdict], findings: Findings) -> Iterator[Verdict]:
    """The verdicts, each where the format holds it."""
    known = {assertion.id for assertion in findings.assertions}
    for verdict in verdicts:
        a, b = verdict.a, verdict.b
        fault = ""
        if verdict.relation is Relation.NEUTRAL:
            fault = "is neutral; leave it out of the findings"
        elif not 0 <= verdict.probability <= 1:
            fault = f"has the probability {verdict.probability!r}; give a number from 0 to 1"
        elif a.id == b.id:
            fault = "sets an assertion against itself; leave it out of the findings"
        elif not {a.id, b.id} <= known:
            fault = "is on an assertion of no account; add it to the account of its party"
        if fault:
            raise ExchangeError(f"the verdict on {a.text!r:.60} and {b.text!r:.60} {fault}")
        yield verdict


def _label(dispute: Dispute) -> str:
    if not dispute.label or not dispute.verdicts:
        first = dispute.verdicts[0].a.text if dispute.verdicts else ""
        raise ExchangeError(
            f"point at issue {dispute.label or first!r:.60}: has no "
            f"{'verdict' if dispute.label else 'label'}; give it one"
        )
    return dispute.label


def _numbers(dispute: Dispute, numbers: Mapping[Verdict, int]) -> list[int]:
    for verdict in dispute.verdicts:
        if verdict not in numbers:
            raise ExchangeError(
                f"point at issue {dispute.label!r:.60}: its verdict on {verdict.a.text!r:.60} is not among "
                "the findings; add it to their verdicts"
            )
    return [numbers[verdict] for verdict in dispute.verdicts]


def accounts_record(
    *,
    documents: Iterable[Document],
    parties: Iterable[Party],
    assertions: Iterable[Assertion],
    texts: bool,
    compared: bool,
) -> Value:
    """Who says what as one JSON value, without relations.

    Raises:
        ExchangeError: a time is no year, month or day.
    """
    known = {document.id: document for document in documents}
    return {
        "format": FORMAT,
        **({} if compared else {"compared": False}),
        "documents": [document_record(document, texts=texts) for document in known.values()],
        "parties": [party_record(party) for party in parties],
        "assertions": [assertion_record(assertion, known) for assertion in assertions],
        "relations": [],
        "disputes": [],
        "not_compared": 0,
    }


def party_record(party: Party) -> Value:
    """A party as a JSON value."""
    return {"name": party.name, "aliases": list(party.aliases)}


def document_record(document: Document, *, texts: bool) -> Value:
    """A document as a JSON value; a text that no UTF-8 holds is left out, since its places would not hold."""
    known = {
        "title": document.title,
        "outlet": document.outlet,
        "date": document.date,
        "address": document.address,
        "pages": list(document.pages),
    }
    value: Value = {
        "id": document.id,
        **{name: value for name, value in known.items() if value},
        "sha256": document.sha256,
    }
    if texts and not document.checksum and encodable(document.text) == document.text:
        value["text"] = document.text
    if texts and document.blocks:
        value["blocks"] = [
            {"runs": [list(run) for run in block.runs], "heading": block.heading} for block in document.blocks
        ]
    return value


def assertion_record(assertion: Assertion, documents: Mapping[str, Document]) -> Value:
    """An assertion as a JSON value; with its page and its other places, if it has any."""
    source = assertion.source
    value: Value = {
        "id": assertion.id,
        "party": assertion.party,
        "source": source.name if source else None,
        "mention": source.mention if source else None,
        "via": list(source.via) if source else [],
        "resolved": source.resolved if source else True,
        **({"why": source.why} if source and source.why else {}),
        "cue": assertion.cue,
        "stance": str(assertion.stance),
        "text": assertion.text,
        "quote": assertion.quote,
        "document": assertion.document,
        "spans": [[span.start, span.end] for span in assertion.spans],
        "time": _time(assertion),
        "answers": assertion.answers,
        **({} if assertion.whole else {"whole": False}),
        **({"unresolved": list(assertion.unresolved)} if assertion.unresolved else {}),
    }
    page = page_of(assertion, documents)
    if page is not None:
        value["page"] = page
    if assertion.also:
        value["also"] = [assertion_record(one, documents) for one in assertion.also]
    return value


def group_of(one: Value) -> str:
    """The party of an assertion's record, or what stands for it."""
    return str(one["party"] or (NO_PARTY if one["source"] else ARTICLE))


def _time(assertion: Assertion) -> Value | None:
    time = assertion.time
    for moment in (time.start, time.end) if time else ():
        if moment is not None and not MOMENT.fullmatch(moment):
            raise ExchangeError(
                f"assertion {assertion.text!r:.60}: its time {moment!r:.40} is no ISO 8601 date; "
                "give '2021', '2021-08' or '2021-08-05'"
            )
    return {"start": time.start, "end": time.end} if time else None


def page_of(assertion: Assertion, documents: Mapping[str, Document]) -> int | None:
    """The page that an assertion begins on, where its document has pages."""
    document = documents.get(assertion.document or "")
    return document.page(assertion.spans[0].start) if document is not None else None


def relation_record(verdict: Verdict) -> Value:
    """A verdict as a JSON value."""
    return {
        "a": verdict.a.id,
        "b": verdict.b.id,
        "relation": str(verdict.relation),
        "probability": verdict.probability,
        "reasons": [reason_record(reason) for reason in verdict.reasons],
        "judge": verdict.judge,
        **({} if verdict.contradiction is None else {"contradiction": verdict.contradiction}),
    }


def reason_record(reason: Reason) -> Value:
    """A reason as a JSON value."""
    return {
        "kind": str(reason.kind),
        "a": reason.a,
        "b": reason.b,
        "note": reason.note,
        "a_spans": [[span.start, span.end] for span in reason.a_spans],
        "b_spans": [[span.start, span.end] for span in reason.b_spans],
    }
