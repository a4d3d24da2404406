"""What a report shows, arranged from the findings."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from narratives.decisions import StatementKey
from narratives.errors import RenderingError
from narratives.findings import Findings
from narratives.harmless import excerpt
from narratives.model import Assertion
from narratives.rendering.escaping import web_address
from narratives.rendering.naming import file_name, names
from narratives.rendering.notices import advice, other_voices
from narratives.rendering.palette import COLOURS, LINES, says
from narratives.rendering.report.article import paragraphs
from narratives.rendering.report.claims import Claim, alike, marked, places_in_quote, words_of
from narratives.rendering.report.values import Article, Cell, Moment, OtherVoice, Point, Row
from narratives.rendering.reviews import decided_by, machine_said, unmatched_line
from narratives.verdict import CONFLICTS, Verdict

_AT_ISSUE, _SHARED, _ALONE = "At issue", "Also said by others", "Said by no other"


class View:
    """The findings, arranged for the page: every claim and pair with the id of its element."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.accounts = findings.accounts
        self._party = {a.id: number for number, account in enumerate(findings.accounts) for a in account}
        self._documents = {document.id: document for document in findings.documents if document.text}
        self.names = names(findings.documents)
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
        """Number of the account that the assertion is of.

        Raises:
            RenderingError: it is of none.
        """
        if assertion.id not in self._party:
            raise RenderingError(
                f"assertion {assertion.text!r:.60} is in no account of the comparison; add it to one"
            )
        return self._party[assertion.id]

    excerpt = staticmethod(excerpt)

    @staticmethod
    def colour(party: int | None) -> int | str:
        """Number of a party's colour, or "n" for no party."""
        return "n" if party is None else party % COLOURS

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every pair that the page shows, in its order."""
        found = [row for point in self.points for row in point.rows]
        found += [*self.rest, *self.shared, *self.distinct]
        return (*found, *(row for _, own in self.own for row in own))

    def home(self, key: str) -> str:
        """Id of the element that the words of an assertion lead back to."""
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
        """Conflicts that are part of no point at issue; none in what `narratives.compare` gives."""
        gathered = {verdict for dispute in self.findings.disputes for verdict in dispute.verdicts}
        return self._pairs(
            "x", (v for v in self.findings.verdicts if v.relation in CONFLICTS and v not in gathered)
        )

    @cached_property
    def shared(self) -> tuple[Row, ...]:
        """What different parties both say."""
        return self._pairs("s", (agreement.verdict for agreement in self.findings.agreements))

    @cached_property
    def distinct(self) -> tuple[Row, ...]:
        """Pairs that look opposed and are not."""
        return self._pairs("d", self.findings.distinct)

    @cached_property
    def own(self) -> tuple[tuple[int, tuple[Row, ...]], ...]:
        """For each party that was set against itself, where it contradicts itself."""
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
        """For each party its whole account in three groups, each in the order of the text."""
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
        """The speakers of no party, the documents' own voice last."""
        return tuple(
            OtherVoice(
                voice=voice,
                claims=tuple(self._claim(one, f"a-{one.id}", ()) for one in voice.assertions),
            )
            for voice in self.findings.voices
        )

    @cached_property
    def set_aside(self) -> tuple[Claim, ...]:
        """The statements that people set aside, each once."""
        return tuple(self._claim(one, f"a-{one.id}", ()) for one in self._set_aside.values())

    @cached_property
    def _set_aside(self) -> dict[str, Assertion]:
        shown = {one.id for one in (*self.findings.assertions, *self.findings.unassigned)}
        return {one.id: one for one in self.findings.set_aside if one.id not in shown}

    @property
    def voices_line(self) -> str:
        """How many statements belong to no party; "" where none does."""
        return other_voices(self.findings)

    @property
    def advice(self) -> tuple[str, ...]:
        """What to try where fewer than two parties have statements; else nothing."""
        return advice(self.findings)

    @cached_property
    def timeline(self) -> tuple[Moment, ...]:
        """The parties' statements that speak of a time, in its order."""
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
        """What people decided: the decisions in words, what the machine had said, and whether it is open."""
        return tuple(
            (tuple(map(decided_by, one.decisions)), machine_said(one), one.open)
            for one in self.findings.reviews
        )

    @property
    def unmatched(self) -> tuple[str, ...]:
        """The decisions that were not applied, and why."""
        return tuple(map(unmatched_line, self.findings.unmatched))

    @cached_property
    def keys(self) -> dict[str, StatementKey]:
        """Id of an assertion that is shown → what identifies it in a decision: as the machine gave it."""
        every = (*self.findings.assertions, *self.findings.unassigned, *self._set_aside.values())
        return {one.id: StatementKey.of(self._originals.get(one.id, one)) for one in every}

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
        """The kinds of reasons on the page, those of points at issue first."""
        return tuple(dict.fromkeys(kind for row in self.rows for kind in row.kinds))

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
    def parties_of_claims(self) -> Mapping[str, tuple[int | None, str, str]]:
        """Id of an assertion → number of its party, name of the party or speaker, and what it does."""
        told: dict[str, tuple[int | None, str, str]] = {
            assertion.id: (None, voice.name, str(assertion.stance))
            for voice in self.findings.voices
            for assertion in voice.assertions
        }
        told |= {key: (None, "set aside:", str(one.stance)) for key, one in self._set_aside.items()}
        for number, account in enumerate(self.accounts):
            told |= {one.id: (number, account.name, str(one.stance)) for one in account}
        return told

    def _documents_of(self, assertions: Iterable[Assertion]) -> tuple[str, ...]:
        """Names of the documents that they stand in, where there are several."""
        names_ = (self.names.get(one.document or "", "") for one in assertions)
        found = tuple(dict.fromkeys(filter(None, names_)))
        return found if len(found) > 1 else ()

    def _decided(self, *ids: str) -> tuple[str, ...]:
        """What people decided about a statement, or about the pair of two, and what the machine had said."""
        return tuple(
            line
            for review in self.findings.reviewed.get(ids, ())
            for line in (*map(decided_by, review.decisions), machine_said(review))
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
                marks += words_of(reason, assertion, first=first)
                places += places_in_quote(assertion, reason.a_spans if first else reason.b_spans)
        document = self._documents.get(assertion.document or "")
        printed = "" if alike(assertion.text, assertion.quote) else assertion.quote
        return Claim(
            assertion=assertion,
            key=key,
            home=self.home(assertion.id) == key,
            party=self._party.get(assertion.id),
            says=says(assertion),
            text=marked(assertion.text, marks),
            printed=marked(printed, marks, places) if printed else (),
            in_text=document is not None,
            document=self.names.get(assertion.document or "", ""),
            page=document.page(assertion.spans[0].start) if document is not None else None,
            rows=tuple(keys),
            decided=self._decided(assertion.id),
        )
