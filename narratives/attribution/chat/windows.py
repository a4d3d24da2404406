"""Cut a document into windows of a few paragraphs, each of which is one request."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from narratives.attribution.prose import Paragraph, paragraphs, split_long
from narratives.model import Document

MAX_WINDOW = 4_000
"""Greatest number of characters of a window; a longer paragraph is cut at a space."""
_MAX_BEFORE = 600
"""Greatest number of characters of the text before a window that are sent with it."""
_SEPARATOR = "\n"


@frozen(kw_only=True)
class Window:
    """Some consecutive paragraphs, each character mapped to its document offset.

    Attributes:
        paragraphs: the texts as they are sent.
        text: the paragraphs, joined by line breaks.
        starts: for each paragraph, the index in ``text`` of its first character.
        offsets: for each character of ``text``, its offset in the document.
        before: the end of the text before the window, which tells whom "he" refers to.
    """

    paragraphs: tuple[str, ...]
    text: str
    starts: tuple[int, ...]
    offsets: tuple[int, ...]
    before: str

    def document_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the document offsets (start, end) of ``text[start:end]``."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def contains(self, offset: int) -> bool:
        """Return True if a paragraph of the window contains the document offset."""
        return any(
            self.offsets[start] <= offset <= self.offsets[start + len(text) - 1]
            for start, text in zip(self.starts, self.paragraphs, strict=True)
        )


def windows(document: Document, *, any_language: bool = False) -> list[Window]:
    """Return the windows of a document, without its headings."""
    texts = [
        piece
        for paragraph in paragraphs(document, any_language=any_language)
        if not paragraph.heading
        for piece in split_long(paragraph, limit=MAX_WINDOW)
    ]
    found: list[Window] = []
    before = ""
    for group in _groups(texts):
        found.append(_window(group, before))
        before = _end_of(f"{before} {' '.join(one.text for one in group)}")
    return found


def _groups(texts: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    group: list[Paragraph] = []
    size = 0
    for one in texts:
        if group and size + len(one.text) > MAX_WINDOW:
            yield group
            group, size = [], 0
        group.append(one)
        size += len(one.text) + len(_SEPARATOR)
    if group:
        yield group


def _window(group: Sequence[Paragraph], before: str) -> Window:
    starts: list[int] = []
    offsets: list[int] = []
    for one in group:
        if offsets:
            offsets.append(offsets[-1])
        starts.append(len(offsets))
        offsets += one.offsets
    texts = tuple(one.text for one in group)
    return Window(
        paragraphs=texts,
        text=_SEPARATOR.join(texts),
        starts=tuple(starts),
        offsets=tuple(offsets),
        before=before,
    )


def _end_of(text: str) -> str:
    if len(text) <= _MAX_BEFORE:
        return text.strip()
    return text[text.find(" ", len(text) - _MAX_BEFORE) + 1 :].strip()
