"""Contents of nouns and adjectives: "has proof that P", "is sure that P", "denied a role in Y"."""

from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import cues
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.clauses import (
    SUBJECTS,
    child,
    clause_words,
    is_finite,
    is_hypothetical,
    is_negated,
    phrase,
)
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSE_LABELS = frozenset({"acl", "ccomp", "relcl"})
_CERTAIN = frozenset(
    "confident convinced certain sure positive satisfied persuaded clear hopeful optimistic".split()
)
WRONGLY = frozenset({"wrongly", "falsely", "mistakenly", "incorrectly", "erroneously"})
"""Adverbs of a cue with which the writer says that the content is not true."""
_NO_LONGER = frozenset({"longer", "less", "hardly"})
_MODALS = frozenset(
    {"'d", "’d", "will", "'ll", "’ll", "must", "should", "may", "might", "could", "would", "can"}
)
_CHARGE_PREPOSITIONS = frozenset({"in", "for", "of", "with", "to", "behind"})


def that_clause(noun: "Token") -> "Token | None":
    """Return the head of the that-clause of a noun, or None; "that P" in "reports in the press that P"."""
    for word in noun.subtree:
        if word.i > noun.i and word.dep_ in _CLAUSE_LABELS and is_finite(word):
            mark = child(word, "mark")
            if mark is not None and mark.lower_ == "that" and child(word, *SUBJECTS, "expl") is not None:
                return word
    return None


LACKING = frozenset({"no", "any", "little", "scant", "insufficient", "few", "scarce"})
"""Words for what there is hardly any of: "found little evidence that P"."""


def light_verb_clause(verb: "Token") -> "tuple[Token, Token, Stance] | None":
    """Return the noun, the head of its that-clause and the stance, or None if the verb has no such object.

    Constructions with a light verb: "has proof that P", "voiced doubts that P".
    """
    obj = child(verb, "dobj")
    if obj is None or verb.lemma_.lower() not in cues().light_verbs:
        return None
    stance = cues().light_nouns.get(obj.lower_)
    content = that_clause(obj)
    if stance is None or content is None or any(kid.lower_ in LACKING for kid in obj.children):
        return None
    return obj, content, stance


def adjective_clause(word: "Token") -> "tuple[Token, Token, Stance] | None":
    """Return the copula, the head of the clause and the stance of "is confident that P", or None.

    If the copula is negated ("is not sure that P"), the stance is doubt. None for "if he is sure that P".
    """
    stance = cues().adjectives.get(word.lower_)
    host = word.head if word.dep_ in ("acomp", "oprd", "conj") else word
    if stance is None or host.pos_ not in ("VERB", "AUX") or is_conditional_or_modal(host):
        return None
    if not is_finite(host) or any(kid.lower_ in ("so", "too") for kid in word.children):
        return None  # "pretended to be sure", "so upset that ..."
    negated = is_negated(host) or any(kid.lower_ in _NO_LONGER for kid in (*host.children, *word.children))
    if negated and word.lower_ not in _CERTAIN:
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
    return host, content, Stance.DOUBTS if negated else stance


def is_conditional_or_modal(host: "Token") -> bool:
    """Return True if the verb is in a condition or has a modal: "if he is sure", "may say"."""
    return is_hypothetical(host) or any(kid.dep_ == "aux" and kid.lower_ in _MODALS for kid in host.children)


def denied_charge(obj: "Token", base: Utterance) -> Utterance | None:
    """Return the utterance for a denied act or crime, or None if the object of the verb is neither.

    "denied a role in Y": the source had a role in Y; "rejected accusations of theft": is guilty of theft.
    """
    lemma = obj.lemma_.lower()
    following = (kid for kid in obj.head.children if kid.i == obj.right_edge.i + 1)
    preposition = next(
        (
            kid
            for kid in (*obj.children, *following)
            if kid.dep_ == "prep" and kid.lower_ in _CHARGE_PREPOSITIONS
        ),
        None,
    )
    words = phrase(obj, without=("punct", "relcl"))
    if preposition is not None and preposition.head != obj:
        words += clause_words(preposition)
    if lemma in cues().predicate_nouns:
        predicate = cues().predicate_nouns[lemma]
        argument = child(preposition, "pobj", "pcomp") if preposition is not None else None
        if preposition is None or argument is None:
            return evolve(
                base, form=Form.FRAME, head=obj, words=words, predicate=predicate, answers_earlier=True
            )
        predicate = predicate if predicate == "used" else f"{predicate} {preposition.lower_}"
        return evolve(base, form=Form.FRAME, head=argument, words=words, predicate=predicate)
    modifier = next(
        (kid for kid in obj.children if kid.dep_ in ("compound", "amod") and kid.tag_ in ("NN", "VBG")),
        None,
    )
    is_statement = lemma in cues().statement_nouns and lemma not in cues().account_nouns
    if is_statement and modifier is not None and base.stance is Stance.DENIES:
        return evolve(base, form=Form.PHRASE, head=modifier, words=list(modifier.subtree))
    if lemma in cues().statement_nouns and preposition is not None and preposition.lower_ == "of":
        act, crime = child(preposition, "pcomp"), child(preposition, "pobj")
        if act is not None and act.tag_ == "VBG":
            return evolve(base, form=Form.GERUND, head=act, words=clause_words(act))
        if crime is not None and child(crime, "poss") is None and crime.pos_ == "NOUN":
            return evolve(base, form=Form.FRAME, head=crime, words=words, predicate="is guilty of")
    return None


def endorsed_statement(verb: "Token", base: Utterance) -> Utterance | None:
    """Return the utterance for an endorsed statement, or None if the object of the verb is not one.

    "confirmed the minister's version of events": the minister's statement is asserted.
    """
    obj = child(verb, "dobj")
    owner = child(obj, "poss") if obj is not None else None
    if obj is None or owner is None or obj.lemma_.lower() not in cues().statement_nouns:
        return None
    return evolve(
        base,
        stance=Stance.ASSERTS,
        form=Form.ANSWER,
        answers_earlier=True,
        head=obj,
        words=phrase(obj, without=("punct",)),
        about=phrase(owner),
    )
