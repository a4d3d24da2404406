import pytest

import narratives
from narratives.attribution.propositions.wholeness import is_whole
from narratives.language.pipeline import parse


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers patrolling the area came under fire.",
        "The bridge is open.",
        "Norland should close the port.",
        "Close the port.",
        "Nobody was hurt.",
    ],
)
def test_a_sentence_with_a_finite_verb_is_whole(text: str) -> None:
    assert is_whole(parse([text])[0])


@pytest.mark.parametrize(
    "text", ["Soldiers patrolling the area.", "A smoking gun.", "Ways to close the port."]
)
def test_a_phrase_is_not_whole(text: str) -> None:
    assert not is_whole(parse([text])[0])


def test_what_is_no_whole_sentence_is_kept_and_flagged() -> None:
    accounts = narratives.read(
        "“A shameful lie,” the union said. The union said the talks had failed.", ["union"]
    )
    assert [(one.text, one.whole) for one in accounts["union"]] == [
        ("A shameful lie.", False),
        ("The talks had failed.", True),
    ]
    back = narratives.Findings
    kept = narratives.compare(accounts).to_json()
    assert isinstance(narratives.Comparison.from_json(kept), back)
    assert [one.whole for one in narratives.Comparison.from_json(kept).accounts[0]] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        "The company dismissed the accusations.",
        "The company denies the charges.",
        "The company refuted the story on Friday.",
        "The company rejected the report.",
        "The company denied allegations against it.",
    ],
)
def test_a_denial_of_nothing_that_is_told_is_not_a_denial_of_itself(text: str) -> None:
    said = narratives.read(text, ["company"])["company"]
    assert [one.stance for one in said] == ["asserts"]


def test_a_denial_of_what_was_told_before_denies_that() -> None:
    text = "The union said the company stole wages. The company dismissed the accusations."
    said = list(narratives.read(text, ["company", "union"])["company"])
    assert [(one.stance, one.text) for one in said] == [("denies", "The company stole wages.")]
