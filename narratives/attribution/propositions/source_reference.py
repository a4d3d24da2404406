"""Whether a pronoun in a content refers to its source, by agreement and by other possible antecedents."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from narratives.attribution.cues import roles
from narratives.attribution.propositions.antecedents import (
    SPEAKING_FOR,
    agrees,
    earlier_objects,
    follows_other_claim,
    is_of_holders,
    speaks_for_another,
    speaks_of_object,
)
from narratives.attribution.speakers.resolver import PERSON_PRONOUNS, SpeakerResolver
from narratives.attribution.speakers.speaker import Speaker
from narratives.attribution.utterances.hearsay import HEARSAY_ADVERBS
from narratives.attribution.utterances.utterance import Utterance
from narratives.language.clauses import SUBJECTS, child, is_finite, phrase_head, words_before
from narratives.language.countries import country_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_PRONOUNS_BY_KIND = {
    "person": {"he", "she", "him", "his", "her"},
    "group": {"they", "them", "their"},
    "body": {"it", "its"},
}
_OWNED_BY_STATES = frozenset(
    "territory airspace waters soil border sovereignty capital embassy consulate government troops soldier "
    "army military navy citizen population diplomat parliament president".split()
)
"""What a drone, a deal or a ship does not have: "its territory" is that of a state or body."""


_OWNED_BY_LEADERS = frozenset("government country nation administration cabinet presidency".split())
"""What a state or body has no "his" or "her" for: "accused Delhi of plotting against his government"."""


def is_country(words: Sequence["Token"]) -> bool:
    """Return True for words that name a state or its capital."""
    return " ".join(word.text for word in words).casefold() in country_of()


def may_be_person(word: "Token") -> bool:
    """Return True for the name of a person, and for a noun for one person: "the mayor", "her brother"."""
    person = word.tag_ == "NN" and word.lower_ in roles().titles | roles().people | roles().kin
    return person or word.ent_type_ == "PERSON"


class SourceReference:
    """Decides whether pronouns in the content of one utterance refer to its source."""

    def __init__(
        self, utterance: Utterance, speaker: Speaker | None, resolver: SpeakerResolver, name: str
    ) -> None:
        """Keep the utterance with its speaker.

        Args:
            name: the name of the speaker as in a sentence, or "".
        """
        self._utterance = utterance
        self._speaker = speaker
        self._resolver = resolver
        self._name = name

    @property
    def kind(self) -> str:
        """The kind of the speaker; "person" for an unnamed one: "a navy admiral", "the driver's mother"."""
        if self._speaker is None:
            return ""
        head = phrase_head(self._utterance.speaker) if self._utterance.speaker else None
        person = roles().titles | roles().people
        titled = head is not None and head.tag_ == "NN" and head.lower_ in person
        return "person" if titled else self._speaker.kind

    def is_meant_by(self, word: "Token", before: Sequence["Token"]) -> bool:
        """Return True if the pronoun agrees with the source in kind and has no other possible antecedent."""
        pronoun = word.lower_
        if self._speaker is None or not self._speaker.resolved:
            return False
        if pronoun not in _PRONOUNS_BY_KIND.get(self.kind, set()) or self._is_of_another(word):
            return False
        rival = any(_is_rival(pronoun, other) for other in before) or self._has_other_subject(word)
        if pronoun in _PRONOUNS_BY_KIND["body"]:
            rival = rival or bool(earlier_objects(self._utterance)) or self._has_earlier_subject(before)
            rival = rival or follows_other_claim(self._utterance)
            if pronoun == "its" and word.head.lemma_.lower() in _OWNED_BY_STATES:
                rival = any(other.pos_ == "PROPN" or other.lower_ in roles().offices for other in before)
        if pronoun in ("his", "her") and word.head.lemma_.lower() in _OWNED_BY_LEADERS:
            rival = any(may_be_person(other) for other in before)
        if self.kind == "person" and self._utterance.speaker:
            unsure = pronoun in ("him", "her") or not self._resolver.mentions.gender(self._speaker.name)
            unsure = unsure and not self._opens_report(word, before)
            near = unsure and self._resolver.another_person_near(self._utterance.speaker[-1], self._name)
            rival = rival or near
        return not rival

    @property
    def is_alleged(self) -> bool:
        """True for the writer's sentence with "allegedly"."""
        return bool(self._utterance.cue) and self._utterance.cue[-1].lower_ in HEARSAY_ADVERBS

    def _is_of_another(self, word: "Token") -> bool:
        """Return True for a pronoun that another is more likely to be, by its place and what is said of it.

        For example in the writer's "He allegedly ...", in "blamed the president for ... his ...", in
        "concluded that it was safe", and for a person who speaks for another.
        """
        utterance, pronoun = self._utterance, word.lower_
        if any(other.pos_ == "PRON" for other in utterance.speaker[:-1]):
            return True
        if self._is_before_same_pronoun(word):
            return True
        accused = any(agrees(pronoun, other) for other in utterance.about if other != word)
        accused = accused and not (pronoun in PERSON_PRONOUNS and is_country(utterance.about))
        quality = child(word.head, "acomp") if pronoun == "it" and word.head.lemma_ == "be" else None
        if self.is_alleged or accused or (quality is not None and not is_of_holders(quality)):
            return True
        if self.kind != "person" or not utterance.speaker:
            return False
        if self._resolver.mentions.is_other_gender(pronoun, self._name):
            return True
        return pronoun in PERSON_PRONOUNS and (speaks_for_another(utterance) or speaks_of_object(utterance))

    def _is_before_same_pronoun(self, word: "Token") -> bool:
        """Return True for "them" in "one of them, they say", and for the first "it" in "it left, it said"."""
        source = self._utterance.speaker
        if len(source) != 1 or source[0].doc is not word.doc or word.i > source[0].i:
            return False
        return (word.lower_, source[0].lower_) in (("them", "they"), ("it", "it"))

    def _opens_report(self, word: "Token", before: Sequence["Token"]) -> bool:
        """Return True for a subject right after a cue, which is the source in "Lopez told the paper he ...".

        False if a person is told it, if the cue is not finite, and for a source that is no person.
        """
        source = self._utterance.speaker
        if not self._utterance.cue or before or word.dep_ not in SUBJECTS:
            return False
        if len(source) == 1 and source[0].lower_ in PERSON_PRONOUNS:
            return bool(source[0].lower_ == word.lower_)
        cue = self._utterance.cue[-1]
        told = any(kid.dep_ in ("dobj", "dative") and kid.ent_type_ == "PERSON" for kid in cue.children)
        named = not any(other.lemma_.lower() in _FINDINGS or other.tag_ == "POS" for other in source)
        own = word.dep_ == "nsubj" and word.head == self._utterance.head and is_finite(cue)
        known = set(phrase_head(source).subtree) | set(source)
        others = any(one.ent_type_ == "PERSON" and one not in known for one in words_before(cue))
        return own and named and not (told or others or cue.lemma_.lower() in _TESTIFYING)

    def _has_other_subject(self, word: "Token") -> bool:
        """Return True if a claim before this one has another subject that the pronoun may refer to.

        For example "said Iran is building a plant and hiding its sites".
        """
        cue = self._utterance.cue[-1] if self._utterance.cue else None
        if cue is None or cue.doc is not word.doc or cue.i > word.i:
            return False
        earlier = (
            other
            for other in word.doc[cue.i + 1 : word.i]
            if other.dep_ in SUBJECTS and other.text not in self._name.split()
        )
        if word.lower_ in PERSON_PRONOUNS:
            return any(other.pos_ == "PROPN" or other.lemma_.lower() in roles().persons for other in earlier)
        return any(_is_rival(word.lower_, other) for other in earlier)

    def _has_earlier_subject(self, before: Sequence["Token"]) -> bool:
        """Return True if a noun is the subject of a claim before this one: "said P and that it ..."."""
        if not self._utterance.cue:
            return False
        first = before[0].i if before else self._utterance.words[0].i
        cue = self._utterance.cue[-1]
        return cue.doc is self._utterance.words[0].doc and any(
            word.dep_ in SUBJECTS and word.pos_ == "NOUN" for word in cue.doc[cue.i : first]
        )

    def earlier_object(self, word: "Token") -> "Token | None":
        """Return the noun that "they" refers to in "denied the claims and said they were made up", or None.

        It is the object of the verb before the cue, if that is no person and differs from the source in kind.
        """
        numbers = {"it": "NN", "they": "NNS"}.get(word.lower_)
        if numbers is None or word.dep_ not in SUBJECTS or word.head != self._utterance.head:
            return None
        if self.kind in ("", "unknown", "group" if numbers == "NNS" else "body"):
            return None
        people = roles().speaking | roles().people
        nouns = [noun for noun in earlier_objects(self._utterance) if noun.tag_ == numbers]
        return nouns[0] if len(nouns) == 1 and nouns[0].lemma_.lower() not in people else None


_TESTIFYING = frozenset({"testify", "claim", "allege", "accuse", "charge"})
"""Cues of what is mostly said of others."""
_FINDINGS = SPEAKING_FOR | {"poll", "survey", "study", "report", "analysis"}


def _is_rival(pronoun: str, noun: "Token") -> bool:
    """Return True if the noun may be the antecedent instead of the source; any noun may for "he" and "it"."""
    if pronoun in ("they", "them", "their", "theirs"):
        return agrees(pronoun, noun)
    return noun.pos_ in ("NOUN", "PROPN") and noun.ent_type_ != "DATE"
