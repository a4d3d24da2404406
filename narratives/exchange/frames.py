"""Tables as data frames of the reader's choice, and as Parquet files, through narwhals and pyarrow."""

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
    """A table as a data frame of pandas or polars, or as a pyarrow table; see `tables.rows`.

    Columns have the same types whatever was found, also where there is no row: texts, 64-bit integers and
    floats, each with the backend's own mark for what is missing. Texts are as they are, save lone
    surrogates, which no UTF-8 holds, as U+FFFD.

    Raises:
        ExchangeError: there is no such table or backend.
        MissingExtraError: narwhals or the backend is not installed.
    """
    if backend not in BACKENDS:
        raise ExchangeError(f"backend {backend!r:.60}: is not known; take one of {', '.join(BACKENDS)}")
    return _framed(columns(findings, table), rows(findings, table), backend)


def parquet_bytes(findings: Findings, table: str) -> bytes:
    """A table as the bytes of a Parquet file; see `tables.rows`.

    Raises:
        ExchangeError: there is no such table.
        MissingExtraError: narwhals or pyarrow is not installed.
    """
    told = to_frame(findings, table, backend="pyarrow")
    import pyarrow.parquet

    buffer = io.BytesIO()
    pyarrow.parquet.write_table(told, buffer)
    return buffer.getvalue()


def to_parquet(findings: Findings, table: str, path: Path | str, *, overwrite: bool = False) -> None:
    """Write a table as a Parquet file, whole or not at all; see `tables.rows`.

    Args:
        overwrite: whether a file that is there is replaced; it stays until the new one is whole.

    Raises:
        ExchangeError: there is no such table, a file is there already, or none can be written there.
        MissingExtraError: narwhals or pyarrow is not installed.
    """
    content = parquet_bytes(findings, table)
    try:
        _put(Path(path), content, overwrite=overwrite)
    except FileExistsError as error:
        raise ExchangeError(
            f"{path}: a file is there already; take another name, or replace it with overwrite=True"
        ) from error
    except OSError as error:
        raise ExchangeError(f"{path}: cannot be written ({error.strerror}); give a file's name") from error


def _put(file: Path, content: bytes, *, overwrite: bool) -> None:
    first = file.parent / f".{token_hex(8)}.part" if overwrite else file
    stream = first.open("xb")
    try:
        with stream:
            stream.write(content)
        if overwrite:
            first.replace(file)
    except BaseException:
        first.unlink(missing_ok=True)
        raise


def _framed(names: Columns, told: list[Row], backend: str) -> Any:
    shown = unlike([encodable(name) for name in names])
    kinds = dict(zip(shown, names.values(), strict=True))
    values = {column: [_value(row[name]) for row in told] for column, name in zip(shown, names, strict=True)}
    try:
        import narwhals
    except ImportError as error:
        raise MissingExtraError("tables need narwhals: pip install 'narratives[tables]'") from error
    types: dict[type, Any] = {str: narwhals.String(), int: narwhals.Int64(), float: narwhals.Float64()}
    try:
        import_module(backend)
        if backend == "pandas":
            return _pandas(values, kinds)
        schema = {column: types[kind] for column, kind in kinds.items()}
        made = narwhals.from_dict(values, schema=schema, backend=backend)  # type: ignore[arg-type]
    except ImportError as error:
        raise MissingExtraError(f"a frame of {backend} needs {backend}: pip install {backend}") from error
    return made.to_native()


def _pandas(values: dict[str, list[Any]], kinds: Columns) -> Any:
    """By hand, since NumPy's integers, which narwhals asks pandas for, have no mark for what is missing."""
    import pandas as pd

    types = {str: "string", int: "Int64", float: "Float64"}
    return pd.DataFrame(
        {column: pd.Series(values[column], dtype=types[kind]) for column, kind in kinds.items()}
    )


def _value(value: Any) -> Any:
    return encodable(value) if isinstance(value, str) else value
