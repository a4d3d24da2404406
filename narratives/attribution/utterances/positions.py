"""Attitudes that are statements of their holder: a position on an act or a plan, a belief, an intention.

"Ruiz opposes the dam" states a position of Ruiz. "Ruiz attacked Lake" and "Ruiz refused to comment" tell what
Ruiz did: they are statements of whoever tells it.
"""

import re
from typing import TYPE_CHECKING

from narratives.attribution.cues import cues, roles
from narratives.attribution.utterances.attitude_table import attitude_lemma, attitude_table
from narratives.attribution.utterances.utterance import Utterance
from narratives.language.clauses import (
    QUESTION_TAGS,
    child,
    is_finite,
    is_hypothetical,
    is_negated,
    phrase_head,
    quoted_speaker,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

QUESTION_WORDS = frozenset({"whether", "if", "how", "why", "what", "where", "when"})
_NO_MATTERS = frozenset({"PERSON", "ORG", "GPE", "NORP", "CARDINAL", "PERCENT", "MONEY", "QUANTITY"})
"""Labels of persons, bodies and quantities."""


def states_position(one: Utterance) -> bool:
    """Return True if a finite verb states a position, belief or intention of a named holder as a fact.

    False for "may support the dam", for acts ("attacked Lake"), for "refused to say that ...", which reports
    no statement, and for a clause after a verb of saying, which `reported_speech` handles.
    """
    verb = one.head
    if not one.speaker or verb.pos_ != "VERB" or not is_finite(verb) or is_hypothetical(verb):
        return False
    if child(verb, "auxpass", "agent") is not None or _has_no_definite_holder(one):
        return False
    if any(quoted_speaker(kid) for preposition in verb.children for kid in preposition.children):
        return False
    modal = any(kid.tag_ == "MD" and kid.lower_ not in ("will", "wo", "'ll", "’ll") for kid in verb.children)
    if modal or (is_negated(verb) and cues().is_verb(attitude_lemma(verb))):
        return False
    return _is_position(one)


def _is_position(one: Utterance) -> bool:
    """Return True if the words of the content are of a kind that states a position, belief or intention."""
    verb, known, lemma = one.head, attitude_table(), attitude_lemma(one.head)
    clause, infinitive = child(verb, "ccomp"), child(verb, "xcomp", "ccomp")
    if clause is not None and clause in one.words and is_finite(clause):
        ignorant = is_negated(verb) and lemma in _KNOWING  # "did not know where it came from"
        asked = one.words[0].tag_ in QUESTION_TAGS and not ignorant and lemma not in known.position
        return not asked and lemma not in cues().verbs["clause"]
    if infinitive is not None and infinitive in one.words and infinitive.tag_ == "VBG":
        return lemma in known.position
    marked = infinitive is not None and any(kid.tag_ == "TO" for kid in infinitive.children)
    if infinitive is not None and infinitive in one.words and marked:
        act = attitude_lemma(infinitive)
        return lemma in known.intending and act not in known.replying and not cues().is_verb(act)
    if lemma in known.as_complement and any(word.lower_ == "as" for word in one.words):
        return True
    return _is_position_on_matter(one)


def _is_position_on_matter(one: Utterance) -> bool:
    """Return True for a position on what a noun names: "objects to the plan", "opposes the dam"."""
    known, lemma, last = attitude_table(), attitude_lemma(one.head), one.cue[-1]
    noun = next((word for word in one.cue if word.pos_ == "NOUN"), None)
    if noun is not None:
        return noun.lemma_.lower() in known.position_nouns
    if last.dep_ == "prep":
        topic = child(last, "pobj")
        return lemma in known.standing.get(last.lower_, ()) and topic is not None and _is_matter(topic)
    obj = child(one.head, "dobj")
    if lemma not in known.position or obj is None:
        return False
    if any(word.dep_ == "pcomp" and word.head.lower_ == "for" for word in one.words):
        return True
    if lemma in known.acting and not _is_plan_or_deed(obj):
        return False
    sides = lemma in _SIDING and obj.pos_ == "PROPN"
    return (
        sides
        or _is_matter(obj)
        or any(word.dep_ == "pcomp" and word.head.lower_ == "for" for word in one.words)
    )


_KNOWING = frozenset({"know", "recall", "remember", "understand"})


def _is_matter(noun: "Token") -> bool:
    """Return True for a noun for an act, a plan or a thing: not a person, a body or a number."""
    lemma = noun.lemma_.lower()
    return (
        noun.pos_ == "NOUN"
        and noun.ent_type_ not in _NO_MATTERS
        and lemma not in roles().persons
        and noun.lower_ not in roles().crowds
    )


_SIDING = frozenset({"oppose", "support", "back", "endorse", "favor", "favour"})
"""Verbs for a position on whatever a name stands for: "opposes the Clean Rivers Act", "supports Lake"."""


def _is_plan_or_deed(noun: "Token") -> bool:
    """Return True for what is said, planned or done: "attacked the decision", not "attacked the village"."""
    lemma, known = noun.lemma_.lower(), cues()
    attitudes = attitude_table()
    tables = (known.nouns, known.statement_nouns, known.predicate_nouns, attitudes.nouns, attitudes.matters)
    return any(lemma in table for table in tables) or bool(_ABSTRACT.fullmatch(lemma))


def _has_no_definite_holder(one: Utterance) -> bool:
    """Return True if the holder is nobody or no holder, a question word precedes the verb, or it is a title.

    For example "nobody knows", "the fear grew that ...", "what he plans to do".
    """
    verb = one.head
    nobody = any(word.lower_ in ("nobody", "none", "no") for word in one.speaker)
    head = phrase_head(one.speaker)
    asked = any(word.lower_ in QUESTION_WORDS for word in verb.subtree if word.i < verb.i)
    last = verb.doc[verb.sent.end - 1]
    relative = any(word.tag_ in _RELATIVE_TAGS for word in one.speaker) or head.lower_ == "one"
    return nobody or asked or relative or _is_abstract(head) or last.text == "?" or not last.is_punct


_RELATIVE_TAGS = QUESTION_TAGS | {"WP$"}
_ABSTRACT = re.compile(r".{2,}(?:ation|ition|sion|ness|ism|ence|ance)")


def _is_abstract(noun: "Token") -> bool:
    """Return True for a noun for a statement or a state, which holds no attitude: "fear", "realisation"."""
    lower = noun.lower_
    if noun.tag_ != "NN" or lower in roles().speaking or lower in _BODIES_LIKE_ABSTRACTS:
        return False
    held = cues().nouns.keys() | cues().light_nouns.keys()
    return (noun.lemma_.lower() in held - cues().vehicles) or bool(_ABSTRACT.fullmatch(lower))


_BODIES_LIKE_ABSTRACTS = frozenset(
    "nation population generation opposition foundation institution audience alliance insurance "
    "conference publication petition resolution legislation".split()
)
