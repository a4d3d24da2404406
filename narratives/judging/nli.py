"""Natural language inference models: pairs of texts → probabilities of the three classes."""

import os
import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from narratives.errors import JudgeError
from narratives.model import encodable
from narratives.weights import JUDGE, verified

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Scores: TypeAlias = "npt.NDArray[np.float64]"
"""Probabilities, a row a pair, or one row."""

CONTRADICTION, ENTAILMENT, NEUTRAL = 0, 1, 2
"""Columns of the scores that every model gives."""

_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+")


class NliModel(Protocol):
    """A model that reads a premise and a hypothesis."""

    name: str

    def scores(self, pairs: Sequence[tuple[str, str]]) -> Scores:
        """Probabilities of contradiction, entailment, neutral: shape ``(len(pairs), 3)``, rows sum to 1."""
        ...


class EmbeddedNli:
    """A cross-encoder in ONNX, run by onnxruntime without torch.

    Each pair is run by itself: with weights in eight bits the scale of the activations is that of what
    is run together, and a pair's score must not depend on its neighbours. The pairs are spread over the
    processor's cores, so the scores are the same for any order and number of threads.

    Raises:
        WeightsError: a file of the model is missing or is not the one that was shipped.
    """

    def __init__(self, folder: Path = JUDGE) -> None:
        self._folder = folder
        self._config = verified(folder)
        self.name = f"{self._config['name']}/{self._config['version']}"

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(
            str(self._folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def scores(self, pairs: Sequence[tuple[str, str]]) -> Scores:
        """See `NliModel.scores`.

        A text over the model's length is judged by its sentences, and the part that is farthest from
        neutral speaks for it.
        """
        from concurrent.futures import ThreadPoolExecutor

        import numpy as np

        if not pairs:
            return np.empty((0, 3))
        _ = self._session
        with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
            return np.vstack(list(threads.map(self._score, pairs)))

    def _score(self, pair: tuple[str, str]) -> Scores:
        pair = (encodable(pair[0]), encodable(pair[1]))
        encoding = self._tokenizer.encode(*pair)
        limit: int = self._config["max_tokens"]
        if len(encoding.ids) <= limit:
            return self._run(encoding)
        import numpy as np

        parts = _parts(pair, limit)
        scored = np.vstack([self._run(self._tokenizer.encode(*part)) for part in parts])
        best: Scores = scored[int(np.argmin(scored[:, NEUTRAL]))]
        return best

    def _run(self, encoding: Any) -> Scores:
        import numpy as np

        inputs = {
            "input_ids": np.array([encoding.ids], dtype=np.int64),
            "attention_mask": np.array([encoding.attention_mask], dtype=np.int64),
            "token_type_ids": np.array([encoding.type_ids], dtype=np.int64),
        }
        [logits] = self._session.run(None, inputs)
        return softmax(logits[0].astype(np.float64) / self._config["temperature"])


def _parts(pair: tuple[str, str], limit: int) -> list[tuple[str, str]]:
    """All pairs of pieces of both texts that fit: sentences, and windows of long ones."""
    words = limit // 5

    def pieces(text: str) -> list[str]:
        found = []
        for sentence in _SENTENCE_ENDS.split(text):
            tokens = [token[:40] for token in sentence.split()]
            found += [" ".join(tokens[start : start + words]) for start in range(0, len(tokens), words)]
        return found or [text[:words]]

    return [(one, other) for one in pieces(pair[0]) for other in pieces(pair[1])]


def softmax(logits: Scores) -> Scores:
    """Along the last axis."""
    import numpy as np

    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Scores = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def label_order(labels: dict[int, str], *, place: str) -> list[int]:
    """Where contradiction, entailment and neutral stand among a model's outputs.

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
