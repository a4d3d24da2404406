"""What somebody holds or denies by a noun or an adjective: "has proof that P", "denied a role in Y"."""

from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import cues
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.clauses import SUBJECTS, child, clause_words, is_finite, is_negated, phrase
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = frozenset({"acl", "ccomp", "relcl"})
_ON = frozenset({"in", "for", "of", "with", "to", "behind"})


def that_clause(noun: "Token") -> "Token | None":
    """The finite clause that tells what the noun is, "that P" in "reports in the press that P"."""
    for word in noun.subtree:
        if word.i > noun.i and word.dep_ in _CLAUSES and is_finite(word):
            mark = child(word, "mark")
            if mark is not None and mark.lower_ == "that" and child(word, *SUBJECTS, "expl") is not None:
                return word
    return None


def held(verb: "Token") -> "tuple[Token, Token, Stance] | None":
    """The noun, its clause and the stance of "has proof that P", "voiced doubts that P"."""
    thing = child(verb, "dobj")
    if thing is None or verb.lemma_.lower() not in cues().light:
        return None
    stance = cues().lightly.get(thing.lower_)
    content = that_clause(thing)
    if stance is None or content is None or any(kid.lower_ in ("no", "any") for kid in thing.children):
        return None
    return thing, content, stance


def convinced(word: "Token") -> "tuple[Token, Token, Stance] | None":
    """The copula, the clause and the stance of "is confident that P"; of "is not sure that P" it is doubt."""
    stance = cues().adjectives.get(word.lower_)
    host = word.head if word.dep_ in ("acomp", "oprd", "conj") else word
    if stance is None or host.pos_ not in ("VERB", "AUX"):
        return None
    content = next(
        (
            kid
            for parent in (word, host)
            for kid in parent.children
            if kid.dep_ == "ccomp" and kid.i > word.i and is_finite(kid)
        ),
        None,
    )
    if content is None or child(content, *SUBJECTS, "expl") is None:
        return None
    return host, content, Stance.DOUBTS if is_negated(host) else stance


def deed_denied(thing: "Token", base: Utterance) -> Utterance | None:
    """ "denied a role in Y": he had one; "rejected accusations of theft": he is guilty of it."""
    lemma = thing.lemma_.lower()
    beside = (kid for kid in thing.head.children if kid.i == thing.right_edge.i + 1)
    preposition = next(
        (kid for kid in (*thing.children, *beside) if kid.dep_ == "prep" and kid.lower_ in _ON), None
    )
    words = phrase(thing, without=("punct", "relcl"))
    if preposition is not None and preposition.head != thing:
        words += clause_words(preposition)
    if lemma in cues().deeds:
        says = cues().deeds[lemma]
        told = child(preposition, "pobj", "pcomp") if preposition is not None else None
        if preposition is None or told is None:
            return evolve(base, form=Form.FRAME, head=thing, words=words, says=says, takes_up=True)
        says = says if says == "used" else f"{says} {preposition.lower_}"
        return evolve(base, form=Form.FRAME, head=told, words=words, says=says)
    told_of = next(
        (kid for kid in thing.children if kid.dep_ in ("compound", "amod") and kid.tag_ in ("NN", "VBG")),
        None,
    )
    untold = lemma in cues().answered and lemma not in cues().tellings
    if untold and told_of is not None and base.stance is Stance.DENIES:
        return evolve(base, form=Form.PHRASE, head=told_of, words=list(told_of.subtree))
    if lemma in cues().answered and preposition is not None and preposition.lower_ == "of":
        deed, crime = child(preposition, "pcomp"), child(preposition, "pobj")
        if deed is not None and deed.tag_ == "VBG":
            return evolve(base, form=Form.GERUND, head=deed, words=clause_words(deed))
        if crime is not None and child(crime, "poss") is None and crime.pos_ == "NOUN":
            return evolve(base, form=Form.FRAME, head=crime, words=words, says="is guilty of")
    return None


def endorsed(verb: "Token", base: Utterance) -> Utterance | None:
    """ "confirmed the minister's version of events": what the minister said is taken up as true."""
    thing = child(verb, "dobj")
    owner = child(thing, "poss") if thing is not None else None
    if thing is None or owner is None or thing.lemma_.lower() not in cues().answered:
        return None
    return evolve(
        base,
        stance=Stance.ASSERTS,
        form=Form.ANSWER,
        takes_up=True,
        head=thing,
        words=phrase(thing, without=("punct",)),
        about=phrase(owner),
    )
