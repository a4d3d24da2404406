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
    from narratives.files import load as load_findings

    found: list[Account] = []
    documents: dict[str, Document] = {}
    for path in paths:
        if path.suffix.lower() == ".json" and is_findings(path):
            findings = load_findings(path)
            found += findings.accounts
            for one in findings.documents:
                if one.text or one.id not in documents:
                    documents[one.id] = one
        else:
            found += narratives.read_accounts(path)
    return _by_party(found, asked), tuple(documents.values())


def _by_party(found: Sequence["Account"], asked: Sequence["Party"]) -> list["Account"]:
    """One account a party, under the names asked for where some are; names are alike but for case."""
    from narratives.model import ARTICLE, Account, Party

    told: dict[str, list[Account]] = {}
    for account in found:
        told.setdefault(account.name.casefold(), []).append(account)
    wanted = list(asked) or [own[0].party for name, own in told.items() if name != ARTICLE]
    chosen = []
    for party in wanted:
        keys = {name.casefold() for name in (party.name, *party.aliases)}
        own = [account for key in keys & told.keys() for account in told[key]]
        if not own:
            names = ", ".join(dict.fromkeys(account.name for account in found))
            refuse(f"party {party.name!r} is not among the accounts; there are: {names}")
        own.sort(key=found.index)
        others = (name for account in own for name in (account.name, *account.party.aliases))
        aliases = [name for name in (*party.aliases, *others) if name != party.name]
        chosen.append(Account(Party(party.name, aliases), [one for account in own for one in account]))
    return chosen
