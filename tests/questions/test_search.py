import pytest

import narratives
from narratives import ContradictionGraph
from narratives.errors import QuestionError
from narratives.language.keys import possible_keys


def test_search_finds_assertions_by_their_content_best_first(graph: ContradictionGraph) -> None:
    found = graph.search("Who was hurt in Marrow Bay?", 3)
    assert {one.party for one in found} == {"Harbour Board", "Dockers' Union", "Rescue Service"}
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all("dockers were hurt" in one.assertion.text for one in found)
    assert all(0 < one.score <= 1 for one in found)
    assert graph.search("whales") == ()
    assert graph.search("crane", 0) == ()


def test_search_finds_statements_of_no_party_too() -> None:
    text = "Armenia said the road was open. Azerbaijan said it was shut. Pope Francis said that war is a sin."
    accounts = narratives.read(text, ["Armenia", "Azerbaijan"])
    graph = ContradictionGraph(accounts=list(accounts.values()), verdicts=[], voices=accounts.voices)
    [match] = graph.search("sin")
    assert (match.party, match.assertion.text) == ("(no party)", "War is a sin.")
    assert match.assertion.id not in graph.nx


def test_an_answer_has_disputes_first_and_no_assertion_twice(graph: ContradictionGraph) -> None:
    answer = graph.ask("Is the crane dangerous?")
    assert [match.point.label for match in answer.points] == ["Crane"]
    [match] = answer.points
    assert len(match.point.verdicts) == 1
    said = [one.assertion.text for one in answer.statements]
    assert "The crane was never certified." in said
    shown = {one.text for one in match.point.assertions}
    assert not shown & set(said)


def test_a_question_of_which_a_text_has_half_the_words_finds_it(graph: ContradictionGraph) -> None:
    assert [match.point.label for match in graph.ask("Who checked the winch?").points] == ["Winch"]
    assert graph.ask("the winch in Yemen").points == ()  # an unknown country is no other word for something


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Polish troops left in 2021.", [{"Poland"}, {"forces", "troops"}, {"left", "withdraw"}, {"2021"}]),
        ("He said so to us.", []),
        ("The US and the U.S. army", [{"United States"}, {"United States"}, {"forces"}]),
        ("in ukraine", [{"ukraine"}]),
    ],
)
def test_possible_keys_of_a_text(text: str, keys: list[set[str]]) -> None:
    assert possible_keys(text) == keys


def test_a_country_in_lower_case_is_found_in_a_question() -> None:
    assert possible_keys("in ukraine", lower_case_countries=True) == [{"ukraine", "Ukraine"}]
    assert possible_keys("tell us", lower_case_countries=True) == [{"tell"}]


def test_a_blank_question_is_refused(graph: ContradictionGraph) -> None:
    for text in ("", " \n", "what about it?"):
        with pytest.raises(QuestionError):
            graph.ask(text)
        with pytest.raises(QuestionError):
            graph.search(text)
