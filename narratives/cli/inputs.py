"""From the command line to accounts: articles are read, files of accounts are taken as they are."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from narratives.cli.screen import Steps, refuse

if TYPE_CHECKING:
    from narratives.model import Account, Document, Party

_ACCOUNTS = (".yaml", ".yml", ".csv", ".json")


def gathered(
    inputs: Sequence[Path], names: Sequence[str] | None, parties: Path | None, steps: Steps
) -> tuple[list["Account"], tuple["Document", ...]]:
    """The accounts to compare, and the documents that they stand in.

    Raises:
        SystemExit: articles and accounts are mixed, or a party is not among the accounts.
        NarrativesError: an input cannot be read.
    """
    asked = asked_parties(names, parties)
    by_hand = [path for path in inputs if path.suffix.lower() in _ACCOUNTS]
    if not by_hand:
        import narratives

        accounts = narratives.read(
            inputs,
            parties=asked or None,
            on_document=lambda done, total: steps.step("reading", done, total),
        )
        return list(accounts.values()), accounts.documents
    if len(by_hand) < len(inputs):
        other = next(path for path in inputs if path not in by_hand)
        refuse(f"{other}: an article, and {by_hand[0]}: accounts; give either articles or accounts")
    return _taken(by_hand, asked)


def asked_parties(names: Sequence[str] | None, parties: Path | None) -> list["Party"]:
    """The parties that the command line names."""
    from narratives.reading.parties import read_parties

    return [*map(_party, names or ()), *(read_parties(parties) if parties is not None else ())]


def _party(option: str) -> "Party":
    """ "Name=alias,alias" as a party."""
    from narratives.model import Party

    name, _, aliases = option.partition("=")
    return Party(name, tuple(alias for alias in aliases.split(",") if alias.strip()))


def _taken(paths: Sequence[Path], asked: Sequence["Party"]) -> tuple[list["Account"], tuple["Document", ...]]:
    """The accounts of files written by hand or by ``narratives extract``; those of one party as one."""
    import narratives
    from narratives.files import is_findings
    from narratives.model import Account

    found: dict[str, Account] = {}
    documents: dict[str, Document] = {}
    for path in paths:
        ours = path.suffix.lower() == ".json" and is_findings(path)
        findings = narratives.load(path) if ours else None
        documents |= {one.id: one for one in findings.documents} if findings else {}
        for account in findings.accounts if findings else narratives.read_accounts(path):
            before = found.get(account.name, Account(account.party))
            found[account.name] = Account(before.party, (*before.assertions, *account.assertions))
    for party in asked:
        if party.name not in found:
            refuse(f"party {party.name!r} is not among the accounts; there are: {', '.join(found)}")
    chosen = [found[party.name] for party in asked] if asked else list(found.values())
    return chosen, tuple(documents.values())
