"""One event at two times that exclude each other.

"The judge signed the warrant before the search" against "after the search"; "the first gene map appeared in
2016" against "in 2019". An event that may happen again is left to
`narratives.judging.evidence.scope.other_time`.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from narratives.judging.evidence.clash import Clash
from narratives.judging.evidence.polarity import is_under_negation
from narratives.judging.evidence.rewording import Edit, reworded
from narratives.judging.evidence.statement import Statement
from narratives.language.keys import keys
from narratives.language.times import calendar
from narratives.verdict import ReasonKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOTE = "They give one event times that exclude each other."


def order(a: Statement, b: Statement) -> Iterator[Clash]:
    """Before it on one side, after it on the other."""
    if a.denied or b.denied:
        return
    mine, theirs = _orders(a), _orders(b)
    for one, is_before in mine:
        for other, other_before in theirs:
            if is_before == other_before or not _anchor(a, one) & _anchor(b, other):
                continue
            yield Clash(
                kind=ReasonKind.TIME,
                a=_words(a, one),
                b=_words(b, other),
                note=_NOTE,
                probes=(
                    (b.doc.text, _turned(a, one, is_before)),
                    (a.doc.text, _turned(b, other, other_before)),
                ),
            )


_SPAN = r"(?:(?:\w+ )?(?:minute|hour|day|week|month|year)s? |well |long |shortly |only |immediately )?"
_BEFORE = re.compile(
    rf"\b{_SPAN}(?:before|prior to|ahead of|in advance of|by the time|until|on the eve of|already)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\b{_SPAN}(?:after|following|once|in the wake of|in hand when|the very day after|the day after)\b",
    re.IGNORECASE,
)


def _orders(statement: Statement) -> list[tuple[re.Match[str], bool]]:
    text = statement.doc.text
    return [
        *((found, True) for found in _BEFORE.finditer(text)),
        *((found, False) for found in _AFTER.finditer(text)),
    ]


def _turned(statement: Statement, found: re.Match[str], is_before: bool) -> str:  # noqa: FBT001
    word = "after" if is_before else "before"
    return reworded(statement.doc, [Edit(start=found.start(), end=found.end(), text=word)])


def _anchor(statement: Statement, found: re.Match[str]) -> frozenset[str]:
    """What it is before or after: the content of what follows."""
    return keys(
        word for word in statement.doc if found.end() <= word.idx < found.end() + _NEAR and word.pos_ != "NUM"
    )


_NEAR = 60


def _words(statement: Statement, found: re.Match[str]) -> list["Token"]:
    span = statement.doc.char_span(*found.span(), alignment_mode="expand")
    if span is None:
        return [*statement.doc]
    anchor = next(
        (
            kid
            for word in span
            for kid in word.children
            if kid.dep_ in ("pobj", "pcomp") and kid.i >= span.start
        ),
        None,
    )
    if anchor is None:
        head = span[-1].head
        anchor = head if head.i > span[-1].i else None
    return [*span, *([anchor] if anchor is not None else [])]


def once(a: Statement, b: Statement) -> Iterator[Clash]:
    """The time of what happens but once, told in two ways."""
    if a.denied or b.denied:
        return
    said = calendar(a.doc.text), calendar(b.doc.text)
    parted = said[0].disjoint_points(said[1])
    if parted is None or not (_happens_once(a, parted[0]) and _happens_once(b, parted[1])):
        return
    words = [
        [*span] if (span := one.doc.char_span(*place, alignment_mode="expand")) is not None else [*one.doc]
        for one, place in zip((a, b), parted, strict=True)
    ]
    parted = (said[0].widened(parted[0], a.doc.text), said[1].widened(parted[1], b.doc.text))
    texts = [one.doc.text[start:end] for one, (start, end) in zip((a, b), parted, strict=True)]
    edits = [
        Edit(start=place[0], end=place[1], text=other)
        for place, other in zip(parted, reversed(texts), strict=True)
    ]
    yield Clash(
        kind=ReasonKind.TIME,
        a=words[0],
        b=words[1],
        note=_NOTE,
        probes=((b.doc.text, reworded(a.doc, [edits[0]])), (a.doc.text, reworded(b.doc, [edits[1]]))),
    )


_ONCE = frozenset(
    "begin start end finish die drown bear found sign adopt publish discover invent hear learn launch obtain "
    "free release reach arrive collapse sink resign appoint conclude expire open close announce break "
    "vanish perish birth give indict declare notify crack".split()
)
_FIRST = frozenset("first last final only finally good forever".split())


def _happens_once(statement: Statement, place: tuple[int, int]) -> bool:
    """Whether the verb that the time stands with tells what a thing does but once, of one definite thing."""
    span = statement.doc.char_span(*place, alignment_mode="expand")
    if span is None:
        return False
    up = span[0]
    while up.pos_ != "VERB" and up.head != up:
        up = up.head
    if is_under_negation(up):
        return False
    first = any(word.lower_ in _FIRST for word in statement.doc)
    return first or (up.lemma_ in _ONCE and _is_definite(up))


def _is_definite(verb: "Token") -> bool:
    """The thing that it happens to is one, and known."""
    kids = [kid for kid in verb.children if kid.dep_ in ("nsubj", "nsubjpass", "dobj")]
    moved = [kid for kid in kids if kid.dep_ in ("dobj", "nsubjpass")] or kids
    return bool(moved) and all(
        kid.pos_ == "PROPN"
        or any(inner.lower_ in _THE or inner.dep_ == "poss" for inner in _determining(kid))
        for kid in moved
    )


def _determining(noun: "Token") -> Iterator["Token"]:
    """What stands before a noun, or before that of which it is ("notice of the walkout")."""
    yield from noun.children
    for of in noun.children:
        if of.dep_ == "prep" and of.lower_ == "of":
            for inner in of.children:
                yield from inner.children


_THE = frozenset("the this that its his her their".split())
