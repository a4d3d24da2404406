"""One event at two times that exclude each other.

"The judge signed the warrant before the search" against "after the search"; "the first gene map appeared in
2016" against "in 2019". An event that may happen again is the subject of
`narratives.judging.evidence.scope.different_time`.
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


def opposite_order(a: Statement, b: Statement) -> Iterator[Clash]:
    """Yield the clash of "before" on one side and "after" on the other, with the same reference event."""
    if a.denied or b.denied:
        return
    mine, theirs = _orders(a), _orders(b)
    for one, is_before in mine:
        for other, other_before in theirs:
            if is_before == other_before or not _anchor_keys(a, one) & _anchor_keys(b, other):
                continue
            yield Clash(
                kind=ReasonKind.TIME,
                a=_order_words(a, one),
                b=_order_words(b, other),
                note=_NOTE,
                probes=(
                    (b.text, _with_opposite_order(a, one, is_before)),
                    (a.text, _with_opposite_order(b, other, other_before)),
                ),
            )


_DISTANCE = r"(?:(?:\w+ )?(?:minute|hour|day|week|month|year)s? |well |long |shortly |only |immediately )?"
_BEFORE = re.compile(
    rf"\b{_DISTANCE}(?:before|prior to|ahead of|in advance of|by the time|until|on the eve of|already)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\b{_DISTANCE}(?:after|following|once|in the wake of|in hand when|the very day after|the day after)\b",
    re.IGNORECASE,
)


def _orders(statement: Statement) -> list[tuple[re.Match[str], bool]]:
    text = statement.text
    return [
        *((found, True) for found in _BEFORE.finditer(text)),
        *((found, False) for found in _AFTER.finditer(text)),
    ]


def _with_opposite_order(statement: Statement, found: re.Match[str], is_before: bool) -> str:  # noqa: FBT001
    word = "after" if is_before else "before"
    return reworded(statement.doc, [Edit(start=found.start(), end=found.end(), text=word)])


def _anchor_keys(statement: Statement, found: re.Match[str]) -> frozenset[str]:
    """Return the content keys after the cue: what the event is before or after."""
    return keys(
        word
        for word in statement.doc
        if found.end() <= word.idx < found.end() + _ANCHOR_CHARS and word.pos_ != "NUM"
    )


_ANCHOR_CHARS = 60


def _order_words(statement: Statement, found: re.Match[str]) -> list["Token"]:
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


def rival_dates(a: Statement, b: Statement) -> Iterator[Clash]:
    """Yield the clash of two dates of an event that happens only once."""
    if a.denied or b.denied:
        return
    dates = calendar(a.text), calendar(b.text)
    parted = dates[0].disjoint_points(dates[1])
    if parted is None or not (_happens_once(a, parted[0]) and _happens_once(b, parted[1])):
        return
    words = [
        [*span] if (span := one.doc.char_span(*place, alignment_mode="expand")) is not None else [*one.doc]
        for one, place in zip((a, b), parted, strict=True)
    ]
    parted = (dates[0].widened(parted[0], a.text), dates[1].widened(parted[1], b.text))
    texts = [one.text[start:end] for one, (start, end) in zip((a, b), parted, strict=True)]
    edits = [
        Edit(start=place[0], end=place[1], text=other)
        for place, other in zip(parted, reversed(texts), strict=True)
    ]
    yield Clash(
        kind=ReasonKind.TIME,
        a=words[0],
        b=words[1],
        note=_NOTE,
        probes=((b.text, reworded(a.doc, [edits[0]])), (a.text, reworded(b.doc, [edits[1]]))),
    )


_UNIQUE_EVENT_VERBS = frozenset(
    "begin start end finish die drown bear found sign adopt publish discover invent hear learn launch obtain "
    "free release reach arrive collapse sink resign appoint conclude expire open close announce break "
    "vanish perish birth give indict declare notify crack".split()
)
_UNIQUENESS_WORDS = frozenset("first last final only finally good forever".split())


def _happens_once(statement: Statement, place: tuple[int, int]) -> bool:
    """Return True if the time modifies a verb such as "die" or "sign" with a definite subject or object.

    Also if the sentence has "first", "last" or the like. False under a negation.
    """
    span = statement.doc.char_span(*place, alignment_mode="expand")
    if span is None:
        return False
    up = span[0]
    while up.pos_ != "VERB" and up.head != up:
        up = up.head
    if is_under_negation(up):
        return False
    first = any(word.lower_ in _UNIQUENESS_WORDS for word in statement.doc)
    return first or (up.lemma_ in _UNIQUE_EVENT_VERBS and _is_definite(up))


def _is_definite(verb: "Token") -> bool:
    """Return True if the objects of the verb, or else its subjects, are definite noun phrases or names."""
    kids = [kid for kid in verb.children if kid.dep_ in ("nsubj", "nsubjpass", "dobj")]
    objects = [kid for kid in kids if kid.dep_ in ("dobj", "nsubjpass")] or kids
    return bool(objects) and all(
        kid.pos_ == "PROPN"
        or any(inner.lower_ in _DEFINITE_DETERMINERS or inner.dep_ == "poss" for inner in _determiners(kid))
        for kid in objects
    )


def _determiners(noun: "Token") -> Iterator["Token"]:
    """Yield the children of a noun and of the noun after its "of" ("notice of the walkout")."""
    yield from noun.children
    for of in noun.children:
        if of.dep_ == "prep" and of.lower_ == "of":
            for inner in of.children:
                yield from inner.children


_DEFINITE_DETERMINERS = frozenset("the this that its his her their".split())
