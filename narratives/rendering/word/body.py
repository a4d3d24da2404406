"""Body of a Word document: the blocks of a report as paragraphs and tables with named styles."""

from collections.abc import Iterable, Iterator
from itertools import count

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from narratives.rendering.escaping import plain_piece
from narratives.rendering.palette import COLOURS
from narratives.rendering.report.blocks import (
    Block,
    Bullets,
    Cell,
    Emphasis,
    Heading,
    Line,
    Note,
    NoteReference,
    Outline,
    Paragraph,
    Run,
    Table,
    WebLink,
)
from narratives.rendering.word.package import TEXT_WIDTH

_CHARACTER_STYLES = {
    Emphasis.CLASH: "ClashingWords",
    Emphasis.STANCE: "Stance",
    Emphasis.LABEL: "Strong",
    Emphasis.DECIDED: "Decision",
}
_NOTES_HEADING = "Quotations"
_NOTES_HINT = (
    "The words as the documents print them, and where they stand. A number leads back to its statement."
)


class Body:
    """Writes a report into a document.

    Elements are created here and inserted before the section properties, because python-docx searches the
    whole body for each paragraph that it adds. Cost: linear in the report.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._end = document.element.body.sectPr
        self._bookmarks = count(1)
        self._referred: set[int] = set()

    def write(self, report: Outline) -> None:
        """Write the whole report."""
        self._add(self._paragraph("Title", (Run(text=report.title),)))
        before: Block | None = None
        for number, block in enumerate(report.blocks):
            if isinstance(block, Table) and isinstance(before, Table):
                self._add(self._paragraph("Normal", ()))  # without it Word joins the two tables
            for element in self._block(block, lead=not number):
                self._add(element)
            before = block
        if report.notes:
            self._add(self._paragraph("Heading1", (Run(text=_NOTES_HEADING),)))
            self._add(self._paragraph("ReportIntroduction", (Run(text=_NOTES_HINT),)))
            for note in report.notes:
                self._add(self._note(note))

    def _add(self, element: BaseOxmlElement) -> None:
        self._end.addprevious(element)

    def _block(self, block: Block, *, lead: bool) -> Iterator[BaseOxmlElement]:
        if isinstance(block, Heading):
            yield self._paragraph(f"Heading{block.level - 1}", (Run(text=block.text),))
        elif isinstance(block, Paragraph):
            style = "ReportLead" if lead else "ReportIntroduction" if block.introduces else "Normal"
            yield self._paragraph(style, block.line)
        elif isinstance(block, Bullets):
            yield from self._bullets(block)
        else:
            yield self._table(block)

    def _bullets(self, block: Bullets) -> Iterator[BaseOxmlElement]:
        for item in block.items:
            first, *others = item.lines
            yield self._paragraph("StatementInList" if others or item.inner else "ListBullet", first)
            for line in others:
                yield self._paragraph("SourceInList", line)
            for line in item.inner:
                yield self._paragraph("ListBullet2", line)

    def _table(self, table: Table) -> BaseOxmlElement:
        widths = [TEXT_WIDTH * width // sum(table.widths) for width in table.widths]
        heads = [
            self._paragraph(
                "TableHeading" if party is None else f"Party{party % COLOURS + 1}", (Run(text=name),)
            )
            for name, party in zip(table.header, table.parties, strict=True)
        ]
        return _element(
            "w:tbl",
            _element(
                "w:tblPr",
                _element("w:tblStyle", val="ReportTable"),
                _element("w:tblW", w=str(sum(widths)), type="dxa"),
                _element("w:tblLayout", type="fixed"),
                _element("w:tblLook", val="0020", firstRow="1", noHBand="1", noVBand="1"),
            ),
            _element("w:tblGrid", *(_element("w:gridCol", w=str(width)) for width in widths)),
            _row(([head] for head in heads), widths, header=True),
            *(_row(map(self._cell, row), widths) for row in table.rows),
        )

    def _cell(self, cell: Cell) -> list[BaseOxmlElement]:
        styles = ("StatementInTable", *("SourceInTable" for _ in cell[1:]))
        return [self._paragraph(style, line) for style, line in zip(styles, cell or ((),), strict=True)]

    def _note(self, note: Note) -> BaseOxmlElement:
        place = f", {note.place}" if note.place else ""
        return self._paragraph(
            "ReportNote",
            (Run(text=f"“{note.printed}”{place}"),),
            *self._bookmarked(
                f"note_{note.number}",
                _link(_run(str(note.number), "NoteNumber"), anchor=f"reference_{note.number}"),
            ),
            _element("w:r", _element("w:tab")),
        )

    def _paragraph(self, style: str, line: Line, *first: BaseOxmlElement) -> BaseOxmlElement:
        """Return a paragraph of the line, which follows the elements in ``first``."""
        inline = (element for one in line for element in self._inline(one))
        return _element("w:p", _element("w:pPr", _element("w:pStyle", val=style)), *first, *inline)

    def _inline(self, one: Run | NoteReference | WebLink) -> list[BaseOxmlElement]:
        if isinstance(one, Run):
            return [_run(one.text, _CHARACTER_STYLES[one.emphasis] if one.emphasis is not None else None)]
        if isinstance(one, WebLink):
            key = self._document.part.relate_to(one.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link = _element("w:hyperlink", _run(one.text, "Hyperlink"))
            link.set(qn("r:id"), key)
            return [link]
        link = _link(_run(str(one.number), "NoteReference"), anchor=f"note_{one.number}")
        if one.number in self._referred:
            return [link]
        self._referred.add(one.number)
        return self._bookmarked(f"reference_{one.number}", link)

    def _bookmarked(self, name: str, element: BaseOxmlElement) -> list[BaseOxmlElement]:
        key = str(next(self._bookmarks))
        return [_element("w:bookmarkStart", id=key, name=name), element, _element("w:bookmarkEnd", id=key)]


def _row(
    cells: Iterable[list[BaseOxmlElement]], widths: Iterable[int], *, header: bool = False
) -> BaseOxmlElement:
    made = [
        _element("w:tc", _element("w:tcPr", _element("w:tcW", w=str(width), type="dxa")), *cell)
        for width, cell in zip(widths, cells, strict=True)
    ]
    repeated = [_element("w:tblHeader")] if header else []
    return _element("w:tr", _element("w:trPr", _element("w:cantSplit"), *repeated), *made)


def _run(text: str, style: str | None) -> BaseOxmlElement:
    words = _element("w:t")
    words.text = plain_piece(text)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    properties = [_element("w:rPr", _element("w:rStyle", val=style))] if style is not None else []
    return _element("w:r", *properties, words)


def _link(run: BaseOxmlElement, *, anchor: str) -> BaseOxmlElement:
    """Return a link to a bookmark of the document."""
    return _element("w:hyperlink", run, anchor=anchor, history="1")


def _element(tag: str, *children: BaseOxmlElement, **attributes: str) -> BaseOxmlElement:
    """Return an element of WordprocessingML. Its attributes are in the same namespace."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    element.extend(children)
    return element
