"""Pair of assertions → `Verdict`: the model, a module a kind of reason, and how they combine."""

from narratives.judging.disputes import disputes
from narratives.judging.judges import ReasoningJudge, judged, load_judge, nli_model

__all__ = ["ReasoningJudge", "disputes", "judged", "load_judge", "nli_model"]
