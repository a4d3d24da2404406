"""Findings as GraphML: assertions are nodes, relations are edges.

Source of the format: Brandes, Eiglsperger, Herman, Himsolt and Marshall, "GraphML Progress Report", Graph
Drawing 2001. It is written and read with networkx; Gephi, yEd, Cytoscape and igraph read it too.
"""

import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from attrs import field, frozen

from narratives.errors import ExchangeError
from narratives.exchange.graphml_attributes import Attributes, ascii_json, edge_attributes, node_attributes
from narratives.exchange.graphml_statements import link_from_attributes, statement_from_attributes
from narratives.exchange.record import RECORD, Value, encodable_record
from narratives.exchange.restored import findings_of
from narratives.exchange.statements import Link, empty_record, findings_from_statements, with_statements
from narratives.exchange.validation import parse_json, schema_validator, validate, validate_record
from narratives.exchange.xml import safe_xml
from narratives.findings import Findings
from narratives.harmless import plain
from narratives.verdict import Relation

if TYPE_CHECKING:
    import networkx as nx


def to_graphml(findings: Findings, *, texts: bool = False) -> str:
    """Return findings as a directed GraphML graph; each relation is a separate edge from ``a`` to ``b``.

    Readable attributes are single lines without control characters. In addition, the attribute "narratives"
    of each node, of each edge and of the graph contains its record as ASCII JSON, from which `from_graphml`
    restores the findings. Lone surrogates are written as U+FFFD.

    Args:
        texts: include the texts of the documents, in the record of the graph.
    """
    import networkx as nx

    buffer = io.BytesIO()
    nx.write_graphml_xml(_graph(encodable_record(findings, texts=texts)), buffer, encoding="utf-8")
    return buffer.getvalue().decode("utf-8")


def _graph(value: Value) -> "nx.MultiDiGraph[str]":
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph[RECORD] = ascii_json({k: v for k, v in value.items() if k not in ("assertions", "relations")})
    documents = {document["id"]: document for document in value["documents"]}
    for assertion in value["assertions"]:
        stored = {RECORD: ascii_json(assertion)}
        graph.add_node(assertion["id"], **node_attributes(assertion, documents), **stored)
    for number, relation in enumerate(value["relations"]):
        stored = {RECORD: ascii_json({"number": number, **relation})}
        graph.add_edge(relation["a"], relation["b"], key=f"r{number}", **edge_attributes(relation), **stored)
    return graph


def from_graphml(text: str, *, place: str = "the GraphML") -> Findings:
    """Return the findings of a GraphML text; they equal those written if the document texts were included.

    A node or edge with a record is read from its record, and its readable attributes must agree with it. A
    node or edge without a record is read from its attributes as handmade: a node from ``text`` and ``party``,
    and ``source``, ``cue``, ``stance`` and ``quote`` if present; an edge from ``relation``, and
    ``probability`` (default 1) and ``judge`` (default "given"). Neutral edges are ignored. So a graph without
    any record can be read too. A node or edge that was removed from the graph is removed from its disputes.

    Raises:
        ExchangeError: the text is not GraphML, has a document type, or is too large; an attribute differs
            from the record; a node or edge lacks a required attribute.
    """
    graph = _parsed(text, place=place)
    base = _graph_record(graph, place=place)
    documents = {document["id"]: document for document in base["documents"]}
    ids: dict[str, str] = {}
    assertions, statements = [], []
    for node, attributes in graph.nodes(data=True):
        here = f"{place}: node {node!r:.60}"
        if RECORD in attributes:
            assertion = _record(attributes, place=here)
            validate(assertion, schema_validator("assertion"), place=f"{here}: {RECORD!r}")
            _refuse_edits(attributes, node_attributes(assertion, documents), place=here)
            assertions.append(assertion)
            ids[node] = assertion["id"]
        else:
            statement = statement_from_attributes(node, attributes, place=here)
            statements.append(statement)
            ids[node] = statement.id
    edges = _edges(graph, ids, {statement.id for statement in statements}, place=place)
    if not assertions and RECORD not in graph.graph:
        return findings_from_statements(statements, edges.links, place=place)
    value = base | {"assertions": assertions} | edges.record_fields(base)
    value |= _still_there(value)
    return findings_of(with_statements(value, statements, edges.links, place=place), place=place)


@frozen
class _Edges:
    """Records of relations by their original number, and links of edges without a record."""

    records: dict[int, Value] = field(factory=dict)
    links: list[Link] = field(factory=list)

    def record_fields(self, base: Value) -> Value:
        """Return the relations in order, and the disputes and examinations of ``base`` renumbered to them."""
        position = {number: index for index, number in enumerate(sorted(self.records))}
        fields = {"relations": [self.records[number] for number in sorted(self.records)]}
        for name in ("disputes", "examined"):
            if name in base:
                fields[name] = [
                    one | {"relations": [position[n] for n in one["relations"] if n in position]}
                    for one in base[name]
                ]
        fields["disputes"] = [
            one | {"assertions": list(dict.fromkeys(_side_ids(fields["relations"], one["relations"])))}
            for one in fields["disputes"]
            if one["relations"]
        ]
        return fields


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


def _side_ids(relations: Sequence[Value], numbers: Iterable[int]) -> Iterator[str]:
    return (relations[number][side] for number in numbers for side in ("a", "b"))


def _parsed(text: str, *, place: str) -> Any:
    import networkx as nx

    xml = safe_xml(text, place=place, unique="node")
    try:
        return nx.parse_graphml(xml, force_multigraph=True)
    except (nx.NetworkXException, ParseError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        cause = f"{type(error).__name__}: {error}"
        raise ExchangeError(f"{place}: is no GraphML that networkx reads ({plain(cause):.200})") from error
    except (AttributeError, StopIteration) as error:
        raise ExchangeError(f"{place}: is no GraphML; its root is <graphml> with a <graph> in it") from error


def _graph_record(graph: Any, *, place: str) -> Value:
    """Return the record of the graph itself: everything except assertions and relations."""
    if RECORD not in graph.graph:
        return empty_record()
    here = f"{place}: the graph's {RECORD!r}"
    stored = parse_json(str(graph.graph[RECORD]), place=here)
    if not isinstance(stored, dict):
        raise ExchangeError(f"{here}: is no record; take it out, or put it back as it was written")
    return validate_record(stored | {"assertions": [], "relations": []}, place=here)


def _record(attributes: Attributes, *, place: str) -> Any:
    return parse_json(str(attributes[RECORD]), place=f"{place}: {RECORD!r}")


def _refuse_edits(given: Attributes, expected: Attributes, *, place: str) -> None:
    """Raise an error if an attribute is present and differs from the record."""
    for name, value in expected.items():
        if name in given and not _same(given[name], value):
            raise ExchangeError(
                f"{place}: {name!r} is {given[name]!r:.60}, its record says {value!r:.60}; change it back, "
                f"or take out {RECORD!r} there to have it read by its other attributes"
            )


def _same(given: str | float, expected: str | float) -> bool:
    """Return True if the values are equal or the given one is missing (empty text or NaN)."""
    if isinstance(expected, str):
        return plain(str(given)) in (plain(expected), "")
    if isinstance(given, float) and math.isnan(given):
        return True
    return given == expected


def _edges(graph: Any, ids: Mapping[str, str], handmade: set[str], *, place: str) -> _Edges:
    """Read the edges; ``ids`` maps nodes to assertions, ``handmade`` are the assertions without a record."""
    edges = _Edges()
    for a, b, attributes in graph.edges(data=True):
        here = f"{place}: edge from {a!r:.60} to {b!r:.60}"
        if RECORD in attributes:
            number, relation = _numbered_relation(attributes, place=here)
            _refuse_edits(attributes, edge_attributes(relation), place=here)
            _refuse_moved(relation, {a, ids[a]}, {b, ids[b]}, place=here)
            if number in edges.records:
                raise ExchangeError(f"{here}: relation {number} is given twice; give each relation once")
            edges.records[number] = _with_new_ids(relation, {a: ids[a], b: ids[b]}, handmade)
        elif ids[a] == ids[b]:
            raise ExchangeError(f"{here}: joins a node with itself; take it out")
        elif str(attributes.get("relation", "")).casefold() != Relation.NEUTRAL:
            edges.links.append(link_from_attributes(ids[a], ids[b], attributes, place=here))
    return edges


def _refuse_moved(relation: Value, start: set[str], end: set[str], *, place: str) -> None:
    """Raise an error if an edge does not connect the assertions of its record.

    The ends may be exchanged, as tools do in undirected graphs.
    """
    a, b = relation["a"], relation["b"]
    if not any(a in first and b in last for first, last in ((start, end), (end, start))):
        raise ExchangeError(
            f"{place}: its record is of {a} and {b}; change it back, or take out {RECORD!r} there"
        )


def _with_new_ids(relation: Value, ids: Mapping[str, str], handmade: set[str]) -> Value:
    """Return the relation with the current ids of its ends; handmade ends lose the spans of their reasons."""
    for side in ("a", "b"):
        key = ids.get(relation[side], relation[side])
        reasons = [
            reason | {f"{side}_spans": []} if key in handmade else reason for reason in relation["reasons"]
        ]
        relation = relation | {side: key, "reasons": reasons}
    return relation


def _numbered_relation(attributes: Attributes, *, place: str) -> tuple[int, Value]:
    relation = _record(attributes, place=place)
    number = relation.pop("number", None) if isinstance(relation, dict) else None
    if type(number) is not int or number < 0:
        raise ExchangeError(f"{place}: {RECORD!r}: has no number; put it back as it was written")
    return number, validate(relation, schema_validator("relation"), place=f"{place}: {RECORD!r}")
