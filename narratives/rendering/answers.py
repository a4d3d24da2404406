"""What the command prints in answer to questions: disputes, the stance matrix, who says what on a topic."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from narratives.answers import Answer, PartyDistance, StanceMatrix, Standing
from narratives.findings import Findings
from narratives.harmless import plain
from narratives.rendering.notices import count
from narratives.rendering.table import Sheet
from narratives.verdict import Dispute

_STYLES = {
    Standing.ASSERTS: "green",
    Standing.DENIES: "red",
    Standing.DIVIDED: "magenta",
    Standing.SILENT: "dim",
    Standing.UNCLEAR: "dim",
}


def show_disputes(console: Console, findings: Findings, disputes: Sequence[Dispute]) -> None:
    """Print points at issue with both sides' words, source and reason, and how many there are in all."""
    sheet = Sheet(findings)
    conflicts = sum(len(dispute.verdicts) for dispute in disputes)
    told = f"{count(len(disputes), 'point')} at issue, {count(conflicts, 'conflict')}"
    console.print(Text(f"{told if disputes else 'No dispute fits'}; {len(findings.disputes)} in all.\n"))
    for number, dispute in enumerate(disputes, start=1):
        console.print(sheet.dispute(number, dispute))


def show_answer(console: Console, findings: Findings, answer: Answer) -> None:
    """Print the points at issue about a question, then what each party says on it."""
    sheet = Sheet(findings)
    if not answer.points and not answer.statements:
        console.print(Text("Nothing found; try other words, or the names that the texts use."))
    for number, match in enumerate(answer.points, start=1):
        console.print(sheet.dispute(number, match.point))
    by_party: dict[str, list[Text]] = {}
    for one in answer.statements:
        by_party.setdefault(one.party, []).append(sheet.line(one.assertion))
    if answer.statements:
        title = "Also said" if answer.points else "No point at issue is about it; said"
        console.print(Rule(Text(title), align="left", style="blue"))
    for name, lines in by_party.items():
        console.print(Padding(sheet.name(name, "bold"), (0, 0, 0, 2)))
        for line in lines:
            console.print(Padding(line, (0, 0, 0, 4)))


def show_matrix(
    console: Console, findings: Findings, matrix: StanceMatrix, distances: Sequence[PartyDistance]
) -> None:
    """Print where each party stands on each point at issue, and how far apart the parties are."""
    sheet = Sheet(findings)
    if not matrix.rows:
        console.print(Text("No point at issue found."))
        return
    table = Table(show_lines=True, expand=True)
    table.add_column("Point at issue: proposition", ratio=2)
    for name in matrix.parties:
        table.add_column(sheet.name(name, "bold"), ratio=1)
    for number, row in enumerate(matrix.rows, start=1):
        label = Text.assemble(
            (f"{number}. {plain(row.point.label)}", "bold"), f": {plain(row.proposition.text)}"
        )
        cells = (Text(one.standing.value, style=_STYLES[one.standing]) for one in row.stances)
        table.add_row(label, *cells)
    console.print(table)
    console.print(Text("\nDistance, 0 to 1: opposite sides taken, of the points on which both take a side"))
    for one in distances:
        known = "no common point" if one.distance is None else f"{one.distance:.2f}"
        points = "" if one.distance is None else f", {count(one.points, 'point')}"
        pair = Text.assemble("  ", sheet.name(one.a, ""), " – ", sheet.name(one.b, ""), f": {known}{points}")
        console.print(pair)
