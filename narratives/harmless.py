"""Text from outside as one harmless line: what everything that is shown or exchanged begins with."""

import unicodedata

_BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_DROPPED = frozenset(("Cc", "Cs", "Co", "Cn"))


def plain(text: str) -> str:
    """One line without control characters, direction controls or lone surrogates.

    What a terminal would take for a command is dropped, white space is made single spaces.
    """
    letters = (
        " "
        if letter.isspace()
        else ""
        if letter in _BIDI_CONTROLS or unicodedata.category(letter) in _DROPPED
        else letter
        for letter in text
    )
    return " ".join("".join(letters).split())


def excerpt(text: str) -> str:
    """As `plain`, for words cut out of a sentence: no quotation mark whose other half was cut off."""
    words = plain(text)
    halved = words.count("“") != words.count("”") or words.count('"') % 2
    return "".join(letter for letter in words if letter not in '“”"') if halved else words
