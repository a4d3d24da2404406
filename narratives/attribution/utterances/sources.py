"""Find the words that name the source of a cue verb, through passives, participles and conjunctions."""

from typing import TYPE_CHECKING

from narratives.attribution.cues import cues
from narratives.language.clauses import NOMINAL_POS, SUBJECTS, child, phrase, quoted_speaker, subject
from narratives.language.times import is_day_or_month_name

if TYPE_CHECKING:
    from spacy.tokens import Token


def speaker_words(speaker: "Token") -> list["Token"]:
    """Return the words that name a source, without a date attached to them ("Transoil in June")."""
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
    """Return the head of the noun phrase that names the source of a cue verb, or None.

    Passives give the agent; conjoined verbs and participles take the subject of the verb that governs them.
    """
    passive = child(verb, "agent")
    if passive is not None:
        return child(passive, "pobj")
    quoted = quoted_speaker(verb) or (verb.head if _is_misparsed_finite_verb(verb) else None)
    if quoted is not None:
        return quoted
    bare_participle = verb.tag_ == "VBN" and child(verb, "aux", *SUBJECTS) is None and verb.dep_ != "conj"
    if child(verb, "auxpass") is not None or bare_participle:
        return None
    host = governing_cue(verb)
    found = subject(host if host is not None else verb)
    if found is not None and is_day_or_month_name(found.text):
        return child(found, "conj") or found  # "on Friday and Beijing announced", parsed as one phrase
    if found is not None and found.lower_ == "it" and found.head.lemma_ == "be":
        text = child(found.head, "attr")  # "it is the first lawsuit to go to trial alleging that P"
        found = text if text is not None and text.lemma_.lower() in cues().vehicles else found
    return found or _inverted_subject(verb)


def _is_misparsed_finite_verb(verb: "Token") -> bool:
    """Return True if a finite verb was parsed as a participle: "found" in "A poll found that ..."."""
    content = child(verb, "ccomp")
    if verb.tag_ != "VBN" or verb.dep_ != "acl" or content is None or verb.head.head != verb.head:
        return False
    return any(kid.dep_ == "mark" and kid.lower_ == "that" for kid in content.children)


def _inverted_subject(verb: "Token") -> "Token | None":
    """Return the subject after its verb that was parsed as an object, or None: "P, added Brigadier Okoth"."""
    content = child(verb, "ccomp")
    obj = child(verb, "dobj", "attr", "oprd")
    if content is None or obj is None or not content.i < verb.i < obj.i or not verb.i:
        return None
    return obj if verb.nbor(-1).text in (",", "”", '"') and obj.pos_ in NOMINAL_POS else None


def has_reported_clause(verb: "Token") -> bool:
    """Return True if the verb is a cue with a complement clause."""
    return cues().is_verb(verb.lemma_.lower()) and child(verb, "ccomp") is not None


def governing_cue(verb: "Token") -> "Token | None":
    """Return the cue verb whose subject is also the source of this verb, or None.

    For verbs that are parsed as part of the reported clause but belong to the sentence around it:
    ", reporting that ..." and ", and insisted that ..." at the end of a reported clause.
    """
    trailing = verb.dep_ == "advcl" and verb.tag_ == "VBG"
    if not (trailing or verb.dep_ == "conj") or child(verb, *SUBJECTS) is not None:
        return None
    if verb.dep_ == "conj" and not has_reported_clause(verb):
        return None
    for up in verb.ancestors:
        if up.dep_ == "ccomp" and cues().is_verb(up.head.lemma_):
            return up.head
        if up.dep_ not in ("conj", "ccomp", "advcl", "xcomp"):
            return None
    return None


def cue_words(verb: "Token") -> list["Token"]:
    """Return a verb with the auxiliaries, negation and adverbs directly before it, in text order."""
    helpers = [
        kid for kid in verb.children if kid.dep_ in ("aux", "auxpass", "neg", "advmod") and kid.i < verb.i
    ]
    adjacent = [kid for kid in helpers if verb.i - kid.i <= len(helpers)]
    inner = [kid for one in adjacent if one.lower_ == "longer" for kid in one.lefts]  # "no longer supports"
    return sorted([*adjacent, *inner, verb], key=lambda word: word.i)
