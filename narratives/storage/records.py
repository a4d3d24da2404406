"""Values ↔ rows of the tables. What was altered from outside raises an error that names the row."""

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from narratives.attribution import Attribution
from narratives.decisions import Decision
from narratives.errors import DecisionError, ExchangeError, StorageError
from narratives.exchange.decision_records import decision_record
from narratives.exchange.decisions import DECISIONS_FORMAT, decisions_from_json
from narratives.exchange.record import MOMENT, assertion_record, document_record, reason_record
from narratives.exchange.restored import assertion_of
from narratives.exchange.restored_documents import document_of
from narratives.findings import Suggestion
from narratives.model import Assertion, Document, Span
from narratives.reading.limits import MAX_CHARACTERS, check_limit
from narratives.storage.values import Pair, State, StoredPoint, StoredVerdict
from narratives.verdict import Reason, ReasonKind, Relation

Row = dict[str, Any]
_Value = TypeVar("_Value")

_MALFORMED = (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError)
"""What the functions below raise for a row that the store did not write."""


def decoded(rows: Iterable[Any], decode: Callable[[Any], _Value], *, place: str) -> Iterator[_Value]:
    """Yield the value of each row.

    Raises:
        StorageError: a row was altered; the message has its first column, which identifies it.
    """
    for row in rows:
        try:
            value = decode(row)
        except _MALFORMED as error:
            raise StorageError(
                f"{place} {row[0]!r:.40}: {str(error) or type(error).__name__:.200}; the store was altered, "
                "take a copy that is whole"
            ) from error
        yield value


@contextmanager
def many_values() -> Iterator[None]:
    """Pause the search for reference cycles while many values are made, which have none.

    The search visits all values again and again, and takes 40 % of the time of loading 200,000 verdicts.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _no_constant(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


_DECODE = json.JSONDecoder(parse_constant=_no_constant).raw_decode


def loads(value: Any) -> Any:
    """Return the value of a JSON text without NaN or Infinity."""
    found, end = _DECODE(_text(value))
    if end != len(value):
        raise ValueError("a JSON text ends early")
    return found


def dumps(value: Any, *, place: str) -> str:
    """Return a JSON value as text, its keys in their order.

    Raises:
        StorageError: it is no JSON value.
    """
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise StorageError(
            f"{place}: is no JSON value: {error}; give texts, numbers, lists and objects"
        ) from error


def json_object(value: Any) -> dict[str, Any]:
    """Return the object of a JSON text."""
    return _checked(loads(value), dict)


def _checked(value: Any, kind: type[_Value]) -> _Value:
    if type(value) is not kind:
        raise TypeError(f"{value!r:.40} is not of type {kind.__name__}")
    return value


def _text(value: Any) -> str:
    return _checked(value, str)


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(_text(value) for value in _checked(values, list))


def _places(values: Any) -> list[tuple[int, int]]:
    """Return pairs of offsets."""
    return [(_checked(start, int), _checked(end, int)) for start, end in values]


def _no_nul(row: Row, *, place: str) -> Row:
    """Return the row, whose texts a PostgreSQL database can hold.

    Raises:
        StorageError: one has U+0000.
    """
    for value in row.values():
        if type(value) is str and "\0" in value:
            raise StorageError(f"{place}: a text has U+0000 at {value.index(chr(0))}; remove it")
    return row


def document_row(document: Document, *, place: str) -> Row:
    """Return the row of a document.

    Raises:
        TooLargeError: its text is over the limit on one document.
        StorageError: a text has a character that no database holds.
    """
    where = f"{place}: document {document.id}"
    check_limit(
        len(document.text), MAX_CHARACTERS, place=where, unit="characters", remedy="split the document"
    )
    record = document_record(document, texts=True)
    row = {name: record.get(name, "") for name in ("id", "title", "outlet", "date", "address", "sha256")}
    row["text"] = None if document.checksum else document.text
    for name in ("blocks", "pages"):
        row[name] = dumps(record[name], place=where) if record.get(name) else None
    return _no_nul(row, place=where)


def document_from(row: Any) -> Document:
    """Return the document of a row ``id, title, outlet, date, address, sha256, text, blocks, pages``."""
    names = ("id", "title", "outlet", "date", "address", "sha256")
    record: Row = dict(zip(names, map(_text, row[:6]), strict=True))
    text, blocks, pages = row[6:]
    if text is not None:
        if len(_text(text)) > MAX_CHARACTERS:
            raise ValueError(f"the text has {len(text):,} characters")
        record["text"] = text
    if blocks is not None:
        record["blocks"] = [
            {"runs": _places(block["runs"]), "heading": _checked(block["heading"], bool)}
            for block in loads(blocks)
        ]
    if pages is not None:
        record["pages"] = [_checked(page, int) for page in loads(pages)]
    return document_of(record, place="document")


def reading_row(document: str, key: str, attribution: Attribution, *, place: str) -> Row:
    """Return the row of an attribution without its assertions."""
    suggestions = {
        name: {"party": one.party, "why": one.why} for name, one in attribution.suggestions.items()
    }
    row = {
        "document": document,
        "key": key,
        "suggestions": dumps(suggestions, place=place),
        "assigned": dumps(sorted(attribution.assigned), place=place),
        "warnings": dumps(list(attribution.warnings), place=place),
    }
    return _no_nul(row, place=place)


def attribution_from(row: Any, assertions: Sequence[Assertion]) -> Attribution:
    """Return the attribution of a row ``document, suggestions, assigned, warnings`` with its assertions."""
    _, suggestions, assigned, warnings = row
    return Attribution(
        assertions=tuple(assertions),
        suggestions={
            name: Suggestion(party=_text(one["party"]), why=_text(one["why"]))
            for name, one in json_object(suggestions).items()
        },
        assigned=frozenset(_texts(loads(assigned))),
        warnings=_texts(loads(warnings)),
    )


def assertion_rows(document: str, assertions: Iterable[Assertion], *, place: str) -> list[Row]:
    """Return the rows of the assertions of a document, in their order.

    Raises:
        StorageError: an assertion has no place in the document, a time that is no ISO 8601 date, or a
            character that no database holds.
    """
    distinct = {one.id: one for one in assertions}
    return [
        _assertion_row(one, document, position, place=f"{place}: document {document}")
        for position, one in enumerate(distinct.values())
    ]


def _assertion_row(one: Assertion, document: str, position: int, *, place: str) -> Row:
    if one.document != document:
        raise StorageError(
            f"{place}: assertion {one.text!r:.60} has no place in it; give assertions with spans in it"
        )
    try:
        record = assertion_record(one, {})
    except ExchangeError as error:
        raise StorageError(f"{place}: {error}") from error
    copied = (
        "id", "document", "party", "source", "mention", "why", "cue", "stance", "text", "quote", "answers"
    )  # fmt: skip
    time = record["time"] or {"start": None, "end": None}
    row: Row = {
        **{name: record.get(name) for name in copied},
        "position": position,
        "via": dumps(record["via"], place=place) if record["via"] else None,
        "resolved": int(record["resolved"]),
        "start_offset": one.spans[0].start,
        "end_offset": one.spans[-1].end,
        "spans": dumps(record["spans"], place=place) if len(one.spans) > 1 else None,
        "timed": int(one.time is not None),
        "time_start": time["start"],
        "time_end": time["end"],
        "whole": int(one.whole),
        "unresolved": dumps(list(one.unresolved), place=place) if one.unresolved else None,
    }
    return _no_nul(row, place=place)


_TEXT_COLUMNS = ("id", "document", "cue", "stance", "text", "quote")
_NULLABLE_COLUMNS = ("party", "source", "mention", "why", "time_start", "time_end", "answers")


def assertion_from(row: Any, lengths: Mapping[str, int | None]) -> Assertion:
    """Return the assertion of a row.

    Args:
        row: all columns of the table by name.
        lengths: id of a document → characters of its text, or None if the text was withheld.
    """
    record: Row = {name: _text(getattr(row, name)) for name in _TEXT_COLUMNS}
    for name in _NULLABLE_COLUMNS:
        value = getattr(row, name)
        record[name] = None if value is None else _text(value)
    spans = [(row.start_offset, row.end_offset)] if row.spans is None else loads(row.spans)
    record["spans"] = _places(spans)
    length = lengths[record["document"]]
    if length is not None and any(end > length for _, end in record["spans"]):
        raise ValueError("a span ends beyond the text")
    start, end = record["time_start"], record["time_end"]
    if not all(moment is None or MOMENT.fullmatch(moment) for moment in (start, end)):
        raise ValueError("the time is no ISO 8601 date")
    record["time"] = {"start": start, "end": end} if row.timed else None
    record["via"] = () if row.via is None else _texts(loads(row.via))
    record["resolved"], record["whole"] = bool(row.resolved), bool(row.whole)
    record["unresolved"] = () if row.unresolved is None else _texts(loads(row.unresolved))
    record["why"] = record["why"] or ""
    assertion = assertion_of(record, {}, place="assertion")
    if assertion.id != record["id"]:
        raise ValueError("its content is not the one of its id")
    return assertion


def verdict_row(verdict: StoredVerdict, *, place: str) -> Row:
    """Return the columns of a verdict apart from its pair and its judge.

    Raises:
        StorageError: a probability is not from 0 to 1, or a reason has a character that no database holds.
    """
    for value in (verdict.probability, verdict.contradiction):
        if value is not None and not 0 <= value <= 1:
            raise StorageError(
                f"{place}: verdict on {verdict.a} and {verdict.b}: has the probability {value!r}; "
                "give a number from 0 to 1"
            )
    reasons = [reason_record(reason) for reason in verdict.reasons]
    return {
        "relation": str(verdict.relation),
        "probability": verdict.probability,
        "contradiction": verdict.contradiction,
        "reasons": dumps(reasons, place=place) if reasons else None,
    }


_RELATIONS = {str(relation): relation for relation in Relation}
_KINDS = {str(kind): kind for kind in ReasonKind}


def verdict_from(row: Any, sides: Mapping[int, tuple[str, str]]) -> StoredVerdict:
    """Return the verdict of a row ``a, b, relation, probability, contradiction, reasons``.

    Args:
        sides: number of an assertion → its id and that of its document.
    """
    first, second, relation, probability, contradiction, stored = row
    (a, a_document), (b, b_document) = sides[first], sides[second]
    if not 0 <= probability <= 1 or not (contradiction is None or 0 <= contradiction <= 1):
        raise ValueError("a probability is not from 0 to 1")
    return StoredVerdict(
        a=a,
        b=b,
        relation=_RELATIONS[relation],
        probability=probability,
        reasons=()
        if stored is None
        else tuple(_reason(one, a_document, b_document) for one in loads(stored)),
        contradiction=contradiction,
    )


def _reason(one: Row, a_document: str, b_document: str) -> Reason:
    return Reason(
        kind=_KINDS[one["kind"]],
        a=_text(one["a"]),
        b=_text(one["b"]),
        note=_text(one["note"]),
        a_spans=_spans(one["a_spans"], a_document),
        b_spans=_spans(one["b_spans"], b_document),
    )


def _spans(places: Any, document: str) -> tuple[Span, ...]:
    return tuple(
        [Span(document=document, start=_checked(start, int), end=_checked(end, int)) for start, end in places]
    )


def decision_row(decision: Decision, *, place: str) -> Row:
    """Return the row of a decision."""
    row = {
        "id": decision.id,
        "subject": str(decision.on),
        "mark": str(decision.mark),
        "value": decision.value,
        "decided_by": decision.by,
        "decided_at": decision.at,
        "record": dumps(decision_record(decision), place=place),
    }
    return _no_nul(row, place=place)


def decisions_from(records: Iterable[Any], *, place: str) -> tuple[Decision, ...]:
    """Return the decisions of the column ``record``.

    Raises:
        StorageError: one was altered.
    """
    try:
        value = {"format": DECISIONS_FORMAT, "decisions": [loads(one) for one in records]}
        return decisions_from_json(json.dumps(value), place=f"{place}: decisions")
    except _MALFORMED as error:  # among them DecisionError, which names the place
        where = "" if isinstance(error, DecisionError) else f"{place}: decisions: "
        raise StorageError(f"{where}{error}; the store was altered, take a copy that is whole") from error


def pairs_text(pairs: Iterable[Pair], *, place: str) -> str:
    """Return pairs as a JSON list of their ids one after another."""
    return dumps([side for pair in pairs for side in pair], place=place)


def _pairs_from(value: Any) -> tuple[Pair, ...]:
    sides = _texts(loads(value))
    return tuple(zip(sides[::2], sides[1::2], strict=True))


def point_from(row: Any) -> StoredPoint:
    """Return the point of a row ``position, label, pairs``."""
    return StoredPoint(label=_text(row[1]), pairs=_pairs_from(row[2]))


def state_from(row: Any, points: tuple[StoredPoint, ...]) -> State:
    """Return the state of a row ``number, key, judge, not_compared, pairs, extra``."""
    _, key, judge, not_compared, pairs, extra = row
    return State(
        key=_text(key),
        judge=_text(judge),
        pairs=_pairs_from(pairs),
        points=points,
        not_compared=_checked(not_compared, int),
        extra=json_object(extra),
    )


__all__ = [
    "Row",
    "assertion_from",
    "assertion_rows",
    "attribution_from",
    "decision_row",
    "decisions_from",
    "decoded",
    "document_from",
    "document_row",
    "dumps",
    "json_object",
    "loads",
    "many_values",
    "pairs_text",
    "point_from",
    "reading_row",
    "state_from",
    "verdict_from",
    "verdict_row",
]
