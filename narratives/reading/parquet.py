"""The documents in a Parquet table, a row each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import evolve

from narratives.errors import DocumentMissingError, MissingExtraError, ReadError
from narratives.model import Document
from narratives.reading.limits import MAX_CHARACTERS, MAX_TABLE_ROWS, check_limit
from narratives.reading.plain import plain_document

TABLE_ENDING = ".parquet"
_DETAILS = ("title", "outlet", "date", "address")
_ROWS_AT_ONCE = 256


def documents_in_table(path: Path) -> Iterator[Document | ReadError]:
    """Yield the document of each row of a Parquet file, or what is wrong with the row.

    The column ``text`` has the texts; ``title``, ``outlet``, ``date`` (ISO 8601, or a date) and ``address``
    may be there too; other columns are ignored. Rows without text are left out. Without an address, a
    document gets the name of the file and the number of its row, from 1.

    Raises:
        DocumentMissingError: there is no such file.
        TooLargeError: it has more than `MAX_TABLE_ROWS` rows.
        ReadError: it is no Parquet file, or has no column ``text``.
        MissingExtraError: the ``tables`` extra is not installed.
    """
    if not path.is_file():
        raise DocumentMissingError(f"{path}: no such file; check the name")
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtraError(f"{path}: a Parquet table needs: pip install 'narratives[tables]'") from error
    try:
        with parquet.ParquetFile(path) as table:
            names = set(table.schema_arrow.names)
            if "text" not in names:
                listed = ", ".join(sorted(names))
                raise ReadError(f"{path}: has no column 'text' with the articles; its columns are {listed}")
            check_limit(
                table.metadata.num_rows,
                MAX_TABLE_ROWS,
                place=str(path),
                unit="rows",
                remedy="split the table",
            )
            columns = ["text", *(name for name in _DETAILS if name in names)]
            number = 0
            for batch in table.iter_batches(batch_size=_ROWS_AT_ONCE, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    if row["text"] is not None and str(row["text"]).strip():
                        yield _document_or_error(row, f"{path}: row {number}")
    except (pa.ArrowException, OSError) as error:
        cause = " ".join(str(error).split())[:120]
        raise ReadError(f"{path}: cannot be read as a Parquet table: {cause}") from error


def _document_or_error(row: dict[str, Any], place: str) -> Document | ReadError:
    try:
        return _document(row, place)
    except ReadError as error:
        return error


def _document(row: dict[str, Any], place: str) -> Document:
    """Return the document of a row.

    Raises:
        ReadError: the text is too long or no text, or the date is no ISO 8601 day.
    """
    if not isinstance(row["text"], str):
        raise ReadError(f"{place}: 'text' is {type(row['text']).__name__}, not a text")
    check_limit(len(row["text"]), MAX_CHARACTERS, place=place, unit="characters", remedy="split the text")
    details = {name: str(row[name]) for name in _DETAILS if row.get(name) is not None}
    document = plain_document(row["text"], address=place)
    try:
        return evolve(
            document,
            title=details.get("title") or document.title,
            outlet=details.get("outlet", ""),
            date=details.get("date", "")[: len("2023-09-21")],
            address=details.get("address") or place,
        )
    except ReadError as error:
        raise ReadError(f"{place}: {error}") from error
