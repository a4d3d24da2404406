"""The limits on the size of input, for each format, and the functions that enforce them."""

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
"""Size of an .eml or .mbox file, with attachments."""
MAX_FEED_BYTES = 20_000_000
MAX_ACCOUNTS_BYTES = 2_000_000
"""Size of a file of accounts written by hand."""
MAX_PARTIES_BYTES = 1_000_000
"""Size of a file of parties."""

MAX_ELEMENTS = 50_000
"""Elements of an HTML page; finding the main text among so many takes about eight seconds."""

MAX_ATTRIBUTES = 2_000
"""Attributes of one HTML element."""

MAX_PAGES = 2_000
MAX_STREAM_BYTES = 20_000_000
"""Expanded size of one compressed stream of a PDF."""
MAX_PDF_SECONDS = 120
"""Processor time for extracting the text of one PDF."""

MAX_EXPANDED_BYTES = 200_000_000
"""Expanded size of all parts of a DOCX together, with pictures."""
MAX_XML_BYTES = 25_000_000
"""Expanded size of the XML parts of a DOCX."""
MAX_PARTS = 5_000
"""Files in a DOCX."""

MAX_MESSAGE_PARTS = 100
"""Parts of one e-mail."""
MAX_ENTRIES = 1_000
"""Entries of a feed, or messages of an mbox file."""
MAX_TABLE_ROWS = 1_000_000
"""Rows of a Parquet table of articles."""
MAX_FOLDER_FILES = 10_000
"""Articles in a folder."""
MAX_STATEMENTS = 10_000
"""Statements in a file of accounts."""
MAX_STATEMENT = 5_000
"""Characters of one statement in a file of accounts."""


_ADDRESS = re.compile(r"((?:https?|ftp):)/+(?=[^\s/])(\S+)", re.IGNORECASE)
"""Also matches one slash, because `Path` collapses two."""


def refuse_address(name: str) -> None:
    """Refuse a web address with a message that nothing is fetched; return for any other name.

    Raises:
        DocumentMissingError: ``name`` is a web address.
    """
    if found := _ADDRESS.fullmatch(name.strip()):
        address = f"{found[1]}//{found[2]}"
        raise DocumentMissingError(f"{address}: nothing is fetched; save the page and give the file")


def check_limit(size: int, limit: int, *, place: str, unit: str, remedy: str) -> None:
    """Refuse input over its limit.

    Raises:
        TooLargeError: ``size`` is over ``limit``.
    """
    if size > limit:
        raise TooLargeError(f"{place}: {size:,} {unit}; at most {limit:,} are read, {remedy}")


def read_bytes(path: Path, *, at_most: int) -> bytes:
    """Return the bytes of a file; never load more than ``at_most + 1`` of them.

    Raises:
        DocumentMissingError: there is no such file, or the name is a web address.
        TooLargeError: the file is over ``at_most`` bytes.
        ReadError: the path is a folder, or unreadable.
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
    check_limit(max(size, len(content)), at_most, place=str(path), unit="bytes", remedy="split the file")
    return content
