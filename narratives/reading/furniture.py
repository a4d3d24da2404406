"""What stands on page after page and is no text: running heads, running feet, page numbers."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

_EDGE = 2
"""Lines at the top and at the bottom of a page that may be such."""
_GAP = 1.5
"""Heights of a line between them and the text; where there is less, their letters have another size."""
_OTHER_SIZE = 0.04
_LONGEST = 150
_SHARE = 0.4
"""Of the pages: on so many, and two at least, it has to stand; left and right pages may differ."""
_NUMBERS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:page|p\.?|seite)?\s*(\d{1,4}|[ivx]{1,7})(?:\s*(?:/|of|von)\s*\d{1,4})?[\W_]*", re.IGNORECASE
)


class Placed(Protocol):
    """A line with its place on the page and the size of its letters."""

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def y(self) -> float: ...  # noqa: D102
    @property
    def size(self) -> float: ...  # noqa: D102


L = TypeVar("L", bound=Placed)


def without_furniture(pages: Sequence[Sequence[L]]) -> list[list[L]]:
    """The pages without what repeats at their edges, word for word or but for the page's number."""
    edges = [_edges(page) for page in pages]
    places: dict[tuple[bool, str], list[tuple[int, int, tuple[int, ...]]]] = defaultdict(list)
    for number, edge in enumerate(edges):
        for index, top in edge.items():
            text = pages[number][index].text
            if len(text) <= _LONGEST:
                numbers = tuple(int(one[:9]) for one in _NUMBERS.findall(text))
                places[top, _NUMBERS.sub("#", text.casefold())].append((number, index, numbers))
    dropped: set[tuple[int, int]] = set()
    needed = max(2, _SHARE * sum(bool(page) for page in pages))
    for seen in places.values():
        on_pages = {number for number, _, _ in seen}
        if len(on_pages) >= needed and _counts_on([(number, numbers) for number, _, numbers in seen]):
            dropped |= {(number, index) for number, index, _ in seen}
    dropped |= {(number, index) for number, page in enumerate(pages) for index in _page_numbers(page)}
    return [
        [line for index, line in enumerate(page) if (number, index) not in dropped]
        for number, page in enumerate(pages)
    ]


def _edges(page: Sequence[Placed]) -> dict[int, bool]:
    """Index of a line at an edge, parted from the text → whether that is the upper edge."""
    down = sorted(range(len(page)), key=lambda index: (-page[index].y, index))
    return {
        **dict.fromkeys(_parted(page, down[::-1]), False),
        **dict.fromkeys(_parted(page, down), True),
    }


def _parted(page: Sequence[Placed], order: Sequence[int]) -> Sequence[int]:
    """The first lines in that order, as far as the last gap or change of size among them."""
    number = 0
    for count, (index, following) in enumerate(pairwise(order[: _EDGE + 1]), 1):
        line, next_line = page[index], page[following]
        is_apart = abs(line.y - next_line.y) > _GAP * max(line.size, next_line.size)
        if is_apart or abs(line.size - next_line.size) > _OTHER_SIZE * line.size:
            number = count
    return order[:number]


def _page_numbers(page: Sequence[Placed]) -> list[int]:
    """The highest and the lowest line of a page, where it is no more than the page's number."""
    if len(page) < 2:
        return []
    ends = {min(line.y for line in page), max(line.y for line in page)}
    return [index for index, line in enumerate(page) if line.y in ends and _PAGE_NUMBER.fullmatch(line.text)]


def _counts_on(seen: Sequence[tuple[int, tuple[int, ...]]]) -> bool:
    """Whether each number in it stays, or grows as the pages do."""
    first_page, first = seen[0]
    return all(
        all(numbers[place] == first[place] for _, numbers in seen)
        or all(numbers[place] - first[place] == page - first_page for page, numbers in seen)
        for place in range(len(first))
    )
