"""Rival names for the same thing: "anti-terrorist operation", "ethnic cleansing".

After the notion of framing as selection of a characterisation with an evaluation (Entman, "Framing:
Toward Clarification of a Fractured Paradigm", Journal of Communication 1993).
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from narratives.judging.evidence.clash import Clash, tokens_at
from narratives.judging.evidence.matching import party_keys, same_thing
from narratives.judging.evidence.rewording import Words, replacement, reworded
from narratives.judging.evidence.statement import Statement, thing
from narratives.language.keys import keys
from narratives.language.lexicon import FramingRow, framing, group
from narratives.verdict import ReasonKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOTE = "They give the same thing rival names."
_LABEL_CUES = frozenset(
    "call label dub brand term describe characterize characterise denounce condemn portray depict".split()
)


def rival_names(a: Statement, b: Statement) -> Clash | None:
    """What one side excuses and the other condemns, of the same doer or the same thing; or None."""
    if a.denied or b.denied:
        return None
    for number, row in enumerate(framing()):
        for mine, theirs in (("excuse", "condemn"), ("condemn", "excuse")):
            my_name, their_name = _name(a, number, mine), _name(b, number, theirs)
            if my_name and their_name and _same_matter(a, b, row):
                return Clash(
                    kind=ReasonKind.FRAMING,
                    a=my_name,
                    b=their_name,
                    note=_NOTE,
                )
    return None


def rival_labels(a: Statement, b: Statement) -> Clash | None:
    """Both say what they call one thing, and their nouns differ."""
    found = _labelled(a, b)
    return found if found is not None and _are_one(a, b) and _labels(a, b) == BOTH else None


def label_against(a: Statement, b: Statement) -> Clash | None:
    """Two labels of things of other names ("the operation", "the campaign"), or one and a description.

    "The raid was precise" is no label: the model must see a contradiction both ways.
    """
    found = _labelled(a, b)
    return found if found is not None and (_are_one(a, b) or _labels(a, b) == BOTH) else None


def _labelled(a: Statement, b: Statement) -> Clash | None:
    mine, theirs = _description(a), _description(b)
    if mine is None or theirs is None or a.denied or b.denied or not _labels(a, b):
        return None
    if mine[1][-1].lemma_ == theirs[1][-1].lemma_:
        return None
    return Clash(kind=ReasonKind.FRAMING, a=mine[1], b=theirs[1], note=_NOTE)


def _labels(a: Statement, b: Statement) -> int:
    return _is_label(a) + _is_label(b)


def _are_one(a: Statement, b: Statement) -> bool:
    mine, theirs = _description(a), _description(b)
    return mine is not None and theirs is not None and same_thing(thing(mine[0]), thing(theirs[0]))


BOTH = 2


def _is_label(statement: Statement) -> bool:
    return any(word.lower().rstrip("sd").rstrip("e") in _STEMS for word in statement.assertion.cue.split())


def _description(statement: Statement) -> tuple["Token", list["Token"]] | None:
    """What the sentence is about and what it says that it is, or that it amounts to."""
    root = statement.root
    about = (
        next((kid for kid in root.children if kid.dep_ in ("nsubj", "csubj")), None)
        if root is not None
        else None
    )
    if root is None or about is None:
        return None
    name = (
        next((kid for kid in root.children if kid.dep_ in ("attr", "acomp")), None)
        if root.lemma_ == "be"
        else None
    )
    if root.lemma_ == "amount":
        to = (
            noun
            for kid in root.children
            if kid.lower_ == "to"
            for noun in kid.children
            if noun.dep_ == "pobj"
        )
        name = next(to, None)
    if name is None:
        return None
    words = list(name.subtree)
    if [word.lower_ for word in words[:2]] == ["nothing", "but"]:
        words = words[2:]
    return (about, words) if words else None


_STEMS = frozenset(cue.rstrip("sd").rstrip("e") for cue in _LABEL_CUES) | {"labell", "dubb", "call"}


def _name(statement: Statement, row: int, side: str) -> Words | None:
    """The longest name of one side of a row that the statement uses and does not negate."""
    for place in _names_in(statement.doc.text).get((row, side), ()):
        if not _is_negated(statement, place[0]):
            return tokens_at(statement, place) or None
    return None


@lru_cache(maxsize=4096)
def _names_in(text: str) -> Mapping[tuple[int, str], tuple[tuple[int, int], ...]]:
    """Where the names of the table stand in a text: row and side → places, that of the longest name first."""
    lowered = text.lower().replace("–", "-")
    found: dict[tuple[int, str], tuple[tuple[int, int], ...]] = {}
    for number, row in enumerate(_patterns()):
        for side, pattern in row.items():
            matches = sorted(
                pattern.finditer(lowered), key=lambda match: (-len(match["name"]), match["name"])
            )
            if matches:
                found[number, side] = tuple(_with_noun(lowered, match) for match in matches)
    return found


def _with_noun(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The place of a name, with the noun that follows an adjective: "anti-terrorist operation"."""
    noun = re.match(r"(?:[\s-][a-z]+)?", text[match.end() :])
    joined = noun is not None and " " not in match["name"] and group(noun.group().strip()) in _NAMED
    return match.start(), match.end() + (noun.end() if noun is not None and joined else 0)


@cache
def _patterns() -> tuple[Mapping[str, re.Pattern[str]], ...]:
    """For each row of the table a pattern of the names of each side."""
    return tuple(
        {
            side: re.compile(rf"(?<![\w-])(?P<name>{'|'.join(map(re.escape, names))})(?:s|es)?(?![\w-])")
            for side, names in (("excuse", row.excuse), ("condemn", row.condemn))
        }
        for row in framing()
    )


_NAMED = frozenset({"operation", "attack", "forces", "war", "campaign", "blockade", "action"})


def _is_negated(statement: Statement, offset: int) -> bool:
    return any(
        word.idx < offset
        and offset - word.idx < 40
        and statement.doc[word.i : word.i + 2].text.lower() != "nothing but"
        for word in statement.negations
    )


def _same_matter(a: Statement, b: Statement, row: FramingRow) -> bool:
    """Both speak of a thing of the row's kind, and of the same doer or owner."""
    mine, theirs = _doers(a, row), _doers(b, row)
    if bool(mine) != bool(theirs) and row.subject == _FORCE:
        # "The strikes were an anti-terrorist operation": a party that names no doer speaks of its own deed.
        mine, theirs = mine or party_keys(a), theirs or party_keys(b)
    return bool(mine & theirs)


_FORCE = "use of force"


def _doers(statement: Statement, row: FramingRow) -> frozenset[str]:
    """Who does, or whose is, a thing of the row's kind."""
    found: set[str] = set()
    for item in statement.things:
        if item.kind in row.about:
            found |= item.owners
    for deed in statement.events:
        own = {deed.kind, *(target.kind for target in deed.targets)}
        if own & row.about:
            for doer in deed.agents:
                found |= doer.owners
    return frozenset(found)


def rival_words(a: Statement, b: Statement) -> Iterator[Clash]:
    """A word that excuses on one side and one that condemns on the other; exchanged, both agree."""
    if a.denied or b.denied:
        return
    for number in range(len(framing())):
        for mine, theirs in (("excuse", "condemn"), ("condemn", "excuse")):
            my_name, their_name = _name(a, number, mine), _name(b, number, theirs)
            if my_name is None or their_name is None or _as_text(my_name) == _as_text(their_name):
                continue
            yield Clash(
                kind=ReasonKind.FRAMING,
                a=my_name,
                b=their_name,
                note=_NOTE,
                probes=(
                    (b.doc.text, _exchanged(my_name, their_name)),
                    (a.doc.text, _exchanged(their_name, my_name)),
                ),
            )


def _as_text(words: Words) -> str:
    return " ".join(word.lower_ for word in words)


def _exchanged(mine: Words, theirs: Words) -> str:
    doc = theirs[0].doc
    return reworded(mine[0].doc, [replacement([*mine], doc[theirs[0].i : theirs[-1].i + 1].text)])


def rival_descriptions(a: Statement, b: Statement) -> Clash | None:
    """Both say what a thing is, in nouns that differ, of which one takes sides."""
    mine, theirs = _description(a), _description(b)
    if mine is None or theirs is None or a.denied or b.denied or _is_negative(a) or _is_negative(b):
        return None
    (_, my_name), (_, their_name) = mine, theirs
    if {word.lemma_ for word in my_name if word.pos_ in _NAMING} & {
        word.lemma_ for word in their_name if word.pos_ in _NAMING
    }:
        return None
    (my_thing, _), (their_thing, _) = mine, theirs
    if not keys(my_thing.subtree) & keys(their_thing.subtree) or not _are_nouns(my_name, their_name):
        return None
    content = (word for word in (*my_name, *their_name) if word.pos_ in ("NOUN", "ADJ", "VERB"))
    if not any(word.lemma_.lower() in _taking_sides() for word in content):
        return None
    return Clash(
        kind=ReasonKind.FRAMING,
        a=my_name,
        b=their_name,
        note=_NOTE,
        probes=((b.doc.text, _exchanged(my_name, their_name)), (a.doc.text, _exchanged(their_name, my_name))),
    )


def _is_negative(statement: Statement) -> bool:
    """ "is no fee"; "is nothing but theft" says what it is."""
    doc = statement.doc
    return any(doc[word.i : word.i + 2].text.lower() != "nothing but" for word in statement.negations)


def _are_nouns(*names: Words) -> bool:
    """Whether each says what the thing is, not how: "an act of aggression", not "ready for talks"."""
    inside = [{word.i for word in name} for name in names]
    heads = (
        next((w for w in name if w.head.i not in places), None)
        for name, places in zip(names, inside, strict=True)
    )
    return all(head is not None and head.pos_ in _NAMING for head in heads)


_NAMING = frozenset({"NOUN", "PROPN"})


@cache
def _taking_sides() -> frozenset[str]:
    """Every word of the table that takes a side."""
    return frozenset(
        word
        for row in framing()
        for names in (row.excuse, row.condemn)
        for name in names
        for word in name.split()
    )
