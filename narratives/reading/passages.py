"""Passages, the paragraphs and headings extracted from a file, and the document that is made of them."""

import re
from collections.abc import Sequence

from attrs import frozen

from narratives.errors import ReadError
from narratives.model import Block, Document, encodable
from narratives.reading.limits import MAX_CHARACTERS, check_limit

_SEPARATOR = "\n\n"
_INVISIBLE: dict[int, str | None] = {
    **dict.fromkeys([*range(32), *range(127, 160), 0xAD, 0xFEFF, 0xFFFE, 0xFFFF]),
    **{ord(white): " " for white in "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85"},
}
"""Control characters, soft hyphens and byte order marks are removed; line breaks and tabs become spaces."""

_MAX_FIELD_LENGTH = 300
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2000}\Z")


@frozen(kw_only=True)
class Passage:
    """A paragraph or heading extracted from a file.

    Attributes:
        text: the text, on one line.
        heading: True for a title or section heading.
        breaks: offsets into ``text`` at which a new page starts, in order; an offset is repeated if a blank
            page lies between.
    """

    text: str
    heading: bool = False
    breaks: tuple[int, ...] = ()


def one_line(text: str) -> str:
    """Return the text without control characters, with each run of white space as one space."""
    return " ".join(encodable(text).translate(_INVISIBLE).split())


def metadata_text(value: object) -> str:
    """Return a title or outlet as one line of limited length, or "" if it is not text."""
    return (
        one_line(value[: _MAX_FIELD_LENGTH * 10])[:_MAX_FIELD_LENGTH].strip()
        if isinstance(value, str)
        else ""
    )


def web_address(value: object, *, otherwise: str) -> str:
    """Return the value if it is an http or https address, else ``otherwise``."""
    return value if isinstance(value, str) and _WEB_ADDRESS.match(value) else otherwise


def document_from_passages(
    passages: Sequence[Passage],
    *,
    address: str,
    no_text: str,
    title: str = "",
    outlet: str = "",
    date: str = "",
    paged: bool = False,
) -> Document:
    """Return a document with one block for each passage, separated by blank lines.

    The page breaks of a passage without text are put at the end of the text before it.

    Args:
        no_text: the error message if there is no text: the fault and its remedy.
        paged: the format has page breaks.

    Raises:
        ReadError: there is no text.
        TooLargeError: there are more than `MAX_CHARACTERS`.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    pages = [0]
    size = 0
    for passage in passages:
        if passage.text and parts:
            parts.append(_SEPARATOR)
            size += len(_SEPARATOR)
        pages += [size + offset for offset in passage.breaks]
        if passage.text:
            parts.append(passage.text)
            blocks.append(Block(runs=((size, size + len(passage.text)),), heading=passage.heading))
            size += len(passage.text)
    if not any(letter.isalnum() for part in parts for letter in part):
        raise ReadError(f"{address}: {no_text}")
    check_limit(size, MAX_CHARACTERS, place=address, unit="characters of text", remedy="split the file")
    first = next((passage.text for passage in passages if passage.heading), "")
    return Document(
        "".join(parts),
        title=metadata_text(title) or metadata_text(first),
        outlet=metadata_text(outlet),
        date=date,
        address=address,
        blocks=tuple(blocks),
        pages=tuple(pages) if paged else (),
    )
