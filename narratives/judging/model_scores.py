"""What the model says of a pair."""

from collections.abc import Mapping

from attrs import frozen

from narratives.judging.evidence.statement import Statement
from narratives.judging.models.calibration import Calibration
from narratives.judging.models.nli import CONTRADICTION, ENTAILMENT, Scores

Texts = tuple[str, str]
EntailmentByTexts = Mapping[Texts, float]
"""Premise and hypothesis → the probability that the second follows from the first."""


SECOND_QUERY_MIN = 0.03
"""Contradiction or entailment one way round from which a pair is read the other way round too."""


@frozen(kw_only=True)
class ModelScores:
    """What the model says of a pair, both directions, with the stances put into words.

    Attributes:
        contradiction: the higher of both directions; ``contradiction_both`` the lower.
        a_to_b, b_to_a: that the second follows from the first, and the first from the second.
        denied: where one side denies a text, that it follows from what the other says; else 0.
    """

    contradiction: float
    contradiction_both: float
    a_to_b: float
    b_to_a: float
    denied: float = 0.0


def first_queries(a: Statement, b: Statement, words: Mapping[str, str]) -> tuple[Texts, ...]:
    """What the model is asked of every pair: premise and hypothesis.

    Whether the one contradicts the other, and, where one side denies a text, whether it follows from what the
    other says.

    Args:
        words: id of an assertion → it as a model reads it.
    """
    there = words[a.assertion.id], words[b.assertion.id]
    return (there, *(() if a.denied == b.denied else (_denied_query(a, b),)))


def second_queries(
    a: Statement, b: Statement, words: Mapping[str, str], scored: Mapping[Texts, Scores]
) -> tuple[Texts, ...]:
    """What it is asked besides, where its first answers leave a contradiction or an agreement open."""
    answers = [scored[texts] for texts in first_queries(a, b, words)]
    undecided = (
        max(float(max(answer[CONTRADICTION], answer[ENTAILMENT])) for answer in answers) >= SECOND_QUERY_MIN
    )
    return ((words[b.assertion.id], words[a.assertion.id]),) if undecided else ()


def _denied_query(a: Statement, b: Statement) -> Texts:
    """What one side says, and the text that the other denies."""
    denied, other = (a, b) if a.denied else (b, a)
    return other.assertion.text, denied.assertion.text


def model_scores(
    a: Statement,
    b: Statement,
    words: Mapping[str, str],
    scored: Mapping[Texts, Scores],
    calibration: Calibration | None = None,
) -> ModelScores:
    """The model's scores for what was asked; what was asked one way only counts for both."""
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
