import json
import re
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from attrs import evolve
from hypothesis import given, settings

import narratives
from narratives.errors import ExchangeError
from narratives.exchange import from_json, schema, to_json
from narratives.findings import Findings
from tests.strategies import findings

CHECKER = jsonschema.Draft202012Validator(schema())


def test_the_output_follows_the_published_schema(karabakh: narratives.Comparison) -> None:
    value = json.loads(karabakh.to_json())
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(value, schema(), cls=jsonschema.Draft202012Validator)
    assert value["format"] == "narratives/1"
    assert value["documents"][0]["sha256"] == karabakh.documents[0].sha256


def test_relations_and_disputes_point_at_assertions_that_are_there(karabakh: narratives.Comparison) -> None:
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


def test_accounts_by_hand_follow_the_schema() -> None:
    a, b = narratives.Account("A", ["It is open."]), narratives.Account("B", ["It is not open."])
    value = json.loads(narratives.compare(a, b).to_json())
    jsonschema.validate(value, schema(), cls=jsonschema.Draft202012Validator)


@settings(max_examples=100, deadline=None)
@given(findings())
def test_without_their_texts_documents_keep_their_ids_and_all_else(found: Findings) -> None:
    text = to_json(found)
    back = from_json(text)
    assert to_json(back) == text
    assert [one.id for one in back.documents] == [one.id for one in found.documents]
    assert (back.accounts, back.verdicts, back.disputes) == (found.accounts, found.verdicts, found.disputes)


def test_a_comparison_of_a_real_report_comes_back_equal(karabakh: narratives.Comparison) -> None:
    back = from_json(to_json(karabakh, texts=True))
    assert narratives.Comparison.from_json(to_json(karabakh, texts=True)) == karabakh
    assert back.matrix == karabakh.matrix


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
        (lambda value: value["parties"].append(value["parties"][1]), "$.parties: 'Armenia' is given twice"),
        (lambda value: value["parties"][0].update(name=" "), "$.parties[0]: party ' ': a name is needed"),
        (lambda value: value["disputes"][0].update(relations=[]), "$.disputes[0].relations: [] should be"),
    ],
)
def test_a_broken_file_is_told_by_value_and_place(
    karabakh: narratives.Comparison, edit: Callable[[dict[str, Any]], object], message: str
) -> None:
    value = json.loads(to_json(karabakh, texts=True))
    edit(value)
    with pytest.raises(ExchangeError, match=re.escape(message)) as caught:
        from_json(json.dumps(value), place="c.json")
    assert str(caught.value).startswith("c.json: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": "narratives/1"}', "[" * 200_000])
def test_what_is_no_findings_at_all_is_an_error(text: str) -> None:
    with pytest.raises(ExchangeError):
        from_json(text)


def test_a_number_without_end_is_an_error() -> None:
    with pytest.raises(ExchangeError, match="holds a number that is too long"):
        from_json('{"format": ' + "1" * 5000 + "}")


def test_a_point_at_issue_of_a_verdict_that_is_not_there_is_not_written(
    karabakh: narratives.Comparison,
) -> None:
    with pytest.raises(ExchangeError, match="point at issue 'Day-old ceasefire': its verdict on"):
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
