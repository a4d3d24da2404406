import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks.scenarios import SCENARIOS
from benchmarks.scenarios.__main__ import confusion_counts, kappa
from narratives import Stance
from narratives.errors import TrainingDataError
from narratives.training.scenarios import extracted_pairs, read_scenarios, written_pairs

TEXT = (
    "The army shelled the market on Monday, the Norrin Front said.\n\nThe army of Veltia denied that its "
    'guns had been used. "A rocket from the hills hit the market," a spokesman for the army of Veltia said.'
)
REPORT: dict[str, Any] = {
    "topic": "a market",
    "a": "Army of Veltia",
    "b": "Norrin Front",
    "A": [
        {"t": "The army's guns had been used.", "denies": True, "quote": "its guns had been used"},
        {"t": "A rocket from the hills hit the market.", "quote": "A rocket from the hills hit the market"},
    ],
    "B": [
        {
            "t": "The army shelled the market on Monday.",
            "quote": "The army shelled the market on Monday",
        }
    ],
    "contradiction": [[0, 0, "denial"]],
    "entailment": [],
    "unclear": [[1, 0]],
    "text": TEXT,
    "aliases": {"Army of Veltia": ["The army of Veltia"], "Norrin Front": ["Norrin Front"]},
}


def write_scenarios(path: Path, *values: Any) -> Path:
    path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")
    return path


def test_written_pairs_have_their_labels_and_denials_their_stance(tmp_path: Path) -> None:
    [scenario] = read_scenarios(write_scenarios(tmp_path / "x.jsonl", REPORT))
    pairs = written_pairs(scenario)
    assert [one.label for one in pairs] == ["contradiction", "unclear"]
    assert pairs[0].pair[0].stance is Stance.DENIES
    assert pairs[0].scenario == "x:1"


@pytest.mark.slow
def test_assertions_extracted_from_a_report_get_the_labels_of_their_statements(tmp_path: Path) -> None:
    [scenario] = read_scenarios(write_scenarios(tmp_path / "x.jsonl", REPORT))
    found = {one.pair[0].stance: one.label for one in extracted_pairs(scenario)}
    assert found[Stance.DENIES] == "contradiction"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"contradiction": [[5, 0, "denial"]]}, "no such pair"),
        ({"unclear": [[0, 0]]}, "both contradiction and unclear"),
        ({"A": [{"t": " ", "quote": "x"}], "unclear": []}, "no scenario"),
        ({"B": [{"t": "The army fled.", "quote": "the army fled"}]}, "must stand once"),
        ({"A": 3}, "no scenario"),
    ],
)
def test_a_malformed_scenario_is_refused_with_its_line(
    tmp_path: Path, change: dict[str, Any], message: str
) -> None:
    file = write_scenarios(tmp_path / "x.jsonl", REPORT, {**REPORT, **change})
    with pytest.raises(TrainingDataError, match=rf"x\.jsonl:2.*{message}"):
        list(read_scenarios(file))


def test_the_scenarios_in_the_repository_are_valid_and_their_labels_agree() -> None:
    scenarios = [one for file in sorted(SCENARIOS.glob("*.jsonl")) for one in read_scenarios(file)]
    labels = Counter(one.label for scenario in scenarios for one in written_pairs(scenario))
    assert len(scenarios) >= 300
    assert sum(bool(one.text) for one in scenarios) >= 60
    assert 0.03 <= labels["contradiction"] / labels.total() <= 0.08
    both = confusion_counts(
        {
            one.name: {
                (i, j): one.label(i, j) for i in range(len(one.sides[0])) for j in range(len(one.sides[1]))
            }
            for one in scenarios
        }
    )
    assert both.total() >= 1900
    assert kappa(both) >= 0.8
