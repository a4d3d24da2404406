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
        key: id of the page element.
        parties: numbers of the accounts of side ``a`` and side ``b``.
        claims: the two sides, or None if the pair is shown as part of a point at issue.
        decided: the decisions on it and the automatic result of each, a line each.
    """

    verdict: Verdict
    key: str
    parties: tuple[int, int]
    claims: tuple[Claim, Claim] | None = None
    decided: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its reasons, without duplicates."""
        return tuple(dict.fromkeys(str(reason.kind) for reason in self.verdict.reasons))

    @property
    def relation(self) -> str:
        """The name of the relation for readers."""
        return RELATION_WORDS.get(self.verdict.relation, str(self.verdict.relation))


@frozen(kw_only=True)
class Point:
    """A point at issue: its sides with their claims, and the pairs in conflict.

    Attributes:
        strength: the probability of the dispute.
        sides: party numbers, each with the claims of the party.
        documents: names of the documents of its statements if there are several, else empty.
    """

    number: int
    label: str
    strength: float
    sides: tuple[tuple[int, tuple[Claim, ...]], ...]
    rows: tuple[Row, ...]
    documents: tuple[str, ...] = ()


@frozen(kw_only=True)
class OtherVoice:
    """A speaker of no party, or the documents' own voice, with all statements."""

    voice: Voice
    claims: tuple[Claim, ...]


@frozen(kw_only=True)
class Moment:
    """A statement on the timeline.

    Attributes:
        start, end: ISO 8601 dates as in `TimeInterval`; "" if open.
        party: number of the account.
        home: id of the page element of the statement.
        points: numbers of the points at issue that it is part of.
    """

    start: str
    end: str
    assertion: Assertion
    party: int
    home: str
    points: tuple[int, ...]

    @property
    def label(self) -> str:
        """The time as text: "2023-09", "2021 to 2023", "since 2021", "until 2023-09-19"."""
        if self.start == self.end:
            return self.start
        if not self.end:
            return f"since {self.start}"
        return f"{self.start} to {self.end}" if self.start else f"until {self.end}"


@frozen(kw_only=True)
class Article:
    """A document and its paragraphs.

    Attributes:
        name: its name on the page.
        link: its address if that is an HTTP or HTTPS address, else "".
        file: the last part of its address, which is the file name if the document was read from a file.
    """

    document: Document
    name: str
    link: str
    file: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs, without the first one if it repeats the title, which is shown above them."""
        return self.paragraphs[self._repeats_title :]

    @property
    def first_page(self) -> int | None:
        """Number of the page that begins with the title left out of `body`, or None."""
        left_out = self.paragraphs[: self._repeats_title]
        return next((piece.page for one in left_out for piece in one.pieces if piece.page), None)

    @property
    def _repeats_title(self) -> bool:
        pieces = [piece for one in self.paragraphs[:1] for piece in one.pieces]
        words = " ".join("".join(piece.text for piece in pieces).split())
        return words == self.document.title and not any(piece.said for piece in pieces)


@frozen(kw_only=True)
class Cell:
    """The position of one party on one point.

    Attributes:
        camp: as `Position.camp`.
        says: for each assertion the stance, the id of its page element, and its text.
    """

    camp: int | None
    says: tuple[tuple[str, str, str], ...]
