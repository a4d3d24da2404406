"""A statement in a written report: its lines, and the note with its quotation."""

from collections.abc import Iterator, Mapping

from narratives.findings import Findings
from narratives.harmless import plain
from narratives.model import Assertion
from narratives.rendering.report.blocks import Cell, Emphasis, Line, Note, NoteReference, Run
from narratives.rendering.report.claims import Claim, same_wording
from narratives.rendering.reviews import format_automatic_result, format_decision


class Notes:
    """The notes of a report, one per statement, numbered in the order of the first references.

    Args:
        documents: names by document id; empty if there is only one document.
    """

    def __init__(self, documents: Mapping[str, str]) -> None:
        self._documents = documents
        self._numbers: dict[str, int] = {}
        self._found: list[Note] = []

    @property
    def found(self) -> tuple[Note, ...]:
        """The notes referred to so far."""
        return tuple(self._found)

    def reference(self, assertion: Assertion, *, page: int | None = None) -> NoteReference | None:
        """Return a reference to the note of a statement, creating the note at the first call.

        Returns None if the statement has no spans and its quote adds nothing to the proposition.

        Args:
            page: number of the page of the statement; used only if the note is created.
        """
        if not assertion.spans and same_wording(assertion.text, assertion.quote):
            return None
        number = self._numbers.get(assertion.id)
        if number is None:
            number = self._numbers[assertion.id] = len(self._found) + 1
            self._found.append(
                Note(
                    number=number,
                    printed=plain(assertion.quote) or plain(assertion.text),
                    place=self._place(assertion, page),
                )
            )
        return NoteReference(number=number)

    def _place(self, assertion: Assertion, page: int | None) -> str:
        """Return the location as text: "The Courier, page 2, characters 1062–1119".

        Offsets are half-open, in code points.
        """
        if not assertion.spans:
            return ""
        spans = " and ".join(f"{span.start}–{span.end}" for span in assertion.spans)
        document = self._documents.get(assertion.document or "", "")
        parts = (document, f"page {page}" if page else "", f"characters {spans}")
        return ", ".join(filter(None, parts))


def claim_lines(claim: Claim, notes: Notes, decided: Line) -> Cell:
    """Return the lines: stance, proposition and note; source and location; other places; decisions.

    Empty lines are left out.
    """
    note = notes.reference(claim.assertion, page=claim.page)
    first = (*_proposition(claim), *((note,) if note is not None else ()))
    who = tuple(_source_line(claim))
    return (first, *(line for line in (who, _also_line(claim), decided) if line))


def decided_line(findings: Findings, *ids: str) -> Line:
    """Return the decisions on a statement, or on a pair if two ids are given, or an empty line.

    The automatic result is added if it was changed or if decisions conflict.
    """
    parts: list[str] = []
    for review in findings.reviewed.get(ids, ()):
        parts += map(format_decision, review.decisions)
        if review.open or (review.after is not None and review.after != review.before):
            parts.append(format_automatic_result(review))
    return (Run(text="Decided: ", emphasis=Emphasis.DECIDED), Run(text="; ".join(parts))) if parts else ()


def _proposition(claim: Claim) -> Iterator[Run]:
    if claim.says:
        yield Run(text=f"{claim.says}:", emphasis=Emphasis.STANCE)
        yield Run(text=" ")
    for part in claim.text:
        yield Run(text=part.text, emphasis=Emphasis.CLASH if part.clashes else None)


def _source_line(claim: Claim) -> Line:
    source = claim.assertion.source
    parts: list[str] = []
    if source is not None:
        traced = "" if source.resolved else " (who is meant could not be traced)"
        parts.append(f"{plain(source.name)}{traced}")
    if claim.assertion.cue:
        parts.append(f"“{plain(claim.assertion.cue)}”")
    if claim.assertion.unresolved:
        parts.append(f"{claim.open_words} not resolved")
    if source is not None and source.via:
        parts.append(f"via {', '.join(map(plain, source.via))}")
    if claim.document:
        parts.append(f"in {claim.document}")
    if claim.page:
        parts.append(f"page {claim.page}")
    return (Run(text=", ".join(parts)),) if parts else ()


def _also_line(claim: Claim) -> Line:
    names = ", ".join(name for name, _ in claim.also)
    return (Run(text=f"also in {names}{claim.reports}"),) if names else ()
