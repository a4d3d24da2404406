"""Reported speech: cue verbs and nouns with what they govern."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import cue_lemma, cues
from narratives.attribution.utterances.charges import accusation, blame, demand
from narratives.attribution.utterances.complements import beside, claims_of, clause, contrasted, stance_of
from narratives.attribution.utterances.frames import convinced, deed_denied, endorsed, held, that_clause
from narratives.attribution.utterances.namings import estimate, label
from narratives.attribution.utterances.parentheticals import after_colon
from narratives.attribution.utterances.sources import cue_words, speaker_of, speaker_words
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.attribution.utterances.viewpoints import viewpoint
from narratives.language.clauses import (
    SUBJECTS,
    child,
    clause_words,
    is_finite,
    is_hypothetical,
    is_negated,
    phrase,
    split_claims,
    subject,
    trim,
)
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_UNDONE = frozenset({"refuse", "decline", "fail"})
_MODALS = frozenset({"must", "should", "may", "might", "could", "would", "can"})
_GO_ON = frozenset({"continue", "begin", "go", "appear", "seem"})


def reported(doc: "Doc", paragraph: int, *, skip: frozenset[int]) -> list[Utterance]:
    """The contents of reported speech in one paragraph, in the order of their cues.

    Args:
        skip: numbers of tokens inside direct speech, where cues are not looked for.
    """
    found: list[Utterance] = []
    for token in doc:
        if token.i in skip:
            continue
        if token.text == ":":
            found += after_colon(token, found)
        if token.lower_ == "according":
            found += _according(token, paragraph)
        elif token.pos_ in ("VERB", "AUX"):
            found += _of_verb(token, paragraph)
            found += _of_adjective(token, paragraph)
        elif token.pos_ == "NOUN":
            found += _of_noun(token, paragraph)
            found += viewpoint(token, paragraph)
        elif token.pos_ == "ADJ":
            found += _of_adjective(token, paragraph)
    return found


def _of_verb(verb: "Token", paragraph: int) -> Iterator[Utterance]:
    table = cues()
    lemma = cue_lemma(verb)
    light = held(verb)
    if (light is None and not table.is_verb(lemma) and lemma not in table.endorse) or _is_unsaid(verb):
        return
    speaker = speaker_of(verb)
    if speaker is None or _is_nobody(speaker) or (speaker.tag_ in ("WP", "WDT") and speaker.dep_ in SUBJECTS):
        return
    base = Utterance(
        paragraph=paragraph, head=verb, words=(), cue=cue_words(verb), speaker=speaker_words(speaker)
    )
    if light is not None:
        noun, content, stance = light
        yield from claims_of(content, evolve(base, cue=[*base.cue, noun], stance=stance))
        return
    yield from clause(verb, base)
    yield from _infinitive(verb, base)
    taken_up = endorsed(verb, base) if lemma in table.endorse else None
    if taken_up is not None:
        yield taken_up
    else:
        yield from _object(verb, base)
    if lemma in table.label:
        yield from label(verb, base)
    if lemma in table.estimate:
        yield from estimate(verb, base)
    if lemma in table.accuse:
        yield from accusation(verb, base)
    if lemma in table.blame_on or lemma in table.link:
        yield from blame(verb, base)
    if lemma in table.verbs["demand"]:
        yield from demand(verb, base)


def _of_adjective(word: "Token", paragraph: int) -> Iterator[Utterance]:
    """ "is confident that P": the subject of the copula holds it."""
    found = convinced(word)
    if found is None:
        return
    host, content, stance = found
    speaker = subject(host)
    if speaker is None or speaker.lower_ in ("it", "this", "that", "there") or _is_unsaid_state(host):
        return
    cue = sorted({*cue_words(host), word}, key=lambda one: one.i)
    base = Utterance(
        paragraph=paragraph, head=word, words=(), cue=cue, speaker=speaker_words(speaker), stance=stance
    )
    yield from claims_of(content, base)


def _is_unsaid_state(host: "Token") -> bool:
    """ "if he is sure", "may say": a condition, or what could be."""
    return is_hypothetical(host) or any(kid.dep_ == "aux" and kid.lower_ in _MODALS for kid in host.children)


def _is_unsaid(verb: "Token") -> bool:
    """ "did not say", "refused to say", "if he says": nothing is put forward."""
    if is_negated(verb) or _is_unsaid_state(verb):
        return True
    if (
        any(kid.dep_ == "aux" and kid.lower_ == "to" for kid in verb.children)
        and verb.head.lemma_ not in _GO_ON
    ):
        return True
    return verb.dep_ == "xcomp" and (verb.head.lemma_ in _UNDONE or is_negated(verb.head))


def _is_nobody(speaker: "Token") -> bool:
    return speaker.lower_ in ("nobody", "none", "nothing") or any(
        kid.lower_ in ("no", "neither") for kid in speaker.children
    )


def _infinitive(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    stance = stance_of(verb, "infinitive")
    complement = child(verb, "xcomp", "pcomp")
    if stance is None or complement is None or complement.pos_ not in ("VERB", "AUX"):
        return
    if child(complement, *SUBJECTS) is not None or child(verb, "dobj") is not None:
        return
    if complement.lemma_ in ("name", "identify") and child(complement, "auxpass") is not None:
        return  # "asked not to be named": nothing of the matter
    if any(kid.tag_ in ("WP", "WDT", "WRB") for word in (verb, complement) for kid in word.lefts):
        return  # "what he plans to do" tells nothing
    gerund = any(word.tag_ == "VBG" for word in (complement, *complement.children))
    form = Form.GERUND if gerund else Form.INFINITIVE
    if form is Form.INFINITIVE and not any(kid.lower_ == "to" for kid in complement.children):
        return
    further = [
        kid
        for kid in complement.children
        if kid.dep_ == "conj"
        and form is Form.INFINITIVE
        and any(inner.tag_ == "TO" for inner in kid.children)
    ]
    for deed in (complement, *further):
        words = clause_words(deed, less=further if deed == complement else ())
        while words and words[-1].dep_ == "cc":
            words = trim(words[:-1])
        yield evolve(base, stance=stance, form=form, head=deed, words=words)


def _object(verb: "Token", base: Utterance) -> Iterator[Utterance]:
    stance = stance_of(verb, "object")
    thing = _acted_upon(verb)
    named = cue_lemma(verb) in cues().label and any(kid.lower_ == "as" for kid in verb.children)
    if stance is None or thing is None or named:
        return
    base = evolve(base, stance=stance)
    if stance in (Stance.DENIES, Stance.DOUBTS):
        yield from _opposed(verb, thing, base)
    elif thing.pos_ in ("NOUN", "PROPN"):
        yield from _thing(thing, base)


def _thing(thing: "Token", base: Utterance) -> Iterator[Utterance]:
    words = trim(phrase(thing, without=("relcl",)))
    if words:
        yield evolve(base, form=Form.PHRASE, head=thing, words=words)


def _opposed(verb: "Token", thing: "Token", base: Utterance) -> Iterator[Utterance]:
    """What is denied or doubted: by a clause, a deed, what was said before, a thing that is not so."""
    content = that_clause(thing)
    deed = deed_denied(thing, base)
    if content is not None:
        yield from claims_of(content, base)
    elif deed is not None:
        yield deed
    elif thing.lemma_.lower() in cues().answered:
        words = phrase(thing, without=("punct", "relcl"))
        yield evolve(base, form=Form.ANSWER, takes_up=True, head=thing, words=words)
    elif thing.pos_ == "PRON":
        if thing.lower_ in ("it", "this", "that", "them", "which"):
            yield evolve(base, form=Form.ANSWER, takes_up=True, head=thing, words=[thing])
    elif thing.pos_ in ("NOUN", "PROPN") and (base.stance is Stance.DOUBTS or cue_lemma(verb) in _DENYING):
        yield from _thing(thing, base)


def _acted_upon(verb: "Token") -> "Token | None":
    """The object, also of "the claim was denied by X", "a charge that X denies" and "P, which X denies"."""
    thing = child(verb, "dobj")
    if thing is None and child(verb, "agent") is not None:
        thing = child(verb, "nsubjpass")
    relative = thing is not None and thing.tag_ in ("WDT", "WP")
    bare = thing is None and is_finite(verb) and child(verb, "ccomp", "xcomp") is None
    if verb.dep_ not in ("relcl", "acl") or not (relative or bare):
        return thing
    noun = verb.head
    told = noun.lemma_.lower() in cues().answered or noun.lemma_.lower() in cues().deeds
    return noun if told else thing


_DENYING = frozenset({"deny", "rule_out"})
"""Verbs whose object is what is denied to be; "rejected the plan" denies nothing."""


def _of_noun(noun: "Token", paragraph: int) -> Iterator[Utterance]:
    """ "Armenia's claim that ...", "reports in the press that ...": the owner is the source."""
    stance = cues().nouns.get(noun.lemma_.lower())
    if stance is None:
        return
    content = that_clause(noun)
    owner = child(noun, "poss") or _owner_beside(noun, content)
    if content is None or owner is None:
        return
    base = Utterance(
        paragraph=paragraph, head=content, words=(), cue=[noun], speaker=phrase(owner), stance=stance
    )
    yield from claims_of(content, base)


def _owner_beside(noun: "Token", content: "Token | None") -> "Token | None":
    """ "a claim by the ministry that ...", "U.S. accusations that ..."."""
    for kid in noun.children:
        if kid.dep_ == "prep" and kid.lower_ in ("by", "from", "in", "among"):
            owner = child(kid, "pobj")
            if owner is not None and (content is None or owner.i < content.i):
                return owner
    return next((kid for kid in noun.children if kid.dep_ == "compound" and kid.pos_ == "PROPN"), None)


def _according(token: "Token", paragraph: int) -> Iterator[Utterance]:
    preposition = child(token, "prep")
    source = child(preposition, "pobj") if preposition is not None else None
    if source is None or preposition is None or preposition.lower_ != "to":
        return
    host = token.head
    while host.pos_ not in ("VERB", "AUX") and host.head != host:
        host = host.head
    if host.pos_ not in ("VERB", "AUX"):
        return
    base = Utterance(
        paragraph=paragraph,
        head=host,
        words=(),
        cue=[token, preposition],
        speaker=phrase(source),
    )
    dropped = contrasted(host)
    for verb, words in split_claims(host):
        kept = [word for word in words if not (word == token or token.is_ancestor(word) or word.i in dropped)]
        kept = beside(trim(kept), token)
        if kept:
            yield evolve(base, head=verb if verb in kept else kept[0], words=kept)
