"""The graph's cards and lines as Cytoscape.js takes them."""

from typing import Any

from narratives.rendering.page.layout import WIDTH, layout
from narratives.rendering.palette import COLOURS
from narratives.rendering.report.view import View
from narratives.verdict import AGREEMENTS, Relation, Verdict


def graph_elements(view: View) -> dict[str, Any]:
    """Nodes and edges as Cytoscape.js takes them; nothing but positions and plain text."""
    placed = layout(view.findings)
    columns = {card.assertion.id: card.column for card in placed.cards}
    nodes = [
        {
            "data": {
                "id": card.assertion.id,
                "label": "\n".join(card.lines),
                "width": WIDTH,
                "height": card.height,
                "colour": card.party % COLOURS,
                "home": view.home(card.assertion.id),
            },
            "position": {"x": card.x, "y": card.y},
            "classes": "card" if card.assertion.stance.value == "asserts" else "card other",
        }
        for card in placed.cards
    ]
    for kind, titles in (("column", placed.columns), ("band", placed.bands)):
        nodes += [
            {
                "data": {"id": f"{kind}{number}", "label": title.title, "colour": title.party % COLOURS},
                "position": {"x": title.x, "y": title.y},
                "classes": kind,
            }
            for number, title in enumerate(titles)
        ]
    first: dict[Verdict, str] = {}
    for row in view.rows:
        first.setdefault(row.verdict, row.key)
    edges = [
        {
            "data": {
                "id": f"e-{key}",
                "row": key,
                "source": verdict.a.id,
                "target": verdict.b.id,
                "label": ", ".join(dict.fromkeys(str(reason.kind) for reason in verdict.reasons)),
                "bend": _bend(columns[verdict.a.id], columns[verdict.b.id], number),
            },
            "classes": " ".join(
                (_edge_class(verdict.relation), _way(columns[verdict.a.id], columns[verdict.b.id]))
            ),
        }
        for number, (verdict, key) in enumerate(first.items())
        if verdict.a.id in columns and verdict.b.id in columns
    ]
    return {"nodes": nodes, "edges": edges}


def _way(start: int, end: int) -> str:
    """Which way an edge runs between the columns: it leaves and meets the cards at their sides."""
    if start == end:
        return "same"
    way = "right" if start < end else "left"
    return f"{way} over" if abs(end - start) > 1 else way


def _bend(start: int, end: int, number: int) -> int:
    """How far, in pixels, an edge that skips columns bends over their cards; neighbours unlike."""
    far = 100 + 22 * (number % 4)
    return -far if start < end else far


def _edge_class(relation: Relation) -> str:
    return "agree" if relation in AGREEMENTS else str(relation)
