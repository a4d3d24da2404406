"""Who says what a cue verb tells: the words that name him, through passives, participles and conjunctions."""

from typing import TYPE_CHECKING

from narratives.attribution.cues import cues
from narratives.language.clauses import NOMINAL_POS, SUBJECTS, child, phrase, quoted_speaker, subject
from narratives.language.times import is_day_or_month_name

if TYPE_CHECKING:
    from spacy.tokens import Token


def speaker_words(speaker: "Token") -> list["Token"]:
    """The words that name a speaker, less the day or month that is told with him: "Transoil in June"."""
    times = {
        word.i
        for kid in speaker.children
        if (
            kid.dep_ == "prep"
            and any(is_day_or_month_name(inner.text) or _is_month(inner) for inner in kid.children)
        )
        or kid.dep_ in ("npadvmod", "tmod")
        or kid.lower_ == "including"
        for word in kid.subtree
    }
    return [word for word in phrase(speaker) if word.i not in times]


def _is_month(word: "Token") -> bool:
    return bool(word.ent_type_ == "DATE" and word.dep_ == "pobj")


def speaker_of(verb: "Token") -> "Token | None":
    """The head of the phrase that names who says what the verb tells, through passives and conjunctions."""
    passive = child(verb, "agent")
    if passive is not None:
        return child(passive, "pobj")
    quoted = quoted_speaker(verb) or (verb.head if _is_finite_participle(verb) else None)
    if quoted is not None:
        return quoted
    bare_participle = verb.tag_ == "VBN" and child(verb, "aux", *SUBJECTS) is None and verb.dep_ != "conj"
    if child(verb, "auxpass") is not None or bare_participle:
        return None
    host = reporting_host(verb)
    found = subject(host if host is not None else verb)
    if found is not None and is_day_or_month_name(found.text):
        return child(found, "conj") or found  # "on Friday and Beijing announced", joined by the parse
    return found or _inverted(verb)


def _is_finite_participle(verb: "Token") -> bool:
    """ "A poll found that ..." where the parse took "found" for a participle that describes the poll."""
    content = child(verb, "ccomp")
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or content is None or verb.head.head != verb.head:
        return False
    return any(kid.dep_ == "mark" and kid.lower_ == "that" for kid in content.children)


def _inverted(verb: "Token") -> "Token | None":
    """ "P, added Brigadier Okoth": who speaks, where the parse took him for the object."""
    content = child(verb, "ccomp")
    thing = child(verb, "dobj", "attr", "oprd")
    if content is None or thing is None or not content.i < verb.i < thing.i or not verb.i:
        return None
    return thing if verb.nbor(-1).text in (",", "”", '"') and thing.pos_ in NOMINAL_POS else None


def reports(verb: "Token") -> bool:
    """Whether it is a cue with a content of its own."""
    return cues().is_verb(verb.lemma_.lower()) and child(verb, "ccomp") is not None


def reporting_host(verb: "Token") -> "Token | None":
    """The cue verb whose subject says this too, where the parse hung the verb inside what that one reports.

    ", reporting that ..." and ", and insisted that ..." at the end of a reported clause.
    """
    trailing = verb.dep_ == "advcl" and verb.tag_ == "VBG"
    if not (trailing or verb.dep_ == "conj") or child(verb, *SUBJECTS) is not None:
        return None
    if verb.dep_ == "conj" and not reports(verb):
        return None
    for up in verb.ancestors:
        if up.dep_ == "ccomp" and cues().is_verb(up.head.lemma_):
            return up.head
        if up.dep_ not in ("conj", "ccomp", "advcl", "xcomp"):
            return None
    return None


def cue_words(verb: "Token") -> list["Token"]:
    """A verb with its auxiliaries, negation and adverbs right before it."""
    helpers = [
        kid for kid in verb.children if kid.dep_ in ("aux", "auxpass", "neg", "advmod") and kid.i < verb.i
    ]
    near = [kid for kid in helpers if verb.i - kid.i <= len(helpers)]
    return sorted([*near, verb], key=lambda word: word.i)
