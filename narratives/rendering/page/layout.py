"""Where the cards of the graph stand: a column a party, a band a point at issue."""

import textwrap
from collections.abc import Iterable, Iterator

from attrs import frozen

from narratives.findings import Findings
from narratives.harmless import plain
from narratives.model import Assertion
from narratives.rendering.palette import stance_prefix
from narratives.verdict import CONFLICTS, Verdict

WIDTH = 250
_LETTERS = 36
_LINE = 15
_PADDING = 20
_BETWEEN_COLUMNS = 140
_BETWEEN_CARDS = 22
_BETWEEN_BANDS = 64
_MOST_LINES = 9


@frozen(kw_only=True)
class Card:
    """An assertion of a party as a card; x and y are its middle, in pixels."""

    assertion: Assertion
    column: int
    party: int
    lines: tuple[str, ...]
    x: float
    y: float
    height: float


@frozen(kw_only=True)
class Band:
    """Title of the cards below it; x is its left end, or the middle of a party's, y its middle."""

    title: str
    x: float
    y: float
    party: int = 0


@frozen(kw_only=True)
class Layout:
    """The cards of every assertion that is in a relation, and what is written over them."""

    cards: tuple[Card, ...]
    bands: tuple[Band, ...]
    columns: tuple[Band, ...]


def layout(findings: Findings) -> Layout:
    """Place the assertions that are in a relation; each once, in the first band that it belongs to.

    Cost: linear in assertions and verdicts.
    """
    own = [verdict for one in findings.own for verdict in one.contradictions]
    related = {side.id for verdict in (*findings.verdicts, *own) for side in (verdict.a, verdict.b)}
    shown = [n for n, account in enumerate(findings.accounts) if any(one.id in related for one in account)]
    column_of = {a.id: place for place, number in enumerate(shown) for a in findings.accounts[number]}
    cards: list[Card] = []
    bands: list[Band] = []
    placed: set[str] = set()
    top = float(_BETWEEN_BANDS)
    for title, verdicts in _bands(findings):
        new = [one for one in _sides(verdicts) if one.id not in placed and one.id in column_of]
        if not new:
            continue
        placed |= {one.id for one in new}
        bands.append(Band(title=title, x=-WIDTH / 2, y=top))
        ends = [top + _BETWEEN_CARDS] * len(shown)
        for assertion in new:
            column = column_of[assertion.id]
            lines = _lines(assertion)
            height = len(lines) * _LINE + _PADDING
            cards.append(
                Card(
                    assertion=assertion,
                    column=column,
                    party=shown[column],
                    lines=lines,
                    x=column * (WIDTH + _BETWEEN_COLUMNS),
                    y=ends[column] + height / 2,
                    height=height,
                )
            )
            ends[column] += height + _BETWEEN_CARDS
        top = max(ends) + _BETWEEN_BANDS - _BETWEEN_CARDS
    columns = tuple(
        Band(
            title=plain(findings.accounts[number].name),
            x=place * (WIDTH + _BETWEEN_COLUMNS),
            y=0,
            party=number,
        )
        for place, number in enumerate(shown)
    )
    return Layout(cards=tuple(cards), bands=tuple(bands), columns=columns)


def _bands(findings: Findings) -> Iterator[tuple[str, Iterable[Verdict]]]:
    for number, dispute in enumerate(findings.disputes, start=1):
        yield f"{number}. {plain(dispute.label)}", dispute.verdicts
    gathered = {verdict for dispute in findings.disputes for verdict in dispute.verdicts}
    yield (
        "Other conflicts",
        [one for one in findings.verdicts if one.relation in CONFLICTS and one not in gathered],
    )
    yield "Common ground", [agreement.verdict for agreement in findings.agreements]
    yield "Looks opposed, is not", findings.distinct
    yield "Against itself", [verdict for one in findings.own for verdict in one.contradictions]


def _sides(verdicts: Iterable[Verdict]) -> list[Assertion]:
    return list({side.id: side for verdict in verdicts for side in (verdict.a, verdict.b)}.values())


def _lines(assertion: Assertion) -> tuple[str, ...]:
    stance = stance_prefix(assertion)
    text = plain(assertion.text)
    lines = textwrap.wrap(f"{stance}: {text}" if stance else text, _LETTERS) or [""]
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1][: _LETTERS - 1] + "…"]
    if assertion.source is not None:
        lines.append("— " + textwrap.shorten(plain(assertion.source.name), _LETTERS - 2, placeholder="…"))
    return tuple(lines)
