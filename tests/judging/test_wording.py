import pytest

from narratives import Assertion, Stance
from narratives.judging.evidence.statement import statements
from narratives.judging.wording import wording


def read_wording(text: str, stance: Stance) -> str:
    assertion = Assertion(text=text, party="A", stance=stance)
    return wording(statements([assertion])[assertion.id])


@pytest.mark.parametrize(
    ("denied", "words"),
    [
        ("The sentries had been drinking.", "The sentries had not been drinking."),
        ("Foreign instructors were in the country.", "Foreign instructors were not in the country."),
        ("The army shelled the market.", "The army did not shell the market."),
        ("The firm holds her passwords.", "The firm does not hold her passwords."),
        ("All the bridges were destroyed.", "It is not true that all the bridges were destroyed."),
        ("Iran hit the ship and fled.", "It is not true that Iran hit the ship and fled."),
        ("The bank had not warned anyone.", "It is not true that the bank had not warned anyone."),
    ],
)
def test_the_wording_of_a_denial_is_a_natural_sentence(denied: str, words: str) -> None:
    assert read_wording(denied, Stance.DENIES) == words


def test_an_assertion_is_unchanged_and_a_doubt_is_expressed() -> None:
    assert read_wording("The vote was fair.", Stance.ASSERTS) == "The vote was fair."
    assert read_wording("The vote was fair.", Stance.DOUBTS) == "It is doubtful that the vote was fair."
