"""Texts on the documents that report a statement, and on those that are copies of one story."""

from collections.abc import Sequence

from attrs import frozen

from narratives.copies import Origins
from narratives.findings import Findings
from narratives.harmless import plain
from narratives.model import Assertion
from narratives.rendering.naming import outlet_names

MAX_LISTED = 12
"""Greatest number of documents that one line lists."""


@frozen(kw_only=True)
class OtherPlace:
    """Another document that reports a statement, with the name that is shown for it."""

    document: str
    name: str


class Places:
    """The other documents that report the statements of some findings."""

    def __init__(self, findings: Findings) -> None:
        self._names = outlet_names(findings.documents)
        self._origins = Origins.of(findings.copies, findings.documents)

    def others(self, assertion: Assertion) -> tuple[OtherPlace, ...]:
        """Return the other documents that report the statement, at most `MAX_LISTED`."""
        return tuple(
            OtherPlace(document=document, name=self._names.get(document, f"document {document}"))
            for document in assertion.documents[1 : MAX_LISTED + 1]
        )

    def count(self, assertion: Assertion) -> str:
        """Return what follows the names of the other documents: "; 2 independent reports"."""
        left_out = len(assertion.also) - MAX_LISTED
        more = f" and {left_out:,} more" if left_out > 0 else ""
        number = self._origins.independent_reports(assertion)
        return f"{more}; {number:,} independent reports" if number > 1 else f"{more}; one source"

    def also_in(self, assertion: Assertion) -> str:
        """Return "also in Courier, The Wire; 2 independent reports", or "" if it has one place."""
        if not assertion.also:
            return ""
        return f"also in {', '.join(one.name for one in self.others(assertion))}{self.count(assertion)}"


def copies_notes(findings: Findings) -> tuple[str, ...]:
    """Return a line for each group of documents that are copies of one story, with the reason."""
    names = outlet_names(findings.documents)
    return tuple(
        f"{_listed([names.get(key, f'document {key}') for key in one.documents])}: copies of one story, "
        f"{plain(one.why)}; counted as one source"
        for one in findings.copies
    )


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - MAX_LISTED:,} more" if len(names) > MAX_LISTED else ""
    return f"{', '.join(names[:MAX_LISTED])}{more}"
