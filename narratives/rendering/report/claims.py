"""A claim as the page shows it, with the words that clash told apart."""

import re
from collections.abc import Iterable

from attrs import frozen

from narratives.harmless import plain
from narratives.model import JOINT, Assertion, Span
from narratives.rendering.escaping import lines
from narratives.verdict import Reason


@frozen(kw_only=True)
class Words:
    """Part of a sentence, and whether it is among the words that clash."""

    text: str
    clashes: bool


@frozen(kw_only=True)
class Claim:
    """An assertion as a place of the page shows it.

    Attributes:
        key: id of the element; every place has its own.
        home: whether the words in the article lead back here.
        text: the proposition, the words that clash told apart.
        printed: the words as printed, where they are not those of the proposition; else "".
        in_text: whether the article is on the page, so that a link can lead to the words.
        document: name of the document where there are several, else "".
        rows: keys of the rows of reasons that it stands in.
        party: number of the account; None for a voice of no party.
        decided: what people decided about it, a line each, and what the machine had said.
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


def words_of(reason: Reason, assertion: Assertion, *, first: bool) -> list[str]:
    """The words of one side as they may stand in its sentence: a denial's without the cue before them."""
    words = reason.a if first else reason.b
    bare = words.removeprefix(assertion.cue).strip()
    return [one for one in (words, bare) if one.strip()]


def places_in_quote(assertion: Assertion, spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Where in the quote of the assertion these characters of the document stand."""
    found = []
    offset = 0
    for own in assertion.spans:
        for span in spans:
            start, end = max(span.start, own.start), min(span.end, own.end)
            if start < end:
                found.append((offset + start - own.start, offset + end - own.start))
        offset += own.end - own.start + len(JOINT)
    return found


def alike(text: str, quote: str) -> bool:
    """Whether the words as printed are those of the proposition, capital letters and full stop aside."""
    return not quote or re.sub(r"\W", "", text).casefold() == re.sub(r"\W", "", quote).casefold()


def marked(text: str, phrases: Iterable[str], places: Iterable[tuple[int, int]] = ()) -> tuple[Words, ...]:
    """The text in parts, told apart where the clashing words stand: at the places known, else where found.

    A phrase is found where it stands as whole words, capital letters aside.
    """
    shown = lines(text)
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
