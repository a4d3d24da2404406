"""Make text from outside harmless, a function for each form that is written."""

import html
import json
import re
from itertools import pairwise
from typing import Any
from urllib.parse import quote, urlsplit

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


def attribute(text: str) -> str:
    """Text for the value of an HTML attribute in quotation marks; nothing in it is changed by being read."""
    return html.escape(text, quote=True)


def lines(text: str) -> str:
    """As `plain`, but line breaks stay."""
    return "\n".join(plain_piece(line) for line in re.split("\r\n|[\n\r\u2028\u2029]", text))


def plain_piece(text: str) -> str:
    """A piece of a line as `plain` makes it, the white space that parts it from its neighbours kept."""
    lead = " " if text[:1].isspace() else ""
    trail = " " if text[-1:].isspace() and text.strip() else ""
    return f"{lead}{plain(text)}{trail}"


def web_address(address: str) -> str:
    """The address where it is one of the web, else ""; no other scheme is ever made a link."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    shown = parts.scheme in ("http", "https") and bool(parts.netloc) and plain(address) == address
    return address if shown else ""


def script_json(value: Any) -> str:
    """JSON that may stand inside a script element: nothing in it ends the element or opens a comment."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def html_template(source: str) -> Any:
    """A Jinja template in which every text is made harmless and escaped, whoever wrote the template.

    Texts keep their line breaks and lose control and direction characters; only values that are marked as
    HTML already (`markupsafe.Markup`, our own files) pass as they are.
    """
    import jinja2
    from markupsafe import Markup

    def harmless(value: Any) -> Any:
        return lines(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = jinja2.Environment(
        autoescape=True,
        finalize=harmless,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(source)


def mermaid_string(text: str) -> str:
    """A quoted Mermaid string in which neither Mermaid's own marks nor Markdown nor HTML mean anything.

    What is no letter, digit or space, nor a comma or full stop after a letter, is written by its number;
    newlines become line breaks.
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
    r"[\\`*_{}\[\]<>&~|#=$^@]"  # marks wherever they stand
    r"|:(?=\S)|(?<=[Ww]{3})\."  # addresses, names of emoji
    r"|!$"  # a link or note that follows would become an image
    r"|(?<=^)[-+]|(?<=^ )[-+]"  # lists and underlined headings
)
_NUMBERED = re.compile(r"^( ?\d+)([.)])")


def markdown_text(text: str) -> str:
    """Text for a line of Markdown, rendered as the same characters and nothing else wherever it stands.

    As `plain_piece`, with a backslash before each character that CommonMark, the tables and footnotes of
    GitHub, or its formulas could take for a mark. An e-mail address may still become a link where a renderer
    links every one.
    """
    marked = _MARKDOWN.sub(r"\\\g<0>", plain_piece(text))
    return _NUMBERED.sub(r"\1\\\2", marked)


def markdown_link(text: str, address: str) -> str:
    """A Markdown link to an address that `web_address` passed; nothing in the address ends the link."""
    target = quote(address, safe=":/?#[]@!$&'()*+,;=%-._~").replace("&", "\\&")
    return f"[{markdown_text(text).strip()}](<{target}>)"


__all__ = [
    "attribute",
    "dot_html",
    "dot_string",
    "html_template",
    "lines",
    "markdown_link",
    "markdown_text",
    "mermaid_string",
    "plain",
    "plain_piece",
    "script_json",
    "web_address",
]
