"""What agreements and conflicts connect: common ground, silences, inconsistent triads."""

from collections.abc import Iterator
from heapq import nsmallest

from narratives.answers import SharedGround, Triad
from narratives.model import Assertion
from narratives.questions.index import Index, Relations
from narratives.verdict import Agreement, Verdict


def contested_by(index: Index, given: Assertion | str) -> tuple[Verdict, ...]:
    """Return the conflicts of an assertion, strongest first."""
    found = index.conflicts_of.get(index.number(given), ())
    return tuple(index.conflicts.verdicts[one] for one in found)


def supported_by(index: Index, given: Assertion | str) -> tuple[Verdict, ...]:
    """Return the agreements of an assertion, strongest first."""
    found = index.agreements_of.get(index.number(given), ())
    return tuple(index.agreements.verdicts[one] for one in found)


def common_ground(index: Index) -> tuple[SharedGround, ...]:
    """Return the connected components of the agreements that contain assertions of every party.

    Cost: linear in the agreements.
    """
    agreements = index.agreements
    wanted = len(index.accounts)
    parties = index.parties.tolist()
    found = []
    for members, relations in _components(agreements):
        spoken = {parties[member] for member in members} - {-1}
        if len(spoken) == wanted:
            shared = SharedGround(
                assertions=tuple(index.assertions[member] for member in sorted(members)),
                agreements=tuple(Agreement(verdict=agreements.verdicts[one]) for one in sorted(relations)),
            )
            found.append((min(relations), shared))
    return tuple(shared for _, shared in sorted(found, key=lambda one: one[0]))


def _components(relations: Relations) -> Iterator[tuple[set[int], list[int]]]:
    """Yield the connected components: numbers of assertions, and of relations."""
    root: dict[int, int] = {}

    def top(one: int) -> int:
        root.setdefault(one, one)
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    pairs = list(zip(relations.a.tolist(), relations.b.tolist(), strict=True))
    for a, b in pairs:
        root[top(b)] = top(a)
    components: dict[int, tuple[set[int], list[int]]] = {}
    for number, (a, b) in enumerate(pairs):
        members, own = components.setdefault(top(a), (set(), []))
        members.update((a, b))
        own.append(number)
    yield from components.values()


def silences(index: Index, party: str) -> tuple[Assertion, ...]:
    """Return the assertions of a party that no other party affirms or contests, in their order."""
    account = index.accounts[index.account_names.index(party)]
    return tuple(
        one
        for one in account
        if (number := index.numbers[one.id]) not in index.conflicts_of and number not in index.agreements_of
    )


def triads(index: Index, limit: int) -> tuple[Triad, ...]:
    """Return inconsistent triads, strongest first; see `ContradictionGraph.triads`.

    A triad is as strong as its weakest verdict. Cost: for each conflict the agreements of the one of its two
    assertions that has fewer; memory is linear in ``limit``.
    """
    best = nsmallest(max(limit, 0), _triads(index))
    return tuple(_triad(index, one) for one in best)


_Found = tuple[float, int, int, int]
"""Negative strength, number of the conflict, numbers of the agreements of its first and second side."""


def _triads(index: Index) -> Iterator[_Found]:
    agreements = index.agreements
    ends = list(zip(agreements.a.tolist(), agreements.b.tolist(), strict=True))
    neighbours: dict[int, dict[int, int]] = {}
    for number in range(len(ends) - 1, -1, -1):  # of several verdicts on a pair the strongest is kept
        a, b = ends[number]
        neighbours.setdefault(a, {})[b] = number
        neighbours.setdefault(b, {})[a] = number
    probabilities = agreements.probabilities.tolist()
    conflicts = index.conflicts
    columns = (conflicts.a.tolist(), conflicts.b.tolist(), conflicts.probabilities.tolist())
    for number, (a, c, probability) in enumerate(zip(*columns, strict=True)):
        of_a, of_c = neighbours.get(a), neighbours.get(c)
        if of_a and of_c:
            fewer, more = (of_a, of_c) if len(of_a) <= len(of_c) else (of_c, of_a)
            for b in fewer:
                if b in more:
                    strongest = min(probability, probabilities[of_a[b]], probabilities[of_c[b]])
                    yield -strongest, number, of_a[b], of_c[b]


def _triad(index: Index, found: _Found) -> Triad:
    _, conflict, first, second = found
    verdict = index.conflicts.verdicts[conflict]
    agreements = index.agreements.verdicts[first], index.agreements.verdicts[second]
    middle = agreements[0].b if agreements[0].a.id == verdict.a.id else agreements[0].a
    return Triad(a=verdict.a, b=middle, c=verdict.b, agreements=agreements, conflict=verdict)
