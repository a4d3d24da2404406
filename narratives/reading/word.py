"""DOCX: paragraphs and headings, with the page breaks that Word recorded."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from narratives.errors import ReadError
from narratives.model import Document
from narratives.reading.library_errors import translate_errors
from narratives.reading.limits import MAX_EXPANDED_BYTES, MAX_PARTS, MAX_XML_BYTES, check_limit
from narratives.reading.passages import Passage, document_from_passages, one_line

_REMEDY = "open it in a word processor and save it as .docx again"
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset(
    {
        _FALLBACK,
        *(_W + name for name in "del moveFrom txbxContent instrText delText pPr rPr sdtPr".split()),
    }
)
"""Deleted and moved text, text boxes, field codes, properties."""
_BLANKS = frozenset(_W + name for name in "tab br cr ptab".split())
_HEADING_STYLES = ("heading", "title", "subtitle")
_HARD, _RENDERED = "hard", "rendered"
_MAX_DEPTH = 20
"""Nesting of frames and content controls."""


def word_document(content: bytes, *, address: str) -> Document:
    """Return the paragraphs of a DOCX as a document, with tracked insertions and without deletions.

    Tables of more than one column, notes, text boxes, headers and footers are left out. Pages start at the
    breaks that Word recorded when it last laid out the file, and at those that the author set; a file with
    neither has no pages. Title and date are those of the file's properties.

    Raises:
        MissingExtraError: the ``documents`` extra is not installed.
        ReadError: not a DOCX, malformed, password-protected, or without text.
        TooLargeError: over `MAX_PARTS`, `MAX_EXPANDED_BYTES`, `MAX_XML_BYTES` or `MAX_CHARACTERS`.
    """
    if content.startswith(_OLE_SIGNATURE):
        raise ReadError(
            f"{address}: is an old Word file or has a password; save it as .docx without a password"
        )
    if not content.startswith(b"PK"):
        raise ReadError(f"{address}: is no DOCX; give the file its right ending")
    with translate_errors(address, "DOCX", remedy=_REMEDY):
        _check_expanded_size(content, place=address)
        import docx

        file = docx.Document(BytesIO(content))
        passages, paged = _passages_with_breaks(
            list(_paragraphs(file.element.body, _heading_style_ids(file), depth=0))
        )
        created = file.core_properties.created
        return document_from_passages(
            passages,
            address=address,
            title=file.core_properties.title or "",
            date=created.date().isoformat() if created else "",
            paged=paged,
            no_text="has no text in its paragraphs; give a file with text",
        )


def _check_expanded_size(content: bytes, *, place: str) -> None:
    """Refuse an archive that expands too far, before expanding any part of it."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
    remedy = "save its text alone"
    check_limit(len(parts), MAX_PARTS, place=place, unit="parts", remedy=remedy)
    expanded = sum(part.file_size for part in parts)
    xml = sum(part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels")))
    check_limit(expanded, MAX_EXPANDED_BYTES, place=place, unit="bytes when expanded", remedy=remedy)
    check_limit(xml, MAX_XML_BYTES, place=place, unit="bytes of XML when expanded", remedy=remedy)


def _heading_style_ids(file: Any) -> frozenset[str]:
    """Return the ids of heading and title styles."""
    return frozenset(
        style.style_id
        for style in file.styles
        if style.style_id and (style.name or "").lower().startswith(_HEADING_STYLES)
    )


def _paragraphs(parent: Any, headings: frozenset[str], *, depth: int) -> Iterator[tuple[list[str], bool]]:
    """Yield each paragraph's pieces of text and page break marks, with True if it is a heading."""
    if depth > _MAX_DEPTH:
        return
    for element in parent:
        if element.tag == f"{_W}p":
            yield _text_and_breaks(element), _style_id(element) in headings
        elif element.tag in (
            f"{_W}sdt",
            f"{_W}sdtContent",
            f"{_W}customXml",
            f"{_W}ins",
        ):
            yield from _paragraphs(element, headings, depth=depth + 1)
        elif element.tag == f"{_W}tbl":
            rows = element.findall(f"{_W}tr")
            if all(len(row.findall(f"{_W}tc")) == 1 for row in rows):
                for row in rows:
                    yield from _paragraphs(row.find(f"{_W}tc"), headings, depth=depth + 1)
            else:
                breaks = sum(1 for _ in element.iter(f"{_W}lastRenderedPageBreak"))
                yield [_RENDERED_MARK] * breaks, False


def _style_id(paragraph: Any) -> str | None:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style.get(f"{_W}val") if style is not None else None


_HARD_MARK, _RENDERED_MARK = "\x0c", "\x0b"
"""Page breaks among the pieces of text; XML cannot contain these characters."""


def _text_and_breaks(paragraph: Any) -> list[str]:
    before = paragraph.find(f"{_W}pPr/{_W}pageBreakBefore")
    pieces = [_HARD_MARK] if before is not None and before.get(f"{_W}val") not in ("0", "false") else []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in _SKIPPED:
            continue
        if element.tag == f"{_W}t":
            pieces.append(element.text or "")
        elif element.tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif element.tag == f"{_W}lastRenderedPageBreak":
            pieces.append(_RENDERED_MARK)
        elif element.tag == f"{_W}br" and element.get(f"{_W}type") == "page":
            pieces.append(_HARD_MARK)
        elif element.tag in _BLANKS:
            pieces.append(" ")
        else:
            stack.extend(reversed(element))
    section = paragraph.find(f"{_W}pPr/{_W}sectPr")
    if section is not None:
        kind = section.find(f"{_W}type")
        if kind is None or kind.get(f"{_W}val") != "continuous":
            pieces.append(_HARD_MARK)
    return pieces


def _passages_with_breaks(paragraphs: list[tuple[list[str], bool]]) -> tuple[list[Passage], bool]:
    """Return the passages with their page breaks, and True if there are any.

    Word records a break set by the author a second time, as a rendered one; it counts once.
    """
    passages = []
    paged = set_by_author = False
    for pieces, heading in paragraphs:
        text = ""
        breaks: list[int] = []
        for piece in pieces:
            if piece == _HARD_MARK or (piece == _RENDERED_MARK and not set_by_author):
                breaks.append(len(text))
                paged = True
                set_by_author = piece == _HARD_MARK
            elif piece == _RENDERED_MARK:
                set_by_author = False
            else:
                words = one_line(f"|{piece}|")[1:-1]
                text += words.lstrip() if not text or text.endswith(" ") else words
                set_by_author = set_by_author and not words.strip()
        kept = text.rstrip()
        passages.append(
            Passage(text=kept, heading=heading, breaks=tuple(min(offset, len(kept)) for offset in breaks))
        )
    return passages, paged
