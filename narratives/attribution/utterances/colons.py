"""Find the source of a quotation after a colon: 'More from Ruiz: "..."', 'Ruiz made a plea: "..."'."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from narratives.attribution.cues import cues, is_quotation_cue, roles
from narratives.language.clauses import (
    child,
    is_finite,
    is_hypothetical,
    is_negated,
    phrase,
    sentences_within,
    subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

CueAndSource = tuple[tuple["Token", ...], tuple["Token", ...]]
"""The words of a cue and the words of its source."""


def name_before_colon(doc: "Doc", colon: int) -> "CueAndSource | None":
    """Return the colon and the name before it, or None if there is no name or a verb precedes it.

    For example 'More from Ana Ruiz: "..."'.

    Args:
        colon: index of the token that may be a colon.
    """
    if colon < 1 or doc[colon].text != ":":
        return None
    low = doc[colon].sent.start
    dashes = [word.i for word in doc[low:colon] if word.text in ("-", "–", "—") and not _joins_words(word)]
    low = dashes[-1] + 1 if dashes else low
    name = list(doc[max(low, colon - _MAX_NAME_WORDS) : colon])
    while name and not (name[0].pos_ == "PROPN" and _is_name(name)) and not _is_text(name):
        name.pop(0)
    clause = [word for word in doc[low:colon] if word.pos_ in ("VERB", "AUX")]
    return ((doc[colon],), tuple(name)) if name and not clause else None


def _joins_words(dash: "Token") -> bool:
    """Return True for a dash inside a word: "co-chair"."""
    return not dash.whitespace_ or (dash.i > 0 and not dash.nbor(-1).whitespace_)


def _is_name(words: Sequence["Token"]) -> bool:
    """Return True for one or more names: "Ana Ruiz and Tom Lake"."""
    inner = [word for word in words if word.pos_ != "PROPN"]
    return all(word.lower_ == "and" for word in inner) and words[-1].pos_ == "PROPN" and len(inner) < 2


def _is_text(words: Sequence["Token"]) -> bool:
    """Return True for "the report" after "from"."""
    if len(words) != 2 or words[0].lower_ != "the" or words[0].i == 0 or words[0].nbor(-1).lower_ != "from":
        return False
    return words[1].lemma_.lower() in cues().vehicles | cues().texts


_MAX_NAME_WORDS = 7


def subject_before_colon(doc: "Doc", colon: int, covered: frozenset[int]) -> "CueAndSource | None":
    """Return the main verb and the subject of a clause that ends in a colon, or None.

    What somebody does before a colon introduces their words, whatever the verb: 'Ruiz has apologised for the
    leak: "..."', 'her letter makes a case: "..."'. The subject is a person, a body or a text. There is no
    source where the clause has the words from somebody else ("Ruiz got an answer: ...").

    Args:
        colon: index of the token that may be a colon.
        covered: indices of tokens inside quotations.
    """
    if colon < 1 or doc[colon].text != ":":
        return None
    low = sentences_within(doc, colon, colon + 1)[0][0]
    words = [word for word in doc[low:colon] if word.i not in covered]
    if len(words) > 2 and words[0].lower_ == "here" and words[1].lower_ in ("'s", "’s", "is"):
        return ((words[1],), tuple(_whole_name(words[2]))) if words[2].pos_ == "PROPN" else None
    verb = _main_verb(words)
    if verb is None or _has_words_of_others(verb) or _ends_in_cue(words):
        return None
    speaker = subject(verb)
    if speaker is None or not low <= speaker.i < verb.i or not _may_speak(speaker):
        return None
    return (verb, *(kid for kid in verb.rights if kid.dep_ == "prt")), tuple(phrase(speaker))


def _whole_name(first: "Token") -> list["Token"]:
    """Return the name that begins with a word."""
    name = [first]
    while name[-1].i + 1 < len(first.doc) and name[-1].nbor().pos_ == "PROPN":
        name.append(name[-1].nbor())
    return name


def _ends_in_cue(words: Sequence["Token"]) -> bool:
    """Return True if the last verb is a cue near the colon: 'took the stage, adding in English: "..."'."""
    verbs = [word for word in words[-_MAX_FROM_CUE:] if word.pos_ == "VERB"]
    if not verbs or not is_quotation_cue(verbs[-1].lemma_.lower()):
        return False
    told = child(verbs[-1], "dobj")
    return verbs[-1].tag_ == "VBG" or told is None or told.i > words[-1].i


_MAX_FROM_CUE = 4
"""Maximum number of tokens from a cue to the colon after it."""


def _main_verb(words: Sequence["Token"]) -> "Token | None":
    """Return the last of the coordinated main verbs, or None."""
    inside = {word.i for word in words}
    finite = [word for word in words if word.pos_ == "VERB" and is_finite(word)]
    for verb in reversed(finite):
        above = [up for up in verb.ancestors if up.i in inside]
        if any(_is_subordinate(clause, inside) for clause in (verb, *above)):
            continue
        if verb.dep_ == "conj" or not any(up.pos_ in ("VERB", "AUX") for up in above):
            return verb
    return None


def _is_subordinate(verb: "Token", inside: set[int]) -> bool:
    """Return True for a dependent clause; what the parser makes dependent on the quotation is none."""
    return verb.dep_ in _SUBORDINATE and (verb.head.i in inside or child(verb, "mark", "advmod") is not None)


_SUBORDINATE = frozenset({"relcl", "advcl", "acl", "pcomp", "csubj", "xcomp"})


def _has_words_of_others(verb: "Token") -> bool:
    """Return True if the subject of the verb hears, gets or repeats words, or does not say them."""
    passive = child(verb, "auxpass", "nsubjpass", "agent") is not None
    relayed = verb.lemma_.lower() in cues().relay
    object_ = child(verb, "dobj")
    owner = child(object_, "poss") if object_ is not None else None
    of_others = owner is not None and owner.pos_ != "PRON"
    return passive or relayed or of_others or is_negated(verb) or is_hypothetical(verb)


def _may_speak(speaker: "Token") -> bool:
    """Return True for a person, a name, a body or a text."""
    if speaker.pos_ == "PRON":
        return speaker.lower_ in _PERSONS
    lemma = speaker.lemma_.lower()
    table = roles()
    texts = cues().vehicles | cues().texts
    known = lemma in table.persons | table.bodies | texts or speaker.lower_ in table.crowds
    return known or speaker.pos_ == "PROPN"


_PERSONS = frozenset({"i", "we", "he", "she", "they"})
