"""What the page shows, as plain values for its template."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import frozen

from narratives.findings import Findings
from narratives.harmless import excerpt, plain
from narratives.model import Assertion, Document
from narratives.rendering.escaping import lines, web_address
from narratives.rendering.page.article import Paragraph, paragraphs
from narratives.rendering.palette import COLOURS, LINES, says
from narratives.verdict import Reason, Relation, Verdict

RELATION_WORDS = {
    Relation.CONTRADICTION: "contradiction",
    Relation.FRAMING: "rival framing",
    Relation.ENTAILMENT: "one follows from the other",
    Relation.EQUIVALENCE: "the same said twice",
    Relation.DISTINCT: "looks opposed, is not",
}

_AT_ISSUE, _SHARED, _ALONE = "At issue", "Also said by others", "Said by no other"


@frozen(kw_only=True)
class Words:
    """Part of a sentence, and whether it is among the words that clash."""

    text: str
    clashes: bool


@frozen(kw_only=True)
class Claim:
    """An assertion as a place of the page shows it.

    Attributes:
        key: id of the element; every place has its own.
        home: whether the words in the article lead back here.
        text: the proposition, the words that clash told apart.
        printed: the words as printed, where they are not those of the proposition; else "".
        in_text: whether the article is on the page, so that a link can lead to the words.
        rows: keys of the rows of reasons that it stands in.
    """

    assertion: Assertion
    key: str
    home: bool
    party: int
    says: str
    text: tuple[Words, ...]
    printed: tuple[Words, ...]
    in_text: bool
    page: int | None
    rows: tuple[str, ...] = ()


@frozen(kw_only=True)
class Row:
    """A pair with its reasons."""

    verdict: Verdict
    key: str
    parties: tuple[int, int]
    claims: tuple[Claim, Claim] | None = None

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
    """A point at issue: its sides with their claims, and the pairs that make it one."""

    number: int
    label: str
    strength: float
    sides: tuple[tuple[int, tuple[Claim, ...]], ...]
    rows: tuple[Row, ...]


@frozen(kw_only=True)
class Article:
    """A document and its paragraphs."""

    document: Document
    link: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def file(self) -> str:
        """Name of the file that it was read from, without the folders, which are the reader's own affair."""
        return re.split(r"[/\\]", self.document.address)[-1]

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
        camp: 1 or 2; 0 for both, or where nothing was found.
        says: for each assertion the stance, the element to go to, and its text.
    """

    camp: int
    says: tuple[tuple[str, str, str], ...]


class View:
    """The findings, arranged for the page: every claim and pair with the id of its element."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.accounts = findings.accounts
        self._party = {account.name: number for number, account in enumerate(findings.accounts)}
        self._documents = {document.id: document for document in findings.documents if document.text}
        self._homes: dict[str, str] = {}
        for number, dispute in enumerate(findings.disputes, start=1):
            for assertion in dispute.assertions:
                self._homes.setdefault(assertion.id, f"p{number}-{assertion.id}")

    def party(self, assertion: Assertion) -> int:
        """Number of the account that the assertion is of."""
        return self._party.get(assertion.party or "", self._article_party)

    @cached_property
    def _article_party(self) -> int:
        return next((n for n, account in enumerate(self.accounts) if account.name not in self._party), 0)

    excerpt = staticmethod(excerpt)

    @staticmethod
    def colour(party: int) -> int:
        """Number of a party's colour."""
        return party % COLOURS

    @cached_property
    def verdicts(self) -> Mapping[Verdict, str]:
        """Every verdict that the page shows → id of its row."""
        found = [verdict for dispute in self.findings.disputes for verdict in dispute.verdicts]
        found += [agreement.verdict for agreement in self.findings.agreements]
        found += self.findings.distinct
        found += [verdict for one in self.findings.own for verdict in one.contradictions]
        return {verdict: f"r{number}" for number, verdict in enumerate(dict.fromkeys(found))}

    def home(self, key: str) -> str:
        """Id of the element that the words of an assertion lead back to."""
        return self._homes.get(key, f"a-{key}")

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The points at issue, strongest first."""
        found = []
        for number, dispute in enumerate(self.findings.disputes, start=1):
            rows = tuple(self._row(verdict) for verdict in dispute.verdicts)
            sides: dict[int, tuple[Claim, ...]] = {}
            for assertion in dispute.assertions:
                party = self.party(assertion)
                own = [verdict for verdict in dispute.verdicts if assertion in (verdict.a, verdict.b)]
                claim = self._claim(assertion, f"p{number}-{assertion.id}", own)
                sides[party] = (*sides.get(party, ()), claim)
            found.append(
                Point(
                    number=number,
                    label=dispute.label,
                    strength=dispute.probability,
                    sides=tuple(sorted(sides.items())),
                    rows=rows,
                )
            )
        return tuple(found)

    @cached_property
    def shared(self) -> tuple[Row, ...]:
        """What different parties both say."""
        return tuple(self._pair(agreement.verdict) for agreement in self.findings.agreements)

    @cached_property
    def distinct(self) -> tuple[Row, ...]:
        """Pairs that look opposed and are not."""
        return tuple(self._pair(verdict) for verdict in self.findings.distinct)

    @cached_property
    def own(self) -> tuple[tuple[int, tuple[Row, ...]], ...]:
        """For each party that was set against itself, where it contradicts itself."""
        return tuple(
            (self._party[one.account.name], tuple(self._pair(verdict) for verdict in one.contradictions))
            for one in self.findings.own
        )

    @cached_property
    def columns(self) -> tuple[tuple[int, tuple[tuple[str, tuple[Claim, ...]], ...]], ...]:
        """For each party its whole account in three groups, each in the order of the text."""
        at_issue = {a.id for dispute in self.findings.disputes for a in dispute.assertions}
        alone = {a.id for own in self.findings.silences.values() for a in own}
        found = []
        for number, account in enumerate(self.accounts):
            groups: dict[str, list[Claim]] = {
                "At issue": [],
                "Also said by others": [],
                "Said by no other": [],
            }
            for assertion in account:
                name = (
                    "At issue"
                    if assertion.id in at_issue
                    else "Said by no other"
                    if assertion.id in alone
                    else "Also said by others"
                )
                groups[name].append(self._claim(assertion, f"a-{assertion.id}", ()))
            found.append((number, tuple((name, tuple(claims)) for name, claims in groups.items() if claims)))
        return tuple(found)

    @cached_property
    def matrix(self) -> tuple[tuple[Point, tuple[Cell, ...]], ...]:
        """The stance matrix where there are more than two parties, else nothing."""
        if len(self.accounts) < 3:
            return ()
        return tuple(
            (
                point,
                tuple(
                    Cell(
                        camp=position.camp,
                        says=tuple(
                            (str(one.stance), self.home(one.id), one.text) for one in position.assertions
                        ),
                    )
                    for position in positions
                ),
            )
            for point, (_, positions) in zip(self.points, self.findings.matrix, strict=True)
        )

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The documents whose text is at hand."""
        verdicts = [verdict for dispute in self.findings.disputes for verdict in dispute.verdicts]
        clashes = [
            span for v in verdicts for reason in v.reasons for span in (*reason.a_spans, *reason.b_spans)
        ]
        return tuple(
            Article(
                document=document,
                link=web_address(document.address),
                paragraphs=paragraphs(document, self.findings.assertions, clashes),
            )
            for document in self._documents.values()
        )

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of reasons on the page, those of points at issue first."""
        rows = [row for point in self.points for row in point.rows]
        rows += [*self.shared, *self.distinct, *(row for _, own in self.own for row in own)]
        return tuple(dict.fromkeys(kind for row in rows for kind in row.kinds))

    @property
    def relations(self) -> tuple[Any, ...]:
        """The lines that the graph is drawn with, for its legend."""
        there = {verdict.relation for verdict in self.findings.verdicts}
        return tuple({LINES[one].name: LINES[one] for one in LINES if one in there}.values())

    @cached_property
    def judges(self) -> tuple[str, ...]:
        """Names of the judges that gave the verdicts."""
        return tuple(sorted({verdict.judge for verdict in self.findings.verdicts if verdict.judge}))

    @cached_property
    def parties_of_claims(self) -> Mapping[str, tuple[int, str, str]]:
        """Id of an assertion → number of its party, name of the party, and what it does."""
        return {
            assertion.id: (number, account.name, str(assertion.stance))
            for number, account in enumerate(self.accounts)
            for assertion in account
        }

    def _row(self, verdict: Verdict, claims: tuple[Claim, Claim] | None = None) -> Row:
        return Row(
            verdict=verdict,
            key=self.verdicts[verdict],
            parties=(self.party(verdict.a), self.party(verdict.b)),
            claims=claims,
        )

    def _pair(self, verdict: Verdict) -> Row:
        key = self.verdicts[verdict]
        a, b = (self._claim(side, f"{key}-{side.id}", [verdict]) for side in (verdict.a, verdict.b))
        return self._row(verdict, (a, b))

    def _claim(self, assertion: Assertion, key: str, verdicts: Iterable[Verdict]) -> Claim:
        marks: list[str] = []
        rows = []
        for verdict in verdicts:
            rows.append(self.verdicts[verdict])
            for reason in verdict.reasons:
                marks += _words_of(reason, assertion, first=verdict.a.id == assertion.id)
        document = self._documents.get(assertion.document or "")
        printed = "" if _alike(assertion.text, assertion.quote) else assertion.quote
        return Claim(
            assertion=assertion,
            key=key,
            home=self.home(assertion.id) == key,
            party=self.party(assertion),
            says=says(assertion),
            text=_marked(assertion.text, marks),
            printed=_marked(printed, marks) if printed else (),
            in_text=document is not None,
            page=document.page(assertion.spans[0].start) if document is not None else None,
            rows=tuple(rows),
        )


def _words_of(reason: Reason, assertion: Assertion, *, first: bool) -> list[str]:
    """The words of one side as they may stand in its sentence: a denial's without the cue before them."""
    words = reason.a if first else reason.b
    bare = words.removeprefix(assertion.cue).strip()
    return [one for one in (words, bare) if one.strip()]


def _alike(text: str, quote: str) -> bool:
    """Whether the words as printed are those of the proposition, capital letters and full stop aside."""
    return not quote or re.sub(r"\W", "", text).casefold() == re.sub(r"\W", "", quote).casefold()


def _marked(text: str, phrases: Sequence[str]) -> tuple[Words, ...]:
    """The text in parts, the places where a phrase stands told apart."""
    shown = lines(text)
    low = shown.casefold()
    inside = bytearray(len(shown))
    if len(low) == len(shown):  # else some letter has another length when folded, and places would shift
        for phrase in {plain(one).casefold().rstrip(".") for one in phrases}:
            place = low.find(phrase) if phrase else -1
            if place >= 0:
                inside[place : place + len(phrase)] = b"\x01" * len(phrase)
    found: list[Words] = []
    start = 0
    for end in range(1, len(shown) + 1):
        if end == len(shown) or inside[end] != inside[start]:
            found.append(Words(text=shown[start:end], clashes=bool(inside[start])))
            start = end
    return tuple(found)
