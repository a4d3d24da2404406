"""Documents, parties, assertions and accounts: the values that all packages take and return."""

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
"""Name of the account of statements that a document makes in its own voice."""

NO_PARTY = "(no party)"
"""Displayed in place of a party for speakers who speak for none of the given parties."""

_ID_LENGTH = 12
_MAX_REPR_LENGTH = 60
JOINT = " … "
"""Separator in a quote between two parts that are not adjacent in the document."""


def content_id(*parts: str) -> str:
    """Return an id that depends on the parts alone: the first 12 hexadecimal digits of their SHA-256."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:_ID_LENGTH]


_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


def encodable(text: str) -> str:
    """Return the text with lone surrogates, which UTF-8 cannot encode, as U+FFFD. The length is the same."""
    return _LONE_SURROGATES.sub("\ufffd", text)


class Stance(StrEnum):
    """The attitude of a party to a proposition."""

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
        runs: ``(start, end)`` offsets into the document's text, half-open, in order. More than one if the
            paragraph contains markup.
        heading: True for a title or section heading.
    """

    runs: tuple[tuple[int, int], ...]
    heading: bool = False


def _iso_day(value: str) -> str:
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
    """A text as it was given, and its origin.

    Attributes:
        text: the whole text; offsets count its Unicode code points.
        title, outlet, address: "" if unknown.
        date: ISO 8601 day ("2023-09-21") or "".
        blocks: the paragraphs, if the format marks them (Markdown, HTML); empty for plain text, whose
            paragraphs are separated by line breaks.
        pages: offsets at which the pages of a paged format start, in order, the first of them 0; empty if
            the format has no pages.
        checksum: SHA-256 of the text if the text itself was withheld; "" if ``text`` is the text.

    Raises:
        ReadError: the date is not an ISO 8601 day.
    """

    text: str = field(
        repr=lambda text: repr(text if len(text) <= _MAX_REPR_LENGTH else f"{text[:_MAX_REPR_LENGTH]}…")
    )
    title: str = field(default="", kw_only=True)
    outlet: str = field(default="", kw_only=True)
    date: str = field(default="", kw_only=True, converter=_iso_day)
    address: str = field(default="", kw_only=True)
    blocks: tuple[Block, ...] = field(default=(), kw_only=True)
    pages: tuple[int, ...] = field(default=(), kw_only=True)
    checksum: str = field(default="", kw_only=True)

    def page(self, offset: int) -> int | None:
        """Return the number of the page that contains the offset, from 1, or None if there are no pages."""
        return bisect_right(self.pages, offset) or None

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal."""
        return self.checksum or hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits that depend on the text alone."""
        return self.sha256[:_ID_LENGTH]


@frozen(kw_only=True)
class Span:
    """Characters of a document: ``text[start:end]``.

    Attributes:
        document: id of the document.
        start, end: offsets in Unicode code points, half-open, ``0 <= start < end``.

    Raises:
        SpanError: the offsets are out of order.
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
    """The speaker or writer to whom an assertion is attributed.

    Attributes:
        name: resolved as far as the text allows ("Nikol Pashinyan").
        mention: as printed at the cue ("he", "the prime minister").
        via: the sources that relayed the statement, outermost first ("The Courier").
        resolved: False if a pronoun or title could not be resolved to a name.
        why: reason for assigning the source to the party of the assertion, or to none.
    """

    name: str
    mention: str = ""
    via: tuple[str, ...] = ()
    resolved: bool = True
    why: str = ""


def _party_name(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise AccountError(f"party {value!r}: a name is needed, a text that is not blank")
    return " ".join(value.split())


def _alias_names(values: Iterable[str]) -> tuple[str, ...]:
    if isinstance(values, str):
        raise AccountError(f"aliases {values!r}: a list of names is needed, not one text")
    return tuple(dict.fromkeys(_party_name(value) for value in values))


def _visible_name(value: Any) -> str:
    name = _party_name(value)
    if not any(unicodedata.category(letter)[0] in "LNPS" for letter in name):
        raise AccountError(f"party {name!r}: a name is needed that can be seen")
    return name


@frozen
class Party:
    """One side of a dispute, with other names of it and of its speakers."""

    name: str = field(converter=_visible_name)
    aliases: tuple[str, ...] = field(default=(), converter=_alias_names)


@frozen(kw_only=True)
class TimeInterval:
    """The time that a proposition refers to, both ends inclusive.

    Attributes:
        start, end: ISO 8601 dates of the known precision ("2021", "2021-08"); None for an open end.
    """

    start: str | None = None
    end: str | None = None


@frozen(kw_only=True, slots=False)
class Assertion:
    """One proposition that a party puts forward.

    Attributes:
        text: the proposition as a self-contained sentence. A denial is not part of it; see ``stance``.
        quote: the words as printed.
        party: name of the party, or None for the document's own voice and for speakers of no party.
        source: the source; None for the document's own voice and for accounts made by hand.
        cue: the words that attribute it ("has repeatedly denied"); "" if there are none.
        spans: location of ``quote``; empty for accounts made by hand.
        answers: id of the assertion whose proposition this one repeats ("denied the allegation").
        whole: False if the text is a sentence fragment, because it was quoted as one or was cut.
        unresolved: words of the text that refer to something that it does not name ("they", "this deal"), in
            their order; not part of ``id``.
        also: the same statement as other documents report it, in the order of the documents' dates; not part
            of ``id``. See `narratives.joining`.
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
    unresolved: tuple[str, ...] = ()
    also: tuple["Assertion", ...] = ()

    def __attrs_post_init__(self) -> None:
        if not self.text.strip():
            raise AccountError("an assertion is blank; give it a sentence")
        if len({span.document for span in self.spans}) > 1:
            raise AccountError(
                f"assertion {self.text!r:.60}: its spans lie in several documents; make one for each"
            )
        if self.also:
            self._check_other_places()

    def _check_other_places(self) -> None:
        documents = [one.document for one in (self, *self.also)]
        if None in documents or len(set(documents)) < len(documents):
            raise AccountError(
                f"assertion {self.text!r:.60}: each assertion of 'also' needs spans in another document"
            )
        if any(one.also for one in self.also):
            raise AccountError(
                f"assertion {self.text!r:.60}: an assertion of 'also' has 'also' itself; put all in one list"
            )

    @property
    def document(self) -> str | None:
        """Id of the document that contains it, or None."""
        return self.spans[0].document if self.spans else None

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that contain it, that of its own spans first; empty for accounts by hand."""
        return tuple(one.spans[0].document for one in (self, *self.also) if one.spans)

    @property
    def places(self) -> tuple[Span, ...]:
        """The spans of it and of ``also``, document by document."""
        return tuple(span for one in (self, *self.also) for span in one.spans)

    def printed(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the spans of ``quote[start:end]`` in the document; empty for accounts made by hand."""
        spans, offset = [], 0
        for span in self.spans:
            low, high = max(start - offset, 0), min(end - offset, span.end - span.start)
            if low < high:
                spans.append(evolve(span, start=span.start + low, end=span.start + high))
            offset += span.end - span.start + len(JOINT)
        return tuple(spans)

    @cached_property
    def id(self) -> str:
        """Twelve hexadecimal digits that depend on the content alone."""
        places = [f"{span.document}:{span.start}-{span.end}" for span in self.spans]
        source = self.source.name if self.source else ""
        return content_id(self.party or "", source, self.stance, self.text, *places)


def _party(value: Any) -> Party:
    return value if isinstance(value, Party) else Party(value)


def _of_party(assertion: Assertion, party: str) -> Assertion:
    return evolve(assertion, party=party, also=tuple(evolve(one, party=party) for one in assertion.also))


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
            assertion = _of_party(value, account.name) if another else value
        else:
            raise AccountError(
                f"account of {account.party.name!r}: {value!r} is neither a text nor an Assertion"
            )
        kept.setdefault(assertion.id, assertion)
    return tuple(kept.values())


def _ignore_order(assertions: tuple[Assertion, ...]) -> frozenset[Assertion]:
    return frozenset(assertions)


@frozen(order=False)
class Account(Set[Assertion]):
    """A party and the set of its assertions, in the order of the text, without duplicates.

    Assertions of another party are assigned to this one and keep their sources, so accounts can be merged.
    ``Account("Armenia", ["There are no Armenian forces in Karabakh."])`` makes an account by hand. An account
    is a `collections.abc.Set`: it supports ``in``, ``len``, iteration and comparisons; ``|``, ``&`` and ``-``
    return frozensets of assertions.

    Raises:
        AccountError: the name is blank, or a value is neither a text nor an `Assertion`.
    """

    party: Party = field(converter=_party)
    assertions: tuple[Assertion, ...] = field(
        default=(),
        converter=AttrsConverter(_assertions, takes_self=True),  # type: ignore[misc]
        eq=_ignore_order,
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
