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

SECOND_QUERY_MIN = 0.1
"""Probability of contradiction or entailment from which a pair is scored in the other direction too."""


@frozen(kw_only=True)
class ModelScores:
    """The model's probabilities for a pair in both directions; the texts express the stances (`wording`).

    Attributes:
        contradiction: the higher of both directions; ``contradiction_both`` is the lower.
        a_to_b, b_to_a: entailment of the second by the first, and of the first by the second.
        denied: if one side denies a text and the pair is scored in both directions, the entailment of that
            text by the other side's text; else 0.
    """

    contradiction: float
    contradiction_both: float
    a_to_b: float
    b_to_a: float
    denied: float = 0.0


def first_query(a: Statement, b: Statement, words: Mapping[str, str]) -> Texts:
    """Return the premise and hypothesis that are scored for every pair of statements: the two wordings.

    Args:
        words: id of an assertion → its `wording`.
    """
    return words[a.assertion.id], words[b.assertion.id]


def second_queries(
    a: Statement, b: Statement, words: Mapping[str, str], scored: Mapping[Texts, Scores]
) -> tuple[Texts, ...]:
    """Return what is scored if the score of the first query reaches `SECOND_QUERY_MIN`; else nothing.

    The reverse direction; and, if one side denies a text, the other side's text with the denied one.
    """
    forward = first_query(a, b, words)
    if max(float(scored[forward][column]) for column in (CONTRADICTION, ENTAILMENT)) < SECOND_QUERY_MIN:
        return ()
    return (forward[::-1], *(() if a.denied == b.denied else (_denied_query(a, b),)))


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
    forward = scored[first_query(a, b, words)]
    second = [scored[texts] for texts in second_queries(a, b, words, scored)]
    backward, *denied = second or [forward]
    calibrated = (calibration or Calibration()).apply
    contradictions = calibrated(float(forward[CONTRADICTION])), calibrated(float(backward[CONTRADICTION]))
    return ModelScores(
        contradiction=max(contradictions),
        contradiction_both=min(contradictions),
        a_to_b=float(forward[ENTAILMENT]),
        b_to_a=float(backward[ENTAILMENT]),
        denied=float(denied[0][ENTAILMENT]) if denied else 0.0,
    )
