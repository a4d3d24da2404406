"""What stands at the head of a report."""

from narratives.findings import Findings
from narratives.harmless import plain
from narratives.rendering.notices import count


def title(findings: Findings) -> str:
    """The parties, and that their accounts are compared; without two of them, what is shown instead."""
    names = [plain(account.name) for account in findings.accounts]
    if not names:
        return "Who says what"
    if len(names) == 1:
        return f"{names[0]}: what it says"
    return f"{', '.join(names[:-1])} and {names[-1]}: where their accounts part"


def lead(findings: Findings) -> str:
    """How many points are at issue, and in which report where there is one alone."""
    number = len(findings.disputes)
    points = count(number, "point") if number else "No point"
    titles = [plain(document.title) for document in findings.documents if document.title]
    about = f" in “{titles[0]}”" if len(titles) == 1 and len(findings.documents) == 1 else ""
    if len(findings.accounts) < 2:
        return f"What was said{about}, and by whom. Nothing here says who is right."
    return f"{points} at issue{about}. Both sides’ words, and why they clash. Nothing here says who is right."
