"""Findings as xAIF: AIF-JSON with the additional keys that OVA3 and the xAIF services exchange.

Source: the extended AIF of the Open Argument Mining Framework (oAMF) and of the analyses that OVA3 saves.
`narratives.exchange.aif` describes the mapping of the nodes.
"""

import html

from narratives.errors import ExchangeError
from narratives.exchange.aif import aif_graph
from narratives.exchange.aif_read import findings_from_aif
from narratives.exchange.json import dump_json
from narratives.exchange.record import RECORD, Value, encodable_record
from narratives.exchange.validation import parse_json
from narratives.findings import Findings

_COLUMNS = {"I": 0, "YA": 350, "L": 700}
"""Horizontal position by type of node, in pixels."""
_SCHEME_COLUMN, _ROW_HEIGHT = -350, 120


def to_xaif(findings: Findings, *, texts: bool = False) -> str:
    """Return findings as xAIF, with the drawing position of each node.

    Args:
        texts: include the texts of the documents. The key "text" then contains them too, escaped, because OVA
            interprets it as HTML.
    """
    value = encodable_record(findings, texts=texts)
    graph = aif_graph(value)
    text = "\n\n".join(html.escape(document["text"]) for document in value["documents"] if "text" in document)
    return dump_json(
        {
            "AIF": {**graph, "schemefulfillments": [], "descriptorfulfillments": []},
            "OVA": {"firstname": "", "surname": "", "url": "", **_layout(graph)},
            "dialog": True,
            "text": {"txt": text},
            RECORD: value,
        }
    )


def from_xaif(text: str, *, place: str = "the xAIF") -> Findings:
    """Return the findings of an xAIF text, with or without a record, as `narratives.exchange.from_aif` does.

    Raises:
        ExchangeError: the text is not xAIF, is too large, or its graph differs from its record.
    """
    value = parse_json(text, place=place)
    if not isinstance(value, dict) or not isinstance(value.get("AIF"), dict):
        raise ExchangeError(f"{place}: is no xAIF; it is an object with the graph under 'AIF'")
    return findings_from_aif(value["AIF"], graph_of_record=aif_graph, place=place, record=value.get(RECORD))


def _layout(graph: Value) -> Value:
    """Return the drawing positions: one row for each assertion, scheme nodes in a separate column."""
    rows: dict[int, int] = {}
    nodes = []
    for node in graph["nodes"]:
        x = _COLUMNS.get(node["type"], _SCHEME_COLUMN)
        rows[x] = rows.get(x, -1) + 1
        nodes.append(
            {
                "nodeID": node["nodeID"],
                "visible": True,
                "x": x,
                "y": rows[x] * _ROW_HEIGHT,
                "timestamp": node["timestamp"],
            }
        )
    edges = [{"fromID": edge["fromID"], "toID": edge["toID"], "visible": True} for edge in graph["edges"]]
    return {"nodes": nodes, "edges": edges}
