"""Find printed words in a text: exactly, else with white space and quotation marks normalised."""

from collections.abc import Iterator
from functools import lru_cache

from attrs import frozen

from narratives.attribution.chat.windows import Window

_DOUBLE_MARKS, _SINGLE_MARKS = "“”„‟«»″", "‘’‚‛`´′"
_NORMAL = {**dict.fromkeys(_DOUBLE_MARKS, '"'), **dict.fromkeys(_SINGLE_MARKS, "'")}
_ENCLOSING = "\"' "
_MAX_CUES = 100
"""Greatest number of places of a cue to which the distance is measured."""

Range = tuple[int, int]


@frozen(kw_only=True)
class Normalised:
    """A text with plain quotation marks and single spaces.

    Attributes:
        origins: for each character of ``text``, its index in the original text.
    """

    text: str
    origins: tuple[int, ...]


@lru_cache(maxsize=64)
def normalised(text: str) -> Normalised:
    """Return the normalised text."""
    letters: list[str] = []
    origins: list[int] = []
    for index, letter in enumerate(text):
        plain = " " if letter.isspace() else _NORMAL.get(letter, letter)
        if plain == " " and letters[-1:] == [" "]:
            continue
        letters.append(plain)
        origins.append(index)
    return Normalised(text="".join(letters), origins=tuple(origins))


def occurrences(words: str, text: str) -> list[Range]:
    """Return where whole words occur in a text, as (start, end), in order; empty if they do not."""
    exact = words.strip()
    if not any(letter.isalnum() for letter in exact):
        return []
    found = list(_whole_words(exact, text))
    if found:
        return found
    folded = normalised(text)
    plain = normalised(exact).text
    for wanted in dict.fromkeys((plain, plain.strip(_ENCLOSING))):
        found = [
            (folded.origins[start], folded.origins[end - 1] + 1)
            for start, end in _whole_words(wanted, folded.text)
        ]
        if found:
            return found
    return []


def occurs(words: str, text: str) -> bool:
    """Return True if the whole words occur in the text; case is ignored."""
    return bool(occurrences(words.casefold(), text.casefold()))


def quote_places(
    parts: list[str], window: Window, *, paragraph: int, cue: str, taken: set[Range]
) -> list[Range]:
    """Return the places of the parts of a quote in the text of a window; empty if a part does not occur.

    If the first part occurs several times, a place in the given paragraph is preferred, then one that is not
    taken, then the one nearest to the cue, then the first. Each other part is the next one after it.
    """
    places: list[Range] = []
    for part in parts:
        found = occurrences(part, window.text)
        if places:
            found = [one for one in found if one[0] >= places[-1][1]]
        else:
            found = _best_first(found, window, paragraph=paragraph, cue=cue, taken=taken)
        if not found:
            return []
        places.append(found[0])
    return places


def _best_first(
    found: list[Range], window: Window, *, paragraph: int, cue: str, taken: set[Range]
) -> list[Range]:
    low, high = -1, -1
    if 0 <= paragraph < len(window.paragraphs):
        low = window.starts[paragraph]
        high = low + len(window.paragraphs[paragraph])
    cues = occurrences(cue, window.text)[:_MAX_CUES]

    def rank(place: Range) -> tuple[bool, bool, int, int]:
        start, end = place
        distance = min((max(start - high_cue, low_cue - end, 0) for low_cue, high_cue in cues), default=0)
        return not (low <= start and end <= high), place in taken, distance, start

    return sorted(found, key=rank)


def _whole_words(words: str, text: str) -> Iterator[Range]:
    """Yield the places of the words that do not begin or end inside a word."""
    start = text.find(words) if words else -1
    while start >= 0:
        end = start + len(words)
        inside = start > 0 and text[start - 1].isalnum() and words[0].isalnum()
        if not inside and not (end < len(text) and text[end].isalnum() and words[-1].isalnum()):
            yield start, end
        start = text.find(words, start + 1)
