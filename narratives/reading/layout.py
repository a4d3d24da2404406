"""The text of formats that carry more than text: passages one below the other, each page's start kept."""

import re
from collections.abc import Sequence

from attrs import frozen

from narratives.errors import ReadError
from narratives.model import Block, Document, encodable
from narratives.reading.limits import MAX_CHARACTERS, hold

_BETWEEN = "\n\n"
_UNSEEN: dict[int, str | None] = {
    **dict.fromkeys([*range(32), *range(127, 160), 0xAD, 0xFEFF, 0xFFFE, 0xFFFF]),
    **{ord(white): " " for white in "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85"},
}
"""What no reader sees, controls, soft hyphens and byte order marks, is taken out."""

_LONGEST_FIELD = 300
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2000}\Z")


@frozen(kw_only=True)
class Passage:
    """A paragraph or heading as it was extracted.

    Attributes:
        text: on one line.
        heading: whether it is a title or section heading.
        breaks: offsets into ``text`` at which a new page starts, in order; twice the same one around a blank
            page.
    """

    text: str
    heading: bool = False
    breaks: tuple[int, ...] = ()


def one_line(text: str) -> str:
    """The text without controls, every white space a single space."""
    return " ".join(encodable(text).translate(_UNSEEN).split())


def metadatum(value: object) -> str:
    """A title, an outlet: one line of bounded length, "" where there is none."""
    return one_line(value[: _LONGEST_FIELD * 10])[:_LONGEST_FIELD].strip() if isinstance(value, str) else ""


def web_address(value: object, *, otherwise: str) -> str:
    """The value where it is an address on the web; else what is given instead."""
    return value if isinstance(value, str) and _WEB_ADDRESS.match(value) else otherwise


def laid_out(
    passages: Sequence[Passage],
    *,
    address: str,
    none: str,
    title: str = "",
    outlet: str = "",
    date: str = "",
    paged: bool = False,
) -> Document:
    """Passages as a document: a blank line between two of them, each a block.

    A passage without text starts its pages at the end of the text so far.

    Args:
        none: what is said where there is no text: the fault and its remedy.
        paged: whether the format tells its pages.

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
            parts.append(_BETWEEN)
            size += len(_BETWEEN)
        pages += [size + offset for offset in passage.breaks]
        if passage.text:
            parts.append(passage.text)
            blocks.append(Block(runs=((size, size + len(passage.text)),), heading=passage.heading))
            size += len(passage.text)
    if not any(letter.isalnum() for part in parts for letter in part):
        raise ReadError(f"{address}: {none}")
    hold(size, MAX_CHARACTERS, place=address, unit="characters of text", remedy="split the file")
    first = next((passage.text for passage in passages if passage.heading), "")
    return Document(
        "".join(parts),
        title=metadatum(title) or metadatum(first),
        outlet=metadatum(outlet),
        date=date,
        address=address,
        blocks=tuple(blocks),
        pages=tuple(pages) if paged else (),
    )
