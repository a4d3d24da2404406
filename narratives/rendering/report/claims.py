"""Claims as shown in a report, with the clashing words marked."""

import re
from collections.abc import Iterable

from attrs import frozen

from narratives.harmless import plain
from narratives.model import JOINT, Assertion, Span
from narratives.rendering.escaping import plain_lines
from narratives.rendering.palette import unresolved_words
from narratives.verdict import Reason


@frozen(kw_only=True)
class Words:
    """Part of a sentence, and whether it clashes with the other side."""

    text: str
    clashes: bool


@frozen(kw_only=True)
class Claim:
    """One occurrence of an assertion in a report.

    Attributes:
        key: id of the page element, unique for each occurrence.
        home: True if this occurrence is the target of links from the article text.
        party: number of the account; None for a voice of no party.
        says: the stance, or "" if the proposition is asserted.
        text: the proposition, split at the clashing words.
        printed: the quotation, split at the clashing words; empty if its words equal the proposition's.
        in_text: True if the article is on the page, so that the words can be linked.
        document: name of the document if there are several, else "".
        page: number of the page in the document, or None.
        rows: keys of the rows of reasons that it occurs in.
        decided: the decisions on it and the automatic result of each, a line each.
        also: the other documents that report it, each with the id of the page element of its words, or "".
        reports: what follows their names: how many more there are, and the number of independent reports.
    """

    assertion: Assertion
    key: str
    home: bool
    party: int | None
    says: str
    text: tuple[Words, ...]
    printed: tuple[Words, ...]
    in_text: bool
    document: str
    page: int | None
    rows: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    reports: str = ""

    @property
    def open_words(self) -> str:
        """The words of the proposition that refer to something outside it, or ""."""
        return unresolved_words(self.assertion)


def reason_words(reason: Reason, assertion: Assertion, *, first: bool) -> list[str]:
    """Return the phrases of a reason to look for in a sentence of one side.

    They are the words of the reason, and the same words without the assertion's cue before them.

    Args:
        first: True for the words of side ``a``, False for those of side ``b``.
    """
    words = reason.a if first else reason.b
    bare = words.removeprefix(assertion.cue).strip()
    return [one for one in (words, bare) if one.strip()]


def offsets_in_quote(assertion: Assertion, spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Return the offsets ``(start, end)`` in the assertion's quote of these spans of the document."""
    found = []
    offset = 0
    for own in assertion.spans:
        for span in spans:
            start, end = max(span.start, own.start), min(span.end, own.end)
            if start < end:
                found.append((offset + start - own.start, offset + end - own.start))
        offset += own.end - own.start + len(JOINT)
    return found


def same_wording(text: str, quote: str) -> bool:
    """Return True if the quote is empty or has the same words as the proposition.

    Case, punctuation and white space are ignored.
    """
    return not quote or re.sub(r"\W", "", text).casefold() == re.sub(r"\W", "", quote).casefold()


def mark_clashes(
    text: str, phrases: Iterable[str], places: Iterable[tuple[int, int]] = ()
) -> tuple[Words, ...]:
    """Return the text split at its clashing words.

    Args:
        phrases: clashing phrases, marked at their first match as whole words, ignoring case.
        places: offsets of the clashing words in the text. If given and the text needs no cleaning, they are
            used instead of the phrases.
    """
    shown = plain_lines(text)
    inside = bytearray(len(shown))
    known = list(places) if shown == text else []
    for start, end in known:
        inside[start:end] = b"\x01" * (end - start)
    for phrase in () if known else {plain(one).rstrip(".") for one in phrases}:
        found = (
            re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", shown, flags=re.IGNORECASE) if phrase else None
        )
        if found:
            inside[found.start() : found.end()] = b"\x01" * len(found.group())
    parts: list[Words] = []
    start = 0
    for end in range(1, len(shown) + 1):
        if end == len(shown) or inside[end] != inside[start]:
            parts.append(Words(text=shown[start:end], clashes=bool(inside[start])))
            start = end
    return tuple(parts)
