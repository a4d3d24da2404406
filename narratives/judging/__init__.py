"""Judge a pair of assertions: NLI models, evidence by kind of reason, and the decision → `Verdict`."""

from narratives.judging.disputes import disputes
from narratives.judging.judges import ReasoningJudge, load_judge, nli_model, run_judge

__all__ = ["ReasoningJudge", "disputes", "load_judge", "nli_model", "run_judge"]
