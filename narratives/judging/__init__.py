"""Pair of assertions → `Verdict`: the model, a module a kind of reason, and how they combine."""

from narratives.judging.disputes import agreements, disputes
from narratives.judging.judges import ReasoningJudge, judged, load_judge

__all__ = ["ReasoningJudge", "agreements", "disputes", "judged", "load_judge"]
