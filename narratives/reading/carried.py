"""Texts that a page carries as JSON; trafilatura parses their markup where the page has little besides."""

import json
from collections.abc import Iterator
from html import unescape
from typing import Any

from narratives.reading.tags import hold_attributes


def hold_carried(tree: Any, *, place: str) -> None:
    """Refuse a page that carries an element of more than `MAX_ATTRIBUTES`.

    Raises:
        TooLargeError: it carries one.
    """
    from trafilatura.utils import remove_control_characters

    carriers = [script.text for script in tree.iter("script")]
    carriers += [division.get("data-preloaded") for division in tree.iter("div")]
    for text in _texts(carriers):
        if "<" in text or "&" in text:
            hold_attributes(remove_control_characters(unescape(text)), place=place)


def _texts(carriers: list[Any]) -> Iterator[str]:
    """All texts in them; one that is JSON itself is opened too, as forums have it."""
    opened = list(filter(None, carriers))
    stack: list[Any] = []
    while opened or stack:
        value = stack.pop() if stack else _opened(opened.pop())
        if isinstance(value, str):
            yield value
            opened.append(value)
        elif isinstance(value, list | dict):
            stack += value.values() if isinstance(value, dict) else value


def _opened(text: str) -> Any:
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
