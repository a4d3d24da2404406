"""Feeds saved to files, RSS and Atom: each entry that has a text is a document."""

import calendar
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from narratives.errors import ReadError
from narratives.model import Document
from narratives.reading.extra import opening
from narratives.reading.layout import Passage, laid_out, one_line, web_address
from narratives.reading.limits import MAX_ENTRIES, hold
from narratives.reading.markup import passages_of_html

_REMEDY = "save the feed again as .rss, .atom or .xml"
_NONE = "has no entry with a text; save the articles that it points to"
_END = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>\s*(?:<!--[^<>]*-->\s*)?\Z", re.IGNORECASE)


def feed_documents(content: bytes, *, address: str) -> tuple[Document, ...]:
    """The entries of a feed in its order, each with its title, day and link; the feed's title is the outlet.

    Nothing is fetched. The third entry has the address ``file#3`` where it gives no link.

    Raises:
        MissingExtraError: the ``documents`` extra is not installed.
        ReadError: no feed, cut short, or without any text.
        TooLargeError: more than `MAX_ENTRIES`.
    """
    with opening(address, "feed", remedy=_REMEDY):
        import feedparser

        # a stream, since a string would be taken for an address or the name of a file
        feed = feedparser.parse(BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
        if not feed.version:
            raise ReadError(f"{address}: is no RSS or Atom feed; {_REMEDY}")
        if feed.bozo and not _END.search(content.rstrip(b"\x00 \t\r\n")):
            raise ReadError(f"{address}: the feed is cut short or broken; {_REMEDY}")
        hold(len(feed.entries), MAX_ENTRIES, place=address, unit="entries", remedy="split the file")
        outlet = _plain(feed.feed.get("title_detail"), place=address)
        documents = tuple(
            document
            for number, entry in enumerate(feed.entries, 1)
            for document in _documents(entry, outlet, place=f"{address}#{number}")
        )
    if not documents:
        raise ReadError(f"{address}: {_NONE}")
    return documents


def _documents(entry: Any, outlet: str, *, place: str) -> Iterator[Document]:
    """The entry as a document; none where it has no text."""
    for detail in (*entry.get("content", ()), entry.get("summary_detail")):
        passages = _passages(detail, place=place)
        if any(letter.isalnum() for passage in passages for letter in passage.text):
            yield laid_out(
                passages,
                address=web_address(entry.get("link"), otherwise=place),
                none=_NONE,
                title=_plain(entry.get("title_detail"), place=place),
                outlet=outlet,
                date=_day(entry.get("published_parsed") or entry.get("updated_parsed")),
            )
            return


def _passages(detail: Any, *, place: str) -> list[Passage]:
    value = detail.get("value") if detail else None
    if not isinstance(value, str):
        return []
    if detail.get("type") == "text/plain":
        return [Passage(text=text) for part in re.split(r"\n\s*\n", value) if (text := one_line(part))]
    return passages_of_html(value, place=place)


def _plain(detail: Any, *, place: str) -> str:
    return " ".join(passage.text for passage in _passages(detail, place=place))


def _day(moment: Any) -> str:
    """The day of a time in UTC, "" where there is none."""
    if not moment:
        return ""
    return datetime.fromtimestamp(calendar.timegm(moment), UTC).date().isoformat()
