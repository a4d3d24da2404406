import pytest

from narratives.attribution import parties_in
from narratives.errors import PartyError
from narratives.model import Document

STRIKE = """The strike at the mill entered its third week on Monday.

“They walked out without a word,” said plant owner Greg Tall.
Company spokeswoman Laura Finch said the offer was fair.

Denise Kowal, president of the Mill Workers Union, called it an insult.
“We asked for safe machines,” she said.

The union denied that it had left the talks, the Daily Post reported.
Passer-by Tim Reed said the street was blocked."""


def test_sides_are_found_where_no_country_speaks() -> None:
    found = {party.name: party.aliases for party in parties_in([Document(STRIKE)])}
    assert set(found) == {"the company", "Mill Workers Union"}
    assert "Laura Finch" in found["the company"]
    assert "Denise Kowal" in found["Mill Workers Union"]


def test_countries_come_before_sides() -> None:
    text = (
        "Armenia said the road was open. Baku denied it. The union said the road was closed. The union left."
    )
    assert [party.name for party in parties_in([Document(text)])] == ["Armenia", "Azerbaijan"]


def test_too_few_sides_are_one_clear_error() -> None:
    with pytest.raises(PartyError, match=r"no parties found in the text; name two parties or more"):
        parties_in([Document("The river rose by two metres. The bridge was closed.")])
