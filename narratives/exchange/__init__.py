"""Values ↔ what programs read: a module a format."""

from narratives.exchange.csv import to_csv
from narratives.exchange.frames import to_frame, to_parquet
from narratives.exchange.intake import schema
from narratives.exchange.json import accounts_from_json, accounts_to_json, from_json, to_json
from narratives.exchange.record import FORMAT
from narratives.exchange.tables import TABLES, rows

__all__ = [
    "FORMAT",
    "TABLES",
    "accounts_from_json",
    "accounts_to_json",
    "from_json",
    "rows",
    "schema",
    "to_csv",
    "to_frame",
    "to_json",
    "to_parquet",
]
