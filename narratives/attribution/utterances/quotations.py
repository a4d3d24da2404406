"""Find quotation marks that belong together, also over paragraphs."""

from collections.abc import Sequence

from attrs import frozen

_OPEN = {"“": "”", "„": "”“", "«": "»", "‘": "’"}
_SPACE_BEFORE_OPEN = " ([{—–-/"


@frozen(kw_only=True)
class Quotation:
    """Words between quotation marks in one paragraph.

    Attributes:
        paragraph: its number.
        start, end: offsets in the paragraph's text, of the words without their marks.
        continues: whether it goes on from a quotation of the paragraph before.
        closed: False where its closing mark is missing.
    """

    paragraph: int
    start: int
    end: int
    continues: bool = False
    closed: bool = True


def quotations(texts: Sequence[str]) -> list[Quotation]:
    """All outermost quotations of the paragraphs, in order.

    Straight and curly double marks, angle marks, and single marks where they can be told from an
    apostrophe. A mark left open runs to the end of its paragraph; where the next paragraph opens with a
    mark again, that one continues it. Linear in the length of the texts.
    """
    found: list[Quotation] = []
    open_before = False
    for number, text in enumerate(texts):
        continues = open_before
        open_before = False
        for start, end, closed in _in_paragraph(text):
            first = not text[: start - 1].strip()
            found.append(
                Quotation(
                    paragraph=number, start=start, end=end, continues=continues and first, closed=closed
                )
            )
            open_before = not closed
    return found


def _in_paragraph(text: str) -> list[tuple[int, int, bool]]:
    ranges: list[tuple[int, int, bool]] = []
    opened: int | None = None
    closers: tuple[str, ...] = ()
    for position, mark in enumerate(text):
        if opened is None:
            closers = _closers(text, position)
            if closers:
                opened = position + 1
        elif mark in closers and _is_close(text, position):
            if text[opened:position].strip():
                ranges.append((opened, position, True))
            opened = None
    if opened is not None and text[opened:].strip() and not {"'", "’"} & {*closers}:
        ranges.append((opened, len(text), False))
    return ranges


def _closers(text: str, position: int) -> tuple[str, ...]:
    mark = text[position]
    if mark in _OPEN:
        if mark == "‘" and not _starts_words(text, position):
            return ()
        return tuple(_OPEN[mark]) + (_ODD_CLOSERS if mark == "“" else ())
    if mark == '"':
        return ('"', "”")
    if mark == "'" and _starts_words(text, position) and _single_closes(text, position):
        return ("'",)
    return ()


_ODD_CLOSERS = ("“", '"')
"""Marks that close what "“" opened where somebody mistyped: told by what stands around them."""


def _starts_words(text: str, position: int) -> bool:
    before = text[position - 1] if position else " "
    after = text[position + 1] if position + 1 < len(text) else " "
    return before in _SPACE_BEFORE_OPEN and (after.isalnum() or after in '[…“"$£€')


_SINGLE_REACH = 12
"""Straight single marks that are looked at for the one that closes."""


def _single_closes(text: str, position: int) -> bool:
    """Whether a straight single mark, and no mere apostrophe, closes what opens here."""
    end = position + 1
    for _ in range(_SINGLE_REACH):
        end = text.find("'", end + 1)
        if end < 0:
            return False
        if _is_close(text, end) and (text[end - 1] != "s" or _ends(text, end)):
            return True
    return False


def _ends(text: str, position: int) -> bool:
    return position + 1 == len(text) or text[position + 1] in ".,;:!?)"


def _is_close(text: str, position: int) -> bool:
    mark = text[position]
    before = text[position - 1]
    after = text[position + 1] if position + 1 < len(text) else " "
    if mark == "“":
        return not before.isspace() and not after.isalnum()
    if mark not in "'’":
        return True
    return not after.isalnum() and not before.isspace()
