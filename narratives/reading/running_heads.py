"""Removal of text repeated on page after page: running heads, running feet, page numbers."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

_MAX_EDGE_LINES = 2
"""Most lines of a running head or foot."""
_MIN_GAP = 1.5
"""A running head is separated from the text by more than this, in letter heights, or has another size."""
_MIN_SIZE_DIFFERENCE = 0.04
"""Smallest relative difference of letter heights that counts as another size."""
_MAX_LENGTH = 150
"""Characters in one line of a running head."""
_MIN_PAGE_SHARE = 0.4
"""Share of the pages, two at least, that a running head must be on; left and right pages may differ."""
_NUMBERS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:page|p\.?|seite)?\s*(\d{1,4}|[ivx]{1,7})(?:\s*(?:/|of|von)\s*\d{1,4})?[\W_]*", re.IGNORECASE
)


class PlacedLine(Protocol):
    """A line with its vertical position on the page and its letter height, in points."""

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def y(self) -> float: ...  # noqa: D102
    @property
    def size(self) -> float: ...  # noqa: D102


L = TypeVar("L", bound=PlacedLine)


def without_running_heads(pages: Sequence[Sequence[L]]) -> list[list[L]]:
    """Return the pages without lines that repeat at their top or bottom, apart from the page number."""
    edges = [_edge_lines(page) for page in pages]
    places: dict[tuple[bool, str], list[tuple[int, int, tuple[int, ...]]]] = defaultdict(list)
    for number, edge in enumerate(edges):
        for index, top in edge.items():
            text = pages[number][index].text
            if len(text) <= _MAX_LENGTH:
                numbers = tuple(int(one[:9]) for one in _NUMBERS.findall(text))
                places[top, _NUMBERS.sub("#", text.casefold())].append((number, index, numbers))
    dropped: set[tuple[int, int]] = set()
    needed = max(2, _MIN_PAGE_SHARE * sum(bool(page) for page in pages))
    for seen in places.values():
        on_pages = {number for number, _, _ in seen}
        if len(on_pages) >= needed and _numbers_follow_pages(
            [(number, numbers) for number, _, numbers in seen]
        ):
            dropped |= {(number, index) for number, index, _ in seen}
    dropped |= {(number, index) for number, page in enumerate(pages) for index in _page_number_lines(page)}
    return [
        [line for index, line in enumerate(page) if (number, index) not in dropped]
        for number, page in enumerate(pages)
    ]


def _edge_lines(page: Sequence[PlacedLine]) -> dict[int, bool]:
    """Return the indices of lines at an edge, separated from the text, each with True for the upper edge."""
    down = sorted(range(len(page)), key=lambda index: (-page[index].y, index))
    return {
        **dict.fromkeys(_separated(page, down[::-1]), False),
        **dict.fromkeys(_separated(page, down), True),
    }


def _separated(page: Sequence[PlacedLine], order: Sequence[int]) -> Sequence[int]:
    """Return the first lines in the given order, up to the last gap or change of size."""
    number = 0
    for count, (index, following) in enumerate(pairwise(order[: _MAX_EDGE_LINES + 1]), 1):
        line, next_line = page[index], page[following]
        has_gap = abs(line.y - next_line.y) > _MIN_GAP * max(line.size, next_line.size)
        if has_gap or abs(line.size - next_line.size) > _MIN_SIZE_DIFFERENCE * line.size:
            number = count
    return order[:number]


def _page_number_lines(page: Sequence[PlacedLine]) -> list[int]:
    """Return the indices of the highest and lowest line, if they are only a page number."""
    if len(page) < 2:
        return []
    ends = {min(line.y for line in page), max(line.y for line in page)}
    return [index for index, line in enumerate(page) if line.y in ends and _PAGE_NUMBER.fullmatch(line.text)]


def _numbers_follow_pages(seen: Sequence[tuple[int, tuple[int, ...]]]) -> bool:
    """Return True if each number in the line is constant or increases with the page."""
    first_page, first = seen[0]
    return all(
        all(numbers[place] == first[place] for _, numbers in seen)
        or all(numbers[place] - first[place] == page - first_page for page, numbers in seen)
        for place in range(len(first))
    )
