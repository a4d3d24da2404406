"""Words that exclude each other, said of the same thing: open and closed, accepted and rejected.

The antonym class of de Marneffe, Rafferty and Manning, "Finding Contradictions in Text", ACL 2008. The
table is `narratives.language.lexicon.antonyms`.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.judging.evidence.clash import Clash
from narratives.judging.evidence.polarity import is_under_negation
from narratives.judging.evidence.rewording import Words, inflected, instead, reworded
from narratives.judging.evidence.statement import Statement
from narratives.language.lexicon import antonyms, phrasal_verbs
from narratives.verdict import ReasonKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def antonym(a: Statement, b: Statement) -> Iterator[Clash]:
    """Every pair of opposites of which neither, or both, stand under a negation.

    Of gradable opposites both may fail ("not high", "not low"): two that are negated are no clash.
    """
    if a.denied or b.denied:
        return
    others = [*_opposables(b.doc)]
    for mine in _opposables(a.doc):
        for theirs in others:
            gradable = antonyms()[mine.word].get(theirs.word)
            if gradable is None:
                continue
            negated = is_under_negation(mine.words[0])
            if negated != is_under_negation(theirs.words[0]) or (gradable and negated):
                continue
            yield Clash(
                kind=ReasonKind.ANTONYM,
                a=mine.words,
                b=theirs.words,
                note="One word excludes the other, said of the same thing.",
                probes=((b.doc.text, _exchanged(mine, theirs)), (a.doc.text, _exchanged(theirs, mine))),
            )


def holds_opposites(mine: "Doc", theirs: "Doc") -> bool:
    """Whether words that exclude each other stand in both, under a negation in neither or in both."""
    others = [*_opposables(theirs)]
    return any(
        other.word in antonyms()[one.word]
        and is_under_negation(one.words[0]) == is_under_negation(other.words[0])
        for one in _opposables(mine)
        for other in others
    )


def negates_an_opposite(mine: "Doc", theirs: "Doc") -> bool:
    """Whether one negates the opposite of a word of the other: "never closed" says "open"."""
    others = [*_opposables(theirs)]
    return any(
        other.word in antonyms()[one.word] and is_under_negation(one.words[0])
        for one in _opposables(mine)
        for other in others
    )


@frozen(eq=False, kw_only=True)
class _Opposable:
    """A word of a sentence, or a verb with its particle, that the table of opposites holds as ``word``."""

    words: Words
    word: str


def _opposables(doc: "Doc") -> Iterator[_Opposable]:
    table = antonyms()
    for token in doc:
        if token.pos_ not in ("VERB", "NOUN", "ADJ", "ADV"):
            continue
        joined = _with_particle(token)
        if joined is not None:
            yield joined
            continue
        for word in dict.fromkeys((token.lower_, token.lemma_.lower())):
            if word in table:
                yield _Opposable(words=[token], word=word)


def _with_particle(verb: "Token") -> _Opposable | None:
    if verb.pos_ != "VERB":
        return None
    for kid in verb.children:
        if kid.dep_ in ("prt", "advmod", "prep", "acomp", "xcomp") and verb.i < kid.i:
            said = phrasal_verbs().get(f"{verb.lemma_} {kid.lower_}")
            if said is not None and said in antonyms():
                return _Opposable(words=[verb, kid], word=said)
    return None


def _exchanged(mine: _Opposable, theirs: _Opposable) -> str:
    """The sentence of ``mine`` with the other side's word in the place of its own."""
    verb = mine.words[0]
    as_it_stands = mine.word == verb.lower_ and verb.lemma_.lower() != mine.word
    word = theirs.word if as_it_stands else inflected(theirs.word, verb)
    edits = [instead([verb], word), *(instead([particle], "") for particle in mine.words[1:])]
    return reworded(verb.doc, edits)
