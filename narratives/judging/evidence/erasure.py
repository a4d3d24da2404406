"""Find the words that the model's contradiction depends on, by erasure.

As in Li et al. 2016, "Understanding Neural Networks through Representation Erasure": each phrase of a text is
deleted in turn, and the one whose deletion lowers the probability of a contradiction most is the reason.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.judging.evidence.clash import Clash, predicate
from narratives.judging.evidence.rewording import Words, replacement, reworded
from narratives.judging.evidence.statement import Statement
from narratives.verdict import ReasonKind

if TYPE_CHECKING:
    from spacy.tokens import Token

MAX_PHRASES = 10
"""Most phrases of a text that are tried."""
_MAX_WORDS = 7
_NOTE = "The model holds that both cannot be true; without these words it sees less of a contradiction."
_HELPERS = frozenset({"aux", "auxpass", "neg", "prt"})
_MODIFIERS = frozenset({"advmod", "amod", "nummod", "acomp", "attr", "npadvmod", "oprd"})


@frozen(eq=False, kw_only=True)
class Erasure:
    """A phrase of a text and the text without it."""

    words: Words
    remaining_text: str


def erasures(statement: Statement) -> tuple[Erasure, ...]:
    """Return the phrases of a statement that can be deleted, each with the remaining text.

    None is the whole text. Empty for a denial, whose reason is its cue and its predicate.
    """
    if statement.denied:
        return ()
    found: dict[tuple[int, ...], Erasure] = {}
    for words in _phrases(statement):
        places = tuple(sorted(word.i for word in words))
        if not places or places in found or len(places) > _MAX_WORDS:
            continue
        remaining = reworded(statement.doc, [replacement(words, "")])
        if remaining.strip(" .,;:!?"):
            found[places] = Erasure(words=words, remaining_text=remaining)
    return tuple(found.values())[:MAX_PHRASES]


def _phrases(statement: Statement) -> Iterator[Words]:
    doc = statement.doc
    for word in doc:
        if word.pos_ in ("VERB", "AUX") and word.dep_ not in _HELPERS:
            yield _verb_group(word)
    for chunk in doc.noun_chunks:
        words = [word for word in chunk if word.pos_ not in ("DET", "PRON", "SPACE")]
        if words:
            yield words
    for word in doc:
        if word.dep_ in _MODIFIERS and word.pos_ in ("ADJ", "ADV", "NUM"):
            yield [word]


def _verb_group(verb: "Token") -> Words:
    """Return a verb with its auxiliaries, negation and particle if they are adjacent, or the verb alone."""
    words = sorted([verb, *(kid for kid in verb.children if kid.dep_ in _HELPERS)], key=lambda word: word.i)
    together = words[-1].i - words[0].i < len(words)
    return words if together else [verb]


def _with_own_words(phrases: Sequence[Erasure], other: Statement) -> Sequence[Erasure]:
    """Return the phrases with a word that the other side does not have, or all of them if there are none."""
    theirs = {word.lemma_.lower() for word in other.doc}
    own = [one for one in phrases if any(word.lemma_.lower() not in theirs for word in one.words)]
    return own or phrases


def clash_by_erasure(
    a: Statement,
    b: Statement,
    erased: tuple[Sequence[Erasure], Sequence[Erasure]],
    contradiction: tuple[Mapping[str, float], Mapping[str, float]],
) -> Clash:
    """Return the clash between the phrases whose deletion leaves the least probability of a contradiction.

    A phrase whose words are all on the other side too is taken only if there is no other.

    Args:
        erased: the phrases of each side.
        contradiction: for each side, remaining text → the model's probability of a contradiction.
    """
    sides = [
        min(_with_own_words(phrases, other), key=lambda one: remaining[one.remaining_text]).words
        if phrases
        else predicate(statement)
        for statement, other, phrases, remaining in zip((a, b), (b, a), erased, contradiction, strict=True)
    ]
    return Clash(kind=ReasonKind.MODEL, a=sides[0], b=sides[1], note=_NOTE)
