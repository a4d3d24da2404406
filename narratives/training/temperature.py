"""Temperature scaling of a classifier, fitted on held-out rows.

Source: Guo et al. 2017, "On Calibration of Modern Neural Networks". The logits are divided by the temperature
that maximises the likelihood of the labels of the held-out rows. The ranking of the classes does not change.
"""

from typing import TYPE_CHECKING, Any

from narratives.errors import TrainingDataError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

BOUNDS = (0.05, 20.0)
"""Lowest and highest temperature."""


def fit_temperature(logits: "npt.NDArray[np.float64]", labels: "npt.NDArray[np.int64]") -> float:
    """Return the temperature for logits of shape ``(rows, classes)`` and the gold class of each row."""
    import numpy as np
    from scipy.optimize import minimize_scalar

    def loss(logarithm: float) -> float:
        scaled = logits / np.exp(logarithm)
        highest = scaled.max(axis=1)
        normaliser = highest + np.log(np.exp(scaled - highest[:, None]).sum(axis=1))
        return float((normaliser - scaled[np.arange(len(labels)), labels]).mean())

    found = minimize_scalar(loss, bounds=tuple(np.log(BOUNDS)), method="bounded")
    return float(np.exp(found.x))


def divide_logits(network: Any, by: float) -> None:
    """Divide the weights and bias of the last layer of a torch classifier by a temperature, in place.

    Raises:
        TrainingDataError: the network's last linear layer is not its classifier.
    """
    import torch

    layers = [module for module in network.modules() if isinstance(module, torch.nn.Linear)]
    if not layers or layers[-1].out_features != network.config.num_labels:
        raise TrainingDataError(
            f"{type(network).__name__}: its classifier was not found, so it stays uncalibrated"
        )
    with torch.no_grad():
        layers[-1].weight /= by
        if layers[-1].bias is not None:
            layers[-1].bias /= by
