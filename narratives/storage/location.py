"""Where a store is: a file, or the URL of a PostgreSQL database."""

import os
import re
import stat
from pathlib import Path

from narratives.errors import StorageError

_SQLITE_MAGIC = b"SQLite format 3\x00"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_POSTGRES_SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")


def is_store(location: Path | str) -> bool:
    """Return True for a SQLite file, by its first bytes, and for the URL of a PostgreSQL database.

    A file that cannot be read, or is empty, is no store. `open_store` tells whether a graph is in it.
    """
    if is_url(location):
        return scheme_of(str(location)) in _POSTGRES_SCHEMES
    try:
        return Path(location).is_file() and _first_bytes(Path(location)) == _SQLITE_MAGIC
    except (OSError, ValueError):
        return False


def _first_bytes(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(len(_SQLITE_MAGIC))


def is_url(location: Path | str) -> bool:
    """Return True if the location begins with a scheme (``postgresql://``)."""
    return isinstance(location, str) and _SCHEME.match(location) is not None


def scheme_of(url: str) -> str:
    """Return the scheme of a URL in lower case, or ""."""
    found = _SCHEME.match(url)
    return found[1].lower() if found else ""


def check_scheme(url: str) -> None:
    """Refuse the URL of another kind of database.

    Raises:
        StorageError: the scheme is not one of PostgreSQL.
    """
    if scheme_of(url) not in _POSTGRES_SCHEMES:
        raise StorageError(
            f"{scheme_of(url)}://…: no store is kept there; give a file name, or postgresql://user@host/database"
        )


def check_file(file: Path, *, create: bool) -> None:
    """Refuse a file that cannot hold a store, before SQLite opens it.

    Raises:
        StorageError: it is no regular file or not a SQLite file; it or, with ``create``, its folder does not
            exist; or it cannot be read.
    """
    try:
        kind = file.stat().st_mode
        if not stat.S_ISREG(kind):
            what = "a folder" if stat.S_ISDIR(kind) else "a device or pipe"
            raise StorageError(f"{file}: is {what}; give the name of a file")
        start = _first_bytes(file)
    except FileNotFoundError:
        if not create:
            raise StorageError(f"{file}: no such file; check the name, or have the store created") from None
        if not file.parent.is_dir():
            raise StorageError(f"{file}: there is no folder {str(file.parent)!r}; make it first") from None
        return
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise StorageError(f"{str(file)[:200]!r}: cannot be opened: {reason}; check the name") from error
    if start != _SQLITE_MAGIC and (start or not create):
        fault = "is not a SQLite file" if start else "is empty"
        raise StorageError(f"{file}: {fault}, so no store; give another name")


def sqlite_uri(file: Path, *, create: bool) -> str:
    """Return the URI under which SQLite opens the file: for writing if that is allowed, else for reading.

    A file in WAL mode that nobody has open can be read in a folder without write permission only if SQLite
    may take it to be immutable.
    """
    path = file.absolute()
    uri = path.as_uri()
    if create and not path.exists():
        return f"{uri}?mode=rwc"
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return f"{uri}?mode=rw"
    in_use = path.with_name(f"{path.name}-wal").exists()
    return f"{uri}?mode=ro" if in_use else f"{uri}?mode=ro&immutable=1"
