"""Run the whole on a corpus of files: read, attribute, compare, and write the results to a folder.

Everything that is done is stored at once in ``graph.db`` in the folder, so that a run that was interrupted
goes on where it was.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from attrs import frozen

from narratives.choices import Choices
from narratives.comparison import Comparison
from narratives.corpus import Corpus, open_corpus
from narratives.decisions import Decision
from narratives.documents import language_warnings
from narratives.engine import Engine, error_line, load_engine
from narratives.engine.versions import PACKAGES, versions
from narratives.errors import ExchangeError, LanguageError, NarrativesError, ReadError
from narratives.exchange.record import party_record
from narratives.files import is_installed, put, save
from narratives.model import Document
from narratives.reading import ENDINGS, read_file
from narratives.reading.folders import files_in
from narratives.reading.parquet import TABLE_ENDING, documents_in_table
from narratives.settings import Parties
from narratives.verdict import Judge
from narratives.weights import EMBEDDER, JUDGE, verified_config

GRAPH = "graph.db"
MANIFEST = "manifest.json"
FORMAT = "narratives-run/1"
_TABLES = ("assertions", "relations", "disputes", "speakers")
_FINDING_PARTIES = 50
"""Documents in which parties are looked for if none are given."""


@frozen(kw_only=True)
class Progress:
    """Callbacks of a run; each is given the number done and the total number.

    Attributes:
        on_file, on_document, on_pairs: called after files were read, documents attributed, pairs judged;
            ``on_pairs`` also before the first pair.
        on_plan: called before the first document is attributed with the number of new documents and of those
            that were attributed in an earlier run.
    """

    on_file: Callable[[int, int], None]
    on_plan: Callable[[int, int], None]
    on_document: Callable[[int, int], None]
    on_pairs: Callable[[int, int], None]


@frozen(kw_only=True)
class ReadFile:
    """What a file of a corpus contains.

    Attributes:
        sha256: of the bytes of the file; "" if they cannot be read.
        errors: one line for each document that cannot be read.
    """

    path: Path
    sha256: str
    documents: tuple[Document, ...]
    errors: tuple[str, ...]


@frozen(kw_only=True)
class Run:
    """What a run made.

    Attributes:
        errors: one line for each file and document that was left out.
        files: the files that were written, without their folder.
        warnings: a sentence for each folder with files that are not read.
    """

    comparison: Comparison
    errors: tuple[str, ...]
    files: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def run(
    sources: Iterable[Path | str],
    out: Path | str,
    *,
    engine: Engine,
    progress: Progress,
    parties: Parties | None = None,
    assign: Mapping[str, str | None] | None = None,
    decisions: Iterable[Decision] = (),
    language: str | None = None,
    judge: Judge | str | None = None,
    own: bool | None = None,
    max_pairs: int | None = None,
) -> Run:
    """Read articles, compare all that their parties say, and write the results to a folder.

    The folder gets the graph, its tables, and a manifest with versions, models and checksums. A file or
    document that cannot be read is listed in the manifest and does not end the run. If the folder has a graph
    already, only what is new is done. The results do not depend on the engine, its workers, or interruptions.

    Args:
        sources: files, folders, and Parquet tables with a column ``text``; see `documents_in_table`.
        parties: as for `narratives.read`; None for those that speak in the first 50 documents by date.
        assign, decisions, language, judge, own, max_pairs: as for `Corpus`.

    Raises:
        ReadError: there is no document to read.
        ExchangeError: the folder cannot be made or written.
    """
    folder = _folder(Path(out))
    paths, warnings = _files(sources)
    read = _read(paths, engine, progress.on_file, any_language=language is not None)
    errors = [line for file in read for line in file.errors]
    documents: dict[str, Document] = {}
    for document in (one for file in read for one in file.documents):
        documents.setdefault(document.id, document)
    in_order = sorted(documents.values(), key=lambda one: (one.date or "9", one.outlet, one.title, one.id))
    if not in_order:
        why = errors[0] if errors else "give files or folders of articles"
        raise ReadError(f"no document to read; {why}")
    with open_corpus(folder / GRAPH, judge=judge, own=own, max_pairs=max_pairs, engine=engine) as corpus:
        if parties is not None or not corpus.parties:
            _settle(corpus, in_order, parties, language=language)
        known = {document.id for document in corpus.documents}
        progress.on_plan(
            sum(one.id not in known for one in in_order), sum(one.id in known for one in in_order)
        )
        corpus.add(
            in_order,
            assign=assign,
            language=language,
            on_document=progress.on_document,
            on_error=lambda document, why: errors.append(f"{document.address or document.id}: {why}"),
        )
        corpus.decide(decisions)
        comparison = corpus.comparison(progress.on_pairs)
    files = _write(folder, comparison, read, errors)
    return Run(comparison=comparison, errors=tuple(errors), files=files, warnings=warnings)


def _settle(
    corpus: Corpus, documents: Sequence[Document], parties: Parties | None, *, language: str | None
) -> None:
    """Give the corpus its parties, which are found in the first documents if none are given."""
    if parties is not None:
        corpus.add((), parties)
    else:
        corpus.find_parties(documents[:_FINDING_PARTIES], language=language)


def _folder(out: Path) -> Path:
    """Return the folder, which is made if it is not there.

    Raises:
        ExchangeError: it cannot be made, or has files and no graph.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        if not (out / GRAPH).exists() and any(out.iterdir()):
            raise ExchangeError(
                f"{out}: has other files and no run to go on with; give an empty folder or a new name"
            )
    except OSError as error:
        raise ExchangeError(f"{out}: cannot be used as a folder: {error.strerror}") from error
    return out


def _files(sources: Iterable[Path | str]) -> tuple[list[Path], tuple[str, ...]]:
    """Return the files of sources in order, each once, the files of a folder by name; and the warnings.

    Raises:
        ReadError: a folder has no articles.
    """
    found: dict[Path, None] = {}
    warnings = []
    for source in map(Path, sources):
        if source.is_dir():
            inside = files_in(source, (*ENDINGS, TABLE_ENDING))
            found |= dict.fromkeys(inside.paths)
            warnings.append(inside.warning)
        else:
            found[source] = None
    return list(found), tuple(filter(None, warnings))


def _read(
    paths: Sequence[Path], engine: Engine, on_file: Callable[[int, int], None], *, any_language: bool
) -> list[ReadFile]:
    """Read the files on this machine: others may not have them."""
    reading = engine if engine.shares_files else load_engine(workers=min(engine.workers, os.cpu_count() or 1))
    found = []
    try:
        for number, file in enumerate(reading.map(partial(read_corpus_file, any_language), paths)):
            found.append(file)
            on_file(number + 1, len(paths))
    finally:
        if reading is not engine:
            reading.close()
    return found


def read_corpus_file(any_language: bool, path: Path) -> ReadFile:  # noqa: FBT001 - for functools.partial
    """Return the documents of a file, without those that are not in English."""
    documents: list[Document] = []
    errors: list[str] = []
    digest = ""
    try:
        if path.is_file():
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        is_table = path.name.lower().endswith(TABLE_ENDING)
        for found in documents_in_table(path) if is_table else read_file(path):
            if isinstance(found, ReadError):
                errors.append(str(found))
            elif error := _language_error(found, any_language=any_language):
                errors.append(error)
            else:
                documents.append(found)
    except NarrativesError as error:
        errors.append(str(error))
    except Exception as error:  # noqa: BLE001 - an error in one file does not end a run
        errors.append(f"{path}: cannot be read: {error_line(error)}")
    return ReadFile(path=path, sha256=digest, documents=tuple(documents), errors=tuple(errors))


def _language_error(document: Document, *, any_language: bool) -> str:
    """Return why a document is left out for its language, or ""."""
    try:
        language_warnings(document, read=any_language)
    except LanguageError as error:
        return str(error)
    return ""


def _write(
    folder: Path, comparison: Comparison, read: Sequence[ReadFile], errors: Sequence[str]
) -> tuple[str, ...]:
    """Write the tables and, last, the manifest; return the names of the files."""
    ending = ".parquet" if is_installed(".parquet") else ".csv"
    names = []
    for table in _TABLES:
        names.append(f"{table}{ending}")
        save(comparison, folder / names[-1], Choices(table=table, overwrite=True))
    manifest = json.dumps(_manifest(comparison, read, errors, names), indent=1, ensure_ascii=False)
    put(folder / MANIFEST, f"{manifest}\n".encode(), overwrite=True)
    return (GRAPH, *names, MANIFEST)


def _manifest(
    comparison: Comparison, read: Sequence[ReadFile], errors: Sequence[str], tables: Sequence[str]
) -> dict[str, Any]:
    """Return the manifest. It has no times, so that the same run gives the same bytes."""
    installed = versions()
    return {
        "format": FORMAT,
        "narratives": installed["narratives"],
        "packages": {name: installed[name] for name in PACKAGES},
        "models": {
            "parser": installed["parser"],
            "judges": sorted({verdict.judge for verdict in comparison.verdicts}),
            "embedded": {folder.name: verified_config(folder)["version"] for folder in (JUDGE, EMBEDDER)},
        },
        "parties": [party_record(account.party) for account in comparison.accounts],
        "documents": len(comparison.documents),
        "assertions": len(comparison.assertions),
        "relations": len(comparison.verdicts),
        "disputes": len(comparison.disputes),
        "not_compared": comparison.not_compared,
        "tables": list(tables),
        "inputs": [
            {
                "path": str(file.path),
                "sha256": file.sha256,
                "documents": [document.id for document in file.documents],
            }
            for file in read
        ],
        "errors": list(errors),
    }
