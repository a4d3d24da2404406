"""Antonyms used of the same thing: "open" and "closed", "accepted" and "rejected".

The antonym class of de Marneffe, Rafferty and Manning, "Finding Contradictions in Text", ACL 2008. The
table is `narratives.language.lexicon.antonyms`.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.judging.evidence.clash import Clash
from narratives.judging.evidence.polarity import is_under_negation
from narratives.judging.evidence.rewording import Words, inflected, replacement, reworded
from narratives.judging.evidence.statement import Statement
from narratives.language.lexicon import antonyms, phrasal_verbs
from narratives.verdict import ReasonKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def antonym_pairs(a: Statement, b: Statement) -> Iterator[Clash]:
    """Yield each pair of antonyms, one of each side, of which neither or both are negated.

    A pair of gradable antonyms that are both negated is skipped: "not high" and "not low" can both hold.
    """
    if a.denied or b.denied:
        return
    others = [*_antonym_entries(b.doc)]
    for mine in _antonym_entries(a.doc):
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
                probes=(
                    (b.text, _with_word_replaced(mine, theirs)),
                    (a.text, _with_word_replaced(theirs, mine)),
                ),
            )


def contain_antonyms(mine: "Doc", theirs: "Doc") -> bool:
    """Return True if the texts contain a pair of antonyms of which neither or both are negated."""
    others = [*_antonym_entries(theirs)]
    return any(
        other.word in antonyms()[one.word]
        and is_under_negation(one.words[0]) == is_under_negation(other.words[0])
        for one in _antonym_entries(mine)
        for other in others
    )


def negates_antonym(mine: "Doc", theirs: "Doc") -> bool:
    """Return True if ``mine`` negates an antonym of a word of ``theirs``: "never closed" for "open"."""
    negated = [one for one in _antonym_entries(mine) if is_under_negation(one.words[0])]
    others = [*_antonym_entries(theirs)] if negated else []
    return any(other.word in antonyms()[one.word] for one in negated for other in others)


@frozen(eq=False, kw_only=True)
class _AntonymEntry:
    """Tokens of a sentence that the table of antonyms contains.

    Attributes:
        words: the token, or a verb with its particle.
        word: the entry of the table that they match.
    """

    words: Words
    word: str


def _antonym_entries(doc: "Doc") -> Iterator[_AntonymEntry]:
    """Yield the content words and phrasal verbs that the table of antonyms contains, by form and by lemma."""
    table = antonyms()
    for token in doc:
        if token.pos_ not in ("VERB", "NOUN", "ADJ", "ADV"):
            continue
        joined = _phrasal_verb_entry(token)
        if joined is not None:
            yield joined
            continue
        for word in dict.fromkeys((token.lower_, token.lemma_.lower())):
            if word in table:
                yield _AntonymEntry(words=[token], word=word)


def _phrasal_verb_entry(verb: "Token") -> _AntonymEntry | None:
    """Return the entry of a phrasal verb ("throw out" matches its synonym in the table), or None."""
    if verb.pos_ != "VERB":
        return None
    for kid in verb.children:
        if kid.dep_ in ("prt", "advmod", "prep", "acomp", "xcomp") and verb.i < kid.i:
            said = phrasal_verbs().get(f"{verb.lemma_} {kid.lower_}")
            if said is not None and said in antonyms():
                return _AntonymEntry(words=[verb, kid], word=said)
    return None


def _with_word_replaced(mine: _AntonymEntry, theirs: _AntonymEntry) -> str:
    """Return the sentence of ``mine`` with its word replaced by the other side's word, inflected alike."""
    verb = mine.words[0]
    is_inflected_entry = mine.word == verb.lower_ and verb.lemma_.lower() != mine.word
    word = theirs.word if is_inflected_entry else inflected(theirs.word, verb)
    edits = [replacement([verb], word), *(replacement([particle], "") for particle in mine.words[1:])]
    return reworded(verb.doc, edits)
