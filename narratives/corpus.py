"""Documents that are kept in a store, with their parties and decisions, and the comparison made of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from attrs import evolve, frozen

from narratives.accounts import accounts_of, attribute_documents
from narratives.attribution import Attribution
from narratives.comparing import Subjects, comparison_of, judge_candidates, subjects_of
from narratives.comparison import Comparison
from narratives.corpus_state import (
    disputes_of,
    earlier_verdicts,
    grouping_in,
    judged_of,
    state_key,
    state_of,
    stored_disputes,
)
from narratives.decisions import Decision
from narratives.documents import Readable, document_named, documents_of
from narratives.engine import Engine, error_line
from narratives.errors import StorageError
from narratives.graph import ContradictionGraph
from narratives.joining import Grouping, grouping_of
from narratives.judging import disputes
from narratives.model import Document, Party
from narratives.pairing import Embedder
from narratives.reuse import StoredEmbedder, StoredJudge
from narratives.settings import (
    Parties,
    ReadingSettings,
    merged_settings,
    reading_settings,
    settings_key,
    settings_of,
    settings_record,
)
from narratives.storage import State, Store, open_store
from narratives.storage.records import many_values
from narratives.verdict import Judge


@frozen(kw_only=True)
class Added:
    """The documents that were added to a corpus, and those that it had already.

    Attributes:
        warnings: a sentence for each folder with files that are not read, and each text of two outlets.
    """

    documents: tuple[Document, ...]
    known: tuple[Document, ...]
    warnings: tuple[str, ...] = ()


@frozen(kw_only=True)
class _Contents:
    """The contents of a store at one moment.

    Attributes:
        settings: the JSON object of the store.
        grouping: the statements of several documents, and the copies, before decisions.
    """

    revision: int
    settings: Mapping[str, Any]
    subjects: Subjects
    grouping: Grouping
    state: State | None


class Corpus:
    """Documents in a store, with the comparison of what they say.

    The comparison depends on the documents, parties and decisions alone: it is the same, byte for byte,
    whatever the order in which documents were added, and whether it was grown or made at once. Attributions,
    vectors and verdicts are stored by their content, so that a new document costs its own attribution and
    its own pairs. Several processes may use one store.

    Args:
        judge: as for `narratives.compare`; None for the judge that the corpus was last compared with, or the
            embedded one. A judge of one's own needs an attribute ``name`` with its name and version, by which
            its verdicts are found again.
        embedder: as for `narratives.compare`.
        own: whether each account is also compared with itself; None for what the store says, or False.
        max_pairs: as for `narratives.compare`; None for what the store says, or no limit.
        engine: runs attribution and judging, see `narratives.engine.load_engine`; None for this process.
    """

    def __init__(
        self,
        store: Store,
        *,
        judge: Judge | str | None = None,
        embedder: Embedder | None = None,
        own: bool | None = None,
        max_pairs: int | None = None,
        engine: Engine | None = None,
    ) -> None:
        self._store = store
        self._engine = engine
        self._judge = judge
        self._embedder = embedder
        self._made: tuple[int, Comparison] | None = None
        given = {"judge": judge if isinstance(judge, str) else None, "own": own, "max_pairs": max_pairs}
        changed = {name: value for name, value in given.items() if value is not None}
        if any(self._store.settings().get(name) != value for name, value in changed.items()):
            self._change_settings(lambda value: {**value, **changed})

    def __enter__(self) -> "Corpus":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    @property
    def location(self) -> str:
        """The file of the store, or its URL without the password."""
        return self._store.location

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents by date, outlet, title and id."""
        return self._store.documents()

    @property
    def parties(self) -> tuple[Party, ...]:
        """The parties, in the order in which they were given or found."""
        value = self._store.settings()
        return settings_of(value["reading"]).parties if "reading" in value else ()

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions of people, in the order in which they were added."""
        return self._store.decisions()

    def add(
        self,
        sources: Readable | Iterable[Readable] = (),
        parties: Parties | None = None,
        *,
        assign: Mapping[str, str | None] | None = None,
        language: str | None = None,
        on_document: Callable[[int, int], None] | None = None,
        on_error: Callable[[Document, str], None] | None = None,
    ) -> Added:
        """Add documents, parties and assigned speakers.

        Without parties, those of the corpus are used; if it has none, they are found in these documents.
        Parties that are given are added; one that shares a name with a known party adds its other names to
        it. Then all documents are attributed again, and statements whose party changed are judged again.

        Args:
            sources, assign, language: as for `narratives.read`.
            on_document: called after each document that was attributed, with the number of documents done
                and the total number.
            on_error: called with a document that cannot be attributed and what is wrong, and the document is
                left out; None to raise the error.

        Raises:
            ReadError, PartyError: as for `narratives.read`.
            StorageError: the store cannot be written.
        """
        several = [sources] if isinstance(sources, str | Path | Document) else list(sources)
        skipped: list[str] = []
        documents = documents_of(several, on_warning=skipped.append) if several else []
        if not documents and parties is None and not assign:
            return Added(documents=(), known=())
        known = {document.id for document in self._store.documents()}
        new = [document for document in documents if document.id not in known]
        settings = self._settle(documents, parties, assign=assign, language=language)
        key = settings_key(settings)
        failed = set()
        attributed = self._attributed(new, settings, catch=on_error is not None)
        for number, (document, found) in enumerate(attributed):
            if isinstance(found, Attribution):
                self._store.add(document, key, found)
            elif on_error is not None:
                failed.add(document.id)
                on_error(document, found)
            if on_document is not None:
                on_document(number + 1, len(new))
        return Added(
            documents=tuple(document for document in new if document.id not in failed),
            known=tuple(document for document in documents if document.id in known),
            warnings=tuple(skipped),
        )

    def find_parties(self, documents: Sequence[Document], *, language: str | None = None) -> None:
        """Give the corpus the parties that speak in documents, which are not added."""
        self._settle(list(documents), None, assign=None, language=language)

    def remove(self, *names: str) -> tuple[Document, ...]:
        """Remove documents, each given by its id (or its first digits), address or title.

        What a document alone supported is removed with it. Decisions are kept; they apply again if the
        document is added again.

        Raises:
            StorageError: a name fits no document or several; nothing is removed then.
        """
        documents = self._store.documents()
        found = [document_named(name, documents) for name in names]
        for document in found:
            self._store.remove(document.id)
        return tuple(found)

    def decide(self, decisions: Iterable[Decision]) -> int:
        """Add decisions of people and return the number of new ones. No decision is replaced."""
        return self._store.add_decisions(decisions)

    def find_words(self, words: str, limit: int = 50) -> tuple[str, ...]:
        """Return the ids of assertions that contain the words, best first; see `narratives.storage`."""
        return self._store.find_words(words, limit)

    @property
    def graph(self) -> ContradictionGraph:
        """The graph of `comparison`."""
        return self.comparison().graph

    def comparison(self, on_pairs: Callable[[int, int], None] | None = None) -> Comparison:
        """Return the comparison of everything in the corpus; only pairs without a verdict are judged.

        Args:
            on_pairs: called before pairs are judged, with the number judged and the number to judge.
        """
        if self._made is not None and self._made[0] == self._store.revision:
            return self._made[1]
        contents = self._read()
        comparison = self._loaded(contents) or self._judged(contents, on_pairs)
        self._made = contents.revision, comparison
        return comparison

    def _judge_for(self, contents: _Contents) -> Judge | str | None:
        """Return the judge that was given, else that of the settings; None for any."""
        return self._judge if self._judge is not None else contents.settings.get("judge")

    def _loaded(self, contents: _Contents) -> Comparison | None:
        """Return the comparison that was last made, or None if it was made of another revision or judge."""
        state, judge = contents.state, self._judge_for(contents)
        if state is None:
            return None
        name = state.judge if judge is None else StoredJudge(judge, self._store).name
        if state.key != state_key(contents.revision, name):
            return None
        with many_values():
            earlier = earlier_verdicts(self._store, state, contents.subjects)
            judged = judged_of(state, earlier, contents.subjects)
            return comparison_of(contents.subjects, judged, group=partial(stored_disputes, state))

    def _judged(self, contents: _Contents, on_pairs: Callable[[int, int], None] | None) -> Comparison:
        """Return the comparison after judging the pairs without a verdict, and store its state."""
        state, subjects = contents.state, contents.subjects
        with many_values():
            earlier = earlier_verdicts(self._store, state, subjects) if state is not None else {}
            known = disputes_of(state, earlier) if state is not None else []
        stored = StoredJudge(self._judge_for(contents), self._store, self._engine, on_pairs)
        judged = judge_candidates(
            subjects,
            stored,
            own=bool(contents.settings.get("own")),
            max_pairs=contents.settings.get("max_pairs"),
            embedder=StoredEmbedder(self._embedder, self._store),
        )
        comparison = comparison_of(subjects, judged, group=partial(disputes, known=known))
        key = state_key(contents.revision, stored.name)
        self._store.put_state(state_of(key, stored.name, judged, comparison, subjects, contents.grouping))
        return comparison

    def _settle(
        self,
        documents: list[Document],
        parties: Parties | None,
        *,
        assign: Mapping[str, str | None] | None,
        language: str | None,
    ) -> ReadingSettings:
        """Return the settings of the corpus with those given, and store them if they are new."""
        value = self._store.settings()
        known = settings_of(value["reading"]) if "reading" in value else None
        used = known.parties if parties is None and known is not None and known.parties else parties
        given = reading_settings(documents, used, assign=assign, language=language, at_least=0)

        def merged(value: Mapping[str, Any]) -> dict[str, Any]:
            settings = given
            if "reading" in value:
                known = settings_of(value["reading"])
                kept = parties is None and known.parties
                added = evolve(given, parties=(), joined={}, found=True) if kept else given
                settings = merged_settings(known, added)
            return {**value, "reading": settings_record(settings)}

        if merged(value) != value:
            value = self._change_settings(merged)
        return settings_of(value["reading"])

    def _attributed(
        self, documents: Sequence[Document], settings: ReadingSettings, *, catch: bool = False
    ) -> Iterator[tuple[Document, Attribution | str]]:
        """Yield each document with its attribution; if errors are caught, with the message of the error."""
        task = partial(_attribution_or_error if catch else _attribution, settings)
        made = self._engine.map(task, documents) if self._engine is not None else map(task, documents)
        yield from zip(documents, made, strict=True)

    def _change_settings(self, change: Callable[[Mapping[str, Any]], dict[str, Any]]) -> dict[str, Any]:
        """Apply a change to the settings in the store, again if another process changed them meanwhile."""
        while True:
            revision = self._store.revision
            changed = change(self._store.settings())
            if self._store.set_settings(changed, expected=revision):
                return changed

    def _read(self) -> "_Contents":
        """Return the contents of the store as they are at one moment.

        Documents that were attributed with other settings are attributed anew first.

        Raises:
            StorageError: there are no documents.
        """
        while True:
            with self._store.snapshot():
                documents = self._store.documents()
                if not documents:
                    raise StorageError(f"{self.location}: has no documents; add some first")
                revision = self._store.revision
                value = self._store.settings()
                settings = settings_of(value["reading"])
                key = settings_key(settings)
                attributions = self._store.attributions(key)
                decisions = self._store.decisions()
                state = self._store.state()
            missing = [document for document in documents if document.id not in attributions]
            if not missing:
                break
            attributed = self._attributed(missing, settings)
            made = {document.id: one for document, one in attributed if isinstance(one, Attribution)}
            self._store.put_attributions(key, made)
        with many_values():
            found = [attributions[document.id] for document in documents]
            known = grouping_in(state, revision, found)
            accounts = accounts_of(documents, settings, found, grouping=known)
            subjects = subjects_of(accounts.values(), read=accounts, decisions=decisions)
            grouping = known or grouping_of((*accounts.values(), *accounts.voices), accounts.copies)
        return _Contents(revision=revision, settings=value, subjects=subjects, grouping=grouping, state=state)


def open_corpus(
    location: Path | str,
    *,
    create: bool = True,
    judge: Judge | str | None = None,
    embedder: Embedder | None = None,
    own: bool | None = None,
    max_pairs: int | None = None,
    engine: Engine | None = None,
) -> Corpus:
    """Open a corpus in a file, or in a PostgreSQL database by its URL.

    Args:
        create: make the store if there is none.
        judge, embedder, own, max_pairs, engine: as for `Corpus`.

    Raises:
        StorageError: the store is of another kind or of a newer version, or cannot be opened.
        MissingExtraError: the driver of the database is not installed.
    """
    store = open_store(location, create=create)
    return Corpus(store, judge=judge, embedder=embedder, own=own, max_pairs=max_pairs, engine=engine)


def _attribution(settings: ReadingSettings, document: Document) -> Attribution:
    [found] = attribute_documents([document], settings)
    return found


def _attribution_or_error(settings: ReadingSettings, document: Document) -> Attribution | str:
    try:
        return _attribution(settings, document)
    except Exception as error:  # noqa: BLE001 - an error in one document does not end a run
        return error_line(error)
