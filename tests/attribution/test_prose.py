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
