"""Plain text: bytes → text → `Document`."""

import codecs

from narratives.errors import ReadError
from narratives.model import Document

_OTHER_ENCODING_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_MAX_TITLE_LENGTH = 120


def decode(content: bytes, *, place: str) -> str:
    """Decode UTF-8, with or without a byte order mark; newlines are kept as they are.

    Raises:
        ReadError: empty, binary, or in another encoding; the message names the place.
    """
    if not content.strip():
        raise ReadError(f"{place}: is empty; give a file with text")
    for mark, encoding in _OTHER_ENCODING_MARKS:
        if content.startswith(mark):
            raise ReadError(f"{place}: is {encoding}, not UTF-8; save it as UTF-8")
    if b"\x00" in content:
        raise ReadError(
            f"{place}: is not text (a NUL byte at {content.index(0)}); give plain text or Markdown"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{place}: is not UTF-8 (byte {error.start}: {error.reason}); save it as UTF-8"
        ) from None


def plain_document(text: str, *, address: str) -> Document:
    """Return a document of plain text.

    Its title is the first line, if that does not end like a sentence or continue on the next line.

    Raises:
        ReadError: the text is blank or contains a NUL.
    """
    place = address or "the text"
    if "\x00" in text:
        raise ReadError(f"{place}: is not text (a NUL at {text.index(chr(0))}); give plain text or Markdown")
    if not text.strip():
        raise ReadError(f"{place}: is empty; give some text")
    lines = text.strip().splitlines()
    first, following = lines[0].strip(), "".join(lines[1:2]).strip()
    is_title = (
        len(first) <= _MAX_TITLE_LENGTH
        and first[-1].isalnum()
        and len(lines) > 1
        and not following[:1].islower()
    )
    return Document(text, title=first if is_title else "", address=address)
