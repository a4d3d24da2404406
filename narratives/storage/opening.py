"""Open a store."""

from pathlib import Path
from typing import TYPE_CHECKING

from narratives.storage.location import check_file, is_store, is_url

if TYPE_CHECKING:
    from narratives.storage.store import Store

WAIT_S = 30.0
"""How long a write waits for those of other processes unless another time is given."""


def open_store(location: Path | str, create: bool = False, *, wait_s: float = WAIT_S) -> "Store":  # noqa: FBT001, FBT002
    """Open a store, and bring the tables of an older version up to date.

    Args:
        location: name of a SQLite file, or the URL of a PostgreSQL database (``postgresql://user@host/name``).
        create: create the store if there is none. A database of PostgreSQL must exist.
        wait_s: how long a write waits for those of other processes, in seconds.

    Raises:
        StorageError: there is no store, or something else; it is of a newer version; it is locked or cannot
            be read; the folder of a new one does not exist; the URL or its scheme is unknown; the driver is
            not installed.
    """
    if not is_url(location):
        check_file(Path(location), create=create)
    from narratives.storage.engine import postgres_database, sqlite_database
    from narratives.storage.migrations import prepare
    from narratives.storage.store import Store

    if is_url(location):
        database = postgres_database(str(location), wait_s=wait_s)
    else:
        database = sqlite_database(Path(location), create=create, wait_s=wait_s)
    try:
        prepare(database, create=create)
    except BaseException:
        database.engine.dispose()
        raise
    return Store(database)


__all__ = ["WAIT_S", "is_store", "open_store"]
