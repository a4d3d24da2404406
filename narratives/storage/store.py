"""The store: documents, their attributions, verdicts, decisions, and what was last made of them."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, select, update

from narratives.attribution import Attribution
from narratives.decisions import Decision
from narratives.model import Document
from narratives.storage import records, schema
from narratives.storage.documents import (
    add_document,
    among,
    put_attribution,
    read_attributions,
    read_documents,
    remove_document,
    text_digest,
)
from narratives.storage.engine import Database
from narratives.storage.statements import insertion, listed, parts, word_search
from narratives.storage.states import read_state, write_state
from narratives.storage.values import Pair, State, StoredVerdict
from narratives.storage.verdicts import add_verdicts, read_verdicts

_MAX_FOUND = 1_000_000
"""Assertions that a search returns at most."""


class Store:
    """A store that is open; a context manager that closes it.

    Every method is one transaction: it is done completely or not at all, and what other processes write is
    seen by the next call. Writes wait for each other. One store is used by one thread at a time.

    Attributes:
        location: the file name, or the URL without its password and options.

    Raises:
        StorageError: from every method, if the database cannot be read or written, or was altered.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._snapshot: Connection | None = None
        self.location = database.place

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._database.engine.dispose()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all reads inside see the store as it is now, whatever is written meanwhile."""
        outer = self._snapshot
        with self._reading() as connection:
            connection.execute(select(schema.store.c.revision))
            self._snapshot = connection
            try:
                yield
            finally:
                self._snapshot = outer

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self._snapshot is not None:
            yield self._snapshot
        else:
            with self._database.reading() as connection:
                yield connection

    @property
    def revision(self) -> int:
        """A number that grows with every change of documents, settings or decisions."""
        with self._reading() as connection:
            return _revision(connection)

    def settings(self) -> dict[str, Any]:
        """Return the settings, a JSON object; empty at first."""
        with self._reading() as connection:
            row = connection.execute(select(schema.store.c.settings)).one()
        return next(
            records.decoded([row], lambda one: records.json_object(one[0]), place=self._at("settings"))
        )

    def set_settings(self, value: Mapping[str, Any], *, expected: int | None = None) -> bool:
        """Replace the settings.

        Args:
            expected: the revision that was read before the settings were. If the settings were changed after
                it, nothing is written: read them again, and try again.

        Returns:
            False if the settings were changed after ``expected``.
        """
        stored = records.dumps(dict(value), place=self._at("settings"))
        with self._database.writing() as connection:
            row = connection.execute(select(schema.store.c.settings, schema.store.c.settings_revision)).one()
            if expected is not None and row.settings_revision > expected:
                return False
            if row.settings != stored:
                changed = _grow(connection)
                connection.execute(update(schema.store).values(settings=stored, settings_revision=changed))
        return True

    def documents(self) -> tuple[Document, ...]:
        """Return the documents ordered by date, outlet, title and id."""
        with self._reading() as connection:
            return read_documents(connection, place=self.location)

    def add(self, document: Document, key: str, attribution: Attribution) -> bool:
        """Add a document with its attribution.

        Args:
            key: fingerprint of the settings that the attribution was made under.

        Returns:
            False if a document with the same text is there already; nothing is changed then.

        Raises:
            TooLargeError: the text is longer than the limit on one document.
            StorageError: a text has U+0000 or a lone surrogate; an assertion has no place in the document;
                another text has the same id.
        """
        row = records.document_row(document, place=self.location)
        with self._database.writing() as connection:
            if not add_document(connection, row, place=self.location):
                return False
            put_attribution(connection, document.id, key, attribution, place=self.location)
            _grow(connection)
        return True

    def remove(self, document_id: str) -> bool:
        """Remove a document, its attribution, and the verdicts and vectors of its assertions.

        Returns:
            False if there is no such document.
        """
        with self._database.writing() as connection:
            found = remove_document(connection, document_id)
            if found:
                _grow(connection)
        return found

    def attributions(self, key: str) -> dict[str, Attribution]:
        """Return the attributions made under the settings with the fingerprint: document id → attribution."""
        with self._reading() as connection, records.many_values():
            return read_attributions(connection, key, place=self.location)

    def put_attributions(self, key: str, made: Mapping[str, Attribution]) -> None:
        """Replace the attributions of documents.

        Verdicts on assertions that are still there are kept, others are removed. Documents that are not in
        the store, because they were removed meanwhile, are left out; others keep their attributions.

        Args:
            key: fingerprint of the settings that they were made under.
            made: id of a document → its attribution.
        """
        with self._database.writing() as connection:
            for document in among(connection, schema.documents.c.id, sorted(made)):
                put_attribution(connection, document, key, made[document], place=self.location)

    def verdicts(self, judge: str, pairs: Iterable[Pair]) -> dict[Pair, StoredVerdict]:
        """Return the known verdicts of a judge, neutral ones too, in the order of the pairs."""
        with self._reading() as connection, records.many_values():
            return read_verdicts(connection, judge, pairs, place=self.location)

    def put_verdicts(self, judge: str, verdicts: Iterable[StoredVerdict]) -> int:
        """Add verdicts of a judge. Those on pairs that it has judged already are not replaced.

        Verdicts on assertions that are not in the store, because a document was removed or read anew
        meanwhile, are left out.

        Returns:
            The number of verdicts added.

        Raises:
            StorageError: a probability is not from 0 to 1, or a reason has a place in another document than
                that of its assertion.
        """
        given = [(one, records.verdict_row(one, place=self.location)) for one in verdicts]
        with self._database.writing() as connection:
            return add_verdicts(connection, judge, given, place=self.location)

    def vectors(self, model: str, texts: Iterable[str]) -> dict[str, bytes]:
        """Return the known vectors of a model: text → vector."""
        digests = {text_digest(text): text for text in texts}
        columns = schema.vectors.c
        found: dict[str, bytes] = {}
        with self._reading() as connection:
            for part in parts(digests):
                wanted = select(listed(connection, part).c.value)
                rows = connection.execute(
                    select(columns.text_sha256, columns.vector).where(
                        columns.model == model, columns.text_sha256.in_(wanted)
                    )
                )
                found |= {digests[digest]: bytes(vector) for digest, vector in rows}
        return {text: found[text] for text in digests.values() if text in found}

    def put_vectors(self, model: str, vectors: Mapping[str, bytes]) -> None:
        """Add vectors of a model: text → vector. Those of known texts are not replaced."""
        rows = [
            {"model": model, "text_sha256": text_digest(text), "vector": vector}
            for text, vector in vectors.items()
        ]
        if rows:
            with self._database.writing() as connection:
                connection.execute(insertion(connection, schema.vectors).on_conflict_do_nothing(), rows)

    def decisions(self) -> tuple[Decision, ...]:
        """Return the decisions of people in the order in which they were added."""
        columns = schema.decisions.c
        with self._reading() as connection:
            found = connection.scalars(select(columns.record).order_by(columns.number)).all()
        return records.decisions_from(found, place=self.location)

    def add_decisions(self, decisions: Iterable[Decision]) -> int:
        """Add decisions of people. One that is there already is kept as it is.

        Returns:
            The number of decisions added.
        """
        rows = [records.decision_row(one, place=self.location) for one in decisions]
        with self._database.writing() as connection:
            known = set(among(connection, schema.decisions.c.id, [row["id"] for row in rows]))
            added = list({row["id"]: row for row in rows if row["id"] not in known}.values())
            if added:
                connection.execute(schema.decisions.insert(), added)
                _grow(connection)
        return len(added)

    def state(self) -> State | None:
        """Return what was last made of the store, or None.

        It is not changed with the documents: its ``key`` tells whether it still fits.
        """
        with self._reading() as connection, records.many_values():
            return read_state(connection, place=self.location)

    def put_state(self, state: State) -> None:
        """Replace what was last made of the store. Only the points that changed are written."""
        place = self._at("state")
        row = {
            "number": 1,
            "key": state.key,
            "judge": state.judge,
            "not_compared": state.not_compared,
            "pairs": records.pairs_text(state.pairs, place=place),
            "extra": records.dumps(state.extra, place=place),
        }
        points = [(one.label, records.pairs_text(one.pairs, place=place)) for one in state.points]
        with self._database.writing() as connection:
            write_state(connection, row, points)

    def find_words(self, words: str, limit: int = 50) -> tuple[str, ...]:
        """Return the ids of the assertions whose text or quote has all the words, best first.

        Words are compared without case, diacritics and endings; punctuation is ignored. Ranked by BM25 in
        SQLite, by the frequency of the words in PostgreSQL.
        """
        with self._reading() as connection:
            query = word_search(connection, words, min(max(limit, 0), _MAX_FOUND))
            return () if query is None else tuple(connection.scalars(query))

    def _at(self, what: str) -> str:
        return f"{self.location}: {what}"


def _revision(connection: Connection) -> int:
    return int(connection.execute(select(schema.store.c.revision)).scalar_one())


def _grow(connection: Connection) -> int:
    """Raise the revision, and return it."""
    connection.execute(update(schema.store).values(revision=schema.store.c.revision + 1))
    return _revision(connection)
