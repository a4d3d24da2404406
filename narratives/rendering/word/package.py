"""The DOCX file around the text: style sheet, page, properties, and a package without times."""

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

_LONGEST_TITLE = 255
_DROPPED = ("/thumbnail", "/stylesWithEffects", "/customXml")
"""Ends of the types of what python-docx's template holds and no report needs."""
_PROPERTIES = "docProps/app.xml"
_APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>narratives</Application></Properties>"
)
_FIRST_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP file can hold; every part has it."""
_WORD_2013 = "15"


def empty_document(title: str) -> Document:
    """A document without text: A4, our styles, page numbers, a title; no author and no day."""
    document = docx.Document()
    _use_styles(document)
    _set_page(document)
    _set_properties(document, title)
    for part in (document.part.package, document.part):
        for key in [key for key, one in part.rels.items() if one.reltype.endswith(_DROPPED)]:
            part.rels.pop(key)
    return document


def _use_styles(document: Document) -> None:
    """Our style sheet in the place of the template's."""
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    for child in list(parse_xml(_style_sheet())):
        styles.append(child)


@cache
def _style_sheet() -> bytes:
    return (files(__package__) / "styles.xml").read_bytes()


def _set_page(document: Document) -> None:
    """A4 with margins of 2 cm, and the number of the page at its foot."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    section.header_distance = section.footer_distance = Cm(1)
    foot = section.footer.paragraphs[0]
    foot.style = document.styles["footer"]
    for words, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        foot.add_run(words)
        number = OxmlElement("w:fldSimple")
        number.set(qn("w:instr"), field)
        foot._p.append(number)  # noqa: SLF001 - python-docx has no fields
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _WORD_2013)


def _set_properties(document: Document, title: str) -> None:
    """Title and language; what the template says of author, program and days goes."""
    properties = document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).element
    for child in list(properties):
        properties.remove(child)
    document.core_properties.title = plain(title)[:_LONGEST_TITLE]
    document.core_properties.language = "en"


def packed(document: Document) -> bytes:
    """The document as a file whose parts are in the order of their names and have one time."""
    written = io.BytesIO()
    document.save(written)
    found = io.BytesIO()
    with zipfile.ZipFile(written) as given, zipfile.ZipFile(found, "w") as made:
        for name in sorted(given.namelist()):
            content = _APPLICATION.encode() if name == _PROPERTIES else given.read(name)
            part = zipfile.ZipInfo(name, date_time=_FIRST_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            made.writestr(part, content)
    return found.getvalue()
