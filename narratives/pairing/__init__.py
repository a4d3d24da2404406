"""Accounts → the pairs of assertions to judge; the other pairs are counted as not compared."""

from narratives.pairing.candidates import MAX_PAIRS, Candidates, candidates, candidates_within

__all__ = ["MAX_PAIRS", "Candidates", "candidates", "candidates_within"]
