"""Cleaning of untrusted text before it is displayed or exported: one line, without control characters."""

import unicodedata

_BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_DROPPED_CATEGORIES = frozenset(("Cc", "Cs", "Co", "Cn"))


def plain(text: str) -> str:
    """Return the text on one line, without control characters, direction controls or lone surrogates.

    Terminal escape sequences lose their effect. Runs of white space become single spaces.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    characters = (
        " "
        if character.isspace()
        else ""
        if character in _BIDI_CONTROLS or unicodedata.category(character) in _DROPPED_CATEGORIES
        else character
        for character in text
    )
    return " ".join("".join(characters).split())


def excerpt(text: str) -> str:
    """As `plain`, for part of a sentence: if a quotation mark has lost its partner, drop all of them."""
    words = plain(text)
    unbalanced = words.count("“") != words.count("”") or words.count('"') % 2
    return "".join(character for character in words if character not in '“”"') if unbalanced else words
