import zipfile
from io import BytesIO
from pathlib import Path
from time import process_time
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement

from narratives.errors import ReadError, TooLargeError
from narratives.model import Document
from narratives.reading import limits, read_file
from narratives.reading.word import word_document
from tests.reading.sample_files import with_part, write_file


def saved(file: Any) -> bytes:
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def prose(document: Document) -> list[str]:
    return [document.text[start:end] for block in document.blocks for start, end in block.runs]


def statement() -> Any:
    file = docx.Document()
    file.core_properties.title = "Statement on the dam"
    file.add_heading("On the dam", level=1)
    file.add_paragraph("The minister said that the gates\nwere closed.")
    return file


def test_paragraphs_headings_title_and_date_are_read() -> None:
    document = word_document(saved(statement()), address="s.docx")
    assert prose(document) == ["On the dam", "The minister said that the gates were closed."]
    assert [block.heading for block in document.blocks] == [True, False]
    assert document.title == "Statement on the dam"
    assert document.date == "2013-12-23"
    assert (document.pages, document.page(0)) == ((), None)


def test_page_breaks_set_by_the_author_start_pages() -> None:
    file = statement()
    file.add_paragraph("Before the break.").add_run().add_break(WD_BREAK.PAGE)
    file.add_paragraph("After the break.")
    file.add_paragraph("On a page of its own.").paragraph_format.page_break_before = True
    document = word_document(saved(file), address="s.docx")
    assert document.page(document.text.index("Before")) == 1
    assert document.page(document.text.index("After")) == 2
    assert document.page(document.text.index("On a page")) == 3


def test_rendered_page_breaks_are_read_within_a_paragraph_and_a_break_set_by_the_author_counts_once() -> None:
    file = statement()
    paragraph = file.add_paragraph("The road was closed ")
    run = paragraph.add_run()
    run._r.append(OxmlElement("w:lastRenderedPageBreak"))
    run.add_text("on Monday, he said.")
    file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    last = file.add_paragraph().add_run()
    last._r.append(OxmlElement("w:lastRenderedPageBreak"))
    last.add_text("The mill was open.")
    document = word_document(saved(file), address="s.docx")
    assert "The road was closed on Monday, he said." in prose(document)
    assert document.page(document.text.index("closed on")) == 1
    assert document.page(document.text.index("on Monday")) == 2
    assert document.page(document.text.index("The mill")) == 3
    assert len(document.pages) == 3


def test_tracked_insertions_are_read_and_deletions_are_not() -> None:
    file = statement()
    paragraph = file.add_paragraph("The gates were ")
    for tag, text_tag, text in (("w:del", "w:delText", "open"), ("w:ins", "w:t", "shut")):
        change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        words.text = text
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    assert prose(word_document(saved(file), address="s.docx"))[-1] == "The gates were shut"


def test_a_table_of_one_column_is_read_and_one_of_two_is_not() -> None:
    file = statement()
    file.add_table(1, 1).cell(0, 0).text = "The framed words are prose."
    table = file.add_table(2, 2)
    for cell in table._cells:
        cell.text = "4 m"
    document = word_document(saved(file), address="s.docx")
    assert prose(document)[-1] == "The framed words are prose."
    assert "4 m" not in document.text


def test_content_controls_and_links_are_read() -> None:
    file = statement()
    paragraph = file.add_paragraph("The envoy left, ")._p
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    link, run, words = OxmlElement("w:hyperlink"), OxmlElement("w:r"), OxmlElement("w:t")
    words.text = "the ministry said."
    run.append(words)
    link.append(run)
    paragraph.append(link)
    paragraph.addprevious(control)
    control.append(content)
    content.append(paragraph)
    assert prose(word_document(saved(file), address="s.docx"))[-1] == "The envoy left, the ministry said."


WHOLE = saved(statement())
XML = "word/document.xml"
HEAD = (
    b'<?xml version="1.0"?>%s<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b"<w:body>%s</w:body></w:document>"
)
LAUGHS = b'<!DOCTYPE w [<!ENTITY a0 "ha">%s]>' % b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
)
PARAGRAPH = b"<w:p><w:r><w:t>The road is closed. %s</w:t></w:r></w:p>"


def of_xml(body: bytes, doctype: bytes = b"") -> bytes:
    return with_part(WHOLE, XML, HEAD % (doctype, body))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"%PDF-1.4", "is no DOCX"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "save it as .docx without a password"),
        (b"PK\x03\x04" + b"\x00" * 100, "cannot be read as DOCX"),
        (with_part(WHOLE, "[Content_Types].xml", b"<a/>"), "cannot be read as DOCX"),
        (of_xml(b"<w:p>"), "cannot be read as DOCX"),
        (of_xml(b"<w:p/>"), "has no text"),
        (of_xml(b"<w:p>" * 100_000), "cannot be read as DOCX"),
    ],
    ids=["empty", "pdf", "old", "zip", "parts", "xml", "blank", "deep"],
)
def test_a_file_that_is_not_a_docx_with_text_is_refused_with_the_remedy(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = write_file(tmp_path, "s.docx", content)
    with pytest.raises(ReadError, match=message) as caught:
        read_file(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_entities_are_not_expanded_and_no_file_is_opened(tmp_path: Path) -> None:
    secret = write_file(tmp_path, "secret.txt", "the secret word")
    outside = b'<!DOCTYPE w [<!ENTITY a11 SYSTEM "%s">]>' % secret.as_uri().encode()
    for doctype in (LAUGHS, outside):
        start = process_time()
        try:
            document = word_document(of_xml(PARAGRAPH % b"&a11;", doctype), address="s.docx")
        except ReadError:
            continue
        finally:
            assert process_time() - start < 2
        assert document.text == "The road is closed."


@pytest.mark.slow
def test_a_zip_bomb_is_refused_before_it_is_expanded() -> None:
    bomb = with_part(WHOLE, "word/media/image1.png", b"\0" * (limits.MAX_EXPANDED_BYTES + 1))
    xml = with_part(WHOLE, "word/styles.xml", b" " * (limits.MAX_XML_BYTES + 1))
    start = process_time()
    with pytest.raises(TooLargeError, match="bytes when expanded; at most 200,000,000 are read"):
        word_document(bomb, address="s.docx")
    with pytest.raises(TooLargeError, match="bytes of XML when expanded"):
        word_document(xml, address="s.docx")
    assert process_time() - start < 1


def test_a_part_larger_than_its_declared_size_is_refused() -> None:
    lying = bytearray(with_part(WHOLE, XML, b" " * 5_000_000))
    with zipfile.ZipFile(BytesIO(lying)) as archive:
        size = archive.getinfo(XML).file_size.to_bytes(4, "little")
    assert lying.count(size) == 2
    with pytest.raises(ReadError, match="cannot be read as DOCX"):
        word_document(bytes(lying).replace(size, (100).to_bytes(4, "little")), address="s.docx")


def test_a_truncated_file_is_refused() -> None:
    for end in range(4, len(WHOLE), len(WHOLE) // 60):
        with pytest.raises(ReadError, match=r"^s\.docx: "):
            word_document(WHOLE[:end], address="s.docx")


def test_deeply_nested_tables_are_skipped() -> None:
    tag = "tbl tr tc".split()
    body = b"".join(b"<w:%s>" % t.encode() for t in tag) * 60 + b"<w:p/>"
    body += b"".join(b"</w:%s>" % t.encode() for t in reversed(tag)) * 60
    document = word_document(of_xml(body + PARAGRAPH % b""), address="s.docx")
    assert document.text == "The road is closed."
