"""What the command prints in answer to questions: disputes, events, stances, who says what on a topic."""

from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from narratives.answers import Answer, Event, Events, PartyDistance, PointStances, StanceMatrix, Standing
from narratives.findings import Findings
from narratives.harmless import plain
from narratives.model import ARTICLE, NO_PARTY, Assertion, TimeInterval
from narratives.rendering.notices import format_count
from narratives.rendering.table import FindingsRenderer
from narratives.verdict import Dispute

_STYLES = {
    Standing.ASSERTS: "green",
    Standing.DENIES: "red",
    Standing.DIVIDED: "magenta",
    Standing.SILENT: "dim",
    Standing.UNCLEAR: "dim",
}

_POINT_WIDTH, _PARTY_WIDTH = 40, 14
"""Columns of the terminal that the table needs for the points and for each party."""
_MOST_DISTANCES = 20


def show_disputes(console: Console, findings: Findings, disputes: Sequence[Dispute]) -> None:
    """Print points at issue with both sides' words, source and reason, and how many there are in all."""
    renderer = FindingsRenderer(findings)
    conflicts = sum(len(dispute.verdicts) for dispute in disputes)
    told = f"{format_count(len(disputes), 'point')} at issue, {format_count(conflicts, 'conflict')}"
    console.print(Text(f"{told if disputes else 'No dispute fits'}; {len(findings.disputes)} in all.\n"))
    for number, dispute in enumerate(disputes, start=1):
        console.print(renderer.dispute(number, dispute))


def show_events(console: Console, findings: Findings, events: Events) -> None:
    """Print what each party says of each event, with time, places, actors and the reason for the group."""
    renderer = FindingsRenderer(findings)
    told = format_count(len(events), "event") if len(events) else "No event fits"
    outside = f"{format_count(events.left_out, 'statement')} in no event"
    console.print(Text(f"{told}; {events.total} in all, {outside}.\n"))
    party_of = {one.id: account.name for account in findings.accounts for one in account}
    for number, event in enumerate(events, start=1):
        if number > 1:
            console.print()
        console.print(Rule(Text(f"{number}. {plain(event.label)}", style="bold"), align="left", style="blue"))
        for line in _facts(event):
            console.print(Padding(Text(line, style="dim"), (0, 0, 0, 2)))
        by_party: dict[str, list[Assertion]] = {}
        for one in event.assertions:
            name = party_of.get(one.id) or one.party or (NO_PARTY if one.source else ARTICLE)
            by_party.setdefault(name, []).append(one)
        for name, said in by_party.items():
            console.print(Padding(renderer.name(name, "bold"), (0, 0, 0, 2)))
            for one in said:
                console.print(Padding(renderer.line(one), (0, 0, 0, 4)))


def _facts(event: Event) -> Iterator[str]:
    """Yield time, places and actors as far as they are known, and the reason for the group."""
    if event.time is not None:
        yield f"Time: {_period(event.time)}"
    elif event.reported is not None:
        yield f"Reported on: {_period(event.reported)}"
    if event.places:
        yield f"Places: {plain(', '.join(event.places))}"
    if event.actors:
        yield f"Actors: {plain(', '.join(event.actors))}"
    yield f"Together: {plain(event.why)}"


def _period(time: TimeInterval) -> str:
    if time.start == time.end:
        return plain(str(time.start))
    if time.start is None or time.end is None:
        return plain(f"until {time.end}" if time.start is None else f"since {time.start}")
    return plain(f"{time.start} to {time.end}")


def show_answer(console: Console, findings: Findings, answer: Answer) -> None:
    """Print the points at issue about a question, then what each party says on it."""
    renderer = FindingsRenderer(findings)
    if not answer.points and not answer.statements:
        console.print(Text("Nothing found; try other words, or the names that the texts use."))
    for number, match in enumerate(answer.points, start=1):
        console.print(renderer.dispute(number, match.point))
    by_party: dict[str, list[Text]] = {}
    for one in answer.statements:
        by_party.setdefault(one.party, []).append(renderer.line(one.assertion))
    if answer.statements:
        title = "Also said" if answer.points else "No point at issue is about it; said"
        console.print(Rule(Text(title), align="left", style="blue"))
    for name, lines in by_party.items():
        console.print(Padding(renderer.name(name, "bold"), (0, 0, 0, 2)))
        for line in lines:
            console.print(Padding(line, (0, 0, 0, 4)))


def show_matrix(
    console: Console, findings: Findings, matrix: StanceMatrix, distances: Sequence[PartyDistance]
) -> None:
    """Print where each party stands on each point at issue, and how far apart the parties are."""
    renderer = FindingsRenderer(findings)
    if not matrix.rows:
        console.print(Text("No point at issue found."))
        return
    fits = console.width >= _POINT_WIDTH + _PARTY_WIDTH * len(matrix.parties)
    for part in [_table(renderer, matrix)] if fits else _lists(renderer, matrix):
        console.print(part)
    console.print(Text("\nDistance, 0 to 1: opposite sides taken, of the points on which both take a side"))
    apart = sorted(distances, key=lambda one: -1 if one.distance is None else one.distance, reverse=True)
    shown = distances if fits else apart[:_MOST_DISTANCES]
    for one in shown:
        known = "no common point" if one.distance is None else f"{one.distance:.2f}"
        points = "" if one.distance is None else f", {format_count(one.points, 'point')}"
        pair = Text.assemble(
            "  ", renderer.name(one.a, ""), " – ", renderer.name(one.b, ""), f": {known}{points}"
        )
        console.print(pair)
    if len(shown) < len(distances):
        console.print(
            Text(f"  and {format_count(len(distances) - len(shown), 'pair')} more; --json has them all")
        )


def _title(number: int, row: PointStances) -> Text:
    title = f"{number}. {plain(row.point.label)}"
    return Text.assemble((title, "bold"), f": {plain(row.proposition.text)}")


def _table(renderer: FindingsRenderer, matrix: StanceMatrix) -> RenderableType:
    table = Table(show_lines=True, expand=True)
    table.add_column("Point at issue: proposition", ratio=2)
    for name in matrix.parties:
        table.add_column(renderer.name(name, "bold"), ratio=1)
    for number, row in enumerate(matrix.rows, start=1):
        cells = (Text(one.standing.value, style=_STYLES[one.standing]) for one in row.stances)
        table.add_row(_title(number, row), *cells)
    return table


def _lists(renderer: FindingsRenderer, matrix: StanceMatrix) -> Iterator[RenderableType]:
    """Yield each point with the parties of each standing, for more parties than a table has room for."""
    for number, row in enumerate(matrix.rows, start=1):
        yield _title(number, row)
        for standing, style in _STYLES.items():
            names = [renderer.name(one.party, "") for one in row.stances if one.standing is standing]
            if names:
                yield Padding(
                    Text.assemble((f"{standing.value}: ", style), Text(", ").join(names)), (0, 0, 0, 4)
                )
