"""Any sentence-transformers cross-encoder for NLI, by name or folder."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from narratives.errors import JudgeError
from narratives.judging.models.length import score_in_parts
from narratives.judging.models.nli import Scores, label_order, softmax
from narratives.weights.by_name import Loader

_DEFAULT_MAX_TOKENS = 8192
"""Maximum length of a model that does not state one."""

OFFLINE = "the embedded judge (leave the judge out) works offline"
_LOADER = Loader(model_class="CrossEncoder", role="judge", error=JudgeError, offline=OFFLINE)


class CrossEncoderNli:
    """A cross-encoder by name or folder (`Loader`); the order of its labels is read from its config.

    Args:
        name: folder, or name on the model hub.
        device: "cpu", "cuda", "cuda:1", "mps" ...; None uses a GPU if torch finds one.
        batch_size: pairs in one batch, > 0.

    Texts over the model's maximum length are scored in parts (`length.split`), not truncated.

    Raises:
        JudgeError: it cannot be loaded, or its labels are not the three of NLI.
        MissingExtraError: sentence-transformers is not installed.
    """

    def __init__(self, name: str, *, device: str | None = None, batch_size: int = 32) -> None:
        if batch_size < 1:
            raise JudgeError(f"judge {name!r}: batch size {batch_size}; it must be 1 or more")
        self.name = name
        self._batch_size = batch_size
        self._model: Any = _LOADER.load(name, device=device)
        self._order = label_order(
            {int(key): value for key, value in self._model.config.id2label.items()}, place=name
        )

    def scores(self, pairs: Sequence[tuple[str, str]]) -> Scores:
        """See `NliModel.scores`."""
        import numpy as np

        if not pairs:
            return np.empty((0, 3))
        return score_in_parts(pairs, self._score, limit=self._limit, count=self._count)

    def _score(self, runs: Sequence[tuple[str, str]]) -> Scores:
        import numpy as np

        logits = self._model.predict(
            list(runs), batch_size=self._batch_size, show_progress_bar=False, apply_softmax=False
        )
        return softmax(np.asarray(logits, dtype=np.float64)[:, self._order])

    @cached_property
    def _limit(self) -> int:
        """Maximum number of tokens of both texts together, without the special tokens."""
        tokenizer, config = self._model.tokenizer, self._model.config
        limits = (self._model.max_seq_length, getattr(config, "max_position_embeddings", None))
        most = min(limit for limit in (*limits, _DEFAULT_MAX_TOKENS) if limit)
        return int(most) - int(tokenizer.num_special_tokens_to_add(pair=True))

    def _count(self, text: str) -> int:
        return len(self._model.tokenizer.encode(text, add_special_tokens=False, verbose=False))
