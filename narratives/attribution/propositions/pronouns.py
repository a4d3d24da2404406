"""Replace pronouns in a content by the speaker, the speaker's party, or an antecedent before it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from narratives.attribution.cues import cues, roles
from narratives.attribution.propositions.antecedents import (
    coordinated_subject,
    is_expletive,
    only_other_person,
    only_plural_noun_before,
    owner_of_source,
    person_quoted_before,
    related_person,
    with_quotation,
)
from narratives.attribution.propositions.demonstratives import described_noun
from narratives.attribution.propositions.names import PartyName, personal_pronoun
from narratives.attribution.propositions.references import open_reference
from narratives.attribution.propositions.source_reference import SourceReference, is_country, may_be_person
from narratives.attribution.propositions.verb_forms import EXPANSIONS, full_form, third_person_forms
from narratives.attribution.speakers.resolver import PERSON_PRONOUNS, PRONOUNS, SpeakerResolver
from narratives.attribution.speakers.speaker import Speaker
from narratives.attribution.utterances.utterance import Form, Utterance
from narratives.language.clauses import (
    QUOTE_MARKS,
    SUBJECTS,
    is_relative_pronoun,
    phrase,
    phrase_head,
    relative_antecedent,
    subject,
    words_before,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_FIRST_SINGULAR = {"i": "{}", "me": "{}", "my": "{}’s", "mine": "{}’s", "myself": "{}"}
_FIRST_PLURAL = {"we": "{}", "us": "{}", "our": "{}’s", "ours": "{}’s", "ourselves": "{}"}
_THIRD_PERSON = {
    "he": "{}", "she": "{}", "him": "{}", "his": "{}’s", "it": "{}", "its": "{}’s",
    "they": "{}", "them": "{}", "their": "{}’s",
}  # fmt: skip
_POSSESSIVE_HER = "her"
_FORMS_WITH_SUBJECT = frozenset({Form.GERUND, Form.INFINITIVE, Form.ATTITUDE, Form.FRAME})
"""Forms whose sentences begin with the name of whom they are about."""


class PronounReplacer:
    """Replaces the pronouns in the content of one utterance.

    Attributes:
        resolver: resolver of the speakers and mentions of the document.
        speaker_name: name of the speaker, with its article if it is a body; "" if there is none.
        plural: True if the speaker is a group.
        others: names of the others that share the source, or "".
        party_name: name of the speaker's party, or of the speaker if it has none, with its article; ""
            without a speaker.
    """

    def __init__(self, utterance: Utterance, speaker: Speaker | None, resolver: SpeakerResolver) -> None:
        self._utterance = utterance
        self._speaker = speaker
        self._open: dict[int, str] = {}
        self.resolver = resolver
        self.speaker_name = ""
        if speaker is not None:
            body = speaker.kind == "body"
            name = _inside_sentence(speaker.name, utterance.speaker)
            self.speaker_name = PartyName(name).phrase if body else name
        self._source = SourceReference(utterance, speaker, resolver, self.speaker_name)
        self.plural = speaker is not None and speaker.kind == "group"
        self.others = speaker.joint if speaker is not None else ""
        self._party = PartyName("")
        if speaker is not None:
            party = speaker.affiliation.party if not speaker.joint else None
            self._party = PartyName(party or speaker.name, joint=bool(speaker.joint))
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
        has_subject = bool(named) or self._utterance.form in _FORMS_WITH_SUBJECT
        for position, word in enumerate(words):
            if word.i in changes:
                has_subject = has_subject or word.dep_ in SUBJECTS
            elif reference := open_reference(
                word, words[:position], has_subject=has_subject and not self._is_beside_subject(word)
            ):
                self._open[word.i] = reference
        pieces: list[str] = []
        quoting = False
        for position, word in enumerate(words):
            quoting = quoting or (word.text in ("'", "‘") and word.tag_ == "``")
            apostrophe = word.text in ("’", "'") and not quoting
            quoting = quoting and word.tag_ != "''"
            if (word.text in QUOTE_MARKS and not apostrophe) or word.text in "[]":
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

    def _is_beside_subject(self, word: "Token") -> bool:
        """Return True for a pronoun that is the accused, and for "he" after a state that is accused."""
        about = self._utterance.about
        return word in about or (word.lower_ in PERSON_PRONOUNS and is_country(about))

    @property
    def unresolved(self) -> tuple[str, ...]:
        """The words rendered so far that refer to something that the text does not name, in text order."""
        return tuple(dict.fromkeys(self._open[place] for place in sorted(self._open)))

    def _replacements(self, words: Sequence["Token"], named: str = "") -> dict[int, str]:
        changes: dict[int, str] = {}
        left: set[str] = set()  # pronouns that stay as printed, and so do the same further on
        given = {named: -1} if named else {}  # name → position of the word after which it is known
        for position, word in enumerate(words):
            if word.lower_ in ("this", "these"):
                changes.update(self._described(word))
                continue
            new = self._replacement(word, words[:position]) if word.lower_ not in left else None
            if new is None:
                left.add(word.lower_)
                continue
            name = new.removesuffix("’s").removesuffix("’")
            known = next((known for known in given if _is_same_name(known, name)), None)
            if known is not None:
                new = self._pronoun(word, words[given[known] + 1 : position]) or new
            given[name] = position
            changes[word.i] = f"the {new[4:]}" if position and new.startswith("The ") else new
            if new == related_person(word, self._utterance, self.resolver):
                changes[word.head.i] = ""
            following = word.nbor() if word.i + 1 < len(word.doc) else None
            if following is not None and following.lower_ in ("'s", "’s"):
                changes[following.i] = f" {full_form(following)}"
            elif following is not None and following.lower_ in EXPANSIONS:
                changes[following.i] = EXPANSIONS[following.lower_]
            plural = word.lower_ == "we" and self._party.plural
            if word.dep_ in SUBJECTS and word.lower_ in ("we", "i") and not plural:
                changes.update(third_person_forms(word.head))
        return changes

    def _described(self, this: "Token") -> dict[int, str]:
        """Return the replacements of "this" and of its noun, or none: "the", "deal with Ostra"."""
        described = described_noun(this, self.resolver.paragraphs_up_to(this.doc))
        if described is None:
            return {}
        before, after = described
        return {this.i: before, this.head.i: f"{this.head.text} {after}".strip()}

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
            pronoun = personal_pronoun(lower, self.resolver.mentions.gender(self.speaker_name))
            return pronoun or _formatted(_FIRST_SINGULAR[lower], self._short_name())
        return str(word.text)

    def _short_name(self) -> str:
        """Return the surname of a named speaker, and "the member" for "a senior party member"."""
        head = phrase_head(self._utterance.speaker)
        return f"the {head.text}" if head.tag_ == "NN" else self.speaker_name.rpartition(" ")[2]

    def _replacement(self, word: "Token", before: Sequence["Token"]) -> str | None:
        """Return the replacement of a word, or None if it is not a pronoun or stays as it is."""
        lower = word.lower_
        if lower in _FIRST_SINGULAR | _FIRST_PLURAL:
            return self._first_person(word) if self._utterance.direct or _is_quoted(word) else None
        if is_relative_pronoun(word) and not before:
            return self.relative_antecedent(word)
        expletive = word.dep_ in SUBJECTS and lower == "it" and is_expletive(word)
        if lower not in PRONOUNS or word.pos_ not in ("PRON", "DET") or expletive:
            return None
        coordinated = coordinated_subject(word)
        if coordinated is not None:
            return self.render(phrase(coordinated))
        return related_person(word, self._utterance, self.resolver) or self._third_person(word, before)

    def _first_person(self, word: "Token") -> str | None:
        lower = word.lower_
        country = lower == "us" and word.text.isupper()
        if self._speaker is None or country or (lower in _FIRST_PLURAL and self._includes_others(word)):
            return None
        idiom = lower == "we" and word.head.lemma_ == "know" and word.i > 0 and word.nbor(-1).lower_ == "as"
        if idiom or (lower in _FIRST_SINGULAR and self._is_text()):  # "the world as we know it"
            return None
        shape, name = (
            (_FIRST_SINGULAR[lower], self.speaker_name)
            if lower in _FIRST_SINGULAR
            else (_FIRST_PLURAL[lower], self.party_name)
        )
        return _formatted(shape, name) if name and self._speaker.resolved else None

    def _is_text(self) -> bool:
        """Return True if the source is a text, which is not who says "I" in it: "the letter read"."""
        head = phrase_head(self._utterance.speaker)
        table = cues()
        text = head.lemma_.lower() in table.vehicles | table.texts
        return text or any(word.lemma_.lower() == "read" for word in self._utterance.cue)

    def _includes_others(self, we: "Token") -> bool:
        """Return True if "we" is not the speaker's party: "we all", or said by a person of no party.

        Nor is it a party that is an office of one person: "we" of the prime minister is the country.
        """
        following = we.nbor().lower_ if we.i + 1 < len(we.doc) else ""
        alone = self._speaker is not None and self._speaker.affiliation.party is None
        person = self._source.kind == "person" or any(
            word.lower_ in _FIRST_SINGULAR for word in self._utterance.words
        )
        own_office = self._source.kind == "person" and self._party.name.rpartition(" ")[2] in roles().titles
        return following in ("all", "each", "both") or (alone and person) or own_office

    def _third_person(self, word: "Token", before: Sequence["Token"]) -> str | None:
        lower = word.lower_
        if self._utterance.about == (word,) and self._utterance.form is not Form.LABEL:
            mention = self.resolver.antecedent(word)
            return mention.name or None if mention is not None else None
        owner = owner_of_source(word, self._utterance, self.resolver)
        if owner:
            return _formatted("{}’s" if word.dep_ == "poss" else "{}", owner)
        if self._utterance.direct:
            earlier = self._earlier_subject(word, before) if lower != "it" else None
            return earlier or self._other(word, before)
        return self._in_report(word, before)

    def _in_report(self, word: "Token", before: Sequence["Token"]) -> str | None:
        """Return the replacement of a pronoun in indirect speech, or None."""
        lower = word.lower_
        noun = self._source.earlier_object(word)
        if noun is not None:
            return self.render(phrase(noun))
        if self._source.is_meant_by(word, before):
            own = self.party_name if self._source.kind == "body" else self.speaker_name
            possessive = lower == _POSSESSIVE_HER and word.dep_ == "poss"
            return _formatted("{}’s" if possessive else _THIRD_PERSON.get(lower, "{}"), own)
        if self._source.is_alleged:
            return None
        return self._earlier_subject(word, before) if self._speaker is None else self._other(word, before)

    def _other(self, word: "Token", before: Sequence["Token"]) -> str | None:
        """Return the only other person near for "he" or "her", unless a person is named before it."""
        lower, mentions = word.lower_, self.resolver.mentions
        person = self._source.kind == "person" or _is_name_of_unknown_kind(self._utterance.speaker)
        own = not self._utterance.direct and person and not mentions.is_other_gender(lower, self.speaker_name)
        either = any(kid.dep_ == "conj" for kid in word.children) or word.dep_ == "conj"  # "he or she"
        if own or either or any(map(may_be_person, before)):
            return None
        name = only_other_person(word, self.speaker_name if person else "", self.resolver)
        shared = subject(self._utterance.head)
        named = {other.text for other in before} | ({shared.text} if shared is not None else set())
        if not name or named & set(name.split()):
            return None
        possessive = lower == "his" or (lower == "her" and word.dep_ == "poss")
        return _formatted("{}’s" if possessive else "{}", name)

    def _earlier_subject(self, word: "Token", before: Sequence["Token"]) -> str | None:
        """Return the antecedent in an earlier sentence of a pronoun that opens a sentence, or None."""
        opens = word.dep_ in SUBJECTS and all(
            other.dep_ in ("advmod", "cc", "punct", "mark", "aux") for other in before
        )
        if not opens:
            return None
        quoted = (
            person_quoted_before(word, self.speaker_name, self.resolver) if self._utterance.direct else None
        )
        if quoted is not None:
            return quoted
        mention = self.resolver.antecedent(word)
        if mention is not None and mention.name and not self.speaker_name.endswith(mention.name):
            return mention.name
        noun = only_plural_noun_before(word) if word.lower_ == "they" and self._utterance.direct else None
        return self.render(phrase(noun)) if noun is not None else None

    def relative_antecedent(self, word: "Token") -> str | None:
        """Return the noun phrase that "which" or "who" at the start of a content refers to, or None."""
        noun = relative_antecedent(word)
        return self.render(phrase(noun)) if noun is not None else None


def _inside_sentence(name: str, source: Sequence["Token"]) -> str:
    """Return the name of a source as inside a sentence: "four women" for "Four women say ..."."""
    first = source[0] if source else None
    common = first is not None and first.pos_ in ("NOUN", "NUM", "ADJ", "DET", "ADV") and first.text.istitle()
    return name[0].lower() + name[1:] if common and name.startswith(str(first)) else name


def _is_same_name(name: str, other: str) -> bool:
    """Return True for two equal names, or a surname and the full name."""
    return name == other or (
        bool(name) and bool(other) and name.rpartition(" ")[2] == other.rpartition(" ")[2]
    )


def _is_name_of_unknown_kind(source: Sequence["Token"]) -> bool:
    """Return True for a proper name that is not known to be that of a body or place."""
    if not source:
        return False
    head = phrase_head(source)
    return bool(head.pos_ == "PROPN" and head.ent_type_ not in ("ORG", "GPE", "NORP", "FAC", "LOC"))


def _is_quoted(word: "Token") -> bool:
    """Return True if a quotation that was opened in the word's sentence is not closed before the word."""
    states = [opened for _, opened in with_quotation(words_before(word))]
    return bool(states) and states[-1]


def _formatted(shape: str, name: str) -> str:
    """Return the name in its shape; the possessive of a name in the plural is "the strikers’"."""
    return PartyName(name).possessive if shape == "{}’s" else shape.format(name)
