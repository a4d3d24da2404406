import json
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

import narratives
from narratives.errors import ExchangeError
from narratives.exchange import from_aif, from_xaif, to_aif, to_xaif
from narratives.model import ARTICLE, Stance
from narratives.verdict import Relation
from tests.exchange.hostile import BENIGN, HOSTILE, hostile_findings
from tests.exchange.readers import read_by_arguebuf

# A dialogue as exported by AIFdb: numeric ids, transitions, an inference, a conflict and a rephrase.
DIALOGUE: dict[str, Any] = {
    "nodes": [
        {"nodeID": "1", "text": "Ann : the bridge is open", "type": "L", "timestamp": "2020-01-01 10:00:00"},
        {"nodeID": "2", "text": "the bridge is open", "type": "I", "timestamp": ""},
        {"nodeID": "3", "text": "Asserting", "type": "YA", "timestamp": ""},
        {"nodeID": "4", "text": "Bob Low : the bridge is closed", "type": "L", "timestamp": ""},
        {"nodeID": "5", "text": "the bridge is closed", "type": "I", "timestamp": ""},
        {"nodeID": "6", "text": "Asserting", "type": "YA", "timestamp": ""},
        {"nodeID": "7", "text": "Default Transition", "type": "TA", "timestamp": ""},
        {"nodeID": "8", "text": "Default Conflict", "type": "CA", "timestamp": ""},
        {"nodeID": "9", "text": "Disagreeing", "type": "YA", "timestamp": ""},
        {"nodeID": "10", "text": "Bob Low : cars queue", "type": "L", "timestamp": ""},
        {"nodeID": "11", "text": "cars queue", "type": "I", "timestamp": ""},
        {"nodeID": "12", "text": "Asserting", "type": "YA", "timestamp": ""},
        {"nodeID": "13", "text": "Default Inference", "type": "RA", "timestamp": ""},
        {"nodeID": "14", "text": "the road is shut", "type": "I", "timestamp": ""},
        {"nodeID": "15", "text": "Default Rephrase", "type": "MA", "timestamp": ""},
        {"nodeID": 16, "text": "Ann : no", "type": "L", "timestamp": ""},
        {"nodeID": "17", "text": "Disagreeing", "type": "YA", "timestamp": ""},
    ],
    "edges": [
        {"edgeID": str(number), "fromID": a, "toID": b, "formEdgeID": None}
        for number, (a, b) in enumerate(
            [
                ("1", "3"), ("3", "2"), ("4", "6"), ("6", "5"), ("1", "7"), ("7", "4"), ("7", "9"),
                ("9", "8"), ("5", "8"), ("8", "2"), ("10", "12"), ("12", "11"), ("11", "13"), ("13", "5"),
                ("14", "15"), ("15", "5"), ("16", "17"), ("17", "11"),
            ]
        )
    ],
    "locutions": [{"nodeID": "4", "personID": "2", "timestamp": "", "start": None, "end": None}],
    "participants": [{"participantID": 2, "firstname": "Bob", "surname": "Low"}],
}  # fmt: skip


def node_type_counts(graph: dict[str, Any]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for node in graph["nodes"]:
        counts[node["type"]] = counts.get(node["type"], 0) + 1
    return counts


def test_an_assertion_becomes_a_locution_anchored_in_a_proposition(karabakh: narratives.Comparison) -> None:
    graph = json.loads(to_aif(karabakh))
    one = next(one for one in karabakh.assertions if one.stance is Stance.DENIES)
    nodes = {node["nodeID"]: node for node in graph["nodes"]}
    assert one.source
    assert nodes[f"L-{one.id}"]["text"] == f"{one.source.name}: {one.quote}"
    assert nodes[f"I-{one.id}"]["text"] == one.text
    assert nodes[f"YA-{one.id}"]["text"] == "Disagreeing"
    edges = [(edge["fromID"], edge["toID"]) for edge in graph["edges"]]
    assert (f"L-{one.id}", f"YA-{one.id}") in edges
    assert (f"YA-{one.id}", f"I-{one.id}") in edges
    people = {str(one["participantID"]): one for one in graph["participants"]}
    locution = next(each for each in graph["locutions"] if each["nodeID"] == f"L-{one.id}")
    assert people[locution["personID"]]["firstname"] == one.source.name
    assert people[locution["personID"]]["party"] == one.party


def test_a_denial_conflicts_at_its_locution_and_not_at_its_proposition(
    karabakh: narratives.Comparison,
) -> None:
    graph = json.loads(to_aif(karabakh))
    edges = {(edge["fromID"], edge["toID"]) for edge in graph["edges"]}
    for number, verdict in enumerate(karabakh.verdicts):
        ends = [
            f"{'I' if one.stance in (Stance.ASSERTS, Stance.PREDICTS) else 'L'}-{one.id}"
            for one in (verdict.a, verdict.b)
        ]
        if verdict.relation in (Relation.CONTRADICTION, Relation.FRAMING):
            assert {(ends[0], f"CA-{number}-1"), (f"CA-{number}-1", ends[1])} <= edges
            assert {(ends[1], f"CA-{number}-2"), (f"CA-{number}-2", ends[0])} <= edges
    named = [node["text"] for node in graph["nodes"] if node["type"] == "CA"]
    framings = sum(verdict.relation is Relation.FRAMING for verdict in karabakh.verdicts)
    assert named.count("Framing") == 2 * framings > 0


def test_each_relation_is_written_as_its_scheme() -> None:
    graph = json.loads(to_aif(hostile_findings(BENIGN)))
    assert node_type_counts(graph) == {"I": 7, "L": 7, "YA": 7, "CA": 6, "RA": 1, "MA": 1}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["aif", "xaif"])
def test_arguebuf_reads_the_propositions_and_the_schemes(karabakh: narratives.Comparison, kind: str) -> None:
    write = {"aif": to_aif, "xaif": to_xaif}[kind]
    of_real, of_plain, *of_hostile = read_by_arguebuf(
        kind, [write(karabakh), *(write(hostile_findings(text)) for text in (BENIGN, *HOSTILE))]
    )
    assert list(of_real["atoms"].values()) == [one.text for one in karabakh.assertions]
    graph = json.loads(to_aif(karabakh))
    schemes = [node["nodeID"] for node in graph["nodes"] if node["type"] in ("CA", "RA", "MA")]
    assert list(of_real["schemes"]) == schemes
    there = {*of_real["atoms"], *schemes}
    edges = [[edge["fromID"], edge["toID"]] for edge in graph["edges"]]
    assert of_real["edges"] == sorted(edge for edge in edges if {*edge} <= there)
    assert {*of_plain["schemes"].values()} == {"Attack", "Support", "Rephrase"}
    for hostile in of_hostile:
        assert len(hostile["atoms"]) == len(of_plain["atoms"])
        assert [*hostile["schemes"].values()] == [*of_plain["schemes"].values()]


def test_a_dialogue_without_a_record_is_read_as_handmade_accounts() -> None:
    found = from_aif(json.dumps(DIALOGUE))
    assert [account.name for account in found.accounts] == ["Ann", "Bob Low", ARTICLE]
    statements = [(one.party, str(one.stance), one.text, one.quote) for one in found.assertions]
    assert statements == [
        ("Ann", "asserts", "the bridge is open", "the bridge is open"),
        ("Ann", "denies", "cars queue", "no"),
        ("Bob Low", "asserts", "the bridge is closed", "the bridge is closed"),
        ("Bob Low", "asserts", "cars queue", "cars queue"),
        (None, "asserts", "the road is shut", "the road is shut"),
    ]
    assert [(one.a.text, one.relation, one.b.text, one.judge) for one in found.verdicts] == [
        ("the bridge is closed", Relation.CONTRADICTION, "the bridge is open", "given"),
        ("cars queue", Relation.CONTRADICTION, "cars queue", "given"),
        ("the road is shut", Relation.EQUIVALENCE, "the bridge is closed", "given"),
    ]
    assert found.own == ()
    assert [dispute.label for dispute in found.disputes] == ["the bridge is closed", "cars queue"]
    assert from_xaif(json.dumps({"AIF": DIALOGUE, "text": "", "OVA": {}})) == found
    assert from_aif(to_aif(found)) == found


def test_our_aif_without_its_record_keeps_what_aif_can_express(karabakh: narratives.Comparison) -> None:
    value = json.loads(to_aif(karabakh))
    del value["narratives"]
    back = from_aif(json.dumps(value))
    expected = [
        (one.party, one.source and one.source.name, one.stance, one.text) for one in karabakh.assertions
    ]
    assert [
        (one.party, one.source and one.source.name, one.stance, one.text) for one in back.assertions
    ] == expected
    shown = [one for one in karabakh.verdicts if one.relation is not Relation.DISTINCT]
    assert {frozenset((one.a.text, one.b.text)) for one in back.verdicts} == {
        frozenset((one.a.text, one.b.text)) for one in shown
    }
    assert len(back.verdicts) == len(shown)


def aif_dialogue(*statements: tuple[str, str], schemes: list[tuple[str, str, list[int], int]]) -> str:
    """Return AIF without a record: statements as (speaker, text), schemes as (type, name, starts, end)."""
    graph: dict[str, Any] = {"nodes": [], "edges": []}

    def node(key: str, kind: str, text: str) -> None:
        graph["nodes"].append({"nodeID": key, "text": text, "type": kind})

    def edges(*path: str) -> None:
        graph["edges"] += [{"fromID": a, "toID": b} for a, b in pairwise(path)]

    for number, (speaker, text) in enumerate(statements):
        node(f"L{number}", "L", f"{speaker}: {text}")
        node(f"I{number}", "I", text)
        node(f"Y{number}", "YA", "Asserting")
        edges(f"L{number}", f"Y{number}", f"I{number}")
    for number, (kind, name, starts, end) in enumerate(schemes):
        node(f"S{number}", kind, name)
        for start in starts:
            edges(f"I{start}", f"S{number}", f"I{end}")
    return json.dumps(graph)


def test_an_inference_from_two_premises_gives_no_relation_and_no_agreement() -> None:
    statements = ("Ann", "It rained."), ("Ann", "Rain floods the road."), ("Bob", "The road is flooded.")
    found = from_aif(aif_dialogue(*statements, schemes=[("RA", "Default Inference", [0, 1], 2)]))
    assert (found.verdicts, found.agreements, found.own) == ((), (), ())
    assert len(found.assertions) == 3


@pytest.mark.parametrize(
    ("name", "relations"),
    [("Default Rephrase", [(Relation.EQUIVALENCE, 1.0)]), ("Specialisation", []), ("Instantiation", [])],
)
def test_an_ma_node_is_an_equivalence_only_if_it_is_a_rephrase(name: str, relations: list[Any]) -> None:
    statements = ("Ann", "The road is flooded."), ("Bob", "Water stands on the road.")
    found = from_aif(aif_dialogue(*statements, schemes=[("MA", name, [0], 1)]))
    assert [(one.relation, one.probability) for one in found.verdicts] == relations


def test_repeated_statements_of_a_party_are_merged_with_their_relations() -> None:
    statements = (
        ("Ann", "It is open."),
        ("ANN", "It is open."),
        ("Bob", "One can pass."),
        ("Ann", "It is open."),
    )
    schemes = [("MA", "Default Rephrase", [number], 2) for number in (0, 1, 3)]
    found = from_aif(aif_dialogue(*statements, schemes=[*schemes, ("MA", "Default Rephrase", [0], 1)]))
    assert [(account.name, len(account)) for account in found.accounts] == [("Ann", 1), ("Bob", 1)]
    assert [(one.a.text, one.b.text) for one in found.verdicts] in (
        [("It is open.", "One can pass.")],
        [("One can pass.", "It is open.")],
    )
    assert found.own == ()


@pytest.mark.parametrize("name", ["nodes", "locutions", "participants"])
@pytest.mark.parametrize("ours", [True, False])
def test_a_duplicate_id_is_refused(karabakh: narratives.Comparison, name: str, ours: bool) -> None:
    graph = json.loads(to_aif(karabakh))
    if not ours:
        del graph["narratives"]
    key = "participantID" if name == "participants" else "nodeID"
    graph[name].insert(0, {**graph[name][0], "text": "EDITED", "firstname": "EDITED", "personID": "2"})
    error = re.escape(f"a.json: $.{name}[1]: '{graph[name][0][key]}' is given twice")
    with pytest.raises(ExchangeError, match=error):
        from_aif(json.dumps(graph), place="a.json")


def test_a_float_is_refused_as_an_id() -> None:
    people = [{"participantID": 2.0, "firstname": "Bob", "surname": "Low"}]
    with pytest.raises(ExchangeError, match=r"\$\.participants\[0\]\.participantID: 2\.0 is not of type"):
        from_aif(json.dumps({**DIALOGUE, "participants": people}))


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (
            lambda graph: graph["participants"][0].update(firstname="Edited"),
            "speaker of 'L-",
        ),
        (lambda graph: graph["participants"][0].update(party="Edited"), "speaker of 'L-"),
        (lambda graph: graph["locutions"][0].update(personID="99"), "speaker of 'L-"),
        (lambda graph: graph["nodes"][0].update(text="Edited."), "node 'I-{}': is not what the record says"),
        (lambda graph: graph["nodes"].pop(1), "node 'L-{}': is not what the record says"),
        (lambda graph: graph["edges"].pop(0), "edge 'L-{0} → YA-{0}': is not what the record says"),
        (lambda graph: graph["nodes"][0].pop("text"), "$.nodes[0]: 'text' is a required property"),
        (lambda graph: graph.update(edges={}), "$.edges: {{}} is not of type 'array'"),
    ],
)
def test_a_difference_from_the_record_is_reported_with_its_location(
    karabakh: narratives.Comparison, edit: Callable[[dict[str, Any]], object], message: str
) -> None:
    value, wrapped = json.loads(to_aif(karabakh)), json.loads(to_xaif(karabakh))
    edit(value)
    edit(wrapped["AIF"])
    error = re.escape(message.format(karabakh.assertions[0].id))
    with pytest.raises(ExchangeError, match=rf"a\.json: {error}"):
        from_aif(json.dumps(value), place="a.json")
    with pytest.raises(ExchangeError, match=rf"a\.json: {error}"):
        from_xaif(json.dumps(wrapped), place="a.json")


def test_layout_changes_by_a_tool_are_accepted(karabakh: narratives.Comparison) -> None:
    value = json.loads(to_xaif(karabakh, texts=True))
    value["OVA"]["nodes"][0].update(x=5, y=7)
    value["AIF"]["nodes"].reverse()
    value["AIF"]["nodes"][0]["scheme"] = "something"
    for number, person in enumerate(value["AIF"]["participants"], start=1):
        del person["party"]
        first, _, last = person["firstname"].rpartition(" ")
        person.update(participantID=str(number), firstname=first, surname=last)
    assert narratives.Comparison.of(from_xaif(json.dumps(value))) == karabakh


def test_the_text_that_ova_interprets_as_html_is_escaped() -> None:
    value = json.loads(to_xaif(hostile_findings("<script>alert(1)</script>"), texts=True))
    assert value["text"]["txt"].startswith("&lt;script&gt;")
    assert json.loads(to_xaif(hostile_findings("x")))["text"]["txt"] == ""


def test_too_many_relations_are_refused_before_they_are_created() -> None:
    several = 1000
    nodes = [{"nodeID": "c", "text": "Default Conflict", "type": "CA"}]
    nodes += [{"nodeID": str(number), "text": "x", "type": "I"} for number in range(several)]
    edges = [{"fromID": str(number), "toID": "c"} for number in range(several)]
    edges += [{"fromID": "c", "toID": str(number)} for number in range(several)]
    with pytest.raises(ExchangeError, match="more than 200,000 relations"):
        from_aif(json.dumps({"nodes": nodes, "edges": edges}))


@pytest.mark.parametrize(
    ("graph", "message"),
    [
        ({"nodes": [], "edges": []}, "holds no statement"),
        ({"nodes": [{"nodeID": "1", "text": " ", "type": "I"}], "edges": []}, "node '1': is blank"),
        ({"edges": []}, "'nodes' is a required property"),
        ({"nodes": [], "edges": [], "narratives": {}}, "is not of the format 'narratives/1'"),
    ],
)
def test_an_incomplete_graph_is_an_error(graph: dict[str, Any], message: str) -> None:
    with pytest.raises(ExchangeError, match=message):
        from_aif(json.dumps(graph))


def test_edges_to_missing_nodes_are_ignored() -> None:
    edges = [*DIALOGUE["edges"], {"fromID": "8", "toID": "99"}, {"fromID": "98", "toID": "8"}]
    assert from_aif(json.dumps({**DIALOGUE, "edges": edges})) == from_aif(json.dumps(DIALOGUE))
