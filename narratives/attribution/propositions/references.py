"""Words of a proposition that refer to something outside it: "they", "this deal"."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from narratives.attribution.propositions.antecedents import agrees, is_expletive
from narratives.attribution.speakers.resolver import PERSON_PRONOUNS, PRONOUNS
from narratives.language.clauses import NOMINAL_POS, SUBJECTS, child

if TYPE_CHECKING:
    from spacy.tokens import Token

_SPEECH_ROLES = frozenset("i me my mine myself we us our ours ourselves you your yours yourself".split())
_DEMONSTRATIVES = frozenset({"this", "that", "these", "those"})
_PLACES = frozenset({"here", "there"})


def open_reference(word: "Token", before: Sequence["Token"], *, has_subject: bool) -> str:
    """Return the words if a word refers to something that the sentence does not name, or "".

    "They" does so unless a noun before it in the sentence agrees with it, "this deal" unless a deal is named
    before it.

    Args:
        before: the words of the sentence before it.
        has_subject: the sentence begins with a name that the word may refer to.
    """
    lower: str = word.lower_
    if lower in PRONOUNS and word.pos_ in ("PRON", "DET"):
        expletive = lower == "it" and word.dep_ in SUBJECTS and is_expletive(word)
        part = word.head.lower_ == "of" and word.head.head.pos_ == "NUM"  # "one of them"
        counted = lower in ("they", "them", "their") and any(other.pos_ == "NUM" for other in before)
        counted = counted and not part
        bound = has_subject or expletive or counted or any(_may_bind(word, other) for other in before)
        return "" if bound else lower
    if lower in _SPEECH_ROLES and word.pos_ in ("PRON", "DET"):
        return lower
    if lower in _DEMONSTRATIVES and word.tag_ == "DT":
        return _demonstrative(word, before)
    if lower == "such" and word.dep_ in ("predet", "amod") and word.nbor().lower_ != "as":
        return f"{lower} {word.head.text}"
    if lower == "none" and word.dep_ in SUBJECTS and child(word, "prep") is None:
        return lower
    return lower if lower in _PLACES and word.pos_ == "ADV" else ""


def _may_bind(pronoun: "Token", noun: "Token") -> bool:
    """Return True if the noun may be what the pronoun stands for.

    An act or a thing is no "he", and "in a memo, it ..." is seldom the memo.
    """
    lower = pronoun.lower_
    abstract = any(kid.dep_ in ("acl", "relcl") and kid.tag_ == "VB" for kid in noun.children)
    thing = noun.ent_type_ in ("GPE", "ORG", "LOC", "FAC") or (abstract and noun.pos_ == "NOUN")
    opening = noun.dep_ == "pobj" and pronoun.dep_ in SUBJECTS and noun.head.head == pronoun.head
    return agrees(lower, noun) and not opening and not (lower in PERSON_PRONOUNS and thing)


def _demonstrative(word: "Token", before: Sequence["Token"]) -> str:
    """Return "this deal" or "this" if nothing before it in the sentence is what is pointed at, or ""."""
    lower: str = word.lower_
    if word.dep_ != "det":
        described = any(kid.dep_ in ("relcl", "acl", "amod", "prep") for kid in word.rights)
        return "" if described else lower
    noun = word.head
    named = any(other.lemma_ == noun.lemma_ and other.pos_ in NOMINAL_POS for other in before)
    described = lower in ("that", "those") and any(kid.dep_ in ("relcl", "prep") for kid in noun.rights)
    dated = noun.ent_type_ in ("DATE", "TIME")
    return "" if named or described or dated else f"{lower} {noun.text}"
