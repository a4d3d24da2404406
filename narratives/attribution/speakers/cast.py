"""Who the speakers are: names, titles and pronouns traced to one name over the document."""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from narratives.attribution.cues import cues, roles
from narratives.attribution.speakers.affiliations import NO_PARTY, Affiliation, Affiliations, fold, person_in
from narratives.attribution.speakers.bodies import body_of, whole_name
from narratives.attribution.speakers.mentions import PLURAL, Mention, Mentions, printed
from narratives.language.clauses import SUBJECTS, appositives, child, phrase, phrase_head
from narratives.language.countries import countries

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_HE = frozenset({"he", "she", "him", "her", "his", "hers"})
_THEY = frozenset({"they", "them", "their", "theirs"})
_IT = frozenset({"it", "its"})
PRONOUNS = _HE | _THEY | _IT
_STATE_OFFICES = frozenset({"minister", "president", "premier", "chancellor", "ambassador"})
_BARE = 2
"""Words of "the envoy"."""

_REACH = 4
"""Paragraphs back that a pronoun may look for its name."""


@frozen(kw_only=True)
class Speaker:
    """A source resolved as far as the text allows."""

    name: str
    kind: str
    affiliation: Affiliation
    resolved: bool = True


@frozen(kw_only=True)
class Side:
    """In whose name somebody speaks.

    Attributes:
        person: the speaker's own name, "" for a body.
        described: the words that tie the person to the body; "" for somebody who speaks for himself.
    """

    name: str
    person: str
    described: str = ""


class Cast:
    """The people, groups and bodies of a document.

    Attributes:
        mentions: where they are named.
    """

    def __init__(
        self,
        docs: Sequence["Doc"],
        affiliations: Affiliations,
        assigned: Mapping[str, str | None] | None = None,
    ) -> None:
        """Find the mentions.

        Args:
            assigned: name of a speaker → name of the party that he speaks for, None for no party.
        """
        self._affiliations = affiliations
        self._assigned = {
            key: (name, party)
            for name, party in (assigned or {}).items()
            for key in (fold(name), person_in(name) or fold(name))
        }
        self._met: set[str] = set()
        self._geography = {
            fold(name) for country in countries() for name in (*country.names, *country.demonyms)
        } | {name for names in affiliations.names for name in names.adjectives}
        self._docs = docs
        self.mentions = Mentions(docs, self._geography)
        self._known_speakers: dict[tuple[int, int, int], Speaker] = {}
        self._described = self._describe()

    def speaker(self, words: Sequence["Token"]) -> Speaker:
        """Who the words name: "he", "the ministry", "Pashinyan" → Nikol Pashinyan."""
        head = phrase_head(words)
        key = (*self.mentions.position(head), len(words))
        if key not in self._known_speakers:
            self._known_speakers[key] = self.as_assigned(self._speaker(head, words), words)
        return self._known_speakers[key]

    @property
    def assigned_names(self) -> frozenset[str]:
        """The names that were assigned to a party and that speak here."""
        return frozenset(self._met)

    def as_assigned(self, speaker: Speaker, words: Sequence["Token"]) -> Speaker:
        """The speaker with the party that the user assigned to him, if any.

        A speaker is meant by his name, by the words that name him here, or by a surname that is his alone.
        """
        mention = fold(printed(words))
        for key, (name, party) in self._assigned.items():
            if key in (fold(speaker.name), mention) or fold(self.mentions.full_name(key)) == fold(
                speaker.name
            ):
                self._met.add(name)
                why = f"assigned by you: {name!r} speaks for {party or 'no party'}"
                return evolve(speaker, affiliation=Affiliation(party=party, why=why, decided=True))
        return speaker

    def _speaker(self, head: "Token", words: Sequence["Token"]) -> Speaker:
        if head.pos_ == "PRON":
            mention = self.antecedent(head)
            if mention is not None:
                return self._known(mention)
            return Speaker(name=printed(words), kind="unknown", affiliation=NO_PARTY, resolved=False)
        whole = self._affiliations.whole_name(head)
        if whole is not None:
            return self._by_whole_name(head, *whole)
        issuer = _issuer(head)
        if issuer is not None:
            return self.speaker(phrase(issuer))
        for noun in (head, *appositives(head)):
            mention = self.mentions.at(noun)
            if mention is not None and mention.kind == "person":
                return self._known(mention)
        return self._body(head, words)

    def _by_whole_name(self, head: "Token", name: str, affiliation: Affiliation) -> Speaker:
        mention = self.mentions.at(head)
        if mention is not None and mention.kind == "person":
            return Speaker(name=self.mentions.full(mention), kind="person", affiliation=affiliation)
        titled = head.tag_ == "NN" and head.lower_ in roles().titles
        return Speaker(name=name, kind="person" if titled else "body", affiliation=affiliation)

    def _body(self, head: "Token", words: Sequence["Token"]) -> Speaker:
        """A speaker who is told by no name of a person: by a title, an office, whose he is."""
        affiliation = self._of_body(head)
        if affiliation.party is None and not affiliation.rivals:
            earlier = self._earlier_title(head, words)
            if earlier is not None:
                return self._known(earlier)
            affiliation = self._of_owner(head)
            if affiliation.party is None:
                affiliation = self._of_earlier_phrase(head, words)
        kind = "group" if head.tag_ in PLURAL else "body"
        return Speaker(name=printed(words), kind=kind, affiliation=affiliation)

    def taken_up(self, words: Sequence["Token"], last: Speaker, *, continues: bool = False) -> Speaker | None:
        """Who "it", "the statement" or "the swimming star" is, if it takes up who spoke last; None if not.

        "It" and a statement of nobody named are the body that the last speaker speaks for; a person told by
        what he is ("the 41-year-old senator") is the person who spoke last; bare "officials" who add more
        (``continues``) are of that side.
        """
        head = phrase_head(words)
        lower, lemma = head.lower_, head.lemma_.lower()
        person = last.kind == "person"
        if lower in _HE:
            return last if person and not self.mentions.is_other_gender(lower, last.name) else None
        the = any(word.lower_ == "the" for word in words)
        body = lemma in roles().bodies and the and len(words) == _BARE
        proper = any(word[0].isupper() for word in last.name.split()[1:]) or " " not in last.name
        body = body and proper and not self._affiliations.is_country(last.affiliation.party)
        if lower in _IT | _THEY or body or (lemma in cues().vehicles and _issuer(head) is None):
            if not person:
                return last
            party = last.affiliation.party
            return Speaker(name=party, kind="body", affiliation=last.affiliation) if party else None
        if continues and lemma in _MORE_OF_THEM and len(words) == 1:
            return last
        return None

    def described(self, words: Sequence["Token"]) -> Speaker | None:
        """The person whom "the swimming star" or "the 41-year-old" takes up: the subject named last.

        None where the words are no such description, or more people are named near.
        """
        head = phrase_head(words)
        the = any(word.lower_ == "the" for word in words)
        if (
            head.tag_ not in ("NN", "NNP")
            or not the
            or not (head.lemma_.lower() in roles().people or _is_aged(words))
        ):
            return None
        here = self.mentions.position(head)
        near = [
            mention
            for mention in self.mentions.all
            if mention.kind == "person"
            and here[0] - 1 <= mention.paragraph
            and self.mentions.position(mention.head) < here
        ]
        subjects = [mention for mention in near if _is_subject(mention.head)]
        if subjects:
            return self._known(_highest(subjects))
        return self._known(near[-1]) if len({self.mentions.full(mention) for mention in near}) == 1 else None

    def side(self, words: Sequence["Token"]) -> Side:
        """Return in whose name the speaker speaks; both names are "" where neither can be told.

        "a spokesman for the Harbor Union" speaks for the union, a named person without such a description
        for himself; "the company" and "prosecutors" for themselves.
        """
        speaker = self.speaker(words)
        if not speaker.resolved:
            return Side(name="", person="")
        if speaker.kind == "person":
            for mention in self.mentions.all:
                body = self.mentions.full(mention) == speaker.name and body_of(mention.head, self._geography)
                if body:
                    head = mention.head
                    described = head.doc[head.left_edge.i : head.right_edge.i + 1].text
                    return Side(name=body, person=speaker.name, described=" ".join(described.split()))
            return Side(name=speaker.name, person=speaker.name)
        head = phrase_head(words)
        body = body_of(head, self._geography)
        office = head.lemma_.lower() in roles().offices or head.lower_ in roles().offices
        return Side(name=body or (whole_name(head) if office or head.pos_ == "PROPN" else ""), person="")

    def antecedent(self, pronoun: "Token") -> Mention | None:
        """The mention that a pronoun stands for.

        "he" and "she" look for the nearest person before them, subjects first; "it" and "they" for the
        subject of the sentence before, where that is one body, or a group of people.
        """
        lower = pronoun.lower_
        if lower not in PRONOUNS:
            return None
        kind = "person" if lower in _HE else "group" if lower in _THEY else "body"
        here = self.mentions.position(pronoun)
        before = [
            mention
            for mention in self.mentions.all
            if here[0] - _REACH <= mention.paragraph
            and self.mentions.position(mention.head) < here
            and (mention.kind == kind or (kind == "person" and mention.kind == "office"))
            and not mention.head.is_ancestor(pronoun)
            and (kind != "person" or not self.mentions.is_other_gender(lower, self.mentions.full(mention)))
        ]
        subjects = [mention for mention in before if _is_subject(mention.head)]
        if kind != "person":
            subjects = [mention for mention in subjects if _is_sentence_before(mention.head, pronoun)]
        if subjects and subjects[-1].paragraph >= before[-1].paragraph - 1:
            return _highest(subjects)
        named = [mention for mention in before if mention.kind == "person"]
        return named[-1] if named and kind == "person" else None

    def others_near(self, speaker: "Token", name: str) -> bool:
        """Whether another person than the speaker is named in the speaker's paragraph or the one before."""
        here = self.mentions.position(speaker)[0]
        return any(
            mention.kind == "person"
            and mention.paragraph in (here - 1, here)
            and self.mentions.full(mention) != name
            for mention in self.mentions.all
        )

    def before(self, doc: "Doc") -> "Doc | None":
        """The paragraph before one."""
        number = self.mentions.number(doc)
        return self._docs[number - 1] if number else None

    def _known(self, mention: Mention) -> Speaker:
        if mention.kind == "office":
            return evolve(self._body(mention.head, phrase(mention.head)), kind="person")
        if mention.kind == "body" and mention.head.lemma_.lower() in cues().vehicles:
            return self.speaker(phrase(mention.head))
        if mention.kind != "person":
            return Speaker(name=mention.name, kind=mention.kind, affiliation=self._of_body(mention.head))
        name = self.mentions.full(mention)
        return Speaker(name=name, kind="person", affiliation=self._described.get(fold(name), NO_PARTY))

    def _of_body(self, head: "Token") -> Affiliation:
        """By the phrase itself, else by what is set beside it ("Energoatom, the Ukrainian operator")."""
        for noun in (head, *(kid for kid in head.children if kid.dep_ == "appos")):
            found = self._affiliations.of_phrase(noun)
            if found.party or found.rivals:
                return found
        return NO_PARTY

    def _of_owner(self, head: "Token") -> Affiliation:
        """ "his lawyer", "Ruiz's office": the party of whom the owner is."""
        owner = child(head, "poss")
        if owner is None or {head.lemma_.lower(), head.lower_}.isdisjoint(roles().speaking | roles().kin):
            return NO_PARTY
        found = self.speaker(phrase(owner))
        if found.affiliation.party is None:
            return NO_PARTY
        return evolve(found.affiliation, why=f"'{head.text}' is of {found.name}")

    def _of_earlier_phrase(self, head: "Token", words: Sequence["Token"]) -> Affiliation:
        """ "the envoy": the party of the last envoy who was told with a party's name."""
        lemma = head.lemma_.lower()
        if lemma not in roles().speaking or len(words) != _BARE or words[0].lower_ != "the":
            return NO_PARTY
        here = self.mentions.position(head)
        for doc in reversed(self._docs[: here[0] + 1]):
            for word in reversed(doc):
                if word.lemma_.lower() != lemma or self.mentions.position(word) >= here:
                    continue
                found = self._of_body(word)
                if found.party is not None:
                    return evolve(found, why=f"'the {head.text}' is the one told of before: {found.why}")
        return NO_PARTY

    def _earlier_title(self, head: "Token", words: Sequence["Token"]) -> Mention | None:
        """ "the ministry", "the prime minister": the last one named with that title."""
        known = roles().speaking
        if not any(word.lower_ == "the" for word in words) or head.lemma_.lower() not in known:
            return None
        asked = {word.lower_ for word in words if word.lower_ != "the" and word.dep_ != "case"}
        for mention in reversed(self.mentions.all):
            if self.mentions.position(mention.head) >= self.mentions.position(head) or not (
                asked <= mention.titles or _is_described_as(mention, asked)
            ):
                continue
            bare = {word.lower_ for word in phrase(mention.head)} <= asked | {"the"}
            if mention.kind == "person" or not bare:
                return mention
        return None

    def _describe(self) -> dict[str, Affiliation]:
        """Folded full name → party, by the words that stand with any mention of the person."""
        found: dict[str, Affiliation] = {}
        people = [mention for mention in self.mentions.all if mention.kind == "person"]
        for mention in people:
            for candidate in self._candidates(mention):
                if candidate.party is not None:
                    found.setdefault(fold(self.mentions.full(mention)), candidate)
        for mention in people:
            name = fold(self.mentions.full(mention))
            employer = self._employer(mention)
            if name not in found and employer in found:
                found[name] = evolve(found[employer], why=f"works for {self.mentions.full_name(employer)}")
        for mention in people:
            name = fold(self.mentions.full(mention))
            owner = self._owner(mention, found) if name not in found else NO_PARTY
            if owner.party is not None:
                found[name] = owner
        return found

    def _owner(self, mention: Mention, known: Mapping[str, Affiliation]) -> Affiliation:
        """By whose he is: "her lawyer, Dirk Ansel", "the club's coach Dirk Ansel"."""
        for noun in (mention.head, *appositives(mention.head)):
            titled = {word.lower_ for word in phrase(noun, without=("relcl", "acl", "appos", "prep"))}
            owner = child(noun, "poss")
            if owner is None or titled.isdisjoint(roles().speaking | roles().kin):
                continue
            whose = self.antecedent(owner) if owner.pos_ == "PRON" else self.mentions.at(owner)
            if whose is not None and whose.kind == "person":
                found = known.get(fold(self.mentions.full(whose)), NO_PARTY)
            else:
                found = self._affiliations.of_phrase(whose.head if whose is not None else owner)
            if found.party is not None and whose is not mention:
                return evolve(found, why=f"'{owner.text} {noun.text}': {found.why}")
        return NO_PARTY

    def _candidates(self, mention: Mention) -> Iterator[Affiliation]:
        yield self._affiliations.of_name(self.mentions.full(mention))
        yield self._affiliations.of_name(mention.name.split()[-1])
        if " " not in self.mentions.full(mention):
            yield self._affiliations.of_surname(mention.name)
        yield self._affiliations.of_phrase(mention.head)
        for noun in appositives(mention.head):
            yield self._affiliations.of_phrase(noun)
        if mention.titles & _STATE_OFFICES:
            yield self._told_before(mention.head)

    def _told_before(self, head: "Token") -> Affiliation:
        """ "Cambodia gave another account. “...,” Defense Minister Sok Vireak said.": who was just named."""
        before = [sentence for sentence in head.doc.sents if sentence.end == head.sent.start]
        subjects = [word for word in before[0] if word.dep_ in SUBJECTS] if before else []
        found = self._affiliations.of_phrase(subjects[0]) if len(subjects) == 1 else NO_PARTY
        if found.party is None:
            return NO_PARTY
        return evolve(found, why=f"'{subjects[0].text}' is who the sentence before speaks of")

    def _employer(self, mention: Mention) -> str:
        """The person in "an adviser to Zelensky", folded; "" where there is none."""
        for noun in (mention.head, *appositives(mention.head)):
            for preposition in noun.children:
                if preposition.dep_ == "prep" and preposition.lower_ in ("to", "for", "of"):
                    person = child(preposition, "pobj")
                    name = self.mentions.full_name(person.text) if person is not None else ""
                    if name:
                        return fold(name)
        return ""


def _highest(subjects: Sequence[Mention]) -> Mention:
    """Of the subjects of the last sentence that has one that which stands highest: who says, not of whom."""
    last = subjects[-1]
    near = [
        mention
        for mention in subjects
        if mention.head.doc is last.head.doc and mention.head.sent.start == last.head.sent.start
    ]
    return min(reversed(near), key=lambda mention: len(list(mention.head.ancestors)))


def _is_described_as(mention: Mention, words: Set[str]) -> bool:
    """Return True if the title that a mention has holds all the words: "the prime minister"."""
    if mention.kind != "person" or words.isdisjoint(mention.titles):
        return False
    return words <= {word.lower_ for word in phrase(mention.head)}


def _issuer(head: "Token") -> "Token | None":
    """Whose statement, letter or lawsuit it is; None where the phrase does not tell."""
    if head.lemma_.lower() not in cues().vehicles:
        return None
    owner = child(head, "poss")
    if owner is not None:
        return owner
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


def _is_aged(words: Sequence["Token"]) -> bool:
    """ "the 41-year-old"."""
    text = "".join(word.text_with_ws for word in words)
    return "-year-old" in text or "year-old" in text


def _is_subject(head: "Token") -> bool:
    """Whether it is a subject, set beside one ("her lawyer, Leah Santos, denied"), or an "according to"."""
    if head.dep_ == "pobj" and head.head.lower_ == "to":
        return bool(head.head.head.lower_ == "according")
    return head.dep_ in SUBJECTS or (head.dep_ == "appos" and head.head.dep_ in SUBJECTS)


_MORE_OF_THEM = frozenset({"official", "aide", "spokesman", "lawyer", "prosecutor"})
"""Bare "officials added": of the side that spoke last."""


def _is_sentence_before(subject: "Token", pronoun: "Token") -> bool:
    return subject.doc is pronoun.doc and pronoun.sent.start > 0 and subject.sent.end == pronoun.sent.start
