"""The whole report as headings, paragraphs, lists, tables and notes, for Markdown and Word."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from narratives.findings import Findings
from narratives.harmless import excerpt, plain
from narratives.model import ARTICLE, Document
from narratives.rendering.escaping import web_address
from narratives.rendering.naming import file_name
from narratives.rendering.notices import format_count
from narratives.rendering.report.blocks import (
    Block,
    Bullets,
    Cell,
    Emphasis,
    Heading,
    Item,
    Line,
    Outline,
    Paragraph,
    Run,
    Table,
    WebLink,
)
from narratives.rendering.report.claims import Claim
from narratives.rendering.report.headline import lead, title
from narratives.rendering.report.statements import Notes, claim_lines, decided_line
from narratives.rendering.report.values import OtherVoice, Point, Row
from narratives.rendering.report.view import View

_MAX_COLUMNS = 4
"""Maximum number of sides of a point in one table; more sides go into further tables."""

_ACCOUNTS_HINT = (
    "All that each party says. “Said by no other” is what no other party was found to affirm or contest."
)

_OFFSETS_HINT = (
    "Characters are counted from 0 in the text as it was read; the second number is of the first character "
    "after the words."
)


def outline(findings: Findings, *, version: str) -> Outline:
    """Return the findings arranged as a written report.

    Every statement occurs at least once in the accounts, the other voices or the statements set aside. Each
    statement with a quotation has one note, referred to wherever the statement is shown.

    Args:
        version: of the package, shown at the end of the report.
    """
    sections = _Sections(findings, version)
    blocks = tuple(sections.blocks())
    return Outline(title=title(findings), blocks=blocks, notes=sections.notes.found)


class _Sections:
    """Builds the sections of a report. Notes are numbered in the order of the first references."""

    def __init__(self, findings: Findings, version: str) -> None:
        self._findings = findings
        self._version = version
        self._view = View(findings)
        self._names = tuple(plain(account.name) for account in findings.accounts)
        self.notes = Notes(self._view.names)

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of every section, in the order of the report."""
        yield Paragraph(line=_plain_line(lead(self._findings)))
        yield from self._section("Warnings and advice", self._warnings())
        yield from self._section("Parties", self._parties())
        yield from self._section("Points at issue", self._points())
        yield from self._section("Common ground", self._shared())
        yield from self._section("Looks opposed, is not", self._pairs(self._view.distinct))
        yield from self._section("Against itself", self._own())
        yield from self._section("Accounts in full", self._accounts())
        yield from self._section("Other voices", self._voices())
        yield from self._section("What people decided", self._reviews())
        yield from self._section("Set aside", self._set_aside())
        yield from self._section("Not applied", _bullet_list(self._view.unmatched))
        yield from self._section("About this report", self._about())

    @staticmethod
    def _section(heading: str, blocks: Iterable[Block]) -> Iterator[Block]:
        """Yield the heading and the blocks, or nothing if there are no blocks."""
        started = False
        for block in blocks:
            if not started:
                yield Heading(level=2, text=heading)
                started = True
            yield block

    def _warnings(self) -> Iterator[Block]:
        yield from _bullet_list((*self._findings.warnings, *self._view.advice, *self._view.copies))

    def _parties(self) -> Iterator[Block]:
        groups = {
            number: {name: len(claims) for name, claims in found} for number, found in self._view.columns
        }
        heads = ("At issue", "Also said by others", "Said by no other")
        rows = [
            (
                _cell(name),
                _cell(", ".join(map(plain, account.party.aliases)) or "–"),
                _cell(f"{len(account):,}"),
                *(_cell(f"{groups[number].get(head, 0):,}") for head in heads),
            )
            for number, (name, account) in enumerate(zip(self._names, self._findings.accounts, strict=True))
        ]
        if rows:
            yield Table(
                header=("Party", "Also called", "Statements", *heads),
                rows=tuple(rows),
                widths=(5, 6, 3, 2, 3, 3),
                parties=(None,) * 6,
            )
        if self._view.voices_line:
            yield Paragraph(line=_plain_line(self._view.voices_line))

    def _points(self) -> Iterator[Block]:
        for point in self._view.points:
            yield Heading(level=3, text=f"Point {point.number}: {plain(point.label)}")
            yield Paragraph(line=_plain_line(f"Strength {point.strength:.2f}"), introduces=True)
            yield from self._sides(point)
            yield Bullets(items=tuple(self._reasons_item(row) for row in point.rows))
        if not self._view.points:
            yield Paragraph(
                line=_plain_line("No point at issue was found. That is no proof that there is none.")
            )
        if self._view.rest:
            yield Heading(level=3, text="Other conflicts")
            yield from self._pairs(self._view.rest)

    def _sides(self, point: Point) -> Iterator[Table]:
        """Yield tables of the statements of a point, one column per side."""
        for start in range(0, len(point.sides), _MAX_COLUMNS):
            sides = point.sides[start : start + _MAX_COLUMNS]
            rows = zip_longest(*(claims for _, claims in sides))
            yield Table(
                header=tuple(self._names[party] for party, _ in sides),
                rows=tuple(tuple(self._claim_cell(claim) for claim in row) for row in rows),
                widths=(1,) * len(sides),
                parties=tuple(party for party, _ in sides),
            )

    def _claim_cell(self, claim: Claim | None) -> Cell:
        if claim is None:
            return ()
        return claim_lines(claim, self.notes, decided_line(self._findings, claim.assertion.id))

    def _reasons_item(self, row: Row) -> Item:
        """Return an item: the relation of a pair with its strength and sides, and nested, its reasons."""
        part = ". Both hold that it happened" if row.verdict.agrees_in_part else ""
        sides: list[Line] = []
        for number, side in zip(row.parties, (row.verdict.a, row.verdict.b), strict=True):
            note = self.notes.reference(side)
            sides.append((Run(text=self._names[number]), *((note,) if note else ())))
        return Item(
            lines=(
                (
                    Run(text=row.relation.capitalize(), emphasis=Emphasis.LABEL),
                    Run(text=f", strength {row.verdict.probability:.2f}: "),
                    *sides[0],
                    Run(text=" against "),
                    *sides[1],
                    Run(text=f"{part}."),
                ),
            ),
            inner=(*self._reasons(row), *self._decided(row)),
        )

    def _reasons(self, row: Row) -> Iterator[Line]:
        a, b = (self._names[party] for party in row.parties)
        for reason in row.verdict.reasons:
            words = f"{a}: “{excerpt(reason.a)}”; {b}: “{excerpt(reason.b)}”"
            yield (
                Run(text=f"{reason.kind}:", emphasis=Emphasis.STANCE),
                Run(text=f" {plain(reason.note)} {words}"),
            )

    def _decided(self, row: Row) -> Iterator[Line]:
        line = decided_line(self._findings, row.verdict.a.id, row.verdict.b.id)
        if line:
            yield line

    def _pairs(self, rows: Iterable[Row]) -> Iterator[Block]:
        for row in rows:
            yield Paragraph(
                line=(
                    Run(text=row.relation.capitalize(), emphasis=Emphasis.LABEL),
                    Run(text=f", strength {row.verdict.probability:.2f}"),
                ),
                introduces=True,
            )
            if row.claims is not None:
                yield Table(
                    header=tuple(self._names[party] for party in row.parties),
                    rows=(tuple(map(self._claim_cell, row.claims)),),
                    widths=(1, 1),
                    parties=row.parties,
                )
            under_table = (*self._reasons(row), *self._decided(row))
            if under_table:
                yield Bullets(items=tuple(Item(lines=(line,)) for line in under_table))

    def _shared(self) -> Iterator[Block]:
        yield from self._pairs(self._view.shared)
        if not self._view.shared:
            yield Paragraph(line=_plain_line("Nothing was found that two parties both say."))

    def _own(self) -> Iterator[Block]:
        for party, rows in self._view.own:
            yield Heading(level=3, text=self._names[party])
            yield from self._pairs(rows)
            if not rows:
                yield Paragraph(line=_plain_line("No contradiction was found in its own words."))

    def _accounts(self) -> Iterator[Block]:
        yield Paragraph(line=_plain_line(_ACCOUNTS_HINT))
        speakers = self._findings.speakers
        for party, groups in self._view.columns:
            account = self._findings.accounts[party]
            yield Heading(level=3, text=self._names[party])
            own = [one for one in speakers if one.party == account.name]
            if own:
                yield Paragraph(line=_plain_line("Who speaks for it, and why:"), introduces=True)
                yield from _bullet_list(
                    f"{plain(one.name)}, {format_count(one.statements, 'statement')}"
                    + (f": {plain(one.why)}" if one.why else "")
                    for one in own
                )
            for name, claims in groups:
                yield Heading(level=4, text=f"{name} ({len(claims):,})")
                yield self._claims(claims)
            if not groups:
                yield Paragraph(line=_plain_line("Nothing."))

    def _claims(self, claims: Iterable[Claim]) -> Bullets:
        return Bullets(items=tuple(Item(lines=self._claim_cell(claim)) for claim in claims))

    def _voices(self) -> Iterator[Block]:
        for one in self._view.voices:
            yield Heading(level=3, text=f"{self._speaker(one)} ({len(one.claims):,})")
            if one.voice.why:
                yield Paragraph(line=_plain_line(f"Of no party: {plain(one.voice.why)}."), introduces=True)
            suggestion = one.voice.suggestion
            if suggestion is not None:
                party, why = plain(suggestion.party), plain(suggestion.why)
                hint = f"May speak for {party}: {why}. This is a suggestion and was not applied."
                yield Paragraph(line=_plain_line(hint), introduces=True)
            yield self._claims(one.claims)

    def _speaker(self, one: OtherVoice) -> str:
        if one.voice.name != ARTICLE:
            return plain(one.voice.name)
        several = len(self._findings.documents) > 1
        return "The articles’ own voice" if several else "The article’s own voice"

    def _reviews(self) -> Iterator[Block]:
        items = tuple(
            Item(lines=tuple(_plain_line(line) for line in decisions), inner=(_plain_line(machine),))
            for decisions, machine, _ in self._view.reviews
        )
        if items:
            yield Bullets(items=items)

    def _set_aside(self) -> Iterator[Block]:
        if self._view.set_aside:
            yield Paragraph(
                line=_plain_line("Statements that people marked wrong, as the machine gave them.")
            )
            yield self._claims(self._view.set_aside)

    def _about(self) -> Iterator[Block]:
        lines: list[Line] = []
        missing = self._findings.not_compared
        if missing:
            verb = "was" if missing == 1 else "were"
            lines.append(
                _plain_line(
                    f"{format_count(missing, 'pair')} {verb} not compared: those farthest apart in meaning."
                )
            )
        if self._view.judges:
            lines.append(_plain_line(f"Judged by {'; '.join(map(plain, self._view.judges))}."))
        lines.append(
            _plain_line("The strength orders what was found; it is no probability of anything being true.")
        )
        if any(document.text for document in self._findings.documents):
            lines.append(_plain_line(_OFFSETS_HINT))
        lines += map(_document_line, self._unique_documents())
        lines.append(_plain_line(f"Made with narratives {self._version}."))
        yield Bullets(items=tuple(Item(lines=(line,)) for line in lines))

    def _unique_documents(self) -> Iterable[Document]:
        return {document.id: document for document in self._findings.documents}.values()


def _plain_line(text: str) -> Line:
    return (Run(text=text),)


def _cell(text: str) -> Cell:
    return (_plain_line(text),)


def _bullet_list(texts: Iterable[str]) -> Iterator[Bullets]:
    """Yield one list of the texts, or nothing if there are none."""
    items = tuple(Item(lines=(_plain_line(text),)) for text in texts)
    if items:
        yield Bullets(items=items)


def _document_line(document: Document) -> Line:
    """Return a line on a document: title, outlet, date, address or file, and checksum of the text."""
    name = plain(document.title) or plain(file_name(document)) or "untitled"
    link = web_address(document.address)
    file = "" if link else plain(file_name(document))
    parts = [plain(document.outlet), document.date, file if file != name else ""]
    details = "".join(f", {part}" for part in parts if part)
    return (
        Run(text="Read: "),
        WebLink(text=name, address=link) if link else Run(text=name),
        Run(text=f"{details}. SHA-256 of the text: {document.sha256}."),
    )
