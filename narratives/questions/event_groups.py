"""Groups of assertions about the same event, by the words that they share and the verdicts on them."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import define, frozen

from narratives.language.countries import country_of
from narratives.questions.event_items import Item

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

MIN_SCORE = 0.12
"""Least likeness of two assertions of one document that are grouped by their words."""
MIN_SCORE_ACROSS = 0.2
"""The same for two documents."""
MIN_COSINE = 0.25
"""Least cosine of the meanings of assertions that are grouped by their words, if there is an embedder."""
SAME_COSINE = 0.7
"""Least cosine of the meanings of assertions that share a name and are grouped by their meaning."""
MIN_COHESION = 0.14
"""Least likeness of two groups that become one."""
MAX_DAYS_APART = 14
"""Greatest number of days between reports that are grouped by their words where no text says when."""
_RAREST_ACTIONS, _RAREST_NAMES, _RAREST_OTHERS = 4, 2, 6
_PAIRS_AT_ONCE = 4096
_LEAST_TEXTS = 500
"""Texts from which on rarity is measured in the graph itself."""
_FEW_THINGS = 2
"""Common words below which two texts without a common name must be twice as alike."""
_WINDOW = 8
"""Assertions with the same two keys are compared with this many that are next in time."""
_MOST_PARTNERS = 12
"""Assertions that an assertion is compared with, before another one has more to compare it with."""


@frozen(kw_only=True)
class Tie:
    """Two assertions that a judge found to conflict or to agree.

    Attributes:
        a, b: numbers of the assertions.
        time_disputed, place_disputed: True if they conflict about it, so that it does not part them.
    """

    a: int
    b: int
    time_disputed: bool = False
    place_disputed: bool = False


@frozen(eq=False, kw_only=True)
class Evidence:
    """What the grouping goes by.

    Attributes:
        items: one for each assertion, by number.
        ties: strongest first.
        parted: number of an assertion → those that a judge found to speak of another time, place or actor.
        vectors: a row of length 1 for each assertion; None to compare words alone.
    """

    items: Sequence[Item]
    ties: Iterable[Tie]
    parted: Mapping[int, frozenset[int]]
    vectors: "Floats | None" = None


@define(eq=False)
class _Group:
    """Assertions that are taken for one event.

    Attributes:
        actions: key of an action → how many members name it.
        acting: how many members name an action.
        days: the days that are common to the members that say when.
        reported: first and last day of the reports.
    """

    members: list[int]
    actions: Counter[str]
    acting: int
    days: tuple[int, int] | None
    reported: tuple[int, int] | None
    points: dict[str, frozenset[str]]
    sites: frozenset[str]
    countries: frozenset[str]
    instances: dict[str, frozenset[str]]

    def central_actions(self) -> frozenset[str]:
        """Return the actions that at least half of the members with an action name."""
        return frozenset(key for key, count in self.actions.items() if 2 * count >= self.acting)


def event_groups(evidence: Evidence) -> list[list[int]]:
    """Return the numbers of the assertions of each event, at least two, each number once.

    Pairs are merged from the strongest on, verdicts before words, unless time, place or a verdict parts the
    two groups. Cost: about linear in the assertions and verdicts, since words are compared only for
    assertions that share a rare action and another rare key.
    """
    items = evidence.items
    weights = _weights(items)
    forest = _Forest(_alone(number, one) for number, one in enumerate(items))
    for tie in evidence.ties:
        a, b = forest.root(tie.a), forest.root(tie.b)
        reports = items[tie.a].reports or items[tie.b].reports
        if a != b and reports and not _parted(forest.groups[a], forest.groups[b], evidence.parted, tie):
            forest.merge(a, b)
    for pair in _similar_pairs(evidence, weights):
        a, b = forest.root(pair.a), forest.root(pair.b)
        if a != b and _belong_together(forest.groups[a], forest.groups[b], pair, evidence, weights):
            forest.merge(a, b)
    return sorted(sorted(group.members) for group in forest.groups.values() if len(group.members) > 1)


class _Forest:
    """Groups that are merged, by the number of a member each."""

    def __init__(self, groups: Iterable[_Group]) -> None:
        self.groups = dict(enumerate(groups))
        self._parents = list(range(len(self.groups)))

    def root(self, number: int) -> int:
        """Return the number by which the group of an assertion is found."""
        parents = self._parents
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    def merge(self, a: int, b: int) -> None:
        """Merge two groups, given by their roots."""
        if len(self.groups[a].members) < len(self.groups[b].members):
            a, b = b, a
        self._parents[b] = a
        _add(self.groups[a], self.groups.pop(b))


def _belong_together(
    a: _Group, b: _Group, pair: "_Pair", evidence: Evidence, weights: Mapping[str, float]
) -> bool:
    """Return True if two groups with a pair of similar assertions are about one event."""
    if not (pair.by_meaning or a.central_actions() & b.central_actions()):
        return False
    if _parted(a, b, evidence.parted, None):
        return False
    return _cosine(a, b, evidence.items, weights) >= MIN_COHESION


def _weights(items: Sequence[Item]) -> dict[str, float]:
    """Return the weight of each key: the logarithm of how rare it is.

    A small graph counts as one of `_LEAST_TEXTS`, so that the words of its only event keep their weight.
    """
    counts = Counter(key for one in items for key in one.keys)
    size = max(len(items), _LEAST_TEXTS)
    return {key: math.log(1 + size / count) for key, count in counts.items()}


def _alone(number: int, one: Item) -> _Group:
    return _Group(
        members=[number],
        actions=Counter(one.possible),
        acting=bool(one.actions),
        days=one.days,
        reported=None if one.reported is None else (one.reported, one.reported),
        points=dict(one.points),
        sites=one.sites,
        countries=one.countries,
        instances=dict(one.instances),
    )


def _add(group: _Group, other: _Group) -> None:
    group.members += other.members
    group.actions.update(other.actions)
    group.acting += other.acting
    if group.days is None or other.days is None:
        group.days = group.days or other.days
    else:
        start, end = max(group.days[0], other.days[0]), min(group.days[1], other.days[1])
        group.days = (start, end) if start <= end else group.days
    if group.reported is None or other.reported is None:
        group.reported = group.reported or other.reported
    else:
        group.reported = min(group.reported[0], other.reported[0]), max(group.reported[1], other.reported[1])
    for granularity, points in other.points.items():
        group.points[granularity] = group.points.get(granularity, frozenset()) | points
    for noun, words in other.instances.items():
        group.instances[noun] = group.instances.get(noun, frozenset()) | words
    group.sites |= other.sites
    group.countries |= other.countries


def _cosine(a: _Group, b: _Group, items: Sequence[Item], weights: Mapping[str, float]) -> float:
    """Return the cosine of the sums of the members' keys, each with its weight."""
    mine, theirs = (
        Counter(key for number in one.members for key in sorted(items[number].keys)) for one in (a, b)
    )
    shared = sum(count * theirs[key] * weights[key] ** 2 for key, count in mine.items() if key in theirs)
    lengths = (math.hypot(*(count * weights[key] for key, count in one.items())) for one in (mine, theirs))
    return shared / math.prod(lengths) if shared else 0.0


def _parted(a: _Group, b: _Group, parted: Mapping[int, frozenset[int]], tie: Tie | None) -> bool:
    """Return True if the groups speak of another time, place or instance, or a verdict says that they do."""
    few, many = sorted((a, b), key=lambda one: len(one.members))
    inside = set(many.members)
    if any(not inside.isdisjoint(parted.get(one, ())) for one in few.members):
        return True
    if not (tie and tie.time_disputed) and (_other_time(a, b) or (tie is None and _reported_apart(a, b))):
        return True
    if not (tie and tie.place_disputed) and _other_place(a, b):
        return True
    return any(not words & b.instances[noun] for noun, words in a.instances.items() if noun in b.instances)


def _other_time(a: _Group | Item, b: _Group | Item) -> bool:
    """Return True if the texts speak of different times."""
    if a.days is not None and b.days is not None and (a.days[0] > b.days[1] or b.days[0] > a.days[1]):
        return True
    for granularity, points in a.points.items():
        others = b.points.get(granularity)
        if others and points.isdisjoint(others):
            return True
    return False


def _reported_apart(a: _Group, b: _Group) -> bool:
    """Return True if no more than one says when, and the reports are more than `MAX_DAYS_APART` apart."""
    if a.reported is None or b.reported is None or (a.days and b.days):
        return False
    first, last = min(a.reported[0], b.reported[0]), max(a.reported[1], b.reported[1])
    return _days_between(first, last) > MAX_DAYS_APART


def _days_between(start: int, end: int) -> int:
    """Return about how many days are between two days that are written as yyyymmdd."""
    years, months, days = (
        end // 10_000 - start // 10_000,
        end // 100 % 100 - start // 100 % 100,
        end % 100 - start % 100,
    )
    return 365 * years + 30 * months + days


def _other_place(a: _Group | Item, b: _Group | Item) -> bool:
    """Return True if the texts name different towns, or different countries if one names no town."""
    if a.sites and b.sites:
        return not any(_same_site(one, other) for one in a.sites for other in b.sites)
    return bool(a.countries and b.countries) and a.countries.isdisjoint(b.countries)


def _same_site(one: str, other: str) -> bool:
    return one == other or f" {one} " in f" {other} " or f" {other} " in f" {one} "


@frozen
class _Pair:
    """Two assertions that are alike.

    Attributes:
        score: how alike, from 0 to 1.
        by_meaning: True if they are alike in meaning and a name, False if in words and an action.
    """

    score: float
    a: int
    b: int
    by_meaning: bool


def _similar_pairs(evidence: Evidence, weights: Mapping[str, float]) -> list[_Pair]:
    """Return pairs of assertions that are alike, most alike first."""
    items = evidence.items
    squares = {key: weight**2 for key, weight in weights.items()}
    norms = [math.sqrt(sum(squares[key] for key in one.keys)) for one in items]
    candidates = [
        (a, b)
        for a, b in _candidates(items, weights, by_name=evidence.vectors is not None)
        if not (_other_time(items[a], items[b]) or _other_place(items[a], items[b]))
    ]
    found = []
    for (a, b), cosine in zip(candidates, _cosines(evidence.vectors, candidates), strict=True):
        one, other = items[a], items[b]
        actions = (one.possible & other.possible) & (one.actions | other.actions)
        names, things = one.names & other.names, one.things & other.things
        score = sum(squares[key] for key in actions | names | things) / (norms[a] * norms[b])
        if actions and cosine >= MIN_COSINE and score >= _least_score(one, other, names, things):
            found.append(_Pair(score, a, b, by_meaning=False))
        elif evidence.vectors is not None and cosine >= SAME_COSINE and any(map(_is_no_country, names)):
            found.append(_Pair(score, a, b, by_meaning=True))
    return sorted(found, key=lambda pair: (-pair.score, pair.a, pair.b))


def _least_score(one: Item, other: Item, names: frozenset[str], things: frozenset[str]) -> float:
    """Return the least likeness at which two assertions with a common action are grouped; inf for never.

    Args:
        names, things: the keys that they share.
    """
    across = one.document != other.document
    if not names and (across or not things):
        return math.inf
    least = MIN_SCORE_ACROSS if across else MIN_SCORE
    few = not any(map(_is_no_country, names)) and len(things) < _FEW_THINGS
    return least * (2 if few or _only_one_says_when(one, other) else 1)


def _only_one_says_when(one: Item, other: Item) -> bool:
    """Return True if one says when, and the other was not reported soon after."""
    if (one.days is None) == (other.days is None):
        return False
    days, reported = (one.days, other.reported) if one.days is not None else (other.days, one.reported)
    return days is None or reported is None or _days_between(days[1], reported) > MAX_DAYS_APART


def _is_no_country(key: str) -> bool:
    return key.casefold() not in country_of()


def _cosines(vectors: "Floats | None", pairs: Sequence[tuple[int, int]]) -> list[float]:
    """Return the cosine of each pair, rounded to 4 digits; 1 without vectors."""
    if vectors is None or not pairs:
        return [1.0] * len(pairs)
    import numpy as np

    found: list[float] = []
    for start in range(0, len(pairs), _PAIRS_AT_ONCE):
        numbers = np.array(pairs[start : start + _PAIRS_AT_ONCE])
        products = (vectors[numbers[:, 0]] * vectors[numbers[:, 1]]).sum(axis=1, dtype=np.float64)
        found += products.round(4).tolist()
    return found


def _candidates(
    items: Sequence[Item], weights: Mapping[str, float], *, by_name: bool
) -> list[tuple[int, int]]:
    """Return pairs that share one of their rarest actions and one of their rarest other keys, sorted.

    Args:
        by_name: also pairs that share one of their rarest names.

    The smallest blocks of assertions with the same two keys come first; in each, assertions are compared with
    those that are next in time, until they have `_MOST_PARTNERS`.
    """
    blocks: dict[tuple[str, str], list[int]] = {}
    named: dict[tuple[str, str], list[int]] = {}
    for number, one in enumerate(items):
        if not one.reports:
            continue
        actions = _rarest(one.actions, weights, _RAREST_ACTIONS)
        actions += _rarest(one.possible - one.actions, weights, _RAREST_ACTIONS - len(actions))
        for key in _rarest(one.names | one.things, weights, _RAREST_OTHERS):
            for action in actions:
                blocks.setdefault((action, key), []).append(number)
        for key in _rarest(one.names, weights, _RAREST_NAMES) if by_name else ():
            named.setdefault((key, ""), []).append(number)
    partners = [0] * len(items)
    found: set[tuple[int, int]] = set()
    for most, part in ((_MOST_PARTNERS, blocks), (2 * _MOST_PARTNERS, named)):
        for _, block in sorted(part.items(), key=lambda one: (len(one[1]), one[0])):
            _compare_neighbours(block, items, most, partners, found)
    return sorted(found)


def _compare_neighbours(
    block: Sequence[int], items: Sequence[Item], most: int, partners: list[int], found: set[tuple[int, int]]
) -> None:
    """Add the pairs of a block that are next in time, except for assertions that have ``most`` partners."""
    waiting = sorted(
        (number for number in block if partners[number] < most),
        key=lambda number: (items[number].when, number),
    )
    for place, one in enumerate(waiting):
        for other in waiting[place + 1 : place + 1 + _WINDOW]:
            pair = (one, other) if one < other else (other, one)
            if pair not in found:
                found.add(pair)
                partners[one] += 1
                partners[other] += 1


def _rarest(keys: Iterable[str], weights: Mapping[str, float], count: int) -> list[str]:
    return sorted(keys, key=lambda key: (-weights[key], key))[:count]
