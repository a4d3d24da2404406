"""The words of a statement as they are compared with those of another: without case, marks and articles."""

import re
from collections.abc import Sequence

from attrs import frozen

_NEUTRAL = frozenset("a also an the".split())
"""Words that outlets add and leave out without a change of meaning."""
_COUNTED_ARTICLE = frozenset("bit dozen few hundred little lot million number thousand".split())
"""Words before which "a" has a meaning: "a few" is not "few"."""
_OPENERS = frozenset("and but so well".split())
"""Words that may open a sentence without a change of meaning."""

_CONTRACTIONS = tuple(
    (re.compile(pattern, re.IGNORECASE), full)
    for pattern, full in (
        (r"\bwon't\b", "will not"),
        (r"\bcan't\b", "can not"),
        (r"\bshan't\b", "shall not"),
        (r"n't\b", " not"),
        (r"'re\b", " are"),
        (r"'ve\b", " have"),
        (r"'ll\b", " will"),
        (r"\bi'm\b", "I am"),
        (r"\b(it|that|there|here|what|who|he|she)'s\b", r"\1 is"),
    )
)
_SPELLINGS = (("cannot", "can not"), ("per cent", "percent"), ("%", " percent "))
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_TOKEN = re.compile(r"(?<![\w.])[+\-−]?\d+(?:[.,:]\d+)*(?!\w)|[$€£¥]|\w+(?:'\w+)*")

_POINTING = frozenset(
    "he she it they him her them his hers its their theirs this these those here there".split()
)
"""Words that refer to something outside the sentence."""
_REFERRING_NOUNS = frozenset(
    "accusation accusations agreement allegation allegations attack attacks charge charges claim claims deal "
    "decision incident incidents information move plan proposal report reports ruling statement statements "
    "step steps strike strikes suggestion vote".split()
)
"""Nouns that mostly refer to something that the article tells elsewhere: "the allegations are false"."""

_LIMITING = frozenset(
    "about after again ago all alleged allegedly almost alone although and any as because before billion "
    "billions both but by could day days dozen dozens during each earlier eight eleven every except few "
    "fewer five four half hour hours hundred hundreds if last later less like many may might million "
    "millions month months more most nearly neither never next nine no nobody none nor not nothing now once "
    "one only or over provided seven several should since six so some soon still ten than that though "
    "thousand thousands three today tomorrow tonight twelve twice two under unless until week weeks what "
    "when where whether which while who whom whose without would year years yesterday yet".split()
)
"""Words that may change what a statement says when they follow it: clauses, negations, times, numbers."""


@frozen(kw_only=True)
class Wording:
    """The words of a text.

    Attributes:
        words: in lower case, with contractions written out, without articles and marks.
        names: for each word whether it has a capital letter, or a character that is no letter.
        length: number of words, with those left out.
    """

    words: tuple[str, ...]
    names: tuple[bool, ...]
    length: int

    @property
    def refers_elsewhere(self) -> bool:
        """True if what the text refers to may differ between articles, as in "the allegation is false"."""
        return any(word in _POINTING or word in _REFERRING_NOUNS for word in self.words)


def wording(text: str) -> Wording:
    """Return the words of a text."""
    plain = text.replace("’", "'").replace("‘", "'")
    if "'" in plain:
        for pattern, full in _CONTRACTIONS:
            plain = pattern.sub(full, plain)
    for one, other in _SPELLINGS:
        plain = plain.replace(one, other)
    if "," in plain:
        plain = _THOUSANDS.sub("", plain)
    tokens = _TOKEN.findall(plain)
    lower = [word.lower() for word in tokens]
    kept = [place for place, word in enumerate(lower) if not _is_neutral(word, lower[place + 1 : place + 2])]
    while len(kept) > 1 and lower[kept[0]] in _OPENERS:
        del kept[0]
    return Wording(
        words=tuple(lower[place] for place in kept),
        names=tuple(tokens[place] != lower[place] or not tokens[place].isalpha() for place in kept),
        length=len(tokens),
    )


def _is_neutral(word: str, following: Sequence[str]) -> bool:
    return word in _NEUTRAL and not (word == "a" and bool(following) and following[0] in _COUNTED_ARTICLE)


def extends(longer: Wording, shorter: Wording, *, at_most: float) -> bool:
    """Return True if the longer text is the shorter one with words after it that do not change what it says.

    The words after it must not have a name, number, date, negation, condition or another clause.

    Args:
        at_most: greatest proportion of the longer text that the words after it are.
    """
    size = len(shorter.words)
    added = longer.words[size:]
    return (
        longer.words[:size] == shorter.words
        and len(added) <= at_most * len(longer.words)
        and not any(longer.names[size:])
        and not any(word in _LIMITING or word in _POINTING for word in added)
    )
