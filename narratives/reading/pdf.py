"""PDF: the lines of each page as pypdf finds them, in the order in which the file draws them.

That order is the order of reading in what word processors, browsers and TeX write, also where there are
columns; pdfminer.six, which goes by places on the page, mixed two columns and bounds no stream.
"""

import logging
import re
import time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from narratives.errors import ReadError, TooLargeError
from narratives.model import Document
from narratives.reading.extra import opening
from narratives.reading.layout import laid_out, metadatum
from narratives.reading.limits import MAX_PAGES, MAX_PDF_SECONDS, MAX_STREAM_BYTES, hold
from narratives.reading.lines import Line, passages_of_pages

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_REMEDY = "open it in a viewer and print it to a new PDF"
_LARGEST_MARGIN_OF_NOISE = 1024
"""Bytes that may stand before the header, as viewers allow."""
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
    """The text of a PDF with the start of each of its pages.

    Lines are joined to paragraphs, also over the end of a page; running heads, page numbers and hyphens at
    ends of lines are taken out. The title is the file's own, else the first heading; its day is not told,
    since a PDF knows when it was made and not when its text was published.

    Raises:
        MissingExtraError: the ``documents`` extra is not installed.
        ReadError: no PDF, broken, with a password, or without text.
        TooLargeError: more than `MAX_PAGES`, `MAX_STREAM_BYTES`, `MAX_PDF_SECONDS` or `MAX_CHARACTERS`.
    """
    if b"%PDF-" not in content[:_LARGEST_MARGIN_OF_NOISE]:
        raise ReadError(f"{address}: is no PDF; give the file its right ending")
    with opening(address, "PDF", remedy=_REMEDY):
        pages, title = _pages(content, place=address)
        return laid_out(
            passages_of_pages(pages),
            address=address,
            title=title,
            paged=True,
            none="has no text in it, only pictures of pages perhaps; run OCR on it first",
        )


def _pages(content: bytes, *, place: str) -> tuple[list[list[Line]], str]:
    """The lines of each page, and the title that the file gives itself."""
    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, WrongPasswordError

    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    end = time.thread_time() + MAX_PDF_SECONDS
    try:
        with apply_configuration(**_LIMITS):
            reader = PdfReader(BytesIO(content))
            number = len(reader.pages)
            hold(number, MAX_PAGES, place=place, unit="pages", remedy="split the file")
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
    """The file's own title, unless it is a file's name."""
    title = metadatum(reader.metadata.title if reader.metadata else None)
    is_name = title.startswith("Microsoft Word - ") or _FILE_NAME.fullmatch(title)
    return "" if is_name or title.lower() in ("untitled", "(anonymous)") else title


def _lines(page: "PageObject", *, place: str, end: float) -> list[Line]:
    """The lines of a page that stand upright, in the order drawn."""
    lines: list[Line] = []
    pieces: list[str] = []
    where: list[tuple[float, float, float]] = []

    def in_time() -> None:
        if time.thread_time() > end:
            raise TooLargeError(
                f"{place}: the text takes over {MAX_PDF_SECONDS} seconds of computing; {_REMEDY}"
            )

    def on_operator(_operator: Any, _operands: Any, _cm: Any, _tm: Any) -> None:
        in_time()

    def on_text(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        if text.strip() and not where:
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            where.append((x, y, abs(size * (tm[3] * cm[3] + tm[2] * cm[1]))))
        pieces.append(text)
        if text.endswith("\n"):
            close()

    def close() -> None:
        text = " ".join("".join(pieces).split())
        if text and where:
            x, y, size = where[0]
            lines.append(Line(text=text, x=x, y=y, size=size))
        pieces.clear()
        where.clear()

    in_time()
    page.extract_text(orientations=(0,), visitor_operand_before=on_operator, visitor_text=on_text)
    close()
    in_time()
    return lines
