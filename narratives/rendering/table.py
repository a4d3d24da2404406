"""Terminal output of the commands: disputes, shared ground, and the statements of one party only."""

from collections.abc import Iterator, Mapping
from itertools import groupby, zip_longest

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from narratives.findings import Examination, Findings, Voice
from narratives.harmless import excerpt, plain
from narratives.model import ARTICLE, Account, Assertion, Document
from narratives.rendering.naming import document_names
from narratives.rendering.notices import advice, format_count, unassigned_summary
from narratives.rendering.palette import stance_prefix, text_note
from narratives.rendering.places import Places, copies_notes
from narratives.rendering.reviews import format_automatic_result, format_decision, format_unmatched
from narratives.verdict import Dispute, Relation, Verdict


def show_comparison(console: Console, findings: Findings) -> None:
    """Print the findings: points at issue with both sides, sources and reasons, then all other results."""
    renderer = FindingsRenderer(findings)
    console.print(renderer.heading())
    for number, dispute in enumerate(findings.disputes, start=1):
        console.print(renderer.dispute(number, dispute))
    console.print(Rule(Text("Shared ground"), align="left", style="green"))
    for agreement in findings.agreements:
        console.print(renderer.pair(agreement.verdict))
    if not findings.agreements:
        console.print(Padding(Text("Nothing found that both sides say."), (0, 0, 1, 2)))
    if findings.distinct:
        console.print(Rule(Text("Looks opposed, is not"), align="left", style="dim"))
    for verdict in findings.distinct:
        console.print(renderer.pair(verdict))
    for one in findings.own:
        console.print(renderer.own_contradictions(one))
    for account in findings.accounts:
        console.print(renderer.silences(account))
    for part in (*renderer.voices(), *renderer.decisions()):
        console.print(part)
    if findings.not_compared:
        verb = "was" if findings.not_compared == 1 else "were"
        pairs = f"{format_count(findings.not_compared, 'pair')} {verb} not compared"
        console.print(Text(f"{pairs}: those farthest apart in meaning.", style="dim"))


class FindingsRenderer:
    """Renders parts of the findings with rich.

    Each party has a colour. A location includes the page number if the document has pages.
    """

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._documents = {document.id: document for document in findings.documents}
        self._document_names = document_names(findings.documents)
        self._places = Places(findings)
        self._colours = {
            account.name: _COLOURS[number % len(_COLOURS)] for number, account in enumerate(findings.accounts)
        }

    def heading(self) -> RenderableType:
        """Return the parties with their numbers of assertions, and the number of points at issue."""
        counts = Text(", ").join(
            Text.assemble(self.name(account.name, "bold"), f" {format_count(len(account), 'assertion')}")
            for account in self._findings.accounts
        )
        number = len(self._findings.disputes)
        found = f"{format_count(number, 'point')} at issue" if number else "No point at issue found"
        notices = (*advice(self._findings), *copies_notes(self._findings))
        lines = [Text(line) for line in (*notices, "")] if notices else []
        return Group(counts, Text(f"{found}.", style="bold"), Text(""), *lines)

    def dispute(self, number: int, dispute: Dispute) -> RenderableType:
        """Return a point at issue: the assertions of each side, and the reasons."""
        title = Text(f"{number}. {plain(dispute.label)}", style="bold")
        sides = Table.grid(padding=(0, 2), expand=True)
        for _ in dispute.sides:
            sides.add_column(ratio=1)
        sides.add_row(*(self.name(name, "bold underline") for name in dispute.sides))
        for row in zip_longest(*dispute.sides.values()):
            sides.add_row(*(self._cell(one) if one is not None else Text("") for one in row))
        return Group(
            Rule(title, align="left", style="red"),
            Padding(sides, (0, 0, 0, 2)),
            Padding(
                Group(*(line for verdict in dispute.verdicts for line in _reason_lines(verdict))),
                (0, 0, 1, 2),
            ),
        )

    def pair(self, verdict: Verdict) -> RenderableType:
        """Return two assertions side by side, with their relation and its reasons."""
        sides = Table.grid(padding=(0, 2), expand=True)
        sides.add_column(ratio=1)
        sides.add_column(ratio=1)
        sides.add_row(
            self.name(verdict.a.party or ARTICLE, "bold underline"),
            self.name(verdict.b.party or ARTICLE, "bold underline"),
        )
        sides.add_row(self._cell(verdict.a), self._cell(verdict.b))
        return Group(Padding(sides, (0, 0, 0, 2)), Padding(Group(*_reason_lines(verdict)), (0, 0, 1, 2)))

    def own_contradictions(self, one: Examination) -> RenderableType:
        """Return the contradictions of a party with itself."""
        title = Rule(Text(f"{plain(one.account.name)} against itself"), align="left", style="red")
        if not one.contradictions:
            return Group(title, Padding(Text("No contradiction found in its own words."), (0, 0, 1, 2)))
        return Group(title, *(self.pair(verdict) for verdict in one.contradictions))

    def silences(self, account: Account) -> RenderableType:
        """Return the statements that only this party makes."""
        title = Rule(Text.assemble("Only ", self.name(account.name, "")), align="left", style="blue")
        lines = [Padding(self.line(one), (0, 0, 0, 2)) for one in self._findings.silences[account.name]] or [
            Padding(Text("Nothing that the others leave out."), (0, 0, 0, 2))
        ]
        return Group(title, *lines, Text(""))

    def voices(self) -> Iterator[RenderableType]:
        """Yield the speakers of no party with their statements.

        For statements in the article's own voice only the number is shown.
        """
        line = unassigned_summary(self._findings)
        if not line:
            return
        yield Rule(Text("Other voices"), align="left", style="blue")
        yield Padding(Text(line, style="dim"), (0, 0, 1, 2))
        for voice in self._findings.voices:
            if voice.name != ARTICLE:
                yield self.voice(voice)

    def voice(self, voice: Voice) -> RenderableType:
        """Return a speaker of no party: the reason, the suggested party, and the statements."""
        head = Text.assemble((plain(voice.name), "bold"), f" ({len(voice)}): {plain(voice.why)}")
        lines: list[RenderableType] = [head]
        if voice.suggestion is not None:
            party = plain(voice.suggestion.party)
            hint = f'to take it: --assign "{plain(voice.name)}={party}"'
            lines.append(Text(f"may speak for {party}: {plain(voice.suggestion.why)}; {hint}", style="dim"))
        lines += [Padding(self.line(one), (0, 0, 0, 2)) for one in voice.assertions]
        return Padding(Group(*lines), (0, 0, 1, 2))

    def statement_with_reason(self, assertion: Assertion) -> RenderableType:
        """Return a statement and why its speaker was assigned to the party."""
        why = assertion.source.why if assertion.source is not None else ""
        reason = [Padding(Text(f"why: {plain(why)}", style="dim"), (0, 0, 0, 2))] if why else []
        return Padding(Group(self.line(assertion), *reason), (0, 0, 0, 2))

    def statement(self, assertion: Assertion) -> RenderableType:
        """Return a statement without the reason."""
        return Padding(self.line(assertion), (0, 0, 0, 2))

    def decisions(self) -> Iterator[RenderableType]:
        """Yield the decisions with the automatic result of each, then those that were not applied."""
        if not (self._findings.reviews or self._findings.unmatched):
            return
        yield Rule(Text("Decided by people"), align="left", style="blue")
        for decisions, reviews in groupby(self._findings.reviews, lambda review: review.decisions):
            yield Padding(Text("• " + "; ".join(map(format_decision, decisions))), (0, 0, 0, 2))
            for review in reviews:
                yield Padding(Text(format_automatic_result(review), style="dim"), (0, 0, 0, 4))
        for one in self._findings.unmatched:
            yield Padding(Text(f"• {format_unmatched(one)}", style="yellow"), (0, 0, 0, 2))
        yield Text("")

    def name(self, name: str, style: str) -> Text:
        """Return the name of a party in its colour."""
        return Text(plain(name), style=f"{style} {self._colours.get(name, '')}".strip())

    def _cell(self, assertion: Assertion) -> Text:
        place = self._place(assertion)
        said = Text.assemble(
            (_stance_label(assertion), "bold"), plain(assertion.text), text_note(assertion), "\n"
        )
        return said.append(f"{place}\n", style="dim") if place else said

    def line(self, assertion: Assertion) -> Text:
        """Return a statement with its source and location on one line."""
        return Text.assemble(
            "• ",
            (_stance_label(assertion), "bold"),
            plain(assertion.text),
            text_note(assertion),
            " ",
            (self._place(assertion), "dim"),
        )

    def _place(self, assertion: Assertion) -> str:
        place = _place(assertion, self._documents, self._document_names)
        return "; ".join(filter(None, (place, self._places.also_in(assertion))))


def _reason_lines(verdict: Verdict) -> list[Text]:
    """Return the relation with its probability, and each reason with the words of both sides."""
    lines = []
    for reason in verdict.reasons:
        lines.append(
            Text.assemble(
                (f"{verdict.relation}, {verdict.probability:.2f}", _STYLES.get(verdict.relation, "bold")),
                f" · {reason.kind}: {plain(reason.note)}",
                (_PARTIAL_AGREEMENT if verdict.agrees_in_part else "", "dim"),
            )
        )
        lines.append(Text(f"  “{excerpt(reason.a)}” / “{excerpt(reason.b)}”", style="italic"))
    return lines or [
        Text(f"{verdict.relation}, {verdict.probability:.2f}", style=_STYLES.get(verdict.relation, "bold"))
    ]


_STYLES = {
    Relation.CONTRADICTION: "red",
    Relation.FRAMING: "magenta",
    Relation.ENTAILMENT: "green",
    Relation.EQUIVALENCE: "green",
    Relation.DISTINCT: "dim",
}
_COLOURS = ("blue", "yellow", "green", "magenta", "cyan", "bright_black")
_MAX_NAME = 28
_PARTIAL_AGREEMENT = " Both hold that it happened."


def _stance_label(assertion: Assertion) -> str:
    return f"{stance_prefix(assertion)}: " if stance_prefix(assertion) else ""


def _place(assertion: Assertion, documents: Mapping[str, Document], names: Mapping[str, str]) -> str:
    parts = []
    if assertion.source is not None:
        cue = f", “{plain(assertion.cue)}”" if assertion.cue else ""
        via = f" (via {', '.join(map(plain, assertion.source.via))})" if assertion.source.via else ""
        parts.append(f"— {plain(assertion.source.name)}{cue}{via}")
    if assertion.spans:
        start, end = assertion.spans[0].start, assertion.spans[-1].end
        document = documents.get(assertion.document or "")
        page = document.page(start) if document is not None else None
        name = names.get(assertion.document or "", "")
        name = name if len(name) <= _MAX_NAME else f"{name[: _MAX_NAME - 1].rstrip()}…"
        location = [name, f"{start}–{end}", f"page {page}" if page else ""]
        parts.append(f"[{', '.join(filter(None, location))}]")
    return " ".join(parts)


def show_extraction(console: Console, findings: Findings) -> None:
    """Print the statements of each party with source, location and reason, then those of no party."""
    renderer = FindingsRenderer(findings)
    groups = [(account.name, account.assertions) for account in findings.accounts if len(account)]
    if not groups and not findings.voices:
        console.print(Text("Nobody is quoted and nothing is asserted in this text."))
    for note in copies_notes(findings):
        console.print(Text(f"{note}\n"))
    for name, own in groups:
        console.print(Rule(Text(plain(name), style="bold"), align="left"))
        for assertion in own:
            console.print(renderer.statement_with_reason(assertion))
        console.print(Text(""))
    for part in renderer.voices():
        console.print(part)
    own_voice = next((voice for voice in findings.voices if voice.name == ARTICLE), None)
    if own_voice is not None:
        console.print(Rule(Text(ARTICLE, style="bold"), align="left"))
        for assertion in own_voice.assertions:
            console.print(renderer.statement(assertion))
        console.print(Text(""))
    for part in renderer.decisions():
        console.print(part)
