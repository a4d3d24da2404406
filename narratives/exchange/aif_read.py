"""AIF-JSON back into findings: by the record in it, or, made by others, as accounts by hand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any

from attrs import field, frozen

from narratives.errors import ExchangeError
from narratives.exchange.aif_terms import relation_of, stance_of
from narratives.exchange.given import MOST_LINKS, Link, Statement, findings_given
from narratives.exchange.intake import held, valid
from narratives.exchange.record import PUT_FORWARD, RECORD, Value
from narratives.exchange.restored import findings_of, once
from narratives.exchange.strict import validator
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
def _rules() -> Any:
    return validator(_SCHEMA)


Speakers = dict[str, tuple[str, str | None]]


def findings_of_aif(
    value: Any, *, rewritten: Callable[[Value], Value], place: str, record: Any = None
) -> Findings:
    """The findings of an AIF graph.

    Args:
        rewritten: makes the graph of a record, to hold it against the one given.
        record: the record, where it stands beside the graph and not in it.

    Raises:
        ExchangeError: no AIF, or edited beside its record.
    """
    graph = held(value, _rules(), place=place)
    for name, key in (("nodes", "nodeID"), ("locutions", "nodeID"), ("participants", "participantID")):
        once([str(one[key]) for one in graph.get(name, ())], place=f"{place}: $.{name}")
    known = record if record is not None else graph.get(RECORD)
    if known is not None:
        told = valid(known, place=f"{place}: {RECORD!r}")
        found = findings_of(told, place=f"{place}: {RECORD!r}")
        _unedited(graph, rewritten(told), place=place)
        return found
    said = _statements(graph, place=place)
    return findings_given(said.all, _links(graph, said, place=place), place=place)


def _unedited(given: Value, told: Value, *, place: str) -> None:
    """Refuse nodes, edges and speakers that are not those of the record; layout and other keys may differ."""
    speakers = _speakers(told)
    for name, there, expected in (
        ("node", _node_contents(given), _node_contents(told)),
        ("edge", _edge_contents(given), _edge_contents(told)),
        ("speaker of", _with_parties(_speakers(given), speakers), speakers),
    ):
        for key in sorted(there.keys() | expected.keys()):
            if there.get(key) != expected.get(key):
                raise ExchangeError(
                    f"{place}: {name} {key!r:.60}: is not what the record says; undo the edit, or take out "
                    f"the key {RECORD!r} to have the nodes read as they are"
                )


def _with_parties(given: Speakers, told: Speakers) -> Speakers:
    """The speakers, with the parties that are told where a tool left out that key, which AIF has not."""
    return {key: (name, party or told.get(key, (name, None))[1]) for key, (name, party) in given.items()}


def _node_contents(graph: Value) -> dict[str, tuple[str, ...]]:
    return {str(one["nodeID"]): (one["type"], one["text"]) for one in graph["nodes"]}


def _edge_contents(graph: Value) -> dict[str, tuple[str, ...]]:
    return {f"{one['fromID']} → {one['toID']}": () for one in graph["edges"]}


@frozen
class _Said:
    """Statements, and which of them an I-node or a locution stands for."""

    all: list[Statement] = field(factory=list)
    at: dict[str, list[Statement]] = field(factory=dict)

    def holding(self, proposition: str) -> list[Statement]:
        """The statements of those who hold the proposition."""
        return [one for one in self.at.get(proposition, ()) if one.stance in PUT_FORWARD]

    def denying(self, proposition: str) -> list[Statement]:
        """The statements of those who deny the proposition."""
        return [one for one in self.at.get(proposition, ()) if one.stance == Stance.DENIES]

    def ends(self, keys: Sequence[str], nodes: Mapping[str, Value]) -> list[Statement]:
        """What a relation with these nodes is about: those who hold a proposition, the act of a locution."""
        found: list[Statement] = []
        for key in dict.fromkeys(keys):
            kind = nodes.get(key, {}).get("type")
            found += self.holding(key) if kind == "I" else self.at.get(key, ()) if kind == "L" else ()
            if len(found) > MOST_LINKS:
                break
        return found


def _statements(graph: Value, *, place: str) -> _Said:
    nodes = {str(one["nodeID"]): one for one in graph["nodes"]}
    after: dict[str, list[str]] = {}
    for edge in graph["edges"]:
        after.setdefault(str(edge["fromID"]), []).append(str(edge["toID"]))
    speakers = _speakers(graph)
    said, spoken = _Said(), set()
    for locution, force, proposition in dict.fromkeys(_anchors(nodes, after)):
        spoken.add(proposition)
        if locution in speakers:
            name, own = speakers[locution]
            party, words = own or name, _without(nodes[locution]["text"], name)
        else:
            name, words = _prefix(nodes[locution]["text"])
            party = name
        statement = Statement(
            key=f"{locution} {proposition} {force}",
            text=_text(nodes[proposition], place=place),
            party=party,
            quote=words,
            source=None if party == ARTICLE else name,
            stance=str(stance_of(nodes[force]["text"])),
        )
        said.all.append(statement)
        said.at.setdefault(locution, []).append(statement)
        said.at.setdefault(proposition, []).append(statement)
    for key, node in nodes.items():
        if node["type"] == "I" and key not in spoken:
            alone = Statement(key=key, text=_text(node, place=place), party=ARTICLE)
            said.all.append(alone)
            said.at[key] = [alone]
    return said


def _anchors(nodes: Mapping[str, Value], after: Mapping[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    """Locution, force and proposition, where the three are joined."""
    for key, node in nodes.items():
        if node["type"] != "L":
            continue
        for force in after.get(key, ()):
            if nodes.get(force, {}).get("type") == "YA":
                for end in after.get(force, ()):
                    if nodes.get(end, {}).get("type") == "I":
                        yield key, force, end


def _text(node: Value, *, place: str) -> str:
    text: str = node["text"]
    if not text.strip():
        raise ExchangeError(f"{place}: node {node['nodeID']!r:.60}: is blank; give it a text")
    return text


def _speakers(graph: Value) -> Speakers:
    """Locution → name of the speaker, and its party where it has one by another name."""
    people = {}
    for one in graph.get("participants", ()):
        name = " ".join(f"{one.get('firstname') or ''} {one.get('surname') or ''}".split())
        if name:
            people[str(one["participantID"])] = (name, one.get("party"))
    said = {str(one["nodeID"]): str(one.get("personID")) for one in graph.get("locutions", ())}
    return {locution: people[person] for locution, person in said.items() if person in people}


def _prefix(text: str) -> tuple[str, str]:
    """Speaker and words of a locution "Speaker: words"; the text's own where there is no speaker."""
    name, colon, words = text.partition(":")
    name = " ".join(name.split())
    if colon and 0 < len(name) <= _LONGEST_NAME and words.strip():
        return name, words.strip()
    return ARTICLE, text


_LONGEST_NAME = 60


def _without(text: str, name: str) -> str:
    """The words of a locution, without the name before them."""
    before, colon, words = text.partition(":")
    named = colon and " ".join(before.split()).casefold() == name.casefold()
    return words.strip() if named and words.strip() else text


def _links(graph: Value, said: _Said, *, place: str) -> list[Link]:
    nodes = {str(one["nodeID"]): one for one in graph["nodes"]}
    into: dict[str, list[str]] = {}
    out: dict[str, list[str]] = {}
    for edge in graph["edges"]:
        into.setdefault(str(edge["toID"]), []).append(str(edge["fromID"]))
        out.setdefault(str(edge["fromID"]), []).append(str(edge["toID"]))
    links: list[Link] = []
    pairs = 0
    for key, node in nodes.items():
        if node["type"] == "I":
            relation: Relation | None = Relation.CONTRADICTION
            sides = said.holding(key), said.denying(key)
        else:
            relation = relation_of(node["type"], node["text"])
            sides = said.ends(into.get(key, ()), nodes), said.ends(out.get(key, ()), nodes)
        pairs += len(sides[0]) * len(sides[1]) if relation else 0
        if pairs > MOST_LINKS:
            raise ExchangeError(f"{place}: gives more than {MOST_LINKS:,} relations; give a smaller graph")
        links += [Link(a=a.id, b=b.id, relation=str(relation)) for a, b in product(*sides) if relation]
    return links
