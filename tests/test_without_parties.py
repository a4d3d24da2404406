"""Texts without parties: who says what is told all the same."""

import pytest

import narratives


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        (
            "“Last night. Some shooting,” said a man who goes by the name “Lefty.”",
            [("A man", "Last night."), ("A man", "Some shooting.")],
        ),
        ("A neighbour said the lights went out at nine.", [("A neighbour", "The lights went out at nine.")]),
        (
            "“The ferry is late again,” a passenger said. Another blamed the tide.",
            [("A passenger", "The ferry is late again.")],
        ),
        ("The baker said that the shop would close in May.", [("The baker", "The shop would close in May.")]),
    ],
)
def test_statements_are_listed_by_speaker_where_no_party_is_found(
    text: str, spoken: list[tuple[str, str]]
) -> None:
    accounts = narratives.read(text, at_least=0)
    assert not accounts
    told = [(one.source.name, one.text) for one in accounts.others if one.source is not None]
    assert told[: len(spoken)] == spoken
