"""Pairs that share a rare name or number, which embeddings may place far apart."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from narratives.language.countries import country_of
from narratives.language.keys import possible_keys

MOST_WITH_DETAIL = 64
"""Greatest number of assertions that a rare detail is in."""
_DETAIL = re.compile(r"(?<=\s)[^\W\d_][\w’'-]*|\d[\d.,:]*\d|\d\d")
"""A word that is not the first, or a number of two digits or more."""


def sharing_details(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of texts that share a rare detail and another content word, each once, in order.

    A detail is a number, or a capitalised word that does not begin the text and is no country. It is rare if
    at most `MOST_WITH_DETAIL` texts contain it. Cost: linear in the texts.
    """
    found: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        for detail in sorted(set(_details(text))):
            found.setdefault(detail, []).append(number)
    pairs = {
        (a, b): detail
        for detail, numbers in found.items()
        if len(numbers) <= MOST_WITH_DETAIL
        for a, b in combinations(numbers, 2)
    }
    content: dict[int, frozenset[str]] = {}
    for (a, b), detail in sorted(pairs.items()):
        for number in (a, b):
            if number not in content:
                content[number] = frozenset(key for word in possible_keys(texts[number]) for key in word)
        if (content[a] & content[b]) - {detail}:
            yield a, b


def _details(text: str) -> Iterable[str]:
    for match in _DETAIL.findall(text):
        if match[0].isdigit() or (match[0].isupper() and match.casefold() not in country_of()):
            yield match.casefold()
