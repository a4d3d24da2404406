"""Documents and copies of a story from plain JSON values of the format narratives/1."""

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from narratives.copies import Copies
from narratives.errors import ExchangeError, NarrativesError
from narratives.exchange.record import Value
from narratives.model import Block, Document


def once(names: Iterable[str], *, place: str, alike: Callable[[str], str] = str) -> None:
    """Refuse a name that is given twice, or another that is alike.

    Raises:
        ExchangeError: one is.
    """
    seen: dict[str, str] = {}
    for number, name in enumerate(names):
        first = seen.get(alike(name))
        if first is not None:
            other = "" if first == name else f", as {first!r:.60} too"
            raise ExchangeError(f"{place}[{number}]: {name!r:.60} is given twice{other}; give each once")
        seen[alike(name)] = name


def document_of(one: Value, *, place: str) -> Document:
    """Return the document of a JSON value.

    Raises:
        ExchangeError: its text, id, pages or blocks do not fit together.
    """
    text = one.get("text")
    if text is not None:
        document = Document(text)
        if document.sha256 != one["sha256"]:
            raise ExchangeError(
                f"{place}: the text is not the one of its sha256, so the places in it do not hold; "
                "give the text as it was written, or leave 'text' out"
            )
    try:
        document = Document(
            text or "",
            title=one.get("title", ""),
            outlet=one.get("outlet", ""),
            date=one.get("date", ""),
            address=one.get("address", ""),
            blocks=tuple(
                Block(runs=tuple((start, end) for start, end in block["runs"]), heading=block["heading"])
                for block in one.get("blocks", ())
            ),
            pages=tuple(one.get("pages", ())),
            checksum=one["sha256"] if text is None else "",
        )
    except NarrativesError as error:
        raise ExchangeError(f"{place}: {error}") from error
    if one["id"] != document.id:
        raise ExchangeError(
            f"{place}.id: {one['id']!r} is not the beginning of its sha256; give {document.id!r}"
        )
    _within(document, place=place)
    return document


def _within(document: Document, *, place: str) -> None:
    """Refuse pages and blocks that are out of order, or beyond the text where it is there."""
    last = math.inf if document.checksum else len(document.text)
    for number, (before, start) in enumerate(pairwise((0, *document.pages))):
        if not before <= start <= last or (number == 0 and start):
            raise ExchangeError(
                f"{place}.pages[{number}]: no page starts at {start}; give offsets into the text, in order, "
                "the first of them 0"
            )
    for number, block in enumerate(document.blocks):
        before = 0
        for start, end in block.runs:
            if not before <= start < end <= last:
                raise ExchangeError(
                    f"{place}.blocks[{number}]: run [{start}, {end}] is no place after the one before it; "
                    "give offsets into the text, in order"
                )
            before = end


def copies_of(given: Sequence[Value], *, place: str) -> tuple[Copies, ...]:
    """Return the groups of documents that are copies of one story.

    Raises:
        ExchangeError: a document is in two groups, or a number is missing.
    """
    once([document for one in given for document in one["documents"]], place=f"{place}.documents")
    for number, one in enumerate(given):
        wanted = len(one["documents"]) - 1
        if not len(one["containment"]) == len(one["resemblance"]) == wanted:
            raise ExchangeError(
                f"{place}[{number}]: give {wanted} numbers each for 'containment' and 'resemblance', one for "
                "each document after the first"
            )
    return tuple(
        Copies(
            documents=tuple(one["documents"]),
            containment=tuple(map(float, one["containment"])),
            resemblance=tuple(map(float, one["resemblance"])),
            why=one["why"],
        )
        for one in given
    )
