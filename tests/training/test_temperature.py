import numpy as np
import pytest

pytest.importorskip("scipy")

from benchmarks.nli.__main__ import calibration_error, figures
from narratives.judging.models.nli import softmax
from narratives.training.temperature import fit_temperature


def test_the_temperature_that_logits_were_scaled_by_is_recovered() -> None:
    generator = np.random.default_rng(0)
    calibrated = generator.normal(scale=2.0, size=(20_000, 3))
    labels = np.array([generator.choice(3, p=row) for row in softmax(calibrated)])
    assert fit_temperature(calibrated * 4, labels) == pytest.approx(4, rel=0.05)
    assert fit_temperature(calibrated / 3, labels) == pytest.approx(1 / 3, rel=0.05)


def test_calibration_error_is_the_distance_of_confidence_and_accuracy() -> None:
    confidence = np.array([0.9] * 10 + [0.5] * 10)
    right = np.array([True] * 9 + [False] + [True] * 2 + [False] * 8)
    assert calibration_error(confidence, right) == pytest.approx(0.5 * 0.0 + 0.5 * 0.3)


def test_figures_equal_those_computed_by_hand() -> None:
    scores = np.array([[0.8, 0.1, 0.1], [0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.2, 0.2, 0.6]])
    found = figures(scores, ["contradiction", "neutral", "entailment", "contradiction"])
    assert found["accuracy"] == 0.5
    assert (found["precision"], found["recall"], found["f1"]) == (0.5, 0.5, 0.5)
    assert found["average_precision"] == pytest.approx((1 + 2 / 3) / 2)
    assert found["macro_f1"] == pytest.approx((0.5 + 1.0 + 0.0) / 3)
    assert found["precision_when_rare"] == pytest.approx(0.005 / (0.005 + 0.5 * 0.99))


def test_a_two_way_label_accepts_any_class_but_contradiction() -> None:
    scores = np.array([[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8]])
    found = figures(scores, ["contradiction", "not_contradiction", "not_contradiction"])
    assert found["accuracy"] == found["macro_f1"] == 1.0
