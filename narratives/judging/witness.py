"""What the model says of a pair."""

from collections.abc import Mapping

from attrs import frozen

from narratives.judging.evidence.statement import Statement
from narratives.judging.models.calibration import Calibration
from narratives.judging.models.nli import CONTRADICTION, ENTAILMENT, Scores

Texts = tuple[str, str]
Probed = Mapping[Texts, float]
"""Premise and hypothesis → the probability that the second follows from the first."""


GLANCE = 0.03
"""Contradiction or entailment one way round from which a pair is read the other way round too."""


@frozen(kw_only=True)
class Witness:
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


def first_asked(a: Statement, b: Statement, words: Mapping[str, str]) -> tuple[Texts, ...]:
    """What the model is asked of every pair: premise and hypothesis.

    Whether the one contradicts the other, and, where one side denies a text, whether it follows from what the
    other says.

    Args:
        words: id of an assertion → it as a model reads it.
    """
    there = words[a.assertion.id], words[b.assertion.id]
    return (there, *(() if a.denied == b.denied else (_against(a, b),)))


def then_asked(
    a: Statement, b: Statement, words: Mapping[str, str], scored: Mapping[Texts, Scores]
) -> tuple[Texts, ...]:
    """What it is asked besides, where its first answers leave a contradiction or an agreement open."""
    answers = [scored[texts] for texts in first_asked(a, b, words)]
    open_ = max(float(max(answer[CONTRADICTION], answer[ENTAILMENT])) for answer in answers) >= GLANCE
    return ((words[b.assertion.id], words[a.assertion.id]),) if open_ else ()


def _against(a: Statement, b: Statement) -> Texts:
    """What one side says, and the text that the other denies."""
    denied, other = (a, b) if a.denied else (b, a)
    return other.assertion.text, denied.assertion.text


def witness(
    a: Statement,
    b: Statement,
    words: Mapping[str, str],
    scored: Mapping[Texts, Scores],
    calibration: Calibration | None = None,
) -> Witness:
    """The model's scores for what was asked; what was asked one way only counts for both."""
    forward, *denied = (scored[texts] for texts in first_asked(a, b, words))
    others = then_asked(a, b, words, scored)
    back = scored[others[0]] if others else forward
    read = (calibration or Calibration()).read
    against = read(float(forward[CONTRADICTION])), read(float(back[CONTRADICTION]))
    return Witness(
        contradiction=max(against),
        contradiction_both=min(against),
        a_to_b=float(forward[ENTAILMENT]),
        b_to_a=float(back[ENTAILMENT]),
        denied=float(denied[0][ENTAILMENT]) if denied else 0.0,
    )
