"""Compare accounts: select pairs, judge them, group conflicts into disputes and apply decisions."""

from collections.abc import Callable, Container, Iterable, Sequence

from attrs import evolve, frozen

from narratives.accounts import Accounts
from narratives.attribution import named_parties
from narratives.comparison import Comparison
from narratives.copies import Copies
from narratives.decisions import Decision, Review, Unmatched
from narratives.errors import ComparisonError
from narratives.examination import examine
from narratives.findings import Examination, Voice
from narratives.joining import Joined, join_statements, redirect_reviews
from narratives.judging import disputes, load_judge, run_judge
from narratives.model import ARTICLE, Account, Document
from narratives.pairing import Embedder, candidates
from narratives.reviewing import DecidedStatements, decide_relations, decide_statements
from narratives.verdict import Dispute, Judge, Relation, Verdict


@frozen(kw_only=True)
class Subjects:
    """What is compared: statements joined across documents, with decisions on them and on speakers applied.

    Attributes:
        warnings, reviews, unmatched: those of the reading.
        copies: the documents that are copies of one story.
    """

    statements: DecidedStatements
    decisions: tuple[Decision, ...]
    documents: tuple[Document, ...]
    copies: tuple[Copies, ...] = ()
    warnings: tuple[str, ...] = ()
    reviews: tuple[Review, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()


@frozen(kw_only=True)
class Judged:
    """What a judge found, without the decisions of people on relations.

    Attributes:
        verdicts: those that are not neutral, in the order of the pairs.
        not_compared: number of pairs that were not judged.
        own: each account compared with itself, if requested.
    """

    verdicts: tuple[Verdict, ...]
    not_compared: int
    own: tuple[Examination, ...] = ()


def compare(
    a: Account | Accounts,
    b: Account | None = None,
    *others: Account,
    judge: Judge | str | None = None,
    documents: Iterable[Document] = (),
    voices: Iterable[Voice] = (),
    decisions: Iterable[Decision] = (),
    own: bool = False,
    max_pairs: int | None = None,
    embedder: Embedder | None = None,
) -> Comparison:
    """Find contradictions, rival framings and agreements between accounts.

    ``compare(read("report.txt"))`` compares all accounts that were read. The result then includes their
    documents, voices, warnings and reviews.

    Up to 2,000 pairs of assertions are all judged, and up to 10,000 those whose meanings are not unrelated.
    Above, each assertion is compared with those of other parties that are nearest in meaning. Assertions in
    documents on different matters are not compared; see `narratives.pairing.candidates`.

    Args:
        judge: an object with ``judge(pairs) -> list[Verdict]``; the name or folder of a cross-encoder; or
            None for the embedded judge.
        documents: the documents of the assertions, for the output.
        voices: speakers of no party, for the output.
        decisions: decisions by people, which override automatic results; see `narratives.read_decisions`.
        own: also compare each account with itself; see `examine`.
        max_pairs: most pairs that are judged, those nearest in meaning; None for no limit.
        embedder: determines which assertions are near in meaning; None for the embedded one.

    Raises:
        ComparisonError: the same party is given twice, a value is not an account, or ``max_pairs`` is
            negative.
        JudgeError: the judge cannot be loaded, or its result is not one verdict for each pair.
    """
    read = a if isinstance(a, Accounts) else None
    given = (
        (*read.values(), *(one for one in (b, *others) if one is not None))
        if read is not None
        else (a, b, *others)
    )
    subjects = subjects_of(given, read=read, documents=documents, voices=voices, decisions=decisions)
    judged = judge_candidates(subjects, load_judge(judge), own=own, max_pairs=max_pairs, embedder=embedder)
    return comparison_of(subjects, judged)


def subjects_of(
    accounts: Iterable[object],
    *,
    read: Accounts | None = None,
    documents: Iterable[Document] = (),
    voices: Iterable[Voice] = (),
    decisions: Iterable[Decision] = (),
) -> Subjects:
    """Return what is to be compared, with the statements that several documents report joined.

    Args:
        read: what was read, whose documents, voices, warnings and reviews are taken too.

    Raises:
        ComparisonError: the same party is given twice, or a value is not an account.
    """
    checked = _checked_accounts(accounts)
    applicable, voices, documents = tuple(decisions), tuple(voices), tuple(documents)
    compared = {one.id for account in checked for one in account}
    every_voice = (*(read.voices if read is not None else ()), *voices)
    texts = (*(read.documents if read is not None else ()), *documents)
    heard = tuple(_without_compared(voice, compared) for voice in every_voice)
    if read is not None and len(checked) == len(read) and not (voices or documents or read.reviews):
        joined = Joined(accounts=checked, voices=heard, copies=read.copies, representatives={})
    else:
        joined = join_statements(checked, heard, texts, copies=read.copies if read is not None else ())
    return Subjects(
        statements=decide_statements(joined.accounts, joined.voices, applicable),
        decisions=applicable,
        documents=texts,
        warnings=read.warnings if read is not None else (),
        reviews=redirect_reviews(read.reviews if read is not None else (), joined),
        unmatched=read.unmatched if read is not None else (),
        copies=joined.copies,
    )


def judge_candidates(
    subjects: Subjects,
    judge: Judge,
    *,
    own: bool = False,
    max_pairs: int | None = None,
    embedder: Embedder | None = None,
) -> Judged:
    """Select pairs of assertions and judge them; arguments as for `compare`."""
    accounts = subjects.statements.accounts
    selected = candidates(
        accounts, named=_named(accounts, subjects.documents), max_pairs=max_pairs, embedder=embedder
    )
    verdicts = run_judge(judge, selected.pairs)
    return Judged(
        verdicts=tuple(v for v in verdicts if v.relation is not Relation.NEUTRAL),
        not_compared=selected.not_compared,
        own=tuple(
            examine(
                account, judge=judge, documents=subjects.documents, max_pairs=max_pairs, embedder=embedder
            )
            for account in accounts
        )
        if own
        else (),
    )


def _named(accounts: Sequence[Account], documents: Sequence[Document]) -> dict[str, list[str]]:
    """Return by id of a document the names of the parties that it names; only for documents with a text.

    The account of the documents' own voice is compared with every statement.
    """
    if len(documents) < 2:
        return {}
    parties = [account.party for account in accounts if account.name != ARTICLE]
    own = [account.name for account in accounts if account.name == ARTICLE]
    return {
        document.id: [*named_parties(parties, document.text), *own]
        for document in documents
        if document.text and not document.checksum
    }


def comparison_of(
    subjects: Subjects,
    judged: Judged,
    *,
    group: Callable[[Iterable[Verdict]], tuple[Dispute, ...]] = disputes,
) -> Comparison:
    """Return the comparison: decisions on relations are applied, and conflicts are grouped into disputes.

    Args:
        group: groups the verdicts, of which some are conflicts, into disputes.
    """
    statements = subjects.statements
    every = (assertion for account in statements.accounts for assertion in account)
    relations = decide_relations(judged.verdicts, every, subjects.decisions, statements.originals)
    return Comparison(
        accounts=statements.accounts,
        verdicts=relations.verdicts,
        disputes=group(relations.verdicts),
        not_compared=judged.not_compared,
        documents=subjects.documents,
        own=judged.own,
        voices=tuple(voice for voice in statements.voices if voice.assertions),
        warnings=subjects.warnings,
        reviews=(*subjects.reviews, *statements.reviews, *relations.reviews),
        unmatched=(*subjects.unmatched, *statements.unmatched, *relations.unmatched),
        copies=subjects.copies,
    )


def _without_compared(voice: Voice, compared: Container[str]) -> Voice:
    """Return the voice without assertions that are compared, for example if `ARTICLE` is an account."""
    return evolve(voice, assertions=tuple(one for one in voice.assertions if one.id not in compared))


def _checked_accounts(accounts: Iterable[object]) -> tuple[Account, ...]:
    """Return the values as accounts of different parties.

    Raises:
        ComparisonError: the same party is given twice, or a value is not an account.
    """
    found = []
    for account in accounts:
        if not isinstance(account, Account):
            raise ComparisonError(f"{account!r:.60} is no Account; make one with Account(party, assertions)")
        found.append(account)
    names = [account.name.casefold() for account in found]
    for account in found:
        if names.count(account.name.casefold()) > 1:
            raise ComparisonError(f"party {account.name!r} is given twice; give each party once")
    return tuple(found)
