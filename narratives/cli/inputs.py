"""From the command line to accounts: articles are read, files of accounts are taken as they are."""

import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.cli.screen import Steps, note, refuse

if TYPE_CHECKING:
    from narratives.accounts import Accounts
    from narratives.decisions import Decision, Unmatched
    from narratives.findings import Voice
    from narratives.model import Account, Document, Party

_ACCOUNTS = (".yaml", ".yml", ".csv", ".json")


@frozen(kw_only=True)
class Asked:
    """What the command line says of the parties and the texts.

    Attributes:
        assign: name of a speaker → name of a party, or None for no party.
        language: as for `narratives.read`.
    """

    parties: Sequence["Party"]
    assign: dict[str, str | None]
    language: str | None


def asked_of(
    names: Sequence[str] | None,
    parties: Path | None,
    assign: Sequence[str] | None = None,
    language: str | None = None,
) -> Asked:
    """What the options say.

    Raises:
        SystemExit: an assignment is not of the form SPEAKER=PARTY.
        NarrativesError: the parties file cannot be read.
    """
    from narratives.reading.parties import read_assignments, read_parties

    assigned = read_assignments(parties) if parties is not None else {}
    for option in assign or ():
        speaker, sign, party = option.partition("=")
        if not sign or not speaker.strip():
            refuse(f"--assign {option!r}: give a speaker and a party, as --assign 'Dr Hale=Norland'")
        assigned[speaker.strip()] = party.strip() or None
    return Asked(
        parties=[*map(_party, names or ()), *(read_parties(parties) if parties is not None else ())],
        assign=assigned,
        language=language,
    )


def gathered(
    inputs: Sequence[Path], asked: Asked, steps: Steps, *, decisions: "Sequence[Decision]" = ()
) -> "Accounts":
    """The accounts of articles, or of files of accounts.

    Raises:
        SystemExit: articles and accounts are mixed, or a party is not among the accounts.
        NarrativesError: an input cannot be read.
    """
    by_hand = [path for path in inputs if path.suffix.lower() in _ACCOUNTS]
    if by_hand and len(by_hand) < len(inputs):
        other = next(path for path in inputs if path not in by_hand)
        refuse(f"{other}: an article, and {by_hand[0]}: accounts; give either articles or accounts")
    if by_hand:
        if asked.assign:
            refuse(f"--assign is for articles, and {by_hand[0]} holds accounts; change the party there")
        return _taken(by_hand, asked.parties)
    import narratives

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", narratives.NarrativesWarning)  # printed by `note_warnings`
        return narratives.read(
            inputs,
            parties=list(asked.parties) or None,
            assign=asked.assign,
            language=asked.language,
            decisions=decisions,
            at_least=0,
            on_document=lambda done, total: steps.step("reading", done, total),
        )


def decided(paths: Sequence[Path] | None) -> "tuple[Decision, ...]":
    """The decisions of all files."""
    from narratives.files import read_decisions

    return tuple(decision for path in paths or () for decision in read_decisions(path))


def not_applied(one: "Unmatched") -> str:
    """The line that says of a decision that it was not applied."""
    subject = one.decision.speaker or next((key.text for key in one.decision.statements), "")
    return f"a decision on the {one.decision.on} {subject!r:.60} is not applied: {one.why}"


def note_warnings(lines: Iterable[str], *, quiet: bool) -> None:
    """Print what may not be what was meant on standard error."""
    for line in lines:
        note(f"narratives: warning: {line}", quiet=quiet)


def _party(option: str) -> "Party":
    """ "Name=alias,alias" as a party."""
    from narratives.model import Party

    name, _, aliases = option.partition("=")
    return Party(name, tuple(alias for alias in aliases.split(",") if alias.strip()))


def _taken(paths: Sequence[Path], asked: Sequence["Party"]) -> "Accounts":
    """The accounts of files written by hand or by ``narratives extract``; those of one party as one."""
    import narratives
    from narratives.files import is_findings
    from narratives.files import load as load_findings
    from narratives.model import ARTICLE, Account

    found: list[Account] = []
    voices: list[Voice] = []
    told: list[str] = []
    documents: dict[str, Document] = {}
    for path in paths:
        if path.suffix.lower() == ".json" and is_findings(path):
            findings = load_findings(path)
            found += findings.accounts
            voices += findings.voices
            told += findings.warnings
            for one in findings.documents:
                if one.text or one.id not in documents:
                    documents[one.id] = one
        else:
            found += narratives.read_accounts(path)
    chosen = _by_party(found, asked)
    own = [one for voice in voices if voice.name == ARTICLE for one in voice.assertions]
    return narratives.Accounts(
        documents=tuple(documents.values()),
        parties=tuple(account.party for account in chosen),
        article=Account(ARTICLE, own),
        voices=tuple(voices),
        warnings=tuple(dict.fromkeys(told)),
        by_name={account.name: account for account in chosen},
    )


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
