"""Findings as GraphML: the assertions are nodes, the relations edges.

Source of the format: Brandes, Eiglsperger, Herman, Himsolt and Marshall, "GraphML Progress Report", Graph
Drawing 2001. Written and read through networkx; Gephi, yEd, Cytoscape and igraph read it too.
"""

import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from attrs import field, frozen

from narratives.errors import ExchangeError
from narratives.exchange.attributes import link_of, statement_of
from narratives.exchange.given import Link, empty, findings_given, with_given
from narratives.exchange.intake import held, parsed, rules_of, valid
from narratives.exchange.readable import Attributes, ascii_json, edge_attributes, node_attributes
from narratives.exchange.record import RECORD, Value, encodable_record
from narratives.exchange.restored import findings_of
from narratives.exchange.xml import harmless_xml
from narratives.findings import Findings
from narratives.harmless import plain
from narratives.verdict import Relation

if TYPE_CHECKING:
    import networkx as nx


def to_graphml(findings: Findings, *, texts: bool = False) -> str:
    """Write findings as a directed GraphML graph; each pair is an edge of its own from ``a`` to ``b``.

    Attributes are one line a person reads, without control characters. Beside them the attribute
    "narratives" of each node, edge and of the graph carries its record in ASCII JSON, from which
    `from_graphml` makes the same findings. Lone surrogates are written as U+FFFD.

    Args:
        texts: whether the documents' texts are written too, in the record of the graph.
    """
    import networkx as nx

    buffer = io.BytesIO()
    nx.write_graphml_xml(_graph(encodable_record(findings, texts=texts)), buffer, encoding="utf-8")
    return buffer.getvalue().decode("utf-8")


def _graph(value: Value) -> "nx.MultiDiGraph[str]":
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph[RECORD] = ascii_json({k: v for k, v in value.items() if k not in ("assertions", "relations")})
    documents = {one["id"]: one for one in value["documents"]}
    for one in value["assertions"]:
        graph.add_node(one["id"], **node_attributes(one, documents), **{RECORD: ascii_json(one)})
    for number, one in enumerate(value["relations"]):
        carried = {RECORD: ascii_json({"number": number, **one})}
        graph.add_edge(one["a"], one["b"], key=f"r{number}", **edge_attributes(one), **carried)
    return graph


def from_graphml(text: str, *, place: str = "the GraphML") -> Findings:
    """Read findings back: equal to those written, where the texts were written too.

    A node or edge with a record is what its record says, and what a person reads beside it must say the same.
    One without is read by its attributes, as something made by hand: a node by its ``text`` and ``party``,
    and where they are there ``source``, ``cue``, ``stance`` and ``quote``; an edge by its ``relation``, and
    ``probability`` (else 1) and ``judge`` (else "given"); neutral edges are left out. So a graph that holds
    no record is read too. A node or edge that was taken out is left out of its points at issue.

    Raises:
        ExchangeError: no GraphML, a document type in it, too large; an attribute that is not what its
            record says; a node or edge that tells too little.
    """
    graph = _parsed(text, place=place)
    base = _base(graph, place=place)
    documents = {one["id"]: one for one in base["documents"]}
    ids: dict[str, str] = {}
    assertions, statements = [], []
    for node, attributes in graph.nodes(data=True):
        here = f"{place}: node {node!r:.60}"
        if RECORD in attributes:
            one = _record(attributes, place=here)
            held(one, rules_of("assertion"), place=f"{here}: {RECORD!r}")
            _unedited(attributes, node_attributes(one, documents), place=here)
            assertions.append(one)
            ids[node] = one["id"]
        else:
            statement = statement_of(node, attributes, place=here)
            statements.append(statement)
            ids[node] = statement.id
    edges = _edges(graph, ids, {one.id for one in statements}, place=place)
    if not assertions and RECORD not in graph.graph:
        return findings_given(statements, edges.links, place=place)
    value = base | {"assertions": assertions} | edges.within(base)
    value |= _still_there(value)
    return findings_of(with_given(value, statements, edges.links, place=place), place=place)


@frozen
class _Edges:
    """Relations by the number that they had, and those made by hand."""

    records: dict[int, Value] = field(factory=dict)
    links: list[Link] = field(factory=list)

    def within(self, base: Value) -> Value:
        """The relations in order, and what of the base points at them."""
        place = {number: now for now, number in enumerate(sorted(self.records))}
        left = {"relations": [self.records[number] for number in sorted(self.records)]}
        for name in ("disputes", "examined"):
            if name in base:
                left[name] = [
                    one | {"relations": [place[number] for number in one["relations"] if number in place]}
                    for one in base[name]
                ]
        left["disputes"] = [
            one | {"assertions": list(dict.fromkeys(_sides(left["relations"], one["relations"])))}
            for one in left["disputes"]
            if one["relations"]
        ]
        return left


def _still_there(value: Value) -> Value:
    """The voices and reviews without what nodes and edges were taken out of the graph."""
    ids = {one["id"] for one in value["assertions"]}
    pairs = {(one["a"], one["b"]) for one in value["relations"]}
    left: Value = {}
    if "voices" in value:
        voices = (
            one | {"assertions": [key for key in one["assertions"] if key in ids]} for one in value["voices"]
        )
        left["voices"] = [one for one in voices if one["assertions"]]
    if "reviews" in value:
        left["reviews"] = [one for one in value["reviews"] if _stands(one, ids, pairs)]
    return left


def _stands(review: Value, ids: set[str], pairs: set[tuple[str, str]]) -> bool:
    before, after = review["before"] or {}, review["after"] or {}
    was = before.get("relation")
    now = after.get("relation")
    return (
        after.get("assertion") in (None, *ids)
        and (was is None or {was["a"], was["b"]} <= ids)
        and (now is None or tuple(now) in pairs)
    )


def _sides(relations: Sequence[Value], numbers: Iterable[int]) -> Iterator[str]:
    return (relations[number][side] for number in numbers for side in ("a", "b"))


def _parsed(text: str, *, place: str) -> Any:
    import networkx as nx

    given = harmless_xml(text, place=place, once="node")
    try:
        return nx.parse_graphml(given, force_multigraph=True)
    except (nx.NetworkXException, ParseError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        told = f"{type(error).__name__}: {error}"
        raise ExchangeError(f"{place}: is no GraphML that networkx reads ({plain(told):.200})") from error
    except (AttributeError, StopIteration) as error:
        raise ExchangeError(f"{place}: is no GraphML; its root is <graphml> with a <graph> in it") from error


def _base(graph: Any, *, place: str) -> Value:
    """What the graph itself carries: everything but assertions and relations."""
    if RECORD not in graph.graph:
        return empty()
    here = f"{place}: the graph's {RECORD!r}"
    told = parsed(str(graph.graph[RECORD]), place=here)
    if not isinstance(told, dict):
        raise ExchangeError(f"{here}: is no record; take it out, or put it back as it was written")
    return valid(told | {"assertions": [], "relations": []}, place=here)


def _record(attributes: Attributes, *, place: str) -> Any:
    return parsed(str(attributes[RECORD]), place=f"{place}: {RECORD!r}")


def _unedited(given: Attributes, told: Attributes, *, place: str) -> None:
    """Refuse an attribute that is there and not what the record says."""
    for name, value in told.items():
        if name in given and not _same(given[name], value):
            raise ExchangeError(
                f"{place}: {name!r} is {given[name]!r:.60}, its record says {value!r:.60}; change it back, "
                f"or take out {RECORD!r} there to have it read by its other attributes"
            )


def _same(given: str | float, told: str | float) -> bool:
    if isinstance(told, str):
        return plain(str(given)) in (plain(told), "")
    if isinstance(given, float) and math.isnan(given):
        return True
    return given == told


def _edges(graph: Any, ids: Mapping[str, str], by_hand: set[str], *, place: str) -> _Edges:
    edges = _Edges()
    for a, b, attributes in graph.edges(data=True):
        here = f"{place}: edge from {a!r:.60} to {b!r:.60}"
        if RECORD in attributes:
            number, one = _numbered(attributes, place=here)
            _unedited(attributes, edge_attributes(one), place=here)
            _unmoved(one, {a, ids[a]}, {b, ids[b]}, place=here)
            if number in edges.records:
                raise ExchangeError(f"{here}: relation {number} is given twice; give each relation once")
            edges.records[number] = _ending_at(one, {a: ids[a], b: ids[b]}, by_hand)
        elif ids[a] == ids[b]:
            raise ExchangeError(f"{here}: joins a node with itself; take it out")
        elif str(attributes.get("relation", "")).casefold() != Relation.NEUTRAL:
            edges.links.append(link_of(ids[a], ids[b], attributes, place=here))
    return edges


def _unmoved(one: Value, start: set[str], end: set[str], *, place: str) -> None:
    """Refuse an edge that does not join what its record does; an undirected one may have changed its ends."""
    record = one["a"], one["b"]
    if not any(record[0] in first and record[1] in last for first, last in ((start, end), (end, start))):
        raise ExchangeError(
            f"{place}: its record is of {record[0]} and {record[1]}; change it back, or take out "
            f"{RECORD!r} there"
        )


def _ending_at(one: Value, now: Mapping[str, str], by_hand: set[str]) -> Value:
    """The relation with the ids that its ends have now; one read by hand stands in no document."""
    for side in ("a", "b"):
        key = now.get(one[side], one[side])
        reasons = [why | {f"{side}_spans": []} if key in by_hand else why for why in one["reasons"]]
        one = one | {side: key, "reasons": reasons}
    return one


def _numbered(attributes: Attributes, *, place: str) -> tuple[int, Value]:
    told = _record(attributes, place=place)
    number = told.pop("number", None) if isinstance(told, dict) else None
    if type(number) is not int or number < 0:
        raise ExchangeError(f"{place}: {RECORD!r}: has no number; put it back as it was written")
    return number, held(told, rules_of("relation"), place=f"{place}: {RECORD!r}")
