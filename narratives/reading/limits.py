"""How much of each format is read: every cap, and the one place that holds files to them."""

import re
from pathlib import Path

from narratives.errors import DocumentMissingError, ReadError, TooLargeError

MAX_BYTES = 5_000_000
"""The largest plain-text or Markdown file, in bytes (some 800,000 words)."""

MAX_CHARACTERS = 5_000_000
"""The longest text that one document may hold, whatever its format."""

MAX_WEB_BYTES = 20_000_000
MAX_PDF_BYTES = 50_000_000
MAX_DOCX_BYTES = 50_000_000
MAX_MAIL_BYTES = 50_000_000
"""Of an .eml or .mbox file, attachments included."""
MAX_FEED_BYTES = 20_000_000
MAX_ACCOUNTS_BYTES = 2_000_000
"""Of accounts written by hand."""
MAX_PARTIES_BYTES = 1_000_000
"""Of a file of parties."""

MAX_ELEMENTS = 50_000
"""Of an HTML page; what finds its main text takes some eight seconds for so many."""

MAX_ATTRIBUTES = 2_000
"""Of one HTML element."""

MAX_PAGES = 2_000
MAX_STREAM_BYTES = 20_000_000
"""What one compressed stream of a PDF may expand to."""
MAX_PDF_SECONDS = 120
"""Processor time that the text of one PDF may take."""

MAX_EXPANDED_BYTES = 200_000_000
"""What all parts of a DOCX may expand to together, pictures included."""
MAX_XML_BYTES = 25_000_000
"""What the XML among them may expand to."""
MAX_PARTS = 5_000
"""Files in a DOCX."""

MAX_MESSAGE_PARTS = 100
"""Parts of one e-mail."""
MAX_ENTRIES = 1_000
"""Entries of a feed, messages of an mbox file."""
MAX_STATEMENTS = 10_000
"""In a file of accounts."""
MAX_STATEMENT = 5_000
"""Characters of one of them."""


_ADDRESS = re.compile(r"((?:https?|ftp):)/+(?=[^\s/])(\S+)", re.IGNORECASE)
"""Also with one slash, as `Path` leaves it."""


def refuse_address(name: str) -> None:
    """Say of an address that nothing is fetched; pass over what is none.

    Raises:
        DocumentMissingError: it is one.
    """
    if found := _ADDRESS.fullmatch(name.strip()):
        address = f"{found[1]}//{found[2]}"
        raise DocumentMissingError(f"{address}: nothing is fetched; save the page and give the file")


def hold(size: int, most: int, *, place: str, unit: str, remedy: str) -> None:
    """Refuse what is over its cap.

    Raises:
        TooLargeError: ``size`` is over ``most``.
    """
    if size > most:
        raise TooLargeError(f"{place}: {size:,} {unit}; at most {most:,} are read, {remedy}")


def bytes_of(path: Path, *, at_most: int) -> bytes:
    """The bytes of a file; of one that is over the cap no more than the cap is loaded.

    Raises:
        DocumentMissingError: there is no such file, or it is an address.
        TooLargeError: it is over ``at_most``.
        ReadError: a folder, or unreadable.
    """
    try:
        is_folder, size = path.is_dir(), path.stat().st_size
        content = b""
        if not is_folder and size <= at_most:
            with path.open("rb") as stream:
                content = stream.read(at_most + 1)
    except FileNotFoundError:
        refuse_address(str(path))
        raise DocumentMissingError(f"{path}: no such file; check the name") from None
    except (OSError, ValueError) as error:
        raise ReadError(f"{str(path)!r}: cannot be read: {error}") from error
    if is_folder:
        raise ReadError(f"{path}: is a folder; give the files in it")
    hold(max(size, len(content)), at_most, place=str(path), unit="bytes", remedy="split the file")
    return content
