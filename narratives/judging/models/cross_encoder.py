"""Any sentence-transformers cross-encoder for NLI, by name or folder."""

import logging
import socket
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from narratives.errors import JudgeError, MissingExtraError
from narratives.judging.models.length import score_in_parts
from narratives.judging.models.nli import Scores, label_order, softmax

_DEFAULT_MAX_TOKENS = 8192
"""Maximum length of a model that does not state one."""

OFFLINE = "the embedded judge (leave the judge out) works offline"


class CrossEncoderNli:
    """A cross-encoder loaded by sentence-transformers; the order of its labels is read from its config.

    Args:
        name: folder, or name on the model hub.
        device: "cpu", "cuda", "cuda:1", "mps" ...; None uses a GPU if torch finds one.
        batch_size: pairs in one batch, > 0.

    Texts over the model's maximum length are scored in parts (`length.split`), not truncated. Only
    safetensors are read, and no code of the model is run. A folder or the hub's cache on disk is tried first,
    then the hub.

    Raises:
        JudgeError: it cannot be loaded, or its labels are not the three of NLI.
        MissingExtraError: sentence-transformers is not installed.
    """

    def __init__(self, name: str, *, device: str | None = None, batch_size: int = 32) -> None:
        if batch_size < 1:
            raise JudgeError(f"judge {name!r}: batch size {batch_size}; it must be 1 or more")
        self.name = name
        self._device = device
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
        _silence_libraries()
        options = {
            "trust_remote_code": False,
            "model_kwargs": {"use_safetensors": True},
            "device": self._device,
        }
        try:
            return CrossEncoder(self.name, local_files_only=True, **options)
        except Exception as error:
            if Path(self.name).exists() or not _hub_is_reachable():
                raise _load_error(self.name, error) from error
        try:
            return CrossEncoder(self.name, **options)
        except Exception as error:
            raise _load_error(self.name, error) from error

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


def _load_error(name: str, error: Exception) -> JudgeError:
    cause = " ".join(str(error).split())[:160]
    return JudgeError(f"judge {name!r}: cannot be loaded ({cause}); {OFFLINE}")


def _hub_is_reachable() -> bool:
    """Return True if the hub's host name resolves: without a network its client retries for a minute."""
    from huggingface_hub import constants

    if constants.HF_HUB_OFFLINE:
        return False
    try:
        socket.getaddrinfo(urlsplit(constants.ENDPOINT).hostname, 443)
    except OSError:
        return False
    return True


def _silence_libraries() -> None:
    """Disable the progress bars and the hub client's warnings about retries."""
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
