"""A content → a sentence that stands alone, as close to the printed words as grammar allows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from narratives.attribution.cues import cues
from narratives.attribution.propositions.pronouns import EXPANDED, Names, agreement
from narratives.attribution.speakers.cast import Cast, Speaker
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.clauses import SUBJECTS, child, is_finite, phrase, phrase_head, subject, trim
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_PASTS = {"lie": "lied"}
"""Of verbs with two pasts the one that accusations mean."""


def proposition(utterance: Utterance, speaker: Speaker | None, cast: Cast) -> str:
    """The sentence that the content puts forward, ending in a full stop.

    Subjects left out are filled in; "I" is the speaker and "we" the speaker's party, in direct speech;
    "its", "they" and the like are replaced where they can stand for nobody but the source, or where the
    sentence before tells. A denial's proposition is what is denied.
    """
    names = Names(utterance, speaker, cast)
    match utterance.form:
        case Form.CLAUSE:
            text = _clause(utterance, names)
        case Form.GERUND:
            text = _deed(utterance, names)
        case Form.INFINITIVE:
            text = _intent(utterance, names)
        case Form.LABEL:
            text = _labelled(utterance, names)
        case Form.PHRASE:
            text = _named(utterance, names)
        case Form.FRAME:
            text = _framed(utterance, names)
        case Form.ANSWER if utterance.head.pos_ == "PRON":
            text = f"{names.own} {_cue(utterance)} {utterance.head.lower_}"
        case Form.ANSWER | Form.ATTITUDE:
            text = f"{names.own} {_cue(utterance)} {names.render(utterance.words)}"
    return _finished(text)


def _clause(utterance: Utterance, names: Names) -> str:
    head = utterance.head
    inside = {word.i for word in utterance.words}
    inverted = _nor(utterance, names)
    if inverted:
        return inverted
    text = names.render(utterance.words, replaced=_expanded(utterance.words))
    if utterance.stance is Stance.DENIES and utterance.words[0].lower_ == "any" and not utterance.direct:
        text = text.split(" ", 1)[-1]
    if head.pos_ not in ("VERB", "AUX") or any(
        kid.dep_ in SUBJECTS or kid.dep_ == "expl" for kid in head.children
    ):
        return text
    missing = subject(head)
    if missing is None or missing.i in inside or head.i not in inside or not is_finite(head):
        return text
    if utterance.cue and missing in utterance.speaker:
        return f"{names.own} {text}"
    changes = agreement(missing.head) if missing.lower_ in ("we", "i") and utterance.direct else {}
    own = names.render(trim(phrase(missing, without=("relcl",))))
    body = names.render(utterance.words, replaced={**_expanded(utterance.words), **changes})
    return f"{own} {body}" if own else text


def _nor(utterance: Utterance, names: Names) -> str:
    """ "nor have I ever worked there": I have never worked there; "" where the clause is none such."""
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
    subject_words = [word for word in utterance.words if word == own or own.is_ancestor(word)]
    ever = any(word.lower_ == "ever" for word in utterance.words)
    rest = [
        word
        for word in utterance.words
        if word not in subject_words and word != helper and word.lower_ != "ever"
    ]
    verb = agreement(head).get(helper.i, helper.text) if own.lower_ in ("i", "we") else helper.text
    return f"{names.render(subject_words)} {verb.strip()} {'never' if ever else 'not'} {names.render(rest)}"


def _expanded(words: Iterable["Token"]) -> dict[int, str]:
    return {word.i: " " + EXPANDED[word.lower_].strip() for word in words if word.lower_ in ("'ll", "’ll")}


def _doer(utterance: Utterance, names: Names) -> str:
    return names.render(utterance.about) if utterance.about else names.own


_PLURAL_FORMS = {"is": "are", "has": "have", "was": "were"}


def _framed(utterance: Utterance, names: Names) -> str:
    """ "blamed the raid on the rebels": the rebels are responsible for the raid."""
    if utterance.about:
        plural = phrase_head(utterance.about).tag_ in ("NNS", "NNPS")
    else:
        plural = names.plural or names.own.casefold() in ("they", "we", "you")
    first, _, rest = utterance.says.partition(" ")
    says = f"{_PLURAL_FORMS.get(first, first) if plural else first} {rest}".strip()
    head, about = utterance.head, {word.i for word in utterance.about}
    words = [
        word for word in utterance.words if (word == head or head.is_ancestor(word)) and word.i not in about
    ]
    what = "" if head.lemma_.lower() in cues().deeds else names.render(words)
    return f"{_doer(utterance, names)} {says} {what}"


def _deed(utterance: Utterance, names: Names) -> str:
    """ "denied mobilizing any forces": the source mobilized forces."""
    from lemminflect import getInflection

    verb = utterance.head
    helper = child(verb, "aux", "auxpass")
    changes = {word.i: "" for word in utterance.words if word.lower_ == "any"}
    if helper is None:
        past = _PASTS.get(verb.lemma_.lower()) or next(iter(getInflection(verb.lemma_, "VBD")), verb.text)
        changes[verb.i] = past
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
        if word.i < verb.i and word.dep_ in ("advmod", "neg") and word.head == verb
    ]
    return f"{_doer(utterance, names)} {names.render([*lead, *words], replaced=changes)}"


def _intent(utterance: Utterance, names: Names) -> str:
    """ "vowed to retake the city": will; "urged them to leave": should; "claimed to have ...": as printed."""
    about = {word.i for word in utterance.about}
    words = [word for word in utterance.words if word.i not in about]
    body = [
        word
        for word in words
        if not (word.lower_ == "to" and word.head == utterance.head and word.dep_ == "aux")
    ]
    if utterance.stance is Stance.DEMANDS:
        return f"{_doer(utterance, names)} should {names.render(body)}"
    if utterance.stance is Stance.PREDICTS:
        return f"{names.own} will {names.render(body)}"
    return f"{names.own} {_cue(utterance)} {names.render(words)}"


_NOMINATIVE = {"him": "he", "her": "she", "them": "they", "me": "I", "us": "we"}


def _labelled(utterance: Utterance, names: Names) -> str:
    """ "called its strikes an 'anti-terrorist operation'": the strikes are one."""
    about = {word.i for word in utterance.about}
    label = [word for word in utterance.words if word.i not in about]
    noun = next((word for word in utterance.about if word.head.i not in about), utterance.about[-1])
    if noun.lower_ in ("it", "this", "that"):
        earlier = _labelled_before(noun, names.cast)
        thing = names.render(phrase(earlier)) if earlier is not None else noun.text
    elif noun.pos_ == "PRON":
        mention = names.cast.antecedent(noun)
        thing = (
            mention.name if mention is not None and mention.name else _NOMINATIVE.get(noun.lower_, noun.text)
        )
    else:
        thing = names.render(utterance.about)
    plural = noun.tag_ in ("NNS", "NNPS") or noun.lower_ in ("they", "them", "these", "those")
    return f"{thing} {'are' if plural else 'is'} {names.render(label)}"


def _labelled_before(pronoun: "Token", cast: Cast) -> "Token | None":
    """What "it" is in "called it a riot": the last thing that was labelled or acted upon before.

    Looked for in the sentence before and its own, else as what was labelled in the paragraph before.
    """
    doc = pronoun.doc
    start = max((sentence.start for sentence in doc.sents if sentence.start < pronoun.sent.start), default=0)
    near = _objects(doc[start : pronoun.i])
    labelled = [word for word in near if _is_labelled(word)]
    if near:
        return (labelled or near)[-1]
    earlier = cast.before(doc)
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


def _named(utterance: Utterance, names: Names) -> str:
    head = utterance.head
    words = [word for word in utterance.words if word.lower_ != "any"]
    if utterance.stance is Stance.DEMANDS:
        return f"There should be {names.render(words)}"
    if utterance.stance is Stance.DENIES:
        return f"There {'were' if head.tag_ == 'NNS' else 'was'} {names.render(words)}"
    if utterance.cue and utterance.cue[-1].lemma_.lower() in cues().label:
        plural = names.plural or names.own.casefold() in ("they", "we", "you", "i")
        return f"{names.own} {'speak' if plural else 'speaks'} of {names.render(words)}"
    return f"{names.own} {_cue(utterance)} {names.render(words)}"


def _cue(utterance: Utterance) -> str:
    return "".join(word.text_with_ws for word in utterance.cue).strip()


def _finished(text: str) -> str:
    text = " ".join(text.split()).strip(" ,;:–—-")
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?…" else ".")
