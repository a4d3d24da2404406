from collections.abc import Callable

import pytest

from narratives.model import Assertion, Stance

Said = Callable[..., list[Assertion]]


def sources_and_texts(assertions: list[Assertion]) -> list[tuple[str, str]]:
    return [(one.source.name, one.text) for one in assertions if one.source is not None]


@pytest.mark.parametrize(
    ("text", "source", "words"),
    [
        (
            'The minister spoke first. "The pipes were old. The council knew it, but the repairs can wait no '
            'more," the email read.',
            "The email",
            "The pipes were old.",
        ),
        ("“The harbour is safe again,” a voice-over in the film states.", "A voice-over in the film", ""),
        ("“This reading is false, and the lab should correct it,” Will wrote.", "Will", ""),
        ("“This is a great day!” beamed Carla Novak, who had waited since noon.", "Carla Novak", ""),
        ("“Nobody warned the villages,” this look-alike declared in Ostra.", "This look-alike", ""),
    ],
    ids=["noun", "plural", "auxiliary", "unknown verb", "adverb"],
)
def test_a_source_after_a_quotation_is_found_where_the_parser_misreads_it(
    said: Said, text: str, source: str, words: str
) -> None:
    found = sources_and_texts(said(text))
    assert {name for name, _ in found} == {source}
    assert words in {"", *(sentence for _, sentence in found)}


@pytest.mark.parametrize(
    ("text", "source", "sentence"),
    [
        (
            'Carla Novak has apologised for the leak: "I should have called at once. It was a mistake."',
            "Carla Novak",
            "Carla Novak should have called at once.",
        ),
        (
            "After the vote, President Anna Berg released a letter: “The count was fair. Nobody tampered "
            "with it.”",
            "Anna Berg",
            "Nobody tampered with it.",
        ),
        (
            "The letter makes its case in two lines: “The dam has cracks. The valley is in danger.”",
            "The letter",
            "The valley is in danger.",
        ),
        (
            "Carla Novak took the stage at noon, adding in English: “The strike is over.”",
            "Carla Novak",
            "The strike is over.",
        ),
    ],
)
def test_the_subject_of_the_clause_before_a_colon_is_the_source(
    said: Said, text: str, source: str, sentence: str
) -> None:
    assert (source, sentence) in sources_and_texts(said(text))


@pytest.mark.parametrize(
    "text",
    [
        "Carla Novak heard the same answer in every town: “The harvest was stolen by the army.”",
        "Carla Novak was met with one question: “The dam has cracks, and who will mend them?”",
        "The rumour reached every house: “The dam has cracks.”",
        "Carla Novak read out Anna Berg's letter: “The dam has cracks.”",
    ],
)
def test_who_hears_words_before_a_colon_does_not_say_them(said: Said, text: str) -> None:
    assert "Carla Novak" not in {name for name, _ in sources_and_texts(said(text))}


def test_a_question_belongs_to_nobody_named_and_not_to_the_one_who_answers(said: Said) -> None:
    found = said(
        "Carla Novak was asked, “Did you know that the dam had cracks?” She answered, “I had no idea.”"
    )
    asked, *answered = [one for one in found if one.source is not None]
    assert asked.stance is Stance.ASKS
    assert asked.source is not None
    assert asked.source.mention == ""
    assert [one.cue for one in answered] == ["answered"]


def test_a_quotation_goes_on_after_its_own_speaker(said: Said) -> None:
    found = sources_and_texts(said("“Was it safe?” Carla Novak asked. “Nobody had tested the water.”"))
    assert found[-1] == ("Carla Novak", "Nobody had tested the water.")


@pytest.mark.parametrize(
    "text",
    [
        "Later Novak spoke of the long winter and the closed road: “The council forgot the village,” she "
        "said.",
        "When asked about the dam, an engineer shrugged, then gave a warning - “The council forgot the "
        "village,” the engineer said.",
        'Asked whether the road would open by May, Carla Novak said, "The council forgot the village."',
    ],
)
def test_the_words_before_a_whole_quotation_are_the_writers(said: Said, text: str) -> None:
    assert [sentence for _, sentence in sources_and_texts(said(text))] == ["The council forgot the village."]


def test_a_question_before_an_answer_is_no_statement_of_who_answers(said: Said) -> None:
    found = sources_and_texts(said("Asked if the road was safe, Carla Novak said that it had been repaired."))
    assert len(found) == 1
    assert "repaired" in found[0][1]


def test_another_clause_after_a_quotation_does_not_name_its_source(said: Said) -> None:
    found = said(
        "But even as Novak claimed on Tuesday that “the older case was far worse,” one of the judges said "
        "the two cases were different."
    )
    by_text = {one.text: one.source.name for one in found if one.source is not None}
    assert by_text["The older case was far worse."] == "Novak"
    assert by_text["The two cases were different."] == "One of the judges"


@pytest.mark.parametrize(
    "sentence",
    [
        "I think the mayor is using the vote to say, this is the time to show that the town can act.",
        "So it is fair to say, and I say it every day, that we have to help the farms, but it's also right "
        "to remember how far the valley has come.",
    ],
)
def test_no_clause_of_a_quoted_sentence_is_lost(said: Said, sentence: str) -> None:
    found = said(f'"{sentence[:-1]}," Carla Novak said.')
    words = {word.strip(",.").lower() for one in found for word in one.quote.split()}
    assert {word.strip(",.").lower() for word in sentence.split()} - words <= {"i", "think"}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "The count was close in the north - Carla Novak: “The valley decided it. Nobody else did.”",
            "Carla Novak",
        ),
        ("The pipes are old. More from the report: “The valley needs another road.”", "The report"),
        ("The valley voted late. “I will open the road again.” Novak said. The council was silent.", "Novak"),
        (
            "President Anna Berg released a letter after the vote:\n“The count was fair. Nobody changed it.”",
            "Anna Berg",
        ),
        ("Carla Novak put on a hat and joked, “Nobody knows me now.”", "Carla Novak"),
        ("In Novak’s words, “the council had no reason to wait and knew it.”", "Novak"),
        (
            "Even a judge said that Novak will have to choose, adding, “The pressure will build on her.”",
            "Even a judge",
        ),
    ],
)
def test_a_source_is_found_around_its_quotation(said: Said, text: str, source: str) -> None:
    found = said(text)
    in_marks = text.partition("“")[2]
    assert {one.source.name for one in found if one.source is not None and one.quote in in_marks} == {source}


def test_a_text_is_not_who_says_i_in_it(said: Said) -> None:
    found = sources_and_texts(said("“I will strip the judges of their office,” the letter read."))
    assert found == [("The letter", "I will strip the judges of their office.")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "The president told her that it was not that simple, according to an account in the Herald.",
            "It was not that simple.",
        ),
        ("Novak said the road, according to the police, was closed.", "The road was closed."),
    ],
)
def test_another_source_is_no_part_of_a_content(said: Said, text: str, sentence: str) -> None:
    assert sentence in {text for _, text in sources_and_texts(said(text))}


def test_a_series_before_according_to_is_told_by_its_source(said: Said) -> None:
    found = sources_and_texts(
        said("Half backed the dam, 30 percent opposed it and others had no view, according to the poll.")
    )
    assert [name for name, _ in found] == ["The poll"] * 3


def test_clauses_before_an_inverted_cue_are_its_content(said: Said) -> None:
    text = "The plant is hanging on, but it is under pressure, said the plant's director, John Hale."
    assert len(sources_and_texts(said(text))) == 2


def test_an_as_clause_after_and_names_the_source_of_its_own_clause(said: Said) -> None:
    found = sources_and_texts(
        said("Drivers can lose their licence, and as Novak noted, owners could still be subject to fines.")
    )
    assert found == [("Novak", "Owners could still be subject to fines.")]


@pytest.mark.parametrize(
    ("text", "source", "sentence"),
    [
        ("Novak made it clear that the road would stay shut.", "Novak", "The road would stay shut."),
        (
            "As the crowd cheered, the Herald reported, his wife whispered to him: “They are still here.”",
            "His wife",
            "They are still here.",
        ),
        (
            "The “walk out” movement is about “people telling leaders that it is enough,” Novak said.",
            "Novak",
            "The walk out movement is about people telling leaders that it is enough.",
        ),
    ],
)
def test_a_clause_is_whole_and_given_to_its_own_source(
    said: Said, text: str, source: str, sentence: str
) -> None:
    assert (source, sentence) in sources_and_texts(said(text))


def test_a_second_participle_has_the_subject_of_the_first(said: Said) -> None:
    found = said(
        '"The council is once again over-stepping its powers and attempting to leave us out," Novak said.'
    )
    assert found[-1].text.startswith("The council is attempting to leave")


def test_who_warns_of_taking_it_as_a_sign_denies_what_it_would_be_a_sign_of(said: Said) -> None:
    found = said(
        "Carla Novak told the strikers not to take the council's decision against a curfew as a sign the "
        "valley won't use its police."
    )
    assert (found[-1].stance, found[-1].text) == (Stance.DENIES, "The valley won't use its police.")


def test_the_first_it_of_it_did_so_it_said_is_not_the_second(said: Said) -> None:
    found = said("The union said the ministry had broken its word. It promised to reopen the road, it said.")
    assert [one.text for one in found][-1] == "It promised to reopen the road."
    assert "it" in found[-1].unresolved


def test_what_they_say_was_there_is_said_to_have_been_there(said: Said) -> None:
    found = said("Campaigners question the vote, citing what they say was unusual pressure on the council.")
    assert found[-1].text == "There was unusual pressure on the council."


def test_what_was_not_specified_is_not_said(said: Said) -> None:
    assert not said("Novak spoke at noon. He did not specify what he thought his deputy had got wrong.")
