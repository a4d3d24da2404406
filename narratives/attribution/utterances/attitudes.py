"""Attitudes: what somebody supports, opposes, wants, fears or thinks, with the cue words that express it.

The text attributes no full statement to the holder: "Ruiz opposes the dam", "the union's support for a
strike", "is afraid that the levee will break". The attribution corpora PARC and PolNeAR annotate these too.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.utterances.attitude_table import (
    attitude,
    attitude_lemma,
    attitude_table,
)
from narratives.attribution.utterances.attitude_verbs import verb_attitudes
from narratives.attribution.utterances.positions import QUESTION_WORDS
from narratives.attribution.utterances.sources import cue_words, has_reported_clause, speaker_of
from narratives.attribution.utterances.utterance import MAX_CONTENT_WORDS, Utterance
from narratives.language.clauses import (
    SUBJECTS,
    child,
    clause_words,
    is_finite,
    trim,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PREDICATE_LABELS = frozenset("acomp ROOT conj amod oprd ccomp advcl acl".split())
_CLAUSE_LABELS = frozenset({"ccomp", "acl", "xcomp", "relcl"})
_CLAUSE_OPENERS = QUESTION_WORDS | {"that", "who"}


def attitudes(doc: "Doc", paragraph: int, *, skip: frozenset[int]) -> list[Utterance]:
    """Return the attitudes expressed in one paragraph, ordered by their cues.

    Args:
        doc: the parsed paragraph.
        paragraph: index of the paragraph.
        skip: indices of tokens that are not searched for cues: direct speech, and cues found already.
    """
    found: list[Utterance] = []
    for token in doc:
        if token.i in skip:
            continue
        if token.pos_ in ("VERB", "AUX"):
            found += verb_attitudes(token, paragraph)
        elif token.pos_ == "ADJ" or token.tag_ == "VBN":
            found += _from_adjective(token, paragraph)
        elif token.pos_ == "NOUN":
            found += _from_noun(token, paragraph)
            found += _from_count(token, paragraph)
    return [evolve(one, words=one.words[:MAX_CONTENT_WORDS]) for one in found]


def _from_adjective(word: "Token", paragraph: int) -> Iterator[Utterance]:
    """Yield the attitude of an adjective, whose holder is the subject: "was critical of the plan"."""
    if word.lower_ not in attitude_table().adjectives or word.dep_ not in _PREDICATE_LABELS:
        return
    host = word.head if word.dep_ in ("acomp", "oprd", "conj") else word
    speaker = child(host, *SUBJECTS) or speaker_of(host) if host.pos_ in ("VERB", "AUX") else None
    if speaker is None or speaker.lower_ in ("it", "there", "this", "that"):
        return
    content, preposition = _word_complement(word)
    if content:
        cue = [host, word] if host.i < word.i <= host.i + 2 else [word]
        cue += [preposition] if preposition is not None else []
        yield evolve(attitude(cue, speaker, paragraph), words=content)


def _word_complement(word: "Token") -> tuple[list["Token"], "Token | None"]:
    """Return the words of the complement of an adjective or noun and their preposition, or ([], None).

    The complement is a clause, or else the object of a preposition. The preposition of a clause is None.
    """
    for kid in word.children:
        if kid.i < word.i:
            continue
        if kid.dep_ in _CLAUSE_LABELS and kid.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
            first = next(iter(kid.subtree))
            relative = kid.dep_ == "relcl" and first.lower_ not in _CLAUSE_OPENERS
            infinitive = any(inner.lower_ == "to" for inner in kid.children)
            if (is_finite(kid) and not relative and first.tag_ not in ("WDT", "WP")) or infinitive:
                return clause_words(kid), None
    for kid in word.children:
        if kid.i > word.i and kid.dep_ == "prep" and kid.lower_ in _TOPIC_PREPOSITIONS:
            holder = {
                inner.i
                for own in kid.subtree
                if own.dep_ == "prep" and own.lower_ in ("from", "by", "among")
                for inner in own.subtree
            }
            return trim([inner for inner in list(kid.subtree)[1:] if inner.i not in holder]), kid
    return [], None


_TOPIC_PREPOSITIONS = frozenset("about against at for of on over to toward towards".split())


def _holder_in_preposition(noun: "Token") -> "Token | None":
    """Return the holder of "criticism of the plan from farmers", "concern among voters", or None."""
    for word in noun.subtree:
        if word.i > noun.i and word.dep_ == "prep" and word.lower_ in ("from", "by", "among"):
            return child(word, "pobj")
    return None


def _from_noun(noun: "Token", paragraph: int) -> Iterator[Utterance]:
    if attitude_lemma(noun) not in attitude_table().nouns:
        return
    owner = child(noun, "poss")
    verb = noun.head
    light = owner is None and noun.dep_ == "dobj" and attitude_lemma(verb) in attitude_table().light
    if light:
        owner = speaker_of(verb)
    if owner is None:
        owner = _holder_in_preposition(noun)
    content, preposition = _word_complement(noun)
    existential = owner is None and noun.dep_ == "attr" and child(verb, "expl") is not None
    if not content or (owner is None and not existential):
        return
    cue = [*cue_words(verb), noun] if light else [noun]
    cue += [preposition] if preposition is not None else []
    yield evolve(attitude(cue, owner, paragraph), words=content)


def _from_count(noun: "Token", paragraph: int) -> Iterator[Utterance]:
    """Yield what a poll or count in a phrase before the sentence shows: "In a new poll, most were for it"."""
    preposition, verb = noun.head, noun.head.head
    if noun.lemma_.lower() not in _COUNTS or preposition.lower_ not in ("in", "by") or noun.dep_ != "pobj":
        return
    if preposition.dep_ != "prep" or not preposition.left_edge.is_sent_start or not is_finite(verb):
        return
    if has_reported_clause(verb):
        return  # "In its forecast, the bank said that ..."
    inside = {word.i for word in preposition.subtree}
    words = trim([word for word in clause_words(verb) if word.i not in inside])
    if words:
        yield evolve(attitude([preposition], noun, paragraph), head=noun, words=words)


_COUNTS = frozenset("average census count estimate forecast poll projection ranking survey tally".split())
