"""Values ↔ what programs read: a module a format."""

from narratives.exchange.intake import schema
from narratives.exchange.json import accounts_from_json, accounts_to_json, from_json, to_json
from narratives.exchange.record import FORMAT

__all__ = ["FORMAT", "accounts_from_json", "accounts_to_json", "from_json", "schema", "to_json"]
