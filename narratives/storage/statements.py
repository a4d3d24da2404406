"""SQL that SQLite and PostgreSQL write differently: lists of values as tables, insertions, word search."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Connection,
    FromClause,
    Integer,
    Table,
    Text,
    TextClause,
    bindparam,
    cast,
    func,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite

from narratives.storage import schema

_MAX_LISTED = 20_000
"""Values that are given to one query."""

_MAX_WORDS = 50
"""Words of a search."""

_WORD = re.compile(r"\w+")


def parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield the values in lists short enough for one query."""
    iterator = iter(values)
    while part := list(islice(iterator, _MAX_LISTED)):
        yield part


def listed(connection: Connection, values: Sequence[str]) -> FromClause:
    """Return a table with the column ``value``."""
    if connection.dialect.name == "postgresql":
        return (
            func.unnest(cast(bindparam(None, list(values)), ARRAY(Text)))
            .table_valued("value")
            .render_derived()
        )
    return func.json_each(json.dumps(values)).table_valued("value")


def listed_pairs(connection: Connection, pairs: Sequence[tuple[int, int]]) -> FromClause:
    """Return a table with the columns ``a`` and ``b``."""
    if connection.dialect.name == "postgresql":
        sides = [cast(bindparam(None, [pair[side] for pair in pairs]), ARRAY(BigInteger)) for side in (0, 1)]
        return func.unnest(*sides).table_valued("a", "b").render_derived()
    each = func.json_each(json.dumps(pairs)).table_valued("value")
    columns = [
        cast(func.json_extract(each.c.value, f"$[{side}]"), Integer).label(name)
        for side, name in enumerate(("a", "b"))
    ]
    return select(*columns).subquery()


def insertion(connection: Connection, table: Table) -> "postgresql.Insert | sqlite.Insert":
    """Return an INSERT that can say what happens to rows that are there already."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def remove_words(connection: Connection, document: str) -> None:
    """Take the assertions of a document out of the index of words, before they are changed."""
    if connection.dialect.name != "postgresql":
        statement = (
            "INSERT INTO assertion_words(assertion_words, rowid, text, quote) "
            "SELECT 'delete', number, text, quote FROM assertions WHERE document = :document"
        )
        connection.execute(text(statement), {"document": document})


def add_words(connection: Connection, document: str) -> None:
    """Put the assertions of a document into the index of words. PostgreSQL computes it from the columns."""
    if connection.dialect.name != "postgresql":
        statement = (
            "INSERT INTO assertion_words(rowid, text, quote) "
            "SELECT number, text, quote FROM assertions WHERE document = :document"
        )
        connection.execute(text(statement), {"document": document})


def word_search(connection: Connection, words: str, limit: int) -> TextClause | None:
    """Return a query for the ids of the assertions with all the words, best first; None without words."""
    wanted = _WORD.findall(words)[:_MAX_WORDS]
    if not wanted:
        return None
    if connection.dialect.name == "postgresql":
        folded = schema.FOLDED.format(":words")
        found = (
            "SELECT id FROM assertions, "  # noqa: S608
            f"plainto_tsquery('narratives_words', {folded}) query "
            "WHERE words @@ query ORDER BY -ts_rank(words, query)"
        )
        given = " ".join(wanted)
    else:
        found = (
            "SELECT id FROM assertion_words JOIN assertions ON number = assertion_words.rowid "
            "WHERE assertion_words MATCH :words ORDER BY bm25(assertion_words)"
        )
        given = " ".join(f'"{word}"' for word in wanted)
    return text(f"{found}, id LIMIT :limit").bindparams(words=given, limit=limit)
