"""How a model's probability of contradiction is to be read: its log-odds, stretched and shifted.

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
    """The log-odds of a contradiction are multiplied by ``slope``, > 0, and ``intercept`` is added.

    Attributes:
        judge: name of the model that it was fitted to; "" for any.
    """

    slope: float = 1.0
    intercept: float = 0.0
    judge: str = ""

    def apply(self, probability: float) -> float:
        """The calibrated probability, 0 to 1."""
        if (self.slope, self.intercept) == (1.0, 0.0):
            return probability
        return 1 / (1 + math.exp(-(self.slope * log_odds(probability) + self.intercept)))


def log_odds(probability: float, *, margin: float = _MARGIN) -> float:
    """Logarithm of the odds, of a probability kept so far from 0 and 1."""
    clipped = min(max(probability, margin), 1 - margin)
    return math.log(clipped / (1 - clipped))


def read_calibration(path: Path, *, judge: str) -> Calibration:
    """The calibration in a file that ``narratives calibrate`` wrote for a judge.

    Raises:
        JudgeError: it cannot be read, is no calibration, or is that of another judge.
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
