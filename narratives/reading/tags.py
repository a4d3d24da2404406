"""What a page's tags hold, counted before libxml2 parses it, which takes quadratic time over one tag."""

import re

from narratives.reading.limits import MAX_ATTRIBUTES, hold

_TAG = re.compile(r"<!--|<([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(
    r"""[\s/]*(?P<name>[^\s/>][^\s/>=]*)(?:\s*=\s*(?:"(?P<double>[^"]*)"?|'(?P<single>[^']*)'?|[^\s>]*))?"""
)
_RAW = frozenset("script style textarea title xmp".split())
"""Elements whose text holds no tags."""


def hold_attributes(html: str, *, place: str) -> None:
    """Refuse an element of more than `MAX_ATTRIBUTES`; linear in the length of the page.

    Raises:
        TooLargeError: one has more.
    """
    position = 0
    while tag := _TAG.search(html, position):
        position = tag.end()
        if tag.group(1) is None:
            position = _after(html, "-->", position)
            continue
        number = 0
        while attribute := _ATTRIBUTE.match(html, position):
            position = attribute.end()
            number += 1
            if number > MAX_ATTRIBUTES:
                hold(
                    number,
                    MAX_ATTRIBUTES,
                    place=place,
                    unit="attributes or more in a tag",
                    remedy="save its text",
                )
        if tag.group(1).lower() in _RAW:
            position = _after(html, f"</{tag.group(1)}", position)


def _after(html: str, end: str, position: int) -> int:
    found = html.find(end, position)
    return len(html) if found < 0 else found + len(end)
