"""Fit the decision table: a logistic regression with sign constraints on its weights."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from attrs import frozen

from narratives.errors import TrainingDataError
from narratives.judging.decision import Table


@frozen(kw_only=True)
class Observation:
    """The features of a pair with its gold labels.

    Attributes:
        conflict: True if the two assertions contradict each other.
        agreed: True if they agree.
        weight: weight in the loss, > 0.
        group: the article or set that the pair is from; a group is left out as a whole.
    """

    features: Mapping[str, float]
    conflict: bool
    agreed: bool = False
    weight: float = 1.0
    group: str = ""


def fit_table(
    observations: Sequence[Observation],
    signs: Mapping[str, int],
    right: Callable[[Observation], bool],
    *,
    threshold: float = 0.5,
    penalty: float = 1.0,
    prior: Mapping[str, float] | None = None,
    without: frozenset[str] = frozenset(),
) -> Table:
    """Return the table with maximum likelihood weights, under an L2 penalty on their distance to ``prior``.

    Args:
        signs: name of each feature → 1 if its weight must be >= 0, -1 if it must be <= 0.
        right: returns the gold label of an observation.
        prior: name of a feature → the weight that the penalty pulls it towards; 0 for other features.
        without: features to leave out.

    Raises:
        TrainingDataError: all observations have the same label.
    """
    from scipy.optimize import minimize

    if len({right(one) for one in observations}) < 2:
        raise TrainingDataError("pairs of both kinds are needed to fit a table")
    names = [name for name in signs if name not in without]
    x = np.array([[one.features[name] for name in names] for one in observations])
    y = np.array([float(right(one)) for one in observations])
    before = np.array([(prior or {}).get(name, 0.0) for name in names])
    counts = np.array([one.weight for one in observations])

    def loss(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        weights, intercept = parameters[:-1], parameters[-1]
        z = x @ weights + intercept
        value = (counts * (np.logaddexp(0, z) - y * z)).sum() + penalty / 2 * ((weights - before) ** 2).sum()
        slack = counts * (1 / (1 + np.exp(-z)) - y)
        return float(value), np.append(x.T @ slack + penalty * (weights - before), slack.sum())

    bounds = [(0, None) if signs[name] > 0 else (None, 0) for name in names] + [(None, None)]
    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=bounds)
    weights = {name: round(float(value), 4) for name, value in zip(names, found.x, strict=False)}
    return Table(
        intercept=round(float(found.x[-1]), 4),
        weights={name: weight for name, weight in weights.items() if weight},
        threshold=threshold,
    )


def leave_one_group_out(
    observations: Sequence[Observation],
    signs: Mapping[str, int],
    right: Callable[[Observation], bool],
    *,
    penalty: float = 1.0,
    prior: Mapping[str, float] | None = None,
    without: frozenset[str] = frozenset(),
) -> list[float]:
    """Return the probability of each observation from a table fitted to the other groups.

    Costs one fit for each group.
    """
    tables = {
        group: fit_table(
            [one for one in observations if one.group != group],
            signs,
            right,
            penalty=penalty,
            prior=prior,
            without=without,
        )
        for group in sorted({one.group for one in observations})
    }
    return [tables[one.group].probability(one.features) for one in observations]


def calibration_error(probabilities: Sequence[float], right: Sequence[bool], *, bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal width (Guo et al. 2017)."""
    total = 0.0
    for number in range(bins):
        inside = [
            (p, r)
            for p, r in zip(probabilities, right, strict=True)
            if number == min(int(p * bins), bins - 1)
        ]
        total += abs(sum(p for p, _ in inside) - sum(r for _, r in inside))
    return total / len(probabilities) if probabilities else 0.0
