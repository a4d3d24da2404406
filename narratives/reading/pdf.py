"""PDF: the lines of each page as pypdf extracts them, in the order in which the file draws them.

In files from word processors, browsers and TeX that is the reading order, also with several columns.
pdfminer.six orders text by its position on the page; it mixed two columns, and does not limit stream sizes.
"""

import logging
import re
import time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from narratives.errors import ReadError, TooLargeError
from narratives.model import Document
from narratives.reading.library_errors import translate_errors
from narratives.reading.limits import MAX_PAGES, MAX_PDF_SECONDS, MAX_STREAM_BYTES, check_limit
from narratives.reading.lines import Line, passages_of_pages
from narratives.reading.passages import document_from_passages, metadata_text

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_REMEDY = "open it in a viewer and print it to a new PDF"
_MAX_HEADER_OFFSET = 1024
"""Bytes allowed before the header, as in PDF viewers."""
_FILE_NAME = re.compile(r"\S*\.[A-Za-z0-9]{1,5}|.*\.(?:docx?|pdf|html?|odt|indd)", re.IGNORECASE)
_LIMITS: dict[str, Any] = {
    "maximum_declared_stream_length": MAX_STREAM_BYTES,
    "array_based_stream_maximum_output_length": MAX_STREAM_BYTES,
    "lzw_maximum_output_length": MAX_STREAM_BYTES,
    "run_length_maximum_output_length": MAX_STREAM_BYTES,
    "zlib_maximum_output_length": MAX_STREAM_BYTES,
    "brotli_maximum_output_length": MAX_STREAM_BYTES,
    "stream_decoding_work_maximum_length": 4 * MAX_STREAM_BYTES,
    "stream_parsing_work_maximum_count": 500_000,
    "page_tree_maximum_entries": 2 * MAX_PAGES,
    "xform_maximum_invocations_per_extraction": 1_000,
}


def pdf_document(content: bytes, *, address: str) -> Document:
    """Return the text of a PDF as a document, with the offset at which each page starts.

    Lines are joined into paragraphs, also across pages. Running heads, page numbers and end-of-line hyphens
    are removed. The title is that of the file's metadata, else the first heading. The document has no date:
    the metadata say when the file was made, not when its text was published.

    Raises:
        MissingExtraError: the ``documents`` extra is not installed.
        ReadError: not a PDF, malformed, password-protected, or without text.
        TooLargeError: more than `MAX_PAGES`, `MAX_STREAM_BYTES`, `MAX_PDF_SECONDS` or `MAX_CHARACTERS`.
    """
    if b"%PDF-" not in content[:_MAX_HEADER_OFFSET]:
        raise ReadError(f"{address}: is no PDF; give the file its right ending")
    with translate_errors(address, "PDF", remedy=_REMEDY):
        pages, title = _pages(content, place=address)
        return document_from_passages(
            passages_of_pages(pages),
            address=address,
            title=title,
            paged=True,
            no_text="has no text in it, only pictures of pages perhaps; run OCR on it first",
        )


def _pages(content: bytes, *, place: str) -> tuple[list[list[Line]], str]:
    """Return the lines of each page, and the title in the file's metadata."""
    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, WrongPasswordError

    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    end = time.thread_time() + MAX_PDF_SECONDS
    try:
        with apply_configuration(**_LIMITS):
            reader = PdfReader(BytesIO(content))
            number = len(reader.pages)
            check_limit(number, MAX_PAGES, place=place, unit="pages", remedy="split the file")
            pages = [
                _lines(page, place=f"{place}: page {index}", end=end)
                for index, page in enumerate(reader.pages, 1)
            ]
            return pages, _title(reader)
    except (DependencyError, FileNotDecryptedError, WrongPasswordError):
        raise ReadError(f"{place}: is encrypted; save it without a password") from None
    except LimitReachedError as error:
        raise TooLargeError(f"{place}: expands too far ({error}); {_REMEDY}") from error


def _title(reader: "PdfReader") -> str:
    """Return the title in the metadata, or "" if it is missing, a file name or a placeholder."""
    title = metadata_text(reader.metadata.title if reader.metadata else None)
    is_name = title.startswith("Microsoft Word - ") or _FILE_NAME.fullmatch(title)
    return "" if is_name or title.lower() in ("untitled", "(anonymous)") else title


def _lines(page: "PageObject", *, place: str, end: float) -> list[Line]:
    """Return the upright lines of a page in drawing order; text rotated on the page is left out.

    Raises:
        TooLargeError: the processor time reached ``end``.
    """
    lines: list[Line] = []
    pieces: list[str] = []
    position: list[tuple[float, float, float]] = []

    def check_time() -> None:
        if time.thread_time() > end:
            raise TooLargeError(
                f"{place}: the text takes over {MAX_PDF_SECONDS} seconds of computing; {_REMEDY}"
            )

    def on_operator(_operator: Any, _operands: Any, _cm: Any, _tm: Any) -> None:
        check_time()

    def on_text(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        if text.strip() and not position:
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            position.append((x, y, abs(size * (tm[3] * cm[3] + tm[2] * cm[1]))))
        pieces.append(text)
        if text.endswith("\n"):
            close()

    def close() -> None:
        text = " ".join("".join(pieces).split())
        if text and position:
            x, y, size = position[0]
            lines.append(Line(text=text, x=x, y=y, size=size))
        pieces.clear()
        position.clear()

    check_time()
    page.extract_text(orientations=(0,), visitor_operand_before=on_operator, visitor_text=on_text)
    close()
    check_time()
    return lines
