"""Which documents are compared, on the assertions of the seeds."""

from collections.abc import Iterable

import pytest
from attrs import evolve

import narratives
from narratives import Account, Assertion, Span
from narratives.pairing import candidates

pytestmark = pytest.mark.slow

KARABAKH, DAM, STRIKE = "karabakh-2023", "kakhovka-dam-2023", "hollywood-writers-strike-2023"


def said_in(comparison: narratives.Comparison) -> list[Assertion]:
    return sorted(
        (one for account in comparison.accounts for one in account), key=lambda one: one.spans[0].start
    )


def moved(assertions: Iterable[Assertion], document: str, party: str) -> list[Assertion]:
    """Return the assertions as those of a party in another document."""
    return [
        evolve(one, party=party, answers=None, spans=(evolve(one.spans[0], document=document),))
        for one in assertions
    ]


def compared(one: list[Assertion], other: list[Assertion]) -> tuple[int, int]:
    """Return how many pairs of two documents are compared, and how many are not."""
    accounts = [Account("A", moved(one, "first", "A")), Account("B", moved(other, "second", "B"))]
    found = candidates(accounts)
    return len(found.pairs), found.not_compared


@pytest.mark.parametrize("name", [KARABAKH, DAM, STRIKE])
def test_halves_of_one_report_are_compared(seeds: dict[str, narratives.Comparison], name: str) -> None:
    said = said_in(seeds[name])
    assert compared(said[0::2], said[1::2]) == (len(said[0::2]) * len(said[1::2]), 0)
    assert compared(said[:5], said[5:])[1] == 0


@pytest.mark.parametrize(("one", "other"), [(KARABAKH, STRIKE), (DAM, STRIKE)])
def test_reports_on_different_matters_are_not_compared(
    seeds: dict[str, narratives.Comparison], one: str, other: str
) -> None:
    a, b = said_in(seeds[one]), said_in(seeds[other])
    assert compared(a, b) == (0, len(a) * len(b))
    assert compared(a[:6], b)[0] == 0


def test_from_few_assertions_no_matter_is_told(seeds: dict[str, narratives.Comparison]) -> None:
    a, b = said_in(seeds[KARABAKH]), said_in(seeds[STRIKE])
    assert compared(a[:2], b) == (2 * len(b), 0)


def test_assertions_by_hand_are_compared_with_every_document(
    seeds: dict[str, narratives.Comparison],
) -> None:
    by_hand = Account("A", [one.text for one in said_in(seeds[KARABAKH])])
    strike = moved(said_in(seeds[STRIKE]), "second", "B")
    assert candidates([by_hand, Account("B", strike)]).not_compared == 0


def test_a_statement_in_two_documents_is_compared_in_both(seeds: dict[str, narratives.Comparison]) -> None:
    karabakh, strike = said_in(seeds[KARABAKH]), said_in(seeds[STRIKE])
    first, second = moved(karabakh, "first", "A"), moved(strike, "second", "B")
    in_both = evolve(first[0], also=(evolve(first[0], spans=(Span(document="second", start=0, end=9),)),))
    found = candidates([Account("A", [in_both, *first[1:]]), Account("B", second)])
    assert {a.id for a, _ in found.pairs} == {in_both.id}
    assert len(found.pairs) == len(second)
