"""Export of the graph to Mermaid, for Markdown pages."""

from collections.abc import Iterator, Sequence

from narratives.harmless import plain
from narratives.model import Account, Assertion, Stance
from narratives.rendering.escaping import mermaid_string
from narratives.rendering.notices import not_drawn_note
from narratives.rendering.palette import BORDERS, COLOURS, FILLS, LINES, stance_prefix
from narratives.verdict import Relation, Verdict

_MAX_TEXT = 220
_LINKS = {"solid": "---", "dashed": "-.-", "bold": "===", "dotted": "-.-"}


def mermaid(
    accounts: Sequence[Account],
    verdicts: Sequence[Verdict],
    *,
    everything: bool = False,
    unassigned: int = 0,
) -> str:
    """Return a flowchart: a subgraph per party, a node per assertion, a link per relation.

    A link shows the kinds of its reasons. Assertions in no relation are left out unless ``everything`` is
    set. Texts of more than 220 characters are shortened. The same values give the same bytes.

    Args:
        unassigned: number of statements of no party, which are not drawn; a node gives it.
    """
    related = {side.id for verdict in verdicts for side in (verdict.a, verdict.b)}
    text = ["flowchart LR"]
    drawn: set[str] = set()
    for number, account in enumerate(accounts):
        shown = [one for one in account if everything or one.id in related]
        drawn |= {one.id for one in shown}
        text += _subgraph(number, account.name, shown)
    links = [verdict for verdict in verdicts if verdict.a.id in drawn and verdict.b.id in drawn]
    for number, verdict in enumerate(links):
        line = LINES.get(verdict.relation, LINES[Relation.DISTINCT])
        kinds = ", ".join(dict.fromkeys(str(reason.kind) for reason in verdict.reasons)) or line.name
        text.append(f"  a{verdict.a.id} {_LINKS[line.style]}|{mermaid_string(kinds)}| a{verdict.b.id}")
        text.append(
            f"  linkStyle {number} stroke:{line.colour},stroke-width:{line.width}px,color:{line.colour}"
        )
    if unassigned:
        text.append(f"  unassigned[{mermaid_string(not_drawn_note(unassigned))}]")
        text.append("  style unassigned fill:none,stroke:none")
    return "\n".join(text) + "\n"


def _subgraph(number: int, name: str, shown: Sequence[Assertion]) -> Iterator[str]:
    fill, border = FILLS[number % COLOURS], BORDERS[number % COLOURS]
    yield f"  subgraph p{number}[{mermaid_string(name)}]"
    for assertion in shown:
        yield f"    a{assertion.id}[{mermaid_string(_label(assertion))}]"
        dashes = "" if assertion.stance is Stance.ASSERTS else ",stroke-dasharray:5 4"
        yield f"    style a{assertion.id} fill:{fill},stroke:{border},color:#1b1f24{dashes}"
    if not shown:
        yield f'    none{number}["(nothing in dispute)"]'
    yield "  end"
    yield f"  style p{number} fill:none,stroke:{border},color:{border}"


def _label(assertion: Assertion) -> str:
    text = plain(assertion.text)
    text = text if len(text) <= _MAX_TEXT else text[: _MAX_TEXT - 1] + "…"
    stance = stance_prefix(assertion)
    who = f"\n— {plain(assertion.source.name)}" if assertion.source else ""
    return (f"{stance}: " if stance else "") + text + who
