"""Writers and readers of the exchange formats, one module each."""

from narratives.exchange.aif import from_aif, to_aif
from narratives.exchange.argdown import to_argdown
from narratives.exchange.csv import to_csv
from narratives.exchange.decisions import (
    DECISIONS_FORMAT,
    decisions_from_json,
    decisions_schema,
    decisions_to_json,
)
from narratives.exchange.frames import to_frame, to_parquet
from narratives.exchange.graphml import from_graphml, to_graphml
from narratives.exchange.json import from_json, to_json
from narratives.exchange.jsonld import from_jsonld, to_jsonld
from narratives.exchange.label_studio import from_label_studio, label_studio_config, to_label_studio
from narratives.exchange.record import FORMAT
from narratives.exchange.tables import TABLES, rows
from narratives.exchange.validation import schema
from narratives.exchange.xaif import from_xaif, to_xaif

__all__ = [
    "DECISIONS_FORMAT",
    "FORMAT",
    "TABLES",
    "decisions_from_json",
    "decisions_schema",
    "decisions_to_json",
    "from_aif",
    "from_graphml",
    "from_json",
    "from_jsonld",
    "from_label_studio",
    "from_xaif",
    "label_studio_config",
    "rows",
    "schema",
    "to_aif",
    "to_argdown",
    "to_csv",
    "to_frame",
    "to_graphml",
    "to_json",
    "to_jsonld",
    "to_label_studio",
    "to_parquet",
    "to_xaif",
]
