"""Rows of the section "Decided by people"."""

from attrs import frozen

from narratives.model import Assertion
from narratives.rendering.report.view import View


@frozen(kw_only=True)
class ReviewRow:
    """The decisions on one subject.

    Attributes:
        number: index in `Findings.reviews`.
        decisions: each as text.
        machine: the original answer, as text.
        open: whether the decisions contradict each other.
        link: id of the element that shows the subject, or "".
    """

    number: int
    decisions: tuple[str, ...]
    machine: str
    open: bool
    link: str


def review_rows(view: View) -> tuple[ReviewRow, ...]:
    """Return the reviews as rows, open ones first."""
    rows = {(row.verdict.a.id, row.verdict.b.id): row.key for row in reversed(view.rows)}
    found = []
    for number, (review, told) in enumerate(zip(view.findings.reviews, view.reviews, strict=True)):
        decisions, machine, opened = told
        shown = review.after if review.after is not None else review.before
        if isinstance(shown, Assertion):
            link = f"a-{shown.id}" if shown.id in view.keys else ""
        else:
            link = rows.get((shown.a.id, shown.b.id), "") if shown is not None else ""
        found.append(ReviewRow(number=number, decisions=decisions, machine=machine, open=opened, link=link))
    return tuple(sorted(found, key=lambda row: not row.open))
