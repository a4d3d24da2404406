"""DOCX package around the body: style sheet, page layout, properties, and a ZIP file without times."""

import io
import zipfile
from functools import cache
from importlib.resources import files

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm

from narratives.rendering.escaping import plain

TEXT_WIDTH = 9638
"""Width of the text on the page, in twentieths of a point: 17 cm."""

_MAX_TITLE = 255
_REMOVED_RELATIONSHIPS = ("/thumbnail", "/stylesWithEffects", "/customXml")
"""Ends of the relationship types that are removed from python-docx's template."""
_PROPERTIES_PART = "docProps/app.xml"
_APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>narratives</Application></Properties>"
)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP file can store, used for every part."""
_WORD_2013 = "15"


def empty_document(title: str) -> Document:
    """Return a document without text: A4, the package's styles, page numbers, a title, no author or date."""
    document = docx.Document()
    _use_styles(document)
    _set_page(document)
    _set_properties(document, title)
    for part in (document.part.package, document.part):
        for key in [key for key, one in part.rels.items() if one.reltype.endswith(_REMOVED_RELATIONSHIPS)]:
            part.rels.pop(key)
    return document


def _use_styles(document: Document) -> None:
    """Replace the styles of the template with ``styles.xml``."""
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    for child in list(parse_xml(_style_sheet())):
        styles.append(child)


@cache
def _style_sheet() -> bytes:
    return (files(__package__) / "styles.xml").read_bytes()


def _set_page(document: Document) -> None:
    """Set A4 with margins of 2 cm and page numbers in the footer."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    section.header_distance = section.footer_distance = Cm(1)
    footer = section.footer.paragraphs[0]
    footer.style = document.styles["footer"]
    for words, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        footer.add_run(words)
        number = OxmlElement("w:fldSimple")
        number.set(qn("w:instr"), field)
        footer._p.append(number)  # noqa: SLF001 - python-docx has no fields
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _WORD_2013)


def _set_properties(document: Document, title: str) -> None:
    """Set title and language, and remove the author, program and dates of the template."""
    properties = document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).element
    for child in list(properties):
        properties.remove(child)
    document.core_properties.title = plain(title)[:_MAX_TITLE]
    document.core_properties.language = "en"


def docx_bytes(document: Document) -> bytes:
    """Return the DOCX file. Its parts are sorted by name and all have the same time."""
    written = io.BytesIO()
    document.save(written)
    found = io.BytesIO()
    with zipfile.ZipFile(written) as given, zipfile.ZipFile(found, "w") as made:
        for name in sorted(given.namelist()):
            content = _APPLICATION.encode() if name == _PROPERTIES_PART else given.read(name)
            part = zipfile.ZipInfo(name, date_time=_ZIP_EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            made.writestr(part, content)
    return found.getvalue()
