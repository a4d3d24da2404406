import csv
import errno
import io
import unicodedata
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

import narratives
from narratives.errors import ExchangeError, MissingExtraError
from narratives.exchange import TABLES, rows, to_csv, to_frame, to_parquet
from narratives.exchange.frames import BACKENDS, parquet_bytes
from narratives.exchange.tables import columns
from narratives.findings import Findings
from narratives.model import ARTICLE, NO_PARTY, Account, Assertion, Source
from narratives.verdict import Dispute, Relation, Verdict
from tests.exchange.hostile import BENIGN, EACH, hostile_findings

EACH_TABLE = pytest.mark.parametrize("table", TABLES)
NOTHING = Findings(accounts=(Account("A", []), Account("B", [])), verdicts=(), disputes=())


def findings_with_one_dispute(*parties: str) -> Findings:
    """Return findings with one dispute, in which every other party contradicts the last one."""
    accounts = [Account(name, [f"{number} soldiers died."]) for number, name in enumerate(parties)]
    last = accounts[-1].assertions[0]
    verdicts = tuple(
        Verdict(a=one.assertions[0], b=last, relation=Relation.CONTRADICTION, probability=0.75)
        for one in accounts[:-1]
    )
    return Findings(
        accounts=tuple(accounts), verdicts=verdicts, disputes=(Dispute(label="Soldiers", verdicts=verdicts),)
    )


def test_assertions_are_rows_with_their_position(karabakh: narratives.Comparison) -> None:
    assertions = rows(karabakh, "assertions")
    assert len(assertions) == len(karabakh.assertions)
    row = next(
        row
        for row in assertions
        if row["text"] == "The assault is an act of ethnic cleansing." and row["party"] == "Armenia"
    )
    assert row["source"] == "Nikol Pashinyan"
    assert row["stance"] == "asserts"
    assert row["title"] == karabakh.documents[0].title
    start, end = row["start"], row["end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    assert karabakh.documents[0].text[start:end] == row["quote"]
    since = next(
        row
        for row in assertions
        if row["text"] == "No Armenian soldiers have been in Karabakh since August 2021."
    )
    assert (since["time_start"], since["time_end"]) == ("2021-08", None)


def test_speakers_without_a_party_differ_from_the_documents_own_voice() -> None:
    source = Source(name="A driver")
    rained, shut = Assertion(text="It rained."), Assertion(text="The road was shut.", source=source)
    article, north = Account(ARTICLE, [rained, shut]), Account("North", ["The road was open."])
    verdicts = tuple(
        Verdict(a=one, b=north.assertions[0], relation=Relation.CONTRADICTION, probability=0.5)
        for one in article
    )
    found = Findings(accounts=(article, north), verdicts=verdicts, disputes=())
    assert [row["party"] for row in rows(found, "assertions")] == [ARTICLE, NO_PARTY, "North"]
    assert [row["a_party"] for row in rows(found, "relations")] == [ARTICLE, NO_PARTY]


def test_relations_are_rows_with_the_words_of_both_sides(karabakh: narratives.Comparison) -> None:
    row = next(row for row in rows(karabakh, "relations") if row["relation"] == "framing")
    assert (row["a_party"], row["b_party"]) == ("Azerbaijan", "Armenia")
    assert row["reasons"] == "framing"
    assert row["a_words"] == "anti-terrorist operation"
    assert row["b_words"] == "ethnic cleansing"
    assert row["note"]


def test_disputes_are_rows(karabakh: narratives.Comparison) -> None:
    disputes = rows(karabakh, "disputes")
    assert [row["label"] for row in disputes] == [dispute.label for dispute in karabakh.disputes]
    assert disputes[0]["parties"] == "Azerbaijan | Armenia"
    assert disputes[1]["assertions"] == len(karabakh.disputes[1].assertions)


def test_the_matrix_shows_the_stances_and_camps_of_each_party(karabakh: narratives.Comparison) -> None:
    matrix = rows(karabakh, "matrix")
    assert len(matrix) == len(karabakh.matrix)
    row = next(row for row in matrix if row["label"] == "Road")
    assert row["Azerbaijan"] == "denies"
    assert row["Karabakh Armenians"] == "asserts"
    assert {row["Azerbaijan: camp"], row["Karabakh Armenians: camp"]} == {1, 2}
    assert (row["Armenia"], row["Armenia: camp"]) == (None, None)


def test_a_party_named_like_a_column_gets_a_numbered_column() -> None:
    (row,) = rows(findings_with_one_dispute("label", "Strength", "number", "X", "X: camp"), "matrix")
    assert row["label"] == "Soldiers"
    assert [name for name in row if "camp" not in name] == [
        "number", "label", "strength", "label (2)", "Strength (2)", "number (2)", "X",
    ]  # fmt: skip
    assert sum(value == "asserts" for value in row.values()) == 5
    assert sum(value in (1, 2) for name, value in row.items() if "camp" in name) == 5


@EACH_TABLE
def test_columns_do_not_depend_on_the_findings(karabakh: narratives.Comparison, table: str) -> None:
    assert rows(NOTHING, table) == []
    assert len(columns(NOTHING, table)) > 3
    names = columns(karabakh, table)
    for row in rows(karabakh, table):
        assert list(row) == list(names)
        assert all(value is None or type(value) is names[name] for name, value in row.items())


def test_the_error_for_an_unknown_table_lists_the_tables() -> None:
    with pytest.raises(ExchangeError, match=r"'quotes': .* assertions, relations, disputes, matrix"):
        rows(NOTHING, "quotes")
    with pytest.raises(ExchangeError, match="'quotes'"):
        to_csv(NOTHING, "quotes")


@EACH_TABLE
def test_csv_is_readable_by_pandas_and_python(karabakh: narratives.Comparison, table: str) -> None:
    text = to_csv(karabakh, table)
    assert text.endswith("\r\n")
    expected = rows(karabakh, table)
    frame = pd.read_csv(io.StringIO(text, newline=""))
    assert list(frame.columns) == list(columns(karabakh, table))
    assert len(frame) == len(expected)
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    name = {"assertions": "text", "relations": "a_text", "speakers": "speaker", "decisions": "text"}.get(
        table, "label"
    )
    assert [row[name] for row in read] == [row[name] for row in expected]


@EACH_TABLE
@pytest.mark.parametrize("text", EACH)
def test_no_cell_starts_a_formula_or_a_new_cell(text: str, table: str) -> None:
    plain, hostile = (
        list(csv.reader(io.StringIO(to_csv(hostile_findings(each), table), newline="")))
        for each in (BENIGN, text)
    )
    assert [len(row) for row in hostile] == [len(row) for row in plain]
    for one in (cell for row in hostile for cell in row):
        shown = unicodedata.normalize("NFKC", one.strip("\u200b \t"))
        assert not shown.startswith(("=", "+", "-", "@", "\u200b"))
        assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in one)
        assert "\u202e" not in one


@pytest.mark.parametrize("text", ["=1", " =1", "'=1", "\u2212 1", "\ufe62x", "+", "\u200e-1", '"=1'])
def test_text_that_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    found = Findings(accounts=(Account("A", [text]),), verdicts=(), disputes=())
    (row,) = csv.DictReader(io.StringIO(to_csv(found, "assertions"), newline=""))
    assert row["text"].startswith("'")
    assert row["party"] == "A"


def test_operators_inside_a_text_are_unchanged() -> None:
    found = Findings(accounts=(Account("A", ["2 = 1 + 1, a-b @ c"]),), verdicts=(), disputes=())
    (row,) = csv.DictReader(io.StringIO(to_csv(found, "assertions"), newline=""))
    assert row["text"] == "2 = 1 + 1, a-b @ c"


@EACH_TABLE
@pytest.mark.parametrize("backend", BACKENDS)
def test_frame_types_do_not_depend_on_the_findings(
    karabakh: narratives.Comparison, table: str, backend: str
) -> None:
    def types(frame: Any) -> list[str]:
        return [str(kind) for kind in (frame.schema.types if backend == "pyarrow" else frame.dtypes)]

    empty, full = to_frame(NOTHING, table, backend), to_frame(karabakh, table, backend)
    odd = to_frame(findings_with_one_dispute("A", "B"), table, backend)
    assert types(empty) == types(odd)[: len(types(empty))]
    assert types(full)[:3] == types(empty)[:3]
    names = full.column_names if backend == "pyarrow" else full.columns
    assert list(names) == list(columns(karabakh, table))
    assert len(full) == len(rows(karabakh, table))


def test_the_error_for_an_unknown_backend_lists_the_backends() -> None:
    with pytest.raises(ExchangeError, match="'excel': is not known; take one of pandas, polars, pyarrow"):
        to_frame(NOTHING, "disputes", "excel")


@pytest.mark.parametrize(
    ("missing", "backend", "remedy"),
    [
        ("narwhals", "polars", r"pip install 'narratives\[tables\]'"),
        ("polars", "polars", "pip install polars"),
        ("pandas", "pandas", "pip install pandas"),
    ],
)
def test_the_error_for_a_missing_package_names_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, missing: str, backend: str, remedy: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, missing, None)
    with pytest.raises(MissingExtraError, match=remedy):
        to_frame(findings_with_one_dispute("A", "B"), "disputes", backend)


@EACH_TABLE
def test_parquet_is_readable_by_polars(karabakh: narratives.Comparison, table: str, tmp_path: Path) -> None:
    file = tmp_path / "table.parquet"
    to_parquet(karabakh, table, file)
    assert pl.read_parquet(file).rows(named=True) == rows(karabakh, table)
    to_parquet(NOTHING, table, str(file), overwrite=True)
    assert pl.read_parquet(file).columns == list(columns(NOTHING, table))


def test_an_existing_file_is_not_overwritten_by_default(tmp_path: Path) -> None:
    file = tmp_path / "mine.parquet"
    file.write_text("mine")
    with pytest.raises(ExchangeError, match="there already; take another name, or replace it"):
        to_parquet(NOTHING, "matrix", file)
    assert file.read_text() == "mine"
    with pytest.raises(ExchangeError, match="cannot be written"):
        to_parquet(NOTHING, "matrix", tmp_path / "no" / "folder")


@pytest.mark.parametrize("overwrite", [True, False])
@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_file_is_written_completely_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, overwrite: bool, fault: BaseException
) -> None:
    file = tmp_path / "table.parquet"
    if overwrite:
        file.write_text("mine")

    class Full(io.FileIO):
        def write(self, _content: Any) -> int:
            raise fault

    def opened(path: Path, mode: str) -> Full:
        return Full(path, mode)

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(KeyboardInterrupt if isinstance(fault, KeyboardInterrupt) else ExchangeError):
        to_parquet(NOTHING, "matrix", file, overwrite=overwrite)
    monkeypatch.undo()
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [(file.name, "mine")] * overwrite


def test_parquet_bytes_equal_the_written_file(tmp_path: Path) -> None:
    to_parquet(NOTHING, "matrix", tmp_path / "table.parquet")
    assert (tmp_path / "table.parquet").read_bytes() == parquet_bytes(NOTHING, "matrix")


@pytest.mark.parametrize("text", EACH)
def test_parquet_accepts_any_text(text: str, tmp_path: Path) -> None:
    found = hostile_findings(text)
    for table in TABLES:
        to_parquet(found, table, tmp_path / f"{table}.parquet")
        assert len(pl.read_parquet(tmp_path / f"{table}.parquet")) == len(rows(found, table))
