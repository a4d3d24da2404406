"""Statements that several parties make together belong to each of them."""

import pytest

from narratives import Party, compare, read
from narratives.attribution import attribute
from narratives.model import Document
from narratives.verdict import Relation


def parties_and_texts(text: str) -> list[tuple[str | None, str]]:
    found = attribute(Document(text), [Party("Ostra"), Party("Belmark")]).assertions
    return [(one.party, one.text) for one in found]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Ostra and Belmark confirmed they were holding talks.", "Ostra and Belmark were holding talks."),
        ("“We will close the pass,” Ostra and Belmark said.", "Ostra and Belmark will close the pass."),
        ("The presidents of Ostra and Belmark said the pass was safe.", "The pass was safe."),
    ],
)
def test_a_statement_of_two_parties_is_one_of_each(text: str, claim: str) -> None:
    assert parties_and_texts(text) == [("Ostra", claim), ("Belmark", claim)]


def test_each_party_accuses_the_other() -> None:
    assert parties_and_texts("Ostra and Belmark have accused each other of shelling the town.") == [
        ("Ostra", "Belmark shelled the town."),
        ("Belmark", "Ostra shelled the town."),
    ]


def test_each_party_calls_the_other_names() -> None:
    found = parties_and_texts("Ostra and Belmark described each other as liars.")
    assert set(found) == {("Ostra", "Belmark are liars."), ("Belmark", "Ostra are liars.")}


def test_critics_of_two_parties_are_neither() -> None:
    assert parties_and_texts("Critics of Ostra and Belmark say the pass is safe.") == [
        (None, "The pass is safe.")
    ]


def test_each_party_speaks_of_itself() -> None:
    assert parties_and_texts("Ostra and Belmark each said it had won the battle.") == [
        ("Belmark", "Belmark had won the battle."),
        ("Ostra", "Ostra had won the battle."),
    ]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Ostra or Belmark said the pass was safe.", "The pass was safe."),
        ("Talland and Ostra said they were at peace.", "Talland and Ostra were at peace."),
        ("Ostra and its allies said the pass was safe.", "The pass was safe."),
        ("The farmers and Ostra accused each other of theft.", "The farmers are guilty of theft."),
    ],
)
def test_a_source_with_one_known_party_is_of_this_party(text: str, claim: str) -> None:
    assert parties_and_texts(text) == [("Ostra", claim)]


def test_a_joint_statement_is_an_agreement() -> None:
    text = "Ostra and Belmark said on Monday that the pass had been closed for repairs."
    [verdict] = compare(*read(text, ["Ostra", "Belmark"]).values()).verdicts
    assert verdict.relation is Relation.EQUIVALENCE
