"""How similar texts are to a question: by the content keys that they share, or by an embedding."""

import math
from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from attrs import frozen

from narratives.errors import QuestionError
from narratives.language.countries import country_of
from narratives.language.keys import keys
from narratives.language.pipeline import parse

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Numbers = npt.NDArray[np.uint32]

TOPIC_SHARE = 0.5
"""Least share of a topic's content keys, weighted by rarity, that a relation about it contains."""
TOPIC_COSINE = 0.4
"""Least cosine of the embeddings of a topic and of a text about it."""
MAX_QUESTION = 1000
"""Greatest length of a topic or question, in characters."""
_AT_ONCE = 256
"""Texts that are parsed or embedded together, so that memory does not grow with their number."""


class Embedder(Protocol):
    """Anything that turns texts into vectors."""

    def embed(self, texts: Sequence[str], /) -> Any:
        """Return an array with one unit vector per text, in the order of the texts."""
        ...


@frozen(eq=False)
class KeyIndex:
    """The content keys of texts.

    Attributes:
        size: number of texts.
        postings: content key → numbers of the texts that contain it, in order.
        norms: length of each text's vector of key weights; 1 for a text without keys.
    """

    size: int
    postings: Mapping[str, "Numbers"]
    norms: "Floats"

    def weight(self, key: str) -> float:
        """Return the weight of a key: the logarithm of how rare it is, ``log(1 + texts / texts with it)``.

        A key that no text contains has half the weight of one that a single text contains, because it may be
        another word for what a text says; but a country has all of it.

        Source:
            The inverse document frequency of Spärck Jones, "A statistical interpretation of term specificity
            and its application in retrieval", Journal of Documentation 28(1), 1972.
        """
        if key not in self.postings and key.casefold() not in country_of():
            return _weight(1, self.size) / 2
        return _weight(len(self.postings.get(key, ())), self.size)

    def cosines(self, asked: frozenset[str]) -> "Floats":
        """Return the cosine of each text's vector of key weights with that of the question."""
        import numpy as np

        found = np.zeros(self.size, dtype=np.float32)
        for key in sorted(asked & self.postings.keys()):
            found[self.postings[key]] += self.weight(key) ** 2
        length = math.sqrt(sum(self.weight(key) ** 2 for key in sorted(asked)))
        return found / (self.norms * np.float32(length))

    def present(self, key: str) -> "npt.NDArray[np.bool_]":
        """Return for each text whether it contains the key."""
        import numpy as np

        found = np.zeros(self.size, dtype=np.bool_)
        if key in self.postings:
            found[self.postings[key]] = True
        return found


def key_index(texts: Sequence[str]) -> KeyIndex:
    """Index the content keys of texts. Cost: one parse of each text."""
    import numpy as np

    lists: dict[str, array[int]] = {}
    for start in range(0, len(texts), _AT_ONCE):
        docs = parse(texts[start : start + _AT_ONCE], entities=False)
        for number, doc in enumerate(docs, start):
            for key in keys(doc):
                lists.setdefault(key, array("I")).append(number)
    postings = {key: np.array(numbers, dtype=np.uint32) for key, numbers in sorted(lists.items())}
    squares = np.zeros(len(texts), dtype=np.float32)
    for numbers in postings.values():
        squares[numbers] += _weight(len(numbers), len(texts)) ** 2
    norms = np.sqrt(squares)
    norms[norms == 0] = 1
    return KeyIndex(len(texts), postings, norms)


def _weight(count: int, size: int) -> float:
    return math.log(1 + max(size, 1) / max(count, 1))


def question_keys(text: str) -> frozenset[str]:
    """Return the content keys of a topic or question; countries also where they are not capitalised.

    Raises:
        QuestionError: it has no content word, or more than `MAX_QUESTION` characters.
    """
    [doc] = parse([checked_question(text)], entities=False)
    lower_case = {
        country_of()[word.lower_]
        for word in doc
        if word.lower_ in country_of() and not word.is_stop and word.text.islower()
    }
    found = keys(doc) - {word.lower_ for word in doc if word.lower_ in country_of()} | lower_case
    if not found:
        raise QuestionError(f"question {text!r:.60} has no content word; name what it is about")
    return found


def checked_question(text: str) -> str:
    """Return the text of a topic or question without surrounding spaces.

    Raises:
        QuestionError: it is blank, or has more than `MAX_QUESTION` characters.
    """
    if not text.strip():
        raise QuestionError("the question is blank; name what it is about")
    if len(text) > MAX_QUESTION:
        raise QuestionError(f"question {text!r:.40}…: over {MAX_QUESTION} characters; shorten it")
    return text.strip()


def embeddings(embedder: Embedder, texts: Sequence[str]) -> "Floats":
    """Return a matrix with one row per text.

    Raises:
        QuestionError: the embedder does not return one vector per text.
    """
    import numpy as np

    parts = []
    for start in range(0, len(texts), _AT_ONCE):
        part = texts[start : start + _AT_ONCE]
        found = np.asarray(embedder.embed(list(part)), dtype=np.float32)
        if found.ndim != 2 or len(found) != len(part):
            raise QuestionError(
                f"the embedder returned an array of shape {found.shape} for {len(part)} texts; "
                "one vector per text is needed"
            )
        parts.append(found)
    return np.concatenate(parts) if parts else np.zeros((0, 1), dtype=np.float32)
