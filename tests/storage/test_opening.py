"""Tests of opening a store: what is no store, and databases that cannot be read or written."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from narratives.errors import StorageError
from narratives.model import Document
from narratives.storage import Store, is_store, open_store
from tests.storage.conftest import new_schema
from tests.storage.examples import JUDGE, KEY, REPORT, said, verdict


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store with one document."""
    path = tmp_path / "graph.db"
    with open_store(path, create=True) as store:
        store.add(REPORT, KEY, said(REPORT))
    return path


def test_a_store_is_opened_again(location: Path | str) -> None:
    with open_store(location, create=True) as store:
        store.add(REPORT, KEY, said(REPORT))
    for create in (False, True):
        with open_store(location, create=create) as store:
            assert store.documents() == (REPORT,)
            assert "narratives@" in store.location or store.location == str(location)


def test_importing_the_package_loads_no_sqlalchemy() -> None:
    program = (
        "import sys, narratives, narratives.storage\n"
        "from narratives.storage import State, StoredPoint, StoredVerdict, is_store, open_store\n"
        "print('sqlalchemy' in sys.modules)\n"
        "narratives.storage.Store\n"
        "print('sqlalchemy' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["False", "True"]


def test_a_store_is_known_by_its_first_bytes_or_its_scheme(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "report.db"
    other.write_text("SQLite format", encoding="utf-8")
    assert is_store(file)
    assert is_store(str(file))
    assert is_store("postgresql://localhost/graph")
    assert is_store("postgres://localhost/graph")
    assert [
        one
        for one in (other, tmp_path, tmp_path / "none", "mysql://localhost/graph", "\0", "http://a.org")
        if is_store(one)
    ] == []


@pytest.mark.parametrize(
    ("name", "create", "message"),
    [
        ("none.db", False, "no such file; check the name, or have the store created"),
        ("none/graph.db", True, r"there is no folder '.*none'; make it first"),
        (".", True, "is a folder; give the name of a file"),
        (os.devnull, True, "is a device or pipe; give the name of a file"),
        ("text.db", True, "is not a SQLite file, so no store; give another name"),
        ("empty.db", False, "is empty, so no store; give another name"),
        ("\0", False, "cannot be opened: .*; check the name"),
        ("a" * 300, True, "cannot be opened: .*; check the name"),
        (
            "mysql://user:secret@host/graph",
            True,
            "^mysql://…: no store is kept there; give a file name, or postgres",
        ),
        ("postgresql://host:port/graph", True, "^the URL is invalid; give postgresql://user@host/database$"),
    ],
)
def test_what_cannot_be_a_store_is_refused(
    name: str, create: bool, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("text.db").write_text("The bridge is open.\n", encoding="utf-8")
    Path("empty.db").touch()
    with pytest.raises(StorageError, match=message):
        open_store(name, create=create)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty.db", "text.db"]


def test_a_store_is_created_in_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with open_store(tmp_path / "empty.db", create=True) as store:
        assert store.documents() == ()


@pytest.mark.parametrize(
    ("statements", "message"),
    [
        (("CREATE TABLE songs (name TEXT)",), r"is a SQLite file of another kind \(table 'songs'\)"),
        (("CREATE TABLE store (shop TEXT)",), "no such column"),
        (
            ("CREATE TABLE store (format TEXT, version INTEGER)", "INSERT INTO store VALUES ('shop', 1)"),
            "its table 'store' is not of the format 'narratives-graph'",
        ),
    ],
)
def test_a_database_of_another_kind_is_refused_and_left_as_it_is(
    statements: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    before = path.read_bytes()
    for create in (True, False):
        with pytest.raises(StorageError, match=message):
            open_store(path, create=create)
    assert path.read_bytes() == before


def test_a_locked_file_is_told_after_the_wait_and_can_be_read(file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_store(file, wait_s=0.1) as store:
        assert store.documents() == (REPORT,)
        with pytest.raises(
            StorageError, match="is in use by another program, which took too long; try again"
        ):
            store.remove(REPORT.id)
        other.execute("ROLLBACK")
        assert store.remove(REPORT.id)
    other.close()


def test_a_database_of_postgresql_that_another_writes_to_is_told_after_the_wait(postgres_url: str) -> None:
    url = new_schema(postgres_url)
    with open_store(url, create=True) as store, open_store(url, wait_s=0.1) as other:
        with store._database.writing(), pytest.raises(StorageError, match="is in use by another program"):
            other.set_settings({"a": 1})
        assert other.set_settings({"a": 1})


def test_a_full_disk_is_told_and_nothing_is_written(file: Path) -> None:
    with open_store(file) as store:

        @event.listens_for(store._database.engine, "begin")
        def limit(connection: Any) -> None:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")

        long = Document("The road was closed. " * 50_000)
        with pytest.raises(
            StorageError, match="no space is left on the disk; free some, nothing was written"
        ):
            store.add(long, KEY, said(REPORT).__class__(assertions=(), suggestions={}, assigned=frozenset()))
    with open_store(file) as store:
        assert store.documents() == (REPORT,)


def _read_as_nobody(path: Path, statement: str) -> subprocess.CompletedProcess[str]:
    """Run a statement on a store under an account that may write neither the file nor its folder."""
    program = (
        "import os, sys\n"
        "from narratives.storage import open_store\n"
        "with open_store(sys.argv[1]) as store:\n"  # root: the account may not read the folder of Python
        f"    {statement}\n"
        "os.setgid(65534)\n"
        "os.setuid(65534)\n"
        "with open_store(sys.argv[1]) as store:\n"
        f"    print({statement})\n"
    )
    return subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can run a program under another account")
def test_a_file_that_may_only_be_read_is_read_and_not_written() -> None:
    folder = Path(tempfile.mkdtemp())  # pytest's own folders are closed to other accounts
    try:
        with open_store(folder / "graph.db", create=True) as store:
            store.add(REPORT, KEY, said(REPORT))
        folder.chmod(0o755)
        (folder / "graph.db").chmod(0o644)
        read = _read_as_nobody(folder / "graph.db", "store.documents()[0].outlet")
        assert (read.stdout, read.stderr) == ("The Courier\n", "")
        written = _read_as_nobody(folder / "graph.db", "store.remove('unknown')")
        assert "cannot be written, only read; change its permissions, or take a copy" in written.stderr
        assert [path.name for path in folder.iterdir()] == ["graph.db"]
    finally:
        shutil.rmtree(folder)


def test_the_password_of_a_url_is_not_shown() -> None:
    url = "postgresql://user:secret@127.0.0.1:1/graph?connect_timeout=2&sslpassword=secret"
    with pytest.raises(StorageError) as raised:
        open_store(url, create=True)
    assert str(raised.value).startswith("postgresql://user@127.0.0.1:1/graph: cannot be reached: ")
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_missing_driver_is_named_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StorageError, match=r"pip install 'narratives\[postgres\]'"):
        open_store("postgresql://host/graph")


def test_a_database_without_tables_is_created_only_if_asked_for(postgres_url: str) -> None:
    url = new_schema(postgres_url)
    with pytest.raises(StorageError, match="no store is in it; check the name, or have the store created"):
        open_store(url)
    with open_store(url, create=True) as store:
        assert store.revision == 0
    with pytest.raises(StorageError, match=r'cannot be reached: .*database "nowhere" does not exist'):
        open_store(postgres_url.format(database="nowhere"), create=True)


def test_a_database_of_another_encoding_is_refused(postgres_url: str) -> None:
    import psycopg

    with psycopg.connect(postgres_url.format(database="postgres"), autocommit=True) as connection:
        connection.execute(
            "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'"
        )
    url = postgres_url.format(database="latin")
    with pytest.raises(
        StorageError, match="has the encoding LATIN1; create the database with ENCODING 'UTF8'"
    ):
        open_store(url, create=True)


def test_two_stores_stand_in_two_schemas_of_one_database(postgres_url: str) -> None:
    first, second = new_schema(postgres_url), new_schema(postgres_url)
    with open_store(first, create=True) as harbour, open_store(second, create=True) as border:
        harbour.add(REPORT, KEY, said(REPORT))
        assert border.documents() == ()
        assert harbour.find_words("bridge") != ()
        assert border.find_words("bridge") == ()
    with open_store(first) as harbour:
        assert harbour.documents() == (REPORT,)


def test_an_old_sqlite_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    with pytest.raises(StorageError, match=r"a store needs SQLite 3\.37 or newer"):
        open_store(file)


def _altered(file: Path, *statements: str) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.execute(statement)
    connection.close()


READS: dict[str, Callable[[Store], object]] = {
    "documents": lambda store: store.documents(),
    "attributions": lambda store: store.attributions(KEY),
    "settings": lambda store: store.settings(),
    "state": lambda store: store.state(),
    "decisions": lambda store: store.decisions(),
}


@pytest.mark.parametrize(
    ("read", "statement"),
    [
        ("documents", "UPDATE documents SET text = 'Another text.'"),
        ("documents", "UPDATE documents SET date = 'yesterday'"),
        ("documents", "UPDATE documents SET title = CAST(x'ff' AS TEXT)"),
        ("documents", 'UPDATE documents SET blocks = \'[{"runs": [[0, "5"]], "heading": true}]\''),
        ("documents", 'UPDATE documents SET blocks = \'[{"runs": [[5, 2]], "heading": true}]\''),
        ("documents", "UPDATE documents SET blocks = '[1]'"),
        ("documents", "UPDATE documents SET pages = '[0, 99999999]'"),
        ("documents", "UPDATE documents SET pages = '" + "[" * 100_000 + "'"),
        ("documents", "DROP TABLE documents"),
        ("attributions", "UPDATE assertions SET text = 'Norland shelled the bridge.' WHERE position = 0"),
        ("attributions", "UPDATE assertions SET end_offset = 99999, quote = '' WHERE position = 0"),
        ("attributions", "UPDATE assertions SET start_offset = -1 WHERE position = 0"),
        ("attributions", "UPDATE assertions SET spans = '[[true, 5]]' WHERE position = 0"),
        ("attributions", "UPDATE assertions SET spans = '[[1, 5, 7]]' WHERE position = 0"),
        ("attributions", "UPDATE assertions SET stance = 'sings' WHERE position = 0"),
        ("attributions", "UPDATE assertions SET time_start = '<script>', timed = 1 WHERE position = 0"),
        ("attributions", "UPDATE assertions SET via = '[7]' WHERE position = 0"),
        ("attributions", "UPDATE assertions SET via = 'NaN' WHERE position = 0"),
        ("attributions", 'UPDATE readings SET suggestions = \'{"Ana": "Norland"}\''),
        ("attributions", "UPDATE readings SET suggestions = '[]'"),
        ("attributions", "UPDATE readings SET assigned = '[{}]'"),
        ("attributions", "UPDATE readings SET warnings = '{'"),
        ("settings", "UPDATE store SET settings = '[]'"),
        ("settings", "UPDATE store SET settings = '{\"a\": Infinity}'"),
        ("settings", "DELETE FROM store"),
        ("state", "INSERT INTO state VALUES (1, 'k', 'j', 0, '[\"a\"]', '{}')"),
        ("state", "INSERT INTO state VALUES (1, 'k', 'j', 0, '[1, 2]', '{}')"),
        ("state", "INSERT INTO state VALUES (1, 'k', 'j', 0, '[]', '3')"),
        ("state", "INSERT INTO points VALUES (0, 'the bridge', '7')"),
        ("decisions", "INSERT INTO decisions VALUES (1, 'a', 's', 'm', '', '', '', '{\"on\": \"weather\"}')"),
        ("decisions", "INSERT INTO decisions VALUES (1, 'a', 's', 'm', '', '', '', '[')"),
    ],
)
def test_an_altered_store_is_told_in_one_line(file: Path, read: str, statement: str) -> None:
    _altered(file, statement)
    with pytest.raises(StorageError) as raised, open_store(file) as store:
        READS[read](store)
    message = str(raised.value)
    assert message.startswith(str(file))
    assert "\n" not in message
    assert len(message) < 500


@pytest.mark.parametrize(
    "columns",
    [
        "probability = 7",
        "relation = 'marriage'",
        "contradiction = -0.5",
        "reasons = '[{}]'",
        "reasons = '{}' || x'ff'",
        'reasons = \'[{"kind": "negation", "a": 1, "b": "", "note": "", "a_spans": [], "b_spans": []}]\'',
        'reasons = \'[{"kind": "magic", "a": "", "b": "", "note": "", "a_spans": [], "b_spans": []}]\'',
        'reasons = \'[{"kind": "negation", "a": "", "b": "", "note": "", "a_spans": [[5, 1]], '
        '"b_spans": []}]\'',
    ],
)
def test_an_altered_verdict_is_told_in_one_line(file: Path, columns: str) -> None:
    one = verdict()
    with open_store(file) as store:
        assert store.put_verdicts(JUDGE, [one]) == 1
    _altered(file, f"UPDATE verdicts SET {columns}")  # noqa: S608
    with (
        open_store(file) as store,
        pytest.raises(StorageError, match=r"altered.*take a copy") as raised,
    ):
        store.verdicts(JUDGE, [(one.a, one.b)])
    assert "\n" not in str(raised.value)


def test_a_store_with_a_trigger_or_a_view_in_place_of_a_table_is_refused(file: Path) -> None:
    _altered(file, "CREATE TRIGGER t AFTER INSERT ON documents BEGIN DELETE FROM decisions; END")
    with pytest.raises(StorageError, match="a store has no trigger, and writing would run 't'; drop it"):
        open_store(file)
    _altered(
        file,
        "DROP TRIGGER t",
        "DROP TABLE points",
        "CREATE VIEW points AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n",
    )
    with pytest.raises(StorageError, match="its table 'points' is missing; take a copy that is whole"):
        open_store(file)


def test_a_damaged_file_is_told(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096 : 4096 * 12] = b"\xa5" * (4096 * 11)
    file.write_bytes(content)
    with pytest.raises(StorageError, match=r"graph\.db: .*take a copy"), open_store(file) as store:
        store.attributions(KEY)


def test_a_value_that_is_too_large_is_refused(file: Path) -> None:
    _altered(file, "UPDATE store SET settings = '\"' || hex(zeroblob(70 * 1024 * 1024)) || '\"'")
    with pytest.raises(StorageError, match="a value is larger than a store holds"), open_store(file) as store:
        store.settings()
