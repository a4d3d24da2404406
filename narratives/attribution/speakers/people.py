"""The parties of the people whom a document names, by all the phrases that name them."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from attrs import evolve

from narratives.attribution.cues import roles
from narratives.attribution.speakers.affiliations import NO_PARTY, Affiliation, Affiliations
from narratives.attribution.speakers.mentions import Mention, Mentions
from narratives.language.clauses import SUBJECTS, appositives, child, phrase
from narratives.language.names import fold

if TYPE_CHECKING:
    from spacy.tokens import Token

_STATE_OFFICES = frozenset({"minister", "president", "premier", "chancellor", "ambassador"})


class PeopleAffiliations:
    """Finds the party of each person of a document."""

    def __init__(
        self,
        mentions: Mentions,
        affiliations: Affiliations,
        antecedent: "Callable[[Token], Mention | None]",
    ) -> None:
        """Take what the parties are found by.

        Args:
            antecedent: returns the mention that a pronoun refers to, or None.
        """
        self._mentions = mentions
        self._affiliations = affiliations
        self._antecedent = antecedent

    def all(self) -> dict[str, Affiliation]:
        """Return folded full name → party, from the phrases of all mentions of the person."""
        found: dict[str, Affiliation] = {}
        people = [mention for mention in self._mentions.all if mention.kind == "person"]
        for mention in people:
            for candidate in self._candidates(mention):
                if candidate.party is not None:
                    found.setdefault(fold(self._mentions.full(mention)), candidate)
        for mention in people:
            name = fold(self._mentions.full(mention))
            employer = self._employer(mention)
            if name not in found and employer in found:
                found[name] = evolve(found[employer], why=f"works for {self._mentions.full_name(employer)}")
        for mention in people:
            name = fold(self._mentions.full(mention))
            possessor = self._by_known_possessor(mention, found) if name not in found else NO_PARTY
            if possessor.party is not None:
                found[name] = possessor
        return found

    def _by_known_possessor(self, mention: Mention, known: Mapping[str, Affiliation]) -> Affiliation:
        """Return the party of the possessor in "her lawyer, Dirk Ansel" or "the club's coach Dirk Ansel"."""
        for noun in (mention.head, *appositives(mention.head)):
            words = {word.lower_ for word in phrase(noun, without=("relcl", "acl", "appos", "prep"))}
            possessor = child(noun, "poss")
            if possessor is None or words.isdisjoint(roles().speaking | roles().kin):
                continue
            referent = (
                self._antecedent(possessor) if possessor.pos_ == "PRON" else self._mentions.at(possessor)
            )
            if referent is not None and referent.kind == "person":
                found = known.get(fold(self._mentions.full(referent)), NO_PARTY)
            else:
                found = self._affiliations.of_phrase(referent.head if referent is not None else possessor)
            if found.party is not None and referent is not mention:
                return evolve(found, why=f"'{possessor.text} {noun.text}': {found.why}")
        return NO_PARTY

    def _candidates(self, mention: Mention) -> Iterator[Affiliation]:
        """Yield affiliations of a person from name, surname, phrase and appositives, strongest first."""
        yield self._affiliations.of_name(self._mentions.full(mention))
        yield self._affiliations.of_name(mention.name.split()[-1])
        if " " not in self._mentions.full(mention):
            yield self._affiliations.of_surname(mention.name)
        yield self._affiliations.of_phrase(mention.head)
        for noun in appositives(mention.head):
            yield self._affiliations.of_phrase(noun)
        if mention.titles & _STATE_OFFICES:
            yield self._by_previous_sentence(mention.head)

    def _by_previous_sentence(self, head: "Token") -> Affiliation:
        """Return the party that is the subject of the previous sentence.

        "Cambodia gave another account. “...,” Defense Minister Sok Vireak said."
        """
        before = [sentence for sentence in head.doc.sents if sentence.end == head.sent.start]
        subjects = [word for word in before[0] if word.dep_ in SUBJECTS] if before else []
        found = self._affiliations.of_phrase(subjects[0]) if len(subjects) == 1 else NO_PARTY
        if found.party is None:
            return NO_PARTY
        return evolve(found, why=f"'{subjects[0].text}' is the subject of the sentence before")

    def _employer(self, mention: Mention) -> str:
        """Return the full name of the person in "an adviser to Zelensky", folded, or ""."""
        for noun in (mention.head, *appositives(mention.head)):
            for preposition in noun.children:
                if preposition.dep_ == "prep" and preposition.lower_ in ("to", "for", "of"):
                    person = child(preposition, "pobj")
                    name = self._mentions.full_name(person.text) if person is not None else ""
                    if name:
                        return fold(name)
        return ""
