"""What is said, by whom, where: the plain values that every room takes and gives."""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Set
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, cast

from attrs import AttrsInstance, evolve, field, frozen
from attrs import Converter as AttrsConverter

from narratives.errors import AccountError, ReadError, SpanError

ARTICLE = "(article)"
"""Name of the account of what a document says in its own voice."""

NO_PARTY = "(no party)"
"""What stands for the party of speakers who speak for none that was asked for."""

_ID_LENGTH = 12
_SHOWN = 60
JOINT = " … "
"""What stands in a quote between two parts that the document does not print together."""


def content_id(*parts: str) -> str:
    """A short id that depends on nothing but the parts: 12 hexadecimal digits of their SHA-256."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:_ID_LENGTH]


_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


def encodable(text: str) -> str:
    """The text with lone surrogates, which no UTF-8 holds, as U+FFFD; of the same length."""
    return _LONE_SURROGATES.sub("\ufffd", text)


class Stance(StrEnum):
    """What a party does with a proposition."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"
    DEMANDS = "demands"
    PREDICTS = "predicts"
    ASKS = "asks"


@frozen(kw_only=True)
class Block:
    """A paragraph of a document's prose, free of markup.

    Attributes:
        runs: ``(start, end)`` offsets into the document's text, half-open, in order. More than one
            where markup stands inside the paragraph.
        heading: whether it is a title or section heading.
    """

    runs: tuple[tuple[int, int], ...]
    heading: bool = False


def _day(value: str) -> str:
    if not value:
        return ""
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError) as error:
        raise ReadError(
            f"date {value!r} of a document: an ISO 8601 day is needed, such as 2023-09-21"
        ) from error


@frozen(slots=False, eq=True)
class Document:
    """A text as it was given, and where it came from.

    Attributes:
        text: the whole text; every offset counts Unicode code points of it.
        title, outlet, address: "" where unknown.
        date: ISO 8601 day ("2023-09-21") or "".
        blocks: the prose, where the format marks it (Markdown, HTML); empty for plain text, whose
            paragraphs are told by its line breaks.
        pages: where each page of a paged format starts, as offsets into the text, in order, the first of
            them 0; empty where the format has no pages.
        checksum: SHA-256 of a text that was withheld and is not here; "" where ``text`` is the text.

    Raises:
        ReadError: the date is no day.
    """

    text: str = field(repr=lambda text: repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"))
    title: str = field(default="", kw_only=True)
    outlet: str = field(default="", kw_only=True)
    date: str = field(default="", kw_only=True, converter=_day)
    address: str = field(default="", kw_only=True)
    blocks: tuple[Block, ...] = field(default=(), kw_only=True)
    pages: tuple[int, ...] = field(default=(), kw_only=True)
    checksum: str = field(default="", kw_only=True)

    def page(self, offset: int) -> int | None:
        """Number of the page, counted from 1, that the character stands on; None where there are no pages."""
        return bisect_right(self.pages, offset) or None

    @cached_property
    def sha256(self) -> str:
        """Checksum of the text in UTF-8, hexadecimal."""
        return self.checksum or hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits, told by the text alone."""
        return self.sha256[:_ID_LENGTH]


@frozen(kw_only=True)
class Span:
    """Characters of a document: ``text[start:end]``.

    Attributes:
        document: id of the document.
        start, end: offsets in Unicode code points, half-open, ``0 <= start < end``.

    Raises:
        SpanError: the offsets are not in order.
    """

    document: str
    start: int
    end: int

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(
                f"span [{self.start}, {self.end}) of document {self.document!r}: 0 <= start < end is needed"
            )


@frozen(kw_only=True)
class Source:
    """Who says it.

    Attributes:
        name: resolved as far as the text allows ("Nikol Pashinyan").
        mention: as printed at the cue ("he", "the prime minister").
        via: those who passed it on, outermost first ("The Courier").
        resolved: False where a pronoun or title could not be traced to a name.
        why: why the source is taken to speak for the party of the assertion, or for none.
    """

    name: str
    mention: str = ""
    via: tuple[str, ...] = ()
    resolved: bool = True
    why: str = ""


def _name(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise AccountError(f"party {value!r}: a name is needed, a text that is not blank")
    return " ".join(value.split())


def _names(values: Iterable[str]) -> tuple[str, ...]:
    if isinstance(values, str):
        raise AccountError(f"aliases {values!r}: a list of names is needed, not one text")
    return tuple(dict.fromkeys(_name(value) for value in values))


def _seen(value: Any) -> str:
    name = _name(value)
    if not any(unicodedata.category(letter)[0] in "LNPS" for letter in name):
        raise AccountError(f"party {name!r}: a name is needed that can be seen")
    return name


@frozen
class Party:
    """One side of a dispute, with the other names that it and its speakers go by."""

    name: str = field(converter=_seen)
    aliases: tuple[str, ...] = field(default=(), converter=_names)


@frozen(kw_only=True)
class TimeInterval:
    """The time that a proposition speaks of, both ends inclusive.

    Attributes:
        start, end: ISO 8601 reduced to what is known ("2021", "2021-08"); None where open.
    """

    start: str | None = None
    end: str | None = None


@frozen(kw_only=True, slots=False)
class Assertion:
    """One proposition that a party puts forward.

    Attributes:
        text: the proposition as a sentence that stands alone. A denial is not written into it: see
            ``stance``.
        quote: the words as printed.
        party: name of the party, or None for the document's own voice and for speakers of no party.
        source: who says it; None for the document's own voice and for accounts made by hand.
        cue: the words that say so ("has repeatedly denied"); "" where there are none.
        spans: where ``quote`` stands; empty for accounts made by hand.
        answers: id of the assertion whose proposition this one takes up ("denied the allegation").
        whole: False where the text is no whole sentence, because it is quoted so or was cut.
    """

    text: str
    quote: str = ""
    party: str | None = None
    source: Source | None = None
    cue: str = ""
    stance: Stance = Stance.ASSERTS
    spans: tuple[Span, ...] = ()
    time: TimeInterval | None = None
    answers: str | None = None
    whole: bool = True

    def __attrs_post_init__(self) -> None:
        if not self.text.strip():
            raise AccountError("an assertion is blank; give it a sentence")
        if len({span.document for span in self.spans}) > 1:
            raise AccountError(
                f"assertion {self.text!r:.60}: its spans lie in several documents; make one for each"
            )

    @property
    def document(self) -> str | None:
        """Id of the document that it stands in, or None."""
        return self.spans[0].document if self.spans else None

    def printed(self, start: int, end: int) -> tuple[Span, ...]:
        """Where the characters ``quote[start:end]`` stand in the document; empty for accounts by hand."""
        places, offset = [], 0
        for span in self.spans:
            low, high = max(start - offset, 0), min(end - offset, span.end - span.start)
            if low < high:
                places.append(evolve(span, start=span.start + low, end=span.start + high))
            offset += span.end - span.start + len(JOINT)
        return tuple(places)

    @cached_property
    def id(self) -> str:
        """Twelve hexadecimal digits, told by the content."""
        places = [f"{span.document}:{span.start}-{span.end}" for span in self.spans]
        source = self.source.name if self.source else ""
        return content_id(self.party or "", source, self.stance, self.text, *places)


def _party(value: Any) -> Party:
    return value if isinstance(value, Party) else Party(value)


def _assertions(values: Any, instance: AttrsInstance) -> tuple[Assertion, ...]:
    account = cast("Account", instance)
    if isinstance(values, str):
        raise AccountError(
            f"account of {account.party.name!r}: a list of assertions is needed, not one text; put it in [ ]"
        )
    kept: dict[str, Assertion] = {}
    for value in values:
        if isinstance(value, str):
            assertion = Assertion(text=value, quote=value, party=account.party.name)
        elif isinstance(value, Assertion):
            another = account.name != ARTICLE and value.party != account.name
            assertion = evolve(value, party=account.name) if another else value
        else:
            raise AccountError(
                f"account of {account.party.name!r}: {value!r} is neither a text nor an Assertion"
            )
        kept.setdefault(assertion.id, assertion)
    return tuple(kept.values())


def _by_content(assertions: tuple[Assertion, ...]) -> frozenset[Assertion]:
    return frozenset(assertions)


@frozen(order=False)
class Account(Set[Assertion]):
    """A party and the set of its assertions, in the order of the text, each once.

    Assertions of another party become this one's, with their sources: so two accounts are put together.
    ``Account("Armenia", ["There are no Armenian forces in Karabakh."])`` makes one by hand. It is a
    `collections.abc.Set`: ``in``, ``len``, iteration and comparisons work; ``|``, ``&`` and ``-`` give
    plain frozensets of assertions.

    Raises:
        AccountError: no name, or something that is neither a text nor an `Assertion`.
    """

    party: Party = field(converter=_party)
    assertions: tuple[Assertion, ...] = field(
        default=(),
        converter=AttrsConverter(_assertions, takes_self=True),  # type: ignore[misc]
        eq=_by_content,
    )

    @property
    def name(self) -> str:
        """The party's name."""
        return self.party.name

    def __contains__(self, value: object) -> bool:
        return value in self.assertions

    def __iter__(self) -> Iterator[Assertion]:
        return iter(self.assertions)

    def __len__(self) -> int:
        return len(self.assertions)

    @classmethod
    def _from_iterable(cls, it: Iterable[Any]) -> frozenset[Any]:
        return frozenset(it)


__all__ = [
    "ARTICLE",
    "JOINT",
    "NO_PARTY",
    "Account",
    "Assertion",
    "Block",
    "Document",
    "Party",
    "Source",
    "Span",
    "Stance",
    "TimeInterval",
    "content_id",
    "encodable",
]
