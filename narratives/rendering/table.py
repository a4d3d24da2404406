"""What the command prints for people: disputes, shared ground, what each says alone."""

from collections.abc import Iterable, Mapping
from itertools import zip_longest

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from narratives.findings import Examination, Findings
from narratives.harmless import excerpt, plain
from narratives.model import ARTICLE, Account, Assertion, Document
from narratives.rendering.naming import names
from narratives.rendering.palette import says
from narratives.verdict import Dispute, Relation, Verdict


def show_comparison(console: Console, findings: Findings) -> None:
    """Print findings: the points at issue with both sides' words, source and reason, and the rest."""
    sheet = _Sheet(findings)
    console.print(sheet.heading())
    for number, dispute in enumerate(findings.disputes, start=1):
        console.print(sheet.dispute(number, dispute))
    console.print(Rule(Text("Shared ground"), align="left", style="green"))
    if findings.agreements:
        for agreement in findings.agreements:
            console.print(sheet.pair(agreement.verdict))
    else:
        console.print(Padding(Text("Nothing found that both sides say."), (0, 0, 1, 2)))
    if findings.distinct:
        console.print(Rule(Text("Looks opposed, is not"), align="left", style="dim"))
        for verdict in findings.distinct:
            console.print(sheet.pair(verdict))
    for one in findings.own:
        console.print(sheet.against_itself(one))
    for account in findings.accounts:
        console.print(sheet.alone(account))
    if findings.not_compared:
        verb = "was" if findings.not_compared == 1 else "were"
        pairs = f"{_count(findings.not_compared, 'pair')} {verb} not compared"
        console.print(Text(f"{pairs}: those least alike in what they name.", style="dim"))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


class _Sheet:
    """Findings on a terminal: each party in its colour, places with their page where there are pages."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._documents = {document.id: document for document in findings.documents}
        self._called = names(findings.documents)
        self._colours = {
            account.name: _COLOURS[number % len(_COLOURS)] for number, account in enumerate(findings.accounts)
        }

    def heading(self) -> RenderableType:
        counts = Text(", ").join(
            Text.assemble(self._name(account.name, "bold"), f" {_count(len(account), 'assertion')}")
            for account in self._findings.accounts
        )
        number = len(self._findings.disputes)
        found = f"{_count(number, 'point')} at issue" if number else "No point at issue found"
        return Group(counts, Text(f"{found}.", style="bold"), Text(""))

    def dispute(self, number: int, dispute: Dispute) -> RenderableType:
        title = Text(f"{number}. {plain(dispute.label)}", style="bold")
        sides = Table.grid(padding=(0, 2), expand=True)
        for _ in dispute.sides:
            sides.add_column(ratio=1)
        sides.add_row(*(self._name(name, "bold underline") for name in dispute.sides))
        for row in zip_longest(*dispute.sides.values()):
            sides.add_row(*(self._cell(one) if one is not None else Text("") for one in row))
        return Group(
            Rule(title, align="left", style="red"),
            Padding(sides, (0, 0, 0, 2)),
            Padding(Group(*(line for verdict in dispute.verdicts for line in _why(verdict))), (0, 0, 1, 2)),
        )

    def pair(self, verdict: Verdict) -> RenderableType:
        sides = Table.grid(padding=(0, 2), expand=True)
        sides.add_column(ratio=1)
        sides.add_column(ratio=1)
        sides.add_row(
            self._name(verdict.a.party or ARTICLE, "bold underline"),
            self._name(verdict.b.party or ARTICLE, "bold underline"),
        )
        sides.add_row(self._cell(verdict.a), self._cell(verdict.b))
        return Group(Padding(sides, (0, 0, 0, 2)), Padding(Group(*_why(verdict)), (0, 0, 1, 2)))

    def against_itself(self, one: Examination) -> RenderableType:
        title = Rule(Text(f"{plain(one.account.name)} against itself"), align="left", style="red")
        if not one.contradictions:
            return Group(title, Padding(Text("No contradiction found in its own words."), (0, 0, 1, 2)))
        return Group(title, *(self.pair(verdict) for verdict in one.contradictions))

    def alone(self, account: Account) -> RenderableType:
        title = Rule(Text.assemble("Only ", self._name(account.name, "")), align="left", style="blue")
        lines = [Padding(self._line(one), (0, 0, 0, 2)) for one in self._findings.silences[account.name]] or [
            Padding(Text("Nothing that the others leave out."), (0, 0, 0, 2))
        ]
        return Group(title, *lines, Text(""))

    def _name(self, name: str, style: str) -> Text:
        return Text(plain(name), style=f"{style} {self._colours.get(name, '')}".strip())

    def _cell(self, assertion: Assertion) -> Text:
        place = _place(assertion, self._documents, self._called)
        said = Text.assemble((_says(assertion), "bold"), plain(assertion.text), "\n")
        return said.append(f"{place}\n", style="dim") if place else said

    def _line(self, assertion: Assertion) -> Text:
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
    return Text.assemble("• ", (_says(assertion), "bold"), plain(assertion.text), " ", (place, "dim"))


def show_extraction(
    console: Console,
    *,
    assertions: Iterable[Assertion],
    why: Mapping[str, str],
    documents: Iterable[Document],
) -> None:
    """Print who says what: party, source, stance, proposition, place and why the party."""
    known = {document.id: document for document in documents}
    called = names(known.values())
    by_party: dict[str, list[Assertion]] = {}
    for assertion in assertions:
        name = assertion.party or (ARTICLE if assertion.source is None else "(no party)")
        by_party.setdefault(name, []).append(assertion)
    if not by_party:
        console.print(Text("Nobody is quoted and nothing is asserted in this text."))
    for name, own in by_party.items():
        console.print(Rule(Text(plain(name), style="bold"), align="left"))
        for assertion in own:
            console.print(Padding(_line(assertion, known, called), (0, 0, 0, 2)))
            if assertion.party is not None or assertion.source is not None:
                console.print(
                    Padding(Text(f"why: {plain(why.get(assertion.id, ''))}", style="dim"), (0, 0, 0, 4))
                )
        console.print(Text(""))
