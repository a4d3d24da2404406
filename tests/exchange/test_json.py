import json
import re
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import narratives
from narratives.errors import ExchangeError
from narratives.exchange import from_json, schema, to_json
from narratives.exchange.validation import schema_validator
from narratives.findings import Findings
from narratives.verdict import Dispute, Relation, Verdict
from tests.strategies import findings

CHECKER = jsonschema.Draft202012Validator(schema())


def test_the_output_follows_the_published_schema(karabakh: narratives.Comparison) -> None:
    value = json.loads(karabakh.to_json())
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(value, schema(), cls=jsonschema.Draft202012Validator)
    assert value["format"] == "narratives/1"
    assert value["documents"][0]["sha256"] == karabakh.documents[0].sha256


def test_relations_and_disputes_refer_to_existing_assertions(karabakh: narratives.Comparison) -> None:
    value = json.loads(karabakh.to_json())
    ids = {assertion["id"] for assertion in value["assertions"]}
    assert all({relation["a"], relation["b"]} <= ids for relation in value["relations"])
    for dispute in value["disputes"]:
        relations = [value["relations"][number] for number in dispute["relations"]]
        assert {side for relation in relations for side in (relation["a"], relation["b"])} == set(
            dispute["assertions"]
        )
        assert all(relation["relation"] in ("contradiction", "framing") for relation in relations)


def test_extraction_follows_the_schema_too() -> None:
    accounts = narratives.read("Armenia said the road was open. It rained.", ["Armenia"])
    value = json.loads(accounts.to_json())
    jsonschema.validate(value, schema(), cls=jsonschema.Draft202012Validator)
    assert [(one["party"], one["source"]) for one in value["assertions"]] == [
        ("Armenia", "Armenia"),
        (None, None),
    ]


def test_handmade_accounts_follow_the_schema() -> None:
    a, b = narratives.Account("A", ["It is open."]), narratives.Account("B", ["It is not open."])
    value = json.loads(narratives.compare(a, b).to_json())
    jsonschema.validate(value, schema(), cls=jsonschema.Draft202012Validator)


@given(found=findings(by_hand=True), data=st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_strict_validator_reports_the_errors_of_jsonschema(found: Findings, data: st.DataObject) -> None:
    value: Any = json.loads(to_json(found, texts=True))
    places: list[tuple[Any, Any]] = []

    def walk(inside: Any) -> None:
        for key in inside if isinstance(inside, dict) else range(len(inside)):
            places.append((inside, key))
            if isinstance(inside[key], dict | list):
                walk(inside[key])

    walk(value)
    for inside, key in data.draw(st.lists(st.sampled_from(places), max_size=3)):
        inside[key] = data.draw(st.sampled_from([None, True, -1, 1.5, "", "x", [], [1], {}, {"x": 1}]))
    errors, expected = (
        sorted((fault.json_path, fault.message) for fault in checker.iter_errors(value))
        for checker in (schema_validator(), CHECKER)
    )
    assert errors == expected


def test_an_extraction_is_read_completely_and_as_not_compared() -> None:
    accounts = narratives.read(
        "Armenia said the road was open. It rained. A driver said it was shut.", ["Armenia"]
    )
    value = json.loads(accounts.to_json(texts=True))
    assert value["compared"] is False
    back = from_json(json.dumps(value))
    assert back.compared is False
    assert back == accounts.findings
    assert [voice.name for voice in back.voices] == ["A driver", "(article)"]
    assert len(back.assertions) + len(back.unassigned) == len(accounts.assertions)


def test_a_comparison_omits_the_key_compared(karabakh: narratives.Comparison) -> None:
    assert "compared" not in json.loads(to_json(karabakh))
    assert from_json(to_json(karabakh)).compared


def handmade_findings(**changes: Any) -> Findings:
    """Return findings with one dispute; ``changes`` are fields of its verdict, or its label."""
    a, b = narratives.Account("A", ["It is open."]), narratives.Account("B", ["It is shut."])
    verdict = Verdict(a=a.assertions[0], b=b.assertions[0], relation=Relation.CONTRADICTION, probability=0.5)
    verdict = evolve(verdict, **{name: value for name, value in changes.items() if name != "label"})
    dispute = Dispute(label=changes.get("label", "The bridge"), verdicts=(verdict,))
    return Findings(accounts=(a, b), verdicts=(verdict,), disputes=(dispute,))


SAID = narratives.Assertion(text="It is open.", quote="It is open.", party="A")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"relation": Relation.NEUTRAL},
            "the verdict on 'It is open.' and 'It is shut.' is neutral; leave it",
        ),
        ({"probability": float("nan")}, "has the probability nan; give a number from 0 to 1"),
        ({"probability": 1.01}, "has the probability 1.01; give a number from 0 to 1"),
        ({"b": SAID}, "the verdict on 'It is open.' and 'It is open.' sets an assertion against itself"),
        ({"b": evolve(SAID, text="No.")}, "is on an assertion of no account; add it to the account"),
        ({"label": ""}, "point at issue 'It is open.': has no label; give it one"),
    ],
)
def test_findings_that_could_not_be_read_are_not_written(changes: dict[str, Any], message: str) -> None:
    assert from_json(to_json(handmade_findings())) == handmade_findings()
    with pytest.raises(ExchangeError, match=re.escape(message)):
        to_json(handmade_findings(**changes))


def test_a_dispute_without_verdict_or_an_invalid_time_is_not_written() -> None:
    found = handmade_findings()
    with pytest.raises(ExchangeError, match="point at issue 'Empty': has no verdict; give it one"):
        to_json(evolve(found, disputes=(Dispute(label="Empty", verdicts=()),)))
    spoken = evolve(SAID, time=narratives.TimeInterval(start="soon"))
    with pytest.raises(
        ExchangeError, match=r"'It is open\.': its time 'soon' is no ISO 8601 date; give '2021'"
    ):
        to_json(Findings(accounts=(narratives.Account("A", [spoken]),), verdicts=(), disputes=()))


def test_assertions_edited_to_be_equal_are_merged() -> None:
    a, b = narratives.Account("A", ["It is open.", "It was open."]), narratives.Account("B", ["It is shut."])
    text = to_json(Findings(accounts=(a, b), verdicts=(), disputes=()))
    back = from_json(text.replace("It was open.", "It is open."))
    assert [one.text for one in back.assertions] == ["It is open.", "It is shut."]


@settings(max_examples=20, deadline=None)
@given(findings())
def test_documents_without_texts_keep_their_ids_and_other_fields(found: Findings) -> None:
    text = to_json(found)
    back = from_json(text)
    assert to_json(back) == text
    assert [one.id for one in back.documents] == [one.id for one in found.documents]
    assert (back.accounts, back.verdicts, back.disputes) == (found.accounts, found.verdicts, found.disputes)


def test_the_comparison_of_a_report_survives_a_round_trip(karabakh: narratives.Comparison) -> None:
    back = from_json(to_json(karabakh, texts=True))
    assert narratives.Comparison.from_json(to_json(karabakh, texts=True)) == karabakh
    assert back.matrix == karabakh.matrix


def examined(party: str, *relations: int) -> dict[str, Any]:
    return {"party": party, "relations": list(relations), "not_compared": 0}


def block(*runs: list[int]) -> dict[str, Any]:
    return {"runs": list(runs), "heading": False}


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (
            lambda value: value["assertions"][3].pop("party"),
            "$.assertions[3]: 'party' is a required",
        ),
        (lambda value: value["assertions"][0].update(stance="deny"), "$.assertions[0].stance: 'deny' is not"),
        (lambda value: value["assertions"][0].update(party="Nobody"), "'Nobody' is not among $.parties"),
        (lambda value: value["relations"][0].update(a="0" * 12), "$.relations[0].a: there is no assertion"),
        (
            lambda value: value["disputes"][0].update(relations=[999]),
            "there is no relation 999",
        ),
        (lambda value: value["assertions"][0].update(spans=[[9, 3]]), "span [9, 3] is no place"),
        (lambda value: value["assertions"][0].update(spans=[[0, 99999]]), "span [0, 99999] is no place"),
        (lambda value: value["documents"][0].update(text="Another text."), "$.documents[0]: the text is not"),
        (lambda value: value["documents"][0].update(date="soon"), "$.documents[0]: date 'soon'"),
        (lambda value: value.update(format="other/1"), "is not of the format 'narratives/1' ('other/1')"),
        (lambda value: value["relations"][0].update(probability=float("nan")), "holds NaN"),
        (lambda value: value["assertions"].append(value["assertions"][0]), "is given twice"),
        (
            lambda value: value["parties"].append(value["parties"][1]),
            "$.parties[3]: 'Armenia' is given twice",
        ),
        (lambda value: value["parties"][0].update(name=" "), "$.parties[0]: party ' ': a name is needed"),
        (lambda value: value["disputes"][0].update(relations=[]), "$.disputes[0].relations: [] should be"),
        (
            lambda value: value["disputes"][0].update(relations=[0.0]),
            "$.disputes[0].relations[0]: 0.0 is not",
        ),
        (lambda value: value["disputes"][0].update(relations=[True]), "True is not of type 'integer'"),
        (
            lambda value: value["disputes"][0].update(assertions=[]),
            "$.disputes[0].assertions: '{missing}' is missing",
        ),
        (
            lambda value: value["disputes"][0]["assertions"].append("0" * 12),
            "$.disputes[0].assertions: '000000000000' is in none of its relations",
        ),
        (lambda value: value["documents"][0].update(id="0" * 12), "$.documents[0].id: '000000000000' is not"),
        (lambda value: value["documents"][0].update(id=value["documents"][0]["id"] + "\n"), "does not match"),
        (
            lambda value: value["documents"].append(value["documents"][0]),
            "$.documents[1]: '{document}' is given twice; give each once",
        ),
        (
            lambda value: value["relations"][0].update(b=value["relations"][0]["a"]),
            "$.relations[0]: sets assertion '{a}' against itself",
        ),
        (
            lambda value: value.update(examined=[examined("Armenia", 0)]),
            "$.examined[0]: relation 0 is not of two assertions of 'Armenia'",
        ),
        (
            lambda value: value.update(examined=[examined("Armenia"), examined("Armenia")]),
            "$.examined[1]: 'Armenia' is given twice",
        ),
        (
            lambda value: value["relations"][0]["reasons"][0].update(a_spans=[[0, 99999]]),
            "$.relations[0].reasons[0]: span [0, 99999] is no place in document '{document}'",
        ),
        (
            lambda value: value["documents"][0].update(pages=[5]),
            "$.documents[0].pages[0]: no page starts at 5",
        ),
        (lambda value: value["documents"][0].update(pages=[0, 9, 8]), "pages[2]: no page starts at 8"),
        (lambda value: value["documents"][0].update(pages=[0, 99999]), "pages[1]: no page starts at 99999"),
        (
            lambda value: value["documents"][0].update(blocks=[block([0, 9]), block([5, 9], [0, 3])]),
            "$.documents[0].blocks[1]: run [0, 3] is no place after the one before it",
        ),
        (
            lambda value: value["documents"][0].update(blocks=[block([0, 99999])]),
            "run [0, 99999] is no place",
        ),
        (
            lambda value: value["assertions"][0].update(time={"start": "soon", "end": None}),
            "$.assertions[0].time.start: 'soon' does not match",
        ),
        (
            lambda value: (value["documents"][0].update(pages=[0]), value["assertions"][0].update(page=2)),
            "$.assertions[0].page: 2 is not that of its first span; give 1, or leave it out",
        ),
        (
            lambda value: value["parties"].append({"name": "ARMENIA", "aliases": []}),
            "$.parties[3]: 'ARMENIA' is given twice, as 'Armenia' too; give each once",
        ),
    ],
)
def test_an_invalid_file_is_reported_with_value_and_location(
    karabakh: narratives.Comparison, edit: Callable[[dict[str, Any]], object], message: str
) -> None:
    value = json.loads(to_json(karabakh, texts=True))
    placeholders = {
        "{missing}": min(value["disputes"][0]["assertions"]),
        "{a}": value["relations"][0]["a"],
        "{document}": value["documents"][0]["id"],
    }
    edit(value)
    for name, known in placeholders.items():
        message = message.replace(name, known)
    with pytest.raises(ExchangeError, match=re.escape(message)) as caught:
        from_json(json.dumps(value), place="c.json")
    assert str(caught.value).startswith("c.json: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": "narratives/1"}', "[" * 200_000])
def test_input_without_findings_is_an_error(text: str) -> None:
    with pytest.raises(ExchangeError):
        from_json(text)


def test_an_overlong_number_is_an_error() -> None:
    with pytest.raises(ExchangeError, match="holds a number that is too long"):
        from_json('{"format": ' + "1" * 5000 + "}")


def test_a_dispute_with_a_missing_verdict_is_not_written(
    karabakh: narratives.Comparison,
) -> None:
    label = karabakh.disputes[0].label
    with pytest.raises(ExchangeError, match=f"point at issue '{label}': its verdict on"):
        to_json(evolve(karabakh, verdicts=()))


def test_an_edited_sentence_keeps_its_relations(karabakh: narratives.Comparison) -> None:
    value = json.loads(to_json(karabakh))
    key = value["relations"][0]["a"]
    for one in value["assertions"]:
        if one["id"] == key:
            one["text"] = "A sentence that somebody mended."
    back = from_json(json.dumps(value))
    assert back.verdicts[0].a.text == "A sentence that somebody mended."
    assert back.verdicts[0].a in {assertion for account in back.accounts for assertion in account}
