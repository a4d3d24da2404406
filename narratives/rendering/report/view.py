"""Findings arranged for a report."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from narratives.decisions import StatementKey
from narratives.errors import RenderingError
from narratives.findings import Findings
from narratives.harmless import excerpt
from narratives.model import Assertion
from narratives.rendering.escaping import web_address
from narratives.rendering.naming import document_names, file_name
from narratives.rendering.notices import advice, unassigned_summary
from narratives.rendering.palette import COLOURS, LINES, stance_prefix
from narratives.rendering.places import Places, copies_notes
from narratives.rendering.report.article import paragraphs, quote_anchor
from narratives.rendering.report.claims import (
    Claim,
    mark_clashes,
    offsets_in_quote,
    reason_words,
    same_wording,
)
from narratives.rendering.report.values import Article, Cell, Moment, OtherVoice, Point, Row
from narratives.rendering.reviews import format_automatic_result, format_decision, format_unmatched
from narratives.verdict import CONFLICTS, Verdict

_AT_ISSUE, _SHARED, _ALONE = "At issue", "Also said by others", "Said by no other"


class View:
    """Findings arranged for a report.

    Every claim and pair has a key, which is the id of its element on the HTML page.
    """

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.accounts = findings.accounts
        self._party = {a.id: number for number, account in enumerate(findings.accounts) for a in account}
        self._documents = {document.id: document for document in findings.documents if document.text}
        self.names = document_names(findings.documents)
        self._places = Places(findings)
        self._originals = {
            review.after.id: review.before
            for review in findings.reviews
            if isinstance(review.after, Assertion) and isinstance(review.before, Assertion)
        }
        self._homes: dict[str, str] = {}
        for number, dispute in enumerate(findings.disputes, start=1):
            for assertion in dispute.assertions:
                self._homes.setdefault(assertion.id, f"p{number}-{assertion.id}")

    def party(self, assertion: Assertion) -> int:
        """Return the number of the account that the assertion belongs to.

        Raises:
            RenderingError: it belongs to no account of the findings.
        """
        if assertion.id not in self._party:
            raise RenderingError(
                f"assertion {assertion.text!r:.60} is in no account of the comparison; add it to one"
            )
        return self._party[assertion.id]

    excerpt = staticmethod(excerpt)

    @staticmethod
    def colour(party: int | None) -> int | str:
        """Return the number of a party's colour, or "n" for no party."""
        return "n" if party is None else party % COLOURS

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every pair shown, in the order of the report."""
        found = [row for point in self.points for row in point.rows]
        found += [*self.rest, *self.shared, *self.distinct]
        return (*found, *(row for _, own in self.own for row in own))

    def home(self, key: str) -> str:
        """Return the id of the page element that the quotation of an assertion links to.

        Args:
            key: id of the assertion.
        """
        return self._homes.get(key, f"a-{key}")

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The points at issue, strongest first."""
        found = []
        for number, dispute in enumerate(self.findings.disputes, start=1):
            rows = tuple(
                self._row(verdict, f"p{number}r{place}") for place, verdict in enumerate(dispute.verdicts)
            )
            sides: dict[int, tuple[Claim, ...]] = {}
            for assertion in dispute.assertions:
                party = self.party(assertion)
                own = [row for row in rows if assertion.id in (row.verdict.a.id, row.verdict.b.id)]
                claim = self._claim(assertion, f"p{number}-{assertion.id}", own)
                sides[party] = (*sides.get(party, ()), claim)
            found.append(
                Point(
                    number=number,
                    label=dispute.label,
                    strength=dispute.probability,
                    sides=tuple(sorted(sides.items())),
                    rows=rows,
                    documents=self._documents_of(dispute.assertions),
                )
            )
        return tuple(found)

    @cached_property
    def rest(self) -> tuple[Row, ...]:
        """Conflicts that are part of no point at issue. `narratives.compare` returns no such conflicts."""
        gathered = {verdict for dispute in self.findings.disputes for verdict in dispute.verdicts}
        return self._pairs(
            "x", (v for v in self.findings.verdicts if v.relation in CONFLICTS and v not in gathered)
        )

    @cached_property
    def shared(self) -> tuple[Row, ...]:
        """Pairs in which two parties agree."""
        return self._pairs("s", (agreement.verdict for agreement in self.findings.agreements))

    @cached_property
    def distinct(self) -> tuple[Row, ...]:
        """Pairs with the relation "distinct": they look opposed but are not."""
        return self._pairs("d", self.findings.distinct)

    @cached_property
    def own(self) -> tuple[tuple[int, tuple[Row, ...]], ...]:
        """For each party compared with itself, its number and its contradictions."""
        numbers = {account.name: number for number, account in enumerate(self.accounts)}
        return tuple(
            (
                numbers[one.account.name],
                self._pairs(f"o{numbers[one.account.name]}r", one.contradictions),
            )
            for one in self.findings.own
        )

    @cached_property
    def columns(self) -> tuple[tuple[int, tuple[tuple[str, tuple[Claim, ...]], ...]], ...]:
        """For each party its number and its whole account, in up to three named groups.

        The groups are at issue, also said by others, and said by no other. Each is in the order of the text.
        """
        conflicts = [verdict for verdict in self.findings.verdicts if verdict.relation in CONFLICTS]
        conflicts += [verdict for dispute in self.findings.disputes for verdict in dispute.verdicts]
        at_issue = {side.id for verdict in conflicts for side in (verdict.a, verdict.b)}
        alone = {a.id for own in self.findings.silences.values() for a in own}
        found = []
        for number, account in enumerate(self.accounts):
            groups: dict[str, list[Claim]] = {
                _AT_ISSUE: [],
                _SHARED: [],
                _ALONE: [],
            }
            for assertion in account:
                name = _AT_ISSUE if assertion.id in at_issue else _ALONE if assertion.id in alone else _SHARED
                groups[name].append(self._claim(assertion, f"a-{assertion.id}", ()))
            found.append((number, tuple((name, tuple(claims)) for name, claims in groups.items() if claims)))
        return tuple(found)

    @cached_property
    def voices(self) -> tuple[OtherVoice, ...]:
        """The speakers of no party; the documents' own voice is last."""
        return tuple(
            OtherVoice(
                voice=voice,
                claims=tuple(self._claim(one, f"a-{one.id}", ()) for one in voice.assertions),
            )
            for voice in self.findings.voices
        )

    @cached_property
    def set_aside(self) -> tuple[Claim, ...]:
        """The statements set aside by a decision, without duplicates."""
        return tuple(self._claim(one, f"a-{one.id}", ()) for one in self._set_aside.values())

    @cached_property
    def _set_aside(self) -> dict[str, Assertion]:
        shown = {one.id for one in (*self.findings.assertions, *self.findings.unassigned)}
        return {one.id: one for one in self.findings.set_aside if one.id not in shown}

    @property
    def voices_line(self) -> str:
        """A line with the number of statements of no party, or "" if there are none."""
        return unassigned_summary(self.findings)

    @property
    def copies(self) -> tuple[str, ...]:
        """A line for each group of documents that are copies of one story."""
        return copies_notes(self.findings)

    @property
    def advice(self) -> tuple[str, ...]:
        """Advice lines if fewer than two parties have statements, else empty."""
        return advice(self.findings)

    @cached_property
    def timeline(self) -> tuple[Moment, ...]:
        """The parties' statements that refer to a time, in chronological order."""
        points: dict[str, list[int]] = {}
        for point in self.points:
            for _, claims in point.sides:
                for claim in claims:
                    points.setdefault(claim.assertion.id, []).append(point.number)
        found = [
            Moment(
                start=one.time.start or "",
                end=one.time.end or "",
                assertion=one,
                party=number,
                home=self.home(one.id),
                points=tuple(points.get(one.id, ())),
            )
            for number, account in enumerate(self.accounts)
            for one in account
            if one.time is not None and (one.time.start or one.time.end)
        ]
        return tuple(
            sorted(found, key=lambda one: (one.start or one.end, one.end, one.party, one.assertion.id))
        )

    @property
    def reviews(self) -> tuple[tuple[tuple[str, ...], str, bool], ...]:
        """For each review the decisions as text, the automatic result as text, and whether it is open."""
        return tuple(
            (tuple(map(format_decision, one.decisions)), format_automatic_result(one), one.open)
            for one in self.findings.reviews
        )

    @property
    def unmatched(self) -> tuple[str, ...]:
        """The decisions that were not applied, each with its reason, as text."""
        return tuple(map(format_unmatched, self.findings.unmatched))

    @cached_property
    def keys(self) -> dict[str, StatementKey]:
        """The key of each assertion shown, by assertion id.

        The key is that of the assertion as extracted, before any decision, so that later decisions match it.
        """
        every = (*self.findings.assertions, *self.findings.unassigned, *self._set_aside.values())
        return {one.id: StatementKey.of(self._originals.get(one.id, one)) for one in every}

    @cached_property
    def matrix(self) -> tuple[tuple[Point, tuple[Cell, ...]], ...]:
        """The stance matrix if there are more than two parties, else empty."""
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
        """The documents whose text is known."""
        verdicts = [verdict for dispute in self.findings.disputes for verdict in dispute.verdicts]
        every = (*self.findings.assertions, *self.findings.unassigned, *self._set_aside.values())
        clashes = [
            span for v in verdicts for reason in v.reasons for span in (*reason.a_spans, *reason.b_spans)
        ]
        return tuple(
            Article(
                document=document,
                name=self.names.get(document.id, "") or document.title or "Article",
                link=web_address(document.address),
                file=file_name(document),
                paragraphs=paragraphs(document, every, clashes),
            )
            for document in self._documents.values()
        )

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of reasons shown; those of points at issue are first."""
        return tuple(dict.fromkeys(kind for row in self.rows for kind in row.kinds))

    @property
    def relations(self) -> tuple[Any, ...]:
        """The line styles used in the graph, for its legend."""
        there = {verdict.relation for verdict in self.findings.verdicts}
        return tuple({LINES[one].name: LINES[one] for one in LINES if one in there}.values())

    @cached_property
    def judges(self) -> tuple[str, ...]:
        """Names of the judges that gave the verdicts."""
        return tuple(sorted({verdict.judge for verdict in self.findings.verdicts if verdict.judge}))

    @cached_property
    def parties_of_claims(self) -> Mapping[str, tuple[int | None, str, str]]:
        """For each assertion id the party number, the name of the party or speaker, and the stance.

        The number is None if the speaker belongs to no party or the assertion was set aside.
        """
        found: dict[str, tuple[int | None, str, str]] = {
            assertion.id: (None, voice.name, str(assertion.stance))
            for voice in self.findings.voices
            for assertion in voice.assertions
        }
        found |= {key: (None, "set aside:", str(one.stance)) for key, one in self._set_aside.items()}
        for number, account in enumerate(self.accounts):
            found |= {one.id: (number, account.name, str(one.stance)) for one in account}
        return found

    def _documents_of(self, assertions: Iterable[Assertion]) -> tuple[str, ...]:
        """Return the names of the assertions' documents, or an empty tuple if there is only one."""
        names = (self.names.get(one.document or "", "") for one in assertions)
        found = tuple(dict.fromkeys(filter(None, names)))
        return found if len(found) > 1 else ()

    def _decided(self, *ids: str) -> tuple[str, ...]:
        """Return the decisions on a statement, or on a pair if two ids are given, a line each.

        Each review ends with a line for the automatic result.
        """
        return tuple(
            line
            for review in self.findings.reviewed.get(ids, ())
            for line in (*map(format_decision, review.decisions), format_automatic_result(review))
        )

    def _row(self, verdict: Verdict, key: str, claims: tuple[Claim, Claim] | None = None) -> Row:
        return Row(
            verdict=verdict,
            key=key,
            parties=(self.party(verdict.a), self.party(verdict.b)),
            claims=claims,
            decided=self._decided(verdict.a.id, verdict.b.id),
        )

    def _pairs(self, letter: str, verdicts: Iterable[Verdict]) -> tuple[Row, ...]:
        found = []
        for number, verdict in enumerate(verdicts):
            row = self._row(verdict, f"{letter}{number}")
            a = self._claim(verdict.a, f"{row.key}-a", [row])
            b = self._claim(verdict.b, f"{row.key}-b", [row])
            found.append(self._row(verdict, row.key, (a, b)))
        return tuple(found)

    def _claim(self, assertion: Assertion, key: str, rows: Iterable[Row]) -> Claim:
        marks: list[str] = []
        places: list[tuple[int, int]] = []
        keys = []
        for row in rows:
            keys.append(row.key)
            first = row.verdict.a.id == assertion.id
            for reason in row.verdict.reasons:
                marks += reason_words(reason, assertion, first=first)
                places += offsets_in_quote(assertion, reason.a_spans if first else reason.b_spans)
        document = self._documents.get(assertion.document or "")
        printed = "" if same_wording(assertion.text, assertion.quote) else assertion.quote
        return Claim(
            assertion=assertion,
            key=key,
            home=self.home(assertion.id) == key,
            party=self._party.get(assertion.id),
            says=stance_prefix(assertion),
            text=mark_clashes(assertion.text, marks),
            printed=mark_clashes(printed, marks, places) if printed else (),
            in_text=document is not None,
            document=self.names.get(assertion.document or "", ""),
            page=document.page(assertion.spans[0].start) if document is not None else None,
            rows=tuple(keys),
            decided=self._decided(assertion.id),
            also=tuple(
                (one.name, quote_anchor(assertion, one.document) if one.document in self._documents else "")
                for one in self._places.others(assertion)
            ),
            reports=self._places.count(assertion) if assertion.also else "",
        )
