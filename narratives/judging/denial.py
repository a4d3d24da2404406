"""A denial against what it denies.

A denial is kept as the proposition plus the stance "denies". If Q says the proposition P, or P follows
from Q, then "denies P" contradicts Q.
"""

from narratives.judging.scope import coverage
from narratives.judging.statement import Statement
from narratives.model import Assertion
from narratives.verdict import Reason, ReasonKind

MIN_COVERAGE = 0.6
"""Share of the denied proposition's content words that the other side must hold."""


def answers(a: Assertion, b: Assertion) -> bool:
    """Whether one takes up the other's very proposition and the two do not hold the same of it."""
    return (a.answers == b.id or b.answers == a.id) and a.stance is not b.stance


def answered(a: Assertion, b: Assertion) -> Reason | None:
    """ "denied the allegation" against the allegation."""
    if not answers(a, b):
        return None
    return Reason(
        kind=ReasonKind.DENIAL,
        a=_words(a),
        b=_words(b),
        note="One side denies the very statement of the other.",
    )


def denial(a: Statement, b: Statement, *, follows: float) -> Reason | None:
    """A denied proposition that follows from what the other side asserts.

    Args:
        follows: the model's probability that the denied proposition follows from the other statement.
    """
    if a.denied == b.denied or follows < 0.5:
        return None
    denied, asserted = (a, b) if a.denied else (b, a)
    if coverage(denied.keys, asserted.keys) < MIN_COVERAGE:
        return None
    return Reason(
        kind=ReasonKind.DENIAL,
        a=_words(a.assertion),
        b=_words(b.assertion),
        note="One side denies what the other asserts.",
    )


def _words(assertion: Assertion) -> str:
    quote = assertion.quote or assertion.text
    return f"{assertion.cue} {quote}".strip() if assertion.stance.value == "denies" else quote
