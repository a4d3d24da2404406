"""Lines of pages → passages: drop running heads, join lines into paragraphs, remove end-of-line hyphens."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from attrs import field, frozen

from narratives.reading.passages import Passage, one_line
from narratives.reading.running_heads import without_running_heads

_MAX_SIZE_RATIO = 1.12
"""Lines whose letter heights differ by a larger factor belong to different paragraphs."""
_MIN_HEADING_RATIO = 1.15
"""A short paragraph with letters this many times as high as the body text is a heading."""
_MAX_HEADING_LENGTH = 200
_PARAGRAPH_GAP = 1.3
"""A gap over this many times the typical line distance separates paragraphs."""
_MIN_INDENT, _MAX_INDENT = 0.7, 6.0
"""Indent of a paragraph's first line, in letter heights."""
_SHORT_LINE = 0.75
"""A sentence that ends on a line shorter than this share of a full line ends its paragraph."""
_SENTENCE_END = re.compile(r"[.!?:…][\"”’»)\]\d]*$")
_BULLET = re.compile(r"(?:[•‣▪●–—·*-]|\(?\d{1,2}[.)])\s")

_HYPHENATED_END = re.compile(r"([^\W\d_]+)[-\u2010\xad]$")
_NO_SPACE_AFTER = re.compile(r"\w[-\u2010\u2014]$")
"""Line ends that are joined to the next line without a space."""
_COMPOUND_PREFIXES = frozenset(
    """anti cease counter cross eight eighty fifty five forty four full half hard high ill long low nine
    ninety non one quasi self seven seventy short six sixty thirty three twenty two ultra vice well""".split()
)
"""First parts of hyphenated compounds: after "counter-" at the end of a line the hyphen is kept."""
_SUFFIXES = ("age", "er", "est", "ly", "ness", "sense", "teen", "ther", "tieth")
"""Before these the hyphen is removed even after such a part: "short-age", "six-teen"."""

_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st"}
)


@frozen(kw_only=True)
class Line:
    """A line of a page.

    Attributes:
        text: the text, without line break.
        x, y: start of the line, in points from the page's lower left corner.
        size: letter height in points; 0 if unknown.
    """

    text: str
    x: float
    y: float
    size: float


@frozen(kw_only=True)
class _TypicalMeasures:
    """Typical measures of the body text, and the words of all pages.

    Attributes:
        size: letter height, in points.
        leading: distance of two lines, in letter heights.
        length: characters in a full line.
        words: all words and two-part compounds, in lower case.
    """

    size: float
    leading: float
    length: float
    words: frozenset[str] = field(repr=False)


def passages_of_pages(pages: Sequence[Sequence[Line]]) -> list[Passage]:
    """Return the paragraphs and headings in the order of the lines; pages without text count as pages."""
    kept = without_running_heads(pages)
    typical = _typical_measures(kept)
    groups: list[list[tuple[int, Line]]] = []
    last: tuple[int, Line] | None = None
    for number, page in enumerate(kept):
        for line in page:
            if last and _continues_paragraph(groups[-1], line, typical, other_page=number != last[0]):
                groups[-1].append((number, line))
            else:
                groups.append([(number, line)])
            last = (number, line)
    return list(_passages(groups, typical, len(pages)))


def _typical_measures(pages: Sequence[Sequence[Line]]) -> _TypicalMeasures:
    lines = [line for page in pages for line in page]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    body = [line for line in lines if _is_similar_size(line.size, size)]
    gaps = Counter(
        round((a.y - b.y) / size, 1)
        for page in pages
        for a, b in pairwise(page)
        if size
        and _is_similar_size(a.size, size)
        and _is_similar_size(b.size, size)
        and 0.5 * size < a.y - b.y < 4 * size
    )
    longest = sorted(len(line.text) for line in body)
    words = frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", " ".join(line.text for line in lines).lower()))
    return _TypicalMeasures(
        size=size,
        leading=min(gap for gap, times in gaps.items() if times * 4 >= max(gaps.values())) if gaps else 1.2,
        length=median(longest[len(longest) // 2 :]) if longest else 0.0,
        words=words,
    )


def _is_similar_size(a: float, b: float) -> bool:
    return max(a, b) <= _MAX_SIZE_RATIO * min(a, b) or a == b


def _continues_paragraph(
    group: Sequence[tuple[int, Line]], line: Line, typical: _TypicalMeasures, *, other_page: bool
) -> bool:
    """Return True if the line continues the paragraph of the group."""
    last = group[-1][1]
    if not _is_similar_size(last.size, line.size) or _BULLET.match(line.text):
        return False
    ended = bool(_SENTENCE_END.search(last.text))
    down = last.y - line.y
    size = max(line.size, 1.0)
    if other_page or down < -size:
        return not ended or _has_open_quotation(group)
    if down > _PARAGRAPH_GAP * max(typical.leading, 1.0) * size:
        return False
    if down > 0.5 * size and _MIN_INDENT * size < line.x - last.x < _MAX_INDENT * size:
        return False
    return not (ended and len(last.text) < _SHORT_LINE * typical.length)


def _has_open_quotation(group: Sequence[tuple[int, Line]]) -> bool:
    """Return True if a quotation opened in the paragraph is not closed in it."""
    text = " ".join(line.text for _, line in group)
    return text.count("“") > text.count("”")


def _passages(
    groups: Sequence[Sequence[tuple[int, Line]]], typical: _TypicalMeasures, number_of_pages: int
) -> Iterator[Passage]:
    page = 0
    for group in groups:
        text = ""
        breaks: list[int] = []
        for number, line in group:
            words = one_line(line.text.replace("\xad", "").translate(_LIGATURES))
            if line.text.endswith("\xad"):
                words += "\xad"
            text = _join_lines(text, words, typical)
            breaks += [len(text) - len(words)] * (number - page)
            page = number
        text = text.removesuffix("\xad")
        heading = (
            len(text) <= _MAX_HEADING_LENGTH
            and all(line.size >= _MIN_HEADING_RATIO * typical.size for _, line in group)
            and typical.size > 0
        )
        yield Passage(text=text, heading=heading, breaks=tuple(breaks))
    if page < number_of_pages - 1:
        yield Passage(text="", breaks=(0,) * (number_of_pages - 1 - page))


def _join_lines(text: str, words: str, typical: _TypicalMeasures) -> str:
    """Join two lines with a space, or without the hyphen that ends the first."""
    if not text or text.endswith("\xad"):
        return text.removesuffix("\xad") + words
    if not _NO_SPACE_AFTER.search(text):
        return f"{text} {words}"
    hyphenated = _HYPHENATED_END.search(text)
    follows = re.match(r"[^\W\d_]+", words)
    if not hyphenated or not follows or not follows.group()[0].islower():
        return text + words
    has_earlier_hyphen = _NO_SPACE_AFTER.search(text[: hyphenated.start()]) is not None
    if has_earlier_hyphen or _is_compound(
        hyphenated.group(1).lower(), follows.group().lower(), typical.words
    ):
        return text + words
    return text[:-1] + words


def _is_compound(start: str, rest: str, words: frozenset[str]) -> bool:
    """Return True if the two parts form a hyphenated compound, so that the hyphen is kept."""
    if start + rest in words:
        return False
    if f"{start}-{rest}" in words:
        return True
    return start in _COMPOUND_PREFIXES and not rest.startswith(_SUFFIXES)
