"""Pairs go to Label Studio as tasks, and its exports come back as decisions."""

import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

import narratives
from narratives import Decision
from narratives.errors import ExchangeError
from narratives.exchange import from_label_studio, label_studio_config, to_label_studio
from narratives.harmless import plain
from narratives.model import Account, Assertion, Document, Source, Span, Stance
from narratives.verdict import Dispute, Reason, ReasonKind, Relation, Verdict
from tests.exchange.hostile import EACH, hostile_findings

TEXT = "The company said the bridge was closed on Monday. The union denied it."
DOCUMENT = Document(TEXT, title="Bridge shut", outlet="The Courier", date="2026-11-23")
CLOSED = Assertion(
    text="The bridge was closed on Monday.",
    quote=TEXT[17:48],
    party="company",
    source=Source(name="The company"),
    cue="said",
    spans=(Span(document=DOCUMENT.id, start=17, end=48),),
)
OPEN = Assertion(text="The bridge was open.", party="union", stance=Stance.DENIES)
VERDICT = Verdict(
    a=CLOSED,
    b=OPEN,
    relation=Relation.CONTRADICTION,
    probability=0.7,
    reasons=(Reason(kind=ReasonKind.ANTONYM, a="closed", b="open", note="They are opposites."),),
    judge="mine/1",
)
FINDINGS = narratives.Findings(
    accounts=(Account("company", [CLOSED]), Account("union", [OPEN])),
    verdicts=(VERDICT,),
    disputes=(Dispute(label="Bridge", verdicts=(VERDICT,)),),
    documents=(DOCUMENT,),
)
ANA = {"id": 3, "email": "ana@example.org", "first_name": "Ana", "last_name": "Ruiz"}


def tasks() -> list[dict[str, Any]]:
    written: list[dict[str, Any]] = json.loads(to_label_studio(FINDINGS))
    return written


def annotated(*annotations: tuple[str, Any], note: str = "", **more: Any) -> list[dict[str, Any]]:
    """Return an export in JSON of the task with annotations, each a relation and who made it."""
    [task] = tasks()
    choice = task["predictions"][0]["result"][0]
    notes = [{"from_name": "note", "to_name": "statement_a", "type": "textarea", "value": {"text": [note]}}]
    task |= {
        "id": 1,
        "annotations": [
            {
                "id": 100 + number,
                "completed_by": by,
                "result": [{**choice, "value": {"choices": [relation]}}, *(notes if note else [])],
                "was_cancelled": False,
                "created_at": f"2026-11-28T10:00:0{number}.728353Z",
                "updated_at": f"2026-11-28T12:00:0{number}.728353+02:00",
                **more,
            }
            for number, (relation, by) in enumerate(annotations)
        ],
    }
    return [task]


def flat(answer: object, **more: Any) -> list[dict[str, Any]]:
    """Return an export in JSON_MIN, as the converter of label-studio-sdk writes it."""
    written = {
        **tasks()[0]["data"],
        "id": 1,
        "relation": answer,
        "annotator": "ana@example.org",
        "annotation_id": 100,
        "created_at": "2026-11-28T10:00:00.728353Z",
        "updated_at": "2026-11-28T10:00:00.728378Z",
        "lead_time": 4.2,
    }
    return [written | more]


def taken(export: object) -> tuple[Decision, ...]:
    return from_label_studio(json.dumps(export), place="export.json")


def test_a_task_shows_who_says_what_with_context_and_predicts_the_relation() -> None:
    [task] = tasks()
    own = task["data"].pop("narratives")
    assert task["data"] == {
        "who_a": "company · The company “said” · Bridge shut · The Courier · 2026-11-23",
        "statement_a": "The bridge was closed on Monday.",
        "printed_a": "The company said [the bridge was closed on Monday]. The union denied it.",
        "who_b": "union",
        "statement_b": "denies: The bridge was open.",
        "printed_b": "",
        "reasons": "antonym: They are opposites. “closed” / “open”",
    }
    assert own["relation"] == "contradiction"
    [prediction] = task["predictions"]
    assert (prediction["model_version"], prediction["score"]) == ("mine/1", 0.7)
    assert prediction["result"][0]["value"] == {"choices": ["contradiction"]}


def test_the_configuration_has_every_relation_and_every_field_of_the_tasks() -> None:
    root = ET.fromstring(label_studio_config())  # noqa: S314 - our own file
    assert [one.get("value") for one in root.iter("Choice")] == [str(one) for one in Relation]
    fields = {value[1:] for one in root.iter() if (value := one.get("value", "")).startswith("$")}
    [task] = tasks()
    assert fields == task["data"].keys() - {"narratives"}
    [result] = task["predictions"][0]["result"]
    names = {one.get("name"): one.tag for one in root.iter() if one.get("name")}
    assert (names[result["from_name"]], names[result["to_name"]], names["note"]) == (
        "Choices",
        "Text",
        "TextArea",
    )


def test_tasks_are_written_in_the_order_asked_for() -> None:
    assert json.loads(to_label_studio(FINDINGS, [])) == []
    swapped = [VERDICT, VERDICT]
    assert len(json.loads(to_label_studio(FINDINGS, swapped))) == 2


def test_annotations_become_decisions_of_their_people() -> None:
    one, other, third = taken(
        annotated(
            ("contradiction", ANA), ("distinct", 7), ("neutral", {"first_name": "Ben", "last_name": "Okoye"})
        )
    )
    assert (one.on, one.mark, one.value, one.by) == ("relation", "right", "contradiction", "ana@example.org")
    assert one.at == "2026-11-28T10:00:00.728Z"
    assert (other.mark, other.value, other.by) == ("relation", "distinct", "Label Studio user 7")
    assert (third.mark, third.value, third.by) == ("relation", "neutral", "Ben Okoye")


def test_what_comes_back_is_applied_to_the_findings_that_went_out() -> None:
    comparison = narratives.Comparison.of(FINDINGS)
    decided = comparison.decide(taken(annotated(("distinct", ANA), note="another\nbridge")))
    assert [one.relation for one in decided.verdicts] == ["distinct"]
    assert decided.unmatched == ()
    assert decided.reviews[0].decisions[0].note == "another bridge"
    contradictory = comparison.decide(taken(annotated(("distinct", ANA), ("contradiction", 7))))
    assert contradictory.reviews[0].open


def test_json_min_gives_the_same_decisions() -> None:
    [one] = taken(flat("distinct", note="another bridge"))
    [other] = taken(annotated(("distinct", ANA), note="another bridge"))
    assert one == other
    assert taken(flat("distinct", note=["two", "lines"]))[0].note == "two lines"


def test_what_is_not_answered_is_left_out() -> None:
    [task] = tasks()
    unanswered = dict(flat("x")[0])
    del unanswered["relation"]
    assert taken([task]) == taken([]) == taken([unanswered]) == ()
    assert taken(annotated(("distinct", ANA), was_cancelled=True)) == ()
    assert taken(annotated(("distinct", ANA), result=[])) == ()


@pytest.mark.parametrize(
    ("export", "message"),
    [
        ({"data": {}}, "export.json: is no export of Label Studio; export the project as JSON"),
        ([7], r"export.json: \$\[0\]: is no task but int"),
        ([{"data": [], "annotations": []}], r"export.json: \$\[0\]: 'data' is no object"),
        ([{"data": {}, "annotations": {}}], "'annotations' no list"),
        ([{"data": {}, "annotations": [{"id": 1}]}], r"\$\[0\].annotations\[0\]: has no list 'result'"),
        (
            [{"data": {}, "annotations": [{"result": [{"value": "x"}]}]}],
            r"annotations\[0\].result\[0\]: has no object 'value'",
        ),
        (annotated(("opposed", ANA)), r"annotations\[0\]: relation 'opposed'; one of contradiction, framing"),
        (flat(["distinct", "framing"]), "relation 'distinct and framing'; one of"),
        (flat({"choices": []}), "is neither a text nor a list of texts"),
        (flat("distinct", narratives=None), "has no object 'narratives'; give an export of tasks that"),
        (flat("distinct", narratives={"relation": "distinct"}), "narratives: .*'statements' is a required"),
        (
            flat("distinct", narratives={"relation": "distinct", "statements": [{"text": ""}] * 2}),
            r"statements\[0\]",
        ),
        (flat("distinct", updated_at="yesterday"), "time 'yesterday' is not of ISO 8601"),
        (flat("distinct", updated_at=5), "time 5 is not of ISO 8601"),
        (flat("distinct", updated_at="0001-01-01T00:00:00+14:00"), "is not of ISO 8601"),
    ],
)
def test_a_fault_is_told_with_its_place(export: object, message: str) -> None:
    with pytest.raises(ExchangeError, match=message):
        taken(export)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "[NaN]"])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(ExchangeError, match="the export: "):
        from_label_studio(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(list(Relation)),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["data", "annotations", "result", "value", "choices", "relation", "narratives", "statements",
                 "text", "note", "from_name", "completed_by", "annotator", "created_at", "was_cancelled"]
            ) | st.text(),
            inner,
            max_size=4,
        ),
        max_leaves=20,
    )
)  # fmt: skip
def test_any_json_is_read_or_refused_in_one_line(value: object) -> None:
    refusal = ""
    decisions: tuple[Decision, ...] = ()
    try:
        decisions = taken([value])
    except ExchangeError as error:
        refusal = str(error)
    assert refusal == "" or refusal.startswith("export.json: ")
    assert "\n" not in refusal
    assert all(isinstance(one, Decision) for one in decisions)


@pytest.mark.parametrize("text", EACH)
def test_hostile_findings_go_out_harmless_and_come_back(text: str) -> None:
    findings = hostile_findings(text)
    export = json.loads(to_label_studio(findings))
    for task in export:
        shown = [value for value in task["data"].values() if isinstance(value, str)]
        assert [value for value in shown if value != plain(value)] == []
        task["annotations"] = [{"result": task["predictions"][0]["result"], "completed_by": text}]
    decisions = taken(export)
    assert [one.mark for one in decisions] == ["right"] * len(findings.verdicts)
    assert narratives.Comparison.of(findings).decide(decisions).verdicts == findings.verdicts
