import json

import jsonschema

import narratives
from narratives.exchange import schema


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
