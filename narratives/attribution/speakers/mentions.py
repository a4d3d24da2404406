"""Find the noun phrases that denote people, groups and bodies, and the full names of the people."""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.attribution.cues import cues, given_names, roles
from narratives.attribution.speakers.forms import POST_NOMINALS, is_post_nominal
from narratives.language.clauses import SUBJECTS, appositives, child, phrase, trim
from narratives.language.names import fold
from narratives.language.packages import lemminflect
from narratives.language.times import is_day_or_month_name

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FEMALE_TITLES = frozenset(
    "ms mrs miss lady dame queen princess spokeswoman chairwoman congresswoman councilwoman".split()
)
_MALE_TITLES = frozenset("mr sir lord king prince pope spokesman chairman congressman councilman".split())
_PRONOUN_GENDER = {
    **dict.fromkeys(("he", "him", "his"), "men"),
    **dict.fromkeys(("she", "her", "hers"), "women"),
}
_NAME_TITLES = frozenset({"pope", "king", "queen", "prince", "princess"})
"""Titles that are kept as part of the name."""
PLURAL = frozenset({"NNS", "NNPS"})


@frozen(kw_only=True, eq=False)
class Mention:
    """A noun phrase that denotes a person, a group or a body.

    Attributes:
        paragraph: number of the paragraph.
        name: for a person the name, else the phrase as printed.
        kind: "person"; "office" for an unnamed person with a title; "group" for a plural; or "body".
        titles: titles and offices in the phrase and, for a person, in its appositives.
    """

    paragraph: int
    head: "Token"
    name: str
    kind: str
    titles: frozenset[str]


class Mentions:
    """The mentions of a document, in the order of the text."""

    def __init__(self, docs: Sequence["Doc"], geography: Set[str]) -> None:
        """Scan the document twice; the second scan finds people by surname whom the first found by full name.

        Args:
            geography: folded names of places, which are not names of people.
        """
        self._geography = geography
        self._numbers = {id(doc): number for number, doc in enumerate(docs)}
        self._full_names: dict[str, str] = {}
        self.all = self._scan_all(docs)
        self._full_names = self._full_names_by_ending()
        self.all = self._scan_all(docs)
        self._by_position = {self.position(one.head): one for one in reversed(self.all)}
        self._titles: dict[str, set[str]] = {}
        self._by_full_name: dict[str, list[Mention]] = {}
        self._descriptions: dict[str, tuple[str, ...]] = {}
        for one in self.all:
            self._titles.setdefault(self.full(one), set()).update(one.titles)
            self._by_full_name.setdefault(self.full(one), []).append(one)

    def position(self, token: "Token") -> tuple[int, int]:
        """Return the number of the token's paragraph and of the token in it."""
        return self.number(token.doc), token.i

    def number(self, doc: "Doc") -> int:
        """Return the number of the paragraph."""
        return self._numbers[id(doc)]

    def at(self, head: "Token") -> Mention | None:
        """Return the mention whose head is the token, or None."""
        return self._by_position.get(self.position(head))

    def full(self, mention: Mention) -> str:
        """Return the longest name of the person in the document; for other mentions, the name."""
        return self.full_name(mention.name) or mention.name

    def descriptions(self, name: str) -> Sequence[str]:
        """Return the different noun phrases of the mentions with this `full` name, in order of the text."""
        known = self._descriptions.get(name)
        if known is None:
            heads = (one.head for one in self._by_full_name.get(name, ()))
            known = self._descriptions[name] = tuple(dict.fromkeys(map(description, heads)))
        return known

    def full_name(self, name: str) -> str:
        """Return the longest name of a person that ends in this name, or ""."""
        return self._full_names.get(fold(name), "")

    def gender(self, name: str) -> str:
        """Return "women" or "men" by a title or the given name of the person, or "" if unknown."""
        titles = self._titles.get(name, set())
        for gender, known in (("women", _FEMALE_TITLES), ("men", _MALE_TITLES)):
            if titles & known:
                return gender
        for given in name.casefold().split()[:-1]:  # "Crooked Anna Lake": the first that is a given name
            gender = next((gender for gender, known in given_names().items() if given in known), "")
            if gender:
                return gender
        return ""

    def is_other_gender(self, pronoun: str, name: str) -> bool:
        """Return True if the gender of the person is known and not that of the pronoun."""
        return self.gender(name) not in ("", _PRONOUN_GENDER.get(pronoun, ""))

    def _scan_all(self, docs: Sequence["Doc"]) -> list[Mention]:
        """Return the mentions of all paragraphs, given the full names known so far."""
        return [mention for number, doc in enumerate(docs) for mention in self._scan(number, doc)]

    def _scan(self, paragraph: int, doc: "Doc") -> Iterator[Mention]:
        """Yield the mentions of a paragraph."""
        for token in doc:
            known = token.text.istitle() and fold(token.text) in self._full_names
            if (token.pos_ not in ("PROPN", "NOUN") and not known) or token.dep_ in ("compound", "nmod"):
                continue
            words = phrase(token, without=("relcl", "appos", "acl", "punct", "prep", "cc", "conj"))
            titles = frozenset(word.lower_ for word in words) & roles().speaking
            name = self._person_name(token, words)
            if name:
                yield Mention(
                    paragraph=paragraph,
                    head=token,
                    name=name,
                    kind="person",
                    titles=titles | apposed_titles(token),
                )
                if child(token, "conj") is not None and token.dep_ != "conj":
                    coordination = phrase(token, without=("relcl", "appos", "acl", "prep"))
                    yield Mention(
                        paragraph=paragraph,
                        head=token,
                        name=printed(coordination),
                        kind="group",
                        titles=titles,
                    )
            elif _is_unnamed_office(token):
                yield Mention(
                    paragraph=paragraph, head=token, name=printed(words), kind="office", titles=titles
                )
            elif token.pos_ == "NOUN" and token.lemma_.lower() in cues().vehicles and token.dep_ in SUBJECTS:
                yield Mention(
                    paragraph=paragraph, head=token, name=printed(words), kind="body", titles=titles
                )
            elif token.pos_ == "PROPN" or token.lemma_.lower() in roles().offices or token.tag_ in PLURAL:
                kind = "group" if token.tag_ in PLURAL else "body"
                if kind == "group" and not _denotes_people(token):
                    continue
                yield Mention(paragraph=paragraph, head=token, name=printed(words), kind=kind, titles=titles)

    def _person_name(self, head: "Token", words: Sequence["Token"]) -> str:
        """Return the name in "Armenian Prime Minister Nikol Pashinyan"; "" if the phrase names no person."""
        known = roles().speaking
        surname = self._full_names.get(fold(head.text)) if head.text.istitle() else None
        if surname is not None and (head.pos_ != "PROPN" or head.tag_ == "NNPS"):
            return surname
        named = head.pos_ == "PROPN" or is_post_nominal(head.text)
        if not named or head.lower_.rstrip(".") in known - POST_NOMINALS or head.tag_ == "NNPS":
            return ""
        name_words = self._name_words([word for word in words if word.i <= head.i])
        if not name_words:
            return ""
        before = [word for word in words if word.i < name_words[0].i]
        titled = any(word.lower_.rstrip(".") in roles().titles for word in before)
        kept = [word for word in before[-1:] if word.lower_ in _NAME_TITLES]
        name = fold("".join(word.text_with_ws for word in name_words))
        if name in self._geography or (
            not titled and any(word.lower_ in roles().offices for word in before[-1:])
        ):
            return ""
        known_name = fold(name_words[-1].text) in self._full_names
        speaks = head.dep_ in SUBJECTS and cues().is_verb(head.head.lemma_.lower())
        if len(name_words) > 1:
            likely = (
                head.ent_type_ == "PERSON"
                or bool(apposed_titles(head))
                or (speaks and head.ent_type_ != "ORG")
            )
        else:
            likely = head.ent_type_ == "PERSON" and speaks
        if not (titled or known_name or likely):
            return ""
        return printed([*kept, *name_words])

    def _name_words(self, words: list["Token"]) -> list["Token"]:
        """Return the words of the name at the end of a noun phrase, without titles and post-nominals."""
        found: list[Token] = []
        inside = words[:]
        while len(inside) > 1 and is_post_nominal(inside[-1].text):
            inside.pop()
        role = roles().speaking | roles().people
        for word in reversed(inside):
            if word.pos_ != "PROPN" or word.lower_.rstrip(".") in role or fold(word.text) in self._geography:
                break
            if len(found) > 1 and is_day_or_month_name(word.text):
                break  # "Photo taken in October Ivan Petrov says"
            found.insert(0, word)
        return found

    def _full_names_by_ending(self) -> dict[str, str]:
        """Return folded short name → full name of a person that ends in it, without an adjective.

        Of several people with a surname, it is the one whose full name is printed most often, then the
        longest.
        """
        printed_names = Counter(m.name for m in self.all if m.kind == "person")
        full: dict[str, str] = {}
        for name in sorted(printed_names, key=lambda one: (-printed_names[one], -len(one), one)):
            words = name.split()
            rest = " ".join(words[1:])
            if len(words) > _GIVEN_NAME_AND_SURNAME and rest in printed_names and _is_adjective(words[0]):
                full[fold(name)] = rest  # "Defiant Ivan Petrov"
                continue
            for start in range(len(words)):
                ending = fold(" ".join(words[start:]))
                known = full.get(ending)
                if known is None or name.endswith(f" {known}"):
                    full[ending] = name
        return full


_GIVEN_NAME_AND_SURNAME = 2


def _is_adjective(word: str) -> bool:
    """Return True if a word is an adjective, no other part of speech, and no given name."""
    lower = word.casefold()
    known = any(lower in names for names in given_names().values())
    return not known and set(lemminflect().getAllLemmas(lower)) == {"ADJ"}


def description(head: "Token") -> str:
    """Return the noun phrase of a head with its appositives and other modifiers, on one line."""
    return " ".join(head.doc[head.left_edge.i : head.right_edge.i + 1].text.split())


def _is_unnamed_office(noun: "Token") -> bool:
    """Return True for an unnamed title as subject of a cue verb: "the harbour captain told"."""
    unnamed = not any(kid.dep_ in ("appos", "compound") and kid.pos_ == "PROPN" for kid in noun.children)
    quantified = any(kid.lower_ in ("no", "any", "every", "each") for kid in noun.children)
    titled = not quantified and noun.tag_ == "NN" and noun.lower_ in roles().titles and noun.dep_ in SUBJECTS
    return bool(titled and unnamed and cues().is_verb(noun.head.lemma_.lower()))


def _denotes_people(noun: "Token") -> bool:
    """Return True if a plural noun denotes people or bodies that can speak."""
    known = roles().speaking
    return (
        noun.tag_ == "NNPS"
        or noun.lower_ in known
        or noun.lemma_.lower() in known
        or noun.lower_ in _OTHER_PEOPLE
    )


_OTHER_PEOPLE = frozenset(
    "people men women nationalists citizens criminals families owners marchers activists".split()
)


def apposed_titles(head: "Token") -> frozenset[str]:
    """Return the titles in the appositives of a name."""
    words = [word.lower_ for noun in appositives(head) for word in phrase(noun, without=("relcl", "acl"))]
    return frozenset(words) & roles().titles


def printed(words: Sequence["Token"]) -> str:
    """Return the words as printed, without surrounding punctuation and possessive "'s"."""
    kept = trim(list(words))
    return "".join(word.text_with_ws for word in kept).strip().removesuffix("’s").removesuffix("'s").strip()


def highest_subject(subjects: Sequence[Mention]) -> Mention:
    """Return the subject highest in the parse tree, among those of the last sentence with a subject."""
    last = subjects[-1]
    near = [
        mention
        for mention in subjects
        if mention.head.doc is last.head.doc and mention.head.sent.start == last.head.sent.start
    ]
    return min(reversed(near), key=lambda mention: len(list(mention.head.ancestors)))


def is_subject(head: "Token") -> bool:
    """Return True for a subject, an appositive of one ("her lawyer, Leah Santos"), or "according to X"."""
    if head.dep_ == "pobj" and head.head.lower_ == "to":
        return bool(head.head.head.lower_ == "according")
    return head.dep_ in SUBJECTS or (head.dep_ == "appos" and head.head.dep_ in SUBJECTS)
