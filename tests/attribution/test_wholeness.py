from collections.abc import Callable

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
    ("text", "unresolved"),
    [
        ("The union said they had lost this deal.", ["they", "this deal"]),
        ("Ruiz said the mill was shut and its owner had fled.", ["its"]),
        ("Ruiz said the army had shelled its own camp.", []),
        ("Ruiz said it was raining.", []),
        ("Ruiz said it was the army that fled.", []),
        ("Ruiz said those who fled were safe.", []),
        ("“We must not sign such a treaty,” Ruiz said.", ["we", "such treaty"]),
        ("“That is false,” Ruiz said.", ["that"]),
        ("Ruiz said a truce was signed, and this truce holds.", []),
        ("Ruiz refused to leave her house.", []),
        ("Ruiz accused Lake of selling his house.", []),
        ("Turkey said the order to kill him came from above.", ["him"]),
        ("Ruiz said that none had been freed.", ["none"]),
        ("Ruiz said that none of the ships had been freed.", []),
        ("Novak is to sue the state, accusing it of breaking the law.", ["it"]),
        ("Officials know of agents. One of them, they say, is Ivan Hale.", ["them"]),
        ("The union accused New Delhi of plotting against his party.", ["his"]),
    ],
)
def test_words_that_refer_to_something_outside_are_flagged(
    said: Callable[..., list[narratives.Assertion]], text: str, unresolved: list[str]
) -> None:
    assert [words for one in said(text) for words in one.unresolved] == unresolved


def test_unresolved_words_are_kept_and_shown() -> None:
    accounts = narratives.read(
        "The union said this deal was dead. The firm said this deal holds.", ["union", "firm"]
    )
    found = narratives.compare(accounts)
    back = narratives.Comparison.from_json(found.to_json())
    assert [one.unresolved for account in back.accounts for one in account] == [
        ("this deal",),
        ("this deal",),
    ]
    assert "not resolved: “this deal”" in found.to_html()
    assert "“this deal” not resolved" in found.to_markdown()


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
