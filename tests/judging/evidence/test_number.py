import pytest

from narratives import Assertion
from narratives.judging.evidence.number import number, quantity
from narratives.judging.evidence.statement import Statement, statements

pytestmark = pytest.mark.slow


def pair(a: str, b: str) -> tuple[Statement, Statement]:
    sides = Assertion(text=a, party="A"), Assertion(text=b, party="B")
    parsed = statements(sides)
    return parsed[sides[0].id], parsed[sides[1].id]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Trade with Chile has fallen by 22 percent.", "Trade with Kenya has fallen by 51 percent."),
        ("Imports from Vietnam rose by 12 percent.", "Imports from Norway rose by 30 percent."),
        ("The war against Estland cost 4 billion euros.", "The war against Sudmark cost 9 billion euros."),
    ],
)
def test_numbers_of_one_noun_with_other_names_after_it_do_not_clash(a: str, b: str) -> None:
    assert number(*pair(a, b)) is None
    assert list(quantity(*pair(a, b))) == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Trade with Chile has fallen by 22 percent.", "Trade with Chile has fallen by 51 percent."),
        ("Trade has fallen by 22 percent.", "Trade with Chile has fallen by 51 percent."),
        ("The war against Estland cost 4 billion euros.", "The war against Estland cost 9 billion euros."),
    ],
)
def test_numbers_of_the_same_thing_clash(a: str, b: str) -> None:
    assert list(quantity(*pair(a, b)))
