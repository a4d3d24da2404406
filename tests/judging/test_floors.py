"""Accuracy floors of the embedded model on labelled pairs; they may only be raised. Files have checksums."""

import json
from pathlib import Path

import pytest

from benchmarks.nli.__main__ import SHARED, measure
from narratives.judging.models.nli import EmbeddedNli

pytestmark = pytest.mark.slow

RESULTS = json.loads((Path(__file__).parents[2] / "benchmarks" / "nli" / "results.json").read_text())
FLOORS = {
    "mnli_mismatched": {"accuracy": 0.82, "average_precision": 0.92},
    "rte3_dev": {"accuracy": 0.66, "average_precision": 0.22},
    "neg_mnli": {"accuracy": 0.645, "average_precision": 0.775},
    "fever_symmetric": {"accuracy": 0.77, "average_precision": 0.88},
}
MOST_CALIBRATION_ERROR = 0.045
STEPS = {"mnli_mismatched": 8}
"""The test runs every eighth row of this set and every fourth of others, the benchmark every row."""


@pytest.mark.parametrize("name", FLOORS)
def test_the_embedded_model_stays_above_its_floors(name: str) -> None:
    file = SHARED / f"eval-{name}.jsonl.gz"
    if not file.exists():
        pytest.skip(f"the labelled pairs of {name} are not part of the project")
    found = measure(file, EmbeddedNli(), step=STEPS.get(name, 4))
    assert found["sha256"] == RESULTS["sets"][name]["sha256"], "not the file that the floors are for"
    assert {key: found[key] for key, floor in FLOORS[name].items() if found[key] < floor} == {}
    if name == "mnli_mismatched":
        assert found["calibration_error"] <= MOST_CALIBRATION_ERROR


def test_the_stored_results_are_those_of_the_shipped_model() -> None:
    assert RESULTS["model"] == EmbeddedNli().name
