"""Relative clauses that a source tells: "the levy, which Ruiz says would close two mills, starts in May".

The relative pronoun is the subject or object of what is said, so the content is the pronoun with the words
after the cue. Parsers attach the next verb of the sentence to it or take it for the main verb; the order of
the words decides.
"""

from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.utterances.sources import speaker_words
from narratives.attribution.utterances.utterance import Utterance
from narratives.language.clauses import (
    NOMINAL_POS,
    SUBJECTS,
    child,
    has_stranded_preposition,
    is_finite,
    is_relative_pronoun,
    own_subject,
    phrase_head,
    trim,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_ADDRESSING = frozenset("advise assure inform notify remind tell warn".split())
"""Cues whose object, "whom" in a relative clause, is the one addressed."""
_TIMES_AND_WAYS = frozenset("day hour moment month reason time way week year".split())
_OPENING, _CLOSING = frozenset({",", "(", "—", "–"}), frozenset({",", ";", ".", ")", "—", "–"})
_MAX_SOURCE_WORDS = 8


def has_gap_after(verb: "Token") -> bool:
    """Return True if a relative clause begins before the source of the verb, and goes on after it.

    That is so if a finite verb follows without a subject, "a strike that officials say killed ten", or a
    clause without an object, "the road, which Ruiz says the army built".
    """
    return _pronoun(verb) is not None and _said(verb) is not None


def gap_content(verb: "Token", base: Utterance) -> Utterance | None:
    """Return what the source of the verb says in such a relative clause, or None if its end is not clear."""
    pronoun, said = _pronoun(verb), _said(verb)
    if pronoun is None or said is None:
        return None
    doc, end = verb.doc, _end(pronoun, said)
    if end is None:
        return None
    words = trim(list(doc[verb.i + 1 : end]))
    own = own_subject(verb)
    named = [word for word in doc[pronoun.i + 1 : verb.i] if word.pos_ in NOMINAL_POS]
    source = own if own in named else phrase_head(named) if named else None
    if not words or source is None:
        return None
    return evolve(base, speaker=speaker_words(source), head=said, words=[pronoun, *words])


def _pronoun(verb: "Token") -> "Token | None":
    """Return the relative pronoun before the source of the verb, with nothing but the source between them."""
    if verb.dep_ != "relcl" or not is_finite(verb):
        return None
    for word in reversed(verb.doc[max(verb.sent.start, verb.i - 1 - _MAX_SOURCE_WORDS) : verb.i]):
        if is_relative_pronoun(word):
            after_preposition = word.i > 0 and word.nbor(-1).pos_ == "ADP"
            return word if word.i + 1 < verb.i and not after_preposition else None
        if word.is_punct or word.pos_ in ("VERB", "SCONJ", "CCONJ"):
            return None
    return None


def _said(verb: "Token") -> "Token | None":
    return _verb_after(verb) or _clause_without_object(verb)


def _clause_without_object(verb: "Token") -> "Token | None":
    clause = child(verb, "ccomp")
    if clause is None or clause.i < verb.i or not is_finite(clause) or clause.pos_ != "VERB":
        return None
    if verb.lemma_.lower() in _ADDRESSING or verb.head.lemma_.lower() in _TIMES_AND_WAYS:
        return None
    has_subject = any(kid.dep_ in SUBJECTS and verb.i < kid.i < clause.i for kid in clause.children)
    complete = child(clause, "dobj", "ccomp", "xcomp", "acomp", "attr", "auxpass") is not None
    return clause if has_subject and not complete and not has_stranded_preposition(clause) else None


def _verb_after(verb: "Token") -> "Token | None":
    """Return the verb of a clause that goes on right after the cue, adverbs aside; None if there is none.

    With an auxiliary it is the main verb.
    """
    following = verb.doc[verb.i + 1 : verb.sent.end]
    first = next((word for word in following if word.pos_ != "ADV"), None)
    if first is None or first.tag_ not in ("MD", "VBZ", "VBD", "VBP", "VBN"):
        return None
    if first.tag_ == "VBN" and (first.head != verb or first.dep_ not in ("ccomp", "xcomp")):
        return None  # not a past tense that was tagged wrongly
    return first.head if first.dep_ in ("aux", "auxpass") and first.head.i > first.i else first


def _end(pronoun: "Token", said: "Token") -> int | None:
    """Return the token index after the clause: at the next comma if it began with one, else where it ends."""
    doc = pronoun.doc
    if pronoun.i and doc[pronoun.i - 1].text in _OPENING:
        marks = (
            word.i
            for word in doc[said.i + 1 : said.sent.end]
            if word.text in _CLOSING and not _is_in_list(word)
        )
        return int(next(marks, said.sent.end))
    others = [kid for kid in said.head.children if kid.i > said.i and kid.dep_ in ("ccomp", "xcomp")]
    closes: int = said.right_edge.i + 1
    return closes if said.dep_ in ("ccomp", "xcomp") and not others else None


def _is_in_list(comma: "Token") -> bool:
    """Return True for a comma between nouns of a list: "farmers, millers and bakers"."""
    return comma.head.pos_ in NOMINAL_POS and any(
        kid.dep_ == "conj" and kid.i > comma.i and kid.pos_ in NOMINAL_POS for kid in comma.head.children
    )
