"""Attribute counts of the tags of a page, before libxml2 parses it in quadratic time in the longest tag.

The page is split into tags as HTML 5 and libxml2 2.14 do: a difference would let a tag hide in what counts
here as text or a comment.
"""

import re
from collections.abc import Callable, Iterator

from narratives.reading.limits import MAX_ATTRIBUTES, check_limit

_SPACE = r" \t\n\f\r"
_MARKUP = re.compile(rf"<!--|<[!?]|</?([a-zA-Z][^{_SPACE}/>]*)|</")
_ATTRIBUTE = re.compile(
    rf"""[{_SPACE}/]*[^{_SPACE}/>][^{_SPACE}/>=]*"""
    rf"""(?:[{_SPACE}]*=[{_SPACE}]*(?:"[^"]*"?|'[^']*'?|[^{_SPACE}>]*))?"""
)
_CLOSING = re.compile(rf"[{_SPACE}/]*/>")
_EMPTY = re.compile("")
_IN_SCRIPT = re.compile(rf"<!--|-->|<(/?)script(?=[{_SPACE}/>])", re.IGNORECASE | re.ASCII)

EndFinder = Callable[[str, int], re.Match[str] | None]
"""Returns the match of what ends a text or a comment, searched from an offset on, or None."""


def _find_script_end(html: str, position: int) -> re.Match[str] | None:
    """Return the match of the script's end tag; a script nested after ``<!--`` does not end it."""
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
            return _EMPTY.match(html, found.start())
    return None


_find_comment_end = re.compile(r"(?<=<!--)-?>|--!?>").search
_find_declaration_end = re.compile(">").search
_TEXT_END_FINDERS: dict[str, EndFinder] = {
    "script": _find_script_end,
    **{
        name: re.compile(rf"(?=</{name}[{_SPACE}/>])", re.IGNORECASE | re.ASCII).search
        for name in "iframe noembed noframes style textarea title xmp".split()
    },
}
"""Elements whose text contains no tags, with the function that finds the end of the text."""


def check_attribute_counts(html: str, *, place: str) -> None:
    """Refuse a page with more than `MAX_ATTRIBUTES` in one tag. Takes linear time in the length of the page.

    Raises:
        TooLargeError: a tag has more.
    """
    for number in attribute_counts(html):
        check_limit(
            number,
            MAX_ATTRIBUTES,
            place=place,
            unit="attributes or more in a tag",
            remedy="save its text",
        )


def attribute_counts(html: str) -> Iterator[int]:
    """Yield the number of attributes of each tag in order; counting stops at ``MAX_ATTRIBUTES + 1``."""
    position = 0
    unterminated: set[str] = set()

    def skip_to_end(what: str, end: EndFinder) -> int:
        """Return the offset after the end, or the current one if there is none; cache failed searches."""
        found = None if what in unterminated else end(html, position)
        if not found:
            unterminated.add(what)
        return found.end() if found else position

    while markup := _MARKUP.search(html, position):
        position = markup.end()
        if markup.group() == "<!--":
            position = skip_to_end("<!--", _find_comment_end)
        elif markup.group(1) is None:
            position = skip_to_end("<!", _find_declaration_end)
        else:
            number = 0
            while number <= MAX_ATTRIBUTES and (attribute := _ATTRIBUTE.match(html, position)):
                position = attribute.end()
                number += 1
            yield number
            name = markup.group(1).lower()
            closing = _CLOSING.match(html, position)
            position = closing.end() if closing else position
            if name in _TEXT_END_FINDERS and not closing and not markup.group().startswith("</"):
                position = skip_to_end(name, _TEXT_END_FINDERS[name])
