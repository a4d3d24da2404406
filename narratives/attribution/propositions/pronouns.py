"""What pronouns inside a content become: the speaker, the speaker's party, what the sentence before tells."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from narratives.attribution.cues import roles
from narratives.attribution.speakers.cast import PRONOUNS, Cast, Speaker
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.clauses import QUOTE_MARKS, SUBJECTS, child, phrase, relative_antecedent

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
EXPANDED = {"'re": " are", "’re": " are", "'ve": " have", "’ve": " have", "'m": " is", "’m": " is",
             "'ll": " will", "’ll": " will", "'d": " would", "’d": " would"}  # fmt: skip


class Names:
    """What pronouns inside one content become."""

    def __init__(self, utterance: Utterance, speaker: Speaker | None, cast: Cast) -> None:
        self._utterance = utterance
        self._speaker = speaker
        self.cast = cast
        self.own = speaker.name if speaker else ""
        self.plural = speaker is not None and speaker.kind == "group"
        self.side = _with_article(speaker.affiliation.party or speaker.name) if speaker else ""

    def render(self, words: Sequence["Token"], *, replaced: Mapping[int, str] | None = None) -> str:
        """The words as text, with what stands for their pronouns; ``replaced`` by number of the word."""
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
                changes.update(agreement(word.head))
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
        joined = _joined_subject(word)
        return self.render(phrase(joined)) if joined is not None else self._third_person(word, before)

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
        noun = relative_antecedent(word)
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
            if self.cast.mentions.is_other_gender(pronoun, self._speaker.name):
                return False
            unsure = pronoun in ("him", "her") or not self.cast.mentions.gender(self._speaker.name)
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


def _joined_subject(pronoun: "Token") -> "Token | None":
    """The thing that "it" is in "the ban is unjust, nor does it help": the subject of the clause before."""
    verb = pronoun.head
    if pronoun.dep_ not in SUBJECTS or verb.dep_ != "conj" or pronoun.lower_ not in ("it", "they"):
        return None
    thing = child(verb.head, *SUBJECTS)
    numbers = ("NN",) if pronoun.lower_ == "it" else ("NNS",)
    return thing if thing is not None and thing.tag_ in numbers and thing.i < pronoun.i else None


def _with_article(name: str) -> str:
    """ "the Obama administration": a party's name that ends in a common noun for one body."""
    last = name.rpartition(" ")[2]
    common = last in roles().offices and (" " in name or name.islower())
    return f"the {name}" if common and not name.lower().startswith("the ") else name


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


def agreement(verb: "Token") -> dict[int, str]:
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
            elif lower in EXPANDED:
                changes[word.i] = EXPANDED[lower]
            elif word.tag_ == "VBP":
                changes[word.i] = next(iter(getInflection(word.lemma_, "VBZ")), word.text)
    return changes
