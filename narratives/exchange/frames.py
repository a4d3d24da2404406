"""Tables as data frames (pandas, polars, pyarrow), and as Parquet files, through narwhals and pyarrow."""

import io
from importlib import import_module
from pathlib import Path
from secrets import token_hex
from typing import Any

from narratives.errors import ExchangeError, MissingExtraError
from narratives.exchange.tables import Columns, Row, columns, rows, unlike
from narratives.findings import Findings
from narratives.model import encodable

BACKENDS = ("pandas", "polars", "pyarrow")


def to_frame(findings: Findings, table: str, backend: str = "pandas") -> Any:
    """Return a table as a pandas or polars data frame, or as a pyarrow table; see `tables.rows`.

    The types of the columns do not depend on the content, even without rows: text, 64-bit integer or float,
    with the backend's own missing value. Texts are unchanged, except that lone surrogates, which UTF-8 cannot
    encode, become U+FFFD.

    Raises:
        ExchangeError: there is no such table or backend.
        MissingExtraError: narwhals or the backend is not installed.
    """
    if backend not in BACKENDS:
        raise ExchangeError(f"backend {backend!r:.60}: is not known; take one of {', '.join(BACKENDS)}")
    return _frame(columns(findings, table), rows(findings, table), backend)


def parquet_bytes(findings: Findings, table: str) -> bytes:
    """Return a table as the bytes of a Parquet file; see `tables.rows`.

    Raises:
        ExchangeError: there is no such table.
        MissingExtraError: narwhals or pyarrow is not installed.
    """
    arrow = to_frame(findings, table, backend="pyarrow")
    import pyarrow.parquet

    buffer = io.BytesIO()
    pyarrow.parquet.write_table(arrow, buffer)
    return buffer.getvalue()


def to_parquet(findings: Findings, table: str, path: Path | str, *, overwrite: bool = False) -> None:
    """Write a table to a Parquet file, completely or not at all; see `tables.rows`.

    Args:
        overwrite: replace an existing file. It is kept until the new one is complete.

    Raises:
        ExchangeError: there is no such table, the file exists already, or it cannot be written.
        MissingExtraError: narwhals or pyarrow is not installed.
    """
    content = parquet_bytes(findings, table)
    try:
        _write(Path(path), content, overwrite=overwrite)
    except FileExistsError as error:
        raise ExchangeError(
            f"{path}: a file is there already; take another name, or replace it with overwrite=True"
        ) from error
    except OSError as error:
        raise ExchangeError(f"{path}: cannot be written ({error.strerror}); give a file's name") from error


def _write(file: Path, content: bytes, *, overwrite: bool) -> None:
    target = file.parent / f".{token_hex(8)}.part" if overwrite else file
    stream = target.open("xb")
    try:
        with stream:
            stream.write(content)
        if overwrite:
            target.replace(file)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _frame(names: Columns, rows: list[Row], backend: str) -> Any:
    headers = unlike([encodable(name) for name in names])
    kinds = dict(zip(headers, names.values(), strict=True))
    values = {
        header: [_encodable(row[name]) for row in rows] for header, name in zip(headers, names, strict=True)
    }
    try:
        import narwhals
    except ImportError as error:
        raise MissingExtraError("tables need narwhals: pip install 'narratives[tables]'") from error
    types: dict[type, Any] = {str: narwhals.String(), int: narwhals.Int64(), float: narwhals.Float64()}
    try:
        import_module(backend)
        if backend == "pandas":
            return _pandas_frame(values, kinds)
        schema = {column: types[kind] for column, kind in kinds.items()}
        frame = narwhals.from_dict(values, schema=schema, backend=backend)  # type: ignore[arg-type]
    except ImportError as error:
        raise MissingExtraError(f"a frame of {backend} needs {backend}: pip install {backend}") from error
    return frame.to_native()


def _pandas_frame(values: dict[str, list[Any]], kinds: Columns) -> Any:
    """Return a pandas frame, without narwhals, which requests NumPy integers that have no missing value."""
    import pandas as pd

    types = {str: "string", int: "Int64", float: "Float64"}
    return pd.DataFrame(
        {column: pd.Series(values[column], dtype=types[kind]) for column, kind in kinds.items()}
    )


def _encodable(value: Any) -> Any:
    return encodable(value) if isinstance(value, str) else value
