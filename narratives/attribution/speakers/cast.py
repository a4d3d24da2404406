"""Who the speakers are: names, titles and pronouns traced to one name over the document."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from narratives.attribution.cues import cues, given_names, roles
from narratives.attribution.speakers.affiliations import NO_PARTY, Affiliation, Affiliations, fold
from narratives.attribution.speakers.bodies import body_of, whole_name
from narratives.language.clauses import SUBJECTS, apposed, child, phrase, trim
from narratives.language.countries import countries

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WOMEN = frozenset(
    "ms mrs miss lady dame queen princess spokeswoman chairwoman congresswoman councilwoman".split()
)
_MEN = frozenset("mr sir lord king prince spokesman chairman congressman councilman".split())
_GENDER = {
    **dict.fromkeys(("he", "him", "his"), "men"),
    **dict.fromkeys(("she", "her", "hers"), "women"),
}

_HE = frozenset({"he", "she", "him", "her", "his", "hers"})
_THEY = frozenset({"they", "them", "their", "theirs"})
_IT = frozenset({"it", "its"})
PRONOUNS = _HE | _THEY | _IT
_KEPT_TITLES = frozenset({"pope", "king", "queen", "prince", "princess"})
_PLURAL = frozenset({"NNS", "NNPS"})
_STATE_OFFICES = frozenset({"minister", "president", "premier", "chancellor", "ambassador"})
_BARE = 2
"""Words of "the envoy"."""

_REACH = 4
"""Paragraphs back that a pronoun may look for its name."""


@frozen(kw_only=True, eq=False)
class Mention:
    """A noun phrase that names somebody or some body.

    Attributes:
        kind: person, office (a person told by a title alone), group (plural) or body (singular, no person).
    """

    paragraph: int
    head: "Token"
    name: str
    kind: str
    titles: frozenset[str]


@frozen(kw_only=True)
class Speaker:
    """A source resolved as far as the text allows."""

    name: str
    kind: str
    affiliation: Affiliation
    resolved: bool = True


class Cast:
    """The people, groups and bodies of a document."""

    def __init__(self, docs: Sequence["Doc"], affiliations: Affiliations) -> None:
        self._affiliations = affiliations
        self._geography = {
            fold(name) for country in countries() for name in (*country.names, *country.demonyms)
        } | {name for names in affiliations.names for name in names.adjectives}
        self._docs = docs
        self._numbers = {id(doc): number for number, doc in enumerate(docs)}
        self._full_names: dict[str, str] = {}
        self._mentions = self._scan_all(docs)
        self._full_names = self._surnames()
        self._mentions = self._scan_all(docs)
        self._by_place = {self._position(one.head): one for one in reversed(self._mentions)}
        self._known_speakers: dict[tuple[int, int, int], Speaker] = {}
        self._described: dict[str, Affiliation] = {}
        self._described = self._describe()
        self._known_speakers.clear()

    def speaker(self, words: Sequence["Token"]) -> Speaker:
        """Who the words name: "he", "the ministry", "Pashinyan" → Nikol Pashinyan."""
        head = _head(words)
        key = (*self._position(head), len(words))
        if key not in self._known_speakers:
            self._known_speakers[key] = self._speaker(head, words)
        return self._known_speakers[key]

    def _speaker(self, head: "Token", words: Sequence["Token"]) -> Speaker:
        if head.pos_ == "PRON":
            mention = self.antecedent(head)
            if mention is not None:
                return self._known(mention)
            return Speaker(name=_printed(words), kind="unknown", affiliation=NO_PARTY, resolved=False)
        whole = self._affiliations.whole_name(head)
        if whole is not None:
            return self._by_whole_name(head, *whole)
        issuer = _issuer(head)
        if issuer is not None:
            return self.speaker(phrase(issuer))
        for noun in (head, *apposed(head)):
            mention = self._mention(noun)
            if mention is not None and mention.kind == "person":
                return self._known(mention)
        return self._body(head, words)

    def _by_whole_name(self, head: "Token", name: str, affiliation: Affiliation) -> Speaker:
        mention = self._mention(head)
        if mention is not None and mention.kind == "person":
            return Speaker(name=self._full(mention), kind="person", affiliation=affiliation)
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
        kind = "group" if head.tag_ in _PLURAL else "body"
        return Speaker(name=_printed(words), kind=kind, affiliation=affiliation)

    def taken_up(self, words: Sequence["Token"], last: Speaker) -> Speaker | None:
        """Who "it", "the statement" or "the swimming star" is, if it takes up who spoke last; None if not.

        "It" and a statement of nobody named are the body that the last speaker speaks for; a person told by
        what he is ("the 41-year-old senator") is the person who spoke last.
        """
        head = _head(words)
        lower, lemma = head.lower_, head.lemma_.lower()
        person = last.kind == "person"
        if lower in _HE:
            return last if person and not self.is_other_gender(lower, last) else None
        the = any(word.lower_ == "the" for word in words)
        body = lemma in roles().bodies and the and len(words) == _BARE
        body = body and not self._affiliations.is_country(last.affiliation.party)
        if lower in _IT | _THEY or body or (lemma in cues().vehicles and _issuer(head) is None):
            if not person:
                return last
            party = last.affiliation.party
            return Speaker(name=party, kind="body", affiliation=last.affiliation) if party else None
        if lemma in _MORE_OF_THEM and len(words) == 1:
            return last
        return None

    def described(self, words: Sequence["Token"]) -> Speaker | None:
        """The person whom "the swimming star" or "the 41-year-old" takes up: the subject named last.

        None where the words are no such description, or more people are named near.
        """
        head = _head(words)
        the = any(word.lower_ == "the" for word in words)
        if (
            head.tag_ not in ("NN", "NNP")
            or not the
            or not (head.lemma_.lower() in roles().people or _is_aged(words))
        ):
            return None
        here = self._position(head)
        near = [
            mention
            for mention in self._mentions
            if mention.kind == "person"
            and here[0] - 1 <= mention.paragraph
            and self._position(mention.head) < here
        ]
        subjects = [mention for mention in near if _is_subject(mention.head)]
        if subjects:
            return self._known(_highest(subjects))
        return self._known(near[-1]) if len({self._full(mention) for mention in near}) == 1 else None

    def _as_speaker(self, mention: Mention) -> Speaker:
        return Speaker(name=self._full(mention), kind=mention.kind, affiliation=NO_PARTY)

    def gender(self, speaker: Speaker) -> str:
        """ "women" or "men", by a title or the given name; "" where neither tells."""
        mine = [mention for mention in self._mentions if self._full(mention) == speaker.name]
        titles = frozenset(title for mention in mine for title in mention.titles)
        for name, known in (("women", _WOMEN), ("men", _MEN)):
            if titles & known:
                return name
        first = speaker.name.split()[0].casefold() if " " in speaker.name else ""
        return next((name for name, known in given_names().items() if first in known), "")

    def is_other_gender(self, pronoun: str, speaker: Speaker) -> bool:
        """Whether the pronoun is "she" and the speaker a man, or the other way round."""
        return self.gender(speaker) not in ("", _GENDER.get(pronoun, ""))

    def side(self, words: Sequence["Token"]) -> tuple[str, str]:
        """In whose name the words' speaker speaks, and the speaker's own name; "" where neither can be told.

        "a spokesman for the Harbor Union" speaks for the union, a named person of whom no such thing is told
        for himself; "the company" and "prosecutors" for themselves.
        """
        speaker = self.speaker(words)
        if not speaker.resolved:
            return "", ""
        if speaker.kind == "person":
            mine = [mention for mention in self._mentions if self._full(mention) == speaker.name]
            bodies = [body for mention in mine if (body := body_of(mention.head, self._geography))]
            return (bodies[0] if bodies else speaker.name), speaker.name
        head = _head(words)
        body = body_of(head, self._geography)
        office = head.lemma_.lower() in roles().offices or head.lower_ in roles().offices
        return body or (whole_name(head) if office or head.pos_ == "PROPN" else ""), ""

    def antecedent(self, pronoun: "Token") -> Mention | None:
        """The mention that a pronoun stands for.

        "he" and "she" look for the nearest person before them, subjects first; "it" and "they" for the
        subject of the sentence before, where that is one body, or a group of people.
        """
        lower = pronoun.lower_
        if lower not in PRONOUNS:
            return None
        kind = "person" if lower in _HE else "group" if lower in _THEY else "body"
        here = self._position(pronoun)
        before = [
            mention
            for mention in self._mentions
            if here[0] - _REACH <= mention.paragraph
            and self._position(mention.head) < here
            and (mention.kind == kind or (kind == "person" and mention.kind == "office"))
            and not mention.head.is_ancestor(pronoun)
            and (kind != "person" or not self.is_other_gender(lower, self._as_speaker(mention)))
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
        here = self._numbers[id(speaker.doc)]
        return any(
            mention.kind == "person" and mention.paragraph in (here - 1, here) and self._full(mention) != name
            for mention in self._mentions
        )

    def before(self, doc: "Doc") -> "Doc | None":
        """The paragraph before one."""
        number = self._numbers[id(doc)]
        return self._docs[number - 1] if number else None

    def _position(self, token: "Token") -> tuple[int, int]:
        return self._numbers[id(token.doc)], token.i

    def _full(self, mention: Mention) -> str:
        """The longest name that the document gives the person."""
        return self._full_names.get(fold(mention.name), mention.name)

    def _known(self, mention: Mention) -> Speaker:
        if mention.kind == "office":
            return evolve(self._body(mention.head, phrase(mention.head)), kind="person")
        if mention.kind == "body" and mention.head.lemma_.lower() in cues().vehicles:
            return self.speaker(phrase(mention.head))
        if mention.kind != "person":
            return Speaker(name=mention.name, kind=mention.kind, affiliation=self._of_body(mention.head))
        name = self._full(mention)
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

    def _mention(self, head: "Token") -> Mention | None:
        return self._by_place.get(self._position(head))

    def _of_earlier_phrase(self, head: "Token", words: Sequence["Token"]) -> Affiliation:
        """ "the envoy": the party of the last envoy who was told with a party's name."""
        lemma = head.lemma_.lower()
        if lemma not in roles().speaking or len(words) != _BARE or words[0].lower_ != "the":
            return NO_PARTY
        here = self._position(head)
        for doc in reversed(self._docs[: here[0] + 1]):
            for word in reversed(doc):
                if word.lemma_.lower() != lemma or self._position(word) >= here:
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
        asked = {word.lower_ for word in words if word.lower_ != "the"}
        for mention in reversed(self._mentions):
            if self._position(mention.head) >= self._position(head) or not asked <= mention.titles:
                continue
            bare = {word.lower_ for word in phrase(mention.head)} <= asked | {"the"}
            if mention.kind == "person" or not bare:
                return mention
        return None

    def _scan_all(self, docs: Sequence["Doc"]) -> list[Mention]:
        """All mentions; a second scan also knows the people whom the first one met by title or full name."""
        return [mention for number, doc in enumerate(docs) for mention in self._scan(number, doc)]

    def _scan(self, paragraph: int, doc: "Doc") -> Iterator[Mention]:
        for token in doc:
            known = token.text.istitle() and fold(token.text) in self._full_names
            if (token.pos_ not in ("PROPN", "NOUN") and not known) or token.dep_ in ("compound", "nmod"):
                continue
            words = phrase(token, without=("relcl", "appos", "acl", "punct", "prep", "cc", "conj"))
            titles = frozenset(word.lower_ for word in words) & roles().speaking
            name = self._person(token, words)
            if name:
                yield Mention(
                    paragraph=paragraph,
                    head=token,
                    name=name,
                    kind="person",
                    titles=titles | _apposed_titles(token),
                )
                if child(token, "conj") is not None and token.dep_ != "conj":
                    both = phrase(token, without=("relcl", "appos", "acl", "prep"))
                    yield Mention(
                        paragraph=paragraph, head=token, name=_printed(both), kind="group", titles=titles
                    )
            elif _is_office(token):
                yield Mention(
                    paragraph=paragraph, head=token, name=_printed(words), kind="office", titles=titles
                )
            elif token.pos_ == "NOUN" and token.lemma_.lower() in cues().vehicles and token.dep_ in SUBJECTS:
                yield Mention(
                    paragraph=paragraph, head=token, name=_printed(words), kind="body", titles=titles
                )
            elif token.pos_ == "PROPN" or token.lemma_.lower() in roles().offices or token.tag_ in _PLURAL:
                kind = "group" if token.tag_ in _PLURAL else "body"
                if kind == "group" and not _are_people(token):
                    continue
                yield Mention(paragraph=paragraph, head=token, name=_printed(words), kind=kind, titles=titles)

    def _person(self, head: "Token", words: Sequence["Token"]) -> str:
        """The name in "Armenian Prime Minister Nikol Pashinyan"; "" where the phrase names no person."""
        known = roles().speaking
        surname = self._full_names.get(fold(head.text)) if head.text.istitle() else None
        if surname is not None and (head.pos_ != "PROPN" or head.tag_ == "NNPS"):
            return surname
        if head.pos_ != "PROPN" or head.lower_.rstrip(".") in known or head.tag_ == "NNPS":
            return ""
        run: list[Token] = []
        for word in reversed([word for word in words if word.i <= head.i]):
            if word.pos_ != "PROPN" or word.lower_.rstrip(".") in known or fold(word.text) in self._geography:
                break
            run.insert(0, word)
        if not run:
            return ""
        before = [word for word in words if word.i < run[0].i]
        titled = any(word.lower_.rstrip(".") in roles().titles for word in before)
        kept = [word for word in before[-1:] if word.lower_ in _KEPT_TITLES]
        name = fold("".join(word.text_with_ws for word in run))
        if name in self._geography or (
            not titled and any(word.lower_ in roles().offices for word in before[-1:])
        ):
            return ""
        known_name = fold(run[-1].text) in self._full_names
        speaks = head.dep_ in SUBJECTS and cues().is_verb(head.head.lemma_.lower())
        if len(run) > 1:
            likely = (
                head.ent_type_ == "PERSON"
                or bool(_apposed_titles(head))
                or (speaks and head.ent_type_ != "ORG")
            )
        else:
            likely = head.ent_type_ == "PERSON" and speaks
        if not (titled or known_name or likely):
            return ""
        return _printed([*kept, *run])

    def _surnames(self) -> dict[str, str]:
        """Folded short name → the longest name of the document that ends in it."""
        full = sorted(
            {m.name for m in self._mentions if m.kind == "person"}, key=lambda name: (-len(name), name)
        )
        table: dict[str, str] = {}
        for name in full:
            words = name.split()
            for start in range(len(words)):
                table.setdefault(fold(" ".join(words[start:])), name)
        return table

    def _describe(self) -> dict[str, Affiliation]:
        """Folded full name → party, by the words that stand with any mention of the person."""
        found: dict[str, Affiliation] = {}
        people = [mention for mention in self._mentions if mention.kind == "person"]
        for mention in people:
            for candidate in self._candidates(mention):
                if candidate.party is not None:
                    found.setdefault(fold(self._full(mention)), candidate)
        for mention in people:
            name = fold(self._full(mention))
            employer = self._employer(mention)
            if name not in found and employer in found:
                found[name] = evolve(found[employer], why=f"works for {self._full_names[employer]}")
        for mention in people:
            name = fold(self._full(mention))
            owner = self._owner(mention, found) if name not in found else NO_PARTY
            if owner.party is not None:
                found[name] = owner
        return found

    def _owner(self, mention: Mention, known: Mapping[str, Affiliation]) -> Affiliation:
        """By whose he is: "her lawyer, Dirk Ansel", "the club's coach Dirk Ansel"."""
        for noun in (mention.head, *apposed(mention.head)):
            titled = {word.lower_ for word in phrase(noun, without=("relcl", "acl", "appos", "prep"))}
            owner = child(noun, "poss")
            if owner is None or titled.isdisjoint(roles().speaking | roles().kin):
                continue
            whose = self.antecedent(owner) if owner.pos_ == "PRON" else self._mention(owner)
            if whose is not None and whose.kind == "person":
                found = known.get(fold(self._full(whose)), NO_PARTY)
            else:
                found = self._affiliations.of_phrase(whose.head if whose is not None else owner)
            if found.party is not None and whose is not mention:
                return evolve(found, why=f"'{owner.text} {noun.text}': {found.why}")
        return NO_PARTY

    def _candidates(self, mention: Mention) -> Iterator[Affiliation]:
        yield self._affiliations.of_name(self._full(mention))
        yield self._affiliations.of_name(mention.name.split()[-1])
        if " " not in self._full(mention):
            yield self._affiliations.of_surname(mention.name)
        yield self._affiliations.of_phrase(mention.head)
        for noun in apposed(mention.head):
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
        for noun in (mention.head, *apposed(mention.head)):
            for preposition in noun.children:
                if preposition.dep_ == "prep" and preposition.lower_ in ("to", "for", "of"):
                    person = child(preposition, "pobj")
                    if person is not None and fold(person.text) in self._full_names:
                        return fold(self._full_names[fold(person.text)])
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


def _is_office(noun: "Token") -> bool:
    """ "the harbour captain told", "a spokeswoman for the firm said": somebody who is not named."""
    bare = not any(kid.dep_ in ("appos", "compound") and kid.pos_ == "PROPN" for kid in noun.children)
    said_of_some = any(kid.lower_ in ("no", "any", "every", "each") for kid in noun.children)
    titled = (
        not said_of_some and noun.tag_ == "NN" and noun.lower_ in roles().titles and noun.dep_ in SUBJECTS
    )
    return bool(titled and bare and cues().is_verb(noun.head.lemma_.lower()))


def _is_aged(words: Sequence["Token"]) -> bool:
    """ "the 41-year-old"."""
    text = "".join(word.text_with_ws for word in words)
    return "-year-old" in text or "year-old" in text


def _is_subject(head: "Token") -> bool:
    """Whether it is a subject, set beside one ("her lawyer, Leah Santos, denied"), or an "according to"."""
    if head.dep_ == "pobj" and head.head.lower_ == "to":
        return bool(head.head.head.lower_ == "according")
    return head.dep_ in SUBJECTS or (head.dep_ == "appos" and head.head.dep_ in SUBJECTS)


def _are_people(noun: "Token") -> bool:
    known = roles().speaking
    return (
        noun.tag_ == "NNPS" or noun.lower_ in known or noun.lemma_.lower() in known or noun.lower_ in _PEOPLE
    )


_MORE_OF_THEM = frozenset({"official", "aide", "spokesman", "lawyer", "prosecutor"})
"""Bare "officials added": of the side that spoke last."""

_PEOPLE = frozenset(
    "people men women nationalists citizens criminals families owners marchers activists".split()
)


def _is_sentence_before(subject: "Token", pronoun: "Token") -> bool:
    return subject.doc is pronoun.doc and pronoun.sent.start > 0 and subject.sent.end == pronoun.sent.start


def _apposed_titles(head: "Token") -> frozenset[str]:
    words = [word.lower_ for noun in apposed(head) for word in phrase(noun, without=("relcl", "acl"))]
    return frozenset(words) & roles().titles


def _head(words: Sequence["Token"]) -> "Token":
    inside = {word.i for word in words}
    return next((word for word in words if word.head.i not in inside or word.head == word), words[-1])


def _printed(words: Sequence["Token"]) -> str:
    kept = trim(list(words))
    return "".join(word.text_with_ws for word in kept).strip().removesuffix("’s").removesuffix("'s").strip()
