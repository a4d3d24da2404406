"""Escaping of untrusted text, one function per output syntax."""

import html
import json
import re
from itertools import pairwise
from typing import Any
from urllib.parse import quote, urlsplit

from narratives.harmless import plain


def dot_string(text: str, *, lines: str = "\\n") -> str:
    """Return a quoted DOT string that displays the text literally.

    Backslashes, quotation marks and ``&`` are escaped, the last because Graphviz reads entities.

    Args:
        lines: the DOT line break that replaces each newline.
    """
    shown = [
        plain(line).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
        for line in text.split("\n")
    ]
    return '"' + lines.join(shown) + '"'


def dot_html(text: str) -> str:
    """Return the text escaped for a DOT HTML-like label."""
    return html.escape(plain(text))


def html_attribute(text: str) -> str:
    """Return the text escaped for a quoted HTML attribute value. A parser reads back the same text."""
    return html.escape(text, quote=True)


def plain_lines(text: str) -> str:
    """As `plain`, but keep line breaks, as line feeds."""
    return "\n".join(plain_piece(line) for line in re.split("\r\n|[\n\r\u2028\u2029]", text))


def plain_piece(text: str) -> str:
    """As `plain`, for part of a line: white space at its start and end is kept as one space."""
    lead = " " if text[:1].isspace() else ""
    trail = " " if text[-1:].isspace() and text.strip() else ""
    return f"{lead}{plain(text)}{trail}"


def web_address(address: str) -> str:
    """Return the address if it is a valid HTTP or HTTPS address, else "". Other schemes are never linked."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    shown = parts.scheme in ("http", "https") and bool(parts.netloc) and plain(address) == address
    return address if shown else ""


def script_json(value: Any) -> str:
    """Return JSON for a script element: nothing in it ends the element or starts a comment."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def html_template(source: str) -> Any:
    """Return a Jinja template that cleans and escapes every string it inserts.

    Strings keep their line breaks and lose control and direction characters. Only values already marked as
    HTML (`markupsafe.Markup`, for files of the package) are inserted unchanged.
    """
    import jinja2
    from markupsafe import Markup

    def cleaned(value: Any) -> Any:
        return plain_lines(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = jinja2.Environment(
        autoescape=True,
        finalize=cleaned,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(source)


def mermaid_string(text: str) -> str:
    """Return a quoted Mermaid string in which no Mermaid, Markdown or HTML syntax has an effect.

    Every character is written as its code point, except letters, digits, spaces, and commas and full stops
    after a letter. Newlines become ``<br/>``.
    """
    shown = (
        "".join(
            letter
            if letter.isalnum() or letter == " " or (letter in ",." and before.isalpha())
            else f"#{ord(letter)};"
            for before, letter in pairwise(f" {plain(line)}")
        )
        for line in text.split("\n")
    )
    return '"' + "<br/>".join(shown) + '"'


_MARKDOWN = re.compile(
    r"[\\`*_{}\[\]<>&~|#=$^@]"  # special in any position
    r"|:(?=\S)|(?<=[Ww]{3})\."  # addresses and emoji names
    r"|!$"  # makes an image of a following link or footnote
    r"|(?<=^)[-+]|(?<=^ )[-+]"  # lists and underlined headings, at the start
)
_NUMBERED = re.compile(r"^( ?\d+)([.)])")


def markdown_text(text: str) -> str:
    """Return the text escaped for a line of Markdown: it is rendered literally in any position.

    As `plain_piece`, with a backslash before each character that could be syntax in CommonMark or in
    GitHub's tables, footnotes and formulas. A renderer that links every e-mail address may still link one.
    """
    marked = _MARKDOWN.sub(r"\\\g<0>", plain_piece(text))
    return _NUMBERED.sub(r"\1\\\2", marked)


def markdown_link(text: str, address: str) -> str:
    """Return a Markdown link.

    Args:
        address: a result of `web_address`. It is quoted so that nothing in it ends the link.
    """
    target = quote(address, safe=":/?#[]@!$&'()*+,;=%-._~").replace("&", "\\&")
    return f"[{markdown_text(text).strip()}](<{target}>)"


__all__ = [
    "dot_html",
    "dot_string",
    "html_attribute",
    "html_template",
    "markdown_link",
    "markdown_text",
    "mermaid_string",
    "plain",
    "plain_lines",
    "plain_piece",
    "script_json",
    "web_address",
]
