"""A content → a sentence that stands alone, as close to the printed words as grammar allows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from narratives.attribution.cues import cues, roles
from narratives.attribution.speakers.cast import PRONOUNS, Cast, Speaker
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.clauses import QUOTE_MARKS, SUBJECTS, child, is_finite, phrase, subject, trim
from narratives.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_I = {"i": "{}", "me": "{}", "my": "{}’s", "mine": "{}’s", "myself": "{}"}
_WE = {"we": "{}", "us": "{}", "our": "{}’s", "ours": "{}’s", "ourselves": "{}"}
_THIRD = {
    "he": "{}", "she": "{}", "him": "{}", "his": "{}’s", "it": "{}", "its": "{}’s",
    "they": "{}", "them": "{}", "their": "{}’s",
}  # fmt: skip
_POSSESSIVE_HER = "her"
_KINDS = {
    "person": {"he", "she", "him", "his", "her"},
    "group": {"they", "them", "their"},
    "body": {"it", "its"},
}
_SINGULAR = {"are": "is", "were": "was", "have": "has", "do": "does", "am": "is", "'re": "is", "’re": "is",
             "'ve": "has", "’ve": "has", "'m": "is", "’m": "is"}  # fmt: skip
_EXPANDED = {"'re": " are", "’re": " are", "'ve": " have", "’ve": " have", "'m": " is", "’m": " is",
             "'ll": " will", "’ll": " will", "'d": " would", "’d": " would"}  # fmt: skip
_PASTS = {"lie": "lied"}
"""Of verbs with two pasts the one that accusations mean."""

_BARE_OBJECTS = {
    "responsibility": "bears",
    "involvement": "had",
    "wrongdoing": "committed",
    "knowledge": "had",
}


def proposition(utterance: Utterance, speaker: Speaker | None, cast: Cast) -> str:
    """The sentence that the content puts forward, ending in a full stop.

    Subjects left out are filled in; "I" is the speaker and "we" the speaker's party, in direct speech;
    "its", "they" and the like are replaced where they can stand for nobody but the source, or where the
    sentence before tells. A denial's proposition is what is denied.
    """
    names = _Names(utterance, speaker, cast)
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


class _Names:
    """What pronouns inside one content become."""

    def __init__(self, utterance: Utterance, speaker: Speaker | None, cast: Cast) -> None:
        self._utterance = utterance
        self._speaker = speaker
        self.cast = cast
        self.own = speaker.name if speaker else ""
        self.plural = speaker is not None and speaker.kind == "group"
        self.side = _with_article(speaker.affiliation.party or speaker.name) if speaker else ""

    def render(self, words: Sequence["Token"], *, replaced: Mapping[int, str] | None = None) -> str:
        changes = {**self._replacements(words), **(replaced or {})}
        pieces: list[str] = []
        for position, word in enumerate(words):
            if (word.text in QUOTE_MARKS and word.text not in ("’", "'")) or word.text in "[]":
                if word.whitespace_ and pieces:
                    pieces.append(" ")
                continue
            if position and word.i != words[position - 1].i + 1 and pieces and not pieces[-1].endswith(" "):
                pieces.append(" ")
            new = changes.get(word.i, word.text)
            if new.startswith(" ") and pieces:
                pieces[-1] = pieces[-1].rstrip()
            pieces.append(new + (" " if word.whitespace_ and new else ""))
        return " ".join("".join(pieces).split()).replace(" ,", ",").replace(" .", ".")

    def _replacements(self, words: Sequence["Token"]) -> dict[int, str]:
        changes: dict[int, str] = {}
        for position, word in enumerate(words):
            new = self._pronoun(word, words[:position])
            if new is None:
                continue
            changes[word.i] = f"the {new[4:]}" if position and new.startswith("The ") else new
            if word.dep_ in SUBJECTS and self._utterance.direct and word.lower_ in ("we", "i"):
                changes.update(_agreement(word.head))
        return changes

    def _pronoun(self, word: "Token", before: Sequence["Token"]) -> str | None:
        """What a pronoun becomes; None where it stays, or the word is none."""
        lower = word.lower_
        if lower == "us" and word.text.isupper():
            return None
        if self._utterance.direct and self._speaker is not None and lower in _I | _WE:
            shape, name = (_I[lower], self.own) if lower in _I else (_WE[lower], self.side)
            return shape.format(name) if name and self._speaker.resolved else None
        if word.tag_ in ("WDT", "WP") and not before and lower in ("which", "who", "that"):
            return self.relative(word)
        if lower not in PRONOUNS or word.pos_ not in ("PRON", "DET"):
            return None
        return self._third_person(word, before)

    def _third_person(self, word: "Token", before: Sequence["Token"]) -> str | None:
        lower = word.lower_
        if word.dep_ in SUBJECTS and lower == "it" and _is_expletive(word):
            return None
        if self._utterance.about == (word,) and self._utterance.form is not Form.LABEL:
            mention = self.cast.antecedent(word)
            return mention.name or None if mention is not None else None
        if not self._utterance.direct and self._is_source(lower, before):
            own = self.side if self._speaker and self._speaker.kind == "body" else self.own
            possessive = lower == _POSSESSIVE_HER and word.dep_ == "poss"
            return ("{}’s" if possessive else _THIRD.get(lower, "{}")).format(own)
        if lower == "it" and self._utterance.direct:
            return None
        opens = word.dep_ in SUBJECTS and all(
            other.dep_ in ("advmod", "cc", "punct", "mark", "aux") for other in before
        )
        if opens and (self._utterance.direct or self._speaker is None):
            mention = self.cast.antecedent(word)
            if mention is not None and mention.name and not self.own.endswith(mention.name):
                return mention.name
        return None

    def relative(self, word: "Token") -> str | None:
        """What "which" or "who" at the head of a content stands for."""
        noun = next((up.head for up in (word, *word.ancestors) if up.dep_ == "relcl"), None)
        return self.render(phrase(noun)) if noun is not None else None

    def _is_source(self, pronoun: str, before: Sequence["Token"]) -> bool:
        """Whether nobody but the source can be meant: it is of that kind and no noun stands nearer."""
        if self._speaker is None or not self._speaker.resolved:
            return False
        if any(word.pos_ == "PRON" for word in self._utterance.speaker[:-1]):
            return False
        rival = any(other.pos_ in ("NOUN", "PROPN") and other.ent_type_ != "DATE" for other in before)
        if pronoun in _KINDS["body"]:
            rival = rival or self._acted_upon_before() or self._subject_between(before)
        if self._speaker.kind == "person" and self._utterance.speaker:
            if self.cast.is_other_gender(pronoun, self._speaker):
                return False
            unsure = pronoun in ("him", "her") or not self.cast.gender(self._speaker)
            near = unsure and self.cast.others_near(self._utterance.speaker[-1], self.own)
            rival = rival or near
        return pronoun in _KINDS.get(self._speaker.kind, set()) and not rival

    def _subject_between(self, before: Sequence["Token"]) -> bool:
        """Whether a thing is the subject of a claim before this one: "said P and that it ..."."""
        if not self._utterance.cue:
            return False
        first = before[0].i if before else self._utterance.words[0].i
        cue = self._utterance.cue[-1]
        return cue.doc is self._utterance.words[0].doc and any(
            word.dep_ in SUBJECTS and word.pos_ == "NOUN" for word in cue.doc[cue.i : first]
        )

    def _acted_upon_before(self) -> bool:
        """Whether the sentence names a thing before the cue: "called the deal off and said it must go"."""
        if not self._utterance.cue:
            return False
        verb = self._utterance.cue[-1]
        joined = [verb.head] if verb.dep_ == "conj" else []
        return any(kid.dep_ in ("dobj", "nsubjpass") for other in joined for kid in other.children)


def _with_article(name: str) -> str:
    """ "the Obama administration": a party's name that ends in a common noun for one body."""
    last = name.rpartition(" ")[2]
    common = (
        " " in name and last.islower() and last in roles().offices and not name.lower().startswith("the ")
    )
    return f"the {name}" if common else name


def _is_expletive(it: "Token") -> bool:
    """ "it was the union that ...", "it was raining": "it" stands for nothing before."""
    verb = it.head
    if verb.lemma_ != "be":
        return False
    return any(
        kid.dep_ in ("attr", "acomp")
        and any(inner.dep_ in ("relcl", "ccomp", "xcomp", "csubj") for inner in kid.children)
        for kid in verb.children
    ) or any(kid.dep_ in ("ccomp", "xcomp", "csubj") for kid in verb.children if kid.i > verb.i)


def _agreement(verb: "Token") -> dict[int, str]:
    """The verb and its helpers, and the verbs conjoined to it, put in the third person singular."""
    from lemminflect import getInflection

    changes = {}
    for one in [verb, *verb.conjuncts]:
        if one != verb and child(one, *SUBJECTS) is not None:
            continue
        helpers = [kid for kid in one.children if kid.dep_ in ("aux", "auxpass")]
        for word in helpers[:1] or [one]:
            lower = word.lower_
            if lower in _SINGULAR:
                changes[word.i] = (" " if lower[0] in "'’" else "") + _SINGULAR[lower]
            elif lower in _EXPANDED:
                changes[word.i] = _EXPANDED[lower]
            elif word.tag_ == "VBP":
                changes[word.i] = next(iter(getInflection(word.lemma_, "VBZ")), word.text)
    return changes


def _clause(utterance: Utterance, names: _Names) -> str:
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
    changes = _agreement(missing.head) if missing.lower_ in ("we", "i") and utterance.direct else {}
    own = names.render(trim(phrase(missing, without=("relcl",))))
    body = names.render(utterance.words, replaced={**_expanded(utterance.words), **changes})
    return f"{own} {body}" if own else text


def _nor(utterance: Utterance, names: _Names) -> str:
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
    verb = _agreement(head).get(helper.i, helper.text) if own.lower_ in ("i", "we") else helper.text
    return f"{names.render(subject_words)} {verb.strip()} {'never' if ever else 'not'} {names.render(rest)}"


def _expanded(words: Iterable["Token"]) -> dict[int, str]:
    return {word.i: " " + _EXPANDED[word.lower_].strip() for word in words if word.lower_ in ("'ll", "’ll")}


def _doer(utterance: Utterance, names: _Names) -> str:
    return names.render(utterance.about) if utterance.about else names.own


_PLURAL_FORMS = {"is": "are", "has": "have", "was": "were"}


def _framed(utterance: Utterance, names: _Names) -> str:
    """ "blamed the raid on the rebels": the rebels are responsible for the raid."""
    doer = _head_of(utterance.about or utterance.speaker)
    own = names.plural or names.own.casefold() in ("they", "we", "you")
    plural = own if not utterance.about else doer is not None and doer.tag_ in ("NNS", "NNPS")
    first, _, rest = utterance.says.partition(" ")
    says = f"{_PLURAL_FORMS.get(first, first) if plural else first} {rest}".strip()
    head, about = utterance.head, {word.i for word in utterance.about}
    words = [
        word for word in utterance.words if (word == head or head.is_ancestor(word)) and word.i not in about
    ]
    what = "" if head.lemma_.lower() in cues().deeds else names.render(words)
    return f"{_doer(utterance, names)} {says} {what}"


def _head_of(words: Sequence["Token"]) -> "Token | None":
    inside = {word.i for word in words}
    return next((word for word in words if word.head.i not in inside or word.head == word), None)


def _deed(utterance: Utterance, names: _Names) -> str:
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


def _intent(utterance: Utterance, names: _Names) -> str:
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


def _labelled(utterance: Utterance, names: _Names) -> str:
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


def _named(utterance: Utterance, names: _Names) -> str:
    head = utterance.head
    words = [word for word in utterance.words if word.lower_ != "any"]
    if utterance.stance is Stance.DEMANDS:
        return f"There should be {names.render(words)}"
    if utterance.stance is Stance.DENIES:
        if head.lemma_.lower() in _BARE_OBJECTS:
            return f"{names.own} {_BARE_OBJECTS[head.lemma_.lower()]} {names.render(words)}"
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
