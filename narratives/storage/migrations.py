"""Versions of the tables, and the steps from each version to the next.

The steps are a list of functions that run in one transaction, so that a store has either the old version or
the new one. A framework such as Alembic is not used. It adds a table and a folder of scripts, so that the
developers of an application can branch and generate migrations; here each release has all steps in one order.
"""

from collections.abc import Callable

from sqlalchemy import Connection, inspect, select, text

from narratives.errors import StorageError
from narratives.storage import schema
from narratives.storage.engine import Database

Step = Callable[[Connection], None]


def _add_vectors(connection: Connection) -> None:
    """Version 1 had no table of vectors."""
    if connection.dialect.name == "postgresql":
        statement = (
            "CREATE TABLE vectors (model TEXT NOT NULL, text_sha256 TEXT NOT NULL, vector BYTEA NOT NULL, "
            "PRIMARY KEY (model, text_sha256))"
        )
    else:
        statement = (
            "CREATE TABLE vectors (model TEXT NOT NULL, text_sha256 TEXT NOT NULL, vector BLOB NOT NULL, "
            "PRIMARY KEY (model, text_sha256)) STRICT"
        )
    connection.exec_driver_sql(statement)


def _add_unresolved(connection: Connection) -> None:
    """Version 2 did not keep the words of an assertion that are not resolved."""
    connection.exec_driver_sql("ALTER TABLE assertions ADD COLUMN unresolved TEXT")


STEPS: tuple[Step, ...] = (_add_vectors, _add_unresolved)
"""The step at index 0 leads from version 1 to version 2, and so on. A released step never changes."""


def prepare(database: Database, *, create: bool) -> None:
    """Create the tables if there are none and ``create`` is True, and bring an older version up to date.

    Raises:
        StorageError: the database holds no store, another kind of tables, or a newer version.
    """
    with database.reading() as connection:
        version = _version(connection, database.place)
        if version == schema.VERSION:
            _check_tables(connection, database.place)
            return
    if version is None and not create:
        raise StorageError(f"{database.place}: no store is in it; check the name, or have the store created")
    database.let_readers_read()
    with database.writing() as connection:
        version = _version(connection, database.place)
        if version is None:
            _check_encoding(connection, database.place)
            schema.create(connection)
            return
        for step in STEPS[version - 1 :]:
            step(connection)
        connection.execute(schema.store.update().values(version=schema.VERSION))
        _check_tables(connection, database.place)


def _version(connection: Connection, place: str) -> int | None:
    """Return the version of the store, or None if there are no tables.

    Raises:
        StorageError: the tables are others, the format is another, or the version is newer than this program.
    """
    names = inspect(connection).get_table_names()
    if schema.store.name not in names:
        if names and connection.dialect.name != "postgresql":
            raise StorageError(
                f"{place}: is a SQLite file of another kind (table {min(names)!r:.40}); give another name"
            )
        return None
    rows = connection.execute(select(schema.store.c.format, schema.store.c.version)).all()
    if len(rows) != 1 or rows[0].format != schema.FORMAT:
        raise StorageError(
            f"{place}: its table 'store' is not of the format {schema.FORMAT!r}; give another name"
        )
    version = rows[0].version
    if not isinstance(version, int) or version < 1:
        raise StorageError(
            f"{place}: has the version {version!r:.40}, which there never was; take a copy of it"
        )
    if version > schema.VERSION:
        raise StorageError(
            f"{place}: has version {version}; this program reads up to {schema.VERSION}; update narratives"
        )
    return version


def _check_encoding(connection: Connection, place: str) -> None:
    """Refuse a PostgreSQL database that does not hold every text.

    Raises:
        StorageError: its encoding is not UTF-8.
    """
    if connection.dialect.name == "postgresql":
        encoding = connection.scalar(text("SHOW server_encoding"))
        if encoding != "UTF8":
            raise StorageError(
                f"{place}: has the encoding {encoding}; create the database with ENCODING 'UTF8'"
            )


def _check_tables(connection: Connection, place: str) -> None:
    """Refuse a store without one of its tables, or with a trigger, which writing would run.

    Raises:
        StorageError: a table is missing or is a view, or there is a trigger.
    """
    missing = [name for name in schema.table_names() if name not in inspect(connection).get_table_names()]
    if missing:
        raise StorageError(f"{place}: its table {missing[0]!r} is missing; take a copy that is whole")
    if connection.dialect.name == "postgresql":
        return
    found = connection.scalar(text("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"))
    if found is not None:
        raise StorageError(f"{place}: a store has no trigger, and writing would run {found!r:.60}; drop it")
