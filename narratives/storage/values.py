"""The values that a store holds besides documents, attributions and decisions."""

from typing import Any

from attrs import field, frozen

from narratives.verdict import Reason, Relation

Pair = tuple[str, str]
"""The ids of two assertions, in the order in which they are judged."""


@frozen(kw_only=True)
class StoredVerdict:
    """The result of a judge for one pair: a `narratives.Verdict` with ids in place of the assertions.

    Attributes:
        a: id of the first assertion.
        b: id of the second.
        reasons: their spans lie in the documents of the two assertions.
    """

    a: str
    b: str
    relation: Relation
    probability: float
    reasons: tuple[Reason, ...] = ()
    contradiction: float | None = None


@frozen(kw_only=True)
class StoredPoint:
    """One point at issue: its label and the pairs of its verdicts, strongest first."""

    label: str
    pairs: tuple[Pair, ...]


@frozen(kw_only=True)
class State:
    """What was last made of a store: the comparison, with ids in place of the assertions.

    Attributes:
        key: fingerprint of what it was made of; the store does not interpret it.
        judge: name of the judge of the verdicts.
        pairs: pairs of the verdicts that are not neutral, in their order.
        points: points at issue, in their order.
        not_compared: number of pairs that were not judged.
        extra: a JSON object.
    """

    key: str
    judge: str
    pairs: tuple[Pair, ...] = ()
    points: tuple[StoredPoint, ...] = ()
    not_compared: int = 0
    extra: dict[str, Any] = field(factory=dict)
