import pytest
from hypothesis import given
from hypothesis import strategies as st

from narratives.attribution.prose import paragraphs
from narratives.model import Document


def test_wrapped_lines_are_one_paragraph_and_single_lines_are_one_each() -> None:
    wrapped = "The army said that the\nvillage had been taken\nby noon.\n\nNobody replied."
    assert [one.text for one in paragraphs(Document(wrapped))] == [
        "The army said that the village had been taken by noon.",
        "Nobody replied.",
    ]
    single = "The army took the village.\nNobody replied.\nThe road is open."
    assert len(paragraphs(Document(single))) == 3


SAID = (
    "Mara Quist said that the company had refused every offer of talks since January. She said that dockers\n"
    "had reported cracks in the crane three times"
)


@pytest.mark.parametrize("end", ["", ".", ".\nNobody replied."])
@pytest.mark.parametrize("title", ["", "Talks fail again\n", "Talks fail again\n\n"])
def test_a_line_that_goes_on_in_lower_case_is_joined_whatever_its_width(title: str, end: str) -> None:
    found = [(one.text, one.heading) for one in paragraphs(Document(title + SAID + end))]
    told = [(SAID.replace("\n", " ") + end[:1], False)]
    assert found == [("Talks fail again", True)] * bool(title) + told + [("Nobody replied.", False)] * (
        len(end) > 1
    )


def test_in_wide_lines_that_are_wrapped_a_name_may_begin_one() -> None:
    lines = [
        "The union told reporters on the quay that the company had refused every offer "
        "of talks since January, and",
        "that Ines Holt had been told of the cracks on the same day, long before the crane "
        "fell, by the dockers of",
        "Marrow Bay.",
        "Nobody replied.",
    ]
    found = paragraphs(Document("\n".join(lines)))
    assert [one.text for one in found] == [" ".join(lines[:3]), "Nobody replied."]


def test_lines_of_a_list_are_not_joined_and_a_line_after_a_sentence_is() -> None:
    listed = "The union asked for these:\na) talks.\nb) a new crane.\nc. quiet."
    assert len(paragraphs(Document(listed))) == 4
    sentence = "The gate is shut.\nIt was open on the\nday before. \nNobody knows."
    assert [one.text for one in paragraphs(Document(sentence))] == [
        "The gate is shut.",
        "It was open on the day before.",
        "Nobody knows.",
    ]


@pytest.mark.parametrize(
    ("first", "is_heading"),
    [
        ("Talks fail again", True),
        ("Gen. Ilunga denies U.S. strike", True),
        ("Armenians report gunfire in Karabakh\ncity a day after truce", True),
        ("The envoy left on Monday. She said that the talks had failed", False),
        ("The envoy left in 2023. “She will be back” is what they say", False),
        ("The envoy left the town.", False),
    ],
)
def test_a_heading_stands_first_and_holds_no_finished_sentence(first: str, is_heading: bool) -> None:
    found = paragraphs(Document(f"{first}\n\nThe road is closed."))
    assert [one.heading for one in found] == [is_heading, False]


def test_quotations_that_touch_are_set_apart() -> None:
    [paragraph] = paragraphs(Document("“We left.”“They stayed.”"))
    assert paragraph.text == "“We left.” “They stayed.”"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_every_character_stands_where_it_is_said_to(text: str) -> None:
    for paragraph in paragraphs(Document(text)):
        assert len(paragraph.text) == len(paragraph.offsets)
        for letter, offset in zip(paragraph.text, paragraph.offsets, strict=True):
            assert letter in (text[offset], " ") or (letter == '"' and text[offset] in "'`")


def test_two_single_marks_are_one_double_mark() -> None:
    for written, read in (
        ("''Go,'' he said.", '"Go," he said.'),
        ("``Go,'' he said.", '"Go," he said.'),
        ("''They cry, 'go,''' he said.", "\"They cry, 'go,'\" he said."),
    ):
        [paragraph] = paragraphs(Document(written))
        assert paragraph.text == read
