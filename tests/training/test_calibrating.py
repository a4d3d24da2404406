import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from narratives.errors import JudgeError, TrainingDataError
from narratives.judging.models.calibration import read_calibration
from narratives.judging.models.nli import Scores
from narratives.training.calibrating import calibrate, write_calibration
from narratives.training.rows import TrainingRow


class Overconfident:
    """A model that gives 0.99 or 0.01 and is right in three of four cases."""

    name = "overconfident"

    def scores(self, pairs: Sequence[tuple[str, str]]) -> Scores:
        strengths = [0.99 if premise.endswith("yes") else 0.01 for premise, _ in pairs]
        return np.array([[one, 0.5 - one / 2, 0.5 - one / 2] for one in strengths])


ROWS = [
    TrainingRow(
        premise=f"{number} {'yes' if number % 2 else 'no'}",
        hypothesis="x",
        label="contradiction" if bool(number % 2) != (number % 8 < 2) else "neutral",
    )
    for number in range(160)
]


def test_an_overconfident_judge_is_calibrated_to_its_accuracy(tmp_path: Path) -> None:
    found = calibrate(Overconfident(), ROWS)
    assert found.after < 0.03 < 0.2 < found.before
    write_calibration(found, tmp_path / "c.json")
    kept = read_calibration(tmp_path / "c.json", judge="overconfident")
    assert kept == found.calibration
    assert kept.apply(0.99) == pytest.approx(0.75, abs=0.03)
    with pytest.raises(TrainingDataError, match="is there already"):
        write_calibration(found, tmp_path / "c.json")


def test_too_few_rows_are_refused() -> None:
    with pytest.raises(TrainingDataError, match="20 or more"):
        calibrate(Overconfident(), ROWS[:12])


@pytest.mark.parametrize(
    ("stored", "message"),
    [
        ("{", "is no calibration"),
        ("[1]", "is no calibration"),
        ('{"format": "other"}', "format 'other'"),
        ({"slope": -1}, "slope -1"),
        ({"slope": "x"}, "is no calibration"),
        ({"judge": "another"}, "was fitted to 'another'"),
    ],
)
def test_a_file_that_is_not_a_calibration_of_the_judge_is_refused_with_the_remedy(
    tmp_path: Path, stored: str | dict[str, object], message: str
) -> None:
    file = tmp_path / "c.json"
    right = {"format": "narratives-calibration/1", "judge": "m", "slope": 1, "intercept": 0}
    file.write_text(stored if isinstance(stored, str) else json.dumps(right | stored))
    with pytest.raises(JudgeError, match=message) as caught:
        read_calibration(file, judge="m")
    assert "narratives calibrate" in str(caught.value)
