"""Claims that a statement takes for granted: P in "nothing changes the fact that P"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import cues
from narratives.attribution.utterances.frames import that_clause
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.claims import split_claims
from narratives.language.clauses import is_hypothetical, own_subject
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_FACTS = frozenset({"fact", "truth", "reality"})
_PLAIN = frozenset({"the", "very", "simple", "plain", "basic", "sad", "obvious", "undeniable"})
_PROVING = frozenset("prove establish invent fabricate question show demonstrate verify".split())
_OBJECT_LABELS = frozenset({"dobj", "pobj", "nsubj", "nsubjpass"})


def presupposed_claims(said: Utterance) -> Iterator[Utterance]:
    """Yield the claims of the clauses after "the fact" in what is asserted.

    None after a verb that denies it ("disputes the fact that P") or in a condition. Such clauses are
    presupposed whether the clause around them is negated or not (Kiparsky and Kiparsky, "Fact", 1970).
    """
    if said.stance is not Stance.ASSERTS or said.form is not Form.CLAUSE:
        return
    for noun in said.words:
        content = that_clause(noun) if noun.lemma_.lower() in _FACTS and _is_granted(noun) else None
        own = own_subject(content) if content is not None and content.head == noun else None
        if content is None or own is None or _refers_or_generalises(own):
            continue
        for verb, words in split_claims(content):
            kept = words[1:] if words[0].dep_ == "mark" else words
            if kept and set(kept) <= set(said.words):
                yield evolve(said, head=verb, words=kept)


def _refers_or_generalises(own: "Token") -> bool:
    """Return True for a subject that refers to the clause around ("it") or to nobody certain ("a man")."""
    first_person = own.lower_ in ("i", "we")
    indefinite = any(kid.lower_ in ("a", "an", "any", "some", "every") for kid in own.children)
    return (own.pos_ == "PRON" and not first_person) or indefinite


def _is_granted(noun: "Token") -> bool:
    """Return True for a noun that stands for what is so: not "is it a fact that", "dispute the fact that"."""
    modifiers = [kid for kid in noun.children if kid.i < noun.i]
    if noun.dep_ not in _OBJECT_LABELS or any(kid.lower_ not in _PLAIN for kid in modifiers):
        return False
    governing = next((up for up in noun.ancestors if up.pos_ in ("VERB", "AUX")), None)
    if governing is None or is_hypothetical(governing) or governing.lemma_.lower() in _PROVING:
        return False
    if noun.head.dep_ == "prep" and noun.head.head.pos_ == "NOUN":
        return False  # "no evidence for the fact that P"
    if any(word.lower_ in cues().untrue_words for kid in governing.rights for word in kid.subtree):
        return False  # "the fact that P is a myth"
    opposed = cues().verbs["clause"].get(governing.lemma_.lower()) or cues().verbs["object"].get(
        governing.lemma_.lower()
    )
    return opposed not in (Stance.DENIES, Stance.DOUBTS, Stance.ASKS)
