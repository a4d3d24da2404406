"""The report: one HTML file that shows everything and asks nothing of the network."""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from narratives.findings import Findings
from narratives.model import ARTICLE, encodable
from narratives.rendering.escaping import html_attribute, html_template, script_json
from narratives.rendering.page.decided import review_rows
from narratives.rendering.page.decision_data import decision_data
from narratives.rendering.page.graph_data import graph_elements
from narratives.rendering.page.speakers import speaker_rows
from narratives.rendering.page.timeline import axis, periods
from narratives.rendering.report.headline import lead, title
from narratives.rendering.report.view import View

LIBRARY_SHA256 = "081591ab735b2b6a3b31a3c60f8f3a3e2fee8c92939e0c7820ad1208571b6cd8"
"""Of ``vendor/cytoscape.min.js``: Cytoscape.js 3.34.4 as its authors publish it."""

_CYTOSCAPE_STYLE = ".__________cytoscape_container { position: relative; }"
_TEMPLATES = (
    "claims", "head", "search", "filters", "findings", "statements", "timeline", "decided", "foot",
    "articles", "marking", "end",
)  # fmt: skip
"""Files in ``templates/``, concatenated in this order into one template."""
_STYLES = ("page", "statements", "documents", "decisions", "search")
_SCRIPTS = ("theme", "links", "documents", "filters", "marks", "marking", "search", "graph", "start")
"""Files in ``scripts/``, concatenated in this order into one function; each uses names of earlier ones."""


def page(findings: Findings, *, version: str, with_graph: bool = True) -> str:
    """The findings as an HTML page.

    It holds its styles, scripts and texts, and a Content-Security-Policy that lets nothing else in. All text
    can be read without JavaScript. JavaScript adds filters, search, marks, document tabs and, unless left
    out, the graph. The same findings give the same bytes.

    Args:
        version: of the package, for the foot of the page.
        with_graph: whether the graph and the library that draws it (436 kB) are on the page.
    """
    from markupsafe import Markup

    view = View(findings)
    graph = with_graph and any(len(account) for account in findings.accounts) and bool(findings.verdicts)
    speakers = speaker_rows(view)
    style, script = _style(), _script()
    library = _file("vendor/cytoscape.min.js") if graph else ""
    decisions, digest = decision_data(view)
    elements = graph_elements(view) if graph else {}
    text: str = _template().render(
        view=view,
        title=title(findings),
        lead=lead(findings),
        speakers=speakers,
        speaker_numbers={row.speaker.name: n for n, row in enumerate(speakers) if row.party is None},
        own_voice=ARTICLE,
        periods=periods(view.timeline),
        axis=axis(view.timeline),
        reviews=review_rows(view),
        decided=len(findings.reviews) + len(findings.unmatched),
        compared=len(findings.accounts) > 1 or bool(view.rows),
        policy=_policy(styles=[style, _CYTOSCAPE_STYLE], scripts=[script, library] if graph else [script]),
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        library=Markup(library),  # noqa: S704 - a file of the package, told by its checksum in the tests
        graph=Markup(script_json(elements) if graph else ""),  # noqa: S704 - made by script_json
        decision_data=Markup(decisions),  # noqa: S704 - made by script_json
        digest=digest,
        cards=sum(node["classes"].startswith("card") for node in elements.get("nodes", ())),
        licence=_file("vendor/cytoscape-LICENSE.txt"),
        version=version,
    )
    return encodable(text)


def cell(findings: Findings, *, version: str) -> str:
    """The page without its graph, in a frame for a notebook's cell that reaches nothing outside it."""
    return (
        f'<iframe srcdoc="{html_attribute(page(findings, version=version, with_graph=False))}" '
        'sandbox="allow-scripts allow-downloads" title="narratives" width="100%" height="640" '
        'style="border: 1px solid #ccc"></iframe>'
    )


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
def _style() -> str:
    return "".join(_file(f"styles/{name}.css") for name in _STYLES)


@cache
def _script() -> str:
    parts = "".join(_file(f"scripts/{name}.js") for name in _SCRIPTS)
    return f'"use strict";\n(function () {{\n{parts}}})();\n'


def _template_source() -> str:
    return "".join(_file(f"templates/{name}.html") for name in _TEMPLATES)


@cache
def _template() -> Any:
    return html_template(_template_source())
