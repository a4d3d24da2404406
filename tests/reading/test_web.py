from pathlib import Path
from time import process_time

import pytest

from narratives.errors import ReadError, TooLargeError
from narratives.model import Document
from narratives.reading import limits, read_file
from narratives.reading.web import web_document
from tests.reading.sample_files import read_or_refuse, write_file

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="{charset}">
<title>Ministers trade blame | The Harbour Gazette</title>
<meta property="og:site_name" content="The Harbour Gazette">
<meta property="article:published_time" content="2024-03-05T10:00:00Z">
<link rel="canonical" href="https://gazette.example/news/dam"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Ministers trade blame over the Lorn dam</h1>
<p>The government of Véria said on Tuesday that the gates of the dam had been <em>closed</em> since
Monday, and that <a href="/x">no water</a> had been released towards the plain below the town.</p>
<h2>What the other side says</h2>
<p>“We have not opened a single gate,” said Ilse Brandt, the water minister.</p>
<blockquote><p>Ostrava has seen the gates open, its government said in a statement.</p></blockquote>
<table><tr><th>Level</th><td>4 m at noon</td></tr></table>
<p style="display: none">Nobody sees this.</p></article>
<section id="comments"><p>I think that the minister said nothing of the kind.</p></section>
<footer><p>Copyright 2023 The Harbour Gazette</p></footer><script>alert("said")</script></body></html>"""


def prose(document: Document) -> list[str]:
    return [document.text[start:end] for block in document.blocks for start, end in block.runs]


def page(charset: str = "utf-8") -> bytes:
    return PAGE.replace("{charset}", charset).encode(charset)


def test_the_article_is_read_with_its_title_outlet_date_and_address() -> None:
    document = web_document(page(), address="page.html")
    assert prose(document) == [
        "Ministers trade blame over the Lorn dam",
        "The government of Véria said on Tuesday that the gates of the dam had been closed since Monday, and "
        "that no water had been released towards the plain below the town.",
        "What the other side says",
        "“We have not opened a single gate,” said Ilse Brandt, the water minister.",
        "Ostrava has seen the gates open, its government said in a statement.",
    ]
    assert [block.heading for block in document.blocks] == [True, False, True, False, False]
    assert document.title == "Ministers trade blame over the Lorn dam"
    assert document.outlet == "The Harbour Gazette"
    assert document.date == "2024-03-05"
    assert document.address == "https://gazette.example/news/dam"
    assert document.pages == ()


def test_a_page_without_a_web_address_has_the_address_of_its_file(tmp_path: Path) -> None:
    for canonical in ("", "javascript:alert(1)", "/news/dam"):
        path = write_file(
            tmp_path, "page.HTM", page().replace(b"https://gazette.example/news/dam", canonical.encode())
        )
        [document] = read_file(path)
        assert document.address == str(path)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16"])
def test_the_encoding_is_found_from_the_bytes_and_the_page(charset: str) -> None:
    assert "Véria" in web_document(page(charset), address="page.html").text
    assert "“We have" in web_document(page(charset), address="page.html").text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\x1f\x8b\x08\x00" + b"x" * 50, "is not HTML"),
        (b"PK\x03\x04", "is not HTML"),
        (b"\x89PNG\x00\x00", "is not HTML"),
        (b"<html><body></body></html>", "no main text"),
        (b"<html><body><script>said()</script></body></html>", "no main text"),
        (b"<" * 1_000_000, "no main text|cannot be read as HTML"),
    ],
    ids=["empty", "gzip", "zip", "png", "blank", "script", "brackets"],
)
def test_a_page_without_an_article_is_refused_with_the_remedy(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = write_file(tmp_path, "page.html", content)
    with pytest.raises(ReadError, match=message) as caught:
        read_file(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_page_truncated_anywhere_is_read_or_refused() -> None:
    whole = page()
    for end in range(1, len(whole), 90):
        document = read_or_refuse(web_document, whole[:end], "page.html")
        assert document is None or document.text.strip()


HOSTILE = {
    "deep": "<div>" * 40_000 + "The minister said it.",
    "deep inline": "<b>" * 40_000 + "The minister said it.",
    "attribute": "<p title='" + "x" * 9_000_000 + "'>The minister said it.</p>",
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(20_000)) + ">The minister said it.</p>",
    "quoted": "<p " + " ".join(f"a{n}='>'" for n in range(60_000)) + ">The minister said it.</p>",
    "unquoted": '<p b=c" ' + " ".join(f"a{n}" for n in range(60_000)) + ">The minister said it.</p>",
    "tags": "<a b=" * 600_000,
    "white": "<p>" + " " * 3_000_000 + "The minister said it.</p>",
    "json": '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>The minister said it.</p>",
    "entities": "<!DOCTYPE x [<!ENTITY a 'b'>]><p>" + "&a;" * 100_000 + "</p>",
    "breaks": "<p>" + "The minister said it.<br>" * 20_000 + "</p>",
    "closing": "</p>" * 400_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_are_read_or_refused_within_seconds(body: str) -> None:
    start = process_time()
    page = f"<html><body><article>{body}</article></body></html>"
    read_or_refuse(web_document, page.encode(), "page.html")
    assert process_time() - start < 8


@pytest.mark.parametrize("frame", ["<article>{}</article>", "<main>{}</main>", "{}"])
def test_identical_paragraphs_are_both_kept(frame: str) -> None:
    body = (
        "<p>Ilse Brandt of the ministry of water spoke first, in the town hall.</p>"
        "<p>“Nobody had closed the gates of the dam before the river rose on Monday.” \n</p>"
        "<p>Marek Holt of the farmers spoke after her.</p>"
        "<p>“Nobody had closed the gates of the dam before the river rose on Monday.”</p>"
    )
    document = web_document(f"<html><body>{frame.format(body)}</body></html>".encode(), address="page.html")
    assert [text[:12] for text in prose(document)] == [
        "Ilse Brandt ",
        "“Nobody had ",
        "Marek Holt o",
        "“Nobody had ",
    ]
    assert prose(document)[1] == prose(document)[3]
    assert document.text.isprintable() or set(document.text) & set("\xad\ufeff") == set()


def test_a_pull_quote_does_not_remove_its_sentence_from_the_text() -> None:
    pulled = "<blockquote>We have not opened a single gate of the upper or of the lower dam</blockquote>"
    quoted = "<p>“We have not opened a single gate of the upper or of the lower dam,” said Ilse Brandt.</p>"
    lead = "<p>The river rose by four metres on Monday night and took the lower road with it.</p>"
    for body in (lead + quoted + pulled, lead + pulled + quoted, pulled + lead + quoted + pulled):
        content = f"<html><body><article>{body}</article></body></html>".encode()
        assert prose(web_document(content, address="page.html")).count(quoted[3:-4]) == 1


def test_the_number_of_elements_is_limited() -> None:
    body = "<p>The road is closed.</p>" * (limits.MAX_ELEMENTS + 1)
    with pytest.raises(TooLargeError, match="HTML elements; at most 50,000 are read, save the article alone"):
        web_document(f"<html><body>{body}</body></html>".encode(), address="page.html")
