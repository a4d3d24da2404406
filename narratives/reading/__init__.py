"""Files and strings → `Document`, files of accounts → `Account`: one module for each format."""

from collections.abc import Callable
from pathlib import Path

from narratives.errors import ReadError
from narratives.model import Document
from narratives.reading.account_files import read_accounts
from narratives.reading.folders import FolderFiles, files_in
from narratives.reading.limits import (
    MAX_BYTES,
    MAX_DOCX_BYTES,
    MAX_FEED_BYTES,
    MAX_MAIL_BYTES,
    MAX_PDF_BYTES,
    MAX_WEB_BYTES,
    read_bytes,
    refuse_address,
)
from narratives.reading.markdown import markdown_document
from narratives.reading.plain import decode, plain_document


def _read_plain(content: bytes, place: str) -> tuple[Document, ...]:
    return (plain_document(decode(content, place=place), address=place),)


def _read_markdown(content: bytes, place: str) -> tuple[Document, ...]:
    return (markdown_document(decode(content, place=place), address=place),)


def _read_web(content: bytes, place: str) -> tuple[Document, ...]:
    from narratives.reading.web import web_document

    return (web_document(content, address=place),)


def _read_pdf(content: bytes, place: str) -> tuple[Document, ...]:
    from narratives.reading.pdf import pdf_document

    return (pdf_document(content, address=place),)


def _read_word(content: bytes, place: str) -> tuple[Document, ...]:
    from narratives.reading.word import word_document

    return (word_document(content, address=place),)


def _read_mail(content: bytes, place: str) -> tuple[Document, ...]:
    from narratives.reading.mail import mail_document

    return (mail_document(content, address=place),)


def _read_mailbox(content: bytes, place: str) -> tuple[Document, ...]:
    from narratives.reading.mail import mailbox_documents

    return mailbox_documents(content, address=place)


def _read_feed(content: bytes, place: str) -> tuple[Document, ...]:
    from narratives.reading.feed import feed_documents

    return feed_documents(content, address=place)


_FORMATS: dict[str, tuple[Callable[[bytes, str], tuple[Document, ...]], int]] = {
    **dict.fromkeys((".txt", ".text", ""), (_read_plain, MAX_BYTES)),
    **dict.fromkeys((".md", ".markdown"), (_read_markdown, MAX_BYTES)),
    **dict.fromkeys((".html", ".htm", ".xhtml"), (_read_web, MAX_WEB_BYTES)),
    ".pdf": (_read_pdf, MAX_PDF_BYTES),
    ".docx": (_read_word, MAX_DOCX_BYTES),
    ".eml": (_read_mail, MAX_MAIL_BYTES),
    ".mbox": (_read_mailbox, MAX_MAIL_BYTES),
    **dict.fromkeys((".rss", ".atom", ".xml"), (_read_feed, MAX_FEED_BYTES)),
}

ENDINGS = tuple(ending for ending in _FORMATS if ending)
"""Endings of the files that are read, in lower case."""


def read_file(path: Path) -> tuple[Document, ...]:
    """Read a file in the format given by its ending; a feed or a mailbox gives several documents.

    Offsets count in the document's text. For plain text and Markdown that is the text of the file after a
    byte order mark, with newlines as they are; for other formats it is the extracted text.

    Raises:
        DocumentMissingError: there is no such file, or the name is a web address.
        TooLargeError: it is over a limit of `narratives.reading.limits`.
        MissingExtraError: its format needs the ``documents`` extra.
        ReadError: a folder, unreadable, empty, malformed, without text, or of a format that is not read.
    """
    if path.suffix.lower() not in _FORMATS:
        refuse_address(str(path))
        raise ReadError(
            f"{path}: files ending in {path.suffix!r} are not read; give one of {', '.join(ENDINGS)}"
        )
    read, at_most = _FORMATS[path.suffix.lower()]
    content = read_bytes(path, at_most=at_most)
    if not content.strip():
        raise ReadError(f"{path}: is empty; give a file with text")
    return read(content, str(path))


def articles_in(folder: Path) -> FolderFiles:
    """Return the files in a folder and its subfolders whose ending is that of a format that is read.

    Raises:
        TooLargeError: there are more than `MAX_FOLDER_FILES` articles.
        ReadError: a folder cannot be listed, or there is no article.
    """
    return files_in(folder, ENDINGS)


def read_string(text: str) -> Document:
    """Return a document of plain text.

    Raises:
        DocumentMissingError: the text is only a web address.
        ReadError: the text is blank, over `MAX_BYTES` characters, or contains a NUL.
    """
    if len(text) > MAX_BYTES:
        raise ReadError(f"the text has {len(text):,} characters; at most {MAX_BYTES:,} are read")
    refuse_address(text)
    return plain_document(text, address="")


__all__ = ["ENDINGS", "MAX_BYTES", "articles_in", "read_accounts", "read_file", "read_string"]
