"""Resolve names, titles and pronouns to speakers over the whole document, and speakers to parties."""

from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import cues, roles
from narratives.attribution.speakers.affiliations import NO_PARTY, Affiliation, Affiliations, person_in
from narratives.attribution.speakers.bodies import body_name, body_of
from narratives.attribution.speakers.descriptions import described_person
from narratives.attribution.speakers.mentions import (
    PLURAL,
    Mention,
    Mentions,
    highest_subject,
    is_subject,
    printed,
)
from narratives.attribution.speakers.people import PeopleAffiliations
from narratives.attribution.speakers.speaker import Principal, Speaker
from narratives.language.clauses import SUBJECTS, appositives, child, phrase, phrase_head
from narratives.language.countries import countries
from narratives.language.names import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PERSON_PRONOUNS = frozenset({"he", "she", "him", "her", "his", "hers"})
_PLURAL_PRONOUNS = frozenset({"they", "them", "their", "theirs"})
_BODY_PRONOUNS = frozenset({"it", "its"})
PRONOUNS = PERSON_PRONOUNS | _PLURAL_PRONOUNS | _BODY_PRONOUNS
_ARTICLE_AND_NOUN = 2
"""Number of words of a bare noun phrase such as "the envoy"."""

_MAX_PARAGRAPHS_BACK = 4
"""Greatest number of paragraphs between a pronoun and its antecedent."""


class SpeakerResolver:
    """Resolves the words that name a source to a speaker, for one document.

    Attributes:
        mentions: the mentions of people, groups and bodies in the document.
    """

    def __init__(
        self,
        docs: Sequence["Doc"],
        affiliations: Affiliations,
        assigned: Mapping[str, str | None] | None = None,
    ) -> None:
        """Find the mentions and the parties of the people.

        Args:
            docs: the parsed paragraphs.
            affiliations: the parties.
            assigned: name of a speaker → name of the speaker's party, or None for no party.
        """
        self._affiliations = affiliations
        self._assigned = {
            key: (name, party)
            for name, party in (assigned or {}).items()
            for key in (fold(name), person_in(name) or fold(name))
        }
        self._assigned_found: set[str] = set()
        self._geography = {
            fold(name) for country in countries() for name in (*country.names, *country.demonyms)
        } | {name for names in affiliations.names for name in names.adjectives}
        self._docs = docs
        self.mentions = Mentions(docs, self._geography)
        self._known_speakers: dict[tuple[int, int, int], Speaker] = {}
        self._person_affiliations = PeopleAffiliations(self.mentions, affiliations, self.antecedent).all()

    def speaker(self, words: Sequence["Token"]) -> Speaker:
        """Return the speaker that the words name: Nikol Pashinyan for "he" or "Pashinyan"."""
        head = phrase_head(words)
        key = (*self.mentions.position(head), len(words))
        if key not in self._known_speakers:
            self._known_speakers[key] = self.as_assigned(self._resolve(head, words), words)
        return self._known_speakers[key]

    @property
    def assigned_names(self) -> frozenset[str]:
        """The assigned names that were found as speakers so far."""
        return frozenset(self._assigned_found)

    def as_assigned(self, speaker: Speaker, words: Sequence["Token"]) -> Speaker:
        """Return the speaker with the party that the user assigned, if any.

        An assigned name matches the name of the speaker, the words of this mention, or the surname.
        """
        mention = fold(printed(words))
        for key, (name, party) in self._assigned.items():
            if key in (fold(speaker.name), mention) or fold(self.mentions.full_name(key)) == fold(
                speaker.name
            ):
                self._assigned_found.add(name)
                why = f"assigned by you: {name!r} speaks for {party or 'no party'}"
                return evolve(speaker, affiliation=Affiliation(party=party, why=why, decided=True))
        return speaker

    def _resolve(self, head: "Token", words: Sequence["Token"]) -> Speaker:
        if head.pos_ == "PRON":
            mention = self.antecedent(head)
            if mention is not None:
                return self._of_mention(mention)
            return Speaker(name=printed(words), kind="unknown", affiliation=NO_PARTY, resolved=False)
        named = self._affiliations.name_containing(head)
        if named is not None:
            return self._of_party_name(head, *named)
        issuer = _issuer(head)
        if issuer is not None:
            return self.speaker(phrase(issuer))
        for noun in (head, *appositives(head)):
            mention = self.mentions.at(noun)
            if mention is not None and mention.kind == "person":
                return self._of_mention(mention)
        return self._unnamed(head, words)

    def _of_party_name(self, head: "Token", name: str, affiliation: Affiliation) -> Speaker:
        """Return the speaker for a head noun inside a party's name of several words."""
        mention = self.mentions.at(head)
        if mention is not None and mention.kind == "person":
            return Speaker(name=self.mentions.full(mention), kind="person", affiliation=affiliation)
        titled = head.tag_ == "NN" and head.lower_ in roles().titles
        kind = "person" if titled else "group" if head.tag_ == "NNS" else "body"
        return Speaker(name=name, kind=kind, affiliation=affiliation)

    def _unnamed(self, head: "Token", words: Sequence["Token"]) -> Speaker:
        """Return the speaker for a phrase without a person's name: a title, an office, a body."""
        affiliation = self._by_phrase(head)
        if affiliation.party is None and not affiliation.rivals:
            earlier = self._earlier_title(head, words)
            if earlier is not None:
                return self._of_mention(earlier)
            affiliation = self._by_possessor(head)
            if affiliation.party is None:
                affiliation = self._by_earlier_phrase(head, words)
        kind = "group" if head.tag_ in PLURAL else "body"
        return Speaker(name=printed(words), kind=kind, affiliation=affiliation)

    def continued_speaker(
        self, words: Sequence["Token"], last: Speaker, *, continues: bool = False
    ) -> Speaker | None:
        """Return the speaker if "it", "he" or "the statement" refers to the last speaker, else None.

        "He" and "she" refer to the last speaker. "It", "they", "the company" and "the statement" refer to the
        party of the last speaker, or to the last speaker if that is a body or group. Bare "officials" refer
        to the last speaker if ``continues`` is True.

        Args:
            continues: the cue is "added", "continued" or the like.
        """
        head = phrase_head(words)
        lower, lemma = head.lower_, head.lemma_.lower()
        person = last.kind == "person"
        if lower in PERSON_PRONOUNS:
            return last if person and not self.mentions.is_other_gender(lower, last.name) else None
        definite = any(word.lower_ == "the" for word in words)
        body = lemma in roles().bodies and definite and len(words) == _ARTICLE_AND_NOUN
        proper = any(word[0].isupper() for word in last.name.split()[1:]) or " " not in last.name
        body = body and proper and not self._affiliations.is_country(last.affiliation.party)
        if (
            lower in _BODY_PRONOUNS | _PLURAL_PRONOUNS
            or body
            or (lemma in cues().vehicles and _issuer(head) is None)
        ):
            if not person:
                return last
            party = last.affiliation.party
            return Speaker(name=party, kind="body", affiliation=last.affiliation) if party else None
        if continues and lemma in _CONTINUING_ROLES and len(words) == 1:
            return last
        return None

    def described_person(self, words: Sequence["Token"]) -> Speaker | None:
        """Return the person to whom "the swimming star" or "the 41-year-old" refers, or None."""
        mention = described_person(words, self.mentions)
        return self._of_mention(mention) if mention is not None else None

    def principal(self, words: Sequence["Token"]) -> Principal:
        """Return the body or person for whom the speaker speaks; its names are "" if unknown.

        "a spokesman for the Harbor Union" speaks for the union. A named person without such a description,
        "the company" and "prosecutors" speak for themselves.
        """
        speaker = self.speaker(words)
        if not speaker.resolved:
            return Principal(name="", person="")
        if speaker.kind == "person":
            for mention in self.mentions.all:
                body = self.mentions.full(mention) == speaker.name and body_of(mention.head, self._geography)
                if body:
                    head = mention.head
                    described = head.doc[head.left_edge.i : head.right_edge.i + 1].text
                    return Principal(name=body, person=speaker.name, described=" ".join(described.split()))
            return Principal(name=speaker.name, person=speaker.name)
        head = phrase_head(words)
        body = body_of(head, self._geography)
        office = head.lemma_.lower() in roles().offices or head.lower_ in roles().offices
        return Principal(name=body or (body_name(head) if office or head.pos_ == "PROPN" else ""), person="")

    def antecedent(self, pronoun: "Token") -> Mention | None:
        """Return the mention to which a pronoun refers, or None.

        For "he" and "she", this is the nearest person before them whose known gender does not differ,
        subjects first. For "it" and "they", it is the subject of the previous sentence if that is a body or a
        group respectively.
        """
        lower = pronoun.lower_
        if lower not in PRONOUNS:
            return None
        owner = self._owner_of_report(pronoun) if lower in PERSON_PRONOUNS else None
        if owner is not None:
            return owner
        kind = "person" if lower in PERSON_PRONOUNS else "group" if lower in _PLURAL_PRONOUNS else "body"
        here = self.mentions.position(pronoun)
        before = [
            mention
            for mention in self.mentions.all
            if here[0] - _MAX_PARAGRAPHS_BACK <= mention.paragraph
            and self.mentions.position(mention.head) < here
            and (mention.kind == kind or (kind == "person" and mention.kind == "office"))
            and not mention.head.is_ancestor(pronoun)
            and (kind != "person" or not self.mentions.is_other_gender(lower, self.mentions.full(mention)))
            and not (kind == "person" and self._is_one_of_several(mention, lower))
        ]
        subjects = [mention for mention in before if is_subject(mention.head)]
        if kind != "person":
            subjects = [mention for mention in subjects if _is_in_previous_sentence(mention.head, pronoun)]
        if subjects and subjects[-1].paragraph >= before[-1].paragraph - 1:
            return highest_subject(subjects)
        named = [mention for mention in before if mention.kind == "person"]
        return named[-1] if named and kind == "person" else None

    def _owner_of_report(self, pronoun: "Token") -> Mention | None:
        """Return the person whose office reports what "he" says: "Ruiz's office said that he hoped ..."."""
        verb = pronoun.head
        if pronoun.dep_ not in SUBJECTS or verb.dep_ != "ccomp":
            return None
        reporting = child(verb.head, *SUBJECTS)
        owner = child(reporting, "poss") if reporting is not None else None
        if reporting is None or owner is None or reporting.lemma_.lower() not in SPEAKING_FOR_OWNER:
            return None
        mention = self.mentions.at(owner)
        person = mention is not None and mention.kind == "person"
        if mention is None or not person or self.mentions.is_other_gender(pronoun.lower_, mention.name):
            return None
        return mention

    def _is_one_of_several(self, mention: Mention, pronoun: str) -> bool:
        """Return True if the person is named together with another one of the pronoun's gender: "X and Y"."""
        head = mention.head
        others = [kid for kid in head.children if kid.dep_ == "conj"]
        if head.dep_ == "conj":
            others.append(head.head)
        found = [self.mentions.at(other) for other in others]
        return any(
            other is not None
            and other.kind == "person"
            and not self.mentions.is_other_gender(pronoun, self.mentions.full(other))
            for other in found
        )

    def another_person_near(self, speaker: "Token", name: str) -> bool:
        """Return True if the token's paragraph or the one before names a person other than ``name``."""
        here = self.mentions.position(speaker)[0]
        return any(
            mention.kind == "person"
            and mention.paragraph in (here - 1, here)
            and self.mentions.full(mention) != name
            for mention in self.mentions.all
        )

    def paragraphs_up_to(self, doc: "Doc") -> Sequence["Doc"]:
        """Return a paragraph and those before it."""
        return self._docs[: self.mentions.number(doc) + 1]

    def previous_paragraph(self, doc: "Doc") -> "Doc | None":
        """Return the paragraph before a paragraph, or None for the first."""
        number = self.mentions.number(doc)
        return self._docs[number - 1] if number else None

    def _of_mention(self, mention: Mention) -> Speaker:
        """Return the speaker for an earlier mention."""
        if mention.kind == "office":
            return evolve(self._unnamed(mention.head, phrase(mention.head)), kind="person")
        if mention.kind == "body" and mention.head.lemma_.lower() in cues().vehicles:
            return self.speaker(phrase(mention.head))
        if mention.kind != "person":
            return Speaker(name=mention.name, kind=mention.kind, affiliation=self._by_phrase(mention.head))
        name = self.mentions.full(mention)
        return Speaker(
            name=name, kind="person", affiliation=self._person_affiliations.get(fold(name), NO_PARTY)
        )

    def _by_phrase(self, head: "Token") -> Affiliation:
        """Return the party of a noun phrase, or of an appositive: "Energoatom, the Ukrainian operator"."""
        for noun in (head, *(kid for kid in head.children if kid.dep_ == "appos")):
            found = self._affiliations.of_phrase(noun)
            if found.party or found.rivals:
                return found
        return NO_PARTY

    def _by_possessor(self, head: "Token") -> Affiliation:
        """Return the party of the possessor in "his lawyer" or "Ruiz's office"."""
        possessor = child(head, "poss")
        if possessor is None or {head.lemma_.lower(), head.lower_}.isdisjoint(roles().speaking | roles().kin):
            return NO_PARTY
        found = self.speaker(phrase(possessor))
        if found.affiliation.party is None:
            return NO_PARTY
        return evolve(found.affiliation, why=f"'{head.text}' is of {found.name}")

    def _by_earlier_phrase(self, head: "Token", words: Sequence["Token"]) -> Affiliation:
        """Return, for "the envoy", the party of the last phrase with "envoy" that has one."""
        lemma = head.lemma_.lower()
        if lemma not in roles().speaking or len(words) != _ARTICLE_AND_NOUN or words[0].lower_ != "the":
            return NO_PARTY
        here = self.mentions.position(head)
        for doc in reversed(self._docs[: here[0] + 1]):
            for word in reversed(doc):
                if word.lemma_.lower() != lemma or self.mentions.position(word) >= here:
                    continue
                found = self._by_phrase(word)
                if found.party is not None:
                    return evolve(found, why=f"'the {head.text}' refers to an earlier mention: {found.why}")
        return NO_PARTY

    def _earlier_title(self, head: "Token", words: Sequence["Token"]) -> Mention | None:
        """Return, for "the ministry" or "the prime minister", the last mention with that title, or None."""
        known = roles().speaking
        if not any(word.lower_ == "the" for word in words) or head.lemma_.lower() not in known:
            return None
        title = {word.lower_ for word in words if word.lower_ != "the" and word.dep_ != "case"}
        for mention in reversed(self.mentions.all):
            if self.mentions.position(mention.head) >= self.mentions.position(head) or not (
                title <= mention.titles or _is_described_as(mention, title)
            ):
                continue
            bare = {word.lower_ for word in phrase(mention.head)} <= title | {"the"}
            if mention.kind == "person" or not bare:
                return mention
        return None


SPEAKING_FOR_OWNER = frozenset(
    "office spokesman spokeswoman spokesperson campaign aide adviser lawyer attorney team family".split()
)
"""Nouns for those who report what the person says to whom they belong."""


def _is_described_as(mention: Mention, words: Set[str]) -> bool:
    """Return True if a person's phrase contains all the words, one of them a title: "prime minister"."""
    if mention.kind != "person" or words.isdisjoint(mention.titles):
        return False
    return words <= {word.lower_ for word in phrase(mention.head)}


def _issuer(head: "Token") -> "Token | None":
    """Return the author of "a Rovers statement", "the letter from Rovers" or "their lawsuit", or None."""
    if head.lemma_.lower() not in cues().vehicles:
        return None
    possessor = child(head, "poss")
    if possessor is not None:
        return possessor
    for preposition in head.subtree:
        if preposition.dep_ in ("prep", "agent") and preposition.lower_ in ("from", "by", "of"):
            issuer = child(preposition, "pobj")
            if issuer is not None and (preposition.lower_ != "of" or issuer.pos_ == "PROPN"):
                return issuer
    return next(
        (
            kid
            for kid in reversed(list(head.lefts))
            if kid.dep_ in ("compound", "nmod", "amod") and kid.pos_ == "PROPN"
        ),
        None,
    )


_CONTINUING_ROLES = frozenset({"official", "aide", "spokesman", "lawyer", "prosecutor"})
"""Nouns that refer to the last speaker in phrases such as "officials added"."""


def _is_in_previous_sentence(subject: "Token", pronoun: "Token") -> bool:
    return subject.doc is pronoun.doc and pronoun.sent.start > 0 and subject.sent.end == pronoun.sent.start
