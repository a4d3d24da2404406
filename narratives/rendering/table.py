"""What the command prints for people: disputes, shared ground, what each says alone."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from narratives.model import Account, Assertion, Stance
from narratives.rendering.escaping import plain
from narratives.verdict import Agreement, Dispute, Relation, Verdict

_SAYS = {
    Stance.ASSERTS: "",
    Stance.DENIES: "denies: ",
    Stance.DOUBTS: "doubts: ",
    Stance.DEMANDS: "demands: ",
    Stance.PREDICTS: "predicts: ",
    Stance.ASKS: "asks: ",
}


def show_comparison(
    console: Console,
    *,
    accounts: Sequence[Account],
    disputes: Sequence[Dispute],
    agreements: Sequence[Agreement],
    distinct: Sequence[Verdict],
    silences: Mapping[str, Sequence[Assertion]],
    own: Mapping[str, Sequence[Verdict]],
    not_compared: int,
) -> None:
    """Print a comparison: the points at issue with both sides' words, source and reason, and the rest."""
    console.print(_heading(accounts, disputes))
    for number, dispute in enumerate(disputes, start=1):
        console.print(_dispute(number, dispute))
    console.print(Rule(Text("Shared ground"), align="left", style="green"))
    if agreements:
        for agreement in agreements:
            console.print(_pair(agreement.verdict))
    else:
        console.print(Padding(Text("Nothing found that both sides say."), (0, 0, 1, 2)))
    if distinct:
        console.print(Rule(Text("Looks opposed, is not"), align="left", style="dim"))
        for verdict in distinct:
            console.print(_pair(verdict))
    for name, verdicts in own.items():
        console.print(_against_itself(name, verdicts))
    for account in accounts:
        console.print(_alone(account, silences.get(account.name, ())))
    if not_compared:
        console.print(
            Text(f"{not_compared} pairs have nothing in common and were not compared.", style="dim")
        )


def _heading(accounts: Sequence[Account], disputes: Sequence[Dispute]) -> RenderableType:
    counts = ", ".join(f"{plain(account.name)} {_count(len(account), 'assertion')}" for account in accounts)
    found = _count(len(disputes), "point") + " at issue" if disputes else "No point at issue found"
    return Group(Text(counts), Text(f"{found}.", style="bold"), Text(""))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _dispute(number: int, dispute: Dispute) -> RenderableType:
    title = Text(f"{number}. {plain(dispute.label)}", style="bold")
    sides = Table.grid(padding=(0, 2), expand=True)
    for _ in dispute.sides:
        sides.add_column(ratio=1)
    sides.add_row(*(Text(plain(name), style="bold underline") for name in dispute.sides))
    longest = max(len(own) for own in dispute.sides.values())
    for row in range(longest):
        sides.add_row(*(_cell(own[row]) if row < len(own) else Text("") for own in dispute.sides.values()))
    reasons = [
        Text(
            f"{verdict.relation}, {verdict.probability:.2f} · ",
            style="red" if verdict.relation is Relation.CONTRADICTION else "magenta",
        )
        + Text(f"{reason.kind}: “{plain(reason.a)}” / “{plain(reason.b)}”", style="italic")
        + Text(_IN_PART if verdict.agrees_in_part else "", style="dim")
        for verdict in dispute.verdicts
        for reason in verdict.reasons
    ]
    return Group(
        Rule(title, align="left", style="red"),
        Padding(sides, (0, 0, 0, 2)),
        Padding(Group(*reasons), (0, 0, 1, 2)),
    )


_IN_PART = " · both hold that it happened"


def _cell(assertion: Assertion) -> Text:
    return Text.assemble(
        (_SAYS[assertion.stance], "bold"),
        plain(assertion.text),
        "\n",
        (_place(assertion), "dim"),
        "\n",
    )


def _place(assertion: Assertion) -> str:
    parts = []
    if assertion.source is not None:
        cue = f", “{plain(assertion.cue)}”" if assertion.cue else ""
        via = f" (via {', '.join(map(plain, assertion.source.via))})" if assertion.source.via else ""
        parts.append(f"— {plain(assertion.source.name)}{cue}{via}")
    if assertion.spans:
        parts.append(f"[{assertion.spans[0].start}–{assertion.spans[-1].end}]")
    return " ".join(parts)


def _pair(verdict: Verdict) -> RenderableType:
    sides = Table.grid(padding=(0, 2), expand=True)
    sides.add_column(ratio=1)
    sides.add_column(ratio=1)
    sides.add_row(
        Text(plain(verdict.a.party or ""), style="bold underline"),
        Text(plain(verdict.b.party or ""), style="bold underline"),
    )
    sides.add_row(_cell(verdict.a), _cell(verdict.b))
    why = [
        Text(f"{reason.kind}: “{plain(reason.a)}” / “{plain(reason.b)}” — {reason.note}", style="italic")
        for reason in verdict.reasons
    ]
    return Group(Padding(sides, (0, 0, 0, 2)), Padding(Group(*why), (0, 0, 1, 2)))


def _against_itself(name: str, verdicts: Sequence[Verdict]) -> RenderableType:
    title = Rule(Text(f"{plain(name)} against itself"), align="left", style="red")
    if not verdicts:
        return Group(title, Padding(Text("No contradiction found in its own words."), (0, 0, 1, 2)))
    return Group(title, *(_pair(verdict) for verdict in verdicts))


def _alone(account: Account, silences: Sequence[Assertion]) -> RenderableType:
    title = Text(f"Only {plain(account.name)}")
    lines = [Padding(_line(assertion), (0, 0, 0, 2)) for assertion in silences]
    if not lines:
        lines = [Padding(Text("Nothing that the others leave out."), (0, 0, 0, 2))]
    return Group(Rule(title, align="left", style="blue"), *lines, Text(""))


def _line(assertion: Assertion) -> Text:
    return Text.assemble(
        "• ", (_SAYS[assertion.stance], "bold"), plain(assertion.text), " ", (_place(assertion), "dim")
    )


def show_extraction(
    console: Console, *, assertions: Iterable[Assertion], why: Mapping[str, str], own_voice: str
) -> None:
    """Print who says what: party, source, stance, proposition, place and why the party."""
    by_party: dict[str, list[Assertion]] = {}
    for assertion in assertions:
        name = assertion.party or (own_voice if assertion.source is None else "(no party)")
        by_party.setdefault(name, []).append(assertion)
    if not by_party:
        console.print(Text("Nobody is quoted and nothing is asserted in this text."))
    for name, own in by_party.items():
        console.print(Rule(Text(plain(name), style="bold"), align="left"))
        for assertion in own:
            console.print(Padding(_line(assertion), (0, 0, 0, 2)))
            if assertion.party is not None or assertion.source is not None:
                console.print(
                    Padding(Text(f"why: {plain(why.get(assertion.id, ''))}", style="dim"), (0, 0, 0, 4))
                )
        console.print(Text(""))
