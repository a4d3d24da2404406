"""Findings as tables: rows of plain scalars, the same columns in the same order whatever was found."""

from collections.abc import Callable, Iterator

from attrs import frozen

from narratives.decisions import Decision
from narratives.errors import ExchangeError
from narratives.exchange.record import page_of
from narratives.findings import Findings, Position, Voice
from narratives.model import ARTICLE, NO_PARTY, Account, Assertion, Stance
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
        table: "assertions", those of no party last; "relations", a party's against itself among them;
            "disputes"; "matrix", a row a point at issue with two columns a party: the stances it takes
            ("asserts", "denies", one each that differs) and its camp, 1 or 2, 0 where it stands in both,
            empty where nothing was found; "speakers", with the party of each and why; or "decisions", what
            people decided and what the machine had said.

    The party of the documents' own voice is "(article)", that of speakers of no party "(no party)". A place
    is told by the first character of the first span and the last of the last one; ``also`` has the ids of
    the other documents that report the statement. The rows of relations name the sides ``a`` and ``b``.

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
    "also": str,
}  # fmt: skip


def _assertions(findings: Findings) -> Iterator[Row]:
    documents = {document.id: document for document in findings.documents}
    groups: tuple[Account | Voice, ...] = (*findings.accounts, *findings.voices)
    for group in groups:
        for one in group.assertions:
            document = documents.get(one.document or "")
            source, time = one.source, one.time
            yield {
                "id": one.id,
                "party": one.party or (NO_PARTY if source else ARTICLE),
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
                "also": JOINED.join(one.documents[1:]) or None,
            }


_SPEAKERS: Columns = {
    "speaker": str, "party": str, "statements": int, "why": str, "suggestion": str, "suggestion_why": str,
}  # fmt: skip


def _speakers(findings: Findings) -> Iterator[Row]:
    for one in findings.speakers:
        yield {
            "speaker": one.name,
            "party": one.party or NO_PARTY,
            "statements": one.statements,
            "why": one.why or None,
            "suggestion": one.suggestion.party if one.suggestion else None,
            "suggestion_why": one.suggestion.why if one.suggestion else None,
        }


_DECISIONS: Columns = {
    "on": str, "mark": str, "value": str, "by": str, "at": str, "note": str, "state": str, "machine": str,
    "text": str, "other_text": str,
}  # fmt: skip


def _decisions(findings: Findings) -> Iterator[Row]:
    for review in findings.reviews:
        state = "open" if review.open else "applied"
        for decision in review.decisions:
            yield _decision(decision, state) | _machine(review.before)
    for one in findings.unmatched:
        texts = [key.text for key in one.decision.statements]
        yield _decision(one.decision, f"not applied: {one.why}") | {
            "machine": None,
            "text": texts[0] if texts else one.decision.name or None,
            "other_text": texts[1] if len(texts) > 1 else None,
        }


def _decision(decision: Decision, state: str) -> Row:
    return {
        "on": str(decision.on),
        "mark": str(decision.mark),
        "value": decision.value or None,
        "by": decision.by or None,
        "at": decision.at or None,
        "note": decision.note or None,
        "state": state,
    }


def _machine(before: Assertion | Verdict | None) -> Row:
    """What the machine said, in the columns of decisions."""
    if isinstance(before, Assertion):
        return {"machine": None, "text": before.text, "other_text": None}
    if before is None:
        return {"machine": None, "text": None, "other_text": None}
    told = f"{before.relation} {before.probability:.2f}"
    return {"machine": told, "text": before.a.text, "other_text": before.b.text}


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
    "speakers": _Table(lambda _: dict(_SPEAKERS), _speakers),
    "decisions": _Table(lambda _: dict(_DECISIONS), _decisions),
}
TABLES = tuple(_TABLES)
"""Names of the tables."""
