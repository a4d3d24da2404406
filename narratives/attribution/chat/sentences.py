"""Check that the sentence which a chat model words for a quote says nothing beyond the text."""

import re
from collections.abc import Iterable

from narratives.model import Stance

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MIN_LETTERS = 4
"""Least length of a word without digits that must be printed; shorter ones are mostly function words."""
_STEM = 4
"""Number of first letters by which a word of the sentence is compared with the printed ones."""
_FUNCTION_WORDS = frozenset(
    """about after also because been before being between could does doing during from have having into itself
    might must over shall should than that their them then there these they this those through under until
    were what when where which while will with would""".split()
)
_NEGATIONS = frozenset(
    "no not never none nobody nothing nor neither without cannot denied denies deny rejected rejects".split()
)
_ANSWERS = (Stance.DENIES, Stance.DOUBTS)


def is_supported(
    sentence: str, quote: str, *, names: Iterable[str], surroundings: str, stance: Stance
) -> bool:
    """Return True if each content word of the sentence is printed, and most of them in the quote.

    The words of names do not have to be in the quote. "Denied the allegation" takes the proposition from
    elsewhere, so for a denial or doubt the words only have to be printed somewhere. A negation must be in
    both or in neither, unless the stance is the negation.
    """
    named = _stems(" ".join(names))
    wanted = _stems(sentence)
    quoted = _stems(quote)
    if not wanted <= quoted | named | _stems(surroundings):
        return False
    is_negated = _has_negation(sentence)
    if stance in _ANSWERS:
        return not is_negated or _has_negation(quote)
    own = wanted - named
    return is_negated == _has_negation(quote) and 2 * len(own & quoted) >= len(own)


def _stems(text: str) -> set[str]:
    """Return the first letters of the content words, and the numbers."""
    found = set()
    for match in _WORD.finditer(text.casefold()):
        word = match.group().replace("’", "'").removesuffix("'s")
        is_number = any(letter.isdigit() for letter in word)
        if is_number or (len(word) >= _MIN_LETTERS and word not in _FUNCTION_WORDS):
            found.add(word if is_number else word[:_STEM].removesuffix("e"))
    return found


def _has_negation(text: str) -> bool:
    words = {match.group().replace("’", "'") for match in _WORD.finditer(text.casefold())}
    return bool(words & _NEGATIONS) or any(word.endswith("n't") for word in words)
