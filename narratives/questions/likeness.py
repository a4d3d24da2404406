"""How similar texts are to a question: by the content keys that they share, or by an embedding."""

import math
from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from attrs import frozen

from narratives.errors import QuestionError
from narratives.language.countries import country_of
from narratives.language.keys import possible_keys

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Numbers = npt.NDArray[np.uint32]

TOPIC_SHARE = 0.5
"""Least share of a topic's content keys, weighted by rarity, that a relation about it contains."""
TOPIC_COSINE = 0.45
"""Least cosine of the embeddings of a topic and of a text about it."""
MAX_QUESTION = 1000
"""Greatest length of a topic or question, in characters."""
_AT_ONCE = 256
"""Texts that are embedded together."""


class Embedder(Protocol):
    """Anything that turns texts into vectors."""

    def embed(self, texts: Sequence[str], /) -> Any:
        """Return an array with one unit vector per text, in the order of the texts."""
        ...


Word = frozenset[str]
"""The possible content keys of a word, of which one is meant."""


@frozen(eq=False)
class KeyIndex:
    """The content keys of texts.

    Attributes:
        size: number of texts.
        postings: content key → numbers of the texts that contain it, in order.
        norms: length of each text's vector of word weights; 1 for a text without content words.
    """

    size: int
    postings: Mapping[str, "Numbers"]
    norms: "Floats"

    def present(self, word: Word) -> "npt.NDArray[np.bool_]":
        """Return for each text whether it contains a key of the word."""
        import numpy as np

        found = np.zeros(self.size, dtype=np.bool_)
        for key in word & self.postings.keys():
            found[self.postings[key]] = True
        return found

    def weight(self, word: Word) -> float:
        """Return the weight of a word: the logarithm of how rare it is, ``log(1 + texts / texts with it)``.

        A word that no text contains has half the weight of one that a single text contains, because it may be
        another word for what a text says; but a country has all of it.

        Source:
            The inverse document frequency of Spärck Jones, "A statistical interpretation of term specificity
            and its application in retrieval", Journal of Documentation 28(1), 1972.
        """
        count = int(self.present(word).sum())
        named = any(key.casefold() in country_of() for key in word)
        return _weight(count, self.size) / (1 if count or named else 2)

    def cosines(self, asked: Sequence[Word]) -> "Floats":
        """Return the cosine of each text's vector of word weights with that of the question."""
        import numpy as np

        found = np.zeros(self.size, dtype=np.float32)
        weights = [self.weight(word) for word in asked]
        for word, weight in zip(asked, weights, strict=True):
            found += self.present(word) * np.float32(weight**2)
        return found / (self.norms * np.float32(math.hypot(*weights)))


def key_index(texts: Sequence[str]) -> KeyIndex:
    """Index the content keys of texts. Cost: linear in the texts."""
    import numpy as np

    lists: dict[str, array[int]] = {}
    words = [tuple(set(possible_keys(text))) for text in texts]
    for number, own in enumerate(words):
        for key in {key for word in own for key in word}:
            lists.setdefault(key, array("I")).append(number)
    weights = {key: _weight(len(numbers), len(texts)) for key, numbers in lists.items()}
    norms = [math.hypot(*(min(weights[key] for key in word) for word in own)) or 1.0 for own in words]
    return KeyIndex(
        size=len(texts),
        postings={key: np.array(numbers, dtype=np.uint32) for key, numbers in lists.items()},
        norms=np.array(norms, dtype=np.float32),
    )


def _weight(count: int, size: int) -> float:
    return math.log(1 + max(size, 1) / max(count, 1))


def question_words(text: str) -> list[Word]:
    """Return the possible content keys of each content word of a topic or question.

    Raises:
        QuestionError: it has no content word, is blank, or has more than `MAX_QUESTION` characters.
    """
    found = possible_keys(checked_question(text), lower_case_countries=True)
    if not found:
        raise QuestionError(f"question {text!r:.60} has no content word; name what it is about")
    return sorted(set(found), key=sorted)


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
