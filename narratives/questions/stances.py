"""Where parties stand on the points at issue, and how far apart they are."""

from collections.abc import Collection, Iterable, Sequence
from itertools import combinations

from narratives.answers import PartyDistance, PartyStance, PointStances, StanceMatrix, Standing
from narratives.findings import Findings, Position
from narratives.model import ARTICLE, Account, Assertion, Stance
from narratives.verdict import Dispute, Verdict


def stance_matrix(
    accounts: Sequence[Account], verdicts: Sequence[Verdict], points: Sequence[Dispute]
) -> StanceMatrix:
    """Return where each party stands on each point. Cost: linear in points × parties, and in verdicts."""
    findings = Findings(accounts=tuple(accounts), verdicts=tuple(verdicts), disputes=tuple(points))
    return StanceMatrix(
        parties=tuple(account.name for account in accounts),
        rows=tuple(_row(point, positions) for point, positions in findings.matrix),
    )


def _row(point: Dispute, positions: Sequence[Position]) -> PointStances:
    first = point.verdicts[0]
    turned = first.a.stance is Stance.DENIES and first.b.stance is not Stance.DENIES
    proposition = first.b if turned else first.a
    two_sided = all(one.camp is not None for one in positions if one.assertions)
    camp = 2 if turned else 1  # camp 1 is that of the first assertion
    return PointStances(
        point=point,
        proposition=proposition,
        stances=tuple(
            PartyStance(
                party=one.party,
                standing=_standing(one, camp)
                if two_sided
                else _standing_by_conflicts(one, point, proposition),
                assertions=one.assertions,
            )
            for one in positions
        ),
        two_sided=two_sided,
    )


def _standing(position: Position, camp: int) -> Standing:
    if not position.assertions:
        return Standing.SILENT
    if position.camp == 0:
        return Standing.DIVIDED
    return Standing.ASSERTS if position.camp == camp else Standing.DENIES


def _standing_by_conflicts(position: Position, point: Dispute, proposition: Assertion) -> Standing:
    """Return the standing at a point that has not two sides: only conflicts with the proposition count."""
    if not position.assertions:
        return Standing.SILENT
    own = {one.id for one in position.assertions}
    denies = any(
        proposition.id in sides and own & (sides - {proposition.id})
        for sides in ({verdict.a.id, verdict.b.id} for verdict in point.verdicts)
    )
    if proposition.id in own:
        return Standing.DIVIDED if denies else Standing.ASSERTS
    return Standing.DENIES if denies else Standing.UNCLEAR


_VALUES = {Standing.ASSERTS: 0.0, Standing.DIVIDED: 0.5, Standing.DENIES: 1.0}


def distances(matrix: StanceMatrix) -> tuple[PartyDistance, ...]:
    """Return how far apart each two parties are, in the order of the accounts.

    The distance is the mean over the points on which both take a side: 0 if they are on the same side, 1 if
    on opposite sides, ½ if one of the two is divided. At a point without two sides, two parties that
    contradict each other count as 1; others do not count. Cost: linear in the points times the square of the
    parties that speak of them.

    Source:
        One minus the index of agreement of Lijphart, "The Analysis of Bloc Voting in the General Assembly",
        American Political Science Review 57(4), 1963: points are the votes, divided parties abstain.
    """
    found: dict[tuple[str, str], list[float]] = {pair: [] for pair in combinations(matrix.parties, 2)}
    for row in matrix.rows:
        for pair, value in _row_distances(row):
            found[pair].append(value)
    return tuple(
        PartyDistance(
            a=a, b=b, distance=round(sum(values) / len(values), 6) if values else None, points=len(values)
        )
        for (a, b), values in found.items()
    )


def _row_distances(row: PointStances) -> Iterable[tuple[tuple[str, str], float]]:
    sided = [(one.party, _VALUES[one.standing]) for one in row.stances if one.standing in _VALUES]
    if row.two_sided:
        for (a, at_a), (b, at_b) in combinations(sided, 2):
            yield (a, b), abs(at_a - at_b)
        return
    against = {
        frozenset((verdict.a.party or ARTICLE, verdict.b.party or ARTICLE)) for verdict in row.point.verdicts
    }
    speaking = [one.party for one in row.stances if one.assertions]
    for a, b in combinations(speaking, 2):
        if frozenset((a, b)) in against:
            yield (a, b), 1.0


def furthest_apart(found: Collection[PartyDistance]) -> PartyDistance | None:
    """Return the two parties with the greatest distance; among equals those with the most points."""
    known = [one for one in found if one.distance is not None]
    return max(known, key=lambda one: (one.distance, one.points), default=None)


def most_contested(matrix: StanceMatrix, n: int) -> tuple[PointStances, ...]:
    """Return the n points with the most pairs of opposed parties; among equals the strongest."""
    ranked = sorted(
        enumerate(matrix.rows),
        key=lambda one: (-one[1].opposed, -one[1].point.verdicts[0].probability, one[0]),
    )
    return tuple(row for _, row in ranked[: max(n, 0)])


def passed_over(matrix: StanceMatrix, party: str) -> tuple[Dispute, ...]:
    """Return the points that all other parties speak of and this one does not, strongest first."""
    column = matrix.parties.index(party)
    return tuple(
        row.point
        for row in matrix.rows
        if all(bool(one.assertions) != (number == column) for number, one in enumerate(row.stances))
    )
