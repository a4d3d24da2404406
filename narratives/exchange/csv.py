"""Tables as CSV (RFC 4180), with cells that spreadsheets do not interpret as formulas."""

import csv
import io
import re
import unicodedata

from narratives.exchange.tables import columns, rows, unlike
from narratives.findings import Findings
from narratives.harmless import plain

_FORMULA_STARTS = frozenset("=+-@\u2212")


def to_csv(findings: Findings, table: str) -> str:
    """Return a table as CSV: a header line, then one line for each row, ended by CR LF; see `tables.rows`.

    A cell is one line without control or direction characters. Texts are in quotation marks, so that programs
    that assume another delimiter do not split them. A text or column name that a spreadsheet could interpret
    as a formula is preceded by an apostrophe (OWASP, "CSV Injection"); numbers are written unchanged. An
    empty cell is an unknown or missing value.

    Raises:
        ExchangeError: there is no such table.
    """
    names = columns(findings, table)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(unlike([cell_text(name) for name in names]))
    for row in rows(findings, table):
        writer.writerow([cell_text(value) if isinstance(value, str) else value for value in row.values()])
    return out.getvalue()


def cell_text(text: str) -> str:
    """Return the text on one line, preceded by an apostrophe if it could be interpreted as a formula."""
    shown = plain(text)
    return f"'{shown}" if _starts_formula(shown) else shown


def _starts_formula(text: str) -> bool:
    """Return True if the text starts with =, +, - or @ or an equivalent character (NFKC).

    Invisible characters, white space, quotation marks and delimiters before it are skipped.
    """
    visible = "".join(letter for letter in text if unicodedata.category(letter) not in _INVISIBLE)
    return _SKIPPED.sub("", unicodedata.normalize("NFKC", visible[:64]))[:1] in _FORMULA_STARTS


_SKIPPED = re.compile(r"^[\s\"';,]+")
_INVISIBLE = ("Cf", "Mn", "Me")
"""Unicode categories: format characters and combining marks."""
