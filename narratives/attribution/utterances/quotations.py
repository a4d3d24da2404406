"""Find quotations by their opening and closing marks, also across paragraphs."""

from collections.abc import Sequence

from attrs import frozen

_CLOSING_MARKS = {"“": "”", "„": "”“", "«": "»", "‘": "’"}
_CHARACTERS_BEFORE_OPENING = " ([{—–-/"


@frozen(kw_only=True)
class Quotation:
    """Text between quotation marks in one paragraph.

    Attributes:
        paragraph: index of the paragraph.
        start, end: offsets in the text of the paragraph, without the quotation marks.
        continues: True if it continues a quotation of the paragraph before.
        closed: False if the closing mark is missing.
    """

    paragraph: int
    start: int
    end: int
    continues: bool = False
    closed: bool = True


def quotations(texts: Sequence[str]) -> list[Quotation]:
    """Return all outermost quotations of the paragraphs, in text order.

    Recognises straight and curly double marks, angle marks, and single marks that are not apostrophes. A
    quotation without a closing mark ends with its paragraph; if the next paragraph starts with an opening
    mark, that quotation continues it. Cost is linear in the length of the texts.
    """
    found: list[Quotation] = []
    open_before = False
    for number, text in enumerate(texts):
        continues = open_before
        open_before = False
        for start, end, closed in _quoted_ranges(text):
            first = not text[: start - 1].strip()
            found.append(
                Quotation(
                    paragraph=number, start=start, end=end, continues=continues and first, closed=closed
                )
            )
            open_before = not closed
    return found


def _quoted_ranges(text: str) -> list[tuple[int, int, bool]]:
    ranges: list[tuple[int, int, bool]] = []
    opened: int | None = None
    closing: tuple[str, ...] = ()
    for position, mark in enumerate(text):
        if opened is None:
            closing = _closing_marks_for(text, position)
            if closing:
                opened = position + 1
        elif mark in closing and _is_closing_mark(text, position):
            if text[opened:position].strip():
                ranges.append((opened, position, True))
            opened = None
    if opened is not None and text[opened:].strip() and not {"'", "’"} & {*closing}:
        ranges.append((opened, len(text), False))
    return ranges


def _closing_marks_for(text: str, position: int) -> tuple[str, ...]:
    mark = text[position]
    if mark in _CLOSING_MARKS:
        if mark == "‘" and not _precedes_word(text, position):
            return ()
        return tuple(_CLOSING_MARKS[mark]) + (_MISTYPED_CLOSING_MARKS if mark == "“" else ())
    if mark == '"':
        return ('"', "”")
    if mark == "'" and _precedes_word(text, position) and _has_closing_single_mark(text, position):
        return ("'",)
    return ()


_MISTYPED_CLOSING_MARKS = ("“", '"')
"""Marks that close a quotation opened by "“" in mistyped text; `_is_closing_mark` checks the context."""


def _precedes_word(text: str, position: int) -> bool:
    before = text[position - 1] if position else " "
    after = text[position + 1] if position + 1 < len(text) else " "
    return before in _CHARACTERS_BEFORE_OPENING and (after.isalnum() or after in '[…“"$£€')


_MAX_SINGLE_MARKS = 12
"""Maximum number of straight single marks to examine for the closing one."""


def _has_closing_single_mark(text: str, position: int) -> bool:
    """Return True if a straight single mark that is not an apostrophe closes the quotation opened here."""
    end = position + 1
    for _ in range(_MAX_SINGLE_MARKS):
        end = text.find("'", end + 1)
        if end < 0:
            return False
        if _is_closing_mark(text, end) and (text[end - 1] != "s" or _is_before_punctuation_or_end(text, end)):
            return True
    return False


def _is_before_punctuation_or_end(text: str, position: int) -> bool:
    return position + 1 == len(text) or text[position + 1] in ".,;:!?)"


def _is_closing_mark(text: str, position: int) -> bool:
    mark = text[position]
    before = text[position - 1]
    after = text[position + 1] if position + 1 < len(text) else " "
    if mark == "“":
        return not before.isspace() and not after.isalnum()
    if mark not in "'’":
        return True
    return not after.isalnum() and not before.isspace()
