"""Rival names for the same thing: "anti-terrorist operation", "ethnic cleansing".

Framing selects a characterisation that carries an evaluation (Entman, "Framing: Toward Clarification of a
Fractured Paradigm", Journal of Communication 1993).
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
_LABEL_VERBS = frozenset(
    "call label dub brand term describe characterize characterise denounce condemn portray depict".split()
)


def rival_names(a: Statement, b: Statement) -> Clash | None:
    """Return an excusing and a condemning name from one row of the table, or None.

    Both statements must mention a thing of the row's kind with the same agent or owner.
    """
    if a.denied or b.denied:
        return None
    for number, row in enumerate(framing()):
        for mine, theirs in (("excuse", "condemn"), ("condemn", "excuse")):
            my_name, their_name = _framing_name(a, number, mine), _framing_name(b, number, theirs)
            if my_name and their_name and _have_common_agent(a, b, row):
                return Clash(
                    kind=ReasonKind.FRAMING,
                    a=my_name,
                    b=their_name,
                    note=_NOTE,
                )
    return None


def rival_labels(a: Statement, b: Statement) -> Clash | None:
    """Return the two labels if both sides label the same thing with different nouns, or None."""
    found = _differing_descriptions(a, b)
    return found if found is not None and _describe_same_thing(a, b) and _label_count(a, b) == _BOTH else None


def possible_rival_labels(a: Statement, b: Statement) -> Clash | None:
    """Return labels that may be of the same thing, or None; the row requires a contradiction by the model.

    Either both are labels in one document, also of things with different names ("the operation", "the
    campaign"), or one is a plain description of the same thing ("the raid was precise").
    """
    found = _differing_descriptions(a, b)
    labels = _label_count(a, b) == _BOTH and a.assertion.document == b.assertion.document
    return found if found is not None and (labels or _describe_same_thing(a, b)) else None


def _differing_descriptions(a: Statement, b: Statement) -> Clash | None:
    """Return the two descriptions if at least one is a label and their last lemmas differ, or None."""
    mine, theirs = _description(a), _description(b)
    if mine is None or theirs is None or a.denied or b.denied or not _label_count(a, b):
        return None
    if mine[1][-1].lemma_ == theirs[1][-1].lemma_:
        return None
    return Clash(kind=ReasonKind.FRAMING, a=mine[1], b=theirs[1], note=_NOTE)


def _label_count(a: Statement, b: Statement) -> int:
    """Return how many of the two statements are labels, 0 to 2."""
    return _is_label(a) + _is_label(b)


def _describe_same_thing(a: Statement, b: Statement) -> bool:
    """Return True if both have a description and their subjects denote the same thing."""
    mine, theirs = _description(a), _description(b)
    return mine is not None and theirs is not None and same_thing(thing(mine[0]), thing(theirs[0]))


_BOTH = 2


def _is_label(statement: Statement) -> bool:
    """Return True if the cue is a verb of labelling: "called", "dubbed", "described"."""
    return any(
        word.lower().rstrip("sd").rstrip("e") in _LABEL_VERB_STEMS for word in statement.assertion.cue.split()
    )


def _description(statement: Statement) -> tuple["Token", list["Token"]] | None:
    """Return the subject and the complement of "be" or "amount to", or None if the sentence has none."""
    root = statement.root
    subject = (
        next((kid for kid in root.children if kid.dep_ in ("nsubj", "csubj")), None)
        if root is not None
        else None
    )
    if root is None or subject is None:
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
    return (subject, words) if words else None


_LABEL_VERB_STEMS = frozenset(cue.rstrip("sd").rstrip("e") for cue in _LABEL_VERBS) | {
    "labell",
    "dubb",
    "call",
}


def _framing_name(statement: Statement, row: int, side: str) -> Words | None:
    """Return the longest name of one side of a row that occurs and is not negated, or None."""
    for place in _framing_name_spans(statement.text).get((row, side), ()):
        if not _is_negated(statement, place[0]):
            return tokens_at(statement, place) or None
    return None


@lru_cache(maxsize=4096)
def _framing_name_spans(text: str) -> Mapping[tuple[int, str], tuple[tuple[int, int], ...]]:
    """Return (row, side) → character offsets of the names of the framing table in a text, longest first."""
    lowered = text.lower().replace("–", "-")
    found: dict[tuple[int, str], tuple[tuple[int, int], ...]] = {}
    for number, row in enumerate(_patterns()):
        for side, pattern in row.items():
            matches = sorted(
                pattern.finditer(lowered), key=lambda match: (-len(match["name"]), match["name"])
            )
            if matches:
                found[number, side] = tuple(_span_with_noun(lowered, match) for match in matches)
    return found


def _span_with_noun(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Return the offsets of a name, with the noun after a one-word name: "anti-terrorist operation"."""
    noun = re.match(r"(?:[\s-][a-z]+)?", text[match.end() :])
    joined = noun is not None and " " not in match["name"] and group(noun.group().strip()) in _NAMED_GROUPS
    return match.start(), match.end() + (noun.end() if noun is not None and joined else 0)


@cache
def _patterns() -> tuple[Mapping[str, re.Pattern[str]], ...]:
    """Return one pattern for each side ("excuse", "condemn") of each row of the framing table."""
    return tuple(
        {
            side: re.compile(rf"(?<![\w-])(?P<name>{'|'.join(map(re.escape, names))})(?:s|es)?(?![\w-])")
            for side, names in (("excuse", row.excuse), ("condemn", row.condemn))
        }
        for row in framing()
    )


_NAMED_GROUPS = frozenset({"operation", "attack", "forces", "war", "campaign", "blockade", "action"})


def _is_negated(statement: Statement, offset: int) -> bool:
    """Return True if a negation starts fewer than 40 characters before the offset; "nothing but" is none."""
    return any(
        word.idx < offset
        and offset - word.idx < 40
        and statement.doc[word.i : word.i + 2].text.lower() != "nothing but"
        for word in statement.negations
    )


def _have_common_agent(a: Statement, b: Statement, row: FramingRow) -> bool:
    """Return True if both statements have a thing or event of the row's kind with the same agent or owner."""
    mine, theirs = _agents_and_owners(a, row), _agents_and_owners(b, row)
    if bool(mine) != bool(theirs) and row.subject == _USE_OF_FORCE:
        # Without an agent ("the strikes were an anti-terrorist operation"), the speaking party is the agent.
        mine, theirs = mine or party_keys(a), theirs or party_keys(b)
    return bool(mine & theirs)


_USE_OF_FORCE = "use of force"


def _agents_and_owners(statement: Statement, row: FramingRow) -> frozenset[str]:
    """Return the owners of things, and of the agents of events, of the row's kind."""
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
    """Yield each excusing name of one side with a condemning name of the other, with probes for the model."""
    if a.denied or b.denied:
        return
    for number in range(len(framing())):
        for mine, theirs in (("excuse", "condemn"), ("condemn", "excuse")):
            my_name, their_name = _framing_name(a, number, mine), _framing_name(b, number, theirs)
            if my_name is None or their_name is None or _lower_text(my_name) == _lower_text(their_name):
                continue
            yield Clash(
                kind=ReasonKind.FRAMING,
                a=my_name,
                b=their_name,
                note=_NOTE,
                probes=(
                    (b.text, _with_name_replaced(my_name, their_name)),
                    (a.text, _with_name_replaced(their_name, my_name)),
                ),
            )


def _lower_text(words: Words) -> str:
    """Return the tokens in lower case, separated by spaces."""
    return " ".join(word.lower_ for word in words)


def _with_name_replaced(mine: Words, theirs: Words) -> str:
    """Return the sentence of ``mine`` with these tokens replaced by the text of ``theirs``."""
    doc = theirs[0].doc
    return reworded(mine[0].doc, [replacement([*mine], doc[theirs[0].i : theirs[-1].i + 1].text)])


def rival_descriptions(a: Statement, b: Statement) -> Clash | None:
    """Return two noun phrases that describe the same thing and share no noun, or None.

    At least one must contain an evaluative word of the framing table.
    """
    mine, theirs = _description(a), _description(b)
    if mine is None or theirs is None or a.denied or b.denied or _has_negation(a) or _has_negation(b):
        return None
    (_, my_name), (_, their_name) = mine, theirs
    if {word.lemma_ for word in my_name if word.pos_ in _NOUN_POS} & {
        word.lemma_ for word in their_name if word.pos_ in _NOUN_POS
    }:
        return None
    (my_thing, _), (their_thing, _) = mine, theirs
    if not keys(my_thing.subtree) & keys(their_thing.subtree) or not _are_noun_phrases(my_name, their_name):
        return None
    content = (word for word in (*my_name, *their_name) if word.pos_ in ("NOUN", "ADJ", "VERB"))
    if not any(word.lemma_.lower() in _evaluative_words() for word in content):
        return None
    return Clash(
        kind=ReasonKind.FRAMING,
        a=my_name,
        b=their_name,
        note=_NOTE,
        probes=(
            (b.text, _with_name_replaced(my_name, their_name)),
            (a.text, _with_name_replaced(their_name, my_name)),
        ),
    )


def _has_negation(statement: Statement) -> bool:
    """Return True if the statement is negated ("is no fee"); "is nothing but theft" is not."""
    doc = statement.doc
    return any(doc[word.i : word.i + 2].text.lower() != "nothing but" for word in statement.negations)


def _are_noun_phrases(*names: Words) -> bool:
    """Return True if every phrase has a noun as its head: "an act of aggression", not "ready for talks"."""
    inside = [{word.i for word in name} for name in names]
    heads = (
        next((w for w in name if w.head.i not in places), None)
        for name, places in zip(names, inside, strict=True)
    )
    return all(head is not None and head.pos_ in _NOUN_POS for head in heads)


_NOUN_POS = frozenset({"NOUN", "PROPN"})


@cache
def _evaluative_words() -> frozenset[str]:
    """Return every word of an excusing or condemning name in the framing table."""
    return frozenset(
        word
        for row in framing()
        for names in (row.excuse, row.condemn)
        for name in names
        for word in name.split()
    )
