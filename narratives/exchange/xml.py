"""XML from outside, looked through before any reader makes something of it."""

import re
from xml.parsers import expat

from narratives.errors import ExchangeError
from narratives.exchange.intake import bounded
from narratives.model import encodable

MOST_ELEMENTS = 2_000_000
DEEPEST = 64

_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")


def harmless_xml(text: str, *, place: str, once: str) -> str:
    """The text, where it is well-formed XML without a document type, of bounded size and depth.

    No two elements called ``once`` have the same id: readers would take the last of them without a word.

    A document type is refused whatever it declares: entities that expand without end ("billion laughs") and
    those that name files are declared nowhere else. The XML declaration is taken off, since a text that is
    decoded has no encoding any more.

    Raises:
        ExchangeError: it is not; with the line.
    """
    given = _DECLARATION.sub("", encodable(bounded(text, place=place)))
    parser = expat.ParserCreate()
    parser.buffer_text = True
    seen = depth = 0
    ids: set[str] = set()

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal seen, depth
        if name.rpartition(":")[2] == once and "id" in attributes:
            if attributes["id"] in ids:
                raise ExchangeError(
                    f"{place}: line {parser.CurrentLineNumber}: {once} {attributes['id']!r:.60} is given "
                    "twice; give each once"
                )
            ids.add(attributes["id"])
        seen, depth = seen + 1, depth + 1
        if seen > MOST_ELEMENTS or depth > DEEPEST:
            raise ExchangeError(
                f"{place}: line {parser.CurrentLineNumber}: more than {MOST_ELEMENTS:,} elements, or nested "
                f"deeper than {DEEPEST}; give a smaller file"
            )

    def closed(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def document_type(*_told: object) -> None:
        raise ExchangeError(
            f"{place}: line {parser.CurrentLineNumber}: has a document type (<!DOCTYPE …>), which is "
            "refused; take it out"
        )

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.StartDoctypeDeclHandler = document_type
    try:
        parser.Parse(given, True)  # noqa: FBT003 - the parser takes it by place
    except expat.ExpatError as error:
        raise ExchangeError(f"{place}: is no XML ({error})") from error
    return given
