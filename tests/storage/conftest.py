"""Stores for the tests: in a file and, where PostgreSQL is installed, in a schema of a database."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from narratives.storage import Store, open_store
from tests.storage import postgres

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of a PostgreSQL server with ``{database}`` in place of the name."""
    if reason := postgres.missing():
        pytest.skip(reason)
    with postgres.server() as url:
        yield url


def new_schema(url: str) -> str:
    """Create a schema, and return the URL of a database in which it alone is seen."""
    import psycopg

    name = f"graph{next(_NUMBERS)}"
    database = url.format(database="postgres")
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
    return f"{database}&options=-csearch_path%3D{name}"


@pytest.fixture(params=["sqlite", "postgres"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a new store can be created: a file, and a schema of a PostgreSQL database."""
    if request.param == "sqlite":
        return tmp_path / "graph.db"
    return new_schema(request.getfixturevalue("postgres_url"))


@pytest.fixture
def store(location: Path | str) -> Iterator[Store]:
    """A new, empty store."""
    with open_store(location, create=True) as opened:
        yield opened
