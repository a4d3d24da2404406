"""Rival names for the same thing: "anti-terrorist operation", "ethnic cleansing".

After the notion of framing as selection of a characterisation with an evaluation (Entman, "Framing:
Toward Clarification of a Fractured Paradigm", Journal of Communication 1993).
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from narratives.judging.matching import same_thing
from narratives.judging.statement import Statement, thing, words_of
from narratives.language.lexicon import FramingRow, framing, group
from narratives.verdict import Reason, ReasonKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_LABEL_CUES = frozenset(
    "call label dub brand term describe characterize characterise denounce condemn portray depict".split()
)


def rival_names(a: Statement, b: Statement) -> Reason | None:
    """What one side excuses and the other condemns, of the same doer or the same thing; or None."""
    if a.denied or b.denied:
        return None
    for row in framing():
        for mine, theirs in ((row.excuse, row.condemn), (row.condemn, row.excuse)):
            my_name, their_name = _name(a, mine), _name(b, theirs)
            if my_name and their_name and _same_matter(a, b, row):
                return Reason(
                    kind=ReasonKind.FRAMING,
                    a=my_name,
                    b=their_name,
                    note="They give the same thing rival names.",
                )
    return None


def rival_labels(a: Statement, b: Statement, *, opposed: float) -> Reason | None:
    """Both say what a thing is, and at least one says that this is what it calls it.

    Two labels of one thing differ where their nouns do. Where the things have different names ("the
    operation", "the campaign"), and against a plain description ("the raid was precise"), the model must
    see a contradiction both ways, with ``opposed`` the lower of the two.
    """
    mine, theirs = _description(a), _description(b)
    if mine is None or theirs is None or a.denied or b.denied:
        return None
    (thing_a, name_a), (thing_b, name_b) = mine, theirs
    labels = _is_label(a) + _is_label(b)
    same = same_thing(thing(thing_a), thing(thing_b))
    if name_a[-1].lemma_ == name_b[-1].lemma_ or not labels:
        return None
    if opposed < MIN_OPPOSED and not (same and labels == BOTH):
        return None
    if not same and labels < BOTH:
        return None
    return Reason(
        kind=ReasonKind.FRAMING,
        a=words_of(name_a),
        b=words_of(name_b),
        note="They give the same thing rival names.",
    )


MIN_OPPOSED = 0.55
"""What the model must say both ways where one side only labels, or the things have different names."""

BOTH = 2


def _is_label(statement: Statement) -> bool:
    return any(word.lower().rstrip("sd").rstrip("e") in _STEMS for word in statement.assertion.cue.split())


def _description(statement: Statement) -> tuple["Token", list["Token"]] | None:
    """What the sentence is about and what it says that it is."""
    for word in statement.doc:
        if word.lemma_ == "be" and word.dep_ == "ROOT":
            about = next((kid for kid in word.children if kid.dep_ == "nsubj"), None)
            name = next((kid for kid in word.children if kid.dep_ in ("attr", "acomp")), None)
            if about is not None and name is not None:
                return about, list(name.subtree)
    return None


_STEMS = frozenset(cue.rstrip("sd").rstrip("e") for cue in _LABEL_CUES) | {"labell", "dubb", "call"}


def _name(statement: Statement, names: Sequence[str]) -> str:
    printed: str = statement.doc.text
    text = printed.lower().replace("–", "-")
    for name in names:
        found = re.search(rf"(?<![\w-]){re.escape(name)}(?:s|es)?(?![\w-])", text)
        if found and not _is_negated(statement, found.start()):
            noun = re.match(r"(?:[\s-][a-z]+)?", text[found.end() :])
            extra = noun.end() if noun and " " not in name and group(noun.group().strip()) in _NAMED else 0
            return printed[found.start() : found.end() + extra]
    return ""


_NAMED = frozenset({"operation", "attack", "forces", "war", "campaign", "blockade", "action"})


def _is_negated(statement: Statement, offset: int) -> bool:
    return any(word.idx < offset and offset - word.idx < 40 for word in statement.negations)


def _same_matter(a: Statement, b: Statement, row: FramingRow) -> bool:
    """Both speak of a thing of the row's kind, and of the same doer or owner."""
    mine, theirs = _doers(a, row), _doers(b, row)
    return bool(mine & theirs)


def _doers(statement: Statement, row: FramingRow) -> frozenset[str]:
    """Who does, or whose is, a thing of the row's kind."""
    found: set[str] = set()
    for item in statement.things:
        if item.kind in row.about:
            found |= item.owners
    for deed in statement.deeds:
        own = {deed.kind, *(target.kind for target in deed.targets)}
        if own & row.about:
            for doer in deed.doers:
                found |= doer.owners
    return frozenset(found)
