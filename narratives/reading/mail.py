"""E-mail: the sender's own text, without quoted text, signature and attachments."""

import email.policy
import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from itertools import islice
from typing import Any, cast

from narratives.errors import ReadError
from narratives.model import Document
from narratives.reading.library_errors import translate_errors
from narratives.reading.limits import MAX_CHARACTERS, MAX_ENTRIES, MAX_MESSAGE_PARTS, check_limit
from narratives.reading.markup import passages_of_html
from narratives.reading.passages import Passage, document_from_passages, metadata_text

_REMEDY = "save the message as .eml again, or its text as .txt"
_NO_TEXT = "has no words of its sender's own; save what it quotes, forwards or attaches as a file of its own"
_MAX_HEADER_LENGTH = 2_000
_CONTENT_TYPE = re.compile(rb"^content-type[ \t]*:", re.IGNORECASE | re.MULTILINE)
_MESSAGE_START = re.compile(rb"^From [^\r\n]*\r?\n", re.MULTILINE)
_HEADER = re.compile(rb"\s*(?:>?From [^\n]*\n)?(?:[!-9;-~]+[ \t]*:[^\n]*\n)")

_QUOTED = re.compile(r"\s{0,3}[>|]")
_SIGNATURE = re.compile(r"(?:--|__)\s*$")
_REST_IS_QUOTED = re.compile(
    r"\s*-{3,}\s*(?:original message|forwarded message|forwarded by\b.*)\s*-*\s*$|begin forwarded message:",
    re.IGNORECASE,
)
_COPIED_HEADERS = re.compile(
    r"\*?From:\*? [^\n]*\n(?:[^\n]*\n){0,2}\*?(?:Sent|Date):\*? [^\n]*\n(?:[^\n]*\n){0,3}\*?(?:To|Subject):"
)
_QUOTE_INTRODUCTION = re.compile(r"(?:On .{5,300}|.{1,200}) wrote:\s*$", re.DOTALL)
_MAX_INTRODUCTION_LINES = 3


class _ShortHeaders(email.policy.EmailPolicy):
    """A policy that parses `_MAX_HEADER_LENGTH` characters of a header; some headers take quadratic time."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value[:_MAX_HEADER_LENGTH])

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_MAX_HEADER_LENGTH]


_POLICY = _ShortHeaders()


def mail_document(content: bytes, *, address: str) -> Document:
    """Return one message as a document: the subject is the title, the sender the outlet.

    The date is that of the Date header in the sender's time zone. The plain text part is read; HTML only if
    there is no plain text. Quoted lines, the text that a reply or forward copies, and the signature are left
    out.

    Raises:
        MissingExtraError: the text is HTML and the ``documents`` extra is not installed.
        ReadError: not an e-mail, or no text of the sender's own.
        TooLargeError: over `MAX_MESSAGE_PARTS` or `MAX_CHARACTERS`.
    """
    if not _HEADER.match(content):
        raise ReadError(f"{address}: is no e-mail (no header comes first); {_REMEDY}")
    parts = sum(1 for _ in _CONTENT_TYPE.finditer(content))
    check_limit(
        parts, MAX_MESSAGE_PARTS, place=address, unit="parts", remedy="save the message without attachments"
    )
    with translate_errors(address, "e-mail", remedy=_REMEDY):
        message = cast("EmailMessage", message_from_bytes(content, policy=_POLICY))
        body = message.get_body(preferencelist=("plain", "html"))
        if body is None:
            raise ReadError(f"{address}: {_NO_TEXT}")
        title, outlet, day = metadata_text(str(message["subject"] or "")), _sender(message), _day(message)
        text = _text(body)
        if body.get_content_type() == "text/html":
            check_limit(
                len(text), MAX_CHARACTERS, place=address, unit="characters of HTML", remedy="save its text"
            )
            passages = passages_of_html(text, place=address, skip=_is_quoted)
            sender_passages = list(_sender_passages(passages))
            return document_from_passages(
                sender_passages, address=address, no_text=_NO_TEXT, title=title, outlet=outlet, date=day
            )
        words = sender_text(text)
        check_limit(len(words), MAX_CHARACTERS, place=address, unit="characters of text", remedy="split it")
        if not any(letter.isalnum() for letter in words):
            raise ReadError(f"{address}: {_NO_TEXT}")
        return Document(words, address=address, title=title, outlet=outlet, date=day)


def mailbox_documents(content: bytes, *, address: str) -> tuple[Document, ...]:
    """Return the messages of an mbox file that have text of their own; the third has the address ``file#3``.

    Raises:
        ReadError: not an mbox file, a malformed message, or no message with text of its own.
        TooLargeError: more than `MAX_ENTRIES` messages.
    """
    begins = (
        match for match in _MESSAGE_START.finditer(content) if _follows_blank_line(content, match.start())
    )
    starts = list(islice(begins, MAX_ENTRIES + 1))
    if not starts or starts[0].start() != 0:
        raise ReadError(f"{address}: is no mbox file (no 'From ' line comes first); {_REMEDY}")
    check_limit(len(starts), MAX_ENTRIES, place=address, unit="messages or more", remedy="split the file")
    ends = [*(match.start() for match in starts[1:]), len(content)]
    documents = []
    for number, (match, end) in enumerate(zip(starts, ends, strict=True), 1):
        message = re.sub(rb"^>(>*From )", rb"\1", content[match.end() : end], flags=re.MULTILINE)
        try:
            documents.append(mail_document(message, address=f"{address}#{number}"))
        except ReadError as error:
            if _NO_TEXT not in str(error):
                raise
    if not documents:
        raise ReadError(f"{address}: {_NO_TEXT}")
    return tuple(documents)


def _follows_blank_line(content: bytes, start: int) -> bool:
    return start == 0 or content.endswith((b"\n\n", b"\n\r\n"), max(start - 3, 0), start)


def sender_text(text: str) -> str:
    """Return a message's text without quoted lines, their introductions, copied messages and signature."""
    text = text.replace("\r\n", "\n").replace("\x00", "")
    copied = _COPIED_HEADERS.search(text)
    kept: list[str] = []
    for line in (text[: copied.start()] if copied else text).split("\n"):
        if _SIGNATURE.match(line) or _REST_IS_QUOTED.match(line):
            break
        if _QUOTED.match(line):
            _drop_quote_introduction(kept)
            continue
        if line.strip() or (kept and kept[-1]):
            kept.append(line.rstrip())
    return "\n".join(kept).strip("\n")


def _is_quoted(element: Any) -> bool:
    """Return True for an HTML element in which mail programs put the message that is answered."""
    if element.tag == "blockquote":
        return element.get("type") == "cite" or "quote" in (element.get("class") or "")
    return element.get("id") in ("divRplyFwdMsg", "appendonsend")


def _sender_passages(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield the passages before the signature or a copied message, without "On ... wrote:"."""
    for passage in passages:
        if _SIGNATURE.match(passage.text) or _REST_IS_QUOTED.match(passage.text):
            return
        if not (passage.text.startswith("On ") and _QUOTE_INTRODUCTION.fullmatch(passage.text)):
            yield passage


def _drop_quote_introduction(kept: list[str]) -> None:
    """Remove the introduction "On ... wrote:" from the end of the lines."""
    while kept and not kept[-1]:
        kept.pop()
    for number in range(1, _MAX_INTRODUCTION_LINES + 1):
        lines = kept[-number:]
        if len(lines) == number and all(lines) and _QUOTE_INTRODUCTION.fullmatch("\n".join(lines)):
            is_whole = number == len(kept) or not kept[-number - 1] or lines[0].startswith("On ")
            if is_whole:
                del kept[-number:]
                break
    if kept and kept[-1]:
        kept.append("")


def _text(body: Any) -> str:
    try:
        return str(body.get_content())
    except (LookupError, UnicodeError):
        return bytes(body.get_payload(decode=True)).decode("utf-8", "replace")


def _sender(message: EmailMessage) -> str:
    addresses = getattr(message["from"], "addresses", ())
    return metadata_text(addresses[0].display_name or addresses[0].addr_spec) if addresses else ""


def _day(message: EmailMessage) -> str:
    moment = getattr(message["date"], "datetime", None)
    return moment.date().isoformat() if moment else ""
