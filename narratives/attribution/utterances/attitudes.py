"""Attitudes: what somebody supports, opposes, wants, fears or thinks, with the cue words that express it.

The text attributes no full statement to the holder: "Ruiz opposes the dam", "the union's support for a
strike", "is afraid that the levee will break". The attribution corpora PARC and PolNeAR annotate these too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from narratives.attribution.cues import cues, read_table, roles
from narratives.attribution.utterances.sources import cue_words, speaker_of
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.clauses import (
    SUBJECTS,
    child,
    clause_words,
    is_finite,
    is_hypothetical,
    is_negated,
    phrase,
    phrase_head,
    quoted_speaker,
    trim,
)
from narratives.language.times import is_day_or_month_name

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_COMPLEMENT_LABELS = frozenset({"dobj", "xcomp", "ccomp", "oprd", "prep", "dative", "acomp", "attr"})
_PREDICATE_LABELS = frozenset("acomp ROOT conj amod oprd ccomp advcl acl".split())
_CLAUSE_LABELS = frozenset({"ccomp", "acl", "xcomp", "relcl"})
_CLAUSE_OPENERS = frozenset({"that", "whether", "if", "how", "why", "what", "who", "where", "when"})


@frozen(kw_only=True)
class Attitudes:
    """Lemmas of words that express attitudes; ``data/attitudes.yaml`` explains each table."""

    object: frozenset[str]
    telling: frozenset[str]
    phrasal: frozenset[str]
    preposition: Mapping[str, frozenset[str]]
    infinitive: frozenset[str]
    clause: frozenset[str]
    causing: frozenset[str]
    as_complement: frozenset[str]
    seeming: frozenset[str]
    adjectives: frozenset[str]
    nouns: frozenset[str]
    light: frozenset[str]
    lemmas: Mapping[str, str]


@cache
def attitude_table() -> Attitudes:
    """Return the tables, read from the file on the first call."""
    read = dict(read_table("attitudes.yaml"))
    prepositions = {name: frozenset(words.split()) for name, words in read.pop("preposition").items()}
    phrasal = frozenset(read.pop("phrasal").split(", "))
    lemmas = read.pop("lemmas")
    read["as_complement"] = read.pop("as")
    return Attitudes(
        preposition=prepositions,
        phrasal=phrasal,
        lemmas=lemmas,
        **{name: frozenset(words.split()) for name, words in read.items()},
    )


def attitudes(doc: "Doc", paragraph: int, *, skip: frozenset[int]) -> list[Utterance]:
    """Return the attitudes expressed in one paragraph, ordered by their cues.

    Args:
        doc: the parsed paragraph.
        paragraph: index of the paragraph.
        skip: indices of tokens that are not searched for cues: direct speech, and cues found already.
    """
    found: list[Utterance] = []
    for token in doc:
        if token.i in skip:
            continue
        if token.pos_ in ("VERB", "AUX"):
            found += _from_verb(token, paragraph)
        elif token.pos_ == "ADJ" or token.tag_ == "VBN":
            found += _from_adjective(token, paragraph)
        elif token.pos_ == "NOUN":
            found += _from_noun(token, paragraph)
    return found


def is_statement(attitude: Utterance) -> bool:
    """Return True if a finite verb states the attitude of a named holder as a fact.

    False for "may say that ..." and "refused to say that ...", which report no statement, and for a clause
    after a verb of saying, which `reported_speech` handles.
    """
    verb = attitude.head
    if attitude.cue[-1].dep_ == "prep" and attitude.cue[-1].lower_ in _PREPOSITIONS_OF_REPLY:
        return False
    if child(verb, "dobj") is not None and (_lemma(verb) in attitude_table().telling or _is_phrasal(verb)):
        return False
    passive = child(verb, "auxpass", "agent") is not None
    if _has_no_definite_content(attitude):
        return False
    if not attitude.speaker or verb.pos_ != "VERB" or passive or not is_finite(verb) or is_hypothetical(verb):
        return False
    if any(quoted_speaker(kid) for preposition in verb.children for kid in preposition.children):
        return False
    complement = child(verb, "xcomp")
    refused = complement is not None and cues().is_verb(_lemma(complement))
    clause = child(verb, "ccomp")
    says = clause is not None and is_finite(clause) and _lemma(verb) in cues().verbs["clause"]
    unsaid = is_negated(verb) or any(kid.tag_ == "MD" for kid in verb.children)
    return not refused and not says and not (unsaid and cues().is_verb(_lemma(verb)))


def _has_no_definite_content(attitude: Utterance) -> bool:
    """Return True if the holder is nobody or no holder, a question word precedes the verb, or it is a title.

    For example "nobody knows", "the fear grew that ...", "what he plans to do".
    """
    verb = attitude.head
    nobody = any(word.lower_ in ("nobody", "none", "no") for word in attitude.speaker)
    if attitude.speaker and (
        attitude.speaker[0].tag_ in _QUESTION_TAGS or _is_abstract(phrase_head(attitude.speaker))
    ):
        return True
    asked = any(word.lower_ in _CLAUSE_OPENERS - {"that", "who"} for word in verb.subtree if word.i < verb.i)
    return nobody or asked or not verb.doc[verb.sent.end - 1].is_punct


_QUESTION_TAGS = frozenset({"WP", "WDT", "WRB", "WP$"})
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
_PREPOSITIONS_OF_REPLY = frozenset({"to", "from"})
"""Prepositions as in "responded to", which report that there was a reply but not its content."""


def _lemma(word: "Token") -> str:
    return attitude_table().lemmas.get(word.lower_, word.lemma_.lower())


def _base(cue: list["Token"], speaker: "Token | None", paragraph: int) -> Utterance:
    return Utterance(
        paragraph=paragraph,
        head=cue[0],
        words=(),
        cue=cue,
        speaker=phrase(speaker) if speaker is not None else (),
        form=Form.ATTITUDE,
    )


def _from_verb(verb: "Token", paragraph: int) -> Iterator[Utterance]:
    lemma, known = _lemma(verb), attitude_table()
    if lemma in known.seeming:
        yield from _from_seeming(verb, paragraph)
        return
    passive = child(verb, "auxpass") is not None or (verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl"))
    if passive:
        yield from _from_passive(verb, lemma, paragraph)
        return
    content, preposition = _complement_words(verb, lemma)
    if not content:
        return
    speaker = speaker_of(verb)
    if speaker is None or (speaker.lower_ in ("it", "there", "this", "that") and speaker.dep_ != "relcl"):
        return
    if speaker.tag_ in ("WP", "WDT") and verb.dep_ != "relcl":
        return
    particle = child(verb, "prt") if _is_phrasal(verb) else None
    cue = [*cue_words(verb), *(word for word in (particle, preposition) if word is not None)]
    yield evolve(_base(cue, speaker, paragraph), head=verb, words=content)


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
    takes_object = lemma in known.object | known.telling or _is_phrasal(verb)
    if takes_object and obj.tag_ not in ("WP", "WDT"):
        topics = [kid for kid in prepositions if kid.lower_ in _OBJECT_PREPOSITIONS]
        return _words_after(verb, [obj, *(topics or _complements_after(verb, obj))])
    return []


_OBJECT_PREPOSITIONS = frozenset({"for", "as", "over", "about", "of"})


def _is_phrasal(verb: "Token") -> bool:
    particle = child(verb, "prt")
    return particle is not None and f"{_lemma(verb)} {particle.lower_}" in attitude_table().phrasal


def _complements_after(verb: "Token", obj: "Token") -> list["Token"]:
    """Return phrases of the verb right after its object that tell more of it: "their support on the vote".

    Phrases that tell when or where it was said are not among them.
    """
    found, end = [], obj.right_edge.i
    for kid in verb.children:
        if kid.i <= obj.i or kid.left_edge.i != end + 1:
            continue
        infinitive = (
            kid.dep_ in ("xcomp", "advcl", "acl") and kid.tag_ == "VB" and child(kid, "aux") is not None
        )
        if not infinitive and not (kid.dep_ == "prep" and _tells_of_content(kid)):
            break
        found.append(kid)
        end = kid.right_edge.i
    return found


def _tells_of_content(preposition: "Token") -> bool:
    of = child(preposition, "pobj")
    if of is None or preposition.lower_ in _PREPOSITIONS_OF_TIME:
        return False
    return (
        of.ent_type_ not in ("DATE", "TIME")
        and of.lemma_.lower() not in cues().vehicles
        and not (is_day_or_month_name(of.text) or of.like_num)
    )


_PREPOSITIONS_OF_TIME = frozenset("after before despite during in near since until till at by within".split())


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
            yield evolve(_base(cue_words(verb), agent, paragraph), head=verb, words=words)
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
    if not rest or about is None or (_lemma(verb) in ("look", "sound") and rest[0].dep_ == "xcomp"):
        return
    subject = [] if about.lower_ == "it" and rest[0].dep_ == "ccomp" else phrase(about, without=("punct",))
    words = [*subject, *_words_after(verb, rest)]
    if words:
        yield evolve(_base([verb], None, paragraph), head=verb, words=words)


def _from_adjective(word: "Token", paragraph: int) -> Iterator[Utterance]:
    """Yield the attitude of an adjective, whose holder is the subject: "was critical of the plan"."""
    if word.lower_ not in attitude_table().adjectives or word.dep_ not in _PREDICATE_LABELS:
        return
    host = word.head if word.dep_ in ("acomp", "oprd", "conj") else word
    speaker = child(host, *SUBJECTS) or speaker_of(host) if host.pos_ in ("VERB", "AUX") else None
    if speaker is None or speaker.lower_ in ("it", "there", "this", "that"):
        return
    content, preposition = _word_complement(word)
    if content:
        cue = [host, word] if host.i < word.i <= host.i + 2 else [word]
        cue += [preposition] if preposition is not None else []
        yield evolve(_base(cue, speaker, paragraph), words=content)


def _word_complement(word: "Token") -> tuple[list["Token"], "Token | None"]:
    """Return the words of the complement of an adjective or noun and their preposition, or ([], None).

    The complement is a clause, or else the object of a preposition. The preposition of a clause is None.
    """
    for kid in word.children:
        if kid.i < word.i:
            continue
        if kid.dep_ in _CLAUSE_LABELS and kid.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
            first = next(iter(kid.subtree))
            relative = kid.dep_ == "relcl" and first.lower_ not in _CLAUSE_OPENERS
            infinitive = any(inner.lower_ == "to" for inner in kid.children)
            if (is_finite(kid) and not relative and first.tag_ not in ("WDT", "WP")) or infinitive:
                return clause_words(kid), None
    for kid in word.children:
        if kid.i > word.i and kid.dep_ == "prep" and kid.lower_ in _TOPIC_PREPOSITIONS:
            holder = {
                inner.i
                for own in kid.subtree
                if own.dep_ == "prep" and own.lower_ in ("from", "by", "among")
                for inner in own.subtree
            }
            return trim([inner for inner in list(kid.subtree)[1:] if inner.i not in holder]), kid
    return [], None


_TOPIC_PREPOSITIONS = frozenset("about against at for of on over to toward towards".split())


def _holder_in_preposition(noun: "Token") -> "Token | None":
    """Return the holder of "criticism of the plan from farmers", "concern among voters", or None."""
    for word in noun.subtree:
        if word.i > noun.i and word.dep_ == "prep" and word.lower_ in ("from", "by", "among"):
            return child(word, "pobj")
    return None


def _from_noun(noun: "Token", paragraph: int) -> Iterator[Utterance]:
    if _lemma(noun) not in attitude_table().nouns:
        return
    owner = child(noun, "poss")
    verb = noun.head
    light = owner is None and noun.dep_ == "dobj" and _lemma(verb) in attitude_table().light
    if light:
        owner = speaker_of(verb)
    if owner is None:
        owner = _holder_in_preposition(noun)
    content, preposition = _word_complement(noun)
    existential = owner is None and noun.dep_ == "attr" and child(verb, "expl") is not None
    if not content or (owner is None and not existential):
        return
    cue = [*cue_words(verb), noun] if light else [noun]
    cue += [preposition] if preposition is not None else []
    yield evolve(_base(cue, owner, paragraph), words=content)
