"""Answers to questions as JSON, format narratives-answer/1; assertions and relations as in narratives/1."""

from collections.abc import Iterable, Mapping, Sequence

from narratives.answers import Answer, Events, PartyDistance, StanceMatrix
from narratives.exchange.json import dump_json
from narratives.exchange.record import Value, assertion_record, document_record, relation_record
from narratives.findings import Findings
from narratives.model import Assertion, Document, TimeInterval
from narratives.verdict import Dispute

ANSWER_FORMAT = "narratives-answer/1"


def disputes_to_json(findings: Findings, disputes: Sequence[Dispute], asked: Mapping[str, object]) -> str:
    """Return disputes as JSON.

    Args:
        asked: the filters, by name.
    """
    return _written("disputes", asked, findings, disputes, ())


def events_to_json(findings: Findings, events: Events, asked: Mapping[str, object]) -> str:
    """Return events as JSON, with the points at issue that have a conflict between assertions of one event.

    Args:
        asked: the filters, by name.
    """
    told = [
        {
            "label": event.label,
            "time": _interval(event.time),
            "reported": _interval(event.reported),
            "places": list(event.places),
            "actors": list(event.actors),
            "parties": list(event.parties),
            "assertions": [one.id for one in event.assertions],
            "conflicts": event.conflicts,
            "agreements": event.agreements,
            "why": event.why,
        }
        for event in events
    ]
    event_of = {one.id: number for number, event in enumerate(events) for one in event.assertions}
    points = [
        dispute
        for dispute in findings.disputes
        if any(
            event_of.get(verdict.a.id, -1) == event_of.get(verdict.b.id, -2) for verdict in dispute.verdicts
        )
    ]
    assertions = [one for event in events for one in event.assertions]
    return _written(
        "events",
        asked,
        findings,
        points,
        assertions,
        events=told,
        total=events.total,
        left_out=events.left_out,
    )


def _interval(time: TimeInterval | None) -> Value | None:
    return None if time is None else {"start": time.start, "end": time.end}


def answer_to_json(findings: Findings, answer: Answer) -> str:
    """Return the answer to a question as JSON: the points at issue about it, and other statements."""
    return _written(
        "ask",
        {"question": answer.question},
        findings,
        [match.point for match in answer.points],
        [match.assertion for match in answer.statements],
        scores=[match.score for match in answer.points],
        statements=[
            {"assertion": match.assertion.id, "party": match.party, "score": match.score}
            for match in answer.statements
        ],
    )


def matrix_to_json(findings: Findings, matrix: StanceMatrix, distances: Sequence[PartyDistance]) -> str:
    """Return the stance matrix and the distances of the parties as JSON."""
    stances = [
        {
            "label": row.point.label,
            "proposition": row.proposition.id,
            "stances": [
                {
                    "party": one.party,
                    "standing": one.standing.value,
                    "assertions": [assertion.id for assertion in one.assertions],
                }
                for one in row.stances
            ],
        }
        for row in matrix.rows
    ]
    told = [{"a": one.a, "b": one.b, "distance": one.distance, "points": one.points} for one in distances]
    aligned = [assertion for row in matrix.rows for one in row.stances for assertion in one.assertions]
    points = [row.point for row in matrix.rows]
    return _written("matrix", {}, findings, points, aligned, matrix=stances, distances=told)


def _written(
    command: str,
    asked: Mapping[str, object],
    findings: Findings,
    disputes: Sequence[Dispute],
    others: Iterable[Assertion],
    *,
    scores: Sequence[float] = (),
    **more: object,
) -> str:
    documents = {document.id: document for document in findings.documents}
    found = {one.id: one for dispute in disputes for one in dispute.assertions}
    found.update((one.id, one) for one in others)
    relations: list[Value] = []
    points: list[Value] = []
    for number, dispute in enumerate(disputes):
        first = len(relations)
        relations += map(relation_record, dispute.verdicts)
        points.append(
            {
                "label": dispute.label,
                "assertions": [one.id for one in dispute.assertions],
                "relations": list(range(first, len(relations))),
                **({"score": scores[number]} if scores else {}),
            }
        )
    value: Value = {
        "format": ANSWER_FORMAT,
        "command": command,
        "asked": {name: given for name, given in asked.items() if given not in (None, [], ())},
        "parties": [account.name for account in findings.accounts],
        "assertions": [assertion_record(one, documents) for one in found.values()],
        "relations": relations,
        "disputes": points,
        **more,
    }
    return dump_json(value)


def documents_to_json(documents: Iterable[Document]) -> str:
    """Return documents as JSON, without their texts."""
    return dump_json(
        {"format": ANSWER_FORMAT, "documents": [document_record(one, texts=False) for one in documents]}
    )
