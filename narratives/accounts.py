"""Read documents and attribute their statements to parties."""

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import evolve, field, frozen

from narratives.attribution import (
    attribute_each,
    check_parties,
    foreign_paragraphs,
    missing_name_warnings,
    paragraphs,
    proposed_parties,
)
from narratives.attribution.chat import ChatReader
from narratives.decisions import Decision, Review, Unmatched
from narratives.errors import LanguageError, NarrativesWarning, PartyError, ReadError
from narratives.findings import OWN_VOICE, Findings, Voice, voices_of
from narratives.language.names import similar_names
from narratives.model import ARTICLE, NO_PARTY, Account, Assertion, Document, Party
from narratives.reading import ENDINGS, read_file, read_string
from narratives.reading.parties import read_assignments, read_parties
from narratives.reviewing import decide_statements

Readable = str | Path | Document
"""A file name, a text or a document. A str is a file name if it is one line that ends in a known ending such
as .txt or .pdf, or is the name of an existing file."""

_MAX_FILE_NAME = 1024
_MOSTLY_FOREIGN = 0.8
"""Least proportion of characters in other languages at which a document is refused."""
_MAX_LISTED = 12
"""Greatest number of speakers that a message lists."""
_ENGLISH = ("en", "eng", "english")


@frozen(kw_only=True, slots=False)
class Accounts(Mapping[str, Account]):
    """The statements of documents by party: a mapping of a party's name to its account.

    Attributes:
        documents: the documents that were read.
        parties: in the order given.
        article: the account of the documents' own voice.
        voices: speakers of no party, with the documents' own voice last.
        warnings: one sentence for each input that may not be what the user meant.
        reviews, unmatched: as in `Findings`.
    """

    documents: tuple[Document, ...]
    parties: tuple[Party, ...]
    article: Account
    voices: tuple[Voice, ...]
    warnings: tuple[str, ...] = ()
    reviews: tuple[Review, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    _by_name: Mapping[str, Account] = field(repr=False, alias="by_name")

    def __getitem__(self, name: str) -> Account:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    @property
    def assertions(self) -> tuple[Assertion, ...]:
        """All assertions, in the order of the documents and of the text."""
        order = {document.id: number for number, document in enumerate(self.documents)}
        every = [*(a for account in self.values() for a in account), *self.article, *self.others]
        return tuple(
            sorted(
                every, key=lambda a: (order[a.spans[0].document], a.spans[0].start, a.spans[0].end, a.text)
            )
        )

    @property
    def others(self) -> tuple[Assertion, ...]:
        """Assertions of speakers of no party, speaker by speaker."""
        return tuple(one for voice in self.voices if voice.name != ARTICLE for one in voice.assertions)

    @property
    def why(self) -> Mapping[str, str]:
        """Id of an assertion → reason for assigning its speaker to the party, or to none."""
        return {one.id: one.source.why if one.source else OWN_VOICE for one in self.assertions}

    @property
    def findings(self) -> Findings:
        """The accounts as findings, not compared."""
        return Findings(
            accounts=tuple(self.values()),
            verdicts=(),
            disputes=(),
            documents=self.documents,
            compared=False,
            voices=self.voices,
            warnings=self.warnings,
            reviews=self.reviews,
            unmatched=self.unmatched,
        )

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Return the assertions as rows; see `narratives.exchange.rows`."""
        from narratives.exchange import rows

        return rows(self.findings, "assertions")

    def to_json(self, *, texts: bool = False) -> str:
        """Return the accounts as JSON in the format narratives/1, without relations."""
        from narratives.exchange import to_json

        return to_json(self.findings, texts=texts)


def read(
    sources: Readable | Iterable[Readable],
    parties: Iterable[str | Party] | Mapping[str, Iterable[str]] | Path | None = None,
    *,
    assign: Mapping[str, str | None] | None = None,
    decisions: Iterable[Decision] = (),
    language: str | None = None,
    at_least: int = 2,
    reader: ChatReader | str = "rules",
    on_document: Callable[[int, int], None] | None = None,
) -> Accounts:
    """Read documents and attribute their statements to speakers and parties.

    Args:
        sources: a file name, a text or a `Document`, or several of these.
        parties: names, `Party` values, a mapping of names to other names, or the path of a YAML file with
            such a mapping. If None, the parties are found in the text.
        assign: name of a speaker → name of the speaker's party; None or "(no party)" for none. Overrides the
            text and the ``speakers`` of a parties file.
        decisions: decisions by people on statements, speakers and parties; see `narratives.read_decisions`.
        language: "en" to read all paragraphs as English, whatever language is detected. By default,
            paragraphs in other languages are left out with a warning.
        at_least: least number of parties to find if none are given; 0 to accept any number.
        reader: "rules"; or a `ChatReader`, which sends the texts to its endpoint; or "chat" for one that is
            set up by environment variables. Parties that are not given are found by the rules.
        on_document: called before each document with the number of documents done and the total number.

    Warns:
        NarrativesWarning: a name of a party is not in the texts, or part of a text is not in English. The
            messages are also in ``warnings`` of the result.

    Raises:
        ReadError: a document cannot be read; `LanguageError` if it is not in English.
        PartyError: a party is given twice or shares a name with another; a speaker is assigned to a party
            that is not given, or has no statements; or fewer than ``at_least`` parties were found.
        ChatError: the chat model cannot be used, or would need too many requests.
    """
    chat = _chat_reader(reader)
    several = [sources] if isinstance(sources, str | Path | Document) else list(sources)
    documents = _without_duplicates(document for source in several for document in _read_source(source))
    if not documents:
        raise ReadError("no document to read; give a file's name, a text or a Document")
    any_language = _reads_any_language(language)
    messages = [line for document in documents for line in _language_warnings(document, read=any_language)]
    proposed = (
        proposed_parties(documents, at_least=at_least, any_language=any_language) if parties is None else []
    )
    used = _as_parties(parties) if parties is not None else [one.party for one in proposed]
    check_parties(used)
    from_file = read_assignments(parties) if isinstance(parties, Path) else {}
    assigned = _resolve_assignments({**from_file, **(assign or {})}, used)
    attributions = (chat.attribute if chat is not None else attribute_each)(
        documents, used, assigned=assigned, any_language=any_language, on_document=on_document
    )
    messages += [line for one in attributions for line in one.warnings]
    if proposed:
        speaking = {one.party for each in attributions for one in each.assertions}
        used = [party for party in used if party.name in speaking]
    reasons = {name: why for one in proposed if chat is None for name, why in one.joined.items()}
    assertions = [_with_reason(assertion, reasons) for one in attributions for assertion in one.assertions]
    speakers = {one.source.name for one in assertions if one.source and one.source.resolved}
    _check_speakers_found(
        assigned, frozenset(name for one in attributions for name in one.assigned), speakers
    )
    messages += missing_name_warnings(used, [document.text for document in documents], speakers)
    suggestions = {name: one for each in reversed(attributions) for name, one in each.suggestions.items()}
    decided = decide_statements(
        [Account(party, [a for a in assertions if a.party == party.name]) for party in used],
        voices_of((a for a in assertions if a.party is None), suggestions),
        decisions,
    )
    for line in messages:
        warnings.warn(line, NarrativesWarning, stacklevel=2)
    own = next((voice.assertions for voice in decided.voices if voice.name == ARTICLE), ())
    return Accounts(
        documents=tuple(documents),
        parties=tuple(account.party for account in decided.accounts),
        article=Account(ARTICLE, own),
        voices=decided.voices,
        warnings=tuple(messages),
        reviews=decided.reviews,
        unmatched=decided.unmatched,
        by_name={account.name: account for account in decided.accounts},
    )


def _chat_reader(reader: ChatReader | str) -> ChatReader | None:
    """Return the chat reader; None for the rules.

    Raises:
        ReadError: there is no such reader.
    """
    if isinstance(reader, ChatReader):
        return reader
    if reader not in ("rules", "chat"):
        raise ReadError(f"reader {reader!r:.60}: give 'rules', 'chat' or a ChatReader")
    return ChatReader() if reader == "chat" else None


def _with_reason(assertion: Assertion, reasons: Mapping[str, str]) -> Assertion:
    """Return the assertion with the reason for which its speaker was assigned to a proposed party, if any.

    Args:
        reasons: name of a speaker → reason.
    """
    source = assertion.source
    if source is None or assertion.party is None or source.name not in reasons:
        return assertion
    return evolve(assertion, source=evolve(source, why=reasons[source.name]))


def _reads_any_language(language: str | None) -> bool:
    """Return True if all paragraphs are to be read as English.

    Raises:
        ReadError: the language given is not English.
    """
    if language is None:
        return False
    if language.casefold() not in _ENGLISH:
        raise ReadError(f"language {language!r}: only English is read; give 'en'")
    return True


def _language_warnings(document: Document, *, read: bool) -> list[str]:
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


def _resolve_assignments(assign: Mapping[str, str | None], parties: Sequence[Party]) -> dict[str, str | None]:
    """Return the assignments with each party's name or alias replaced by the name of the party.

    Raises:
        PartyError: a party is not among those given, or a speaker's name is blank.
    """
    known = {
        name.casefold(): party.name for party in reversed(parties) for name in (*party.aliases, party.name)
    }
    found: dict[str, str | None] = {}
    for speaker, name in assign.items():
        if not speaker.strip():
            raise PartyError(
                "a speaker that is assigned to a party has no name; give it, as 'Dr Hale=Norland'"
            )
        if name is None or name.casefold() == NO_PARTY:
            found[speaker] = None
            continue
        if name.casefold() not in known:
            names = [party.name for party in parties]
            listed = ", ".join(names) or "none"
            raise PartyError(
                f"speaker {speaker!r}: there is no party {name!r}; {_hint(name, names)}parties: {listed}"
            )
        found[speaker] = known[name.casefold()]
    return found


def _check_speakers_found(
    assigned: Mapping[str, str | None], found: frozenset[str], speakers: Iterable[str]
) -> None:
    """Check that each assigned speaker has statements.

    Args:
        found: the assigned names that were found.
        speakers: all speakers, for the message.

    Raises:
        PartyError: an assigned speaker was not found.
    """
    names = sorted(set(speakers))
    for speaker in assigned:
        if speaker not in found:
            raise PartyError(
                f"speaker {speaker!r} says nothing in the text; {_hint(speaker, names)}"
                f"speakers: {', '.join(names[:_MAX_LISTED]) or 'none'}"
            )


def _hint(name: str, known: Iterable[str]) -> str:
    """Return "did you mean ...? " with the most similar known name, or ""."""
    similar = similar_names(name, known)
    return f"did you mean {similar[0]!r}? " if similar else ""


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


def _without_duplicates(documents: Iterable[Document]) -> list[Document]:
    """Return the documents without those whose text equals that of an earlier one."""
    kept: dict[str, Document] = {}
    for document in documents:
        kept.setdefault(document.id, document)
    return list(kept.values())


def _as_parties(parties: Iterable[str | Party] | Mapping[str, Iterable[str]] | Path) -> list[Party]:
    if isinstance(parties, Path):
        return read_parties(parties)
    if isinstance(parties, str):
        raise PartyError(f"parties {parties!r}: a list of names is needed, not one text; put it in [ ]")
    if isinstance(parties, Mapping):
        return [Party(name, aliases) for name, aliases in parties.items()]
    return [party if isinstance(party, Party) else Party(party) for party in parties]
