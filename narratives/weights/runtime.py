"""Run an embedded model with onnxruntime, without torch: texts → token ids → outputs."""

import os
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from narratives.weights import verified_config

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    import numpy as np
    import numpy.typing as npt


_threads_of_process: list[int] = []


def limit_threads(number: int) -> None:
    """Let models that are loaded later in this process run on this many threads at most, > 0."""
    _threads_of_process[:] = [number]


class OnnxModel:
    """The network and the tokenizer of a model folder.

    Inputs are not batched: with 8-bit weights the activations are scaled over the batch, so that an output
    would depend on the other inputs. The outputs are the same for any order and grouping of the inputs and
    any number of threads.

    Attributes:
        folder: where its files lie.
        config: the folder's ``config.json``.
        name: name and version of the model.

    Raises:
        WeightsError: a file of the model is missing or is not the one that was shipped.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.config = verified_config(folder)
        self.name = f"{self.config['name']}/{self.config['version']}"

    def begin_loading(self) -> None:
        """Load the network in another thread; an error is raised when it is first used.

        What that needs is imported here: two threads that import wait for each other, and an interrupt of
        one of them could leave the other waiting for ever.
        """
        import numpy as np  # noqa: F401
        import onnxruntime  # noqa: F401

        self._threads.submit(lambda: self._session)

    def tokens(self, texts: Iterable[str]) -> dict[str, list[int]]:
        """Return the token ids of each distinct text, without special tokens, not truncated."""
        distinct = list(dict.fromkeys(texts))
        encoded = self._tokenizer.encode_batch(distinct, add_special_tokens=False)
        return {text: encoding.ids for text, encoding in zip(distinct, encoded, strict=True)}

    @cached_property
    def marks(self) -> list[int]:
        """Ids of the special tokens around the texts of an input, in their order."""
        return [self._tokenizer.token_to_id(mark) for mark in self.config["marks"]]

    @property
    def max_text_tokens(self) -> int:
        """Maximum number of tokens of an input, without the special tokens."""
        return int(self.config["max_tokens"]) - len(self.config["marks"])

    def outputs(self, inputs: Sequence[Sequence[int]]) -> list["npt.NDArray[np.float32]"]:
        """Return the output for each row of token ids; the longest are run first, on all CPU cores."""
        longest_first = sorted(range(len(inputs)), key=lambda number: -len(inputs[number]))
        found = self._threads.map(lambda number: self._run(inputs[number]), longest_first)
        by_number = dict(zip(longest_first, found, strict=True))
        return [by_number[number] for number in range(len(inputs))]

    def _run(self, ids: Sequence[int]) -> "npt.NDArray[np.float32]":
        import numpy as np

        [[output]] = self._session.run(None, {"input_ids": np.array([ids], dtype=np.int64)})
        row: npt.NDArray[np.float32] = output
        return row

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(
            str(self.folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _threads(self) -> "ThreadPoolExecutor":
        from concurrent.futures import ThreadPoolExecutor

        number = _threads_of_process[0] if _threads_of_process else os.cpu_count() or 1
        return ThreadPoolExecutor(number, thread_name_prefix="narratives-model")
