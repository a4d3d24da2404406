"""Turn a content into a self-contained sentence that stays close to the printed words."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.attribution.cues import cues
from narratives.attribution.propositions.existence import absence_sentence, existence_sentence
from narratives.attribution.propositions.names import PartyName
from narratives.attribution.propositions.pronouns import PronounReplacer
from narratives.attribution.propositions.verb_forms import (
    EXPANSIONS,
    finite_cue,
    inflected,
    third_person_forms,
)
from narratives.attribution.speakers.resolver import SpeakerResolver
from narratives.attribution.speakers.speaker import Speaker
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.claims import shared_auxiliaries
from narratives.language.clauses import (
    SUBJECTS,
    child,
    has_stranded_preposition,
    is_finite,
    is_relative_pronoun,
    phrase,
    phrase_head,
    subject,
    trim,
)
from narratives.language.packages import lemminflect
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_PAST_TENSES = {"lie": "lied"}
"""Past tense of verbs that have two, for the sense that accusations use."""


@frozen
class Proposition:
    """A content as a sentence that ends in a full stop.

    Attributes:
        unresolved: its words that refer to something that it does not name.
    """

    text: str
    unresolved: tuple[str, ...]


def proposition(utterance: Utterance, speaker: Speaker | None, resolver: SpeakerResolver) -> Proposition:
    """Return the proposition of a content.

    Missing subjects are filled in. In direct speech, "I" becomes the speaker and "we" the speaker's party.
    Other pronouns ("its", "they") are replaced if they can only refer to the source, or if the sentence
    before gives their antecedent. The proposition of a denial is what is denied, without negation.
    """
    replacer = PronounReplacer(utterance, speaker, resolver)
    match utterance.form:
        case Form.CLAUSE:
            text = _clause_sentence(utterance, replacer)
        case Form.GERUND:
            text = _gerund_sentence(utterance, replacer)
        case Form.INFINITIVE:
            text = _infinitive_sentence(utterance, replacer)
        case Form.LABEL:
            text = _label_sentence(utterance, replacer)
        case Form.PHRASE:
            text = _phrase_sentence(utterance, replacer)
        case Form.FRAME:
            text = _frame_sentence(utterance, replacer)
        case Form.ABSENCE:
            text = absence_sentence(utterance, replacer)
        case Form.ANSWER if utterance.head.pos_ == "PRON":
            text = f"{replacer.speaker_name} {finite_cue(utterance.cue)} {utterance.head.lower_}"
        case Form.ANSWER | Form.ATTITUDE:
            text = _said_with_cue(utterance, replacer, utterance.words)
    return Proposition(_as_sentence(text), replacer.unresolved)


def _clause_sentence(utterance: Utterance, replacer: PronounReplacer) -> str:
    head, inside = utterance.head, {word.i for word in utterance.words}
    special = (
        _inverted_negation(utterance, replacer)
        or _small_clause(utterance, replacer)
        or _object_relative(utterance, replacer)
        or existence_sentence(utterance, replacer)
    )
    if special:
        return special
    text = replacer.render(utterance.words, replaced=_expanded_will(utterance.words))
    if utterance.stance is Stance.DENIES and utterance.words[0].lower_ == "any" and not utterance.direct:
        text = text.split(" ", 1)[-1]
    relative = utterance.words[0].tag_ in ("WDT", "WP")
    if (
        relative
        or head.pos_ not in ("VERB", "AUX")
        or any(kid.dep_ in SUBJECTS or kid.dep_ == "expl" for kid in head.children)
    ):
        return text
    missing = subject(head)
    shared = shared_auxiliaries(head)
    if missing is None or missing.i in inside or head.i not in inside or not (is_finite(head) or shared):
        return text
    if (
        utterance.cue
        and utterance.cue[-1].doc is head.doc
        and utterance.words[0].i < utterance.cue[0].i < head.i
    ):
        return text  # "The soldiers, she told the court, killed six men"
    if utterance.cue and missing in utterance.speaker:
        body = replacer.render(
            utterance.words, replaced=_expanded_will(utterance.words), named=replacer.speaker_name
        )
        return f"{replacer.speaker_name} {body}"
    own = replacer.render(trim(phrase(missing, without=("relcl",))))
    replaced = missing.lower_ in ("we", "i") and own.lower() != missing.lower_
    plural = replaced and PartyName(own).plural
    changes = third_person_forms(missing.head) if replaced and not plural else {}
    words = [*shared, *utterance.words]
    body = replacer.render(words, replaced={**_expanded_will(words), **changes}, named=own)
    return f"{own} {body}" if own else text


def _object_relative(utterance: Utterance, replacer: PronounReplacer) -> str:
    """Return the sentence for a relative clause whose pronoun is the object; "" for any other.

    "(the road,) which the army built in May": "the army built the road in May".
    """
    head, first = utterance.head, utterance.words[0]
    objects = [kid for kid in head.children if kid.dep_ == "dobj" and kid != first]
    if objects or not is_relative_pronoun(first) or has_stranded_preposition(head):
        return ""
    if first.dep_ == "pobj" or head.lemma_ == "be" or utterance.stance is Stance.ASKS:
        return ""
    what = replacer.relative_antecedent(first)
    until = next((number for number, word in enumerate(utterance.words) if word == head), 0)
    if not what or not any(word.dep_ in SUBJECTS and word.head == head for word in utterance.words[1:until]):
        return ""
    if what.split()[0] in ("The", "A", "An", "This", "That", "These", "Those", "Its", "Their"):
        what = what[0].lower() + what[1:]
    before, after = utterance.words[1 : until + 1], utterance.words[until + 1 :]
    return " ".join(part for part in (replacer.render(before), what, replacer.render(after)) if part)


def _small_clause(utterance: Utterance, replacer: PronounReplacer) -> str:
    """Return the sentence for a clause without a verb: "declared the vote free"; "" for any other.

    The subject of "declared herself the winner" is the source.
    """
    head = utterance.head
    own = child(head, *SUBJECTS)
    if (
        head.pos_ not in ("NOUN", "PROPN", "ADJ")
        or own is None
        or own.i > head.i
        or own not in utterance.words
    ):
        return ""
    if any(word.pos_ in ("VERB", "AUX") and word.head in (head, word) for word in utterance.words):
        return ""
    subject_words = _phrase_in(utterance, own)
    rest = [word for word in utterance.words if word not in subject_words]
    reflexive = own.lower_ in _REFLEXIVE and replacer.speaker_name
    name = replacer.speaker_name if reflexive else replacer.render(subject_words)
    return f"{name} {_form_of_be(own)} {replacer.render(rest)}"


def _phrase_in(utterance: Utterance, head: "Token") -> list["Token"]:
    return [word for word in utterance.words if word == head or head.is_ancestor(word)]


def _form_of_be(noun: "Token") -> str:
    return "are" if noun.tag_ in ("NNS", "NNPS") or noun.lower_ in _PLURAL_WORDS else "is"


def _inverted_negation(utterance: Utterance, replacer: PronounReplacer) -> str:
    """Return the sentence for an inverted clause after "nor", or "" for any other clause.

    "nor have I ever worked there": "I have never worked there".
    """
    head = utterance.head
    helper, own = child(head, "aux", "auxpass"), child(head, *SUBJECTS)
    if head.lemma_ == "be" and own is not None and own.i > head.i:
        helper = head
    first = next(iter(utterance.words), None)
    if helper is None or own is None or first is None or helper != first or helper.i > own.i:
        return ""
    before = first.nbor(-1) if first.i else None
    if before is None or before.lower_ not in ("nor", "neither"):
        return ""
    subject_words = _phrase_in(utterance, own)
    ever = any(word.lower_ == "ever" for word in utterance.words)
    rest = [
        word
        for word in utterance.words
        if word not in subject_words and word != helper and word.lower_ != "ever"
    ]
    verb = third_person_forms(head).get(helper.i, helper.text) if own.lower_ in ("i", "we") else helper.text
    subject_text, rest_text = replacer.render(subject_words), replacer.render(rest)
    return f"{subject_text} {verb.strip()} {'never' if ever else 'not'} {rest_text}"


def _expanded_will(words: Iterable["Token"]) -> dict[int, str]:
    return {word.i: " " + EXPANSIONS[word.lower_].strip() for word in words if word.lower_ in ("'ll", "’ll")}


def _subject_text(utterance: Utterance, replacer: PronounReplacer) -> str:
    """Return the subject of the act that somebody is accused of or urged to: "they" for "accused them of"."""
    if not utterance.about:
        official = any(word.lower_ in _STATE_GROUPS for word in utterance.speaker)
        return replacer.party_name if replacer.plural and official else replacer.speaker_name
    if replacer.others and _is_each_other(utterance.about):
        return replacer.others  # "accused each other"
    about = replacer.render(utterance.about)
    return _NOMINATIVE.get(about.lower(), about)


_STATE_GROUPS = frozenset({"officials", "authorities", "diplomats"})
"""Groups that deny for their state: "Chinese officials denied theft"."""


def _is_each_other(words: Sequence["Token"]) -> bool:
    return " ".join(word.lower_ for word in words) in ("each other", "one another")


_PLURAL_FORMS = {"is": "are", "has": "have", "was": "were"}


def _frame_sentence(utterance: Utterance, replacer: PronounReplacer) -> str:
    """Return the sentence for `Form.FRAME`.

    "blamed the raid on the rebels": the rebels are responsible for the raid.
    """
    accused = _subject_text(utterance, replacer)
    if accused in (replacer.others, replacer.party_name):
        plural = PartyName(accused, joint=accused == replacer.others and " and " in accused).plural
    elif utterance.about:
        plural = phrase_head(utterance.about).tag_ in ("NNS", "NNPS")
    else:
        plural = replacer.plural or replacer.speaker_name.casefold() in ("they", "we", "you")
    first, _, rest = utterance.predicate.partition(" ")
    predicate = f"{_PLURAL_FORMS.get(first, first) if plural else first} {rest}".strip()
    head, about = utterance.head, {word.i for word in utterance.about}
    words = [word for word in _phrase_in(utterance, head) if word.i not in about]
    what = "" if head.lemma_.lower() in cues().predicate_nouns else replacer.render(words)
    return f"{accused} {predicate} {what}"


def _gerund_sentence(utterance: Utterance, replacer: PronounReplacer) -> str:
    """Return the sentence for `Form.GERUND`. "denied mobilizing any forces": the source mobilized forces."""
    verb = utterance.head
    helper = child(verb, "aux", "auxpass")
    changes = {word.i: "" for word in utterance.words if word.lower_ == "any"}
    negated = helper is None and any(kid.dep_ == "neg" and kid.lower_ == "not" for kid in verb.children)
    if negated:
        changes[verb.i] = f"did not {verb.lemma_}"
    elif helper is None:
        changes[verb.i] = _PAST_TENSES.get(verb.lemma_.lower()) or inflected(verb, "VBD")
    elif helper.lower_ == "having":
        changes[helper.i] = "had"
    elif helper.lower_ == "being":
        changes[helper.i] = "was"
    about = {word.i for word in utterance.about}
    words = [word for word in utterance.words if word.i not in about]
    if helper is None and verb in words:
        words = words[words.index(verb) :]
    lead = [
        word
        for word in utterance.words
        if word.i < verb.i and word.dep_ in ("advmod", *(() if negated else ("neg",))) and word.head == verb
    ]
    return f"{_subject_text(utterance, replacer)} {replacer.render([*lead, *words], replaced=changes)}"


def _infinitive_sentence(utterance: Utterance, replacer: PronounReplacer) -> str:
    """Return the sentence for `Form.INFINITIVE`.

    "vowed to retake the city": will; "urged them to leave": should; "claimed to have ...": as printed.
    """
    about = {word.i for word in utterance.about}
    words = [word for word in utterance.words if word.i not in about]
    body = [
        word
        for word in words
        if not (word.lower_ == "to" and word.head == utterance.head and word.dep_ == "aux")
    ]
    if utterance.stance is Stance.DEMANDS:
        asked = _subject_text(utterance, replacer)
        return f"{asked} should {replacer.render(body, named=asked)}"
    if utterance.stance is Stance.PREDICTS:
        return f"{replacer.speaker_name} will {replacer.render(body, named=replacer.speaker_name)}"
    return _said_with_cue(utterance, replacer, words)


_NOMINATIVE = {"him": "he", "her": "she", "them": "they", "me": "I", "us": "we"}


_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_PLURAL_WORDS = frozenset({"they", "them", "these", "those", "themselves"})


def _label_sentence(utterance: Utterance, replacer: PronounReplacer) -> str:
    """Return the sentence for `Form.LABEL`. "called its strikes a defence": its strikes are a defence."""
    about = {word.i for word in utterance.about}
    label = [word for word in utterance.words if word.i not in about]
    noun = next((word for word in utterance.about if word.head.i not in about), utterance.about[-1])
    if noun.lower_ in _REFLEXIVE and replacer.speaker_name:
        subject_text = replacer.speaker_name
    elif replacer.others and _is_each_other(utterance.about):
        subject_text = replacer.others
    elif noun.lower_ in ("it", "this", "that"):
        earlier = _earlier_labelled_noun(noun, replacer.resolver)
        subject_text = replacer.render(phrase(earlier)) if earlier is not None else noun.text
    elif noun.pos_ == "PRON":
        mention = replacer.resolver.antecedent(noun)
        subject_text = (
            mention.name if mention is not None and mention.name else _NOMINATIVE.get(noun.lower_, noun.text)
        )
    else:
        subject_text = replacer.render(utterance.about)
    several = subject_text == replacer.others and utterance.head.tag_ in ("NNS", "NNPS")
    return f"{subject_text} {'are' if several else _form_of_be(noun)} {replacer.render(label)}"


def _earlier_labelled_noun(pronoun: "Token", resolver: SpeakerResolver) -> "Token | None":
    """Return the noun that "it" refers to in "called it a riot", or None.

    This is the last labelled noun, or else the last object, in the sentence before and the pronoun's own
    sentence before it. If these have neither, it is the last labelled noun in the paragraph before.
    """
    doc = pronoun.doc
    start = max((sentence.start for sentence in doc.sents if sentence.start < pronoun.sent.start), default=0)
    near = _objects(doc[start : pronoun.i])
    labelled = [word for word in near if _is_labelled(word)]
    if near:
        return (labelled or near)[-1]
    earlier = resolver.previous_paragraph(doc)
    labelled = [word for word in _objects(earlier) if _is_labelled(word)] if earlier is not None else []
    return labelled[-1] if labelled else None


def _objects(words: Iterable["Token"]) -> list["Token"]:
    return [
        word
        for word in words
        if word.pos_ in ("NOUN", "PROPN")
        and (
            word.dep_ in ("dobj", "nmod", "nsubjpass") or (word.dep_ == "nsubj" and word.head.dep_ == "ccomp")
        )
    ]


def _is_labelled(word: "Token") -> bool:
    return word.head.lemma_.lower() in cues().label


def _phrase_sentence(utterance: Utterance, replacer: PronounReplacer) -> str:
    head = utterance.head
    words = [word for word in utterance.words if word.lower_ != "any"]
    if utterance.stance is Stance.DEMANDS:
        if any(kid.dep_ == "poss" or kid.lower_ in ("the", "this", "that") for kid in head.children):
            return f"{replacer.speaker_name} {_present(utterance.cue[-1], replacer)} {replacer.render(words)}"
        return f"There should be {replacer.render(words)}"
    if utterance.stance is Stance.DENIES:
        return f"There {'were' if head.tag_ == 'NNS' else 'was'} {replacer.render(words)}"
    if utterance.cue and utterance.cue[-1].lemma_.lower() in cues().label:
        plural = replacer.plural or replacer.speaker_name.casefold() in ("they", "we", "you", "i")
        return f"{replacer.speaker_name} {'speak' if plural else 'speaks'} of {replacer.render(words)}"
    return _said_with_cue(utterance, replacer, words)


def _present(verb: "Token", replacer: PronounReplacer) -> str:
    """Return the verb in the present: "seeks the nomination" for "candidates seeking the nomination"."""
    form = "VBP" if replacer.plural else "VBZ"
    return str(next(iter(lemminflect().getInflection(verb.lemma_, form)), verb.lemma_))


def _said_with_cue(utterance: Utterance, replacer: PronounReplacer, words: Sequence["Token"]) -> str:
    name, content = replacer.speaker_name, replacer.render(words, named=replacer.speaker_name)
    if words and words[0].i == words[0].sent.start and words[0].pos_ in ("DET", "NOUN", "ADJ"):
        content = content[:1].lower() + content[1:]
    return f"{name} {finite_cue(utterance.cue)} {content}"


_CONNECTIVES = "however|meanwhile|nevertheless|nonetheless|moreover|furthermore"
_CONNECTIVE = re.compile(rf"^(?:{_CONNECTIVES}),? |, (?:{_CONNECTIVES}),(?= )", re.IGNORECASE)
"""What links a statement to the text before it: "The union, however, ..."."""


def _as_sentence(text: str) -> str:
    text = _CONNECTIVE.sub("", " ".join(text.split())).strip(" ,;:–—-")
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?…" else ".")
