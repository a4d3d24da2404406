"""Any sentence-transformers cross-encoder for NLI, by name or folder."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from narratives.errors import JudgeError, MissingExtraError
from narratives.judging.nli import Scores, label_order, softmax

OFFLINE = "the embedded judge (leave the judge out) works offline"


class CrossEncoderNli:
    """A cross-encoder loaded through sentence-transformers, its label order read from its config.

    Only safetensors are read and no code of the model is run.

    Raises:
        JudgeError: it cannot be loaded, or its labels are not the three of NLI.
        MissingExtraError: sentence-transformers is not installed.
    """

    def __init__(self, name: str, *, batch_size: int = 32) -> None:
        self.name = name
        self._batch_size = batch_size
        self._order = label_order(
            {int(key): value for key, value in self._model.config.id2label.items()}, place=name
        )

    @cached_property
    def _model(self) -> Any:
        try:
            from sentence_transformers import CrossEncoder
        except ImportError as error:
            raise MissingExtraError(
                f"judge {self.name!r} needs sentence-transformers; install it with: "
                f"pip install 'narratives[cross-encoder]'; {OFFLINE}"
            ) from error
        try:
            return CrossEncoder(self.name, trust_remote_code=False, model_kwargs={"use_safetensors": True})
        except Exception as error:
            cause = " ".join(str(error).split())[:160]
            raise JudgeError(f"judge {self.name!r}: cannot be loaded ({cause}); {OFFLINE}") from error

    def scores(self, pairs: Sequence[tuple[str, str]]) -> Scores:
        """Probabilities of contradiction, entailment, neutral: shape ``(len(pairs), 3)``."""
        import numpy as np

        if not pairs:
            return np.empty((0, 3))
        logits = self._model.predict(
            list(pairs), batch_size=self._batch_size, show_progress_bar=False, apply_softmax=False
        )
        return softmax(np.asarray(logits, dtype=np.float64)[:, self._order])
