"""Lines on pages → passages: running heads dropped, lines joined to paragraphs, hyphens undone."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from attrs import field, frozen

from narratives.reading.furniture import without_furniture
from narratives.reading.layout import Passage, one_line

_SAME_SIZE = 1.12
"""Lines whose heights differ by more are not of one paragraph."""
_HEADING_SIZE = 1.15
"""Of the text's: from this on a short paragraph is a heading."""
_LONGEST_HEADING = 200
_MORE_LEADING = 1.3
"""Times the usual distance of two lines: a gap from this on parts paragraphs."""
_SMALLEST_INDENT, _LARGEST_INDENT = 0.7, 6.0
"""Of a paragraph's first line, in heights of a line."""
_SHORT = 0.75
"""Of a full line: a sentence that ends on a shorter one ends its paragraph."""
_HAS_ENDED = re.compile(r"[.!?:…][\"”’»)\]\d]*$")
_BULLET = re.compile(r"(?:[•‣▪●–—·*-]|\(?\d{1,2}[.)])\s")

_CUT = re.compile(r"([^\W\d_]+)[-\u2010\xad]$")
_TIED = re.compile(r"\w[-\u2010\u2014]$")
"""What the next line follows without a space."""
_KEEPS_ITS_HYPHEN = frozenset(
    """anti cease counter cross eight eighty fifty five forty four full half hard high ill long low nine
    ninety non one quasi self seven seventy short six sixty thirty three twenty two ultra vice well""".split()
)
"""What a compound begins with: "counter-" at the end of a line is likelier "counter-attack"."""
_ENDS_OF_WORDS = ("age", "er", "est", "ly", "ness", "sense", "teen", "ther", "tieth")
"""But not before these: "short-age", "six-teen"."""

_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st"}
)


@frozen(kw_only=True)
class Line:
    """A line of a page.

    Attributes:
        text: without line break.
        x, y: where it starts, in points from the page's lower left corner.
        size: height of its letters, in points; 0 where unknown.
    """

    text: str
    x: float
    y: float
    size: float


@frozen(kw_only=True)
class _Measures:
    """What is usual: height of letters, distance of lines in such heights, letters in a line; all words."""

    size: float
    leading: float
    length: float
    words: frozenset[str] = field(repr=False)


def passages_of_pages(pages: Sequence[Sequence[Line]]) -> list[Passage]:
    """Paragraphs and headings in the order of the lines; pages without text are counted too."""
    kept = without_furniture(pages)
    usual = _usual(kept)
    groups: list[list[tuple[int, Line]]] = []
    last: tuple[int, Line] | None = None
    for number, page in enumerate(kept):
        for line in page:
            if last and _goes_on(groups[-1], line, usual, other_page=number != last[0]):
                groups[-1].append((number, line))
            else:
                groups.append([(number, line)])
            last = (number, line)
    return list(_passages(groups, usual, len(pages)))


def _usual(pages: Sequence[Sequence[Line]]) -> _Measures:
    lines = [line for page in pages for line in page]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    body = [line for line in lines if _alike(line.size, size)]
    gaps = Counter(
        round((a.y - b.y) / size, 1)
        for page in pages
        for a, b in pairwise(page)
        if size and _alike(a.size, size) and _alike(b.size, size) and 0.5 * size < a.y - b.y < 4 * size
    )
    longest = sorted(len(line.text) for line in body)
    words = frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", " ".join(line.text for line in lines).lower()))
    return _Measures(
        size=size,
        leading=min(gap for gap, times in gaps.items() if times * 4 >= max(gaps.values())) if gaps else 1.2,
        length=median(longest[len(longest) // 2 :]) if longest else 0.0,
        words=words,
    )


def _alike(a: float, b: float) -> bool:
    return max(a, b) <= _SAME_SIZE * min(a, b) or a == b


def _goes_on(group: Sequence[tuple[int, Line]], line: Line, usual: _Measures, *, other_page: bool) -> bool:
    """Whether the line is of the paragraph that the group begins."""
    last = group[-1][1]
    if not _alike(last.size, line.size) or _BULLET.match(line.text):
        return False
    ended = bool(_HAS_ENDED.search(last.text))
    down = last.y - line.y
    size = max(line.size, 1.0)
    if other_page or down < -size:
        return not ended or _is_open(group)
    if down > _MORE_LEADING * max(usual.leading, 1.0) * size:
        return False
    if down > 0.5 * size and _SMALLEST_INDENT * size < line.x - last.x < _LARGEST_INDENT * size:
        return False
    return not (ended and len(last.text) < _SHORT * usual.length)


def _is_open(group: Sequence[tuple[int, Line]]) -> bool:
    """Whether a quotation that was opened in the paragraph is not closed in it."""
    text = " ".join(line.text for _, line in group)
    return text.count("“") > text.count("”")


def _passages(
    groups: Sequence[Sequence[tuple[int, Line]]], usual: _Measures, number_of_pages: int
) -> Iterator[Passage]:
    page = 0
    for group in groups:
        text = ""
        breaks: list[int] = []
        for number, line in group:
            words = one_line(line.text.replace("\xad", "").translate(_LIGATURES))
            if line.text.endswith("\xad"):
                words += "\xad"
            text = _joined(text, words, usual)
            breaks += [len(text) - len(words)] * (number - page)
            page = number
        text = text.removesuffix("\xad")
        heading = (
            len(text) <= _LONGEST_HEADING
            and all(line.size >= _HEADING_SIZE * usual.size for _, line in group)
            and usual.size > 0
        )
        yield Passage(text=text, heading=heading, breaks=tuple(breaks))
    if page < number_of_pages - 1:
        yield Passage(text="", breaks=(0,) * (number_of_pages - 1 - page))


def _joined(text: str, words: str, usual: _Measures) -> str:
    """Two lines as one: a space between, or the hyphen at the end of the first undone."""
    if not text or text.endswith("\xad"):
        return text.removesuffix("\xad") + words
    if not _TIED.search(text):
        return f"{text} {words}"
    cut = _CUT.search(text)
    follows = re.match(r"[^\W\d_]+", words)
    if not cut or not follows or not follows.group()[0].islower():
        return text + words
    is_third = _TIED.search(text[: cut.start()]) is not None
    if is_third or _is_compound(cut.group(1).lower(), follows.group().lower(), usual.words):
        return text + words
    return text[:-1] + words


def _is_compound(start: str, rest: str, words: frozenset[str]) -> bool:
    """Whether the hyphen between the two is one that is written also within a line."""
    if start + rest in words:
        return False
    if f"{start}-{rest}" in words:
        return True
    return start in _KEEPS_ITS_HYPHEN and not rest.startswith(_ENDS_OF_WORDS)
