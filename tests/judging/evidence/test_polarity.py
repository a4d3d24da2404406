import pytest

from narratives.judging.evidence.polarity import negations
from narratives.language.pipeline import parse


@pytest.mark.parametrize(
    ("text", "affirmative"),
    [
        ("No drones crossed the border.", "Some drones crossed the border."),
        ("Not a single convoy has crossed.", "A convoy has crossed."),
        ("The army did not attack any village.", "The army did attack some village."),
        ("The ship can't leave.", "The ship can leave."),
        ("He never paid.", "He paid."),
        ("Nobody told the union.", "Somebody told the union."),
        ("The firm failed to answer.", "The firm managed to answer."),
        ("The trial lacked a safety board.", "The trial had a safety board."),
        ("She resigned without consulting anyone.", "She resigned after consulting someone."),
        ("It is not true that the dam was inspected.", "The dam was inspected."),
    ],
)
def test_a_negation_has_its_affirmative_sentence(text: str, affirmative: str) -> None:
    [found] = negations(parse([text])[0])
    assert found.affirmative == affirmative


@pytest.mark.parametrize(
    "text",
    [
        "Not all schools were closed.",
        "Not only the army left.",
        "No more than nine men came.",
        "No prisoner went without a blanket.",
        "It is not true that the bank did not warn its clients.",
        "The army left.",
    ],
)
def test_a_partial_or_double_negation_is_no_negation(text: str) -> None:
    assert negations(parse([text])[0]) == ()
