"""Findings as tables: rows of plain scalars, the same columns in the same order whatever was found."""

from collections.abc import Callable, Iterator

from attrs import frozen

from narratives.errors import ExchangeError
from narratives.exchange.record import page_of
from narratives.findings import Findings, Position
from narratives.model import ARTICLE, NO_PARTY, Assertion, Stance
from narratives.verdict import Reason, Verdict

Scalar = str | int | float | None
Row = dict[str, Scalar]
Columns = dict[str, type]
"""Name of a column → the type of what stands in it, where anything does: str, int or float."""

JOINED = " | "
"""What stands between several things in one cell."""


@frozen
class _Table:
    columns: Callable[[Findings], Columns]
    rows: Callable[[Findings], Iterator[Row]]


def columns(findings: Findings, table: str) -> Columns:
    """The columns of a table, in order.

    Raises:
        ExchangeError: there is no such table.
    """
    return _table(table).columns(findings)


def rows(findings: Findings, table: str) -> list[Row]:
    """The rows of a table, each with all of its `columns`.

    Args:
        table: "assertions"; "relations", a party's against itself among them; "disputes"; or "matrix", a row
            a point at issue with two columns a party: the stances it takes ("asserts", "denies", one each
            that differs) and its camp, 1 or 2, 0 where it stands in both, empty where nothing was found.

    The party of the documents' own voice is "(article)", that of speakers of no party "(no party)". A place
    is told by the first character of the first span and the last of the last one; the rows of relations name
    the sides ``a`` and ``b``.

    Raises:
        ExchangeError: there is no such table.
    """
    return list(_table(table).rows(findings))


def unlike(names: list[str]) -> list[str]:
    """The names, each made unlike those before it by a number."""
    taken: set[str] = set()
    shown = []
    for name in names:
        one, number = name, 1
        while one in taken:
            number += 1
            one = f"{name} ({number})"
        taken.add(one)
        shown.append(one)
    return shown


def _table(name: str) -> _Table:
    if name not in _TABLES:
        raise ExchangeError(
            f"table {name!r:.60}: there is none of this name; take one of {', '.join(_TABLES)}"
        )
    return _TABLES[name]


_ASSERTIONS: Columns = {
    "id": str, "party": str, "source": str, "mention": str, "via": str, "cue": str, "stance": str,
    "text": str, "quote": str, "time_start": str, "time_end": str, "document": str, "title": str,
    "outlet": str, "date": str, "page": int, "start": int, "end": int, "answers": str,
}  # fmt: skip


def _assertions(findings: Findings) -> Iterator[Row]:
    documents = {document.id: document for document in findings.documents}
    for account in findings.accounts:
        for one in account:
            document = documents.get(one.document or "")
            source, time = one.source, one.time
            yield {
                "id": one.id,
                "party": NO_PARTY if account.name == ARTICLE and source else account.name,
                "source": source.name if source else None,
                "mention": source.mention if source else None,
                "via": JOINED.join(source.via) if source else None,
                "cue": one.cue,
                "stance": str(one.stance),
                "text": one.text,
                "quote": one.quote,
                "time_start": time.start if time else None,
                "time_end": time.end if time else None,
                "document": one.document,
                "title": document.title if document else None,
                "outlet": document.outlet if document else None,
                "date": document.date if document else None,
                "page": page_of(one, documents),
                "start": one.spans[0].start if one.spans else None,
                "end": one.spans[-1].end if one.spans else None,
                "answers": one.answers,
            }


_RELATIONS: Columns = {
    "relation": str, "probability": float, "a": str, "a_party": str, "a_stance": str, "a_text": str,
    "b": str, "b_party": str, "b_stance": str, "b_text": str, "reasons": str, "a_words": str,
    "b_words": str, "note": str, "judge": str,
}  # fmt: skip


def _relations(findings: Findings) -> Iterator[Row]:
    own = (verdict for one in findings.own for verdict in one.verdicts)
    for verdict in (*findings.verdicts, *own):
        yield {
            "relation": str(verdict.relation),
            "probability": float(verdict.probability),
            **_side("a", verdict.a),
            **_side("b", verdict.b),
            **_reasons(verdict),
            "judge": verdict.judge,
        }


def _side(letter: str, one: Assertion) -> Row:
    return {
        letter: one.id,
        f"{letter}_party": one.party or (NO_PARTY if one.source else ARTICLE),
        f"{letter}_stance": str(one.stance),
        f"{letter}_text": one.text,
    }


def _reasons(verdict: Verdict) -> Row:
    return {
        "reasons": kinds(verdict.reasons),
        "a_words": JOINED.join(reason.a for reason in verdict.reasons),
        "b_words": JOINED.join(reason.b for reason in verdict.reasons),
        "note": JOINED.join(reason.note for reason in verdict.reasons),
    }


def kinds(reasons: tuple[Reason, ...]) -> str:
    """The kinds of the reasons, each once."""
    return JOINED.join(dict.fromkeys(str(reason.kind) for reason in reasons))


_DISPUTES: Columns = {
    "number": int, "label": str, "strength": float, "assertions": int, "parties": str, "reasons": str,
}  # fmt: skip


def _disputes(findings: Findings) -> Iterator[Row]:
    for number, dispute in enumerate(findings.disputes, start=1):
        yield {
            "number": number,
            "label": dispute.label,
            "strength": float(dispute.probability),
            "assertions": len(dispute.assertions),
            "parties": JOINED.join(dispute.sides),
            "reasons": kinds(dispute.reasons),
        }


_MATRIX: Columns = {"number": int, "label": str, "strength": float}


def _matrix_columns(findings: Findings) -> Columns:
    return _MATRIX | {
        column: kind
        for stance, camp in _party_columns(findings).values()
        for column, kind in ((stance, str), (camp, int))
    }


def _party_columns(findings: Findings) -> dict[str, tuple[str, str]]:
    """Party → its two columns; a name that is taken already is given a number."""
    taken = {name.casefold() for name in _MATRIX}
    found = {}
    for account in findings.accounts:
        name, number = account.name, 1
        while taken & {name.casefold(), _camp(name).casefold()}:
            number += 1
            name = f"{account.name} ({number})"
        taken |= {name.casefold(), _camp(name).casefold()}
        found[account.name] = (name, _camp(name))
    return found


def _camp(name: str) -> str:
    return f"{name}: camp"


def _matrix(findings: Findings) -> Iterator[Row]:
    names = _party_columns(findings)
    for number, (dispute, positions) in enumerate(findings.matrix, start=1):
        row: Row = {"number": number, "label": dispute.label, "strength": float(dispute.probability)}
        for position in positions:
            stance, camp = names[position.party]
            row[stance] = _stances(position)
            row[camp] = position.camp if position.assertions else None
        yield row


def _stances(position: Position) -> str | None:
    taken = {assertion.stance for assertion in position.assertions}
    return JOINED.join(str(stance) for stance in Stance if stance in taken) or None


_TABLES = {
    "assertions": _Table(lambda _: dict(_ASSERTIONS), _assertions),
    "relations": _Table(lambda _: dict(_RELATIONS), _relations),
    "disputes": _Table(lambda _: dict(_DISPUTES), _disputes),
    "matrix": _Table(_matrix_columns, _matrix),
}
TABLES = tuple(_TABLES)
"""Names of the tables."""
