"""Judge a pair of assertions: NLI models, evidence by kind of reason, and the decision → `Verdict`."""

from narratives.judging.disputes import disputes
from narratives.judging.judges import ReasoningJudge, embedded_model, load_judge, nli_model, run_judge

__all__ = ["ReasoningJudge", "disputes", "embedded_model", "load_judge", "nli_model", "run_judge"]
