"""The noun phrases of a document that name somebody or some body, and the full names of its people."""

from collections.abc import Iterator, Sequence, Set
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.attribution.cues import cues, given_names, roles
from narratives.attribution.speakers.affiliations import fold
from narratives.attribution.speakers.forms import POST_NOMINALS, is_post_nominal
from narratives.language.clauses import SUBJECTS, appositives, child, phrase, trim

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
_KEPT_TITLES = frozenset({"pope", "king", "queen", "prince", "princess"})
PLURAL = frozenset({"NNS", "NNPS"})


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


class Mentions:
    """The mentions of a document, in its order."""

    def __init__(self, docs: Sequence["Doc"], geography: Set[str]) -> None:
        """Scan twice: the second time the people whom the first scan met by title or full name are known.

        Args:
            geography: folded names of places, which name no person.
        """
        self._geography = geography
        self._numbers = {id(doc): number for number, doc in enumerate(docs)}
        self._full_names: dict[str, str] = {}
        self.all = self._scan_all(docs)
        self._full_names = self._surnames()
        self.all = self._scan_all(docs)
        self._by_place = {self.position(one.head): one for one in reversed(self.all)}
        self._titles: dict[str, set[str]] = {}
        for one in self.all:
            self._titles.setdefault(self.full(one), set()).update(one.titles)

    def position(self, token: "Token") -> tuple[int, int]:
        """Number of the paragraph and of the word in it."""
        return self.number(token.doc), token.i

    def number(self, doc: "Doc") -> int:
        """Number of the paragraph."""
        return self._numbers[id(doc)]

    def at(self, head: "Token") -> Mention | None:
        """The mention whose head the word is."""
        return self._by_place.get(self.position(head))

    def full(self, mention: Mention) -> str:
        """The longest name that the document gives the person."""
        return self.full_name(mention.name) or mention.name

    def full_name(self, name: str) -> str:
        """The longest name of a person that ends in this one; "" where none does."""
        return self._full_names.get(fold(name), "")

    def gender(self, name: str) -> str:
        """ "women" or "men", by a title or the given name of the person; "" where neither tells."""
        titles = self._titles.get(name, set())
        for gender, known in (("women", _WOMEN), ("men", _MEN)):
            if titles & known:
                return gender
        first = name.split(maxsplit=1)[0].casefold() if " " in name else ""
        return next((gender for gender, known in given_names().items() if first in known), "")

    def is_other_gender(self, pronoun: str, name: str) -> bool:
        """Whether the pronoun is "she" and the person a man, or the other way round."""
        return self.gender(name) not in ("", _GENDER.get(pronoun, ""))

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
                    titles=titles | apposed_titles(token),
                )
                if child(token, "conj") is not None and token.dep_ != "conj":
                    both = phrase(token, without=("relcl", "appos", "acl", "prep"))
                    yield Mention(
                        paragraph=paragraph, head=token, name=printed(both), kind="group", titles=titles
                    )
            elif _is_office(token):
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

    def _person(self, head: "Token", words: Sequence["Token"]) -> str:
        """The name in "Armenian Prime Minister Nikol Pashinyan"; "" where the phrase names no person."""
        known = roles().speaking
        surname = self._full_names.get(fold(head.text)) if head.text.istitle() else None
        if surname is not None and (head.pos_ != "PROPN" or head.tag_ == "NNPS"):
            return surname
        named = head.pos_ == "PROPN" or is_post_nominal(head.text)
        if not named or head.lower_.rstrip(".") in known - POST_NOMINALS or head.tag_ == "NNPS":
            return ""
        run: list[Token] = []
        inside = [word for word in words if word.i <= head.i]
        while len(inside) > 1 and is_post_nominal(inside[-1].text):
            inside.pop()
        for word in reversed(inside):
            role = known | roles().people
            if word.pos_ != "PROPN" or word.lower_.rstrip(".") in role or fold(word.text) in self._geography:
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
                or bool(apposed_titles(head))
                or (speaks and head.ent_type_ != "ORG")
            )
        else:
            likely = head.ent_type_ == "PERSON" and speaks
        if not (titled or known_name or likely):
            return ""
        return printed([*kept, *run])

    def _surnames(self) -> dict[str, str]:
        """Folded short name → the longest name of the document that ends in it."""
        full = sorted({m.name for m in self.all if m.kind == "person"}, key=lambda name: (-len(name), name))
        table: dict[str, str] = {}
        for name in full:
            words = name.split()
            for start in range(len(words)):
                table.setdefault(fold(" ".join(words[start:])), name)
        return table


def _is_office(noun: "Token") -> bool:
    """ "the harbour captain told", "a spokeswoman for the firm said": somebody who is not named."""
    bare = not any(kid.dep_ in ("appos", "compound") and kid.pos_ == "PROPN" for kid in noun.children)
    said_of_some = any(kid.lower_ in ("no", "any", "every", "each") for kid in noun.children)
    titled = (
        not said_of_some and noun.tag_ == "NN" and noun.lower_ in roles().titles and noun.dep_ in SUBJECTS
    )
    return bool(titled and bare and cues().is_verb(noun.head.lemma_.lower()))


def _denotes_people(noun: "Token") -> bool:
    known = roles().speaking
    return (
        noun.tag_ == "NNPS" or noun.lower_ in known or noun.lemma_.lower() in known or noun.lower_ in _PEOPLE
    )


_PEOPLE = frozenset(
    "people men women nationalists citizens criminals families owners marchers activists".split()
)


def apposed_titles(head: "Token") -> frozenset[str]:
    """The titles in what is set beside a name."""
    words = [word.lower_ for noun in appositives(head) for word in phrase(noun, without=("relcl", "acl"))]
    return frozenset(words) & roles().titles


def printed(words: Sequence["Token"]) -> str:
    """The words as printed, less the marks around them and a possessive."""
    kept = trim(list(words))
    return "".join(word.text_with_ws for word in kept).strip().removesuffix("’s").removesuffix("'s").strip()
