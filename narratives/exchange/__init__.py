"""Values ↔ what programs read: a module a format."""

from narratives.exchange.json import FORMAT, schema, to_json

__all__ = ["FORMAT", "schema", "to_json"]
