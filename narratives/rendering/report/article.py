"""A document cut into pieces, each with the assertions that it is quoted in."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from narratives.model import Assertion, Block, Document, Span


@frozen(kw_only=True)
class Piece:
    """Characters of a paragraph that are quoted alike.

    Attributes:
        said: ids of the assertions whose words these are, the shortest quotation first.
        begins: ids of those that begin here.
        clashes: whether they are among the words that a reason rests on.
        page: number of the page that begins with this piece; None where none does.
    """

    text: str
    said: tuple[str, ...]
    begins: tuple[str, ...]
    clashes: bool
    page: int | None = None


@frozen(kw_only=True)
class Paragraph:
    """A paragraph or a heading of the document."""

    pieces: tuple[Piece, ...]
    heading: bool


def paragraphs(
    document: Document, assertions: Iterable[Assertion], clashes: Iterable[Span]
) -> tuple[Paragraph, ...]:
    """The prose of the document, every quoted span in pieces of its own.

    Where the format marks its blocks, these are the paragraphs, and what stands outside them (markup) is
    left out; else blank lines part them. Cost: linear in the text, n log n in the spans.
    """
    quoted = [
        (span.start, span.end, assertion.id)
        for assertion in assertions
        for span in assertion.spans
        if span.document == document.id
    ]
    clashing = [(span.start, span.end) for span in clashes if span.document == document.id]
    cuts = _Cuts(quoted, clashing, document.pages)
    blocks = document.blocks or tuple(_blocks(document.text))
    found = (
        Paragraph(
            pieces=tuple(
                piece for start, end in block.runs for piece in cuts.pieces(document.text, start, end)
            ),
            heading=block.heading,
        )
        for block in blocks
    )
    return tuple(paragraph for paragraph in found if paragraph.pieces)


def _blocks(text: str) -> Iterator[Block]:
    """Runs of lines between blank ones."""
    start = end = -1
    for match in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n|$)", text):
        line = match.group()
        if line.strip():
            start = match.start() if start < 0 else start
            end = match.start() + len(line.rstrip())
        elif start >= 0:
            yield Block(runs=((start, end),))
            start = -1
    if start >= 0:
        yield Block(runs=((start, end),))


class _Cuts:
    """Where pieces begin and end, and what is said in each."""

    def __init__(
        self,
        quoted: Sequence[tuple[int, int, str]],
        clashing: Sequence[tuple[int, int]],
        pages: Sequence[int],
    ) -> None:
        self._opens: dict[int, list[tuple[int, str]]] = defaultdict(list)
        self._clash_opens: dict[int, int] = defaultdict(int)
        for start, end, key in quoted:
            self._opens[start].append((end, key))
        for start, end in clashing:
            self._clash_opens[start] = max(self._clash_opens[start], end)
        self._pages = {start: number for number, start in enumerate(pages, start=1)}
        edges = {edge for start, end, _ in quoted for edge in (start, end)}
        edges |= {edge for span in clashing for edge in span} | set(pages)
        self._edges = sorted(edges)
        self._open: list[tuple[int, int, str]] = []
        self._clash_end = 0
        self._next = 0
        self._begun: set[str] = set()

    def pieces(self, text: str, start: int, end: int) -> Iterator[Piece]:
        """The pieces of ``text[start:end]``; runs must be asked for in the order of the text."""
        position = start
        self._enter(start)
        while position < end:
            stop = end
            if self._next < len(self._edges) and self._edges[self._next] < end:
                stop = self._edges[self._next]
            if stop > position:
                yield self._piece(text[position:stop], position)
            position = stop
            self._enter(position)

    def _enter(self, position: int) -> None:
        """Take in every edge up to the position; what has ended is closed."""
        while self._next < len(self._edges) and self._edges[self._next] <= position:
            edge = self._edges[self._next]
            self._open += [(finish, edge, key) for finish, key in self._opens.get(edge, ())]
            self._clash_end = max(self._clash_end, self._clash_opens.get(edge, 0))
            self._next += 1
        self._open = [one for one in self._open if one[0] > position]

    def _piece(self, words: str, position: int) -> Piece:
        said = tuple(
            dict.fromkeys(
                key for finish, begin, key in sorted(self._open, key=lambda one: (one[0] - one[1], one[2]))
            )
        )
        begins = tuple(key for key in said if key not in self._begun)
        self._begun |= set(begins)
        return Piece(
            text=words,
            said=said,
            begins=begins,
            clashes=position < self._clash_end,
            page=self._page(position),
        )

    def _page(self, position: int) -> int | None:
        started = [start for start in self._pages if start <= position]
        number = max((self._pages.pop(start) for start in started), default=0)
        return number or None
