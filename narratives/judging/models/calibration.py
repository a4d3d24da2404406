"""Calibration of a model's probability of contradiction: a linear function of its log-odds.

As in Platt 1999, "Probabilistic Outputs for Support Vector Machines". ``narratives calibrate`` fits one to
labelled pairs.
"""

import json
import math
from pathlib import Path

from attrs import frozen

from narratives.errors import JudgeError

FORMAT = "narratives-calibration/1"
_MARGIN = 1e-6


@frozen(kw_only=True)
class Calibration:
    """Calibrated log-odds: ``slope * log_odds + intercept``, with ``slope > 0``.

    Attributes:
        judge: name of the model that it was fitted to; "" for any.
    """

    slope: float = 1.0
    intercept: float = 0.0
    judge: str = ""

    def apply(self, probability: float) -> float:
        """Return the calibrated probability, 0 to 1."""
        if (self.slope, self.intercept) == (1.0, 0.0):
            return probability
        return 1 / (1 + math.exp(-(self.slope * log_odds(probability) + self.intercept)))


def log_odds(probability: float, *, margin: float = _MARGIN) -> float:
    """Return the log-odds of a probability, which is first clipped to ``margin`` .. ``1 - margin``."""
    clipped = min(max(probability, margin), 1 - margin)
    return math.log(clipped / (1 - clipped))


def read_calibration(path: Path, *, judge: str) -> Calibration:
    """Return the calibration in a file that ``narratives calibrate`` wrote for a judge.

    Raises:
        JudgeError: the file cannot be read, is no calibration, or was made for another judge.
    """
    remedy = f"make one with: narratives calibrate ROWS --judge {judge} --out {path.name}"
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored["format"] != FORMAT:
            raise JudgeError(f"{path}: format {stored['format']!r:.40} is not {FORMAT!r}; {remedy}")
        calibration = Calibration(
            slope=float(stored["slope"]), intercept=float(stored["intercept"]), judge=str(stored["judge"])
        )
    except (OSError, ValueError, TypeError, KeyError) as error:
        cause = " ".join(str(error).split())[:120]
        raise JudgeError(f"{path}: is no calibration ({cause}); {remedy}") from error
    if not (
        calibration.slope > 0 and math.isfinite(calibration.slope) and math.isfinite(calibration.intercept)
    ):
        raise JudgeError(f"{path}: slope {calibration.slope}; it must be a number over 0; {remedy}")
    if calibration.judge != judge:
        raise JudgeError(f"{path}: was fitted to {calibration.judge!r}, not to {judge!r}; {remedy}")
    return calibration
