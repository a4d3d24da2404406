"""What contests and supports an assertion, and what nobody else speaks of."""

from narratives.model import Assertion
from narratives.questions.index import Index
from narratives.verdict import Verdict


def contested_by(index: Index, given: Assertion | str) -> tuple[Verdict, ...]:
    """Return the conflicts of an assertion, strongest first."""
    found = index.conflicts_of.get(index.number(given), ())
    return tuple(index.conflicts.verdicts[one] for one in found)


def supported_by(index: Index, given: Assertion | str) -> tuple[Verdict, ...]:
    """Return the agreements of an assertion, strongest first."""
    found = index.agreements_of.get(index.number(given), ())
    return tuple(index.agreements.verdicts[one] for one in found)


def silences(index: Index, party: str) -> tuple[Assertion, ...]:
    """Return the assertions of a party that no other party affirms or contests, in their order."""
    account = index.accounts[index.account_names.index(party)]
    return tuple(
        one
        for one in account
        if (number := index.numbers[one.id]) not in index.conflicts_of and number not in index.agreements_of
    )
