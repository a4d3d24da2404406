"""HTML pages: the main text as trafilatura finds it, without menus, comments and tables."""

import logging
from collections import Counter
from datetime import date
from typing import Any

from attrs import evolve

from narratives.errors import ReadError
from narratives.model import Document
from narratives.reading.carried import hold_carried
from narratives.reading.extra import opening
from narratives.reading.layout import laid_out, web_address
from narratives.reading.limits import MAX_WEB_BYTES
from narratives.reading.markup import hold_elements, passages_of_tree
from narratives.reading.tags import hold_attributes

_REMEDY = "save the page as HTML again, or its text as .txt"
_COMPRESSED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"%PDF")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""UTF-16's marks: in other encodings a NUL is no text."""

_PARAGRAPHS = ("blockquote", "li", "p")
_MARKS = {ord("0"): "\xad", ord("1"): "\ufeff"}
"""Both are taken out of every text by `layout.one_line`."""


def web_document(content: bytes, *, address: str) -> Document:
    """The article on a page, with its title, outlet, day and canonical address.

    Nothing is fetched. The encoding is told by the bytes and by what the page declares.

    Raises:
        MissingExtraError: the ``documents`` extra is not installed.
        ReadError: no HTML, or no main text in it.
        TooLargeError: more than `MAX_ELEMENTS` or `MAX_CHARACTERS`.
    """
    if content.startswith(_COMPRESSED) or (b"\x00" in content and not content.startswith(_WIDE)):
        raise ReadError(f"{address}: is not HTML (its bytes are no text); {_REMEDY}")
    none = f"has no main text that can be found; {_REMEDY}"
    with opening(address, "HTML", remedy=_REMEDY):
        from trafilatura import bare_extraction
        from trafilatura.utils import decode_file

        logging.getLogger("trafilatura").addHandler(logging.NullHandler())
        tree = _tree(decode_file(content, MAX_WEB_BYTES), place=address)
        if tree is None:
            raise ReadError(f"{address}: {none}")
        hold_elements(tree, place=address)
        hold_carried(tree, place=address)
        _tell_apart(tree)
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
            raise ReadError(f"{address}: {none}")
        document = laid_out(
            list(passages_of_tree(found.body)),
            address=address,
            none=none,
            title=found.title or "",
            outlet=found.sitename or "",
            date=_day(found.date),
        )
    return evolve(document, address=web_address(found.url, otherwise=address))


def _tree(html: str, *, place: str) -> Any:
    """The page as trafilatura reads it, None for what it takes for no page; held as it is once repaired."""
    from trafilatura.utils import fromstring_bytes, is_dubious_html, repair_faulty_html

    beginning = html[:50].lower()
    html = repair_faulty_html(html, beginning)
    hold_attributes(html, place=place)
    tree = fromstring_bytes(html)
    return None if tree is None or (is_dubious_html(beginning) and len(tree) < 2) else tree


def _tell_apart(tree: Any) -> None:
    """Put a mark that no reader sees behind paragraphs that repeat another.

    Of paragraphs with the same words trafilatura keeps but one in places, and no option of it stops that;
    yet two parties may say the same.
    """
    seen: Counter[str] = Counter()
    for paragraph in tree.iter(*_PARAGRAPHS):
        if any(child.tag in _PARAGRAPHS for child in paragraph):
            continue
        words = " ".join("".join(paragraph.itertext()).split())
        mark = f"{seen[words]:b}".translate(_MARKS) if words in seen else ""
        seen[words] += 1
        if len(paragraph):
            paragraph[-1].tail = (paragraph[-1].tail or "") + mark
        else:
            paragraph.text = (paragraph.text or "") + mark


def _day(value: object) -> str:
    """An ISO day, or "" for what is none."""
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        return ""
