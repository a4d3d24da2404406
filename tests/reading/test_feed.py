from pathlib import Path
from time import process_time

import pytest

import narratives
from narratives.errors import ReadError, TooLargeError
from narratives.reading import limits, read_file
from narratives.reading.feed import feed_documents
from tests.reading.sample_files import read_or_refuse, write_file

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Harbour Gazette</title><link>https://gazette.example</link>
<item><title>Ministers trade blame</title><link>https://gazette.example/dam</link>
<pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate><description>A summary.</description>
<content:encoded><![CDATA[<h2>On the dam</h2><p>The gates are <b>closed</b>, the minister of Véria said.</p>
<table><tr><td>4 m</td></tr></table><script>said()</script><p>“They are open,” the engineers said.</p>]]>
</content:encoded></item>
<item><title>No text here</title><link>https://gazette.example/none</link></item>
<item><title>The &lt;i&gt;mill&lt;/i&gt;</title>
<description>The mill &amp;amp; the road are shut.</description></item>
</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour wire</title><updated>2024-03-06T00:00:00Z</updated>
<entry><title>Talks fail</title><link href="https://wire.example/talks"/><updated>2024-03-06T23:00:00-05:00</updated>
<content type="text">The envoy left &lt;the town&gt;.

The talks failed.</content></entry></feed>"""


def test_each_entry_with_a_text_is_a_document(tmp_path: Path) -> None:
    path = write_file(tmp_path, "feed.rss", RSS)
    first, third = read_file(path)
    assert first.text == (
        "On the dam\n\nThe gates are closed, the minister of Véria said.\n\n"
        "“They are open,” the engineers said."
    )
    assert (first.title, first.outlet, first.date, first.address) == (
        "Ministers trade blame",
        "The Harbour Gazette",
        "2024-03-05",
        "https://gazette.example/dam",
    )
    assert third.text == "The mill & the road are shut."
    assert (third.title, third.date, third.address) == ("The mill", "", f"{path}#3")


def test_atom_is_read_and_its_plain_text_is_not_parsed_as_markup() -> None:
    [entry] = feed_documents(ATOM.encode(), address="feed.atom")
    assert entry.text == "The envoy left <the town>.\n\nThe talks failed."
    assert (entry.title, entry.outlet, entry.date) == ("Talks fail", "Harbour wire", "2024-03-07")


def test_other_encodings_and_an_unescaped_ampersand_are_read() -> None:
    latin = RSS.replace("utf-8", "iso-8859-1", 1).replace("“", '"').replace("”", '"').encode("iso-8859-1")
    assert "Véria" in feed_documents(latin, address="feed.xml")[0].text
    stray = RSS.replace("A summary.", "Salt & pepper &nbsp; more")
    assert len(feed_documents(stray.encode(), address="feed.xml")) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"%PDF-1.4", "is no RSS or Atom feed"),
        (b"\x00" * 100, "is no RSS or Atom feed|is empty"),
        (b"<note><to>x</to></note>", "is no RSS or Atom feed"),
        (b"<html><body><p>The gates are closed.</p></body></html>", "is no RSS or Atom feed"),
        (b'<rss version="2.0"><channel><title>x</title></channel></rss>', "no entry with a text"),
        (RSS.encode()[:-30], "cut short or broken"),
    ],
    ids=["empty", "pdf", "nuls", "xml", "html", "nothing", "cut"],
)
def test_a_file_that_is_not_a_feed_is_refused_with_the_remedy(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = write_file(tmp_path, "feed.xml", content)
    with pytest.raises(ReadError, match=message) as caught:
        read_file(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_feed_truncated_anywhere_is_refused() -> None:
    whole = RSS.encode()
    for end in range(1, len(whole) - len("</rss>"), 37):
        with pytest.raises(ReadError, match=r"^feed\.rss: "):
            feed_documents(whole[:end], address="feed.rss")


HEAD = '<rss version="2.0"><channel><title>T</title>'
ITEM = "<item><description>The road is closed. %s</description></item></channel></rss>"
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
HOSTILE = {
    "laughs": f'<!DOCTYPE rss [<!ENTITY a0 "ha">{LAUGHS}]>' + HEAD + ITEM % "&a11;",
    "quadratic": f'<!DOCTYPE rss [<!ENTITY a0 "{"ha" * 50_000}">]>' + HEAD + ITEM % ("&a0;" * 5_000),
    "deep": HEAD + "<a>" * 50_000 + "</rss>",
    "brackets": HEAD + "<" * 500_000 + "</rss>",
    "ampersands": HEAD + "&" * 500_000 + "</rss>",
    "deep html": HEAD + ITEM % ("&lt;div&gt;" * 40_000),
    "comments": HEAD + "<!--" * 100_000,
    "attribute": HEAD + "<item a='" + "x" * 3_000_000 + "'/></channel></rss>",
}


@pytest.mark.slow
@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_hostile_feeds_are_read_or_refused_within_seconds(content: str) -> None:
    start = process_time()
    documents = read_or_refuse(feed_documents, content.encode(), "feed.rss")
    assert all(len(one.text) < 100_000 for one in documents or ())
    assert process_time() - start < 5


def test_external_entities_are_not_opened_and_the_content_is_not_taken_for_a_file_name(
    tmp_path: Path,
) -> None:
    secret = write_file(tmp_path, "secret.txt", "the secret word")
    outside = f'<!DOCTYPE rss [<!ENTITY e SYSTEM "{secret.as_uri()}">]>{HEAD}{ITEM % "&e;"}'
    assert "secret word" not in feed_documents(outside.encode(), address="feed.rss")[0].text
    with pytest.raises(ReadError, match="is no RSS or Atom feed"):
        feed_documents(str(secret).encode(), address="feed.rss")


def test_the_number_of_entries_is_limited() -> None:
    item = "<item><description>The road is closed.</description></item>"
    with pytest.raises(TooLargeError, match="1,001 entries; at most 1,000 are read, split the file"):
        feed_documents(
            f"{HEAD}{item * (limits.MAX_ENTRIES + 1)}</channel></rss>".encode(), address="feed.rss"
        )


@pytest.mark.slow
def test_read_takes_the_name_of_a_feed_and_gives_several_documents(tmp_path: Path) -> None:
    items = "".join(
        f"<item><title>{name} speaks</title><description>{name} said that {what}.</description></item>"
        for name, what in (("Armenia", "the road was closed"), ("Azerbaijan", "the road was open"))
    )
    path = write_file(tmp_path, "wire.xml", f"{HEAD}{items}</channel></rss>")
    accounts = narratives.read(str(path), ["Armenia", "Azerbaijan"])
    assert [document.title for document in accounts.documents] == ["Armenia speaks", "Azerbaijan speaks"]
    assert [one.text for one in accounts["Azerbaijan"]] == ["The road was open."]
