import zlib
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest

import narratives
from narratives.errors import ReadError, TooLargeError
from narratives.model import Document
from narratives.reading import limits, read_file
from narratives.reading.pdf import pdf_document
from tests.reading.sample_files import Drawn, pdf, pdf_of_streams, read_or_refuse, typeset_lines, write_file

FIRST = [
    "Ministers trade blame over the Lorn dam",
    "",
    "The river rose by four metres on Monday night and took the lower road with",
    "it. The two governments that share the dam gave different accounts on Tues-",
    "day, and neither would say who had been on duty.",
    "",
    "The valley has been told to wait for the engineers, whose report on the gates",
    "is due at the end of the week.",
]
SECOND = [
    "“We have not opened a single gate,” said the Armenian defence minister, who",
    "had come to see the fields and to speak to the farmers there.",
    "",
    "Azerbaijan said that the gates had been open since Sunday, that its own engi-",
    "neers had counted every one of them from the counter-",
]
THIRD = [
    "attack road, and that the water would not fall before Friday.",
    "",
    "The road is closed.",
]


def paged(*pages: list[str]) -> list[list[Drawn]]:
    """Pages with a running head and a page number at the foot."""
    return [
        [
            (72, 770, 9, "The Harbour Gazette"),
            *typeset_lines(lines),
            (300, 30, 9, f"Page {number} of {len(pages)}"),
        ]
        for number, lines in enumerate(pages, 1)
    ]


def prose(document: Document) -> list[str]:
    return [document.text[start:end] for block in document.blocks for start, end in block.runs]


@pytest.fixture
def report() -> Document:
    return pdf_document(pdf(paged(FIRST, SECOND, THIRD)), address="report.pdf")


def test_lines_are_joined_into_paragraphs_and_end_of_line_hyphens_removed(report: Document) -> None:
    assert prose(report)[1] == (
        "The river rose by four metres on Monday night and took the lower road with it. The two governments "
        "that share the dam gave different accounts on Tuesday, and neither would say who had been on duty."
    )


def test_a_paragraph_continues_on_the_next_page_and_a_compound_keeps_its_hyphen(report: Document) -> None:
    assert prose(report)[4] == (
        "Azerbaijan said that the gates had been open since Sunday, that its own engineers had counted every "
        "one of them from the counter-attack road, and that the water would not fall before Friday."
    )


def test_running_heads_and_page_numbers_are_left_out(report: Document) -> None:
    assert "Gazette" not in report.text
    assert "Page" not in report.text
    assert prose(report)[-1] == "The road is closed."


def test_the_page_of_every_offset_is_known(report: Document) -> None:
    assert report.page(report.text.index("The valley")) == 1
    assert report.page(report.text.index("“We")) == 2
    assert report.page(report.text.index("counter-")) == 2
    assert report.page(report.text.index("attack road")) == 3
    assert report.page(len(report.text) - 1) == 3


@pytest.mark.slow
def test_a_quote_has_the_page_that_it_is_printed_on(tmp_path: Path) -> None:
    path = write_file(tmp_path, "report.pdf", pdf(paged(FIRST, SECOND, THIRD)))
    accounts = narratives.read(str(path), ["Armenia", "Azerbaijan"])
    [document] = accounts.documents
    [armenia] = accounts["Armenia"]
    assert armenia.quote == "We have not opened a single gate"
    assert [document.page(span.start) for span in armenia.spans] == [2]
    over = [one for one in accounts["Azerbaijan"] if "attack road" in one.quote or "Friday" in one.quote]
    assert {document.page(span.end - 1) for one in over for span in one.spans} == {3}
    for one in accounts.assertions:
        assert one.quote == " … ".join(document.text[span.start : span.end] for span in one.spans)


def test_blank_pages_are_counted() -> None:
    pages = [[], typeset_lines(["The road is closed."]), [], typeset_lines(["The mill is open."]), []]
    document = pdf_document(pdf(pages), address="report.pdf")
    assert document.text == "The road is closed.\n\nThe mill is open."
    assert document.page(0) == 2
    assert document.page(document.text.index("The mill")) == 4
    assert len(document.pages) == 5


def test_columns_are_read_one_after_the_other() -> None:
    left = typeset_lines(["The left column begins here and its last", "sentence goes on"], x=60, size=10)
    right = typeset_lines(["in the right column, at its top.", "", "A second paragraph."], x=320, size=10)
    document = pdf_document(pdf([[*left, *right]]), address="report.pdf")
    assert prose(document) == [
        "The left column begins here and its last sentence goes on in the right column, at its top.",
        "A second paragraph.",
    ]


def test_an_indented_line_starts_a_paragraph() -> None:
    lines = [
        (72, 700, 11, "The gates of the upper dam were closed on Monday evening, as"),
        (72, 687, 11, "the engineers had asked the two ministers to do before that."),
        (92, 674, 11, "The lower dam stayed open, and nobody has said who decided it"),
        (72, 661, 11, "or why the valley was not told."),
    ]
    assert [text[:9] for text in prose(pdf_document(pdf([lines]), address="x.pdf"))] == [
        "The gates",
        "The lower",
    ]


def test_larger_text_is_a_heading_and_the_first_heading_the_title_if_the_file_has_none() -> None:
    lines = [(72, 740, 20, "Talks fail"), *typeset_lines(["The envoy left the town on Monday."], top=700)]
    document = pdf_document(pdf([lines], title="Microsoft Word - draft.docx"), address="x.pdf")
    assert [block.heading for block in document.blocks] == [True, False]
    assert document.title == "Talks fail"
    assert pdf_document(pdf([lines], title="Talks in Marrow"), address="x.pdf").title == "Talks in Marrow"


@pytest.mark.parametrize(
    ("line_end", "next_line", "joined"),
    [
        ("the govern-", "ment", "the government"),
        ("Nagorno-", "Karabakh", "Nagorno-Karabakh"),
        ("a half-", "hour", "a half-hour"),
        ("the short-", "age", "the shortage"),
        ("the 21-", "year war", "the 21-year war"),
        ("it closed –", "for now", "it closed – for now"),
        ("the state-of-", "emergency law", "the state-of-emergency law"),
        ("the gover\xad", "nor", "the governor"),
    ],
)
def test_end_of_line_hyphens(line_end: str, next_line: str, joined: str) -> None:
    lines = typeset_lines(
        [f"The long first line of the paragraph speaks of {line_end}", f"{next_line} today."]
    )
    [text] = prose(pdf_document(pdf([lines]), address="x.pdf"))
    assert text == f"The long first line of the paragraph speaks of {joined} today."


def test_a_word_elsewhere_in_the_text_decides_if_the_hyphen_is_kept() -> None:
    lines = typeset_lines(
        [
            "The ceasefire and the by-law were read out in the town hall. The cease-",
            "fire holds and the by-",
            "law too.",
        ]
    )
    [text] = prose(pdf_document(pdf([lines]), address="x.pdf"))
    assert text.endswith("The ceasefire holds and the by-law too.")


def test_lines_at_the_edge_with_unrelated_numbers_are_kept() -> None:
    pages = [
        [
            *typeset_lines([f"In {year} the river rose."], top=770),
            *typeset_lines(["The mill was shut."], top=600),
        ]
        for year in (2019, 1998, 2004)
    ]
    assert pdf_document(pdf(pages), address="x.pdf").text.count("the river rose") == 3


def encrypted(word: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(BytesIO(pdf(paged(FIRST)))))
    writer.encrypt(word, "owner", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_encrypted_file_that_opens_without_a_password_is_read() -> None:
    content = encrypted("")
    assert b"/Encrypt" in content
    assert (
        pdf_document(content, address="x.pdf").text == pdf_document(pdf(paged(FIRST)), address="x.pdf").text
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 no pdf", "is no PDF"),
        (b"%PDF-1.7\n", "cannot be read as PDF"),
        (b"%PDF-1.7\n" + b"\x00" * 5000, "cannot be read as PDF"),
        (pdf([[]]), "run OCR"),
        (encrypted("secret"), "is encrypted; save it without a password"),
    ],
    ids=["empty", "zip", "header", "nuls", "scan", "encrypted"],
)
def test_a_file_without_text_is_refused_with_the_remedy(tmp_path: Path, content: bytes, message: str) -> None:
    path = write_file(tmp_path, "report.pdf", content)
    with pytest.raises(ReadError, match=message) as caught:
        read_file(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_truncated_anywhere_is_read_or_refused() -> None:
    whole = pdf(paged(FIRST, SECOND, THIRD), compress=True)
    for end in range(0, len(whole), 97):
        document = read_or_refuse(pdf_document, whole[:end], "report.pdf")
        assert document is None or document.pages[0] == 0


def test_a_file_with_changed_bytes_is_read_or_refused() -> None:
    whole = pdf(paged(FIRST, SECOND, THIRD))
    for place in range(0, len(whole), 41):
        read_or_refuse(pdf_document, whole[:place] + b"\xff(<<[" + whole[place + 5 :], "report.pdf")


def bomb(levels: int) -> bytes:
    content = b"0" * (limits.MAX_STREAM_BYTES + 1)
    for _ in range(levels):
        content = zlib.compress(content, 9)
    filters = b"/Filter [" + b" /FlateDecode" * levels + b" ]"
    whole = pdf([[]])
    return whole.replace(
        b"<<   /Length 6 >>\nstream\nBT  ET",
        b"<< %s /Length %d >>\nstream\n%s" % (filters, len(content), content),
    )


NESTED = [b" ".join([b"/X%d Do" % (n + 1)] * 20) for n in range(8)] + [b"BT /F1 9 Tf (x) Tj ET"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [
        bomb(1),
        bomb(2),
        pdf_of_streams([b"[" * 100_000]),
        pdf_of_streams([b"0 " * 1_500_000]),
        pdf_of_streams([b"q " * 400_000]),
        pdf_of_streams([b"/X0 Do"], forms=NESTED),
        pdf_of_streams([b"/X0 Do"], forms=[b"/X0 Do /X1 Do", b"/X0 Do"]),
        pdf_of_streams([b"BT /F1 1e308 Tf 1e308 0 0 1e308 1e308 1e308 Tm (x) Tj ET"]),
        pdf_of_streams([b"BT /F1 9 Tf (" + b"x" * 6_000_000 + b") Tj ET"], compress=True),
    ],
    ids=["bomb", "bomb in a bomb", "deep", "tokens", "states", "billion forms", "circle", "infinite", "long"],
)
def test_hostile_files_are_read_or_refused_within_seconds(content: bytes) -> None:
    start = process_time()
    document = read_or_refuse(pdf_document, content, "report.pdf")
    assert document is None or len(document.text) <= limits.MAX_CHARACTERS
    assert process_time() - start < 8


def test_a_stream_that_expands_too_far_is_named_as_the_reason() -> None:
    with pytest.raises(TooLargeError, match=r"expands too far .*decompressing"):
        pdf_document(bomb(1), address="report.pdf")


def test_pages_and_processor_time_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pdf(paged(FIRST, SECOND, THIRD))
    monkeypatch.setattr("narratives.reading.pdf.MAX_PAGES", 2)
    with pytest.raises(TooLargeError, match="3 pages; at most 2 are read, split the file"):
        pdf_document(whole, address="report.pdf")
    monkeypatch.setattr("narratives.reading.pdf.MAX_PAGES", 3)
    monkeypatch.setattr("narratives.reading.pdf.MAX_PDF_SECONDS", 0)
    with pytest.raises(TooLargeError, match="page 1: the text takes over 0 seconds"):
        pdf_document(whole, address="report.pdf")
