"""A tree of HTML elements → passages: what stands between two block elements is one."""

from collections.abc import Callable, Iterator
from typing import Any

from narratives.reading.layout import Passage, one_line
from narratives.reading.limits import MAX_ELEMENTS, hold
from narratives.reading.tags import hold_attributes

_BLOCKS = frozenset(
    """address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html item legend li list main menu nav ol p pre quote
    section summary table tbody td tfoot th thead tr ul head""".split()
)
"""Those of HTML, and those that trafilatura makes of them."""
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 head".split())
_UNSEEN = frozenset(
    """audio button canvas datalist embed figure form iframe input link meta noscript object option script
    select style svg table template textarea title video""".split()
)
"""What is no prose: programs, pictures with their captions, forms, tables."""


def passages_of_html(html: str, *, place: str, unseen: Callable[[Any], bool] | None = None) -> list[Passage]:
    """The prose of a piece of HTML that is all text: an e-mail, an entry of a feed.

    Args:
        unseen: tells the elements that are left out as well.

    Raises:
        TooLargeError: it has more than `MAX_ELEMENTS`.
    """
    from lxml import html as lxml_html

    if not html.strip():
        return []
    html = html.replace("\x00", "")
    hold_attributes(html, place=place)
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    markup = b"<div>" + html.encode("utf-8", "replace") + b"</div>"
    tree = lxml_html.document_fromstring(markup, parser=parser)
    hold_elements(tree, place=place)
    return list(passages_of_tree(tree, unseen=lambda one: one.tag in _UNSEEN or bool(unseen and unseen(one))))


def hold_elements(tree: Any, *, place: str) -> None:
    """Refuse a tree of more than `MAX_ELEMENTS`.

    Raises:
        TooLargeError: it has more.
    """
    number = sum(1 for _ in tree.iter())
    hold(
        number, MAX_ELEMENTS, place=place, unit="HTML elements", remedy="save the article alone, or its text"
    )


def passages_of_tree(tree: Any, *, unseen: Callable[[Any], bool] | None = None) -> Iterator[Passage]:
    """The passages of an lxml tree, in order; elements that are ``unseen`` and what is hidden left out."""
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
        if closed or not tag or _hidden(element) or (unseen and unseen(element)):
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


def _hidden(element: Any) -> bool:
    style = (element.get("style") or "")[:500].replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style
