"""Accounts → the pairs of assertions to judge; the other pairs are counted as not compared."""

from narratives.pairing.candidates import (
    ALL_PAIRS,
    NEARLY_ALL_PAIRS,
    Candidates,
    Embedder,
    candidates,
    candidates_within,
)
from narratives.pairing.neighbours import SCALE

__all__ = [
    "ALL_PAIRS",
    "NEARLY_ALL_PAIRS",
    "SCALE",
    "Candidates",
    "Embedder",
    "candidates",
    "candidates_within",
]
