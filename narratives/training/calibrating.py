"""Fit to labelled pairs how a judge's probability of contradiction is to be read."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from attrs import frozen

from narratives.errors import TrainingDataError
from narratives.judging.models.calibration import FORMAT, Calibration, log_odds
from narratives.judging.models.nli import CONTRADICTION, NliModel
from narratives.training.combining import calibration_error
from narratives.training.rows import TrainingRow

LEAST_ROWS = 20
"""Least labelled pairs of each kind, contradictions and others."""
_PENALTY = 1.0


@frozen(kw_only=True)
class Calibrated:
    """A calibration with what it changes.

    Attributes:
        before, after: calibration error on the same rows, without it and with it.
    """

    calibration: Calibration
    rows: int
    before: float
    after: float


def calibrate(model: NliModel, rows: Sequence[TrainingRow]) -> Calibrated:
    """Fit slope and intercept to the rows; the slope is drawn to 1 where there are few.

    Raises:
        TrainingDataError: fewer than `LEAST_ROWS` contradictions or others.
    """
    from scipy.optimize import minimize

    right = np.array([row.label == "contradiction" for row in rows], dtype=float)
    if min(right.sum(), len(rows) - right.sum()) < LEAST_ROWS:
        raise TrainingDataError(
            f"{int(right.sum())} contradictions among {len(rows)} rows: calibration needs {LEAST_ROWS} "
            "or more of them and as many others"
        )
    scores = model.scores([(row.premise, row.hypothesis) for row in rows])[:, CONTRADICTION]
    odds = np.array([log_odds(float(score)) for score in scores])

    def loss(parameters: np.ndarray) -> float:
        z = np.exp(parameters[0]) * odds + parameters[1]
        return float((np.logaddexp(0, z) - right * z).sum() + _PENALTY / 2 * parameters[0] ** 2)

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
    """Write a file that ``--calibration`` takes; it must be new.

    Raises:
        TrainingDataError: the file is there already or cannot be written.
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
