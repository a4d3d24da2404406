"""Segmentation of a document into pieces, each with the assertions that quote it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from narratives.model import Assertion, Block, Document, Span


@frozen(kw_only=True)
class Piece:
    """Part of a paragraph in which every character is quoted by the same assertions.

    Attributes:
        said: ids of the assertions that quote it, the shortest quotation first.
        begins: for the assertions whose first quoted piece this is, the id of the page element; see
            `quote_anchor`.
        clashes: True if a reason of a point at issue refers to these characters.
        page: number of the page that begins with this piece or just before it, or None.
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
    """Return the paragraphs of the document, segmented at the boundaries of spans and pages.

    If the document has blocks, they are the paragraphs, and text outside them (markup) is left out.
    Otherwise paragraphs are separated by blank lines. Cost: linear in the text, n log n in the spans.

    Args:
        assertions: those whose spans, and those of ``also``, are quotations; spans in other documents are
            ignored.
        clashes: spans that the reasons refer to.
    """
    here = [one for one in assertions if document.id in one.documents]
    quoted = [
        (span.start, span.end, one.id) for one in here for span in one.places if span.document == document.id
    ]
    anchors = {one.id: quote_anchor(one, document.id) for one in here}
    clashing = [(span.start, span.end) for span in clashes if span.document == document.id]
    segmenter = _Segmenter(quoted, clashing, document.pages, anchors)
    blocks = document.blocks or tuple(_blocks(document.text))
    found = (
        Paragraph(
            pieces=tuple(
                piece for start, end in block.runs for piece in segmenter.pieces(document.text, start, end)
            ),
            heading=block.heading,
        )
        for block in blocks
    )
    return tuple(paragraph for paragraph in found if paragraph.pieces)


def quote_anchor(assertion: Assertion, document: str) -> str:
    """Return the id of the page element where the words of an assertion begin in a document.

    Args:
        document: id of the document; in that of the assertion's own spans the anchor has no second part.
    """
    return f"w-{assertion.id}" if document == assertion.document else f"w-{assertion.id}-{document}"


def _blocks(text: str) -> Iterator[Block]:
    """Yield the sequences of non-blank lines, a block each."""
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


class _Segmenter:
    """Splits text at the boundaries of quotations, clashing spans and pages."""

    def __init__(
        self,
        quoted: Sequence[tuple[int, int, str]],
        clashing: Sequence[tuple[int, int]],
        pages: Sequence[int],
        anchors: Mapping[str, str],
    ) -> None:
        self._anchors = anchors
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
        """Yield the pieces of ``text[start:end]``. Calls must be in the order of the text."""
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
        """Open the spans that start at or before the position, and close those that have ended."""
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
        begun = [key for key in said if key not in self._begun]
        self._begun |= set(begun)
        return Piece(
            text=words,
            said=said,
            begins=tuple(self._anchors[key] for key in begun),
            clashes=position < self._clash_end,
            page=self._page(position),
        )

    def _page(self, position: int) -> int | None:
        started = [start for start in self._pages if start <= position]
        number = max((self._pages.pop(start) for start in started), default=0)
        return number or None
