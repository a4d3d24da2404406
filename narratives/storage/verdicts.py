"""Verdicts in the tables. Assertions and judges are numbered there, which keeps the rows small."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from narratives.errors import StorageError
from narratives.storage import records, schema
from narratives.storage.statements import insertion, listed, listed_pairs, parts
from narratives.storage.values import Pair, StoredVerdict


def read_verdicts(
    connection: Connection, judge: str, pairs: Iterable[Pair], *, place: str
) -> dict[Pair, StoredVerdict]:
    """Return the known verdicts of a judge on the pairs, in their order."""
    wanted = dict.fromkeys(pairs)
    number = _judge_number(connection, judge)
    if number is None:
        return {}
    sides = _numbers(connection, wanted)
    names = {number: (key, document) for key, (number, document) in sides.items()}
    columns = schema.verdicts.c
    found: dict[Pair, StoredVerdict] = {}
    for part in parts((sides[a][0], sides[b][0]) for a, b in wanted if a in sides and b in sides):
        these = listed_pairs(connection, part)
        rows = connection.execute(
            select(
                columns.a, columns.b, columns.relation, columns.probability, columns.contradiction,
                columns.reasons,
            )
            .select_from(these)
            .join(schema.verdicts, (columns.a == these.c.a) & (columns.b == these.c.b))
            .where(columns.judge == number)
        ).all()  # fmt: skip
        read = records.decoded(rows, lambda row: records.verdict_from(row, names), place=f"{place}: verdict")
        found |= {(one.a, one.b): one for one in read}
    return {pair: found[pair] for pair in wanted if pair in found}


def add_verdicts(
    connection: Connection, judge: str, given: Iterable[tuple[StoredVerdict, records.Row]], *, place: str
) -> int:
    """Add verdicts, given with their rows; return the number of new ones.

    Those on known pairs, and on assertions that are not there, are left out.

    Raises:
        StorageError: a reason has a place in another document than that of its assertion.
    """
    kept = list(given)
    sides = _numbers(connection, ((one.a, one.b) for one, _ in kept))
    kept = [(one, row) for one, row in kept if one.a in sides and one.b in sides]
    if not kept:
        return 0
    for one, _ in kept:
        _check_places(one, sides[one.a][1], sides[one.b][1], place=place)
    connection.execute(insertion(connection, schema.judges).on_conflict_do_nothing(), {"name": judge})
    number = _judge_number(connection, judge)
    numbered = {(sides[one.a][0], sides[one.b][0]): row for one, row in reversed(kept)}
    known = _known(connection, number, numbered)
    rows = [
        {"a": pair[0], "b": pair[1], "judge": number, **row}
        for pair, row in numbered.items()
        if pair not in known
    ]
    if rows:
        connection.execute(schema.verdicts.insert(), rows)
    return len(rows)


def _check_places(verdict: StoredVerdict, a: str, b: str, *, place: str) -> None:
    """Refuse places in other documents than those of the assertions, since their documents are not stored."""
    for reason in verdict.reasons:
        for document, spans in ((a, reason.a_spans), (b, reason.b_spans)):
            for span in spans:
                if span.document != document:
                    raise StorageError(
                        f"{place}: verdict on {verdict.a} and {verdict.b}: a reason has a place in document "
                        f"{span.document!r}; give places in {document!r}"
                    )


def _known(
    connection: Connection, judge: int | None, pairs: Iterable[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Return the pairs of numbers on which there is a verdict of the judge."""
    columns = schema.verdicts.c
    found: set[tuple[int, int]] = set()
    for part in parts(pairs):
        these = listed_pairs(connection, part)
        rows = connection.execute(
            select(columns.a, columns.b)
            .select_from(these)
            .join(schema.verdicts, (columns.a == these.c.a) & (columns.b == these.c.b))
            .where(columns.judge == judge)
        )
        found |= {(a, b) for a, b in rows}
    return found


def _judge_number(connection: Connection, judge: str) -> int | None:
    found: int | None = connection.scalar(select(schema.judges.c.number).where(schema.judges.c.name == judge))
    return found


def _numbers(connection: Connection, pairs: Iterable[Pair]) -> dict[str, tuple[int, str]]:
    """Return, by id of an assertion in one of the pairs, its number and the id of its document."""
    columns = schema.assertions.c
    found: dict[str, tuple[int, str]] = {}
    documents: dict[str, str] = {}
    for part in parts(sorted({side for pair in pairs for side in pair})):
        rows = connection.execute(
            select(columns.id, columns.number, columns.document).where(
                columns.id.in_(select(listed(connection, part).c.value))
            )
        )
        for key, number, document in rows:
            found[key] = (number, documents.setdefault(document, document))
    return found
