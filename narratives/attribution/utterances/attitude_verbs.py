"""Attitudes that verbs express: "opposes the dam", "is expected to close", "seems to hold"."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import cues
from narratives.attribution.utterances.attitude_table import (
    attitude,
    attitude_lemma,
    attitude_table,
    is_phrasal,
)
from narratives.attribution.utterances.relatives import has_gap_after
from narratives.attribution.utterances.sources import cue_words, speaker_of
from narratives.attribution.utterances.utterance import Utterance
from narratives.language.clauses import SUBJECTS, child, clause_words, is_finite, phrase, trim
from narratives.language.times import is_day_or_month_name

if TYPE_CHECKING:
    from spacy.tokens import Token

_COMPLEMENT_LABELS = frozenset({"dobj", "xcomp", "ccomp", "oprd", "prep", "dative", "acomp", "attr"})


def verb_attitudes(verb: "Token", paragraph: int) -> Iterator[Utterance]:
    """Yield the attitude that a verb expresses, if it expresses one."""
    lemma, known = attitude_lemma(verb), attitude_table()
    if cues().is_verb(lemma) and has_gap_after(verb):
        return
    if lemma in known.seeming:
        yield from _from_seeming(verb, paragraph)
        return
    if verb.tag_ == "VBN" and verb.dep_ == "acl":
        return  # "a plan called the Shield"
    passive = child(verb, "auxpass") is not None or (verb.tag_ == "VBN" and verb.dep_ == "advcl")
    if passive:
        yield from _from_passive(verb, lemma, paragraph)
        return
    content, preposition = _complement_words(verb, lemma)
    if not content:
        return
    speaker = speaker_of(verb)
    if not (_reports_without_source(verb) if speaker is None else _may_hold(speaker, verb)):
        return
    particle = child(verb, "prt") if is_phrasal(verb) else None
    cue = [*cue_words(verb), *(word for word in (particle, preposition) if word is not None)]
    yield evolve(attitude(cue, speaker, paragraph), head=verb, words=content)


def _reports_without_source(verb: "Token") -> bool:
    """Return True for a verb with a clause and no subject: "Have said they will go", "assuming it holds"."""
    clause = child(verb, "ccomp")
    return clause is not None and is_finite(clause) and child(verb, *SUBJECTS, "expl") is None


def _may_hold(speaker: "Token", verb: "Token") -> bool:
    """Return False for a pronoun for a thing, and for a question word that begins no relative clause."""
    thing = speaker.lower_ in ("it", "there", "this", "that")
    asks = speaker.tag_ in ("WP", "WDT") and verb.dep_ != "relcl"
    return not thing and not asks


def _complement_words(verb: "Token", lemma: str) -> tuple[list["Token"], "Token | None"]:
    """Return the words of the complement and the preposition before them, or ([], None) if there is none."""
    known = attitude_table()
    after = [kid for kid in verb.children if kid.i > verb.i and kid.dep_ in _COMPLEMENT_LABELS]
    clause = next(
        (kid for kid in after if kid.dep_ in ("ccomp", "xcomp") and kid.pos_ in ("VERB", "AUX")), None
    )
    obj = next((kid for kid in after if kid.dep_ == "dobj"), None)
    if clause is not None and (words := _clause_complement(verb, clause, obj, lemma)):
        return words, None
    if obj is not None and lemma in known.light and obj.lemma_.lower() in known.nouns:
        return [], None
    if obj is not None and (words := _object_complement(verb, obj, after, lemma)):
        return words, None
    for preposition in after:
        if preposition.dep_ == "prep" and lemma in known.preposition.get(preposition.lower_, ()):
            inner = trim(list(preposition.subtree)[1:])
            if inner and not is_day_or_month_name(inner[0].text) and not inner[0].like_num:
                return inner, preposition
    return [], None


def _clause_complement(verb: "Token", clause: "Token", obj: "Token | None", lemma: str) -> list["Token"]:
    known = attitude_table()
    if clause.dep_ == "ccomp" and is_finite(clause):
        marked = any(kid.dep_ == "mark" and kid.lower_ == "that" for kid in clause.children)
        if lemma in known.clause or (marked and lemma not in known.causing):
            return clause_words(clause)
    if any(kid.lower_ == "to" for kid in clause.children) and lemma in known.infinitive:
        return _words_after(verb, [obj, clause] if obj is not None else [clause])
    return clause_words(clause) if clause.tag_ == "VBG" and lemma in known.object else []


def _object_complement(verb: "Token", obj: "Token", after: list["Token"], lemma: str) -> list["Token"]:
    known = attitude_table()
    prepositions = [kid for kid in after if kid.dep_ == "prep" and kid.i > obj.i]
    if lemma in known.as_complement:
        name = next((kid for kid in after if kid.dep_ == "oprd"), None) or next(
            (kid for kid in prepositions if kid.lower_ == "as"), None
        )
        if name is not None:
            return _words_after(verb, [obj, name])
        if any(word.dep_ == "prep" and word.lower_ == "as" for word in obj.subtree):
            return _words_after(verb, [obj])
    takes_object = lemma in known.object | known.telling or is_phrasal(verb)
    if takes_object and obj.tag_ not in ("WP", "WDT"):
        given = [kid for kid in after if kid.dep_ == "dative" and kid.pos_ != "ADP" and kid.i < obj.i]
        topics = [kid for kid in prepositions if kid.lower_ in _OBJECT_PREPOSITIONS]
        return _words_after(verb, [*given, obj, *topics, *_complements_after(verb, [obj, *topics])])
    return []


_OBJECT_PREPOSITIONS = frozenset({"for", "as", "over", "about", "of"})


def _complements_after(verb: "Token", parts: Sequence["Token"]) -> list["Token"]:
    """Return phrases of the verb right after its object that tell more of it: "their support on the vote".

    Phrases that tell when or where it was said are not among them, unless the verb is one of `_RECALLING`:
    "recalled an incident at a theatre".

    Args:
        parts: the object and the phrases after it that are known.
    """
    found, end = [], max(part.right_edge.i for part in parts)
    for kid in verb.children:
        if kid.i <= parts[-1].i or kid.left_edge.i != end + 1:
            continue
        if not (_is_infinitive(kid) or _adds_to_object(kid, verb)):
            break
        found.append(kid)
        end = kid.right_edge.i
    return found


_RECALLING = frozenset({"show", "recall", "remember", "credit"})
_MANNERS = frozenset({"by", "with", "for", "of", "without", "as"})


def _is_infinitive(clause: "Token") -> bool:
    labels = ("xcomp", "advcl", "acl")
    return clause.dep_ in labels and clause.tag_ == "VB" and child(clause, "aux") is not None


def _adds_to_object(part: "Token", verb: "Token") -> bool:
    """Return True for a phrase or clause after an object that is not about the time or place of the cue."""
    if part.dep_ == "relcl":
        return True
    of = child(part, "pobj")
    if part.dep_ != "prep" or (of is not None and of.ent_type_ in ("DATE", "TIME")):
        return False
    manner = child(part, "pcomp") is not None and part.lower_ in _MANNERS
    return attitude_lemma(verb) in _RECALLING or manner or _tells_of_content(part)


def _tells_of_content(preposition: "Token") -> bool:
    of = child(preposition, "pobj")
    if of is None or preposition.lower_ in _PREPOSITIONS_OF_TIME_OR_PLACE:
        return False
    return (
        of.ent_type_ not in ("DATE", "TIME")
        and of.lemma_.lower() not in cues().vehicles
        and not (is_day_or_month_name(of.text) or of.like_num)
    )


_PREPOSITIONS_OF_TIME_OR_PLACE = frozenset(
    "after before despite during in near since until till at by within".split()
)


def _words_after(verb: "Token", parts: Iterable["Token"]) -> list["Token"]:
    """Return the words of several complements that follow a verb, in text order."""
    words = {word.i for part in parts for word in _without_set_off_modifiers(part) if word.i > verb.i}
    return trim([verb.doc[i] for i in sorted(words)])


def _without_set_off_modifiers(part: "Token") -> Iterator["Token"]:
    """Yield the subtree without modifiers after a comma at its end, such as ", which opened in May"."""
    modifiers = {
        word.i
        for kid in part.children
        if kid.i > part.i and kid.dep_ in ("relcl", "appos", "acl") and kid.left_edge.i > 0
        if kid.left_edge.nbor(-1).text in (",", "–", "—", "-", "(") and part.pos_ in ("NOUN", "PROPN")
        for word in kid.subtree
    }
    return (word for word in part.subtree if word.i not in modifiers)


def _from_passive(verb: "Token", lemma: str, paragraph: int) -> Iterator[Utterance]:
    """Yield the attitude of a passive verb, mostly without a named holder.

    For example "is expected to close", "it is believed that ...", "asked whether ...".
    """
    known = attitude_table()
    agent = speaker_of(verb) if child(verb, "agent") is not None else None
    after = [kid for kid in verb.children if kid.i > verb.i]
    about = child(verb, "nsubjpass")
    words: list[Token] = []
    for part in after:
        preposition = part.lower_ if part.dep_ == "prep" else ""
        takes_clause = lemma in known.infinitive | known.clause | known.as_complement | _PASSIVE_REPORT_VERBS
        if part.dep_ == "ccomp" and (takes_clause or lemma == "ask"):
            words = clause_words(part)
        elif (part.dep_ == "xcomp" and takes_clause) or (
            (part.dep_ == "oprd" or preposition == "as")
            and lemma in known.as_complement | _PASSIVE_REPORT_VERBS
        ):
            words = [*_subject_words(about), *_words_after(verb, [part])]
        elif preposition in ("of", "with") and lemma in cues().accuse:
            words = [*_subject_words(about), *trim(list(part.subtree))]
        elif preposition == "about" and lemma == "ask":
            words = trim(list(part.subtree)[1:])
        if words:
            yield evolve(attitude(cue_words(verb), agent, paragraph), head=verb, words=words)
            return


def _subject_words(about: "Token | None") -> list["Token"]:
    return phrase(about, without=("punct",)) if about is not None else []


_PASSIVE_REPORT_VERBS = frozenset(
    "say report believe allege rumor rumour call dub consider deem estimate claim intend".split()
)


def _from_seeming(verb: "Token", paragraph: int) -> Iterator[Utterance]:
    about = child(verb, *SUBJECTS)
    rest = [
        kid
        for kid in verb.children
        if kid.i > verb.i and kid.dep_ in ("xcomp", "ccomp", "acomp", "oprd", "prep")
    ]
    rest = [kid for kid in rest if kid.dep_ != "prep" or kid.lower_ == "like"]
    if not rest or about is None or (attitude_lemma(verb) in ("look", "sound") and rest[0].dep_ == "xcomp"):
        return
    subject = [] if about.lower_ == "it" and rest[0].dep_ == "ccomp" else phrase(about, without=("punct",))
    words = [*subject, *_words_after(verb, rest)]
    if words:
        yield evolve(attitude([verb], None, paragraph), head=verb, words=words)
