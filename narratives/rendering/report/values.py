"""Parts of a report as plain values: points at issue, relations, other voices, times, articles."""

from attrs import frozen

from narratives.findings import Voice
from narratives.model import Assertion, Document
from narratives.rendering.report.article import Paragraph
from narratives.rendering.report.claims import Claim
from narratives.verdict import Relation, Verdict

RELATION_WORDS = {
    Relation.CONTRADICTION: "contradiction",
    Relation.FRAMING: "rival framing",
    Relation.ENTAILMENT: "one follows from the other",
    Relation.EQUIVALENCE: "the same said twice",
    Relation.DISTINCT: "looks opposed, is not",
}


@frozen(kw_only=True)
class Row:
    """A pair with its reasons.

    Attributes:
        decided: what people decided about it, a line each, and what the machine had said.
    """

    verdict: Verdict
    key: str
    parties: tuple[int, int]
    claims: tuple[Claim, Claim] | None = None
    decided: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of its reasons, each once."""
        return tuple(dict.fromkeys(str(reason.kind) for reason in self.verdict.reasons))

    @property
    def relation(self) -> str:
        """The relation in words."""
        return RELATION_WORDS.get(self.verdict.relation, str(self.verdict.relation))


@frozen(kw_only=True)
class Point:
    """A point at issue: its sides with their claims, and the pairs that make it one.

    Attributes:
        documents: names of the documents that its statements stand in, where there are several.
    """

    number: int
    label: str
    strength: float
    sides: tuple[tuple[int, tuple[Claim, ...]], ...]
    rows: tuple[Row, ...]
    documents: tuple[str, ...] = ()


@frozen(kw_only=True)
class OtherVoice:
    """A speaker of no party, or the documents' own voice, with every statement."""

    voice: Voice
    claims: tuple[Claim, ...]


@frozen(kw_only=True)
class Moment:
    """A statement on the timeline.

    Attributes:
        start, end: ISO 8601 dates as `TimeInterval` has them; "" where open.
        points: numbers of the points at issue that it stands in.
    """

    start: str
    end: str
    assertion: Assertion
    party: int
    home: str
    points: tuple[int, ...]

    @property
    def label(self) -> str:
        """ "2023-09", "2021 to 2023", "since 2021", "until 2023-09-19"."""
        if self.start == self.end:
            return self.start
        if not self.end:
            return f"since {self.start}"
        return f"{self.start} to {self.end}" if self.start else f"until {self.end}"


@frozen(kw_only=True)
class Article:
    """A document and its paragraphs.

    Attributes:
        name: what it is called on the page.
        link: its address where that is one of the web, else "".
        file: name of its file where it has no such address.
    """

    document: Document
    name: str
    link: str
    file: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs without a first one that only repeats the title, which stands over them."""
        return self.paragraphs[self._repeats_title :]

    @property
    def first_page(self) -> int | None:
        """Number of the page that begins with the title that is left out, if one does."""
        left_out = self.paragraphs[: self._repeats_title]
        return next((piece.page for one in left_out for piece in one.pieces if piece.page), None)

    @property
    def _repeats_title(self) -> bool:
        pieces = [piece for one in self.paragraphs[:1] for piece in one.pieces]
        words = " ".join("".join(piece.text for piece in pieces).split())
        return words == self.document.title and not any(piece.said for piece in pieces)


@frozen(kw_only=True)
class Cell:
    """Where one party stands on one point.

    Attributes:
        camp: as `Position.camp`.
        says: for each assertion the stance, the element to go to, and its text.
    """

    camp: int | None
    says: tuple[tuple[str, str, str], ...]
