"""The graph as a picture, in Graphviz's DOT language."""

import textwrap
from collections.abc import Iterator, Sequence

from attrs import frozen

from narratives.model import Account, Assertion, Stance
from narratives.rendering.escaping import dot_html, dot_string, plain
from narratives.verdict import Relation, Verdict

_LEFT = "\\l"
_WIDTH = 38
_TOOLTIP = 300


@frozen(kw_only=True)
class _Line:
    colour: str
    style: str
    width: float
    name: str


_LINES = {
    Relation.CONTRADICTION: _Line(colour="#D55E00", style="solid", width=2.4, name="contradict"),
    Relation.FRAMING: _Line(colour="#CC79A7", style="dashed", width=2.2, name="frame against each other"),
    Relation.ENTAILMENT: _Line(colour="#009E73", style="bold", width=3.4, name="agree"),
    Relation.EQUIVALENCE: _Line(colour="#009E73", style="bold", width=3.4, name="agree"),
    Relation.DISTINCT: _Line(colour="#999999", style="dotted", width=1.0, name="only look opposed"),
}
"""Told apart by colour (Okabe and Ito's palette, safe for the colour-blind) and by the line's style."""

_FILLS = ("#E8F1FA", "#FBF1DF", "#E6F4EE", "#F6EAF2", "#F1F1F1", "#FFF9D9")
_BORDERS = ("#0072B2", "#B07800", "#00785A", "#A0517F", "#666666", "#8A7F00")


def dot(accounts: Sequence[Account], verdicts: Sequence[Verdict], *, everything: bool = False) -> str:
    """A cluster a party, its assertions with their source, and an edge a relation with its reason.

    Assertions in no relation are counted in the cluster's title and left out, unless ``everything`` is
    set. The same values give the same bytes.
    """
    related = {side.id for verdict in verdicts for side in (verdict.a, verdict.b)}
    lines = [
        "graph narratives {",
        '  graph [rankdir=LR, fontname="Helvetica", fontsize=18, labeljust=l, nodesep=0.25, ranksep=2.6,'
        ' splines=true, pad=0.3, newrank=true, compound=true, charset="UTF-8"];',
        '  node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=11, margin="0.16,0.10",'
        " penwidth=1.2];",
        '  edge [fontname="Helvetica", fontsize=10];',
    ]
    for number, account in enumerate(accounts):
        lines += _cluster(number, account, related, everything=everything)
    order = {account.name: number for number, account in enumerate(accounts)}
    for verdict in verdicts:
        lines.append(_edge(verdict, order))
    lines += _legend({verdict.relation for verdict in verdicts})
    lines.append("}")
    return "\n".join(lines) + "\n"


def _cluster(number: int, account: Account, related: set[str], *, everything: bool) -> Iterator[str]:
    shown = [assertion for assertion in account if everything or assertion.id in related]
    hidden = len(account) - len(shown)
    fill, border = _FILLS[number % len(_FILLS)], _BORDERS[number % len(_BORDERS)]
    note = f"{hidden} more that no other party takes up" if hidden else ""
    yield f"  subgraph cluster_{number} {{"
    yield (
        f'    label=<<FONT POINT-SIZE="17"><B>{dot_html(account.name)}</B></FONT>'
        f'<BR ALIGN="LEFT"/><FONT POINT-SIZE="10">{dot_html(note)} </FONT><BR ALIGN="LEFT"/>>;'
    )
    yield f'    style="rounded"; penwidth=1.4; margin=18; color="{border}"; fontcolor="{border}";'
    for assertion in shown:
        style = "rounded,filled" if assertion.stance is Stance.ASSERTS else "rounded,filled,dashed"
        yield (
            f'    "{assertion.id}" [label={dot_string(_label(assertion), lines=_LEFT)}, style="{style}", '
            f'fillcolor="{fill}", color="{border}", tooltip={dot_string(_tooltip(assertion))}];'
        )
    if not shown:
        yield f'    "party_{number}" [label="(nothing in dispute)", shape=plaintext, style=""];'
    yield "  }"


def _label(assertion: Assertion) -> str:
    lines = textwrap.wrap(plain(assertion.text), _WIDTH) or [""]
    who = plain(assertion.source.name) if assertion.source else ""
    if assertion.stance is not Stance.ASSERTS:
        who = f"{who} {assertion.stance.value} this".strip()
    if who:
        lines += [
            f"— {line}" if not number else line for number, line in enumerate(textwrap.wrap(who, _WIDTH - 2))
        ]
    return "\n".join([*lines, ""])


def _tooltip(assertion: Assertion) -> str:
    words = plain(assertion.quote or assertion.text)
    return words if len(words) <= _TOOLTIP else words[: _TOOLTIP - 1] + "…"


def _edge(verdict: Verdict, order: dict[str, int]) -> str:
    a, b = verdict.a, verdict.b
    if order.get(a.party or "", 0) > order.get(b.party or "", 0):
        a, b = b, a
    line = _LINES.get(verdict.relation, _LINES[Relation.DISTINCT])
    kinds = ", ".join(dict.fromkeys(str(reason.kind) for reason in verdict.reasons)) or line.name
    why = "; ".join(f"{reason.note} “{plain(reason.a)}” / “{plain(reason.b)}”" for reason in verdict.reasons)
    tip = f"{verdict.relation} {verdict.probability:.2f} {why}".strip()
    return (
        f'  "{a.id}" -- "{b.id}" [color="{line.colour}", fontcolor="{line.colour}", style={line.style}, '
        f"tailport=e, headport=w, penwidth={line.width}, label={dot_string(kinds)}, "
        f"tooltip={dot_string(tip)}, "
        f"labeltooltip={dot_string(tip)}];"
    )


def _legend(relations: set[Relation]) -> list[str]:
    """One node, a row a kind of line; dashed borders are told where there are any."""
    if not relations:
        return []
    shown = {_LINES[relation].name: _LINES[relation] for relation in Relation if relation in relations}
    rows = "".join(
        f'<TR><TD><FONT COLOR="{line.colour}"><B>{_STROKES[line.style]}</B></FONT></TD>'
        f'<TD ALIGN="LEFT">{dot_html(line.name)}</TD></TR>'
        for line in shown.values()
    )
    table = f'<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="2">{rows}</TABLE>'
    return [f'  legend [shape=plaintext, style="", margin=0, fontsize=11, label=<{table}>];']


_STROKES = {"solid": "━━━━", "dashed": "╍╍╍╍", "bold": "▬▬▬", "dotted": "┈┈┈┈"}
