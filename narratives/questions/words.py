"""An inverted index of words, and the texts that contain a place name."""

import re
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.errors import QuestionError
from narratives.language.countries import countries, country_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_WORD = re.compile(r"\w+")


@frozen(eq=False)
class WordIndex:
    """Words, case folded → the numbers of the texts that contain them, in order."""

    texts: Sequence[str]
    postings: dict[str, "array[int]"]

    def containing_place(self, place: str) -> "npt.NDArray[np.bool_]":
        """Return for each text whether it contains the place.

        The name of a country, its capital or a demonym stands for every one of them; case matters for these
        ("US", "us"). Any other name is matched as whole words, ignoring case.

        Raises:
            QuestionError: the name has no letter or digit.
        """
        import numpy as np

        country = country_of().get(" ".join(place.split()).casefold())
        if country is not None:
            row = next(one for one in countries() if one.name == country)
            names, flags = [*row.names, *row.demonyms], 0
        else:
            names, flags = [place], re.IGNORECASE
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(_pattern, names))})(?!\w)", flags)
        found = np.zeros(len(self.texts), dtype=np.bool_)
        for number in sorted(set().union(*map(self._candidates, names))):
            found[number] = pattern.search(self.texts[number]) is not None
        return found

    def _candidates(self, name: str) -> set[int]:
        """Return the numbers of the texts that contain every word of a name."""
        words = _WORD.findall(name.casefold())
        if not words:
            raise QuestionError(f"place {name!r:.60}: give a name with letters, such as Kherson or Ukraine")
        return set.intersection(*(set(self.postings.get(word, ())) for word in words))


def _pattern(name: str) -> str:
    return r"\W+".join(map(re.escape, _WORD.findall(name)))


def word_index(texts: Sequence[str]) -> WordIndex:
    """Index the words of texts."""
    postings: dict[str, array[int]] = {}
    for number, text in enumerate(texts):
        for word in set(_WORD.findall(text.casefold())):
            postings.setdefault(word, array("I")).append(number)
    return WordIndex(texts, postings)
