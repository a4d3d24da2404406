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


def context(text: str, start: int, end: int, *, most: int) -> tuple[str, str]:
    """Return the words around ``text[start:end]`` in its paragraph, cleaned as by `plain`.

    White space beside the place is kept as one space. A part that is cut begins or ends with "…"; both are
    empty if the text is empty.

    Args:
        most: greatest number of characters on each side, before cleaning.
    """
    before, after = text[max(0, start - most) : start], text[end : end + most]
    _, boundary, last = before.rpartition("\n\n")
    if start > most and not boundary:
        last = f"… {last.partition(' ')[2]}"
    first, boundary, _ = after.partition("\n\n")
    if end + most < len(text) and not boundary:
        first = f"{first.rpartition(' ')[0]} …"
    return (
        plain(last) + (" " if last[-1:].isspace() and plain(last) else ""),
        (" " if first[:1].isspace() and plain(first) else "") + plain(first),
    )
