"""Make accounts from the arguments of a command: read articles, or load files of accounts."""

import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.cli.options import ReaderName
from narratives.cli.screen import ProgressBar, exit_with_error, print_note

if TYPE_CHECKING:
    from narratives.accounts import Accounts
    from narratives.attribution.chat import ChatReader
    from narratives.comparison import Comparison
    from narratives.copies import Copies
    from narratives.decisions import Decision, Unmatched
    from narratives.findings import Voice
    from narratives.model import Account, Document, Party

_ACCOUNT_ENDINGS = (".yaml", ".yml", ".csv", ".json")


@frozen(kw_only=True)
class ReadingOptions:
    """The options of a command that apply to reading.

    Attributes:
        assign: name of a speaker → name of a party, or None for no party.
        language: as for `narratives.read`.
    """

    parties: Sequence["Party"]
    assign: dict[str, str | None]
    language: str | None
    reader: "ChatReader | None" = None


@frozen(kw_only=True)
class ChatOptions:
    """The options of a command that choose a chat model as reader.

    Attributes:
        quiet: whether the note about the number of requests is left out.
    """

    reader: ReaderName
    url: str | None
    model: str | None
    max_requests: int | None
    quiet: bool


def reading_options(
    names: Sequence[str] | None,
    parties: Path | None,
    assign: Sequence[str] | None = None,
    language: str | None = None,
    chat: ChatOptions | None = None,
) -> ReadingOptions:
    """Return the options for reading, with those of the parties file.

    Raises:
        SystemExit: an assignment does not have the form SPEAKER=PARTY, or an option of the chat model is
            given for another reader.
        NarrativesError: the parties file cannot be read, or the chat model is not set up.
    """
    from narratives.reading.parties import read_assignments, read_parties

    assigned = read_assignments(parties) if parties is not None else {}
    for option in assign or ():
        speaker, sign, party = option.partition("=")
        if not sign or not speaker.strip():
            exit_with_error(f"--assign {option!r}: give a speaker and a party, as --assign 'Dr Hale=Norland'")
        assigned[speaker.strip()] = party.strip() or None
    return ReadingOptions(
        parties=[*map(_party, names or ()), *(read_parties(parties) if parties is not None else ())],
        assign=assigned,
        language=language,
        reader=_chat_reader(chat) if chat is not None else None,
    )


def _chat_reader(options: ChatOptions) -> "ChatReader | None":
    """Return the chat reader that the options choose, which tells its plan before it starts; else None."""
    given = {
        "--chat-url": options.url,
        "--chat-model": options.model,
        "--chat-max-requests": options.max_requests,
    }
    if options.reader is not ReaderName.CHAT:
        for name, value in given.items():
            if value is not None:
                exit_with_error(f"{name} is for a chat model as reader; give --reader chat too")
        return None
    from narratives import ChatReader
    from narratives.attribution.chat import MAX_REQUESTS

    return ChatReader(
        base_url=options.url,
        model=options.model,
        max_requests=MAX_REQUESTS if options.max_requests is None else options.max_requests,
        on_plan=lambda plan: print_note(f"narratives: chat model: {plan}", quiet=options.quiet),
    )


def read_inputs(
    inputs: Sequence[Path],
    options: ReadingOptions,
    progress: ProgressBar,
    *,
    decisions: "Sequence[Decision]" = (),
) -> "Accounts":
    """Return the accounts in articles, or in files of accounts.

    Raises:
        SystemExit: the inputs are a mix of articles and accounts; speakers are assigned in accounts; or a
            party is not among the accounts.
        NarrativesError: an input cannot be read.
    """
    account_files = [path for path in inputs if path.suffix.lower() in _ACCOUNT_ENDINGS and not path.is_dir()]
    if account_files and len(account_files) < len(inputs):
        other = next(path for path in inputs if path not in account_files)
        exit_with_error(
            f"{other}: an article, and {account_files[0]}: accounts; give either articles or accounts"
        )
    if account_files:
        if options.assign:
            exit_with_error(
                f"--assign is for articles, and {account_files[0]} holds accounts; change the party there"
            )
        if options.reader is not None:
            exit_with_error(f"--reader chat is for articles, and {account_files[0]} holds accounts")
        return _load_accounts(account_files, options.parties)
    import narratives

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", narratives.NarrativesWarning)  # printed by `print_warnings`
        return narratives.read(
            inputs,
            parties=list(options.parties) or None,
            assign=options.assign,
            language=options.language,
            reader=options.reader or "rules",
            decisions=decisions,
            at_least=0,
            on_document=lambda done, total: progress.update("reading", done, total),
        )


def read_decision_files(paths: Sequence[Path] | None) -> "tuple[Decision, ...]":
    """Return the decisions of all files."""
    if not paths:
        return ()
    from narratives.files import read_decisions

    return tuple(decision for path in paths for decision in read_decisions(path))


def read_decided(
    articles: Sequence[Path], options: ReadingOptions, decisions: Sequence[Path] | None, *, quiet: bool
) -> "Accounts":
    """Return the accounts with the decisions of the files applied; show progress and print the warnings.

    Raises:
        NarrativesError: a file cannot be read.
    """
    loaded = read_decision_files(decisions)
    with ProgressBar(quiet=quiet).running() as progress:
        accounts = read_inputs(articles, options, progress, decisions=loaded)
    print_warnings_of(accounts, quiet=quiet)
    return accounts


def load_decided(
    findings: Path | str, decisions: Sequence[Path] | None, *, quiet: bool = False
) -> "Comparison":
    """Return a saved comparison with the decisions of the files applied; warn of those that do not apply.

    Args:
        findings: a file of findings, or a graph that is kept: a file, or the URL of a database.

    Raises:
        NarrativesError: a file cannot be read.
    """
    import narratives
    from narratives.storage import is_store

    if is_store(findings):
        with narratives.open_corpus(findings, create=False) as corpus:
            comparison = corpus.comparison()
    else:
        comparison = narratives.load(findings)
    if not decisions:
        return comparison
    before = len(comparison.unmatched)
    comparison = comparison.decide(read_decision_files(decisions))
    print_warnings(map(unmatched_warning, comparison.unmatched[before:]), quiet=quiet)
    return comparison


def unmatched_warning(unmatched: "Unmatched") -> str:
    """Return the warning that a decision was not applied."""
    subject = unmatched.decision.name or next((key.text for key in unmatched.decision.statements), "")
    return f"a decision on the {unmatched.decision.on} {subject!r:.60} is not applied: {unmatched.why}"


def print_warnings(lines: Iterable[str], *, quiet: bool) -> None:
    """Print warnings on standard error."""
    for line in lines:
        print_note(f"narratives: warning: {line}", quiet=quiet)


def print_warnings_of(made: "Accounts | Comparison", skipped: Iterable[str] = (), *, quiet: bool) -> None:
    """Print the warnings of accounts or a comparison and those on decisions that are not applied.

    Args:
        skipped: warnings about files that are not read, which are printed first.
    """
    print_warnings((*skipped, *made.warnings), quiet=quiet)
    print_warnings(map(unmatched_warning, made.unmatched), quiet=quiet)


def _party(option: str) -> "Party":
    """Return the party of an option such as "Name=alias,alias"."""
    from narratives.model import Party

    name, _, aliases = option.partition("=")
    return Party(name, tuple(alias for alias in aliases.split(",") if alias.strip()))


def _load_accounts(paths: Sequence[Path], parties: Sequence["Party"]) -> "Accounts":
    """Return the accounts of files written by hand or by ``narratives extract``, merged by party."""
    import narratives
    from narratives.files import is_findings
    from narratives.files import load as load_findings
    from narratives.model import ARTICLE, Account

    found: list[Account] = []
    voices: list[Voice] = []
    warning_lines: list[str] = []
    documents: dict[str, Document] = {}
    copies: list[Copies] = []
    for path in paths:
        if path.suffix.lower() == ".json" and is_findings(path):
            findings = load_findings(path)
            found += findings.accounts
            voices += findings.voices
            warning_lines += findings.warnings
            copies += findings.copies
            for one in findings.documents:
                if one.text or one.id not in documents:
                    documents[one.id] = one
        else:
            found += narratives.read_accounts(path)
    chosen = _merge_by_party(found, parties)
    own = [one for voice in voices if voice.name == ARTICLE for one in voice.assertions]
    return narratives.Accounts(
        documents=tuple(documents.values()),
        parties=tuple(account.party for account in chosen),
        article=Account(ARTICLE, own),
        voices=tuple(voices),
        warnings=tuple(dict.fromkeys(warning_lines)),
        copies=tuple(copies),
        by_name={account.name: account for account in chosen},
    )


def _merge_by_party(found: Sequence["Account"], parties: Sequence["Party"]) -> list["Account"]:
    """Return one account for each party given, or for each name found if none are; case is ignored.

    Raises:
        SystemExit: a party given has no account.
    """
    from narratives.model import ARTICLE, Account, Party

    by_name: dict[str, list[Account]] = {}
    for account in found:
        by_name.setdefault(account.name.casefold(), []).append(account)
    wanted = list(parties) or [own[0].party for name, own in by_name.items() if name != ARTICLE]
    chosen = []
    for party in wanted:
        keys = {name.casefold() for name in (party.name, *party.aliases)}
        own = [account for key in keys & by_name.keys() for account in by_name[key]]
        if not own:
            names = ", ".join(dict.fromkeys(account.name for account in found))
            exit_with_error(f"party {party.name!r} is not among the accounts; there are: {names}")
        own.sort(key=found.index)
        others = (name for account in own for name in (account.name, *account.party.aliases))
        aliases = [name for name in (*party.aliases, *others) if name != party.name]
        chosen.append(Account(Party(party.name, aliases), [one for account in own for one in account]))
    return chosen
