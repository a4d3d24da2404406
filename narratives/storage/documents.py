"""Documents and their attributions in the tables."""

import hashlib
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, case, delete, func, select

from narratives.attribution import Attribution
from narratives.errors import StorageError
from narratives.model import Document
from narratives.storage import records, schema
from narratives.storage.statements import add_words, insertion, listed, parts, remove_words


def read_documents(connection: Connection, *, place: str) -> tuple[Document, ...]:
    """Return the documents ordered by date, outlet, title and id."""
    columns = schema.documents.c
    rows = connection.execute(
        select(
            columns.id, columns.title, columns.outlet, columns.date, columns.address, columns.sha256,
            columns.text, columns.blocks, columns.pages,
        )
    )  # fmt: skip
    found = records.decoded(rows, records.document_from, place=f"{place}: document")
    return tuple(sorted(found, key=lambda one: (one.date, one.outlet, one.title, one.id)))


def add_document(connection: Connection, row: records.Row, *, place: str) -> bool:
    """Add the row of a document; return False if it is there already.

    Raises:
        StorageError: another text has the same id, which is the beginning of its checksum.
    """
    columns = schema.documents.c
    known = connection.scalar(select(columns.sha256).where(columns.id == row["id"]))
    if known is not None and known != row["sha256"]:
        raise StorageError(
            f"{place}: document {row['id']}: another text in the store has this id; remove one of the two"
        )
    if known is not None:
        return False
    connection.execute(schema.documents.insert(), row)
    return True


def remove_document(connection: Connection, document: str) -> bool:
    """Remove a document and all that depends on it; return False if there is none."""
    assertions = schema.assertions.c
    texts = connection.scalars(select(assertions.text).where(assertions.document == document)).all()
    _remove_vectors(connection, texts)
    remove_words(connection, document)
    found = connection.execute(delete(schema.documents).where(schema.documents.c.id == document)).rowcount
    return bool(found)


def read_attributions(connection: Connection, key: str, *, place: str) -> dict[str, Attribution]:
    """Return the attributions made under the settings with the fingerprint, by id of the document."""
    readings, columns = schema.readings.c, schema.assertions.c
    lengths = {row.id: row.length for row in connection.execute(_text_lengths())}
    rows = connection.execute(
        select(schema.assertions)
        .join(schema.readings, readings.document == columns.document)
        .where(readings.key == key)
        .order_by(columns.document, columns.position)
    )
    made = records.decoded(
        rows, lambda row: records.assertion_from(row, lengths), place=f"{place}: assertion"
    )
    by_document = {document: list(own) for document, own in groupby(made, lambda one: one.document)}
    heads = connection.execute(
        select(readings.document, readings.suggestions, readings.assigned, readings.warnings)
        .where(readings.key == key)
        .order_by(readings.document)
    )
    return dict(
        records.decoded(
            heads,
            lambda row: (row[0], records.attribution_from(row, by_document.get(row[0], ()))),
            place=f"{place}: attribution",
        )
    )


def put_attribution(
    connection: Connection, document: str, key: str, attribution: Attribution, *, place: str
) -> None:
    """Replace the attribution of a document. Assertions that stay keep their verdicts."""
    rows = records.assertion_rows(document, attribution.assertions, place=place)
    reading = records.reading_row(document, key, attribution, place=place)
    columns = schema.assertions.c
    kept = {row["id"] for row in rows}
    present = connection.execute(select(columns.id, columns.text).where(columns.document == document)).all()
    dropped = [row for row in present if row.id not in kept]
    remove_words(connection, document)
    _remove_vectors(connection, [row.text for row in dropped])
    for part in parts(row.id for row in dropped):
        names = select(listed(connection, part).c.value)
        connection.execute(delete(schema.assertions).where(columns.id.in_(names)))
    if rows:
        statement = insertion(connection, schema.assertions)
        changing = {name: statement.excluded[name] for name in rows[0] if name != "id"}
        connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changing), rows)
    add_words(connection, document)
    connection.execute(delete(schema.readings).where(schema.readings.c.document == document))
    connection.execute(schema.readings.insert(), reading)


def among(connection: Connection, column: Any, values: Iterable[str]) -> list[str]:
    """Return those of the values that the column has, sorted."""
    found: list[str] = []
    for part in parts(values):
        found += connection.scalars(
            select(column).where(column.in_(select(listed(connection, part).c.value)))
        )
    return sorted(found)


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal, under which its vectors are kept."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _text_lengths() -> Any:
    columns = schema.documents.c
    return select(columns.id, case((columns.text.is_not(None), func.length(columns.text))).label("length"))


def _remove_vectors(connection: Connection, texts: Iterable[str]) -> None:
    for part in parts(map(text_digest, texts)):
        digests = select(listed(connection, part).c.value)
        connection.execute(delete(schema.vectors).where(schema.vectors.c.text_sha256.in_(digests)))
