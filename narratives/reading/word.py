"""Word's DOCX: paragraphs and headings, with the pages that Word left marks of."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from narratives.errors import ReadError
from narratives.model import Document
from narratives.reading.extra import opening
from narratives.reading.layout import Passage, laid_out, one_line
from narratives.reading.limits import MAX_EXPANDED_BYTES, MAX_PARTS, MAX_XML_BYTES, hold

_REMEDY = "open it in a word processor and save it as .docx again"
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset(
    {
        _FALLBACK,
        *(_WORD + name for name in "del moveFrom txbxContent instrText delText pPr rPr sdtPr".split()),
    }
)
"""Deleted and moved text, text boxes, the codes of fields, properties."""
_BLANKS = frozenset(_WORD + name for name in "tab br cr ptab".split())
_HEADING_STYLES = ("heading", "title", "subtitle")
_HARD, _RENDERED = "hard", "rendered"
_DEEPEST = 20
"""Frames and content controls within each other."""


def word_document(content: bytes, *, address: str) -> Document:
    """The paragraphs of a DOCX, tracked insertions included, deletions left out.

    Tables of more than one column, notes, text boxes and what stands at the edges of pages are no prose
    here. Pages are those that Word marked when it last laid the file out, and the breaks that the author
    set; a file without either has none. Title and day are those of the file's properties.

    Raises:
        MissingExtraError: the ``documents`` extra is not installed.
        ReadError: no DOCX, broken, with a password, or without text.
        TooLargeError: it expands to more than `MAX_EXPANDED_BYTES`, its XML to more than `MAX_XML_BYTES`.
    """
    if content.startswith(_OLD_WORD):
        raise ReadError(
            f"{address}: is an old Word file or has a password; save it as .docx without a password"
        )
    if not content.startswith(b"PK"):
        raise ReadError(f"{address}: is no DOCX; give the file its right ending")
    with opening(address, "DOCX", remedy=_REMEDY):
        _hold_parts(content, place=address)
        import docx

        file = docx.Document(BytesIO(content))
        passages, paged = _paged(list(_paragraphs(file.element.body, _headings(file), depth=0)))
        written = file.core_properties.created
        return laid_out(
            passages,
            address=address,
            title=file.core_properties.title or "",
            date=written.date().isoformat() if written else "",
            paged=paged,
            none="has no text in its paragraphs; give a file with text",
        )


def _hold_parts(content: bytes, *, place: str) -> None:
    """Refuse what expands too far, before anything of it is expanded."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
    remedy = "save its text alone"
    hold(len(parts), MAX_PARTS, place=place, unit="parts", remedy=remedy)
    expanded = sum(part.file_size for part in parts)
    xml = sum(part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels")))
    hold(expanded, MAX_EXPANDED_BYTES, place=place, unit="bytes when expanded", remedy=remedy)
    hold(xml, MAX_XML_BYTES, place=place, unit="bytes of XML when expanded", remedy=remedy)


def _headings(file: Any) -> frozenset[str]:
    """Ids of the styles that headings have."""
    return frozenset(
        style.style_id
        for style in file.styles
        if style.style_id and (style.name or "").lower().startswith(_HEADING_STYLES)
    )


def _paragraphs(parent: Any, headings: frozenset[str], *, depth: int) -> Iterator[tuple[list[str], bool]]:
    """Each paragraph as its pieces of text and marks of new pages, and whether it is a heading."""
    if depth > _DEEPEST:
        return
    for element in parent:
        if element.tag == f"{_WORD}p":
            yield _pieces(element), _style(element) in headings
        elif element.tag in (f"{_WORD}sdt", f"{_WORD}sdtContent", f"{_WORD}customXml", f"{_WORD}ins"):
            yield from _paragraphs(element, headings, depth=depth + 1)
        elif element.tag == f"{_WORD}tbl":
            rows = element.findall(f"{_WORD}tr")
            if all(len(row.findall(f"{_WORD}tc")) == 1 for row in rows):
                for row in rows:
                    yield from _paragraphs(row.find(f"{_WORD}tc"), headings, depth=depth + 1)
            else:
                breaks = sum(1 for _ in element.iter(f"{_WORD}lastRenderedPageBreak"))
                yield [_RENDERED_MARK] * breaks, False


def _style(paragraph: Any) -> str | None:
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    return style.get(f"{_WORD}val") if style is not None else None


_HARD_MARK, _RENDERED_MARK = "\x0c", "\x0b"
"""Stand for a new page among the pieces; XML holds neither."""


def _pieces(paragraph: Any) -> list[str]:
    before = paragraph.find(f"{_WORD}pPr/{_WORD}pageBreakBefore")
    pieces = [_HARD_MARK] if before is not None and before.get(f"{_WORD}val") not in ("0", "false") else []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in _LEFT_OUT:
            continue
        if element.tag == f"{_WORD}t":
            pieces.append(element.text or "")
        elif element.tag == f"{_WORD}noBreakHyphen":
            pieces.append("-")
        elif element.tag == f"{_WORD}lastRenderedPageBreak":
            pieces.append(_RENDERED_MARK)
        elif element.tag == f"{_WORD}br" and element.get(f"{_WORD}type") == "page":
            pieces.append(_HARD_MARK)
        elif element.tag in _BLANKS:
            pieces.append(" ")
        else:
            stack.extend(reversed(element))
    section = paragraph.find(f"{_WORD}pPr/{_WORD}sectPr")
    if section is not None:
        kind = section.find(f"{_WORD}type")
        if kind is None or kind.get(f"{_WORD}val") != "continuous":
            pieces.append(_HARD_MARK)
    return pieces


def _paged(paragraphs: list[tuple[list[str], bool]]) -> tuple[list[Passage], bool]:
    """Passages with their breaks; one that the author set is marked by Word again where it laid it out."""
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
