from collections.abc import Callable

import pytest

from narratives.model import Assertion, Stance

Said = Callable[..., list[Assertion]]


@pytest.mark.parametrize(
    ("text", "source", "sentence"),
    [
        (
            "The inquiry found no evidence that the mayor had sold the land.",
            "The inquiry",
            "There is no evidence that the mayor had sold the land.",
        ),
        (
            "The auditors did not find any proof that the council paid for the pool.",
            "The auditors",
            "There is no proof that the council paid for the pool.",
        ),
        (
            "The prosecutor has found little evidence that the dam was unsafe.",
            "The prosecutor",
            "There is little evidence that the dam was unsafe.",
        ),
        (
            "Inspectors saw no signs of a leak at the plant.",
            "Inspectors",
            "There are no signs of a leak at the plant.",
        ),
        (
            "The review found no violations of the treaty.",
            "The review",
            "There were no violations of the treaty.",
        ),
    ],
)
def test_what_was_looked_for_and_not_found_is_said_not_to_be_there(
    said: Said, text: str, source: str, sentence: str
) -> None:
    [found] = said(text)
    assert found.source is not None
    assert (found.source.name, found.text, found.stance) == (source, sentence, Stance.ASSERTS)


@pytest.mark.parametrize(
    "text",
    [
        "If the police find no evidence that he lied, he will go free.",
        "The inquiry found no time for the villagers.",
        "The prosecutor may find no proof that the dam was unsafe.",
    ],
)
def test_nothing_is_said_where_nothing_was_looked_for(said: Said, text: str) -> None:
    assert not [one for one in said(text) if one.source is not None]


def test_evidence_that_was_found_says_what_it_shows(said: Said) -> None:
    [found] = said("The auditors found evidence that the dam was unsafe.")
    assert found.text == "The dam was unsafe."
