"""A tree of HTML elements → passages: the text between two block-level tags is one passage."""

from collections.abc import Callable, Iterator
from typing import Any

from narratives.reading.limits import MAX_ELEMENTS, check_limit
from narratives.reading.passages import Passage, one_line
from narratives.reading.tags import check_attribute_counts

_BLOCKS = frozenset(
    """address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html item legend li list main menu nav ol p pre quote
    section summary table tbody td tfoot th thead tr ul head""".split()
)
"""Block-level elements of HTML and of the XML that trafilatura converts it to."""
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 head".split())
_SKIPPED = frozenset(
    """audio button canvas datalist embed figure form iframe input link meta noscript object option script
    select style svg table template textarea title video""".split()
)
"""Elements without prose: scripts, pictures with their captions, forms, tables."""


def passages_of_html(html: str, *, place: str, skip: Callable[[Any], bool] | None = None) -> list[Passage]:
    """Return the passages of HTML that has no menus or other page frame: an e-mail, an entry of a feed.

    Args:
        skip: returns True for further elements to leave out.

    Raises:
        TooLargeError: there are more than `MAX_ELEMENTS`, or than `MAX_ATTRIBUTES` in one tag.
    """
    from lxml import html as lxml_html

    if not html.strip():
        return []
    html = html.replace("\x00", "")
    check_attribute_counts(html, place=place)
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    markup = b"<div>" + html.encode("utf-8", "replace") + b"</div>"
    tree = lxml_html.document_fromstring(markup, parser=parser)
    check_element_count(tree, place=place)
    return list(passages_of_tree(tree, skip=lambda one: one.tag in _SKIPPED or bool(skip and skip(one))))


def check_element_count(tree: Any, *, place: str) -> None:
    """Refuse a tree of more than `MAX_ELEMENTS`.

    Raises:
        TooLargeError: there are more.
    """
    number = sum(1 for _ in tree.iter())
    check_limit(
        number, MAX_ELEMENTS, place=place, unit="HTML elements", remedy="save the article alone, or its text"
    )


def passages_of_tree(tree: Any, *, skip: Callable[[Any], bool] | None = None) -> Iterator[Passage]:
    """Yield the passages of an lxml tree in order, without hidden and skipped elements."""
    pieces: list[str] = []
    heading = False

    def flush() -> Iterator[Passage]:
        text = one_line("".join(pieces))
        pieces.clear()
        if text:
            yield Passage(text=text, heading=heading)

    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        element, closed = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if closed or not tag or _is_hidden(element) or (skip and skip(element)):
            if tag in _BLOCKS:
                yield from flush()
                heading = False
            if element is not tree and element.tail:
                pieces.append(element.tail)
            continue
        if tag in _BLOCKS:
            yield from flush()
            heading = tag in _HEADINGS
        elif tag in ("br", "lb"):
            pieces.append("\n")
        if element.text:
            pieces.append(element.text)
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    yield from flush()


def _is_hidden(element: Any) -> bool:
    style = (element.get("style") or "")[:500].replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style
