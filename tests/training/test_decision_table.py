import random

import pytest
from attrs import evolve

from narratives.errors import TrainingDataError
from narratives.judging.evidence.features import CONFLICT_SIGNS
from narratives.training.decision_table import Observation, calibration_error, fit_table, leave_one_group_out


def observations(count: int) -> list[Observation]:
    """Conflicts where the model says so, with a feature that misleads against its sign."""
    draw = random.Random(0)  # noqa: S311 - a draw, not a secret
    made = []
    for number in range(count):
        conflict = number % 3 == 0
        features = dict.fromkeys(CONFLICT_SIGNS, 0.0)
        features["contradiction"] = draw.gauss(2 if conflict else -2, 1.5)
        features["another place"] = float(conflict and draw.random() < 0.8)
        made.append(Observation(features=features, conflict=conflict, group=str(number % 5)))
    return made


def conflict(one: Observation) -> bool:
    return one.conflict


def test_weights_keep_their_signs_and_the_model_leads() -> None:
    table = fit_table(observations(300), CONFLICT_SIGNS, conflict)
    assert table.weights["contradiction"] > 0.5
    assert "another place" not in table.weights
    assert all(weight * CONFLICT_SIGNS[name] > 0 for name, weight in table.weights.items())


def test_a_group_is_told_by_a_table_that_has_not_seen_it() -> None:
    made = observations(100)
    turned = [one if one.group != "0" else evolve(one, conflict=True) for one in made]
    assert told(made) == told(turned)


def told(made: list[Observation]) -> list[float]:
    found = leave_one_group_out(made, CONFLICT_SIGNS, conflict)
    return [probability for probability, one in zip(found, made, strict=True) if one.group == "0"]


def test_a_table_needs_both_kinds_of_pairs() -> None:
    with pytest.raises(TrainingDataError, match="of both kinds"):
        fit_table([one for one in observations(30) if one.conflict], CONFLICT_SIGNS, conflict)


def test_calibration_error_is_the_distance_of_saying_and_being() -> None:
    assert calibration_error([0.9] * 10, [True] * 9 + [False]) == pytest.approx(0.0)
    assert calibration_error([0.9] * 10, [True] * 4 + [False] * 6) == pytest.approx(0.5)
