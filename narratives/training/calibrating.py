"""Fit the calibration of a judge's probability of contradiction to labelled pairs (Platt scaling)."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from attrs import frozen

from narratives.errors import TrainingDataError
from narratives.judging.models.calibration import FORMAT, Calibration, log_odds
from narratives.judging.models.nli import CONTRADICTION, NliModel
from narratives.training.decision_table import calibration_error
from narratives.training.rows import TrainingRow

MIN_ROWS = 20
"""Fewest labelled pairs of each kind: contradictions and others."""
_SLOPE_PENALTY = 1.0


@frozen(kw_only=True)
class Calibrated:
    """A calibration with the calibration error before and after it.

    Attributes:
        rows: number of rows that it was fitted to.
        before, after: calibration error on these rows, without and with the calibration.
    """

    calibration: Calibration
    rows: int
    before: float
    after: float


def calibrate(model: NliModel, rows: Sequence[TrainingRow]) -> Calibrated:
    """Fit slope and intercept to the rows; a penalty pulls the slope towards 1 if there are few.

    Raises:
        TrainingDataError: fewer than `MIN_ROWS` contradictions or other rows.
    """
    from scipy.optimize import minimize

    right = np.array([row.label == "contradiction" for row in rows], dtype=float)
    if min(right.sum(), len(rows) - right.sum()) < MIN_ROWS:
        raise TrainingDataError(
            f"{int(right.sum())} contradictions among {len(rows)} rows: calibration needs {MIN_ROWS} "
            "or more of them and as many others"
        )
    scores = model.scores([(row.premise, row.hypothesis) for row in rows])[:, CONTRADICTION]
    odds = np.array([log_odds(float(score)) for score in scores])

    def loss(parameters: np.ndarray) -> float:
        z = np.exp(parameters[0]) * odds + parameters[1]
        return float((np.logaddexp(0, z) - right * z).sum() + _SLOPE_PENALTY / 2 * parameters[0] ** 2)

    found = minimize(loss, np.zeros(2), method="L-BFGS-B", bounds=[(-4, 4), (None, None)]).x
    calibration = Calibration(
        slope=round(float(np.exp(found[0])), 4), intercept=round(float(found[1]), 4), judge=model.name
    )
    labels = [bool(one) for one in right]
    return Calibrated(
        calibration=calibration,
        rows=len(rows),
        before=calibration_error([float(score) for score in scores], labels),
        after=calibration_error([calibration.apply(float(score)) for score in scores], labels),
    )


def write_calibration(found: Calibrated, path: Path) -> None:
    """Write a new file for the option ``--calibration``.

    Raises:
        TrainingDataError: the file exists or cannot be written.
    """
    stored = {
        "format": FORMAT,
        "judge": found.calibration.judge,
        "slope": found.calibration.slope,
        "intercept": found.calibration.intercept,
        "rows": found.rows,
        "calibration_error": {"before": round(found.before, 4), "after": round(found.after, 4)},
    }
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(json.dumps(stored, indent=1) + "\n")
    except FileExistsError as error:
        raise TrainingDataError(f"{path}: is there already; give the name of a new file") from error
    except OSError as error:
        raise TrainingDataError(f"{path}: cannot be written: {error}") from error
