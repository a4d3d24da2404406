"""Tables as CSV: RFC 4180, in UTF-8, with nothing in them that a spreadsheet takes for a formula."""

import csv
import io
import re
import unicodedata

from narratives.exchange.tables import columns, rows, unlike
from narratives.findings import Findings
from narratives.harmless import plain

_OPENERS = frozenset("=+-@\u2212")


def to_csv(findings: Findings, table: str) -> str:
    """A table as CSV: a line of names, then a line a row, each ended by CR LF; see `tables.rows`.

    Cells are one line without control or direction characters, each text in quotation marks, so that no
    other delimiter parts it. One that a spreadsheet could take for a formula is given an apostrophe before it
    (OWASP, "CSV Injection"), names of columns too; numbers are left as they are. An empty cell is what is not
    known or was not found.

    Raises:
        ExchangeError: there is no such table.
    """
    names = columns(findings, table)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(unlike([cell(name) for name in names]))
    for row in rows(findings, table):
        writer.writerow([cell(value) if isinstance(value, str) else value for value in row.values()])
    return out.getvalue()


def cell(text: str) -> str:
    """What stands in the cell of a text."""
    shown = plain(text)
    return f"'{shown}" if _opens_a_formula(shown) else shown


def _opens_a_formula(text: str) -> bool:
    """Whether it begins with =, +, - or @, or what is read as one of them, after what is not seen."""
    seen = "".join(letter for letter in text if unicodedata.category(letter) not in _UNSEEN)
    return _WRAPPING.sub("", unicodedata.normalize("NFKC", seen[:64]))[:1] in _OPENERS


_WRAPPING = re.compile(r"^[\s\"';,]+")
_UNSEEN = ("Cf", "Mn", "Me")
