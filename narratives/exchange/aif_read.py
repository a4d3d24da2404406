"""Reading of AIF-JSON: from the record in it or, without a record, as handmade accounts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any

from attrs import field, frozen

from narratives.errors import ExchangeError
from narratives.exchange.aif_terms import relation_from_scheme, stance_from_force
from narratives.exchange.json_schema import strict_validator
from narratives.exchange.record import PUT_FORWARD, RECORD, Value
from narratives.exchange.restored import findings_of
from narratives.exchange.restored_documents import once
from narratives.exchange.statements import MAX_LINKS, Link, Statement, findings_from_statements
from narratives.exchange.validation import validate, validate_record
from narratives.findings import Findings
from narratives.model import ARTICLE, Stance
from narratives.verdict import Relation

_KEY = {"type": ["string", "integer"]}
_SCHEMA = {
    "type": "object",
    "required": ["nodes", "edges"],
    "properties": {
        "nodes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["nodeID", "text", "type"],
                "properties": {"nodeID": _KEY, "text": {"type": "string"}, "type": {"type": "string"}},
            },
        },
        "edges": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["fromID", "toID"],
                "properties": {"fromID": _KEY, "toID": _KEY},
            },
        },
        "locutions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["nodeID"],
                "properties": {"nodeID": _KEY, "personID": {"type": ["string", "integer", "null"]}},
            },
        },
        "participants": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["participantID"],
                "properties": {
                    "participantID": _KEY,
                    "firstname": {"type": ["string", "null"]},
                    "surname": {"type": ["string", "null"]},
                    "party": {"type": "string"},
                },
            },
        },
    },
}


@cache
def _graph_validator() -> Any:
    return strict_validator(_SCHEMA)


Speakers = dict[str, tuple[str, str | None]]
"""Id of a locution → name of its speaker, and the speaker's party if it has another name."""


def findings_from_aif(
    value: Any, *, graph_of_record: Callable[[Value], Value], place: str, record: Any = None
) -> Findings:
    """Return the findings of an AIF graph.

    Args:
        graph_of_record: function that makes the graph of a record, for comparison with the given graph.
        record: the record, if it is not stored in the graph itself.

    Raises:
        ExchangeError: the value is not AIF, or its graph differs from its record.
    """
    graph = validate(value, _graph_validator(), place=place)
    for name, key in (("nodes", "nodeID"), ("locutions", "nodeID"), ("participants", "participantID")):
        once([str(one[key]) for one in graph.get(name, ())], place=f"{place}: $.{name}")
    stored = record if record is not None else graph.get(RECORD)
    if stored is not None:
        validated = validate_record(stored, place=f"{place}: {RECORD!r}")
        findings = findings_of(validated, place=f"{place}: {RECORD!r}")
        _refuse_edits(graph, graph_of_record(validated), place=place)
        return findings
    statements = _statements(graph, place=place)
    return findings_from_statements(statements.all, _links(graph, statements, place=place), place=place)


def _refuse_edits(given: Value, expected: Value, *, place: str) -> None:
    """Check that nodes, edges and speakers are those of the record; layout and other keys may differ."""
    speakers = _speakers(expected)
    for name, found, wanted in (
        ("node", _node_contents(given), _node_contents(expected)),
        ("edge", _edge_contents(given), _edge_contents(expected)),
        ("speaker of", _with_parties(_speakers(given), speakers), speakers),
    ):
        for key in sorted(found.keys() | wanted.keys()):
            if found.get(key) != wanted.get(key):
                raise ExchangeError(
                    f"{place}: {name} {key!r:.60}: is not what the record says; undo the edit, or take out "
                    f"the key {RECORD!r} to have the nodes read as they are"
                )


def _with_parties(given: Speakers, expected: Speakers) -> Speakers:
    """Fill in the parties of speakers where a tool dropped the key "party", which is not part of AIF."""
    return {key: (name, party or expected.get(key, (name, None))[1]) for key, (name, party) in given.items()}


def _node_contents(graph: Value) -> dict[str, tuple[str, ...]]:
    return {str(node["nodeID"]): (node["type"], node["text"]) for node in graph["nodes"]}


def _edge_contents(graph: Value) -> dict[str, tuple[str, ...]]:
    return {f"{edge['fromID']} → {edge['toID']}": () for edge in graph["edges"]}


@frozen
class _Statements:
    """All statements of a graph, and those of each I-node and L-node."""

    all: list[Statement] = field(factory=list)
    by_node: dict[str, list[Statement]] = field(factory=dict)

    def putting_forward(self, proposition: str) -> list[Statement]:
        """Return the statements that assert or predict the proposition."""
        return [one for one in self.by_node.get(proposition, ()) if one.stance in PUT_FORWARD]

    def denying(self, proposition: str) -> list[Statement]:
        """Return the statements that deny the proposition."""
        return [one for one in self.by_node.get(proposition, ()) if one.stance == Stance.DENIES]

    def endpoints(self, keys: Sequence[str], nodes: Mapping[str, Value]) -> list[Statement]:
        """Return the statements at one end of a relation.

        For an I-node these are the statements that put its proposition forward, for an L-node all statements
        of the locution. Stops after the node that exceeds `MAX_LINKS`.
        """
        found: list[Statement] = []
        for key in dict.fromkeys(keys):
            node_type = nodes.get(key, {}).get("type")
            if node_type == "I":
                found += self.putting_forward(key)
            elif node_type == "L":
                found += self.by_node.get(key, ())
            if len(found) > MAX_LINKS:
                break
        return found


def _statements(graph: Value, *, place: str) -> _Statements:
    nodes = {str(node["nodeID"]): node for node in graph["nodes"]}
    successors: dict[str, list[str]] = {}
    for edge in graph["edges"]:
        successors.setdefault(str(edge["fromID"]), []).append(str(edge["toID"]))
    speakers = _speakers(graph)
    statements, anchored = _Statements(), set()
    for locution, force, proposition in dict.fromkeys(_anchors(nodes, successors)):
        anchored.add(proposition)
        if locution in speakers:
            name, own_party = speakers[locution]
            party, words = own_party or name, _without_speaker(nodes[locution]["text"], name)
        else:
            name, words = _speaker_and_words(nodes[locution]["text"])
            party = name
        statement = Statement(
            key=f"{locution} {proposition} {force}",
            text=_text(nodes[proposition], place=place),
            party=party,
            quote=words,
            source=None if party == ARTICLE else name,
            stance=str(stance_from_force(nodes[force]["text"])),
        )
        statements.all.append(statement)
        statements.by_node.setdefault(locution, []).append(statement)
        statements.by_node.setdefault(proposition, []).append(statement)
    for key, node in nodes.items():
        if node["type"] == "I" and key not in anchored:
            own_voice = Statement(key=key, text=_text(node, place=place), party=ARTICLE)
            statements.all.append(own_voice)
            statements.by_node[key] = [own_voice]
    return statements


def _anchors(
    nodes: Mapping[str, Value], successors: Mapping[str, list[str]]
) -> Iterator[tuple[str, str, str]]:
    """Yield the ids of each locution, force and proposition that are connected."""
    for key, node in nodes.items():
        if node["type"] != "L":
            continue
        for force in successors.get(key, ()):
            if nodes.get(force, {}).get("type") == "YA":
                for end in successors.get(force, ()):
                    if nodes.get(end, {}).get("type") == "I":
                        yield key, force, end


def _text(node: Value, *, place: str) -> str:
    text: str = node["text"]
    if not text.strip():
        raise ExchangeError(f"{place}: node {node['nodeID']!r:.60}: is blank; give it a text")
    return text


def _speakers(graph: Value) -> Speakers:
    people = {}
    for one in graph.get("participants", ()):
        name = " ".join(f"{one.get('firstname') or ''} {one.get('surname') or ''}".split())
        if name:
            people[str(one["participantID"])] = (name, one.get("party"))
    speaker_ids = {str(one["nodeID"]): str(one.get("personID")) for one in graph.get("locutions", ())}
    return {locution: people[person] for locution, person in speaker_ids.items() if person in people}


def _speaker_and_words(text: str) -> tuple[str, str]:
    """Split the text of a locution "Speaker: words"; the speaker is `ARTICLE` if none is named."""
    name, colon, words = text.partition(":")
    name = " ".join(name.split())
    if colon and 0 < len(name) <= _MAX_NAME and words.strip():
        return name, words.strip()
    return ARTICLE, text


_MAX_NAME = 60
"""Maximum length of a speaker's name before the colon, in characters."""


def _without_speaker(text: str, name: str) -> str:
    """Return the words of a locution without the speaker's name before them."""
    before, colon, words = text.partition(":")
    named = colon and " ".join(before.split()).casefold() == name.casefold()
    return words.strip() if named and words.strip() else text


def _links(graph: Value, statements: _Statements, *, place: str) -> list[Link]:
    nodes = {str(node["nodeID"]): node for node in graph["nodes"]}
    predecessors: dict[str, list[str]] = {}
    successors: dict[str, list[str]] = {}
    for edge in graph["edges"]:
        predecessors.setdefault(str(edge["toID"]), []).append(str(edge["fromID"]))
        successors.setdefault(str(edge["fromID"]), []).append(str(edge["toID"]))
    links: list[Link] = []
    pairs = 0
    for key, node in nodes.items():
        if node["type"] == "I":
            relation: Relation | None = Relation.CONTRADICTION
            sides = statements.putting_forward(key), statements.denying(key)
        else:
            relation = relation_from_scheme(node["type"], node["text"])
            sides = (
                statements.endpoints(predecessors.get(key, ()), nodes),
                statements.endpoints(successors.get(key, ()), nodes),
            )
        pairs += len(sides[0]) * len(sides[1]) if relation else 0
        if pairs > MAX_LINKS:
            raise ExchangeError(f"{place}: gives more than {MAX_LINKS:,} relations; give a smaller graph")
        links += [Link(a=a.id, b=b.id, relation=str(relation)) for a, b in product(*sides) if relation]
    return links
