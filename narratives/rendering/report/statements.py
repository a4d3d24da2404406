"""A statement in a written report: its lines, and the note with its words as printed."""

from collections.abc import Iterator, Mapping

from narratives.findings import Findings
from narratives.harmless import plain
from narratives.model import Assertion
from narratives.rendering.report.blocks import Cell, Emphasis, Line, Note, NoteReference, Run
from narratives.rendering.report.claims import Claim, alike
from narratives.rendering.reviews import decided_by, machine_said


class Notes:
    """The notes of a report, one a statement, numbered in the order in which they are first referred to.

    Args:
        documents: id of a document → its name, where there are several.
    """

    def __init__(self, documents: Mapping[str, str]) -> None:
        self._documents = documents
        self._numbers: dict[str, int] = {}
        self._found: list[Note] = []

    @property
    def found(self) -> tuple[Note, ...]:
        """Those referred to so far."""
        return tuple(self._found)

    def reference(self, assertion: Assertion, *, page: int | None = None) -> NoteReference | None:
        """A reference to the note of a statement; None where no document prints it in words of its own.

        Args:
            page: number of the page that it stands on; taken where the note is made.
        """
        if not assertion.spans and alike(assertion.text, assertion.quote):
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
        """ "The Courier, page 2, characters 1062–1119"; offsets are half-open, in code points."""
        if not assertion.spans:
            return ""
        spans = " and ".join(f"{span.start}–{span.end}" for span in assertion.spans)
        document = self._documents.get(assertion.document or "", "")
        parts = (document, f"page {page}" if page else "", f"characters {spans}")
        return ", ".join(filter(None, parts))


def claim_lines(claim: Claim, notes: Notes, decided: Line) -> Cell:
    """The proposition with its stance and note; who says it and where; what people decided, if anything."""
    note = notes.reference(claim.assertion, page=claim.page)
    first = (*_proposition(claim), *((note,) if note is not None else ()))
    who = tuple(_who(claim))
    return (first, *(line for line in (who, decided) if line))


def decided_line(findings: Findings, *ids: str) -> Line:
    """What people decided on a statement, or on the pair of two, and what the machine said where it differs.

    Empty where nobody decided anything.
    """
    told: list[str] = []
    for review in findings.reviewed.get(ids, ()):
        told += map(decided_by, review.decisions)
        if review.open or (review.after is not None and review.after != review.before):
            told.append(machine_said(review))
    return (Run(text="Decided: ", emphasis=Emphasis.DECIDED), Run(text="; ".join(told))) if told else ()


def _proposition(claim: Claim) -> Iterator[Run]:
    if claim.says:
        yield Run(text=f"{claim.says}:", emphasis=Emphasis.STANCE)
        yield Run(text=" ")
    for part in claim.text:
        yield Run(text=part.text, emphasis=Emphasis.CLASH if part.clashes else None)


def _who(claim: Claim) -> Line:
    source = claim.assertion.source
    told: list[str] = []
    if source is not None:
        traced = "" if source.resolved else " (who is meant could not be traced)"
        told.append(f"{plain(source.name)}{traced}")
    if claim.assertion.cue:
        told.append(f"“{plain(claim.assertion.cue)}”")
    if source is not None and source.via:
        told.append(f"via {', '.join(map(plain, source.via))}")
    if claim.document:
        told.append(f"in {claim.document}")
    if claim.page:
        told.append(f"page {claim.page}")
    return (Run(text=", ".join(told)),) if told else ()
