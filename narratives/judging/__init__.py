"""Pair of assertions → `Verdict`: the model, a module a kind of reason, and how they combine."""

from narratives.judging.disputes import disputes
from narratives.judging.judges import ReasoningJudge, load_judge, nli_model, run_judge

__all__ = ["ReasoningJudge", "disputes", "load_judge", "nli_model", "run_judge"]
