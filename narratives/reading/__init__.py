"""File or string → `Document`: a module a format."""

from pathlib import Path

from narratives.errors import DocumentMissingError, ReadError
from narratives.model import Document
from narratives.reading.markdown import markdown_document
from narratives.reading.plain import decode, plain_document

MAX_BYTES = 5_000_000
"""The largest file that is read, in bytes (some 800,000 words)."""

_FORMATS = {
    ".txt": plain_document,
    ".text": plain_document,
    "": plain_document,
    ".md": markdown_document,
    ".markdown": markdown_document,
}


def read_file(path: Path) -> Document:
    """Read a plain-text or Markdown file, told by its ending.

    Offsets count from the first character after a byte order mark; newlines are kept as they are.

    Raises:
        DocumentMissingError: there is no such file.
        ReadError: a folder, unreadable, over `MAX_BYTES`, empty, not text, not UTF-8, or of a format
            that is not read.
    """
    make_document = _FORMATS.get(path.suffix.lower())
    if make_document is None:
        raise ReadError(
            f"{path}: files ending in {path.suffix!r} are not read; give plain text (.txt) or Markdown (.md)"
        )
    return make_document(decode(_bytes(path), place=str(path)), address=str(path))


def read_string(text: str) -> Document:
    """Take a text as a plain-text document.

    Raises:
        ReadError: it is blank, over `MAX_BYTES` or holds a NUL.
    """
    if len(text) > MAX_BYTES:
        raise ReadError(f"the text has {len(text):,} characters; at most {MAX_BYTES:,} are read")
    return plain_document(text, address="")


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise ReadError(f"{path}: is a folder; give the files in it")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ReadError(f"{path}: {size:,} bytes; at most {MAX_BYTES:,} are read, split the file")
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise DocumentMissingError(f"{path}: no such file; check the name") from None
    except (OSError, ValueError) as error:
        raise ReadError(f"{str(path)!r}: cannot be read: {error}") from error
    if len(content) > MAX_BYTES:
        raise ReadError(f"{path}: over {MAX_BYTES:,} bytes; split it")
    return content
