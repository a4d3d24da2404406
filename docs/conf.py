# ruff: noqa: INP001
"""How the documentation is built: Sphinx, the furo theme, pages in MyST Markdown; nothing is fetched."""

import re
from typing import TYPE_CHECKING, Any

from narratives.version import __version__

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

project = "narratives"
author = "The narratives authors"
copyright = author  # noqa: A001 - Sphinx's name for it
version = release = __version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]
exclude_patterns = ["_build", "examples"]
nitpicky = True

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "narratives"
html_static_path = ["static"]
html_css_files = ["pages.css"]
html_show_copyright = False
html_show_sphinx = False
html_copy_source = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#005a8c", "color-brand-content": "#005a8c"},
    "dark_css_variables": {"color-brand-primary": "#7cc4ee", "color-brand-content": "#7cc4ee"},
}

copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

default_role = "py:obj"
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_inherit_docstrings = False
maximum_signature_line_length = 84
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
napoleon_custom_sections = [("Source", "returns_style"), ("Sources", "returns_style")]

_MADE_BY_THE_LIBRARY = frozenset(
    {
        "narratives.Accounts",
        "narratives.Comparison",
        "narratives.ContradictionGraph",
        "narratives.Examination",
        "narratives.findings.Findings",
        "narratives.findings.Position",
        "narratives.storage.Store",
    }
)
"""Classes whose objects come from a function: how they are made is nobody's concern, so it is not shown."""

_PAGES_OF_OTHER_FILES = {
    "narratives/weights/judge/MODEL_CARD.md": "/reference/model-card.md",
    "narratives/weights/embedder/MODEL_CARD.md": "/reference/embedder-card.md",
    "benchmarks/comparison/suite/README.md": "/reference/suite.md",
    "narratives/weights/decision/CARD.md": "/reference/decision-card.md",
    "benchmarks/scenarios/README.md": "/reference/scenarios.md",
}
"""Files of the repository that pages link to, and the page that shows each."""


def _within(_app: "Sphinx", page: str, source: list[str]) -> None:
    """Lead links that leave this folder to the pages that show the files."""
    up = "../" * (page.count("/") + 1)
    for file, shown in _PAGES_OF_OTHER_FILES.items():
        source[0] = source[0].replace(f"]({up}{file})", f"]({shown})")


def _without_constructor(_app: "Sphinx", kind: str, name: str, *_rest: Any) -> tuple[str, None] | None:
    return ("", None) if kind == "class" and name in _MADE_BY_THE_LIBRARY else None


_COLON = "\0"
_LONG_TYPE = re.compile(r"\b(?:narratives|collections)(?:\.\w+)+(?=\.\w)")


def _colon_kept(_app: "Sphinx", kind: str, _name: str, _obj: Any, _options: Any, lines: list[str]) -> None:
    """Hide colons of a property's first line, before which napoleon would look for a type."""
    if kind == "property" and lines:
        lines[0] = lines[0].replace(": ", _COLON)


def _tidied(_app: "Sphinx", _kind: str, _name: str, _obj: Any, _options: Any, lines: list[str]) -> None:
    """Give the colons back, and show types by their last name."""
    for number, line in enumerate(lines):
        told = line.replace(_COLON, ": ")
        lines[number] = (
            _LONG_TYPE.sub(lambda found: f"~{found.group()}", told) if told.startswith(":vartype") else told
        )


def _plainly(app: "Sphinx", env: "BuildEnvironment", node: "pending_xref", contnode: Any) -> Any:
    """Resolve a short name in a docstring; show as text what is not documented here.

    `Document` in any module is `narratives.Document`; names of Python and of other packages stay text, since
    their documentation is not fetched.
    """
    target = str(node.get("reftarget", ""))
    if node.get("refdomain") != "py":
        return None
    domain: Any = env.get_domain("py")
    there = domain.objects
    last = target.rpartition(".")[2]
    module = str(node.get("py:module") or "")
    for name in (f"{module}.{target}", f"narratives.{target}", f"narratives.{last}", _by_last(there, target)):
        if name in there:
            found = there[name]
            return _linked(app, node, found.docname, found.node_id, contnode)
    return None if target.startswith("narratives.") else contnode


def _by_last(there: Any, target: str) -> str:
    """The one documented object whose name ends so; "" where none or several do."""
    fitting = [name for name in there if name.endswith(f".{target}")]
    return fitting[0] if len(fitting) == 1 else ""


def _linked(app: "Sphinx", node: "pending_xref", page: str, anchor: str, shown: Any) -> Any:
    from sphinx.util.nodes import make_refnode

    return make_refnode(app.builder, node["refdoc"], page, anchor, shown)


def _attributes(_app: "Sphinx", doctree: Any) -> None:
    """Name the lists of attributes as the docstrings do, not "Variables"."""
    for name in doctree.findall(lambda node: node.tagname == "field_name"):
        if name.astext() == "Variables":
            name.children[:] = [type(name.children[0])("Attributes")]


def setup(app: "Sphinx") -> None:
    """Take part in the build."""
    app.connect("autodoc-process-signature", _without_constructor)
    app.connect("source-read", _within)
    app.connect("autodoc-process-docstring", _colon_kept, priority=400)  # before napoleon
    app.connect("autodoc-process-docstring", _tidied, priority=600)
    app.connect("doctree-read", _attributes)
    app.connect("missing-reference", _plainly)
