"""The report: one HTML file that shows everything and asks nothing of the network."""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from narratives.findings import Findings
from narratives.harmless import plain
from narratives.model import encodable
from narratives.rendering.escaping import attribute, html_template, script_json
from narratives.rendering.page.layout import WIDTH, layout
from narratives.rendering.palette import COLOURS
from narratives.rendering.report.view import View
from narratives.verdict import AGREEMENTS, Relation, Verdict

LIBRARY_SHA256 = "081591ab735b2b6a3b31a3c60f8f3a3e2fee8c92939e0c7820ad1208571b6cd8"
"""Of ``vendor/cytoscape.min.js``: Cytoscape.js 3.34.4 as its authors publish it."""

_CYTOSCAPE_STYLE = ".__________cytoscape_container { position: relative; }"


def page(findings: Findings, *, version: str, with_graph: bool = True) -> str:
    """The findings as an HTML page.

    It holds its styles, scripts and texts, and a Content-Security-Policy that lets nothing else in. All text
    can be read without JavaScript; with it there are filters and, unless left out, the graph. The same
    findings give the same bytes.

    Args:
        version: of the package, for the foot of the page.
        with_graph: whether the graph and the library that draws it (436 kB) are on the page.
    """
    from markupsafe import Markup

    view = View(findings)
    graph = with_graph and any(len(account) for account in findings.accounts) and bool(findings.verdicts)
    style, script = _file("page.css"), _file("page.js")
    library = _file("vendor/cytoscape.min.js") if graph else ""
    elements = _elements(view) if graph else {}
    names = [plain(account.name) for account in findings.accounts]
    title = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
    text: str = _template().render(
        view=view,
        title=f"{title}: where their accounts part",
        lead=_lead(findings),
        policy=_policy(styles=[style, _CYTOSCAPE_STYLE], scripts=[script, library] if graph else [script]),
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        library=Markup(library),  # noqa: S704 - a file of the package, told by its checksum in the tests
        graph=Markup(script_json(elements) if graph else ""),  # noqa: S704 - made by script_json
        cards=sum(node["classes"].startswith("card") for node in elements.get("nodes", ())),
        licence=_file("vendor/cytoscape-LICENSE.txt"),
        version=version,
    )
    return encodable(text)


def cell(findings: Findings, *, version: str) -> str:
    """The page without its graph, in a frame for a notebook's cell that reaches nothing outside it."""
    return (
        f'<iframe srcdoc="{attribute(page(findings, version=version, with_graph=False))}" '
        'sandbox="allow-scripts" title="narratives" width="100%" height="640" '
        'style="border: 1px solid #ccc"></iframe>'
    )


def _lead(findings: Findings) -> str:
    number = len(findings.disputes)
    points = "No point" if not number else "1 point" if number == 1 else f"{number} points"
    titles = [plain(document.title) for document in findings.documents if document.title]
    about = f" in “{titles[0]}”" if len(titles) == 1 and len(findings.documents) == 1 else ""
    return f"{points} at issue{about}."


def _elements(view: View) -> dict[str, Any]:
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


def _policy(*, styles: list[str], scripts: list[str]) -> str:
    """A Content-Security-Policy that lets in what is on the page and nothing else."""
    return (
        f"default-src 'none'; style-src {' '.join(map(_source, styles))}; "
        f"script-src {' '.join(map(_source, scripts))}; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _source(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def _file(name: str) -> str:
    return (files(__name__) / name).read_text(encoding="utf-8")


@cache
def _template() -> Any:
    return html_template(_file("page.html"))
