"""Accounts → the pairs worth judging, the rest counted as not compared."""

from narratives.pairing.candidates import MAX_PAIRS, Candidates, candidates, own_candidates

__all__ = ["MAX_PAIRS", "Candidates", "candidates", "own_candidates"]
