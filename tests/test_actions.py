import pytest

from narratives.language.actions import possible_actions, reported_actions


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("robbed robbery", "rob"),
        ("paid payment payments", "pay"),
        ("donated donation", "donate"),
        ("murder killing killed deaths", "kill"),
        ("certified certification", "certify"),
        ("vandalised", "vandalise"),
        ("shootdown shooting", "fire-weapon"),
        ("strike Shelled bombardment", "attack"),
    ],
)
def test_verbs_in_the_past_and_nouns_of_one_action_have_one_key(words: str, action: str) -> None:
    for word in words.split():
        assert reported_actions(word) == {action} or action in possible_actions(word), word


@pytest.mark.parametrize("word", "rob said believed government meeting station the 2019 should xyzzy".split())
def test_other_words_report_no_action(word: str) -> None:
    assert reported_actions(word) == frozenset()


def test_a_verb_in_the_present_may_name_an_action() -> None:
    assert possible_actions("rob") == {"rob"}
    assert possible_actions("station") == frozenset()
