"""The NLI model's scores of a pair of statements, in both directions."""

from collections.abc import Mapping

from attrs import frozen

from narratives.judging.evidence.statement import Statement
from narratives.judging.models.calibration import Calibration
from narratives.judging.models.nli import CONTRADICTION, ENTAILMENT, Scores

Texts = tuple[str, str]
"""Premise and hypothesis."""
EntailmentByTexts = Mapping[Texts, float]
"""Premise and hypothesis → probability of entailment."""

SECOND_QUERY_MIN = 0.05
"""Probability of contradiction or entailment from which a pair is scored in the other direction too."""


@frozen(kw_only=True)
class ModelScores:
    """The model's probabilities for a pair in both directions; the texts express the stances (`wording`).

    Attributes:
        contradiction: the higher of both directions; ``contradiction_both`` is the lower.
        a_to_b, b_to_a: entailment of the second by the first, and of the first by the second.
        denied: if one side denies a text, its entailment by the other side's text; else 0.
    """

    contradiction: float
    contradiction_both: float
    a_to_b: float
    b_to_a: float
    denied: float = 0.0


def first_queries(a: Statement, b: Statement, words: Mapping[str, str]) -> tuple[Texts, ...]:
    """Return the premise and hypothesis pairs that are scored for every pair of statements.

    The two wordings; and, if one side denies a text, the other side's text with the denied one.

    Args:
        words: id of an assertion → its `wording`.
    """
    forward = words[a.assertion.id], words[b.assertion.id]
    return (forward, *(() if a.denied == b.denied else (_denied_query(a, b),)))


def second_queries(
    a: Statement, b: Statement, words: Mapping[str, str], scored: Mapping[Texts, Scores]
) -> tuple[Texts, ...]:
    """Return the reverse direction if a first score reaches `SECOND_QUERY_MIN`; else nothing."""
    answers = [scored[texts] for texts in first_queries(a, b, words)]
    undecided = (
        max(float(max(answer[CONTRADICTION], answer[ENTAILMENT])) for answer in answers) >= SECOND_QUERY_MIN
    )
    return ((words[b.assertion.id], words[a.assertion.id]),) if undecided else ()


def _denied_query(a: Statement, b: Statement) -> Texts:
    """Return the text of one side, and the text that the other denies."""
    denied, other = (a, b) if a.denied else (b, a)
    return other.assertion.text, denied.assertion.text


def model_scores(
    a: Statement,
    b: Statement,
    words: Mapping[str, str],
    scored: Mapping[Texts, Scores],
    calibration: Calibration | None = None,
) -> ModelScores:
    """Return the scores of a pair; a pair scored in one direction has the same score in both."""
    forward, *denied = (scored[texts] for texts in first_queries(a, b, words))
    second = second_queries(a, b, words, scored)
    backward = scored[second[0]] if second else forward
    calibrated = (calibration or Calibration()).apply
    contradictions = calibrated(float(forward[CONTRADICTION])), calibrated(float(backward[CONTRADICTION]))
    return ModelScores(
        contradiction=max(contradictions),
        contradiction_both=min(contradictions),
        a_to_b=float(forward[ENTAILMENT]),
        b_to_a=float(backward[ENTAILMENT]),
        denied=float(denied[0][ENTAILMENT]) if denied else 0.0,
    )
