"""Natural language inference models: pairs of texts → probabilities of the three classes."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from narratives.errors import JudgeError
from narratives.judging.models.length import score_in_parts
from narratives.model import encodable
from narratives.weights import JUDGE
from narratives.weights.runtime import OnnxModel

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Scores: TypeAlias = "npt.NDArray[np.float64]"
"""Probabilities: a row for each pair, or one row."""

CONTRADICTION, ENTAILMENT, NEUTRAL = 0, 1, 2
"""Columns of the scores of every model."""


class NliModel(Protocol):
    """A model that scores pairs of premise and hypothesis."""

    name: str

    def scores(self, pairs: Sequence[tuple[str, str]]) -> Scores:
        """Return the probabilities of contradiction, entailment and neutral.

        Shape ``(len(pairs), 3)``; rows sum to 1.
        """
        ...


class EmbeddedNli:
    """The embedded cross-encoder, run by `narratives.weights.runtime.OnnxModel`.

    Each distinct text is tokenised once and each distinct pair is run once, by itself: a score does not
    depend on the other pairs.

    Raises:
        WeightsError: a file of the model is missing or is not the one that was shipped.
    """

    def __init__(self, folder: Path = JUDGE) -> None:
        self._model = OnnxModel(folder)
        self.name = self._model.name

    def begin_loading(self) -> None:
        """Load the network in another thread, for a caller that has other work to do before it judges."""
        self._model.begin_loading()

    def scores(self, pairs: Sequence[tuple[str, str]]) -> Scores:
        """See `NliModel.scores`. A text over the maximum length is scored in parts (`length.split`)."""
        import numpy as np

        if not pairs:
            return np.empty((0, 3))
        clean = [(encodable(premise), encodable(hypothesis)) for premise, hypothesis in pairs]
        tokens = self._model.tokens(text for pair in clean for text in pair)

        def ids(text: str) -> list[int]:
            if text not in tokens:
                tokens.update(self._model.tokens([text]))
            return tokens[text]

        def score(runs: Sequence[tuple[str, str]]) -> Iterable[Scores]:
            start, *between, end = self._model.marks
            rows = [[start, *ids(a), *between, *ids(b), end] for a, b in runs]
            temperature = self._model.config["temperature"]
            return [softmax(logits.astype(np.float64) / temperature) for logits in self._model.outputs(rows)]

        limit = self._model.max_text_tokens
        return score_in_parts(clean, score, limit=limit, count=lambda text: len(ids(text)))


def softmax(logits: Scores) -> Scores:
    """Return the softmax along the last axis."""
    import numpy as np

    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Scores = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def label_order(labels: dict[int, str], *, place: str) -> list[int]:
    """Return the indices of contradiction, entailment and neutral among a model's outputs.

    Raises:
        JudgeError: the labels are not those three.
    """
    by_name = {name.casefold(): number for number, name in labels.items()}
    order = [
        next((number for name, number in by_name.items() if name.startswith(wanted)), None)
        for wanted in ("contradict", "entail", "neutral")
    ]
    if len(labels) != 3 or None in order:
        raise JudgeError(
            f"judge {place!r}: its labels are {', '.join(labels.values())}; "
            "a three-way NLI model with contradiction, entailment and neutral is needed"
        )
    return [number for number in order if number is not None]
