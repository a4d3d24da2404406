"""Probabilities that mean what they say: one temperature, fitted on rows that were not trained on.

As in Guo et al. 2017, "On Calibration of Modern Neural Networks": logits are divided by the temperature at
which the labels of the rows held out are likeliest. The order of a pair's classes does not change.
"""

from typing import TYPE_CHECKING, Any

from narratives.errors import TrainingDataError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

BOUNDS = (0.05, 20.0)


def temperature(logits: "npt.NDArray[np.float64]", labels: "npt.NDArray[np.int64]") -> float:
    """The temperature for logits of shape ``(rows, classes)`` with the right class of each row."""
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
    """Build a temperature into a torch classifier: its last layer's weights and bias are divided by it.

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
