"""HTML pages: the main text as trafilatura finds it, without menus, comments and tables."""

import logging
from datetime import date

from attrs import evolve

from narratives.errors import ReadError
from narratives.model import Document
from narratives.reading.extra import opening
from narratives.reading.layout import laid_out, web_address
from narratives.reading.limits import MAX_WEB_BYTES
from narratives.reading.markup import hold_elements, passages_of_tree
from narratives.reading.tags import hold_attributes

_REMEDY = "save the page as HTML again, or its text as .txt"
_COMPRESSED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"%PDF")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""UTF-16's marks: in other encodings a NUL is no text."""


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
        from trafilatura.utils import decode_file, load_html

        logging.getLogger("trafilatura").addHandler(logging.NullHandler())
        html = decode_file(content, MAX_WEB_BYTES)
        hold_attributes(html, place=address)
        tree = load_html(html)
        if tree is None:
            raise ReadError(f"{address}: {none}")
        hold_elements(tree, place=address)
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


def _day(value: object) -> str:
    """An ISO day, or "" for what is none."""
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        return ""
