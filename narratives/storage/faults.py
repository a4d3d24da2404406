"""The errors of the databases as `StorageError`: the place, the reason and the remedy on one line."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError

from narratives.errors import StorageError

_ALTERED = "the store is damaged or was altered; take a copy of it that is whole"

_BY_SQLSTATE = {
    "55P03": "is in use by another program, which took too long; try again",
    "53100": "no space is left on the server's disk; free some, nothing was written",
    "25006": "cannot be written, only read; use an account that may write",
    "42501": "the account lacks a permission; use one that may read and write the tables",
}
"""SQLSTATE of PostgreSQL → reason and remedy."""

_BY_SQLITE_CODE = {
    sqlite3.SQLITE_BUSY: "is in use by another program, which took too long; try again",
    sqlite3.SQLITE_LOCKED: "is in use by another program, which took too long; try again",
    sqlite3.SQLITE_READONLY: "cannot be written, only read; change its permissions, or take a copy",
    sqlite3.SQLITE_FULL: "no space is left on the disk; free some, nothing was written",
    sqlite3.SQLITE_IOERR: "the disk reports an error; check it, and take a copy of the store",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check the permissions of the file and its folder",
    sqlite3.SQLITE_NOTADB: "is not a SQLite file, or is damaged; take a copy that is whole",
    sqlite3.SQLITE_CORRUPT: _ALTERED,
    sqlite3.SQLITE_TOOBIG: "a value is larger than a store holds; split the document",
}
"""Primary result code of SQLite → reason and remedy."""


@contextmanager
def storage_errors(place: str) -> Iterator[None]:
    """Raise the errors of the database as `StorageError`.

    Raises:
        StorageError: the database cannot be reached, read or written, or is not as it was written.
    """
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StorageError(f"{place}: {_explained(error)}") from error
    except UnicodeEncodeError as error:
        raise StorageError(
            f"{place}: a text has a lone surrogate (U+{ord(error.object[error.start]):04X}), which no "
            "database holds; replace it"
        ) from error


def _explained(error: Exception) -> str:
    original = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(original, "sqlite_errorcode", None)
    state = getattr(original, "sqlstate", None)
    known = _BY_SQLITE_CODE.get(code & 0xFF) if isinstance(code, int) else _BY_SQLSTATE.get(str(state))
    message = " ".join(str(original).split())[:300]
    if known:
        return known if known is not _ALTERED else f"{message}: {known}"
    if isinstance(original, sqlite3.Error):
        return f"{message}: {_ALTERED}"
    if state is None and isinstance(error, OperationalError | InterfaceError):
        return f"cannot be reached: {message}; check the address, and that the server runs"
    return f"{message}: the database refuses this; check that the tables were not altered"
