"""Accounts → the pairs of assertions to judge; the other pairs are counted as not compared."""

from narratives.pairing.candidates import ALL_PAIRS, Candidates, Embedder, candidates, candidates_within

__all__ = ["ALL_PAIRS", "Candidates", "Embedder", "candidates", "candidates_within"]
