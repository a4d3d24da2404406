"""The tables of a store, for SQLite and PostgreSQL."""

from sqlalchemy import (
    REAL,
    BigInteger,
    Column,
    Connection,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.types import TypeEngine

FORMAT = "narratives-graph"
VERSION = 3

_METADATA = MetaData()
_REAL: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")
_NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def _table(name: str, *columns: Column[object] | Index, rowid: bool = True) -> Table:
    return Table(name, _METADATA, *columns, sqlite_strict=True, sqlite_with_rowid=rowid)


def _text(name: str, *, null: bool = False, unique: bool = False) -> "Column[object]":
    return Column(name, Text, nullable=null, unique=unique)


store = _table(
    "store",
    Column("format", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("revision", _NUMBER, nullable=False),
    _text("settings"),
    Column("settings_revision", _NUMBER, nullable=False),
)
"""One row. ``settings_revision`` is the revision at which the settings were last set."""

documents = _table(
    "documents",
    Column("id", Text, primary_key=True),
    _text("title"),
    _text("outlet"),
    _text("date"),
    _text("address"),
    _text("sha256"),
    _text("text", null=True),
    _text("blocks", null=True),
    _text("pages", null=True),
)
"""``text`` is NULL if the text was withheld; ``blocks`` and ``pages`` are JSON."""

readings = _table(
    "readings",
    Column("document", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    _text("key"),
    _text("suggestions"),
    _text("assigned"),
    _text("warnings"),
)
"""The attribution of each document without its assertions: the settings it was made under, and JSON."""

assertions = _table(
    "assertions",
    Column("number", _NUMBER, primary_key=True),
    _text("id", unique=True),
    Column("document", Text, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    _text("party", null=True),
    _text("source", null=True),
    _text("mention", null=True),
    _text("via", null=True),
    _text("why", null=True),
    Column("resolved", Integer, nullable=False),
    _text("cue"),
    _text("stance"),
    _text("text"),
    _text("quote"),
    Column("start_offset", Integer, nullable=False),
    Column("end_offset", Integer, nullable=False),
    _text("spans", null=True),
    _text("time_start", null=True),
    _text("time_end", null=True),
    Column("timed", Integer, nullable=False),
    _text("answers", null=True),
    Column("whole", Integer, nullable=False),
    _text("unresolved", null=True),
    Index("assertions_of_document", "document"),
)
"""``spans`` is JSON, or NULL if the offsets give the only span. ``timed`` is 1 if there is a time.
``unresolved`` is a JSON list, or NULL if it is empty."""

judges = _table("judges", Column("number", _NUMBER, primary_key=True), _text("name", unique=True))

verdicts = _table(
    "verdicts",
    Column("a", _NUMBER, ForeignKey("assertions.number", ondelete="CASCADE"), primary_key=True),
    Column("b", _NUMBER, ForeignKey("assertions.number", ondelete="CASCADE"), primary_key=True),
    Column("judge", _NUMBER, ForeignKey("judges.number"), primary_key=True),
    _text("relation"),
    Column("probability", _REAL, nullable=False),
    Column("contradiction", _REAL, nullable=True),
    _text("reasons", null=True),
    Index("verdicts_of_b", "b"),
    rowid=False,
)
"""Numbers in place of ids keep the rows of neutral verdicts, which are most, small."""

state = _table(
    "state",
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("key"),
    _text("judge"),
    Column("not_compared", _NUMBER, nullable=False),
    _text("pairs"),
    _text("extra"),
)
"""One row, or none before the first state. ``pairs`` is a JSON list of ids: a, b, a, b …"""

points = _table(
    "points",
    Column("position", Integer, primary_key=True, autoincrement=False),
    _text("label"),
    _text("pairs"),
)

decisions = _table(
    "decisions",
    Column("number", _NUMBER, primary_key=True),
    _text("id", unique=True),
    _text("subject"),
    _text("mark"),
    _text("value"),
    _text("decided_by"),
    _text("decided_at"),
    _text("record"),
)

vectors = _table(
    "vectors",
    Column("model", Text, primary_key=True),
    Column("text_sha256", Text, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

_RELATIONS_VIEW = """
CREATE VIEW relations AS
SELECT a.id AS a, a.party AS a_party, a.source AS a_source, a.stance AS a_stance, a.text AS a_text,
       v.relation, v.probability, v.contradiction,
       b.id AS b, b.party AS b_party, b.source AS b_source, b.stance AS b_stance, b.text AS b_text,
       v.reasons, j.name AS judge
FROM verdicts v
JOIN assertions a ON a.number = v.a
JOIN assertions b ON b.number = v.b
JOIN judges j ON j.number = v.judge
WHERE v.relation <> 'neutral'
"""
"""The verdicts that are not neutral, with the words of both sides, for people who query the store by SQL."""

_SQLITE = (
    """\
CREATE VIRTUAL TABLE assertion_words USING fts5(
    text, quote, content='assertions', content_rowid='number',
    tokenize='porter unicode61 remove_diacritics 2')
""",
    _RELATIONS_VIEW,
)
"""The index of words is kept by statements, not by triggers: SQLite runs no trigger that writes to it while
the schema is not trusted."""

FOLDED = "regexp_replace(normalize({}, NFKD), '[\u0300-\u036f]', '', 'g')"
"""PostgreSQL expression of a text without diacritics."""
_FOLDED_ASSERTION = FOLDED.format("text || ' ' || quote")

_POSTGRES = (
    "CREATE TEXT SEARCH DICTIONARY narratives_stem (TEMPLATE = snowball, Language = english)",
    "CREATE TEXT SEARCH CONFIGURATION narratives_words (COPY = simple)",
    "ALTER TEXT SEARCH CONFIGURATION narratives_words "
    "ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part WITH narratives_stem",
    "ALTER TABLE assertions ADD COLUMN words tsvector GENERATED ALWAYS AS "
    f"(to_tsvector('narratives_words', {_FOLDED_ASSERTION})) STORED",
    "CREATE INDEX assertions_words ON assertions USING gin (words)",
    _RELATIONS_VIEW,
)
"""A configuration of its own, so that words are stemmed and, as in SQLite, no frequent word is left out."""


def table_names() -> list[str]:
    """Return the names of the tables, sorted."""
    return sorted(_METADATA.tables)


def column_names(table: str) -> list[str]:
    """Return the names of the columns of a table, in their order."""
    return [column.name for column in _METADATA.tables[table].columns]


def create(connection: Connection) -> None:
    """Create the tables and the row of a new, empty store, in the transaction of the connection."""
    _METADATA.create_all(connection, checkfirst=False)
    for statement in _POSTGRES if connection.dialect.name == "postgresql" else _SQLITE:
        connection.exec_driver_sql(statement.strip())
    connection.execute(
        store.insert().values(format=FORMAT, version=VERSION, revision=0, settings="{}", settings_revision=0)
    )


__all__ = [
    "FOLDED",
    "FORMAT",
    "VERSION",
    "assertions",
    "column_names",
    "create",
    "decisions",
    "documents",
    "judges",
    "points",
    "readings",
    "state",
    "store",
    "table_names",
    "vectors",
    "verdicts",
]
