"""Texts embedded in a page as JSON; trafilatura parses their markup if the page has little other text."""

import json
from collections.abc import Iterator
from html import unescape
from typing import Any

from narratives.reading.tags import check_attribute_counts


def check_embedded_json(tree: Any, *, place: str) -> None:
    """Refuse a page whose embedded JSON has an element with more than `MAX_ATTRIBUTES`.

    Raises:
        TooLargeError: there is such an element.
    """
    from trafilatura.utils import remove_control_characters

    sources = [script.text for script in tree.iter("script")]
    sources += [division.get("data-preloaded") for division in tree.iter("div")]
    for text in _nested_texts(sources):
        if "<" in text or "&" in text:
            check_attribute_counts(remove_control_characters(unescape(text)), place=place)


def _nested_texts(sources: list[Any]) -> Iterator[str]:
    """Yield every string in the JSON sources, and every string in those that are JSON themselves."""
    unparsed = list(filter(None, sources))
    stack: list[Any] = []
    while unparsed or stack:
        value = stack.pop() if stack else _parse_json(unparsed.pop())
        if isinstance(value, str):
            yield value
            unparsed.append(value)
        elif isinstance(value, list | dict):
            stack += value.values() if isinstance(value, dict) else value


def _parse_json(text: str) -> Any:
    """Return the value of a JSON object or array, or None if the text is neither."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
