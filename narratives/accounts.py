"""Documents → accounts: who says what, by party."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import evolve, field, frozen

from narratives.attribution import Attribution, attribute, check_parties, parties_in
from narratives.errors import PartyError, ReadError
from narratives.findings import Findings
from narratives.model import ARTICLE, Account, Assertion, Document, Party
from narratives.reading import ENDINGS, read_file, read_string
from narratives.reading.parties import read_parties

Readable = str | Path | Document
"""A file's name, a text, or a document. A str is a file's name where it is one line that ends in .txt,
.pdf and the like, or names a file that is there."""

_LONGEST_NAME = 1024


@frozen(kw_only=True, slots=False)
class Accounts(Mapping[str, Account]):
    """What documents say, by party: a mapping of the party's name to its account.

    Attributes:
        documents: those that were read.
        parties: in the order asked for.
        article: what the documents say in their own voice.
        others: assertions of speakers who speak for no party asked for.
        why: id of an assertion → why its speaker was taken for the party, or for none.
    """

    documents: tuple[Document, ...]
    parties: tuple[Party, ...]
    article: Account
    others: tuple[Assertion, ...]
    why: Mapping[str, str] = field(repr=False)
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
    def findings(self) -> Findings:
        """The accounts, nothing compared; what is no party's stands with the article's own voice."""
        rest = Account(ARTICLE, (*self.article, *self.others))
        return Findings(
            accounts=(*self.values(), rest),
            verdicts=(),
            disputes=(),
            documents=self.documents,
            compared=False,
        )

    def to_rows(self) -> list[dict[str, str | int | float | None]]:
        """Who says what as rows; see `narratives.exchange.rows`."""
        from narratives.exchange import rows

        return rows(self.findings, "assertions")

    def to_json(self, *, texts: bool = False) -> str:
        """The accounts alone, as JSON of the format narratives/1."""
        from narratives.exchange import accounts_to_json

        return accounts_to_json(
            documents=self.documents, parties=self.parties, assertions=self.assertions, texts=texts
        )


def read(
    sources: Readable | Iterable[Readable],
    parties: Iterable[str | Party] | Mapping[str, Iterable[str]] | Path | None = None,
    *,
    at_least: int = 2,
    on_document: Callable[[int, int], None] | None = None,
) -> Accounts:
    """Read documents and find who says what.

    Args:
        sources: one or several of a file's name, a text, a `Document`.
        parties: names, `Party` values, a mapping of names to other names, or the path of a YAML file of
            such a mapping. Without any, the parties are found in the text.
        at_least: so many parties must be found where none are given; 0 to take what there is.
        on_document: called with how many documents are done, and of how many, before each.

    Raises:
        ReadError: a document cannot be read.
        PartyError: a party is given twice, shares an alias, or is not in the text; without parties,
            fewer than ``at_least`` were found.
    """
    several = [sources] if isinstance(sources, str | Path | Document) else list(sources)
    documents = _distinct(document for source in several for document in _documents(source))
    if not documents:
        raise ReadError("no document to read; give a file's name, a text or a Document")
    asked = _parties(parties) if parties is not None else parties_in(documents, at_least=at_least)
    check_parties(asked)
    found = []
    for number, document in enumerate(documents):
        if on_document is not None:
            on_document(number, len(documents))
        found.append(attribute(document, asked))
    _check_named(asked, found, documents)
    assertions = [assertion for one in found for assertion in one.assertions]
    return Accounts(
        documents=tuple(documents),
        parties=tuple(asked),
        article=Account(ARTICLE, [a for a in assertions if a.party is None and a.source is None]),
        others=tuple(a for a in assertions if a.party is None and a.source is not None),
        why={key: why for one in found for key, why in one.why.items()},
        by_name={
            party.name: Account(party, [a for a in assertions if a.party == party.name]) for party in asked
        },
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


def _check_named(asked: Sequence[Party], found: Sequence[Attribution], documents: Sequence[Document]) -> None:
    """Refuse a party that no document names, and say who is named."""
    import difflib

    named = frozenset(name for one in found for name in one.named)
    for party in asked:
        if party.name not in named:
            there = sorted({country.name for country in parties_in(documents, at_least=0)})
            speakers = sorted(
                {a.source.name for one in found for a in one.assertions if a.source and a.source.resolved}
            )
            known = list(dict.fromkeys([*sorted(named), *there, *speakers]))[:12]
            close = difflib.get_close_matches(party.name, known, n=1)
            hint = f"did you mean {close[0]!r}? " if close else ""
            found_names = ", ".join(known) or "nobody who speaks"
            raise PartyError(f"party {party.name!r} is not in the text; {hint}found: {found_names}")
