"""Make text from outside harmless, a function for each form that is written."""

import html

from narratives.harmless import plain


def dot_string(text: str, *, lines: str = "\\n") -> str:
    """A quoted DOT string that shows the text and nothing else.

    Backslashes and quotation marks are escaped, and ``&``, since Graphviz reads entities; newlines
    become ``lines``.
    """
    shown = [
        plain(line).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
        for line in text.split("\n")
    ]
    return '"' + lines.join(shown) + '"'


def dot_html(text: str) -> str:
    """Text for a DOT HTML-like label: shown as it is, no tag or entity of its own."""
    return html.escape(plain(text))


__all__ = ["dot_html", "dot_string", "plain"]
