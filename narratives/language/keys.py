"""Content keys: the strings by which words are matched across two texts."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from narratives.language.countries import country_of
from narratives.language.lexicon import group
from narratives.language.packages import lemminflect, stop_words

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


_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\w+")
_SHORTEST = 2


def possible_keys(text: str, *, lower_case_countries: bool = False) -> list[frozenset[str]]:
    """Return for each content word its possible content keys, one for each lemma that the word may have.

    The text is not parsed, which is some hundred times faster than `keys`: "left" has the keys of "leave" and
    of "left". Words come in the order of the text.

    Args:
        lower_case_countries: take "ukraine" for the country, as in text that is typed in haste.
    """
    found = []
    for word in _WORD.findall(text):
        named = country_of().get(word.lower())
        if named is not None and word[:1].isupper():
            found.append(frozenset({named}))
            continue
        possible = _lemma_keys(word.lower())
        if named is not None and possible and lower_case_countries:
            possible |= {named}
        if possible:
            found.append(possible)
    return found


@lru_cache(maxsize=1 << 16)
def _lemma_keys(word: str) -> frozenset[str]:
    """Return the keys of the lemmas of a word in lower case; none if it has little meaning of its own."""
    if word in stop_words() or (len(word) < _SHORTEST and not word.isdigit()):
        return frozenset()
    found = lemminflect().getAllLemmas(word).values()
    lemmas = {lemma.lower() for forms in found for lemma in forms} or {word}
    if lemmas & (LIGHT_VERBS | _GENERIC_WORDS):
        return frozenset()
    return frozenset(map(group, lemmas))
