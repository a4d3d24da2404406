"""Connections and transactions of SQLite and PostgreSQL."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen
from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError

from narratives.errors import StorageError
from narratives.storage.faults import storage_errors
from narratives.storage.location import check_scheme, sqlite_uri

MAX_VALUE_BYTES = 128 * 2**20
"""The largest text or blob that is written to or read from a SQLite file."""

_LOCK = 0x6E617272
"""Number of the advisory lock that one PostgreSQL transaction at a time holds while it writes."""

_MIN_SQLITE = (3, 37)
"""The first version with STRICT tables."""

_WRITES = "narratives_writes"


@frozen(kw_only=True)
class Database:
    """A database with the place that errors name.

    Attributes:
        place: file name, or URL without password and options.
        wait_s: how long a transaction waits for others that write.
    """

    engine: Engine
    place: str
    wait_s: float

    @property
    def is_postgres(self) -> bool:
        """True for PostgreSQL, False for SQLite."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read in one transaction, which sees the store as it was at its first statement."""
        with storage_errors(self.place):
            options = {"isolation_level": "REPEATABLE READ"} if self.is_postgres else {}
            with self.engine.connect().execution_options(**options) as connection, connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write in one transaction, which is committed at the end and rolled back after an error.

        One transaction at a time writes: the others wait up to ``wait_s``.
        """
        with storage_errors(self.place):
            options = {_WRITES: True}
            with self.engine.connect().execution_options(**options) as connection, connection.begin():
                if self.is_postgres:
                    connection.execute(text(f"SET LOCAL lock_timeout = {max(1, int(self.wait_s * 1000))}"))
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                yield connection

    def let_readers_read(self) -> None:
        """Set the mode WAL of a SQLite file, which lets readers read while one process writes."""
        if self.is_postgres:
            return
        with storage_errors(self.place), self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA journal_mode = WAL")


def sqlite_database(file: Path, *, create: bool, wait_s: float) -> Database:
    """Return the database of a SQLite file; no connection is made yet.

    Raises:
        StorageError: the SQLite library of this Python is too old.
    """
    if sqlite3.sqlite_version_info < _MIN_SQLITE:
        raise StorageError(
            f"{file}: a store needs SQLite 3.37 or newer, and this Python has {sqlite3.sqlite_version}; "
            "use a newer Python"
        )
    engine = create_engine(
        "sqlite://", creator=_connector(sqlite_uri(file, create=create), wait_s), poolclass=QueuePool
    )
    event.listen(engine, "begin", _begin)
    return Database(engine=engine, place=str(file), wait_s=wait_s)


def _connector(uri: str, wait_s: float) -> Callable[[], sqlite3.Connection]:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            uri, uri=True, timeout=wait_s, isolation_level=None, check_same_thread=False
        )
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES)
        for pragma in ("foreign_keys = ON", "trusted_schema = OFF", "cell_size_check = ON"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    return connect


def _begin(connection: Connection) -> None:
    """Begin a SQLite transaction; one that writes takes the lock at once, so that it never fails later."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def postgres_database(url: str, *, wait_s: float) -> Database:
    """Return the database of a PostgreSQL URL; no connection is made yet.

    Raises:
        StorageError: the URL is invalid or of another scheme, or the driver is not installed.
    """
    check_scheme(url)
    try:
        address = make_url(url).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as error:
        raise StorageError("the URL is invalid; give postgresql://user@host/database") from error
    place = URL.create(
        "postgresql", address.username, host=address.host, port=address.port, database=address.database
    ).render_as_string()
    arguments: dict[str, Any] = {}
    if "connect_timeout" not in address.query:
        arguments["connect_timeout"] = max(2, int(wait_s))
    try:
        engine = create_engine(address, connect_args=arguments, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise StorageError(
            f"{place}: PostgreSQL needs a driver; install it with: pip install 'narratives[postgres]'"
        ) from error
    return Database(engine=engine, place=place, wait_s=wait_s)
