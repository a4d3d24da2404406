"""Export of the graph to Graphviz's DOT language."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from narratives.findings import By
from narratives.harmless import excerpt, plain
from narratives.model import Account, Assertion, Stance
from narratives.rendering.escaping import dot_html, dot_string
from narratives.rendering.notices import not_drawn_note
from narratives.rendering.palette import BORDERS, COLOURS, FILLS, LINES, stance_prefix
from narratives.verdict import CONFLICTS, Dispute, Relation, Verdict

_LEFT_BREAK = "\\l"
_LINE_WIDTH = 38
_MAX_LINES = 12
_MAX_NODE_TOOLTIP = 300
_MAX_EDGE_TOOLTIP = 1000


@frozen(kw_only=True)
class _Cluster:
    """A titled frame around assertions.

    Attributes:
        note: smaller text under the title, or "".
        colour: of the frame and the title.
    """

    title: str
    note: str
    colour: str
    members: tuple[Assertion, ...]


def dot(
    accounts: Sequence[Account],
    verdicts: Sequence[Verdict],
    disputes: Sequence[Dispute] = (),
    *,
    by: By = "party",
    everything: bool = False,
    unassigned: int = 0,
) -> str:
    """Return the graph in DOT: a node per assertion, an edge per relation, and a legend.

    A node shows the assertion and its source. An edge shows the kinds of its reasons. The same values give
    the same bytes.

    Args:
        by: "party" draws a frame around the assertions of each party. "dispute" draws a frame around each
            point at issue and shows the parties by colour.
        everything: whether to draw the assertions in no relation too. If they are not drawn and ``by`` is
            "party", each frame shows their number.
        unassigned: number of statements of no party, which are not drawn; the legend gives it.
    """
    party = {one.id: number for number, account in enumerate(accounts) for one in account}
    clusters = (
        _party_clusters(accounts, verdicts, everything=everything)
        if by == "party"
        else _dispute_clusters(accounts, verdicts, disputes, everything=everything)
    )
    text = [
        "graph narratives {",
        '  graph [rankdir=LR, fontname="Helvetica", fontsize=18, labeljust=l, nodesep=0.22, ranksep=1.9,'
        ' splines=true, pad=0.3, newrank=true, compound=true, charset="UTF-8"];',
        '  node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=12, margin="0.16,0.10",'
        " penwidth=1.2];",
        '  edge [fontname="Helvetica", fontsize=11];',
    ]
    drawn: set[str] = set()
    for number, cluster in enumerate(clusters):
        text += _cluster_lines(number, cluster, party, named=by == "dispute")
        drawn |= {assertion.id for assertion in cluster.members}
    if by == "party":
        text += _rank_lines(accounts, drawn)
    text += [_edge(verdict, party) for verdict in verdicts if verdict.a.id in drawn and verdict.b.id in drawn]
    text += _legend(verdicts, accounts if by == "dispute" else (), unassigned)
    text.append("}")
    return "\n".join(text) + "\n"


def _party_clusters(
    accounts: Sequence[Account], verdicts: Sequence[Verdict], *, everything: bool
) -> Iterator[_Cluster]:
    related = {side.id for verdict in verdicts for side in (verdict.a, verdict.b)}
    for number, account in enumerate(accounts):
        shown = tuple(assertion for assertion in account if everything or assertion.id in related)
        hidden = len(account) - len(shown)
        note = f"{hidden} more that no other party takes up" if hidden else ""
        yield _Cluster(title=account.name, note=note, colour=BORDERS[number % COLOURS], members=shown)


def _dispute_clusters(
    accounts: Sequence[Account],
    verdicts: Sequence[Verdict],
    disputes: Sequence[Dispute],
    *,
    everything: bool,
) -> list[_Cluster]:
    """Return a frame per point at issue, then frames for the other assertions, in reverse order.

    An assertion that belongs to several frames is put in the first one.
    """
    placed: set[str] = set()
    conflicts = [verdict for verdict in verdicts if verdict.relation in CONFLICTS]
    others = [verdict for verdict in verdicts if verdict.relation not in CONFLICTS]
    frames: list[_Cluster] = []
    groups: list[tuple[str, Iterable[Assertion]]] = [
        (f"{number}. {dispute.label}", dispute.assertions) for number, dispute in enumerate(disputes, 1)
    ]
    groups += [
        ("In conflict", (side for verdict in conflicts for side in (verdict.a, verdict.b))),
        ("Not at issue", (side for verdict in others for side in (verdict.a, verdict.b))),
    ]
    if everything:
        groups.append(("No other party takes it up", (one for account in accounts for one in account)))
    for title, members in groups:
        new = {one.id: one for one in members if one.id not in placed}
        placed |= set(new)
        if new:
            frames.append(_Cluster(title=title, note="", colour="#444444", members=tuple(new.values())))
    return frames[::-1]  # Graphviz draws the last one at the top


def _cluster_lines(number: int, cluster: _Cluster, party: Mapping[str, int], *, named: bool) -> Iterator[str]:
    title = '<BR ALIGN="LEFT"/>'.join(
        dot_html(line) or "&#160;" for line in textwrap.wrap(plain(cluster.title), _LINE_WIDTH) or [""]
    )
    note = f'<FONT POINT-SIZE="11">{dot_html(cluster.note)}</FONT><BR ALIGN="LEFT"/>' if cluster.note else ""
    yield f"  subgraph cluster_{number} {{"
    yield (f'    label=<<FONT POINT-SIZE="17"><B>{title}</B></FONT><BR ALIGN="LEFT"/>{note}>;')
    yield '    style="rounded"; penwidth=1.4; margin=18;'
    yield f'    color="{cluster.colour}"; fontcolor="{cluster.colour}";'
    for assertion in cluster.members:
        style = "rounded,filled" if assertion.stance is Stance.ASSERTS else "rounded,filled,dashed"
        colour = party.get(assertion.id, 0) % COLOURS
        yield (
            f'    "{assertion.id}" [label={dot_string(_label(assertion, named=named), lines=_LEFT_BREAK)}, '
            f'style="{style}", fillcolor="{FILLS[colour]}", color="{BORDERS[colour]}", '
            f"tooltip={dot_string(_tooltip(assertion))}];"
        )
    if not cluster.members:
        yield f'    "party_{number}" [label="(nothing in dispute)", shape=plaintext, style=""];'
    yield "  }"


def _label(assertion: Assertion, *, named: bool) -> str:
    lines = textwrap.wrap(plain(assertion.text), _LINE_WIDTH) or [""]
    if len(lines) > _MAX_LINES:
        lines = [*lines[: _MAX_LINES - 1], lines[_MAX_LINES - 1][: _LINE_WIDTH - 1] + "…"]
    who = plain(assertion.source.name) if assertion.source else ""
    party = plain(assertion.party or "")
    if named and party and party != who:
        who = f"{who} ({party})" if who else party
    who = f"{who} {stance_prefix(assertion)} this".strip() if stance_prefix(assertion) else who
    for number, line in enumerate(textwrap.wrap(who, _LINE_WIDTH - 2)):
        lines.append(line if number else f"— {line}")
    return "\n".join([*lines, ""])


def _tooltip(assertion: Assertion) -> str:
    words = plain(assertion.quote or assertion.text)
    return words if len(words) <= _MAX_NODE_TOOLTIP else words[: _MAX_NODE_TOOLTIP - 1] + "…"


def _edge(verdict: Verdict, order: Mapping[str, int]) -> str:
    a, b = verdict.a, verdict.b
    if order.get(a.id, 0) > order.get(b.id, 0):
        a, b = b, a
    line = LINES.get(verdict.relation, LINES[Relation.DISTINCT])
    kinds = ", ".join(dict.fromkeys(str(reason.kind) for reason in verdict.reasons)) or line.name
    reasons = "; ".join(
        f"{reason.note} “{excerpt(reason.a)}” / “{excerpt(reason.b)}”" for reason in verdict.reasons
    )
    tooltip = f"{verdict.relation} {verdict.probability:.2f} {reasons}".strip()
    tip = dot_string(tooltip if len(tooltip) <= _MAX_EDGE_TOOLTIP else tooltip[: _MAX_EDGE_TOOLTIP - 1] + "…")
    return (
        f'  "{a.id}" -- "{b.id}" [color="{line.colour}", fontcolor="{line.colour}", style={line.style}, '
        f"tailport=e, headport=w, penwidth={line.width}, label={dot_string(kinds)}, "
        f"tooltip={tip}, labeltooltip={tip}];"
    )


def _rank_lines(accounts: Sequence[Account], drawn: set[str]) -> Iterator[str]:
    """Yield statements that place the assertions of each party in one column."""
    for account in accounts:
        members = [f'"{one.id}"' for one in account if one.id in drawn]
        if len(members) > 1:
            yield f"  {{ rank=same; {'; '.join(members)}; }}"


def _legend(verdicts: Sequence[Verdict], accounts: Sequence[Account], unassigned: int) -> Iterator[str]:
    """Yield one node with a row per line style, per account given, and for the statements of no party."""
    used = {verdict.relation for verdict in verdicts}
    shown = {LINES[one].name: LINES[one] for one in LINES if one in used}
    rows = [
        f'<TR><TD><FONT COLOR="{line.colour}"><B>{line.stroke}</B></FONT></TD>'
        f'<TD ALIGN="LEFT">{dot_html(line.name)}</TD></TR>'
        for line in shown.values()
    ]
    if any(side.stance is not Stance.ASSERTS for verdict in verdicts for side in (verdict.a, verdict.b)):
        rows.append(
            '<TR><TD>╭╌╌╮</TD><TD ALIGN="LEFT">denied, doubted, demanded, predicted or asked</TD></TR>'
        )
    rows += [
        f'<TR><TD BGCOLOR="{FILLS[number % COLOURS]}"><FONT COLOR="{BORDERS[number % COLOURS]}">■</FONT>'
        f'</TD><TD ALIGN="LEFT">{dot_html(account.name)}</TD></TR>'
        for number, account in enumerate(accounts)
    ]
    if unassigned:
        note = not_drawn_note(unassigned)
        rows.append(f'<TR><TD COLSPAN="2" ALIGN="LEFT">{dot_html(note)}</TD></TR>')
    if rows:
        table = f'<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="3">{"".join(rows)}</TABLE>'
        yield f'  legend [shape=plaintext, style="", margin=0, fontsize=12, label=<{table}>];'
