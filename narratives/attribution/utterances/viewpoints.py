"""Sentences presented as a view: "in the court's view", "its view is that ...", "as the court noted, ..."."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import cues
from narratives.attribution.utterances.frames import WRONGLY
from narratives.attribution.utterances.utterance import Utterance
from narratives.language.claims import split_claims
from narratives.language.clauses import child, is_finite, is_negated, own_subject, phrase, trim
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def viewpoint_contents(noun: "Token", paragraph: int) -> Iterator[Utterance]:
    """Yield the contents that a view noun attributes to its owner."""
    if noun.lemma_.lower() not in cues().view_nouns:
        return
    owner = child(noun, "poss") or _owner_after_of(noun)
    if owner is None:
        return
    base = Utterance(paragraph=paragraph, head=noun, words=(), cue=[noun], speaker=phrase(owner))
    if noun.dep_ == "pobj" and noun.head.lower_ in ("in", "to") and noun.head.dep_ == "prep":
        yield from _sentence_contents(noun, base)
    elif noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        content = next((kid for kid in noun.head.children if kid.dep_ == "ccomp" and is_finite(kid)), None)
        if content is not None:
            for verb, words in split_claims(content):
                yield evolve(base, head=verb, words=words)


def as_clause_contents(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    """Yield the contents of "As the Post noted, P" and "P, as Ruiz has acknowledged"."""
    mark, host = child(verb, "mark"), verb.head
    set_off = _opens_clause(verb) or _is_comma(verb.doc, verb.left_edge.i - 1)
    if mark is None or mark.lower_ != "as" or verb.dep_ != "advcl" or not set_off:
        return
    if verb.lemma_.lower() not in cues().as_clause or host.pos_ not in ("VERB", "AUX") or not is_finite(host):
        return
    plain = all(kid.dep_ in _OF_AS_CLAUSES and kid.lower_ not in WRONGLY for kid in verb.children)
    edge = _opens_clause(verb) or verb.right_edge.i + 2 >= verb.sent.end
    asks = verb.doc[verb.sent.end - 1].text == "?" or base.speaker[0].lower_ in ("we", "i")
    joined = host.dep_ == "conj" and host.i > verb.i and own_subject(host) is not None
    if not (host.dep_ == "ROOT" or joined) or not plain or not edge or asks or is_negated(host):
        return
    inside = {word.i for word in verb.subtree}
    for act, words in split_claims(host):
        kept = trim([word for word in words if word.i not in inside])
        if act != verb and kept:
            yield evolve(base, stance=Stance.ASSERTS, head=act, words=kept)


def _opens_clause(verb: "Token") -> bool:
    """Return True for a clause at the beginning of a sentence or after ", and"."""
    first = verb.left_edge
    if first.is_sent_start:
        return True
    return first.i > 1 and first.nbor(-1).dep_ == "cc" and _is_comma(first.doc, first.i - 2)


_OF_AS_CLAUSES = frozenset({"mark", "nsubj", "agent", "aux", "auxpass", "advmod", "punct"})


def _owner_after_of(noun: "Token") -> "Token | None":
    """Return the head of the of-phrase of a noun, or None: "in the words of its author"."""
    preposition = next((kid for kid in noun.children if kid.dep_ == "prep" and kid.lower_ == "of"), None)
    return child(preposition, "pobj") if preposition is not None else None


def _sentence_contents(noun: "Token", base: Utterance) -> Iterator[Utterance]:
    preposition = noun.head
    host = preposition.head
    phrase_tokens = {word.i for word in preposition.subtree}
    opens = preposition.left_edge.is_sent_start or _is_comma(preposition.doc, preposition.left_edge.i - 1)
    if host.pos_ not in ("VERB", "AUX") or not is_finite(host) or not opens:
        return
    cue = [word for word in preposition.subtree if word.i <= noun.i and word not in base.speaker]
    for verb, words in split_claims(host):
        kept = trim([word for word in words if word.i not in phrase_tokens])
        if kept:
            yield evolve(base, cue=cue, head=verb if verb in kept else kept[0], words=kept)


def _is_comma(doc: "Doc", number: int) -> bool:
    return number >= 0 and doc[number].text in (",", "—", "–", "-")
