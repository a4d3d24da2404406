"""Stores for the tests: in a file and, where PostgreSQL is installed, in a database of its own."""

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


def new_database(url: str, options: str = "") -> str:
    """Create a database, and return its URL."""
    import psycopg

    name = f"graph{next(_NUMBERS)}"
    with psycopg.connect(url.format(database="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} {options}".encode())
    return url.format(database=name)


@pytest.fixture(params=["sqlite", "postgres"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a new store can be created: a file, and a database of PostgreSQL."""
    if request.param == "sqlite":
        return tmp_path / "graph.db"
    return new_database(request.getfixturevalue("postgres_url"))


@pytest.fixture
def store(location: Path | str) -> Iterator[Store]:
    """A new, empty store."""
    with open_store(location, create=True) as opened:
        yield opened
