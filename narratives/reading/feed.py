"""RSS and Atom feeds saved to files: each entry with a text is a document."""

import calendar
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from narratives.errors import ReadError
from narratives.model import Document
from narratives.reading.library_errors import translate_errors
from narratives.reading.limits import MAX_ENTRIES, check_limit
from narratives.reading.markup import passages_of_html
from narratives.reading.passages import Passage, document_from_passages, one_line, web_address

_REMEDY = "save the feed again as .rss, .atom or .xml"
_NO_TEXT = "has no entry with a text; save the articles that it points to"
_CLOSING_TAG = re.compile(
    rb"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>\s*(?:<!--[^<>]*-->\s*)?\Z", re.IGNORECASE
)


def feed_documents(content: bytes, *, address: str) -> tuple[Document, ...]:
    """Return the entries of a feed in order, each with its title, date and link.

    The feed's title is the outlet. Nothing is fetched. Without link, the third entry is at ``file#3``.

    Raises:
        MissingExtraError: the ``documents`` extra is not installed.
        ReadError: not a feed, truncated, or without any text.
        TooLargeError: more than `MAX_ENTRIES`.
    """
    with translate_errors(address, "feed", remedy=_REMEDY):
        import feedparser

        # A stream: feedparser takes a string for an address or a file name.
        feed = feedparser.parse(BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
        if not feed.version:
            raise ReadError(f"{address}: is no RSS or Atom feed; {_REMEDY}")
        if feed.bozo and not _CLOSING_TAG.search(content.rstrip(b"\x00 \t\r\n")):
            raise ReadError(f"{address}: the feed is cut short or broken; {_REMEDY}")
        check_limit(len(feed.entries), MAX_ENTRIES, place=address, unit="entries", remedy="split the file")
        outlet = _plain_text(feed.feed.get("title_detail"), place=address)
        documents = tuple(
            document
            for number, entry in enumerate(feed.entries, 1)
            for document in _documents(entry, outlet, place=f"{address}#{number}")
        )
    if not documents:
        raise ReadError(f"{address}: {_NO_TEXT}")
    return documents


def _documents(entry: Any, outlet: str, *, place: str) -> Iterator[Document]:
    """Yield the entry as a document, or nothing if it has no text."""
    for detail in (*entry.get("content", ()), entry.get("summary_detail")):
        passages = _passages(detail, place=place)
        if any(letter.isalnum() for passage in passages for letter in passage.text):
            yield document_from_passages(
                passages,
                address=web_address(entry.get("link"), otherwise=place),
                no_text=_NO_TEXT,
                title=_plain_text(entry.get("title_detail"), place=place),
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


def _plain_text(detail: Any, *, place: str) -> str:
    return " ".join(passage.text for passage in _passages(detail, place=place))


def _day(moment: Any) -> str:
    """Return the ISO 8601 date of a time in UTC, or "" if there is none."""
    if not moment:
        return ""
    return datetime.fromtimestamp(calendar.timegm(moment), UTC).date().isoformat()
