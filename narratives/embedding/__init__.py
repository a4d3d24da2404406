"""Sentence embeddings: texts → vectors of length 1 whose products tell how near the texts are in meaning."""

from narratives.embedding.embedders import (
    MAX_CHARACTERS,
    Embedder,
    NamedEmbedder,
    ShippedEmbedder,
    embedded,
    load_embedder,
)
from narratives.embedding.neighbours import Neighbour, nearest

__all__ = [
    "MAX_CHARACTERS",
    "Embedder",
    "NamedEmbedder",
    "Neighbour",
    "ShippedEmbedder",
    "embedded",
    "load_embedder",
    "nearest",
]
