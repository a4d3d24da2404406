from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, text

from narratives.errors import StorageError
from narratives.storage import migrations, open_store, schema
from narratives.storage.store import Store
from tests.storage.examples import JUDGE, KEY, REPORT, said, verdict


def _columns(store: Store) -> dict[str, list[tuple[str, str, bool]]]:
    """Return the columns of each table, sorted: a step adds a column behind those of the search."""
    found = inspect(store._database.engine)
    return {
        name: sorted((one["name"], str(one["type"]), one["nullable"]) for one in found.get_columns(name))
        for name in sorted(found.get_table_names())
    }


def _make_version_1(store: Store) -> None:
    """Turn a new store into one of version 1, without vectors and words that are not resolved."""
    with store._database.writing() as connection:
        connection.execute(text("ALTER TABLE assertions DROP COLUMN unresolved"))
        connection.execute(text("DROP TABLE vectors"))
        connection.execute(text("UPDATE store SET version = 1"))


def test_there_is_a_step_from_each_version_to_the_next() -> None:
    assert len(migrations.STEPS) == schema.VERSION - 1


def test_a_store_of_version_1_is_brought_up_to_date_and_keeps_its_content(location: Path | str) -> None:
    with open_store(location, create=True) as store:
        store.add(REPORT, KEY, said(REPORT))
        store.put_verdicts(JUDGE, [verdict()])
        current = _columns(store)
        _make_version_1(store)
        assert "vectors" not in _columns(store)
    with open_store(location) as store:
        assert _columns(store) == current
        assert store.documents() == (REPORT,)
        assert list(store.verdicts(JUDGE, [(verdict().a, verdict().b)]).values()) == [verdict()]
        store.put_vectors("model", {"a": b"b"})
        assert store.vectors("model", ["a"]) == {"a": b"b"}
    with open_store(location) as store:
        assert store.vectors("model", ["a"]) == {"a": b"b"}


def test_a_step_that_fails_leaves_the_old_version(
    location: Path | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(location, create=True) as store:
        _make_version_1(store)

    def fail(connection: Connection) -> None:
        migrations._add_vectors(connection)
        connection.execute(text("SELECT 1 FROM nowhere"))

    monkeypatch.setattr(migrations, "STEPS", (fail,))
    with pytest.raises(StorageError, match="nowhere"):
        open_store(location)
    monkeypatch.undo()
    with open_store(location) as store:
        store.put_vectors("model", {"a": b"b"})


def test_a_store_of_a_newer_version_is_refused(location: Path | str) -> None:
    with open_store(location, create=True) as store, store._database.writing() as connection:
        connection.execute(text("UPDATE store SET version = 99"))
    with pytest.raises(StorageError, match="has version 99; this program reads up to 3; update narratives"):
        open_store(location, create=True)
