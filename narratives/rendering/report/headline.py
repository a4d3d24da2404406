"""Title and first sentence of a report."""

from narratives.findings import Findings
from narratives.harmless import plain
from narratives.rendering.notices import format_count


def title(findings: Findings) -> str:
    """Return the title: the names of the parties, or "Who says what" if there are none."""
    names = [plain(account.name) for account in findings.accounts]
    if not names:
        return "Who says what"
    if len(names) == 1:
        return f"{names[0]}: what it says"
    return f"{', '.join(names[:-1])} and {names[-1]}: where their accounts part"


def lead(findings: Findings) -> str:
    """Return the number of points at issue, with the title of the document if there is only one."""
    number = len(findings.disputes)
    points = format_count(number, "point") if number else "No point"
    titles = [plain(document.title) for document in findings.documents if document.title]
    about = f" in “{titles[0]}”" if len(titles) == 1 and len(findings.documents) == 1 else ""
    if len(findings.accounts) < 2:
        return f"What was said{about}, and by whom. Nothing here says who is right."
    return f"{points} at issue{about}. Both sides’ words, and why they clash. Nothing here says who is right."
