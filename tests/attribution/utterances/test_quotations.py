from time import perf_counter

import pytest

from narratives.attribution.utterances.quotations import quotations


def quoted(*paragraphs: str) -> list[str]:
    return [paragraphs[mark.paragraph][mark.start : mark.end] for mark in quotations(paragraphs)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we left" and "they stayed".', ["we left", "they stayed"]),
        ("She said “we left” today.", ["we left"]),
        ("Il a dit «nous partons».", ["nous partons"]),
        ("The paper's view: 'the talks failed', it wrote.", ["the talks failed"]),
        ("The workers' union said the workers' pay fell.", []),
        ("‘We left,’ the minister’s aide said.", ["We left,"]),
        ("“They told us ‘leave now’ twice,” he said.", ["They told us ‘leave now’ twice,"]),
        ("It is empty: “”.", []),
    ],
)
def test_opening_and_closing_marks_are_paired(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_an_unclosed_quotation_continues_in_the_next_paragraph() -> None:
    marks = quotations(["“The first day was calm.", "“The second was not,” she said."])
    assert [(mark.closed, mark.continues) for mark in marks] == [(False, False), (True, True)]


@pytest.mark.alone
@pytest.mark.parametrize("mark", ['"', "'", "“", "”", "‘", "’", "“‘"])
def test_a_hundred_kilobytes_of_marks_take_under_a_second(mark: str) -> None:
    start = perf_counter()
    quotations([mark * (100_000 // len(mark.encode()))])
    quotations([f" {mark}a" * 30_000])
    assert perf_counter() - start < 1
