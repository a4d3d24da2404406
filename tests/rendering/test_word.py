"""The report as a Word document, read with python-docx and converted by LibreOffice."""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from attrs import evolve
from docx.oxml.ns import qn
from hypothesis import given, settings

import narratives
from narratives import Account
from narratives.errors import MissingExtraError
from narratives.findings import Findings
from narratives.harmless import plain
from narratives.rendering.report.outline import outline
from narratives.rendering.word import word
from narratives.rendering.word.package import TEXT_WIDTH
from tests.exchange.hostile import HOSTILE, hostile_findings
from tests.rendering.reports import line_groups
from tests.strategies import findings as random_findings

_SECTIONS = ("Accounts in full", "Other voices", "Set aside")


def _read(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def _text(paragraph: Any) -> str:
    """Return the text of a paragraph without note numbers."""
    numbers = ("NoteReference", "NoteNumber")
    found = []
    for run in paragraph.iter(qn("w:r")):
        style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
        if style is None or style.get(qn("w:val")) not in numbers:
            found += [one.text or "" for one in run.iter(qn("w:t"))]
    return "".join(found)


def _style(paragraph: Any) -> str:
    return str(paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")))


def _section(document: Any, name: str) -> Iterator[Any]:
    """Yield the body elements under a heading of level 1."""
    inside = False
    for element in document.element.body:
        if element.tag == qn("w:p") and _style(element) == "Heading1":
            inside = _text(element) == name
        elif inside and element.tag != qn("w:sectPr"):
            yield element


def _anchors(element: Any) -> list[str]:
    return [link.get(qn("w:anchor")) for link in element.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]


def test_every_statement_is_listed_in_an_account_or_under_other_voices(seed: narratives.Comparison) -> None:
    document = _read(seed.to_docx())
    parts = (element for name in _SECTIONS for element in _section(document, name))
    found = [one for one in parts if _style(one) in ("StatementInList", "ListBullet") and _anchors(one)]
    every = (*seed.assertions, *seed.unassigned)
    assert len(found) == len(every)
    shown = [_text(one) for one in found]
    for one in every:
        assert any(plain(one.text) in line for line in shown), one.text


def test_notes_contain_the_quotations_and_links_work_in_both_directions(seed: narratives.Comparison) -> None:
    document = _read(seed.to_docx())
    notes = [one for one in _section(document, "Quotations") if _style(one) == "ReportNote"]
    every = (*seed.assertions, *seed.unassigned)
    assert len(notes) == len(every)
    texts = {_text(note) for note in notes}
    for one in every:
        spans = " and ".join(f"{span.start}–{span.end}" for span in one.spans)
        assert f"“{plain(one.quote)}”, characters {spans}" in texts
    marks = [one.get(qn("w:name")) for one in document.element.body.iter(qn("w:bookmarkStart"))]
    assert [name for name, number in Counter(marks).items() if number > 1] == []
    assert set(_anchors(document.element.body)) == set(marks)
    keys = [one.get(qn("w:id")) for one in document.element.body.iter(qn("w:bookmarkStart"))]
    assert keys == [one.get(qn("w:id")) for one in document.element.body.iter(qn("w:bookmarkEnd"))]
    assert len(set(keys)) == len(keys)


def test_a_point_is_a_table_with_a_column_per_side_under_a_heading(karabakh: narratives.Comparison) -> None:
    elements = list(_section(_read(karabakh.to_docx()), "Points at issue"))
    tables = [one for one in elements if one.tag == qn("w:tbl")]
    headings = [_text(one) for one in elements if one.tag == qn("w:p") and _style(one) == "Heading2"]
    disputes = karabakh.disputes
    assert headings == [f"Point {number}: {one.label}" for number, one in enumerate(disputes, start=1)]
    for table, dispute in zip(tables, disputes, strict=True):
        first, *rows = table.iter(qn("w:tr"))
        assert {_text(cell) for cell in first.iter(qn("w:tc"))} == set(dispute.sides)
        assert len(rows) == max(map(len, dispute.sides.values()))
    cells = [[_text(one) for one in cell.iter(qn("w:p"))] for cell in tables[2].iter(qn("w:tc"))]
    assert ["denies: The assault is an act of ethnic cleansing.", "Hikmet Hajiyev, “rejected”"] in cells


def test_header_rows_repeat_and_tables_fit_the_page(seed: narratives.Comparison) -> None:
    document = _read(seed.to_docx())
    section = document.sections[0]
    assert section.page_width - section.left_margin - section.right_margin >= TEXT_WIDTH * 635
    tables = list(document.element.body.iter(qn("w:tbl")))
    assert len(tables) > len(seed.disputes)
    for table in tables:
        rows = list(table.iter(qn("w:tr")))
        assert [next(row.iter(qn("w:tblHeader")), None) is not None for row in rows] == [
            True,
            *(False for _ in rows[1:]),
        ]
        widths = [int(one.get(qn("w:w"))) for one in table.iter(qn("w:gridCol"))]
        assert sum(widths) <= TEXT_WIDTH
        for row in rows:
            assert [int(one.get(qn("w:w"))) for one in row.iter(qn("w:tcW"))] == widths


def test_many_sides_are_put_in_several_tables_that_are_not_joined() -> None:
    accounts = [Account(f"Party {number}", [f"The road is {number} km long."]) for number in range(6)]
    verdicts = tuple(
        narratives.Verdict(
            a=one.assertions[0],
            b=other.assertions[0],
            relation=narratives.Relation.CONTRADICTION,
            probability=0.9,
        )
        for one, other in pairwise(accounts)
    )
    dispute = narratives.Dispute(label="Road", verdicts=verdicts)
    found = Findings(accounts=tuple(accounts), verdicts=verdicts, disputes=(dispute,))
    elements = list(_section(_read(word(found, version="1")), "Points at issue"))
    tables = [one for one in elements if one.tag == qn("w:tbl")]
    assert [len(list(table.iter(qn("w:gridCol")))) for table in tables] == [4, 2]
    assert all(one.tag != other.tag or one.tag != qn("w:tbl") for one, other in pairwise(elements))


def test_text_is_formatted_only_by_styles_that_exist(seed: narratives.Comparison) -> None:
    document = _read(seed.to_docx())
    known = {style.style_id for style in document.styles}
    body = document.element.body
    for tag in ("w:pStyle", "w:rStyle", "w:tblStyle"):
        assert {one.get(qn("w:val")) for one in body.iter(qn(tag))} <= known
    for properties, style in (("w:pPr", "w:pStyle"), ("w:rPr", "w:rStyle")):
        assert {child.tag for one in body.iter(qn(properties)) for child in one} == {qn(style)}
    defaults = document.styles.element.find(f".//{qn('w:lang')}")
    assert defaults.get(qn("w:val")).startswith("en")


def test_the_same_findings_give_the_same_bytes_without_times(
    seed: narratives.Comparison,
) -> None:
    content = seed.to_docx()
    assert content == seed.to_docx()
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert file.namelist() == sorted(file.namelist())
        assert not [name for name in file.namelist() if "thumbnail" in name]
        properties = "".join(file.read(name).decode() for name in file.namelist() if "docProps" in name)
    assert not re.search(r"\d{4}-\d\d|python-docx|Microsoft|Macintosh", properties)


def test_the_properties_have_a_title_and_no_author(karabakh: narratives.Comparison) -> None:
    properties = _read(karabakh.to_docx()).core_properties
    assert properties.title == "Azerbaijan, Armenia and Karabakh Armenians: where their accounts part"
    assert properties.language == "en"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert (properties.created, properties.modified) == (None, None)


def test_a_long_title_is_shortened_in_the_properties_only() -> None:
    found = narratives.compare(Account("A" * 300), Account("B"))
    document = _read(found.to_docx())
    assert document.core_properties.title == "A" * 255
    assert document.paragraphs[0].text == f"{'A' * 300} and B: where their accounts part"


@settings(max_examples=40, deadline=None)
@given(random_findings(by_hand=True))
def test_every_line_is_written_as_intended(found: Findings) -> None:
    report = outline(found, version="1")
    body = _read(word(found, version="1")).element.body
    shown = Counter(line for one in body.iter(qn("w:p")) if (line := plain(_text(one))))
    wanted = Counter(line for lines in line_groups(report) for line in lines)
    assert wanted - shown == Counter()
    assert len(list((shown - wanted).elements())) == (2 if report.notes else 0)  # heading of the notes


@pytest.mark.slow
def test_hostile_text_adds_no_element() -> None:
    for text in HOSTILE[::2]:
        document = _read(word(hostile_findings(text), version="1"))
        body = document.element.body
        assert {one.tag.partition("}")[2] for one in body.iter()} <= {
            "body", "p", "pPr", "pStyle", "r", "rPr", "rStyle", "t", "tab", "hyperlink", "bookmarkStart",
            "bookmarkEnd", "tbl", "tblPr", "tblStyle", "tblW", "tblLayout", "tblLook", "tblGrid", "gridCol",
            "tr", "trPr", "cantSplit", "tblHeader", "tc", "tcPr", "tcW", "sectPr", "pgSz", "pgMar", "cols",
            "docGrid", "footerReference",
        }  # fmt: skip
        links = [one.target_ref for one in document.part.rels.values() if one.is_external]
        assert all(re.match(r"https?://", link) for link in links), text


def test_decisions_and_warnings_are_shown(decided: narratives.Comparison) -> None:
    document = _read(decided.to_docx())
    others = ("Points at issue", "Not applied", "Warnings and advice", "What people decided")
    texts = {name: " ".join(map(_text, _section(document, name))) for name in (*_SECTIONS, *others)}
    assert "Decided: right, by Ana Ruiz" in texts["Points at issue"]
    assert "Decided: right: as printed" in texts["Accounts in full"]
    assert "claimed absolute victory" in texts["Set aside"]
    assert "claimed absolute victory" not in texts["Accounts in full"]
    assert "Nobody Known speaks for Armenia" in texts["Not applied"]
    assert "the text ends in the middle of a sentence" in texts["Warnings and advice"]
    assert "wrong: the quote is cut" in texts["What people decided"]


def test_the_page_of_a_document_and_its_address_are_shown(karabakh: narratives.Comparison) -> None:
    [article] = karabakh.documents
    named = evolve(article, address="https://news.example/a?b=1&c=2", pages=(0, 1000))
    document = _read(evolve(karabakh, documents=(named,)).to_docx())
    assert "page 2, characters 1096–1136" in " ".join(map(_text, _section(document, "Quotations")))
    links = [one.target_ref for one in document.part.rels.values() if one.is_external]
    assert links == ["https://news.example/a?b=1&c=2"]


def test_the_error_for_a_missing_package_gives_the_install_command(
    karabakh: narratives.Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'narratives\[documents\]'"):
        karabakh.to_docx()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_lays_out_the_whole_report(seed: narratives.Comparison, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(seed.to_docx())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, tmp_path / "report.docx"], check=True, capture_output=True, timeout=120)
    pdf = pypdf.PdfReader(tmp_path / "report.pdf")
    assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in pdf.pages} == {(595, 842)}
    text = " ".join("".join(page.extract_text() for page in pdf.pages).split())
    bare = re.sub(r"\W|\d", "", text)
    for line in (
        line for lines in line_groups(outline(seed, version=narratives.__version__)) for line in lines
    ):
        assert re.sub(r"\W|\d", "", line)[:30] in bare, line
    assert f"Page {len(pdf.pages)} of {len(pdf.pages)}" in text
