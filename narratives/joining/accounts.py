"""Join the statements of accounts and voices that several documents report."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from narratives.copies import Copies
from narratives.decisions import Review
from narratives.findings import Voice
from narratives.joining.copies import find_copies
from narratives.joining.statements import Setting, grouped, separate
from narratives.model import ARTICLE, Account, Assertion, Document, Party


@frozen(kw_only=True)
class Joined:
    """Accounts and voices in which a statement of several documents is one assertion.

    Attributes:
        copies: the groups of documents that are copies of one story.
        representatives: id of an assertion that was joined → the assertion with all places of the statement.
    """

    accounts: tuple[Account, ...]
    voices: tuple[Voice, ...]
    copies: tuple[Copies, ...]
    representatives: Mapping[str, Assertion]


@frozen(kw_only=True)
class Grouping:
    """Which statements of several documents are one, and which documents are copies.

    Attributes:
        statements: for each statement of several documents the ids of its assertions; the first is the one
            that stands for all.
        copies: the groups of documents that are copies of one story.
    """

    statements: tuple[tuple[str, ...], ...]
    copies: tuple[Copies, ...]


def join_statements(
    accounts: Sequence[Account],
    voices: Sequence[Voice],
    documents: Sequence[Document],
    copies: Iterable[Copies] = (),
) -> Joined:
    """Join the statements that several documents report, and find the documents that are copies.

    Statements are joined within an account, and among the voices by speaker; the documents' own voice is
    joined in copies of one story only. Accounts made by hand, which have no spans, stay as they are. The
    result does not depend on the order of the documents, and joining it again does not change it.

    Args:
        copies: groups that were found before, for documents whose texts were withheld.
    """
    return join_groups(accounts, voices, _group(accounts, voices, documents, copies))


def _group(
    accounts: Sequence[Account],
    voices: Sequence[Voice],
    documents: Sequence[Document],
    copies: Iterable[Copies],
) -> Grouping:
    """Find the statements that several documents report, and the documents that are copies."""
    found = _with_earlier(find_copies(documents), copies, documents)
    everyone: tuple[Account | Voice, ...] = (*accounts, *voices)
    if len({one.document for group in everyone for one in group.assertions} - {None}) < 2:
        return Grouping(statements=(), copies=found)
    dates = {document.id: document.date for document in documents if document.date}
    stories = {
        document: (number, place)
        for number, one in enumerate(found)
        for place, document in enumerate(one.documents)
    }

    def places(assertions: Iterable[Assertion], party: Party | None) -> list[tuple[Assertion, ...]]:
        setting = Setting(dates=dates, stories=stories, party=party)
        return grouped((one for one in assertions if one.spans), setting)

    groups = [
        group
        for account in accounts
        for group in places(account, None if account.name == ARTICLE else account.party)
    ]
    groups += places((one for voice in voices for one in voice.assertions), None)
    return Grouping(
        statements=tuple(tuple(one.id for one in group) for group in groups if len(group) > 1), copies=found
    )


def grouping_of(accounts: Iterable[Account | Voice], copies: Iterable[Copies]) -> Grouping:
    """Return the grouping by which accounts and voices were joined."""
    return Grouping(
        statements=tuple(
            (one.id, *(other.id for other in one.also))
            for group in accounts
            for one in group.assertions
            if one.also
        ),
        copies=tuple(copies),
    )


def join_groups(accounts: Sequence[Account], voices: Sequence[Voice], grouping: Grouping) -> Joined:
    """Join the statements of each group.

    Raises:
        KeyError: an assertion of a group is in no account or voice.
    """
    several = grouping.statements
    if not several:
        return Joined(
            accounts=tuple(accounts), voices=tuple(voices), copies=grouping.copies, representatives={}
        )
    everyone: tuple[Account | Voice, ...] = (*accounts, *voices)
    by_id = {own.id: own for group in everyone for one in group.assertions for own in separate(one)}
    ids = {one: group[0] for group in several for one in group}
    first = {
        key: _answering(evolve(by_id[key], also=tuple(by_id[one] for one in others)), ids)
        for key, *others in several
    }

    def present(assertions: Iterable[Assertion]) -> list[Assertion]:
        return [
            first[one.id] if one.id in first else _answering(one, ids)
            for one in assertions
            if ids.get(one.id, one.id) == one.id
        ]

    heard = [evolve(voice, assertions=tuple(present(voice.assertions))) for voice in voices]
    return Joined(
        accounts=tuple(Account(account.party, present(account)) for account in accounts),
        voices=tuple(
            sorted(
                (voice for voice in heard if voice.assertions),
                key=lambda voice: (voice.name == ARTICLE, -len(voice), voice.name),
            )
        ),
        copies=grouping.copies,
        representatives={key: first[own] for key, own in ids.items()},
    )


def redirect_reviews(reviews: Iterable[Review], joined: Joined) -> tuple[Review, ...]:
    """Return the reviews with each statement that was joined replaced by the one with all its places."""
    return tuple(
        evolve(review, after=joined.representatives[review.after.id])
        if isinstance(review.after, Assertion) and review.after.id in joined.representatives
        else review
        for review in reviews
    )


def _answering(assertion: Assertion, ids: Mapping[str, str]) -> Assertion:
    """Return the assertion with ``answers`` set to the id of the assertion that now has the answered one.

    Args:
        ids: id of an assertion → id of the assertion that has it, if it was joined.
    """
    answers = ids.get(assertion.answers or "", assertion.answers)
    also = tuple(_answering(one, ids) for one in assertion.also)
    if answers == assertion.answers and also == assertion.also:
        return assertion
    return evolve(assertion, answers=answers, also=also)


def _with_earlier(
    found: Sequence[Copies], earlier: Iterable[Copies], documents: Iterable[Document]
) -> tuple[Copies, ...]:
    """Return the copies with those found earlier of documents whose texts are not here."""
    here = {one.id for one in documents if one.text and not one.checksum}
    taken = {document for one in found for document in one.documents}
    kept = [*found]
    for one in earlier:
        if taken.isdisjoint(one.documents) and not here.issuperset(one.documents):
            kept.append(one)
            taken.update(one.documents)
    return tuple(kept)
