"""The prose of a document, paragraph by paragraph, each character tied to its place in the text."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from attrs import evolve, frozen

from narratives.language.detection import Language, foreign_language
from narratives.model import Block, Document

MAX_PARAGRAPH = 20_000
"""Characters; a longer paragraph is parsed in pieces of at most this length."""

_LONGEST_RUN = 4
"""Of one mark; more of them say nothing and cost the parser dearly."""

_WRAP_WIDTH = 100
_ENDS_A_SENTENCE = re.compile(r"[.!?:…][\"”’'»)\]]*\s*$")
_BEGINS = re.compile(r"\s*[\"“”'‘’»«]*(?!\w{1,3}\)|\w\.\s)(\w)")
"""The first letter of a line, but for that of a list: "a) " and "a. "."""
_HOLDS_A_SENTENCE = re.compile(
    r"(?:(?<=\w\w\w\w\w)|(?<=\b[^\W\d_A-Z]\w\w\w)|(?<=\b[^\W\d_A-Z]\w\w)|(?<=\d\d\d))"
    r"\.[\"”’'»)\]]*\s+[\"“‘'«(\[]*[A-Z]"
)
"""Not that "Gen. Ilunga", "U.S. Army" and "No. 10" end one."""
_CLOSES = '”’"»'
_OPENS = "“«"
_SINGLES = "'`"
"""Two of one of them are one double quotation mark."""


@frozen(kw_only=True)
class Paragraph:
    """One paragraph as the parser reads it.

    Attributes:
        text: line breaks and odd white space made single spaces, two single quotation marks one double.
        offsets: for each character of ``text`` its offset in the document.
        heading: whether it is a title.
    """

    text: str
    offsets: tuple[int, ...]
    heading: bool = False

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stands in the document."""
        return self.offsets[start], self.offsets[end - 1] + 1


_DASH = r" ?(?:—|–|--|-) "
_COUNTRY = r"(?:, [A-Z][\w. ]{1,30}?)?"
_AGENCIES = "AP|AFP|Reuters|CNN|UPI|dpa|EFE|TASS"
_PRELIMINARIES = (
    re.compile(
        r"(?:Media playback is unsupported on your device |Image copyright .{1,60}? )?"
        r"(?:Image|Media) caption "
    ),
    re.compile(rf"[A-Z][A-Z.'’-]+(?: [A-Z.'’-]{{2,}}){{0,3}}{_COUNTRY}(?: \([\w ,.]{{2,24}}\))?{_DASH}"),
    re.compile(rf"[A-Z][\w.'’ -]{{2,30}}{_COUNTRY} \((?:{_AGENCIES})\){_DASH}"),
)
"""What stands before the prose of a paragraph: the label of a caption, "MARLOW, Norland (AP) - "."""


def paragraphs(document: Document, *, any_language: bool = False) -> list[Paragraph]:
    """Split a document into its paragraphs, each without the label or dateline before its prose.

    Args:
        any_language: whether paragraphs in other languages than English are kept.
    """
    every = _every_paragraph(document)
    return every if any_language else [one for one in every if foreign_language(one.text) is None]


def foreign_paragraphs(document: Document) -> list[tuple[Paragraph, Language]]:
    """The paragraphs that are in another language than English, each with its language."""
    told = ((one, foreign_language(one.text)) for one in _every_paragraph(document))
    return [(one, language) for one, language in told if language is not None]


def _every_paragraph(document: Document) -> list[Paragraph]:
    blocks = document.blocks or tuple(_plain_blocks(document.text))
    return [
        paragraph
        for block in blocks
        for paragraph in _pieces(_without_label(_normalise(document.text, block.runs, heading=block.heading)))
    ]


def _without_label(paragraph: Paragraph) -> Paragraph:
    for label in _PRELIMINARIES:
        found = label.match(paragraph.text)
        if found and found.end() < len(paragraph.text):
            return evolve(
                paragraph,
                text=paragraph.text[found.end() :],
                offsets=paragraph.offsets[found.end() :],
                heading=False,
            )
    return paragraph


def _plain_blocks(text: str) -> Iterator[Block]:
    """Paragraphs of plain text: its lines, joined where a block between blank lines is wrapped."""
    lines: list[tuple[int, int]] = []
    first = True
    for match in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n|$)", text):
        line = match.group().rstrip()
        if line:
            lines.append((match.start(), match.start() + len(line)))
            continue
        for start, end in _unwrapped(text, lines):
            yield Block(runs=((start, end),), heading=first and _is_title(text[start:end].strip()))
            first = False
        lines = []


def _is_title(first: str) -> bool:
    return first[-1].isalnum() and not _HOLDS_A_SENTENCE.search(first)


def _unwrapped(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The paragraphs of a block: of narrow lines that mostly end in mid-sentence one, else what goes on."""
    if not lines:
        return
    words = [text[start:end] for start, end in lines]
    breaks = [not _ENDS_A_SENTENCE.search(line) for line in words[:-1]]
    lower = [broken and _goes_on(line) for broken, line in zip(breaks, words[1:], strict=True)]
    is_wrapped = sum(breaks) * 2 > len(breaks)
    width = max(map(len, words))
    if is_wrapped and width <= _WRAP_WIDTH:
        yield lines[0][0], lines[-1][1]
        return
    is_wrapped = is_wrapped and sum(lower) * 2 >= sum(breaks)
    start = lines[0][0]
    for number, (line, following) in enumerate(pairwise(words)):
        is_full = len(line) + 1 + len(following.split()[0]) > width
        if not (lower[number] or (is_wrapped and breaks[number] and is_full)):
            yield start, lines[number][1]
            start = lines[number + 1][0]
    yield start, lines[-1][1]


def _goes_on(line: str) -> bool:
    first = _BEGINS.match(line)
    return bool(first and first[1].islower())


def _normalise(text: str, runs: Iterable[tuple[int, int]], *, heading: bool) -> Paragraph:
    letters: list[str] = []
    offsets: list[int] = []

    def add(letter: str, offset: int) -> None:
        if letter == " " and (not letters or letters[-1] == " "):
            return
        if not letter.isalnum() and letters[-_LONGEST_RUN:] == [letter] * _LONGEST_RUN:
            return
        letters.append(letter)
        offsets.append(offset)

    for start, end in runs:
        for offset in range(start, end):
            letter = text[offset]
            if letter in _SINGLES:
                letter = _doubled(text, offset, start, end)
                if not letter:
                    continue
            if letter in _OPENS and letters and (letters[-1] in _CLOSES or letters[-1] in ".!?"):
                add(" ", offset)
            add(" " if letter.isspace() or letter == "\ufeff" else letter, offset)
    return Paragraph(text="".join(letters), offsets=tuple(offsets), heading=heading)


def _doubled(text: str, offset: int, start: int, end: int) -> str:
    """What a single mark becomes: itself, a double one with the next, or "" as the second of two.

    Of three, two open and the last two close: `'''Go,' she cried` and `she cried 'go,'''`.
    """
    mark = text[offset]
    low, high = offset, offset + 1
    while low > max(start, offset - _LONGEST_RUN) and text[low - 1] == mark:
        low -= 1
    while high < end and text[high] == mark and high - low <= _LONGEST_RUN:
        high += 1
    before = offset - low
    odd_close = (high - low) % 2 == 1 and low > start and not text[low - 1].isspace()
    if odd_close:
        before -= 1
    if before < 0 or (high - low == 1) or (not odd_close and (high - low) % 2 and offset == high - 1):
        return mark
    return '"' if before % 2 == 0 else ""


def _pieces(paragraph: Paragraph) -> Iterator[Paragraph]:
    cuts = [0]
    while len(paragraph.text) - cuts[-1] > MAX_PARAGRAPH:
        space = paragraph.text.rfind(" ", cuts[-1] + 1, cuts[-1] + MAX_PARAGRAPH)
        cuts.append(space + 1 if space > 0 else cuts[-1] + MAX_PARAGRAPH)
    for start, end in pairwise([*cuts, len(paragraph.text)]):
        if any(letter.isalnum() for letter in paragraph.text[start:end]):
            yield evolve(paragraph, text=paragraph.text[start:end], offsets=paragraph.offsets[start:end])
