"""What the command prints about a graph that is kept: its documents, and what was added."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from narratives.findings import Findings
from narratives.harmless import plain
from narratives.model import Document
from narratives.rendering.notices import format_count


def show_documents(console: Console, documents: Sequence[Document]) -> None:
    """Print a row for each document: id, date, outlet, title and address."""
    if not documents:
        console.print(Text("No documents."))
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("id", "date", "outlet", "title", "from"):
        table.add_column(name, overflow="fold")
    for one in documents:
        values = (one.id, one.date, one.outlet, one.title, one.address)
        table.add_row(*(Text(plain(value)) for value in values))
    console.print(table)


def show_added(
    console: Console,
    location: str,
    added: Iterable[Document],
    known: Iterable[Document],
    findings: Findings,
) -> None:
    """Print which documents were added or known, and what the graph contains now."""
    for done, documents in (("added", added), ("known already", known)):
        for one in documents:
            console.print(Text(f"{done}: {plain(one.title or one.address or one.id)}"))
    counts = (
        format_count(len(findings.documents), "document"),
        format_count(len(findings.assertions), "statement"),
        format_count(len(findings.disputes), "point") + " at issue",
        format_count(len(findings.agreements), "agreement"),
    )
    parties = ", ".join(plain(account.name) for account in findings.accounts)
    console.print(Text(f"{plain(location)}: {', '.join(counts)}"))
    console.print(Text(f"parties: {parties or 'none'}"))
