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
def test_a_line_that_continues_in_lower_case_is_joined_at_any_width(title: str, end: str) -> None:
    found = [(one.text, one.heading) for one in paragraphs(Document(title + SAID + end))]
    expected = [(SAID.replace("\n", " ") + end[:1], False)]
    assert found == [("Talks fail again", True)] * bool(title) + expected + [("Nobody replied.", False)] * (
        len(end) > 1
    )


def test_wrapped_wide_lines_are_joined_before_a_capitalised_name() -> None:
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


def test_list_items_are_not_joined_and_broken_sentences_are() -> None:
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
def test_a_heading_is_first_and_contains_no_complete_sentence(first: str, is_heading: bool) -> None:
    found = paragraphs(Document(f"{first}\n\nThe road is closed."))
    assert [one.heading for one in found] == [is_heading, False]


def test_adjacent_quotations_are_separated_by_a_space() -> None:
    [paragraph] = paragraphs(Document("“We left.”“They stayed.”"))
    assert paragraph.text == "“We left.” “They stayed.”"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_every_character_is_mapped_to_its_offset(text: str) -> None:
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


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("A man waits at the bridge [Ana Ruiz/Reuters]", "A man waits at the bridge"),
        ("A man waits at the bridge. (Photo: Ana Ruiz, AP)", "A man waits at the bridge."),
        ("The bridge at noon [File: Ana Ruiz/AFP]", "The bridge at noon"),
        (
            "The mayor left for Ostra (Reuters reported it).",
            "The mayor left for Ostra (Reuters reported it).",
        ),
        ("The talks failed [in Ostra].", "The talks failed [in Ostra]."),
        (
            "The agency wrote it (Lake says: EPA rules bind us).",
            "The agency wrote it (Lake says: EPA rules bind us).",
        ),
    ],
)
def test_the_credit_of_a_photograph_is_not_read(printed: str, text: str) -> None:
    [paragraph] = paragraphs(Document(printed + "\n"))
    assert paragraph.text == text
