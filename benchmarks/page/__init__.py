"""How fast the report is in a browser."""
