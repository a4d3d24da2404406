"""Replace pronouns in a content by the speaker, the speaker's party, or an antecedent before it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from narratives.attribution.cues import roles
from narratives.attribution.propositions.names import PartyName, personal_pronoun
from narratives.attribution.speakers.resolver import PRONOUNS, SpeakerResolver
from narratives.attribution.speakers.speaker import Speaker
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.clauses import QUOTE_MARKS, SUBJECTS, child, phrase, phrase_head, relative_antecedent
from narratives.language.packages import lemminflect

if TYPE_CHECKING:
    from spacy.tokens import Token

_FIRST_SINGULAR = {"i": "{}", "me": "{}", "my": "{}’s", "mine": "{}’s", "myself": "{}"}
_FIRST_PLURAL = {"we": "{}", "us": "{}", "our": "{}’s", "ours": "{}’s", "ourselves": "{}"}
_THIRD_PERSON = {
    "he": "{}", "she": "{}", "him": "{}", "his": "{}’s", "it": "{}", "its": "{}’s",
    "they": "{}", "them": "{}", "their": "{}’s",
}  # fmt: skip
_POSSESSIVE_HER = "her"
_WEATHER_VERBS = frozenset({"rain", "snow", "hail", "drizzle", "thunder"})
_PRONOUNS_BY_KIND = {
    "person": {"he", "she", "him", "his", "her"},
    "group": {"they", "them", "their"},
    "body": {"it", "its"},
}
_SAME_ANTECEDENT = {
    "his": ("he", "him"), "her": ("she",), "their": ("they", "them"), "its": ("it",),
}  # fmt: skip
_OWNED_BY_STATES = frozenset(
    "territory airspace waters soil border sovereignty capital embassy consulate government troops soldier "
    "army military navy citizen population diplomat parliament president".split()
)
"""What a drone, a deal or a ship does not have: "its territory" is that of a state or body."""
_SINGULAR_FORMS = {
    "are": "is", "were": "was", "have": "has", "do": "does", "am": "is",
    "'re": "is", "’re": "is", "'ve": "has", "’ve": "has", "'m": "is", "’m": "is",
}  # fmt: skip
EXPANSIONS = {
    "'re": " are", "’re": " are", "'ve": " have", "’ve": " have", "'m": " is", "’m": " is",
    "'ll": " will", "’ll": " will", "'d": " would", "’d": " would",
}  # fmt: skip


class PronounReplacer:
    """Replaces the pronouns in the content of one utterance.

    Attributes:
        resolver: resolver of the speakers and mentions of the document.
        speaker_name: name of the speaker; "" if there is none.
        plural: True if the speaker is a group.
        party_name: name of the speaker's party, or of the speaker if it has none, with its article; "" without
            a speaker.
    """

    def __init__(self, utterance: Utterance, speaker: Speaker | None, resolver: SpeakerResolver) -> None:
        self._utterance = utterance
        self._speaker = speaker
        self.resolver = resolver
        self.speaker_name = speaker.name if speaker else ""
        self.plural = speaker is not None and speaker.kind == "group"
        self._party = PartyName(speaker.affiliation.party or speaker.name) if speaker else PartyName("")
        self.party_name = self._party.phrase

    def render(
        self, words: Sequence["Token"], *, replaced: Mapping[int, str] | None = None, named: str = ""
    ) -> str:
        """Return the words as text with pronouns replaced.

        A name that the sentence has given already is not repeated: "the ministry defends its decision".

        Args:
            words: the words of the content, or a part of them.
            replaced: token index → text to use instead of the word.
            named: a name in front of the words.
        """
        changes = {**self._replacements(words, named), **(replaced or {})}
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

    def _replacements(self, words: Sequence["Token"], named: str = "") -> dict[int, str]:
        changes: dict[int, str] = {}
        given = {named: -1} if named else {}  # name → position of the word after which it is known
        for position, word in enumerate(words):
            new = self._replacement(word, words[:position])
            if new is None:
                continue
            name = new.removesuffix("’s").removesuffix("’")
            if name in given:
                new = self._pronoun(word, words[given[name] + 1 : position]) or new
            given[name] = position
            changes[word.i] = f"the {new[4:]}" if position and new.startswith("The ") else new
            plural = word.lower_ == "we" and self._party.plural
            if word.dep_ in SUBJECTS and self._utterance.direct and word.lower_ in ("we", "i") and not plural:
                changes.update(third_person_forms(word.head))
        return changes

    def _pronoun(self, word: "Token", between: Sequence["Token"]) -> str | None:
        """Return the pronoun for a word whose antecedent the sentence has named, or None to repeat the name.

        Args:
            between: the words from the name to this word. The name is repeated after another name.
        """
        lower = word.lower_
        if any(other.pos_ == "PROPN" for other in between):
            return None
        if lower in _FIRST_PLURAL:
            return self._party.pronoun(lower)
        if lower in _FIRST_SINGULAR:
            return personal_pronoun(lower, self.resolver.mentions.gender(self.speaker_name))
        return word.text

    def _replacement(self, word: "Token", before: Sequence["Token"]) -> str | None:
        """Return the replacement of a word, or None if it is not a pronoun or stays as it is."""
        lower = word.lower_
        if lower == "us" and word.text.isupper():
            return None
        if self._utterance.direct and self._speaker is not None and lower in _FIRST_SINGULAR | _FIRST_PLURAL:
            shape, name = (
                (_FIRST_SINGULAR[lower], self.speaker_name)
                if lower in _FIRST_SINGULAR
                else (_FIRST_PLURAL[lower], self.party_name)
            )
            return _formatted(shape, name) if name and self._speaker.resolved else None
        if word.tag_ in ("WDT", "WP") and not before and lower in ("which", "who", "that"):
            return self.relative_antecedent(word)
        if lower not in PRONOUNS or word.pos_ not in ("PRON", "DET"):
            return None
        coordinated = _coordinated_subject(word)
        return (
            self.render(phrase(coordinated)) if coordinated is not None else self._third_person(word, before)
        )

    def _third_person(self, word: "Token", before: Sequence["Token"]) -> str | None:
        lower = word.lower_
        if word.dep_ in SUBJECTS and lower == "it" and _is_expletive(word):
            return None
        if self._utterance.about == (word,) and self._utterance.form is not Form.LABEL:
            mention = self.resolver.antecedent(word)
            return mention.name or None if mention is not None else None
        owner = self._owner_of_source(word)
        if owner is not None:
            return _formatted("{}’s" if word.dep_ == "poss" else "{}", owner)
        if not self._utterance.direct and self._refers_to_source(word, before):
            own = self.party_name if self._source_kind == "body" else self.speaker_name
            possessive = lower == _POSSESSIVE_HER and word.dep_ == "poss"
            return _formatted("{}’s" if possessive else _THIRD_PERSON.get(lower, "{}"), own)
        if lower == "it" and self._utterance.direct:
            return None
        opens = word.dep_ in SUBJECTS and all(
            other.dep_ in ("advmod", "cc", "punct", "mark", "aux") for other in before
        )
        if opens and (self._utterance.direct or self._speaker is None):
            mention = self.resolver.antecedent(word)
            if mention is not None and mention.name and not self.speaker_name.endswith(mention.name):
                return mention.name
        if opens and lower == "they" and self._utterance.direct:
            noun = _only_plural_noun_before(word)
            return self.render(phrase(noun)) if noun is not None else None
        return None

    def relative_antecedent(self, word: "Token") -> str | None:
        """Return the noun phrase that "which" or "who" at the start of a content refers to, or None."""
        noun = relative_antecedent(word)
        return self.render(phrase(noun)) if noun is not None else None

    def _owner_of_source(self, word: "Token") -> str | None:
        """Return the name for "his" in "his supporters say his accusers were paid", or None.

        The source is named by its owner with the same pronoun, and no other person is named in between.
        """
        own = next((one for one in self._utterance.speaker[:-1] if one.tag_ == "PRP$"), None)
        if own is None or own.doc is not word.doc or not own.i < word.i or own.lower_ not in PRONOUNS:
            return None
        same = {own.lower_, *_SAME_ANTECEDENT.get(own.lower_, ())}
        between = word.doc[own.i + 1 : word.i]
        if word.lower_ not in same or any(other.ent_type_ == "PERSON" for other in between):
            return None
        mention = self.resolver.antecedent(own)
        return self.resolver.mentions.full(mention) if mention is not None else None

    @property
    def _source_kind(self) -> str:
        """The kind of the speaker; "person" for an unnamed one: "a navy admiral", "the driver's mother"."""
        if self._speaker is None:
            return ""
        head = phrase_head(self._utterance.speaker) if self._utterance.speaker else None
        person = roles().titles | roles().people
        titled = head is not None and head.tag_ == "NN" and head.lower_ in person
        return "person" if titled else self._speaker.kind

    def _refers_to_source(self, word: "Token", before: Sequence["Token"]) -> bool:
        """Return True if the pronoun agrees with the source in kind and has no other possible antecedent."""
        pronoun = word.lower_
        if self._speaker is None or not self._speaker.resolved:
            return False
        if any(other.pos_ == "PRON" for other in self._utterance.speaker[:-1]):
            return False
        rival = any(other.pos_ in ("NOUN", "PROPN") and other.ent_type_ != "DATE" for other in before)
        if pronoun in _PRONOUNS_BY_KIND["body"]:
            rival = rival or self._has_earlier_object() or self._has_earlier_subject(before)
            if pronoun == "its" and word.head.lemma_.lower() in _OWNED_BY_STATES:
                rival = any(other.pos_ == "PROPN" or other.lower_ in roles().offices for other in before)
        if self._source_kind == "person" and self._utterance.speaker:
            if self.resolver.mentions.is_other_gender(pronoun, self._speaker.name):
                return False
            unsure = pronoun in ("him", "her") or not self.resolver.mentions.gender(self._speaker.name)
            near = unsure and self.resolver.another_person_near(
                self._utterance.speaker[-1], self.speaker_name
            )
            rival = rival or near
        return pronoun in _PRONOUNS_BY_KIND.get(self._source_kind, set()) and not rival

    def _has_earlier_subject(self, before: Sequence["Token"]) -> bool:
        """Return True if a noun is the subject of a claim before this one: "said P and that it ..."."""
        if not self._utterance.cue:
            return False
        first = before[0].i if before else self._utterance.words[0].i
        cue = self._utterance.cue[-1]
        return cue.doc is self._utterance.words[0].doc and any(
            word.dep_ in SUBJECTS and word.pos_ == "NOUN" for word in cue.doc[cue.i : first]
        )

    def _has_earlier_object(self) -> bool:
        """Return True if the verb before the cue has an object: "called the deal off and said it must go"."""
        if not self._utterance.cue:
            return False
        verb = self._utterance.cue[-1]
        coordinated = [verb.head] if verb.dep_ == "conj" else []
        return any(kid.dep_ in ("dobj", "nsubjpass") for other in coordinated for kid in other.children)


def _only_plural_noun_before(they: "Token") -> "Token | None":
    """Return the one plural noun of the sentence before, which "they" refers to; None if there are others."""
    start = they.sent.start
    if not start:
        return None
    nouns = [
        word
        for word in they.doc[start - 1].sent
        if word.tag_ in ("NNS", "NNPS")
        and word.dep_ in ("dobj", "pobj", *SUBJECTS)
        and word.ent_type_ not in ("DATE", "TIME", "MONEY", "QUANTITY", "PERCENT")
    ]
    return nouns[0] if len(nouns) == 1 else None


def _formatted(shape: str, name: str) -> str:
    """Return the name in its shape; the possessive of a plural is "the strikers’"."""
    return f"{name}’" if shape == "{}’s" and PartyName(name).plural else shape.format(name)


def _coordinated_subject(pronoun: "Token") -> "Token | None":
    """Return the subject of the clause before, which "it" refers to, or None.

    For example "the ban" in "the ban is unjust, nor does it help".
    """
    verb = pronoun.head
    if pronoun.dep_ not in SUBJECTS or verb.dep_ != "conj" or pronoun.lower_ not in ("it", "they"):
        return None
    noun = child(verb.head, *SUBJECTS)
    numbers = ("NN",) if pronoun.lower_ == "it" else ("NNS",)
    return noun if noun is not None and noun.tag_ in numbers and noun.i < pronoun.i else None


def _is_expletive(it: "Token") -> bool:
    """Return True if "it" has no antecedent: "it rained", "it was the union that ...", "it is likely to"."""
    verb = it.head
    if verb.lemma_ in _WEATHER_VERBS:
        return True
    if verb.lemma_ != "be":
        return False
    return any(
        kid.dep_ in ("attr", "acomp")
        and any(inner.dep_ in ("relcl", "ccomp", "xcomp", "csubj") for inner in kid.children)
        for kid in verb.children
    ) or any(kid.dep_ in ("ccomp", "xcomp", "csubj") for kid in verb.children if kid.i > verb.i)


def third_person_forms(verb: "Token") -> dict[int, str]:
    """Return token index → third person singular form, for a verb, its auxiliaries and conjoined verbs."""
    changes = {}
    for one in [verb, *verb.conjuncts]:
        if one != verb and child(one, *SUBJECTS) is not None:
            continue
        helpers = [kid for kid in one.children if kid.dep_ in ("aux", "auxpass")]
        for word in helpers[:1] or [one]:
            lower = word.lower_
            if lower in _SINGULAR_FORMS:
                changes[word.i] = (" " if lower[0] in "'’" else "") + _SINGULAR_FORMS[lower]
            elif lower in EXPANSIONS:
                changes[word.i] = EXPANSIONS[lower]
            elif word.tag_ == "VBP":
                changes[word.i] = next(iter(lemminflect().getInflection(word.lemma_, "VBZ")), word.text)
    return changes
