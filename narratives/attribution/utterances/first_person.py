"""Clauses that a first person says, thinks or is sure of in direct speech: "I think P", "I am sure P"."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from narratives.attribution.cues import cues
from narratives.attribution.utterances.frames import adjective_clause
from narratives.language.clauses import QUESTION_TAGS, child, is_finite, is_negated, own_subject
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

FIRST_PERSON = frozenset({"i", "we"})
_THINKING = frozenset({"think", "believe", "feel", "know", "suspect", "guess", "reckon"})
"""Verbs whose clause may do without "that"."""
_DISBELIEVING = frozenset({"think", "believe"})
"""Verbs whose negation denies the clause: "I don't think that P"."""
_MAX_OTHER_WORDS = 2
"""Maximum number of words beside "I think" and its clause: in "I think, in short, P"."""


def first_person_clauses(words: Sequence["Token"]) -> list[tuple["Token", "Token"]]:
    """Return the verb and the head of the clause of each "I declare that P", "I think P", "I am sure that P".

    The verb is negated only in "I don't think that P" and "I don't believe that P".
    """
    found = []
    for word in words:
        content = _clause_of(word) if _is_cue(word) else None
        if content is not None and (child(content, "mark") or _is_thought(word, content) or _is_told(word)):
            found.append((word, content))
        felt = adjective_clause(word)
        if felt is not None and felt[2] is Stance.ASSERTS and _feels(felt[0]):
            found.append(felt[:2])
    return [(verb, content) for verb, content in found if _stands_alone(verb, content)]


def _is_told(verb: "Token") -> bool:
    """Return True for "I can tell you P" without "that", False for "I can tell you what they did"."""
    you = child(verb, "dobj", "dative")
    following = you.nbor() if you is not None and you.i + 1 < len(verb.doc) else None
    told = verb.lemma_ == "tell" and you is not None and you.lower_ == "you"
    return told and following is not None and following.tag_ not in QUESTION_TAGS


def _clause_of(verb: "Token") -> "Token | None":
    """Return the clause after the verb or, if there is none, the clause before "I believe"; else None."""
    clauses = [kid for kid in verb.children if kid.dep_ == "ccomp" and is_finite(kid)]
    after = [clause for clause in clauses if clause.i > verb.i]
    if after:
        return after[0]
    return clauses[0] if clauses and not is_negated(verb) else None


def _stands_alone(verb: "Token", content: "Token") -> bool:
    """Return False for a clause that says something else without the words around it.

    For example with a condition ("If he wins, I think ..."), with "hardly", with the reason why it is
    thought, or with "anyone" under a negated verb.
    """
    if any(
        kid.dep_ in ("advcl", "prep") or kid.lower_ in _WEAKENING for kid in verb.children if kid != content
    ):
        return False
    inside = {word.lower_ for word in content.subtree}
    return not inside & _REASONS and not (is_negated(verb) and inside & _UNDER_NEGATION)


_WEAKENING = frozenset({"hardly", "scarcely", "barely", "longer", "less"})
_REASONS = frozenset({"because", "since"})
_UNDER_NEGATION = frozenset("any anyone anybody anything anywhere ever either all at yet".split())


def _is_cue(word: "Token") -> bool:
    """Return True for a verb of a first person that says or thinks its clause now, or denies to think it.

    False for "I can't believe that he lied" and "I thought that he lied".
    """
    lemma = word.lemma_.lower()
    speaker = child(word, "nsubj")
    if speaker is None or speaker.lower_ not in FIRST_PERSON:
        return False
    if lemma not in cues().verbs["clause"] and lemma not in _THINKING:
        return False
    helper = child(word, "aux")
    if is_negated(word):
        return lemma in _DISBELIEVING and helper is not None and helper.lemma_ == "do"
    return not (lemma in _THINKING and word.tag_ == "VBD")


def _feels(host: "Token") -> bool:
    speaker = child(host, "nsubj", "nsubjpass")
    helper = child(host, "auxpass") or host
    return speaker is not None and speaker.lower_ in FIRST_PERSON and helper.tag_ != "VBD"


def _is_thought(verb: "Token", content: "Token") -> bool:
    """Return True for "I think P" without "that", and False for "I know what they did"."""
    if verb.lemma_.lower() not in _THINKING or verb.dep_ in ("relcl", "advcl", "acl", "pcomp", "csubj"):
        return False
    whole = own_subject(content) is not None or child(content, "expl") is not None
    asks = any(word.tag_ in QUESTION_TAGS for word in content.doc[verb.i + 1 : content.i])
    said = {
        word.i for kid in (content, *verb.rights) if kid.dep_ in ("ccomp", "conj") for word in kid.subtree
    }
    others = [word for word in verb.subtree if word.i > verb.i and word.i not in said and not word.is_punct]
    return is_finite(content) and whole and not asks and len(others) <= _MAX_OTHER_WORDS
