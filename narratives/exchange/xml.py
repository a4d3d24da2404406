"""Checks of untrusted XML before it is parsed by another library."""

import re
from xml.parsers import expat

from narratives.errors import ExchangeError
from narratives.exchange.validation import check_length
from narratives.model import encodable

MAX_ELEMENTS = 2_000_000
MAX_DEPTH = 64
"""Maximum nesting of elements."""

_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")


def safe_xml(text: str, *, place: str, unique: str) -> str:
    """Return the text without its XML declaration if it is safe to parse.

    It must be well-formed XML without a document type and within `MAX_ELEMENTS` and `MAX_DEPTH`. Elements
    named ``unique`` must have different ids, because readers would silently use the last of them.

    Every document type is refused, because only there can entities be declared that expand exponentially
    ("billion laughs") or refer to files. The declaration is removed, because decoded text has no encoding.

    Raises:
        ExchangeError: the text is not safe or not well-formed; the message names the line.
    """
    xml = _DECLARATION.sub("", encodable(check_length(text, place=place)))
    parser = expat.ParserCreate()
    parser.buffer_text = True
    count = depth = 0
    ids: set[str] = set()

    def start_element(name: str, attributes: dict[str, str]) -> None:
        nonlocal count, depth
        if name.rpartition(":")[2] == unique and "id" in attributes:
            if attributes["id"] in ids:
                raise ExchangeError(
                    f"{place}: line {parser.CurrentLineNumber}: {unique} {attributes['id']!r:.60} is given "
                    "twice; give each once"
                )
            ids.add(attributes["id"])
        count, depth = count + 1, depth + 1
        if count > MAX_ELEMENTS or depth > MAX_DEPTH:
            raise ExchangeError(
                f"{place}: line {parser.CurrentLineNumber}: more than {MAX_ELEMENTS:,} elements, or nested "
                f"deeper than {MAX_DEPTH}; give a smaller file"
            )

    def end_element(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse_document_type(*_arguments: object) -> None:
        raise ExchangeError(
            f"{place}: line {parser.CurrentLineNumber}: has a document type (<!DOCTYPE …>), which is "
            "refused; take it out"
        )

    parser.StartElementHandler = start_element
    parser.EndElementHandler = end_element
    parser.StartDoctypeDeclHandler = refuse_document_type
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - positional only
    except expat.ExpatError as error:
        raise ExchangeError(f"{place}: is no XML ({error})") from error
    return xml
