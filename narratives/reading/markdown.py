"""Markdown: the prose of its paragraphs, with offsets into the text as given.

The blocks are those of markdown-it-py (CommonMark). It gives the lines of a block but no offsets inside it,
so each piece of text is searched for in the source of its block, from left to right. Text that differs from
its source (an entity such as ``&amp;``) is left out of the prose.
"""

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from narratives.model import Block, Document
from narratives.reading.plain import plain_document

if TYPE_CHECKING:
    from markdown_it.token import Token


def markdown_document(text: str, *, address: str) -> Document:
    """Return a document whose blocks are the paragraphs, list items, quotations and headings.

    Code, tables, HTML and front matter are left out. The title is the first heading.

    Raises:
        ReadError: the text is blank or contains a NUL.
    """
    from markdown_it import MarkdownIt

    plain = plain_document(text, address=address)
    blocks: list[Block] = []
    title = ""
    front_matter = _front_matter_end(text)
    starts = _line_starts(text)
    tokens = MarkdownIt("commonmark").parse(text)
    for before, token in itertools.pairwise(tokens):
        if token.type != "inline" or token.map is None:
            continue
        first, last = token.map
        start, end = starts[first], starts[min(last, len(starts) - 1)]
        if end <= front_matter:
            continue
        heading = before.type == "heading_open"
        runs = tuple(_runs(text, start, end, token.children or []))
        if runs:
            blocks.append(Block(runs=runs, heading=heading))
            if heading and not title:
                title = " ".join("".join(text[a:b] for a, b in runs).split())
    return Document(text, title=title or plain.title * (not blocks), address=address, blocks=tuple(blocks))


def _line_starts(text: str) -> list[int]:
    """Return the offsets of the line starts. As in markdown-it, CR LF, LF and CR each end a line."""
    starts = [0]
    position = 0
    while position < len(text):
        character = text[position]
        position += 2 if text.startswith("\r\n", position) else 1
        if character in "\r\n":
            starts.append(position)
    return [*starts, len(text)]


def _front_matter_end(text: str) -> int:
    if not text.startswith(("---\n", "---\r\n")):
        return 0
    end = text.find("\n---", 3)
    return 0 if end < 0 else end + 4


def _runs(text: str, start: int, end: int, pieces: list["Token"]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the pieces of text in ``text[start:end]``; adjacent ranges are joined."""
    cursor = start
    open_run: tuple[int, int] | None = None
    for piece in pieces:
        if piece.type not in ("text", "softbreak", "hardbreak") or (
            piece.type == "text" and not piece.content
        ):
            continue
        words = piece.content if piece.type == "text" else "\n"
        found = text.find(words, cursor, end)
        if found < 0 and words == "\n":
            words = "\r"
            found = text.find(words, cursor, end)
        if found < 0:
            continue
        cursor = found + len(words)
        if open_run and open_run[1] == found:
            open_run = (open_run[0], cursor)
            continue
        if open_run:
            yield open_run
        open_run = (found, cursor)
    if open_run:
        yield open_run
