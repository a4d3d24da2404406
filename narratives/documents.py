"""The documents of files, texts and `Document` values, one of them by name, and their check for English."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from attrs import evolve

from narratives.attribution import foreign_paragraphs, paragraphs
from narratives.errors import LanguageError, ReadError, StorageError
from narratives.language.names import hint
from narratives.model import Document
from narratives.reading import ENDINGS, articles_in, read_file, read_string

Readable = str | Path | Document
"""The name of a file or folder, a text or a document. A str is a name if it is one line that ends in a known
ending such as .txt or .pdf, or is the name of an existing file or folder."""

_MAX_FILE_NAME = 1024
_MOSTLY_FOREIGN = 0.8
"""Least proportion of characters in other languages at which a document is refused."""
_ENGLISH = ("en", "eng", "english")
_MIN_ID = 4
"""Least number of digits of an id that select a document."""
_MAX_LISTED = 12
"""Greatest number of documents that a message lists."""


def documents_of(
    sources: Readable | Iterable[Readable], *, on_warning: Callable[[str], None] | None = None
) -> list[Document]:
    """Return the documents of one source or of several, each text once.

    Args:
        on_warning: called with a sentence for each folder that has files that are not read, and for each
            text that two outlets print.

    Raises:
        ReadError: a source cannot be read, or there is no document.
    """
    several = [sources] if isinstance(sources, str | Path | Document) else list(sources)
    files = [one for source in several for one in _without_folder(source, on_warning)]
    documents = _without_duplicates(
        (document for source in files for document in _read_source(source)), on_warning
    )
    if not documents:
        raise ReadError("no document to read; give a file's name, a text or a Document")
    return documents


def _without_folder(source: Readable, on_warning: Callable[[str], None] | None) -> Sequence[Readable]:
    """Return the articles of a folder, or the source itself if it is none."""
    if isinstance(source, Document) or not _is_folder(source):
        return (source,)
    found = articles_in(Path(source))
    if found.warning and on_warning is not None:
        on_warning(found.warning)
    return found.paths


def _read_source(source: Readable) -> tuple[Document, ...]:
    """Return the documents of a file, of a text or of a `Document`, which gets a title if it has none."""
    if not isinstance(source, str | Path | Document):
        raise ReadError(f"{source!r:.60} is no document; give a file's name, a text or a Document")
    if isinstance(source, Document):
        checked = read_string(source.text)
        return (source if source.title else evolve(source, title=checked.title),)
    if isinstance(source, Path):
        return read_file(source)
    one_line = "\n" not in source.strip() and len(source) <= _MAX_FILE_NAME and source.strip()
    if one_line and (source.lower().endswith(ENDINGS) or _is_file(source)):
        return read_file(Path(source))
    return (read_string(source),)


def _is_file(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def _is_folder(name: object) -> bool:
    if not isinstance(name, str | Path) or not str(name).strip():
        return False
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False


def _without_duplicates(
    documents: Iterable[Document], on_warning: Callable[[str], None] | None
) -> list[Document]:
    """Return the documents without those whose text equals that of an earlier one."""
    kept: dict[str, Document] = {}
    for document in documents:
        first = kept.setdefault(document.id, document)
        if document.outlet and document.outlet != first.outlet and on_warning is not None:
            name = document.address or document.title or "a text"
            other = first.outlet or first.address or first.title or "an earlier one"
            on_warning(
                f"{name} of {document.outlet}: has the same text as that of {other}, which is read once"
            )
    return list(kept.values())


def reads_any_language(language: str | None) -> bool:
    """Return True if all paragraphs are to be read as English.

    Raises:
        ReadError: the language given is not English.
    """
    if language is None:
        return False
    if language.casefold() not in _ENGLISH:
        raise ReadError(f"language {language!r}: only English is read; give 'en'")
    return True


def language_warnings(document: Document, *, read: bool) -> list[str]:
    """Return the warnings about parts of a document that are not in English.

    Args:
        read: whether these parts are read as English.

    Raises:
        LanguageError: at least `_MOSTLY_FOREIGN` of the document is not in English, and ``read`` is False.
    """
    foreign = foreign_paragraphs(document)
    if not foreign:
        return []
    characters: dict[str, int] = {}
    for paragraph, language in foreign:
        label = f"{language.name} ({language.code})"
        characters[label] = characters.get(label, 0) + len(paragraph.text)
    total = sum(len(paragraph.text) for paragraph in paragraphs(document, any_language=True))
    name = document.address or document.title or "the text"
    main_language = max(characters, key=lambda one: (characters[one], one))
    if read:
        return [f"{name}: is in part in {', '.join(characters)}, and read as English as you asked"]
    if sum(characters.values()) >= _MOSTLY_FOREIGN * total:
        raise LanguageError(
            f"{name}: is in {main_language}, and only English is read; translate it first, or have it read "
            'as it is with --language en (language="en")'
        )
    count = f"{len(foreign)} paragraph{'' if len(foreign) == 1 else 's'}"
    words = sum(len(paragraph.text.split()) for paragraph, _ in foreign)
    return [
        f"{name}: {count} in {', '.join(characters)} ({words} words) left out, since only English is read; "
        '--language en (language="en") reads them too'
    ]


def document_named(name: str, documents: Iterable[Document]) -> Document:
    """Return the document with an id, the first digits of one, an address or a title.

    Raises:
        StorageError: it fits none or several.
    """
    every = list(documents)
    found = [one for one in every if name in (one.id, one.address, one.title)] or [
        one for one in every if len(name) >= _MIN_ID and one.id.startswith(name)
    ]
    if len(found) == 1:
        return found[0]
    labels = [f"{one.id} {one.title or one.address}".strip() for one in found or every]
    listed = "; ".join(f"{label:.60}" for label in labels[:_MAX_LISTED])
    if found:
        raise StorageError(f"document {name!r:.60} fits {len(found)} documents; give an id: {listed}")
    similar = hint(name, [text for one in every for text in (one.title, one.address) if text])
    raise StorageError(f"there is no document {name!r:.60}; {similar}documents: {listed or 'none'}")
