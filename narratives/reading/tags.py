"""What a page's tags hold, counted before libxml2 parses it, which takes quadratic time over one tag.

The page is cut into tags as HTML 5 and libxml2 2.14 cut it: wherever they were taken otherwise, a tag could
hide in what passes here for a text or a comment.
"""

import re
from collections.abc import Callable, Iterator

from narratives.reading.limits import MAX_ATTRIBUTES, hold

_WHITE = r" \t\n\f\r"
_MARKUP = re.compile(rf"<!--|<[!?]|</?([a-zA-Z][^{_WHITE}/>]*)|</")
_ATTRIBUTE = re.compile(
    rf"""[{_WHITE}/]*[^{_WHITE}/>][^{_WHITE}/>=]*"""
    rf"""(?:[{_WHITE}]*=[{_WHITE}]*(?:"[^"]*"?|'[^']*'?|[^{_WHITE}>]*))?"""
)
_CLOSING = re.compile(rf"[{_WHITE}/]*/>")
_HERE = re.compile("")
_IN_SCRIPT = re.compile(rf"<!--|-->|<(/?)script(?=[{_WHITE}/>])", re.IGNORECASE | re.ASCII)

End = Callable[[str, int], re.Match[str] | None]
"""Finds what ends a text or a comment, from a place on."""


def _end_of_script(html: str, position: int) -> re.Match[str] | None:
    """Its end tag; that of a script within ``<!--`` in the script is none."""
    escaped = nested = False
    while found := _IN_SCRIPT.search(html, position):
        position = found.end()
        if found.group() == "<!--":
            escaped = True
            position = found.start() + len("<!")
        elif found.group() == "-->":
            escaped = nested = False
        elif not found.group(1):
            nested = escaped
        elif nested:
            nested = False
        else:
            return _HERE.match(html, found.start())
    return None


_END_OF_COMMENT = re.compile(r"(?<=<!--)-?>|--!?>").search
_END_OF_DECLARATION = re.compile(">").search
_ENDS_OF_TEXT: dict[str, End] = {
    "script": _end_of_script,
    **{
        name: re.compile(rf"(?=</{name}[{_WHITE}/>])", re.IGNORECASE | re.ASCII).search
        for name in "iframe noembed noframes style textarea title xmp".split()
    },
}
"""Elements whose text holds no tags."""


def hold_attributes(html: str, *, place: str) -> None:
    """Refuse an element of more than `MAX_ATTRIBUTES`; linear in the length of the page.

    Raises:
        TooLargeError: one has more.
    """
    for number in numbers_of_attributes(html):
        hold(
            number,
            MAX_ATTRIBUTES,
            place=place,
            unit="attributes or more in a tag",
            remedy="save its text",
        )


def numbers_of_attributes(html: str) -> Iterator[int]:
    """How many attributes each tag has, in order; counted no further than one over `MAX_ATTRIBUTES`."""
    position = 0
    endless: set[str] = set()

    def after(what: str, end: End) -> int:
        """Where it ends; what has no end is gone through as well, and looked for once."""
        found = None if what in endless else end(html, position)
        if not found:
            endless.add(what)
        return found.end() if found else position

    while markup := _MARKUP.search(html, position):
        position = markup.end()
        if markup.group() == "<!--":
            position = after("<!--", _END_OF_COMMENT)
        elif markup.group(1) is None:
            position = after("<!", _END_OF_DECLARATION)
        else:
            number = 0
            while number <= MAX_ATTRIBUTES and (attribute := _ATTRIBUTE.match(html, position)):
                position = attribute.end()
                number += 1
            yield number
            name = markup.group(1).lower()
            closing = _CLOSING.match(html, position)
            position = closing.end() if closing else position
            if name in _ENDS_OF_TEXT and not closing and not markup.group().startswith("</"):
                position = after(name, _ENDS_OF_TEXT[name])
