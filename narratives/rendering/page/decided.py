"""What people decided, as the page lists it."""

from attrs import frozen

from narratives.model import Assertion
from narratives.rendering.report.view import View


@frozen(kw_only=True)
class ReviewRow:
    """What people decided on one subject.

    Attributes:
        number: place in `Findings.reviews`.
        decisions: each in words.
        machine: what the machine had said.
        open: whether the decisions contradict each other.
        link: id of the element that shows the subject now; "" where none does.
    """

    number: int
    decisions: tuple[str, ...]
    machine: str
    open: bool
    link: str


def review_rows(view: View) -> tuple[ReviewRow, ...]:
    """What people decided, the open ones first."""
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
