"""What a comparison found: the one value that everything shown or exchanged is made from."""

from collections.abc import Iterable
from functools import cached_property

from attrs import frozen

from narratives.model import Account, Assertion, Document
from narratives.verdict import AGREEMENTS, CONFLICTS, Agreement, Dispute, Relation, Verdict, strength


@frozen(kw_only=True)
class Examination:
    """How the assertions of one account stand to each other.

    Attributes:
        verdicts: those that are not neutral; in each the earlier assertion is ``a``, the later one ``b``: by
            the date of the document, the order of the documents, and the place in the text.
        not_compared: number of pairs that have nothing in common and were not judged.
    """

    account: Account
    verdicts: tuple[Verdict, ...]
    not_compared: int

    @property
    def contradictions(self) -> tuple[Verdict, ...]:
        """Where the party contradicts itself, in the order in which it does so.

        Rival names are left out: a party gives its own deeds and those of others different names.
        """
        return tuple(verdict for verdict in self.verdicts if verdict.relation is Relation.CONTRADICTION)

    @property
    def repeated(self) -> tuple[Verdict, ...]:
        """What it says more than once, in the same or in other words."""
        return tuple(verdict for verdict in self.verdicts if verdict.relation in AGREEMENTS)


@frozen(kw_only=True)
class Position:
    """Where a party stands on a point at issue.

    Attributes:
        camp: 1 or 2; parties in the same camp of a point are on the same side of it, and 1 is the camp of
            the first assertion. 0 where the party says nothing on it that was found, or its assertions
            stand in both.
        assertions: what it says on the point, in the order of its account.
    """

    party: str
    camp: int
    assertions: tuple[Assertion, ...]


@frozen(kw_only=True, slots=False)
class Findings:
    """How accounts stand to each other.

    Attributes:
        accounts: in the order given.
        verdicts: those that are not neutral, in the order of the pairs.
        disputes: points at issue, strongest first.
        not_compared: number of pairs that have nothing in common and were not judged.
        documents: those that the assertions stand in, where known.
        own: each account against itself, where that was asked for.
    """

    accounts: tuple[Account, ...]
    verdicts: tuple[Verdict, ...]
    disputes: tuple[Dispute, ...]
    not_compared: int = 0
    documents: tuple[Document, ...] = ()
    own: tuple[Examination, ...] = ()

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """What different parties both say, strongest first."""
        found = (verdict for verdict in self.verdicts if verdict.relation in AGREEMENTS)
        return tuple(Agreement(verdict=verdict) for verdict in sorted(found, key=strength))

    @property
    def distinct(self) -> tuple[Verdict, ...]:
        """Pairs that look opposed and are not, with the reason."""
        return tuple(verdict for verdict in self.verdicts if verdict.relation is Relation.DISTINCT)

    @cached_property
    def silences(self) -> dict[str, tuple[Assertion, ...]]:
        """For each party, what it says and no other party affirms or contests."""
        return silences(self.accounts, self.verdicts)

    @property
    def only_a(self) -> tuple[Assertion, ...]:
        """What the first party alone says."""
        return self.silences[self.accounts[0].name]

    @property
    def only_b(self) -> tuple[Assertion, ...]:
        """What the second party alone says."""
        return self.silences[self.accounts[1].name]

    @property
    def assertions(self) -> tuple[Assertion, ...]:
        """All of them, account by account."""
        return tuple(assertion for account in self.accounts for assertion in account)

    @property
    def matrix(self) -> tuple[tuple[Dispute, tuple[Position, ...]], ...]:
        """The stance matrix: for each point at issue where each party stands, in the order of the accounts.

        A party also stands on a point where what it says agrees with an assertion of it. Cost: linear in
        disputes and verdicts.
        """
        agreed: dict[str, list[str]] = {}
        for agreement in self.agreements:
            a, b = agreement.assertions
            agreed.setdefault(a.id, []).append(b.id)
            agreed.setdefault(b.id, []).append(a.id)
        return tuple((dispute, self._positions(dispute, agreed)) for dispute in self.disputes)

    def _positions(self, dispute: Dispute, agreed: dict[str, list[str]]) -> tuple[Position, ...]:
        camps = _camps(dispute, agreed)
        found = []
        for account in self.accounts:
            said = tuple(assertion for assertion in account if assertion.id in camps)
            sides = {camps[assertion.id] for assertion in said}
            camp = sides.pop() if len(sides) == 1 else 0
            found.append(Position(party=account.name, camp=camp, assertions=said))
        return tuple(found)


def silences(accounts: Iterable[Account], verdicts: Iterable[Verdict]) -> dict[str, tuple[Assertion, ...]]:
    """For each party, what it says and no other party affirms or contests."""
    met = {
        side.id
        for verdict in verdicts
        if verdict.relation in CONFLICTS | AGREEMENTS
        for side in (verdict.a, verdict.b)
    }
    return {
        account.name: tuple(assertion for assertion in account if assertion.id not in met)
        for account in accounts
    }


def _camps(dispute: Dispute, agreed: dict[str, list[str]]) -> dict[str, int]:
    """Assertion id → 1 or 2, or 0 where conflicts run in an odd circle and both would fit."""
    opposed: dict[str, list[str]] = {}
    for verdict in dispute.verdicts:
        opposed.setdefault(verdict.a.id, []).append(verdict.b.id)
        opposed.setdefault(verdict.b.id, []).append(verdict.a.id)
    camps: dict[str, int] = {}
    for assertion in dispute.assertions:
        waiting = [(assertion.id, 1)] if assertion.id not in camps else []
        while waiting:
            one, camp = waiting.pop(0)
            if one in camps:
                camps[one] = camps[one] if camps[one] == camp else 0
                continue
            camps[one] = camp
            waiting += [(other, 3 - camp) for other in opposed.get(one, ())]
    for one in list(camps):
        for other in agreed.get(one, ()):
            camps.setdefault(other, camps[one])
    return camps
