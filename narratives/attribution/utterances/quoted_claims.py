"""Split a quotation into its contents: one for each sentence and claim."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import is_quotation_cue
from narratives.attribution.utterances.direct import Speech
from narratives.attribution.utterances.first_person import FIRST_PERSON, first_person_clauses
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.claims import is_added_clause, shared_auxiliaries, split_claims
from narratives.language.clauses import (
    FINITE_TAGS,
    child,
    clause_words,
    is_finite,
    is_negated,
    phrase,
    sentences_within,
    trim,
)
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def speech_contents(doc: "Doc", speech: Speech) -> Iterator[Utterance]:
    """Yield the contents of one quotation: one for each sentence, with coordinated claims split.

    For "I declare that P" and "I have said it before: P" the content is P.
    """
    base = Utterance(
        paragraph=speech.paragraph,
        head=doc[speech.start],
        words=(),
        cue=speech.cue,
        speaker=speech.speaker,
        direct=True,
    )
    for low, high in sentences_within(doc, speech.start, speech.end):
        words = trim(list(doc[max(low, speech.start) : min(high, speech.end)]))
        if not words:
            continue
        asks = words[-1].text == "?"
        own = evolve(base, stance=Stance.ASKS) if asks else base
        yield from _sentence_contents(_after_first_person_colon(_without_opener(words)), own)


_OPENERS = tuple(
    tuple(words.split())
    for words in ("i mean ,", "you know ,", "look ,", "listen ,", "well ,", "see ,", "oh ,")
)


def _without_opener(words: list["Token"]) -> list["Token"]:
    """Return the words of a sentence without "I mean," and the like before it."""
    for opener in _OPENERS:
        length = len(opener)
        if tuple(word.lower_ for word in words[:length]) == opener and len(words) > length:
            return _without_opener(words[length:])
    return words


def _after_first_person_colon(words: list["Token"]) -> list["Token"]:
    speaks = in_first_person = False
    for number, word in enumerate(words):
        if word.text == ":" and speaks and in_first_person:
            return trim(words[number + 1 :])
        speaks = speaks or is_quotation_cue(word.lemma_.lower())
        in_first_person = in_first_person or word.lower_ in FIRST_PERSON
    return words


def _sentence_contents(words: list["Token"], base: Utterance) -> Iterator[Utterance]:
    """Yield the claims of a quoted sentence; all of it as one where the claims would leave a clause out."""
    if not words:
        return
    claims = list(_claims_of_sentence(words, base))
    if _leave_clause_out(claims, words):
        tops = _tops(words)
        head = next((word for word in tops if word.pos_ in ("VERB", "AUX")), tops[0])
        yield evolve(base, head=head, words=words)
    else:
        yield from claims


def _tops(words: Sequence["Token"]) -> list["Token"]:
    """Return the words whose head is not among the words."""
    inside = {word.i for word in words}
    return [word for word in words if word.head.i not in inside or word.head == word]


def _leave_clause_out(claims: Sequence[Utterance], words: Sequence["Token"]) -> bool:
    """Return True if a finite verb that is not of a first person's "I think" is in none of the claims."""
    if any(_lacks_verb(one) for one in claims):
        return True
    said = {word.i for one in claims for word in one.words}
    declaring = {cue.i for cue, _ in first_person_clauses(words)}
    return any(
        word.i not in said
        and word.i not in declaring
        and word.pos_ in ("VERB", "AUX")
        and word.tag_ in FINITE_TAGS
        and word.dep_ not in ("aux", "auxpass")
        for word in words
    )


def _lacks_verb(claim: Utterance) -> bool:
    """Return True for a claim whose participle has no auxiliary: "and attempting to leave"."""
    head = claim.head
    if claim.form is not Form.CLAUSE or head.tag_ != "VBG" or head.dep_ != "conj" or is_finite(head):
        return False
    return not shared_auxiliaries(head)


def _claims_of_sentence(words: list["Token"], base: Utterance) -> Iterator[Utterance]:
    inside = {word.i for word in words}
    if words[0].lower_ == "that" and len(words) > 1 and words[0].dep_ == "mark":
        words = words[1:]
    tops = _tops(words)
    head = next((word for word in tops if word.pos_ in ("VERB", "AUX")), tops[0])
    parts = split_claims(head) if base.stance is not Stance.ASKS else [(head, clause_words(head))]
    claims = {verb.i for verb, _ in parts}
    declared = [
        (cue, content)
        for cue, content in first_person_clauses(words)
        if cue.i in claims or not head.is_ancestor(cue)
    ]
    if len(tops) > 1 and not declared:
        yield evolve(base, head=head, words=words)
        return
    covered: set[int] = set()
    for cue, content in declared:
        denied = base.stance is Stance.ASSERTS and is_negated(cue)
        own = evolve(base, stance=Stance.DENIES) if denied else base
        yield from _claims_of_parts(split_claims(content), inside, own)
        yield from _modifier_claims(content, inside, base)
        part = next((part for verb, part in parts if verb == cue), list(cue.subtree))
        covered |= {word.i for word in part}
    yield from _claims_of_parts(parts, inside - covered, base)
    yield from _modifier_claims(head, inside - covered, base)


def _claims_of_parts(
    parts: Sequence[tuple["Token", list["Token"]]], inside: set[int], base: Utterance
) -> Iterator[Utterance]:
    for verb, words in parts:
        kept = trim([word for word in words if word.i in inside])
        if kept and verb.i in inside:
            added = base.stance is Stance.DENIES and is_added_clause(verb)
            yield evolve(base, head=verb, words=kept, stance=Stance.ASSERTS if added else base.stance)


def _modifier_claims(head: "Token", inside: set[int], base: Utterance) -> Iterator[Utterance]:
    """Yield the claims of relative clauses and appositions below a verb."""
    for modifier in head.subtree:
        relative = _is_nonrestrictive_relative(modifier)
        if not relative and not (modifier.head.i in inside and _is_predicative_apposition(modifier)):
            continue
        modifier_words = trim([word for word in modifier.subtree if word.i in inside])
        if modifier_words and relative:
            yield evolve(base, head=modifier, words=modifier_words)
        elif modifier_words:
            about = phrase(modifier.head)
            yield evolve(base, form=Form.LABEL, head=modifier, words=[*about, *modifier_words], about=about)


def _is_nonrestrictive_relative(clause: "Token") -> bool:
    """Return True for a non-restrictive relative clause (", which has 5,000 soldiers,"), which is a claim."""
    first = clause.left_edge
    if clause.dep_ != "relcl" or not is_finite(clause) or first.lower_ not in ("which", "who"):
        return False
    return bool(first.i > 0 and first.nbor(-1).text == ",")


def _is_predicative_apposition(noun: "Token") -> bool:
    """Return True for an apposition that says what a noun denotes: ", a ruin from the fifties,"."""
    article = child(noun, "det")
    edge = noun.left_edge
    listed = child(noun, "conj", "cc") is not None  # "by the mill, the bank and the union"
    said = (
        noun.dep_ == "appos" and not listed and article is not None and article.lower_ in ("a", "an", "the")
    )
    return bool(said and edge.i > 0 and edge.nbor(-1).text == "," and noun.head.pos_ in ("NOUN", "PROPN"))
