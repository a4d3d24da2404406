"""Find the body that a person speaks for from the person's title: a union, a company, the police."""

from collections.abc import Set
from typing import TYPE_CHECKING

from narratives.attribution.cues import roles
from narratives.attribution.speakers.affiliations import TIES
from narratives.language.clauses import appositives, child
from narratives.language.names import fold

if TYPE_CHECKING:
    from spacy.tokens import Token

_MODIFIERS = frozenset({"compound", "nmod", "amod"})
_COMPANY = "the company"


def body_of(head: "Token", geography: Set[str]) -> str:
    """Return the body that the title in a noun phrase belongs to, or "".

    "the union" for "the union's president", "the company" for "a lawyer for the company", "company
    spokeswoman" and a manager of nothing named.

    Args:
        head: head of the noun phrase.
        geography: folded names of places, which are not bodies.
    """

    def is_body(noun: "Token") -> bool:
        if noun.pos_ == "PROPN":
            return fold(noun.text) not in geography
        return bool({noun.lemma_.lower(), noun.lower_} & roles().offices)

    for noun in (head, *appositives(head)):
        words = [noun, *(kid for kid in noun.children if kid.dep_ in _MODIFIERS and kid.i < noun.i)]
        titles = [word for word in words if {word.lower_, word.lemma_.lower()} & roles().titles]
        if not titles:
            continue
        tied = [child(kid, "pobj") for kid in noun.children if kid.dep_ == "prep" and kid.lower_ in TIES]
        inner = [kid for word in titles for kid in word.children if kid.i < titles[-1].i]
        before = [word for word in words if word.i < titles[0].i]
        for body in (child(noun, "poss"), *tied, *inner, *before):
            if body is not None and body not in titles and is_body(body):
                return body_name(body)
        if any(word.lemma_.lower() in roles().management for word in titles):
            return _COMPANY
    return ""


def body_name(head: "Token") -> str:
    """Return the name of a body as printed, with modifiers and "of" phrases: "Alliance of Film Producers".

    Appositives are left out. A name that is neither proper nor plural gets the article "the".
    """
    doc = head.doc
    start = end = head.i
    while start > doc[end].sent.start and doc[start - 1].head.i in range(start, end + 1):
        if doc[start - 1].dep_ not in _MODIFIERS:
            break
        start -= 1
    while end + 1 < len(doc) and head.pos_ == "PROPN" and head.dep_ not in _MODIFIERS:
        following = doc[end + 1]
        joins = following.lower_ in ("of", "and", "&", "for") and end + 2 < len(doc) and doc[end + 2].is_title
        if not (joins or following.is_title or following.tag_ == "CD"):
            break
        end += 2 if joins else 1
    article = "" if head.pos_ == "PROPN" or head.tag_ == "NNS" else "the "
    return article + str(doc[start : end + 1].text)
