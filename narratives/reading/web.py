"""HTML pages: the main text that trafilatura finds, without menus, comments and tables."""

import logging
from collections import Counter
from datetime import date
from typing import Any

from attrs import evolve

from narratives.errors import ReadError
from narratives.model import Document
from narratives.reading.embedded_json import check_embedded_json
from narratives.reading.library_errors import translate_errors
from narratives.reading.limits import MAX_WEB_BYTES
from narratives.reading.markup import check_element_count, passages_of_tree
from narratives.reading.passages import document_from_passages, web_address
from narratives.reading.tags import check_attribute_counts

_REMEDY = "save the page as HTML again, or its text as .txt"
_COMPRESSED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"%PDF")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
"""Byte order marks of UTF-16; in other encodings a NUL byte means binary data."""

_PARAGRAPHS = ("blockquote", "li", "p")
_MARK_CHARACTERS = {ord("0"): "\xad", ord("1"): "\ufeff"}
"""Binary digits as invisible characters; `narratives.reading.passages.one_line` removes both."""


def web_document(content: bytes, *, address: str) -> Document:
    """Return the article on a page, with its title, outlet, date and canonical address.

    Nothing is fetched. The encoding is found from the bytes and from what the page declares.

    Raises:
        MissingExtraError: the ``documents`` extra is not installed.
        ReadError: not HTML, or without main text.
        TooLargeError: more than `MAX_ELEMENTS`, `MAX_ATTRIBUTES` in one tag, or `MAX_CHARACTERS`.
    """
    if content.startswith(_COMPRESSED) or (b"\x00" in content and not content.startswith(_UTF16_MARKS)):
        raise ReadError(f"{address}: is not HTML (its bytes are no text); {_REMEDY}")
    no_text = f"has no main text that can be found; {_REMEDY}"
    with translate_errors(address, "HTML", remedy=_REMEDY):
        from trafilatura import bare_extraction
        from trafilatura.utils import decode_file

        logging.getLogger("trafilatura").addHandler(logging.NullHandler())
        tree = _tree(decode_file(content, MAX_WEB_BYTES), place=address)
        if tree is None:
            raise ReadError(f"{address}: {no_text}")
        check_element_count(tree, place=address)
        check_embedded_json(tree, place=address)
        _mark_repeated_paragraphs(tree)
        found = bare_extraction(
            tree,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={
                "extensive_search": False,
                "original_date": True,
                "outputformat": "%Y-%m-%d",
                "max_date": date.max.isoformat(),
            },
        )
        if found is None or isinstance(found, dict) or found.body is None:
            raise ReadError(f"{address}: {no_text}")
        document = document_from_passages(
            list(passages_of_tree(found.body)),
            address=address,
            no_text=no_text,
            title=found.title or "",
            outlet=found.sitename or "",
            date=_day(found.date),
        )
    return evolve(document, address=web_address(found.url, otherwise=address))


def _tree(html: str, *, place: str) -> Any:
    """Parse the page as trafilatura does; return None if it would not accept it.

    The attributes are counted after trafilatura's repair, in the text that libxml2 gets.
    """
    from trafilatura.utils import fromstring_bytes, is_dubious_html, repair_faulty_html

    beginning = html[:50].lower()
    html = repair_faulty_html(html, beginning)
    check_attribute_counts(html, place=place)
    tree = fromstring_bytes(html)
    return None if tree is None or (is_dubious_html(beginning) and len(tree) < 2) else tree


def _mark_repeated_paragraphs(tree: Any) -> None:
    """Append an invisible mark to each paragraph that repeats an earlier one.

    trafilatura may drop paragraphs with the same words, and has no option against it; but two parties may say
    the same.
    """
    seen: Counter[str] = Counter()
    for paragraph in tree.iter(*_PARAGRAPHS):
        if any(child.tag in _PARAGRAPHS for child in paragraph):
            continue
        words = " ".join("".join(paragraph.itertext()).split())
        mark = f"{seen[words]:b}".translate(_MARK_CHARACTERS) if words in seen else ""
        seen[words] += 1
        if len(paragraph):
            paragraph[-1].tail = (paragraph[-1].tail or "") + mark
        else:
            paragraph.text = (paragraph.text or "") + mark


def _day(value: object) -> str:
    """Return the value as an ISO 8601 date, or "" if it is not one."""
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        return ""
