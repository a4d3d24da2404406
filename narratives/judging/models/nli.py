"""Natural language inference models: pairs of texts → probabilities of the three classes."""

import os
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from narratives.errors import JudgeError
from narratives.judging.models.length import score_in_parts
from narratives.model import encodable
from narratives.weights import JUDGE, verified_config

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

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
    """A cross-encoder in ONNX, run by onnxruntime without torch.

    Each distinct text is tokenised once. Each distinct pair is run once, the longest first, on all CPU cores.
    Pairs are not batched: with 8-bit weights the activations are scaled over the batch, so that a score would
    depend on the other pairs. The scores are the same for any order and grouping of the pairs and any number
    of threads.

    Raises:
        WeightsError: a file of the model is missing or is not the one that was shipped.
    """

    def __init__(self, folder: Path = JUDGE) -> None:
        self._folder = folder
        self._config = verified_config(folder)
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

    @cached_property
    def _threads(self) -> "ThreadPoolExecutor":
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="narratives-judge")

    def scores(self, pairs: Sequence[tuple[str, str]]) -> Scores:
        """See `NliModel.scores`. A text over the maximum length is scored in parts (`length.split`)."""
        import numpy as np

        if not pairs:
            return np.empty((0, 3))
        clean = [(encodable(premise), encodable(hypothesis)) for premise, hypothesis in pairs]
        tokens = self._tokens(text for pair in clean for text in pair)

        def count(text: str) -> int:
            if text not in tokens:
                tokens.update(self._tokens([text]))
            return len(tokens[text])

        def score(runs: Sequence[tuple[str, str]]) -> Iterable[Scores]:
            longest_first = sorted(runs, key=lambda run: -count(run[0]) - count(run[1]))
            found = self._threads.map(lambda run: self._run(*(tokens[text] for text in run)), longest_first)
            scored = dict(zip(longest_first, found, strict=True))
            return [scored[run] for run in runs]

        limit = int(self._config["max_tokens"]) - len(self._config["marks"])
        return score_in_parts(clean, score, limit=limit, count=count)

    def _tokens(self, texts: Iterable[str]) -> dict[str, list[int]]:
        distinct = list(dict.fromkeys(texts))
        encoded = self._tokenizer.encode_batch(distinct, add_special_tokens=False)
        return {text: encoding.ids for text, encoding in zip(distinct, encoded, strict=True)}

    @cached_property
    def _marks(self) -> list[int]:
        """Ids of the special tokens before the premise, between the two (one or more) and at the end."""
        return [self._tokenizer.token_to_id(mark) for mark in self._config["marks"]]

    def _run(self, premise: list[int], hypothesis: list[int]) -> Scores:
        import numpy as np

        start, *between, end = self._marks
        ids = np.array([[start, *premise, *between, *hypothesis, end]], dtype=np.int64)
        [logits] = self._session.run(None, {"input_ids": ids})
        return softmax(logits[0].astype(np.float64) / self._config["temperature"])


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
