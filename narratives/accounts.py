"""Read documents and attribute their statements to parties."""

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

from narratives.attribution import Attribution, attribute_each, missing_name_warnings
from narratives.attribution.chat import ChatReader
from narratives.copies import Copies
from narratives.decisions import Decision, Review, Unmatched
from narratives.documents import Readable, documents_of, language_warnings
from narratives.errors import NarrativesWarning, PartyError, ReadError
from narratives.findings import OWN_VOICE, Findings, Voice, voices_of
from narratives.joining import Grouping, join_groups, join_statements
from narratives.language.names import hint
from narratives.model import ARTICLE, Account, Assertion, Document, Party
from narratives.reviewing import decide_statements
from narratives.settings import Parties, ReadingSettings, reading_settings

_MAX_LISTED = 12
"""Greatest number of speakers that a message lists."""


@frozen(kw_only=True, slots=False)
class Accounts(Mapping[str, Account]):
    """The statements of documents by party: a mapping of a party's name to its account.

    Attributes:
        documents: the documents that were read.
        parties: in the order given.
        article: the account of the documents' own voice.
        voices: speakers of no party, with the documents' own voice last.
        warnings: one sentence for each input that may not be what the user meant.
        reviews, unmatched, copies: as in `Findings`.
    """

    documents: tuple[Document, ...]
    parties: tuple[Party, ...]
    article: Account
    voices: tuple[Voice, ...]
    warnings: tuple[str, ...] = ()
    reviews: tuple[Review, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    copies: tuple[Copies, ...] = ()
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
            copies=self.copies,
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
    parties: Parties | None = None,
    *,
    assign: Mapping[str, str | None] | None = None,
    decisions: Iterable[Decision] = (),
    language: str | None = None,
    at_least: int = 2,
    reader: ChatReader | str = "rules",
    on_document: Callable[[int, int], None] | None = None,
) -> Accounts:
    """Read documents and attribute their statements to speakers and parties.

    A statement that several documents report is one assertion, with the other reports in ``also``; see
    `narratives.joining`.

    Args:
        sources: the name of a file or folder, a text or a `Document`, or several of these. Of a folder all
            articles are read, also those in its subfolders, sorted by name.
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
        NarrativesWarning: a name of a party is not in the texts, part of a text is not in English, or a
            folder has files that are not articles. The messages are also in ``warnings`` of the result.

    Raises:
        ReadError: a document cannot be read; `LanguageError` if it is not in English.
        PartyError: a party is given twice or shares a name with another; a speaker is assigned to a party
            that is not given, or has no statements; or fewer than ``at_least`` parties were found.
        ChatError: the chat model cannot be used, or would need too many requests.
    """
    chat = _chat_reader(reader)
    skipped: list[str] = []
    documents = documents_of(sources, on_warning=skipped.append)
    settings = reading_settings(documents, parties, assign=assign, language=language, at_least=at_least)
    attributions = attribute_documents(documents, settings, chat, on_document=on_document)
    accounts = accounts_of(documents, settings, attributions, decisions=decisions)
    accounts = evolve(accounts, warnings=(*skipped, *accounts.warnings))
    found = frozenset(name for one in attributions for name in one.assigned)
    _check_speakers_found(settings.assigned, found, accounts.assertions)
    for line in accounts.warnings:
        warnings.warn(line, NarrativesWarning, stacklevel=2)
    return accounts


def attribute_documents(
    documents: Sequence[Document],
    settings: ReadingSettings,
    chat: ChatReader | None = None,
    *,
    on_document: Callable[[int, int], None] | None = None,
) -> list[Attribution]:
    """Return the attribution of each document, which depends on no other document.

    Its warnings include those about parts that are not in English.

    Raises:
        LanguageError: a document is not in English.
        ChatError: as for `read`.
    """
    foreign = [language_warnings(document, read=settings.any_language) for document in documents]
    attributions = (chat.attribute if chat is not None else attribute_each)(
        documents,
        settings.parties,
        assigned=settings.assigned,
        any_language=settings.any_language,
        on_document=on_document,
    )
    joined = settings.joined if chat is None else {}
    return [
        evolve(
            one,
            assertions=tuple(_with_reason(assertion, joined) for assertion in one.assertions),
            warnings=(*lines, *one.warnings),
        )
        for one, lines in zip(attributions, foreign, strict=True)
    ]


def accounts_of(
    documents: Sequence[Document],
    settings: ReadingSettings,
    attributions: Sequence[Attribution],
    *,
    decisions: Iterable[Decision] = (),
    grouping: Grouping | None = None,
) -> Accounts:
    """Return the accounts that the attributions of documents make.

    Args:
        grouping: that of an earlier call with the same attributions; None to find it.

    Raises:
        KeyError: an assertion of the grouping is not in the attributions.
    """
    assertions = [assertion for one in attributions for assertion in one.assertions]
    speaking = {one.party for one in assertions}
    used = [party for party in settings.parties if not settings.found or party.name in speaking]
    speakers = {one.source.name for one in assertions if one.source and one.source.resolved}
    suggestions = {name: one for each in reversed(attributions) for name, one in each.suggestions.items()}
    by_party: dict[str | None, list[Assertion]] = {}
    for one in assertions:
        by_party.setdefault(one.party, []).append(one)
    separate = [Account(party, by_party.get(party.name, ())) for party in used]
    voices = voices_of(by_party.get(None, ()), suggestions)
    joined = (
        join_statements(separate, voices, documents)
        if grouping is None
        else join_groups(separate, voices, grouping)
    )
    decided = decide_statements(joined.accounts, joined.voices, decisions)
    own = next((voice.assertions for voice in decided.voices if voice.name == ARTICLE), ())
    return Accounts(
        documents=tuple(documents),
        parties=tuple(account.party for account in decided.accounts),
        article=Account(ARTICLE, own),
        voices=decided.voices,
        warnings=(
            *(line for one in attributions for line in one.warnings),
            *missing_name_warnings(used, [document.text for document in documents], speakers),
        ),
        reviews=decided.reviews,
        unmatched=decided.unmatched,
        copies=joined.copies,
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


def _check_speakers_found(
    assigned: Mapping[str, str | None], found: frozenset[str], assertions: Iterable[Assertion]
) -> None:
    """Check that each assigned speaker has statements.

    Args:
        found: the assigned names that were found.
        assertions: whose speakers the message lists.

    Raises:
        PartyError: an assigned speaker was not found.
    """
    names = sorted({one.source.name for one in assertions if one.source and one.source.resolved})
    for speaker in assigned:
        if speaker not in found:
            raise PartyError(
                f"speaker {speaker!r} says nothing in the text; {hint(speaker, names)}"
                f"speakers: {', '.join(names[:_MAX_LISTED]) or 'none'}"
            )
