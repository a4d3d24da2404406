"""Findings as xAIF: AIF-JSON in the wrapping that OVA3 and the argument mining services of xAIF pass around.

Source: the extended AIF of the Open Argument Mining Framework (oAMF) and of the analyses that OVA3 saves.
What the nodes mean is told in `narratives.exchange.aif`.
"""

import html

from narratives.errors import ExchangeError
from narratives.exchange.aif import aif_graph
from narratives.exchange.aif_read import findings_of_aif
from narratives.exchange.intake import parsed
from narratives.exchange.json import dumped
from narratives.exchange.record import RECORD, Value, encodable_record
from narratives.findings import Findings

_COLUMNS = {"I": 0, "YA": 350, "L": 700}
_SCHEME_COLUMN, _ROW = -350, 120


def to_xaif(findings: Findings, *, texts: bool = False) -> str:
    """Write findings as xAIF, with a place for each node to be drawn at.

    Args:
        texts: whether the documents' texts are written too; "text" then shows them, escaped, since OVA takes
            it for HTML.
    """
    value = encodable_record(findings, texts=texts)
    graph = aif_graph(value)
    shown = "\n\n".join(html.escape(one["text"]) for one in value["documents"] if "text" in one)
    return dumped(
        {
            "AIF": {**graph, "schemefulfillments": [], "descriptorfulfillments": []},
            "OVA": {"firstname": "", "surname": "", "url": "", **_drawn(graph)},
            "dialog": True,
            "text": {"txt": shown},
            RECORD: value,
        }
    )


def from_xaif(text: str, *, place: str = "the xAIF") -> Findings:
    """Read findings back, those of others as `narratives.exchange.from_aif` does.

    Raises:
        ExchangeError: no xAIF, too large, or edited beside its record.
    """
    value = parsed(text, place=place)
    if not isinstance(value, dict) or not isinstance(value.get("AIF"), dict):
        raise ExchangeError(f"{place}: is no xAIF; it is an object with the graph under 'AIF'")
    return findings_of_aif(value["AIF"], rewritten=aif_graph, place=place, record=value.get(RECORD))


def _drawn(graph: Value) -> Value:
    """Where each node is drawn: a row an assertion, the schemes in a column of their own."""
    rows: dict[int, int] = {}
    nodes = []
    for one in graph["nodes"]:
        x = _COLUMNS.get(one["type"], _SCHEME_COLUMN)
        rows[x] = rows.get(x, -1) + 1
        nodes.append(
            {
                "nodeID": one["nodeID"],
                "visible": True,
                "x": x,
                "y": rows[x] * _ROW,
                "timestamp": one["timestamp"],
            }
        )
    edges = [{"fromID": one["fromID"], "toID": one["toID"], "visible": True} for one in graph["edges"]]
    return {"nodes": nodes, "edges": edges}
