"""Split a document into paragraphs of normalised text, each character mapped to its document offset."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from attrs import evolve, frozen

from narratives.language.detection import Language, foreign_language
from narratives.model import Block, Document

MAX_PARAGRAPH = 20_000
"""Maximum length in characters; a longer paragraph is split and each piece is parsed separately."""

_MAX_REPEATED_MARKS = 4
"""Maximum number of repetitions of one punctuation mark that are kept; longer runs slow the parser down."""

_WRAP_WIDTH = 100
_SENTENCE_END = re.compile(r"[.!?:…][\"”’'»)\]]*\s*$")
_FIRST_LETTER = re.compile(r"\s*[\"“”'‘’»«]*(?!\w{1,3}\)|\w\.\s)(\w)")
"""The first letter of a line, except the label of a list item ("a) ", "a. ")."""
_SENTENCE_BREAK = re.compile(
    r"(?:(?<=\w\w\w\w\w)|(?<=\b[^\W\d_A-Z]\w\w\w)|(?<=\b[^\W\d_A-Z]\w\w)|(?<=\d\d\d))"
    r"\.[\"”’'»)\]]*\s+[\"“‘'«(\[]*[A-Z]"
)
"""A full stop that ends a sentence inside a line; those of "Gen. Ilunga" and "No. 10" do not match."""
_CLOSING_MARKS = '”’"»'
_OPENING_MARKS = "“«"
_SINGLE_MARKS = "'`"
"""Single quotation marks; two of the same in a row are read as one double mark."""


@frozen(kw_only=True)
class Paragraph:
    """One paragraph as it is given to the parser.

    Attributes:
        text: the text with line breaks and other white space as single spaces, and two single quotation
            marks as one double mark.
        offsets: for each character of ``text``, its offset in the document.
        heading: True if the paragraph is a title.
    """

    text: str
    offsets: tuple[int, ...]
    heading: bool = False

    def document_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the document offsets (start, end) of ``text[start:end]``."""
        return self.offsets[start], self.offsets[end - 1] + 1


_DASH = r" ?(?:—|–|--|-) "
_COUNTRY = r"(?:, [A-Z][\w. ]{1,30}?)?"
_AGENCIES = "AP|AFP|Reuters|CNN|UPI|dpa|EFE|TASS"
_LABELS_AND_DATELINES = (
    re.compile(
        r"(?:Media playback is unsupported on your device |Image copyright .{1,60}? )?"
        r"(?:Image|Media) caption "
    ),
    re.compile(rf"[A-Z][A-Z.'’-]+(?: [A-Z.'’-]{{2,}}){{0,3}}{_COUNTRY}(?: \([\w ,.]{{2,24}}\))?{_DASH}"),
    re.compile(rf"[A-Z][\w.'’ -]{{2,30}}{_COUNTRY} \((?:{_AGENCIES})\){_DASH}"),
)
"""Text before the prose of a paragraph: the label of a caption, or a dateline ("MARLOW, Norland (AP) - ")."""
_PHOTO_AGENCIES = rf"{_AGENCIES}|Getty|EPA|Anadolu|Xinhua|Bloomberg|Shutterstock|Alamy|Handout"
_CREDIT = re.compile(
    r"\s*[\[(](?:(?:File|Photo|Picture|Image)s?(?: by)?:? )?"
    r"(?:[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von|al|bin|for))* ?[/,|] ?)+"
    rf"(?:{_PHOTO_AGENCIES})(?: [A-Z]\w*)*(?:/[\w ]+)?[\])]$"
)
"""The credit of a photograph at the end of its caption: "[Ana Ruiz/Reuters]", "(Photo: Ana Ruiz, AP)"."""


def paragraphs(document: Document, *, any_language: bool = False) -> list[Paragraph]:
    """Return the paragraphs of a document, without caption labels, credits of photographs and datelines.

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
        for paragraph in split_long(
            _without_label_or_dateline(
                _without_credit(_normalise(document.text, block.runs, heading=block.heading))
            )
        )
    ]


def _without_label_or_dateline(paragraph: Paragraph) -> Paragraph:
    for label in _LABELS_AND_DATELINES:
        match = label.match(paragraph.text)
        if match and match.end() < len(paragraph.text):
            return evolve(
                paragraph,
                text=paragraph.text[match.end() :],
                offsets=paragraph.offsets[match.end() :],
                heading=False,
            )
    return paragraph


def _without_credit(paragraph: Paragraph) -> Paragraph:
    """Return the paragraph without the credit of a photograph, whose photographer is nobody's "he"."""
    match = _CREDIT.search(paragraph.text)
    if match is None or not match.start():
        return paragraph
    return evolve(paragraph, text=paragraph.text[: match.start()], offsets=paragraph.offsets[: match.start()])


def _plain_blocks(text: str) -> Iterator[Block]:
    """Yield the paragraphs of plain text: its lines, joined where the text is hard-wrapped."""
    lines: list[tuple[int, int]] = []
    first = True
    for match in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n|$)", text):
        line = match.group().rstrip()
        if line:
            lines.append((match.start(), match.start() + len(line)))
            continue
        for start, end in _paragraph_ranges(text, lines):
            yield Block(runs=((start, end),), heading=first and _is_title(text[start:end].strip()))
            first = False
        lines = []


def _is_title(first: str) -> bool:
    return first[-1].isalnum() and not _SENTENCE_BREAK.search(first)


def _paragraph_ranges(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the offsets (start, end) of the paragraphs in a block of lines without blank lines.

    A block of narrow lines that mostly end in mid-sentence is one paragraph. In other blocks, two lines are
    joined if the second starts in lower case, or if the lines are wrapped and the first one is full.
    """
    if not lines:
        return
    line_texts = [text[start:end] for start, end in lines]
    is_mid_sentence = [not _SENTENCE_END.search(line) for line in line_texts[:-1]]
    continues = [
        mid_sentence and _starts_lower_case(line)
        for mid_sentence, line in zip(is_mid_sentence, line_texts[1:], strict=True)
    ]
    is_wrapped = sum(is_mid_sentence) * 2 > len(is_mid_sentence)
    width = max(map(len, line_texts))
    if is_wrapped and width <= _WRAP_WIDTH:
        yield lines[0][0], lines[-1][1]
        return
    is_wrapped = is_wrapped and sum(continues) * 2 >= sum(is_mid_sentence)
    start = lines[0][0]
    for number, (line, following) in enumerate(pairwise(line_texts)):
        is_full = len(line) + 1 + len(following.split()[0]) > width
        if not (continues[number] or (is_wrapped and is_mid_sentence[number] and is_full)):
            yield start, lines[number][1]
            start = lines[number + 1][0]
    yield start, lines[-1][1]


def _starts_lower_case(line: str) -> bool:
    first = _FIRST_LETTER.match(line)
    return bool(first and first[1].islower())


def _normalise(text: str, runs: Iterable[tuple[int, int]], *, heading: bool) -> Paragraph:
    letters: list[str] = []
    offsets: list[int] = []

    def add(letter: str, offset: int) -> None:
        if letter == " " and (not letters or letters[-1] == " "):
            return
        if not letter.isalnum() and letters[-_MAX_REPEATED_MARKS:] == [letter] * _MAX_REPEATED_MARKS:
            return
        letters.append(letter)
        offsets.append(offset)

    for start, end in runs:
        for offset in range(start, end):
            letter = text[offset]
            if letter in _SINGLE_MARKS:
                letter = _normal_quote(text, offset, start, end)
                if not letter:
                    continue
            if (
                letter in _OPENING_MARKS
                and letters
                and (letters[-1] in _CLOSING_MARKS or letters[-1] in ".!?")
            ):
                add(" ", offset)
            add(" " if letter.isspace() or letter == "\ufeff" else letter, offset)
    return Paragraph(text="".join(letters), offsets=tuple(offsets), heading=heading)


def _normal_quote(text: str, offset: int, start: int, end: int) -> str:
    """Return the normal form of the single mark at ``offset``.

    The mark itself if it stands alone; '"' for the first of a pair, "" for the second. Of three marks in a
    row, two open and the last two close: `'''Go,' she cried` and `she cried 'go,'''`.
    """
    mark = text[offset]
    low, high = offset, offset + 1
    while low > max(start, offset - _MAX_REPEATED_MARKS) and text[low - 1] == mark:
        low -= 1
    while high < end and text[high] == mark and high - low <= _MAX_REPEATED_MARKS:
        high += 1
    before = offset - low
    odd_close = (high - low) % 2 == 1 and low > start and not text[low - 1].isspace()
    if odd_close:
        before -= 1
    if before < 0 or (high - low == 1) or (not odd_close and (high - low) % 2 and offset == high - 1):
        return mark
    return '"' if before % 2 == 0 else ""


def split_long(paragraph: Paragraph, *, limit: int = MAX_PARAGRAPH) -> Iterator[Paragraph]:
    """Yield the paragraph, or pieces of it with at most ``limit`` characters, cut at spaces."""
    cuts = [0]
    while len(paragraph.text) - cuts[-1] > limit:
        space = paragraph.text.rfind(" ", cuts[-1] + 1, cuts[-1] + limit)
        cuts.append(space + 1 if space > 0 else cuts[-1] + limit)
    for start, end in pairwise([*cuts, len(paragraph.text)]):
        if any(letter.isalnum() for letter in paragraph.text[start:end]):
            yield evolve(paragraph, text=paragraph.text[start:end], offsets=paragraph.offsets[start:end])
