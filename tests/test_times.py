import pytest

from narratives.attribution import attribute
from narratives.errors import ReadError
from narratives.language.times import interval
from narratives.model import Document, TimeInterval


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The army left on Tuesday.", "2023-09-19", "2023-09-19"),
        ("The talks will resume on Friday.", "2023-09-22", "2023-09-22"),
        ("There has been no army there since May.", "2023-05", None),
        ("It was hit last month.", "2023-08", "2023-08"),
        ("Since last year nobody has come.", "2022", None),
        ("He resigned on May 12.", "2023-05-12", "2023-05-12"),
        ("It closed in 2021.", "2021", "2021"),
    ],
)
def test_times_are_relative_to_the_date_of_publication(text: str, start: str, end: str | None) -> None:
    assert interval(text, "2023-09-21") == TimeInterval(start=start, end=end)


@pytest.mark.parametrize("text", ["They may leave.", "The army left on Tuesday.", "It was hit last month."])
def test_relative_times_without_date_of_publication_give_none(text: str) -> None:
    assert interval(text) is None


def test_the_time_of_an_assertion_is_relative_to_the_date_of_its_document() -> None:
    document = Document("Baku said the army left on Tuesday.", date="2023-09-21")
    [assertion] = attribute(document, []).assertions
    assert assertion.time == TimeInterval(start="2023-09-19", end="2023-09-19")


def test_an_invalid_date_is_refused() -> None:
    with pytest.raises(ReadError, match=r"date 'May 5' of a document: an ISO 8601 day"):
        Document("Baku said no.", date="May 5")
