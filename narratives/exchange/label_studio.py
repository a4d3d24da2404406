"""Label Studio: pairs to judge go out as tasks, and what people answered comes back as decisions.

The formats are those of Label Studio 1: "Label Studio Task Format" and "Import pre-annotated data" in its
guide, and the exports JSON and JSON_MIN as the converter of label-studio-sdk 2.1 writes them. In JSON a task
has its ``data`` and a list of ``annotations``; in JSON_MIN each annotation is one flat object with the fields
of the data, the answers by the name of their control, and ``annotator``.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from narratives.decisions import Decision, Mark, StatementKey, Subject
from narratives.errors import ExchangeError, NarrativesError
from narratives.exchange.decision_records import key_of, key_record
from narratives.exchange.decisions import decisions_schema
from narratives.exchange.json_schema import strict_validator
from narratives.exchange.validation import parse_json, validate
from narratives.findings import Findings
from narratives.harmless import context, excerpt, plain
from narratives.model import ARTICLE, NO_PARTY, Assertion, Document, Stance, content_id, encodable
from narratives.verdict import Reason, Relation, Verdict

Value = dict[str, Any]

_RELATION = "relation"
"""Name of the control for the relation in the labelling configuration."""
_NOTE = "note"
"""Name of the control for the note."""
_OWN = "narratives"
"""Field of a task's data that identifies the pair; it is not displayed."""
_MAX_CONTEXT = 250
"""Greatest number of characters of context on each side of the printed words."""
_MAX_NAME = 200
_MAX_NOTE = 2000


def to_label_studio(findings: Findings, verdicts: Iterable[Verdict] | None = None) -> str:
    """Return the pairs as Label Studio tasks, each with the machine's relation as a prediction.

    Args:
        verdicts: verdicts of the findings, in the order of the tasks; None for all of them.
    """
    chosen = findings.verdicts if verdicts is None else verdicts
    documents = {document.id: document for document in findings.documents}
    tasks = [_task(verdict, documents) for verdict in chosen]
    return encodable(json.dumps(tasks, ensure_ascii=False, indent=1)) + "\n"


def label_studio_config() -> str:
    """Return the labelling configuration of the tasks, as XML."""
    return (files("narratives.exchange") / "label-studio.xml").read_text(encoding="utf-8")


def _task(verdict: Verdict, documents: Mapping[str, Document]) -> Value:
    data = {
        **_side("a", verdict.a, documents),
        **_side("b", verdict.b, documents),
        "reasons": plain(" ".join(map(_reason, verdict.reasons))),
        _OWN: {
            "relation": str(verdict.relation),
            "statements": [key_record(StatementKey.of(side)) for side in (verdict.a, verdict.b)],
        },
    }
    result = {
        "id": content_id(verdict.a.id, verdict.b.id),
        "from_name": _RELATION,
        "to_name": "statement_a",
        "type": "choices",
        "value": {"choices": [str(verdict.relation)]},
    }
    prediction = {"model_version": verdict.judge, "score": verdict.probability, "result": [result]}
    return {"data": data, "predictions": [prediction]}


def _reason(reason: Reason) -> str:
    return f"{reason.kind}: {plain(reason.note)} “{excerpt(reason.a)}” / “{excerpt(reason.b)}”"


def _side(letter: str, assertion: Assertion, documents: Mapping[str, Document]) -> Value:
    """Return the fields of one statement: who says it and where, the proposition, and the printed words."""
    document = documents.get(assertion.document or "")
    source = assertion.source
    who = [
        assertion.party or (NO_PARTY if source else ARTICLE),
        f"{source.name} “{assertion.cue}”" if source and assertion.cue else source.name if source else "",
        *((document.title, document.outlet, document.date) if document else ()),
    ]
    stance = "" if assertion.stance is Stance.ASSERTS else f"{assertion.stance}: "
    return {
        f"who_{letter}": " · ".join(filter(None, map(plain, who))),
        f"statement_{letter}": plain(stance + assertion.text),
        f"printed_{letter}": _printed(assertion, document),
    }


def _printed(assertion: Assertion, document: Document | None) -> str:
    """Return the words as printed in brackets, with the text around them if it is known."""
    if not assertion.quote:
        return ""
    before = after = ""
    if document is not None and assertion.spans:
        start, end = assertion.spans[0].start, assertion.spans[-1].end
        before, after = context(document.text, start, end, most=_MAX_CONTEXT)
    return f"{before}[{plain(assertion.quote)}]{after}"


def from_label_studio(text: str, *, place: str = "the export") -> tuple[Decision, ...]:
    """Return the decisions in an export of Label Studio, JSON or JSON_MIN.

    An annotation with the machine's relation is a decision "right", one with another relation is a decision
    for that relation. Annotations that were cancelled, and those without a relation, are left out.

    Raises:
        ExchangeError: not JSON, not such an export, or of tasks that `to_label_studio` did not write; the
            message has the place.
    """
    tasks = parse_json(text, place=place)
    if not isinstance(tasks, list):
        raise ExchangeError(f"{place}: is no export of Label Studio; export the project as JSON or JSON-MIN")
    return tuple(
        decision
        for number, task in enumerate(tasks)
        for decision in _decisions(task, place=f"{place}: $[{number}]")
    )


def _decisions(task: Any, *, place: str) -> Iterator[Decision]:
    if not isinstance(task, dict):
        raise ExchangeError(f"{place}: is no task but {type(task).__name__}; export as JSON or JSON-MIN")
    if "data" not in task:  # JSON_MIN
        answers = {_RELATION: task.get(_RELATION), _NOTE: task.get(_NOTE)}
        yield from _decision(task, answers, {**task, "completed_by": task.get("annotator")}, place=place)
        return
    annotations = task.get("annotations", [])
    if not isinstance(task["data"], dict) or not isinstance(annotations, list):
        raise ExchangeError(f"{place}: 'data' is no object, or 'annotations' no list; export as JSON again")
    for number, annotation in enumerate(annotations):
        here = f"{place}.annotations[{number}]"
        if not isinstance(annotation, dict) or not isinstance(annotation.get("result"), list):
            raise ExchangeError(f"{here}: has no list 'result'; export as JSON again")
        if not annotation.get("was_cancelled"):
            answers = _answers(annotation["result"], place=here)
            yield from _decision(task["data"], answers, annotation, place=here)


def _answers(results: Iterable[Any], *, place: str) -> Value:
    """Return the answers of an annotation by the name of their control."""
    found: Value = {}
    for number, result in enumerate(results):
        if not isinstance(result, dict) or not isinstance(result.get("value"), dict):
            raise ExchangeError(f"{place}.result[{number}]: has no object 'value'; export as JSON again")
        name, value = result.get("from_name"), result["value"]
        if name in (_RELATION, _NOTE):
            found[name] = value.get("choices" if name == _RELATION else "text")
    return found


def _decision(data: Value, answers: Value, annotation: Value, *, place: str) -> Iterator[Decision]:
    chosen = _texts(answers.get(_RELATION), place=f"{place}: {_RELATION}")
    if not chosen:
        return
    if len(chosen) > 1 or chosen[0] not in list(Relation):
        raise ExchangeError(
            f"{place}: relation {' and '.join(chosen)!r:.60}; one of {', '.join(Relation)} is needed"
        )
    own = data.get(_OWN)
    if not isinstance(own, dict):
        raise ExchangeError(
            f"{place}: the task has no object {_OWN!r}; give an export of tasks that "
            "'narratives label-studio' wrote"
        )
    validate(own, _rules(), place=f"{place}: {_OWN}")
    right = chosen[0] == own["relation"]
    try:
        yield Decision(
            on=Subject.RELATION,
            mark=Mark.RIGHT if right else Mark.RELATION,
            value=chosen[0],
            statements=tuple(key_of(one) for one in own["statements"]),
            by=_person(annotation.get("completed_by")),
            at=_moment(annotation.get("updated_at") or annotation.get("created_at"), place=place),
            note=plain(" ".join(_texts(answers.get(_NOTE), place=f"{place}: {_NOTE}")))[:_MAX_NOTE],
        )
    except NarrativesError as error:
        if isinstance(error, ExchangeError):
            raise
        raise ExchangeError(f"{place}: {error}") from error


def _texts(value: Any, *, place: str) -> list[str]:
    """Return the texts of an answer, which is one text, a list of texts, or missing."""
    texts = [value] if isinstance(value, str) else [] if value is None else value
    if not isinstance(texts, list) or not all(isinstance(one, str) for one in texts):
        raise ExchangeError(f"{place}: is neither a text nor a list of texts; export as JSON or JSON-MIN")
    return texts


def _person(value: Any) -> str:
    """Return the name of an annotator: e-mail address, first and last name, or number; "" if unknown."""
    if isinstance(value, dict):
        names = [value.get("first_name"), value.get("last_name")]
        full = " ".join(name for name in names if isinstance(name, str) and name)
        value = value.get("email") or full or value.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return f"Label Studio user {value}"
    return plain(value)[:_MAX_NAME] if isinstance(value, str) else ""


def _moment(value: Any, *, place: str) -> str:
    """Return the time in UTC, as ISO 8601 with milliseconds; "" if unknown."""
    if value is None:
        return ""
    try:
        time = datetime.fromisoformat(value)
        utc = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (TypeError, ValueError, OverflowError):
        raise ExchangeError(f"{place}: time {value!r:.40} is not of ISO 8601; export again") from None
    return utc.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@cache
def _rules() -> Any:
    """Return a validator for the field that identifies the pair."""
    statements = {"type": "array", "minItems": 2, "maxItems": 2, "items": {"$ref": "#/$defs/statement"}}
    return strict_validator(
        {
            "type": "object",
            "required": ["relation", "statements"],
            "properties": {"relation": {"enum": [str(one) for one in Relation]}, "statements": statements},
            "$defs": decisions_schema()["$defs"],
        }
    )
