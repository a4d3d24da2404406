"""Content keys: the strings by which words are matched across two texts."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from narratives.language.countries import country_of
from narratives.language.lexicon import group

if TYPE_CHECKING:
    from spacy.tokens import Token

LIGHT_VERBS = frozenset(
    "be have do say make take get go come give put let seem become remain can will".split()
)
"""Verbs with little meaning of their own."""

_GENERIC_WORDS = frozenset(
    "thing people time year month week day way part side case number area place new other many more most "
    "several some such first last same own good great next".split()
)
_CONTENT_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


def country(word: "Token") -> str | None:
    """Return the country that a capitalised name or demonym refers to, or None ("us", "polish")."""
    return country_of().get(word.lower_) if word.text[:1].isupper() else None


def key(word: "Token") -> str:
    """Return the content key of a word: its country, else the group of its lemma."""
    return country(word) or group(word.lemma_.lower())


def keys(words: Iterable["Token"]) -> frozenset[str]:
    """Return the content keys of the content words and country names."""
    found = set()
    for word in words:
        lemma = word.lemma_.lower()
        content = word.pos_ in _CONTENT_POS and lemma not in LIGHT_VERBS | _GENERIC_WORDS and not word.is_stop
        if content or country(word):
            found.add(key(word))
    return frozenset(found)
