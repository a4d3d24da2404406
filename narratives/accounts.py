"""Documents → accounts: who says what, by party."""

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import evolve, field, frozen

from narratives.attribution import (
    attribute,
    check_parties,
    foreign_paragraphs,
    names_missing,
    near_names,
    paragraphs,
    proposed_parties,
)
from narratives.decisions import Decision, Review, Unmatched
from narratives.errors import LanguageError, NarrativesWarning, PartyError, ReadError
from narratives.findings import OWN_VOICE, Findings, Voice, voices_of
from narratives.model import ARTICLE, NO_PARTY, Account, Assertion, Document, Party
from narratives.reading import ENDINGS, read_file, read_string
from narratives.reading.parties import read_assignments, read_parties
from narratives.reviewing import decide_statements

Readable = str | Path | Document
"""A file's name, a text, or a document. A str is a file's name where it is one line that ends in .txt,
.pdf and the like, or names a file that is there."""

_LONGEST_NAME = 1024
_MOSTLY_FOREIGN = 0.8
"""Share of the letters in other languages from which a document is refused."""
_MOST_NAMED = 12
"""Speakers that a message names."""
_ENGLISH = ("en", "eng", "english")


@frozen(kw_only=True, slots=False)
class Accounts(Mapping[str, Account]):
    """What documents say, by party: a mapping of the party's name to its account.

    Attributes:
        documents: those that were read.
        parties: in the order asked for.
        article: what the documents say in their own voice.
        voices: the speakers who speak for no party asked for, and the documents' own voice last.
        warnings: what was read that may not be what was meant, a sentence each.
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
        """All of them, in the order of the text."""
        order = {document.id: number for number, document in enumerate(self.documents)}
        every = [*(a for account in self.values() for a in account), *self.article, *self.others]
        return tuple(
            sorted(
                every, key=lambda a: (order[a.spans[0].document], a.spans[0].start, a.spans[0].end, a.text)
            )
        )

    @property
    def others(self) -> tuple[Assertion, ...]:
        """Assertions of speakers who speak for no party asked for, speaker by speaker."""
        return tuple(one for voice in self.voices if voice.name != ARTICLE for one in voice.assertions)

    @property
    def why(self) -> Mapping[str, str]:
        """Id of an assertion → why its speaker was taken for the party, or for none."""
        return {one.id: one.source.why if one.source else OWN_VOICE for one in self.assertions}

    @property
    def findings(self) -> Findings:
        """The accounts, nothing compared."""
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
        """Who says what as rows; see `narratives.exchange.rows`."""
        from narratives.exchange import rows

        return rows(self.findings, "assertions")

    def to_json(self, *, texts: bool = False) -> str:
        """The accounts alone, as JSON of the format narratives/1."""
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
    on_document: Callable[[int, int], None] | None = None,
) -> Accounts:
    """Read documents and find who says what.

    Args:
        sources: one or several of a file's name, a text, a `Document`.
        parties: names, `Party` values, a mapping of names to other names, or the path of a YAML file of
            such a mapping. Without any, the parties are found in the text.
        assign: name of a speaker → name of the party that he speaks for; None or "(no party)" for none. Wins
            over what the text says, and over the ``speakers`` of a parties file.
        decisions: what people decided about statements and speakers; see `narratives.read_decisions`.
        language: "en" to read paragraphs as English in whatever language they seem to be; without it they
            are left out, with a warning.
        at_least: so many parties must be found where none are given; 0 to take what there is.
        on_document: called with how many documents are done, and of how many, before each.

    Warns:
        NarrativesWarning: a name of a party is not in the texts; part of a text is not in English. The same
            sentences are in ``warnings`` of what is returned.

    Raises:
        ReadError: a document cannot be read; `LanguageError`: it is not in English.
        PartyError: a party is given twice or shares a name with another; a speaker is assigned to a party
            that is not given, or speaks nowhere; without parties, fewer than ``at_least`` were found.
    """
    several = [sources] if isinstance(sources, str | Path | Document) else list(sources)
    documents = _distinct(document for source in several for document in _documents(source))
    if not documents:
        raise ReadError("no document to read; give a file's name, a text or a Document")
    any_language = _is_english(language)
    told = [line for document in documents for line in _language_warnings(document, read=any_language)]
    proposed = (
        proposed_parties(documents, at_least=at_least, any_language=any_language) if parties is None else []
    )
    asked = _parties(parties) if parties is not None else [one.party for one in proposed]
    check_parties(asked)
    known = read_assignments(parties) if isinstance(parties, Path) else {}
    assigned = _assigned({**known, **(assign or {})}, asked)
    found = []
    for number, document in enumerate(documents):
        if on_document is not None:
            on_document(number, len(documents))
        found.append(attribute(document, asked, assigned=assigned, any_language=any_language))
    if proposed:
        speaking = {one.party for each in found for one in each.assertions}
        asked = [party for party in asked if party.name in speaking]
    joined = {name: why for one in proposed for name, why in one.joined.items()}
    assertions = [_with_reason(assertion, joined) for one in found for assertion in one.assertions]
    speakers = {one.source.name for one in assertions if one.source and one.source.resolved}
    _check_assigned(assigned, frozenset(name for one in found for name in one.assigned), speakers)
    told += names_missing(asked, [document.text for document in documents], speakers)
    suggestions = {name: one for each in reversed(found) for name, one in each.suggestions.items()}
    decided = decide_statements(
        [Account(party, [a for a in assertions if a.party == party.name]) for party in asked],
        voices_of((a for a in assertions if a.party is None), suggestions),
        decisions,
    )
    for line in told:
        warnings.warn(line, NarrativesWarning, stacklevel=2)
    own = next((voice.assertions for voice in decided.voices if voice.name == ARTICLE), ())
    return Accounts(
        documents=tuple(documents),
        parties=tuple(asked),
        article=Account(ARTICLE, own),
        voices=decided.voices,
        warnings=tuple(told),
        reviews=decided.reviews,
        unmatched=decided.unmatched,
        by_name={account.name: account for account in decided.accounts},
    )


def _with_reason(assertion: Assertion, joined: Mapping[str, str]) -> Assertion:
    """The assertion, with why its speaker was joined to a party that was found in the text."""
    source = assertion.source
    if source is None or assertion.party is None or source.name not in joined:
        return assertion
    return evolve(assertion, source=evolve(source, why=joined[source.name]))


def _is_english(language: str | None) -> bool:
    if language is None:
        return False
    if language.casefold() not in _ENGLISH:
        raise ReadError(f"language {language!r}: only English is read; give 'en'")
    return True


def _language_warnings(document: Document, *, read: bool) -> list[str]:
    """What to say of the parts of a document that are not in English.

    Args:
        read: whether they are read all the same.

    Raises:
        LanguageError: nearly all of it is not, and it is not to be read.
    """
    foreign = foreign_paragraphs(document)
    if not foreign:
        return []
    letters: dict[str, int] = {}
    for paragraph, language in foreign:
        named = f"{language.name} ({language.code})"
        letters[named] = letters.get(named, 0) + len(paragraph.text)
    every = sum(len(paragraph.text) for paragraph in paragraphs(document, any_language=True))
    name = document.address or document.title or "the text"
    first = max(letters, key=lambda one: (letters[one], one))
    if read:
        return [f"{name}: is in part in {', '.join(letters)}, and read as English as you asked"]
    if sum(letters.values()) >= _MOSTLY_FOREIGN * every:
        raise LanguageError(
            f"{name}: is in {first}, and only English is read; translate it first, or have it read as it is "
            'with --language en (language="en")'
        )
    count = f"{len(foreign)} paragraph{'' if len(foreign) == 1 else 's'}"
    words = sum(len(paragraph.text.split()) for paragraph, _ in foreign)
    return [
        f"{name}: {count} in {', '.join(letters)} ({words} words) left out, since only English is read; "
        '--language en (language="en") reads them too'
    ]


def _assigned(assign: Mapping[str, str | None], parties: Sequence[Party]) -> dict[str, str | None]:
    """The assignments with the parties' names as given.

    Raises:
        PartyError: a party is not among those given, or a name is blank.
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
            near = near_names(name, names)
            hint = f"did you mean {near[0]!r}? " if near else ""
            there = ", ".join(names) or "none"
            raise PartyError(f"speaker {speaker!r}: there is no party {name!r}; {hint}parties: {there}")
        found[speaker] = known[name.casefold()]
    return found


def _check_assigned(assigned: Mapping[str, str | None], met: frozenset[str], speakers: Iterable[str]) -> None:
    """Refuse an assignment of somebody who says nothing, and name who does."""
    names = sorted(set(speakers))
    for speaker in assigned:
        if speaker not in met:
            near = near_names(speaker, names)
            hint = f"did you mean {near[0]!r}? " if near else ""
            raise PartyError(
                f"speaker {speaker!r} says nothing in the text; {hint}"
                f"speakers: {', '.join(names[:_MOST_NAMED]) or 'none'}"
            )


def _documents(source: Readable) -> tuple[Document, ...]:
    if not isinstance(source, str | Path | Document):
        raise ReadError(f"{source!r:.60} is no document; give a file's name, a text or a Document")
    if isinstance(source, Document):
        checked = read_string(source.text)
        return (source if source.title else evolve(source, title=checked.title),)
    if isinstance(source, Path):
        return read_file(source)
    one_line = "\n" not in source.strip() and len(source) <= _LONGEST_NAME and source.strip()
    if one_line and (source.lower().endswith(ENDINGS) or _is_file(source)):
        return read_file(Path(source))
    return (read_string(source),)


def _is_file(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def _distinct(documents: Iterable[Document]) -> list[Document]:
    """Each text once: where two outlets carry the same, the first that was given stands for it."""
    kept: dict[str, Document] = {}
    for document in documents:
        kept.setdefault(document.id, document)
    return list(kept.values())


def _parties(parties: Iterable[str | Party] | Mapping[str, Iterable[str]] | Path) -> list[Party]:
    if isinstance(parties, Path):
        return read_parties(parties)
    if isinstance(parties, str):
        raise PartyError(f"parties {parties!r}: a list of names is needed, not one text; put it in [ ]")
    if isinstance(parties, Mapping):
        return [Party(name, aliases) for name, aliases in parties.items()]
    return [party if isinstance(party, Party) else Party(party) for party in parties]
