"""What the command prints for people: disputes, shared ground, what each says alone."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from narratives.findings import Examination, Findings, Voice
from narratives.harmless import excerpt, plain
from narratives.model import ARTICLE, Account, Assertion, Document
from narratives.rendering.naming import names
from narratives.rendering.notices import advice, count, other_voices
from narratives.rendering.palette import cut_mark, says
from narratives.rendering.reviews import decided_by, machine_said, unmatched_line
from narratives.verdict import Dispute, Relation, Verdict


def show_comparison(console: Console, findings: Findings) -> None:
    """Print findings: the points at issue with both sides' words, source and reason, and the rest."""
    sheet = Sheet(findings)
    console.print(sheet.heading())
    for number, dispute in enumerate(findings.disputes, start=1):
        console.print(sheet.dispute(number, dispute))
    console.print(Rule(Text("Shared ground"), align="left", style="green"))
    for agreement in findings.agreements:
        console.print(sheet.pair(agreement.verdict))
    if not findings.agreements:
        console.print(Padding(Text("Nothing found that both sides say."), (0, 0, 1, 2)))
    if findings.distinct:
        console.print(Rule(Text("Looks opposed, is not"), align="left", style="dim"))
    for verdict in findings.distinct:
        console.print(sheet.pair(verdict))
    for one in findings.own:
        console.print(sheet.against_itself(one))
    for account in findings.accounts:
        console.print(sheet.alone(account))
    for part in (*sheet.voices(), *sheet.decided()):
        console.print(part)
    if findings.not_compared:
        verb = "was" if findings.not_compared == 1 else "were"
        pairs = f"{count(findings.not_compared, 'pair')} {verb} not compared"
        console.print(Text(f"{pairs}: those least alike in what they name.", style="dim"))


class Sheet:
    """Findings on a terminal: each party in its colour, places with their page where there are pages."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._documents = {document.id: document for document in findings.documents}
        self._called = names(findings.documents)
        self._colours = {
            account.name: _COLOURS[number % len(_COLOURS)] for number, account in enumerate(findings.accounts)
        }

    def heading(self) -> RenderableType:
        """The parties with their numbers of assertions, and how many points are at issue."""
        counts = Text(", ").join(
            Text.assemble(self.name(account.name, "bold"), f" {count(len(account), 'assertion')}")
            for account in self._findings.accounts
        )
        number = len(self._findings.disputes)
        found = f"{count(number, 'point')} at issue" if number else "No point at issue found"
        told = advice(self._findings)
        lines = [Text(line) for line in (*told, "")] if told else []
        return Group(counts, Text(f"{found}.", style="bold"), Text(""), *lines)

    def dispute(self, number: int, dispute: Dispute) -> RenderableType:
        """A point at issue: the assertions of each side, and the reasons."""
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
            Padding(Group(*(line for verdict in dispute.verdicts for line in _why(verdict))), (0, 0, 1, 2)),
        )

    def pair(self, verdict: Verdict) -> RenderableType:
        """Two assertions side by side, and how they relate."""
        sides = Table.grid(padding=(0, 2), expand=True)
        sides.add_column(ratio=1)
        sides.add_column(ratio=1)
        sides.add_row(
            self.name(verdict.a.party or ARTICLE, "bold underline"),
            self.name(verdict.b.party or ARTICLE, "bold underline"),
        )
        sides.add_row(self._cell(verdict.a), self._cell(verdict.b))
        return Group(Padding(sides, (0, 0, 0, 2)), Padding(Group(*_why(verdict)), (0, 0, 1, 2)))

    def against_itself(self, one: Examination) -> RenderableType:
        """The contradictions of a party with itself."""
        title = Rule(Text(f"{plain(one.account.name)} against itself"), align="left", style="red")
        if not one.contradictions:
            return Group(title, Padding(Text("No contradiction found in its own words."), (0, 0, 1, 2)))
        return Group(title, *(self.pair(verdict) for verdict in one.contradictions))

    def alone(self, account: Account) -> RenderableType:
        """What only this party says."""
        title = Rule(Text.assemble("Only ", self.name(account.name, "")), align="left", style="blue")
        lines = [Padding(self.line(one), (0, 0, 0, 2)) for one in self._findings.silences[account.name]] or [
            Padding(Text("Nothing that the others leave out."), (0, 0, 0, 2))
        ]
        return Group(title, *lines, Text(""))

    def voices(self) -> Iterator[RenderableType]:
        """The speakers of no party with what they say; of the article's own voice the number alone."""
        line = other_voices(self._findings)
        if not line:
            return
        yield Rule(Text("Other voices"), align="left", style="blue")
        yield Padding(Text(line, style="dim"), (0, 0, 1, 2))
        for voice in self._findings.voices:
            if voice.name != ARTICLE:
                yield self.voice(voice)

    def voice(self, voice: Voice) -> RenderableType:
        """A speaker of no party: why, whose party it may be, and the statements."""
        head = Text.assemble((plain(voice.name), "bold"), f" ({len(voice)}): {plain(voice.why)}")
        lines: list[RenderableType] = [head]
        if voice.suggestion is not None:
            party = plain(voice.suggestion.party)
            hint = f'to take it: --assign "{plain(voice.name)}={party}"'
            lines.append(Text(f"may speak for {party}: {plain(voice.suggestion.why)}; {hint}", style="dim"))
        lines += [Padding(self.line(one), (0, 0, 0, 2)) for one in voice.assertions]
        return Padding(Group(*lines), (0, 0, 1, 2))

    def with_reason(self, assertion: Assertion) -> RenderableType:
        """A statement and why its speaker was taken for the party."""
        why = assertion.source.why if assertion.source is not None else ""
        reason = [Padding(Text(f"why: {plain(why)}", style="dim"), (0, 0, 0, 2))] if why else []
        return Padding(Group(self.line(assertion), *reason), (0, 0, 0, 2))

    def plain_line(self, assertion: Assertion) -> RenderableType:
        """A statement alone."""
        return Padding(self.line(assertion), (0, 0, 0, 2))

    def decided(self) -> Iterator[RenderableType]:
        """What people decided and what the machine had said, and what could not be applied."""
        if not (self._findings.reviews or self._findings.unmatched):
            return
        yield Rule(Text("Decided by people"), align="left", style="blue")
        for review in self._findings.reviews:
            yield Padding(Text("• " + "; ".join(map(decided_by, review.decisions))), (0, 0, 0, 2))
            yield Padding(Text(machine_said(review), style="dim"), (0, 0, 0, 4))
        for one in self._findings.unmatched:
            yield Padding(Text(f"• {unmatched_line(one)}", style="yellow"), (0, 0, 0, 2))
        yield Text("")

    def name(self, name: str, style: str) -> Text:
        """The name of a party in its colour."""
        return Text(plain(name), style=f"{style} {self._colours.get(name, '')}".strip())

    def _cell(self, assertion: Assertion) -> Text:
        place = _place(assertion, self._documents, self._called)
        said = Text.assemble((_says(assertion), "bold"), plain(assertion.text), cut_mark(assertion), "\n")
        return said.append(f"{place}\n", style="dim") if place else said

    def line(self, assertion: Assertion) -> Text:
        """A statement with its source and place."""
        return _line(assertion, self._documents, self._called)


def _why(verdict: Verdict) -> list[Text]:
    """The relation with its strength, and each reason as a sentence and in the words of both sides."""
    lines = []
    for reason in verdict.reasons:
        lines.append(
            Text.assemble(
                (f"{verdict.relation}, {verdict.probability:.2f}", _STYLES.get(verdict.relation, "bold")),
                f" · {reason.kind}: {plain(reason.note)}",
                (_IN_PART if verdict.agrees_in_part else "", "dim"),
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
_LONGEST_NAME = 28
_IN_PART = " Both hold that it happened."


def _says(assertion: Assertion) -> str:
    return f"{says(assertion)}: " if says(assertion) else ""


def _place(assertion: Assertion, documents: Mapping[str, Document], called: Mapping[str, str]) -> str:
    parts = []
    if assertion.source is not None:
        cue = f", “{plain(assertion.cue)}”" if assertion.cue else ""
        via = f" (via {', '.join(map(plain, assertion.source.via))})" if assertion.source.via else ""
        parts.append(f"— {plain(assertion.source.name)}{cue}{via}")
    if assertion.spans:
        start, end = assertion.spans[0].start, assertion.spans[-1].end
        document = documents.get(assertion.document or "")
        page = document.page(start) if document is not None else None
        name = called.get(assertion.document or "", "")
        name = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"
        told = [name, f"{start}–{end}", f"page {page}" if page else ""]
        parts.append(f"[{', '.join(filter(None, told))}]")
    return " ".join(parts)


def _line(assertion: Assertion, documents: Mapping[str, Document], called: Mapping[str, str]) -> Text:
    place = _place(assertion, documents, called)
    return Text.assemble(
        "• ", (_says(assertion), "bold"), plain(assertion.text), cut_mark(assertion), " ", (place, "dim")
    )


def show_extraction(console: Console, findings: Findings) -> None:
    """Print who says what: party, source, stance, proposition, place and why the party; other voices last."""
    sheet = Sheet(findings)
    groups = [(account.name, account.assertions) for account in findings.accounts if len(account)]
    if not groups and not findings.voices:
        console.print(Text("Nobody is quoted and nothing is asserted in this text."))
    for name, own in groups:
        console.print(Rule(Text(plain(name), style="bold"), align="left"))
        for assertion in own:
            console.print(sheet.with_reason(assertion))
        console.print(Text(""))
    for part in sheet.voices():
        console.print(part)
    own_voice = next((voice for voice in findings.voices if voice.name == ARTICLE), None)
    if own_voice is not None:
        console.print(Rule(Text(ARTICLE, style="bold"), align="left"))
        for assertion in own_voice.assertions:
            console.print(sheet.plain_line(assertion))
        console.print(Text(""))
    for part in sheet.decided():
        console.print(part)
