"""Whom a pronoun in a content is taken to be."""

from collections.abc import Callable

import pytest

from narratives.model import Assertion

Said = Callable[..., list[Assertion]]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Dana Petrov, who met Boris Lake, said he would sell the mill.", "Dana Petrov would sell the mill."),
        (
            "Ivan Ruiz is here. He also said he’s “liked Lake since May.”",
            "Ivan Ruiz has liked Lake since May.",
        ),
        ('"Boris Lake is honest," Ivan Petrov said. "He keeps his word."', "Boris Lake keeps his word."),
        (
            '"Boris Lake is honest," Ivan Petrov said. "He\'s backed everything I said."',
            "Boris Lake has backed everything Ivan Petrov said.",
        ),
        (
            "Ben Hale spoke first. Mr. Petrov’s office said after the vote that he hoped to stay in office.",
            "Petrov hoped to stay in office.",
        ),
        (
            "Officials say Ostra has built up a network of agents. One of them, they say, is Ivan Hale.",
            "One of them is Ivan Hale.",
        ),
        ('"This ends the law as we know it," Ivan Petrov said.', "This ends the law as we know it."),
        (
            "Ivan Petrov accused New Delhi of plotting to topple his government.",
            "New Delhi plotted to topple Ivan Petrov’s government.",
        ),
    ],
)
def test_a_pronoun_is_replaced_by_its_antecedent(said: Said, text: str, claim: str) -> None:
    assert said(text)[-1].text == claim


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("A spokesman for Boris Lake said he would sell the mill.", "He would sell the mill."),
        ("Ivan Petrov praised Boris Lake, saying he kept his word.", "He kept his word."),
        ("A poll found he would win. Boris Lake and Ivan Petrov left.", "He would win."),
        (
            '"Boris Lake and Ivan Ruiz are honest," Dan Petrov said. "He keeps his word."',
            "He keeps his word.",
        ),
    ],
)
def test_a_pronoun_that_may_be_several_people_stays(said: Said, text: str, claim: str) -> None:
    assert said(text)[-1].text == claim
