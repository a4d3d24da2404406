"""Sentence embedders: the shipped one, and any model of sentence-transformers by name or folder."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from narratives.errors import EmbedderError
from narratives.model import encodable
from narratives.weights import EMBEDDER
from narratives.weights.by_name import Loader
from narratives.weights.runtime import OnnxModel

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Vectors: TypeAlias = "npt.NDArray[np.float32]"
"""A row for each text, of length 1."""

MAX_CHARACTERS = 65_536
"""Characters of a text that are read; an embedder truncates to far fewer tokens."""

_LOADER = Loader(
    model_class="SentenceTransformer",
    role="embedder",
    error=EmbedderError,
    offline="the shipped embedder, narratives.embedding.embedded(), works offline",
)


class Embedder(Protocol):
    """A model that gives texts of like meaning vectors of high cosine similarity."""

    name: str

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a vector of length 1 for each text, in their order: shape ``(len(texts), dimensions)``.

        The product of two rows is the cosine similarity of their texts.
        """
        ...


class ShippedEmbedder:
    """all-MiniLM-L6-v2 in eight bits, 384 dimensions, run without torch and without a network.

    A vector is the mean over the tokens. Each distinct text is run once, by itself: its vector has the same
    bytes whatever the other texts, their order and the number of threads. A text over 256 tokens is
    truncated; a text without words gets the vector of the empty text.

    Raises:
        WeightsError: a file of the model is missing or is not the one that was shipped.
    """

    def __init__(self, folder: Path = EMBEDDER) -> None:
        self._model = OnnxModel(folder)
        self.name = self._model.name

    def embed(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder.embed`.

        Raises:
            EmbedderError: ``texts`` is a single string.
        """
        return _embed_distinct(texts, self._run, dimensions=int(self._model.config["dimensions"]))

    def _run(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        start, end = self._model.marks
        most = self._model.max_text_tokens
        tokens = self._model.tokens(texts)
        return np.vstack(self._model.outputs([[start, *tokens[text][:most], end] for text in texts]))


class NamedEmbedder:
    """A model that sentence-transformers loads; see `load_embedder`."""

    def __init__(self, name: str, *, device: str | None = None, batch_size: int = 32) -> None:
        if batch_size < 1:
            raise EmbedderError(f"embedder {name!r:.120}: batch size {batch_size}; it must be 1 or more")
        self.name = name
        self._batch_size = batch_size
        self._model: Any = _LOADER.load(name, device=device)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder.embed`; a text over the model's maximum length is truncated.

        Raises:
            EmbedderError: ``texts`` is a single string, or the model gives a text no vector.
        """
        return _embed_distinct(texts, self._run, dimensions=int(self._model.get_embedding_dimension() or 0))

    def _run(self, texts: Sequence[str]) -> Vectors:
        vectors: Vectors = self._model.encode(
            list(texts), batch_size=self._batch_size, show_progress_bar=False, convert_to_numpy=True
        )
        return vectors


@cache
def embedded() -> ShippedEmbedder:
    """Return the shipped embedder, which is loaded once.

    Raises:
        WeightsError: a file of the model is missing or is not the one that was shipped.
    """
    return ShippedEmbedder()


def load_embedder(name: str = "embedded", *, device: str | None = None, batch_size: int = 32) -> Embedder:
    """Return the shipped embedder ("embedded"), or a sentence-transformers model by name or folder.

    Only safetensors are read, and no code of the model is run. A folder or the hub's cache on disk is tried
    first, then the hub. The vectors of such a model depend on the batch by 1e-6 at most in 32 bits.

    Args:
        device: "cpu", "cuda" ...; None uses a GPU if torch finds one. The shipped embedder runs on the CPU.
        batch_size: texts in one batch, > 0.

    Raises:
        EmbedderError: the model cannot be loaded.
        MissingExtraError: sentence-transformers is not installed.
    """
    return embedded() if name == "embedded" else NamedEmbedder(name, device=device, batch_size=batch_size)


def _embed_distinct(
    texts: Sequence[str], run: Callable[[Sequence[str]], Vectors], *, dimensions: int
) -> Vectors:
    """Return the vectors of the texts, each distinct text run once, scaled to length 1."""
    import numpy as np

    if isinstance(texts, str):
        raise EmbedderError(f"texts is one string, {texts[:40]!r}; give a list of texts")
    if not texts:
        return np.empty((0, dimensions), dtype=np.float32)
    clean = [encodable(text[:MAX_CHARACTERS]) for text in texts]
    rows = {text: number for number, text in enumerate(dict.fromkeys(clean))}
    exact = np.asarray(run(list(rows)), dtype=np.float64)
    lengths = np.linalg.norm(exact, axis=1, keepdims=True)
    for text, number in rows.items():
        if not 0 < lengths[number, 0] < np.inf:
            raise EmbedderError(f"the text {text[:40]!r} gets a vector of length {lengths[number, 0]}")
    vectors: Vectors = (exact / lengths).astype(np.float32)[[rows[text] for text in clean]]
    return vectors
