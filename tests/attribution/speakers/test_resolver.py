"""Resolution of "it", "the statement", "the striker" and "his lawyer" to speakers."""

from collections.abc import Callable

import pytest

from narratives.model import Assertion, Party

Said = Callable[..., list[Assertion]]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ('"The pitch is safe," a Rovers statement said. The league disagreed.', "Rovers"),
        ("Rovers lost a point. The lawsuit by Rovers says the referee was bribed.", "Rovers"),
        (
            '"We won," said Rovers\' chairman, Otto Brandt, in a letter. It said the referee was bribed.',
            "Rovers",
        ),
        (
            "Striker Otto Brandt left in tears. The 31-year-old striker said the referee was bribed.",
            "Otto Brandt",
        ),
        ("Otto Brandt was fined. His lawyer said the referee was bribed.", "Otto Brandt"),
        ("Otto Brandt was fined. His lawyer, Ines Falk, said the referee was bribed.", "Otto Brandt"),
        ("Rovers in May said the referee was bribed.", "Rovers"),
        ("Several residents of Lower Ostra say the referee was bribed.", "Residents"),
    ],
)
def test_the_speaker_has_the_party(said: Said, text: str, party: str) -> None:
    assert {one.party for one in said(text, party)} == {party}


def test_an_alias_may_contain_a_title_and_a_name(said: Said) -> None:
    party = Party("Belmar", ("Belmar's navy chief, Marshal Dirk Ansel",))
    found = said("Belmar's navy chief, Marshal Dirk Ansel, left. Ansel said the boat had sunk.", party)
    assert [one.party for one in found] == ["Belmar"]


def test_pronouns_agree_with_the_gender_of_given_names(said: Said) -> None:
    text = "Maria Falk met Peter Toth. She said the road was open. He said it was shut."
    assert [one.source.name for one in said(text) if one.source] == ["Maria Falk", "Peter Toth"]


def test_he_can_refer_to_an_unnamed_title(said: Said) -> None:
    text = "Otto Brandt was in town. A captain of Ostra told another story. The boat had sunk, he said."
    assert [one.party for one in said(text, "Ostra", "Otto Brandt") if one.text.startswith("The boat")] == [
        "Ostra"
    ]


def test_abbreviations_match_with_and_without_stops(said: Said) -> None:
    assert [one.party for one in said("The U.S. Navy said the boat had sunk.", "US Navy")] == ["US Navy"]


def test_the_addressee_is_not_the_source(said: Said) -> None:
    text = "Club secretary Ivo Falk felt there had been no harm and told the Echo: “Nobody was hurt at all.”"
    assert {one.source.name for one in said(text) if one.source} == {"Ivo Falk"}


@pytest.mark.parametrize(
    "before",
    ["He added that the shrine was older than the church of Paul Brandt.", "The farms were sold in May."],
)
def test_a_person_named_in_a_quotation_does_not_say_it(said: Said, before: str) -> None:
    text = (
        f"Peter Marsh spoke on Monday.\n\nHe said the town was a village.\n\n{before}\n\n"
        "“The farms are near the house of Paul Brandt, not here,” he said."
    )
    assert {one.source.name for one in said(text) if one.source} == {"Peter Marsh"}


@pytest.mark.parametrize(
    ("first", "description"),
    [
        ("Maria Falk, a nurse who worked in Ostra, came home.", "The nurse"),
        ("Adult film actress Maria Falk came home.", "The former film actress"),
        ("Maria Falk was a swimmer for Ostra.", "The 41-year-old swimmer"),
    ],
)
def test_a_description_is_that_of_the_person_it_was_used_of(said: Said, first: str, description: str) -> None:
    text = (
        f"{first}\n\nMayor Peter Marsh has denied it.\n\nPaul Brandt spoke for the hospital. "
        f"{description} said the mayor had threatened the town."
    )
    names = [one.source.name for one in said(text, "Falk", "Marsh", "Brandt") if one.source]
    assert names[-1] == "Maria Falk"


def test_a_description_is_not_that_of_a_person_of_the_other_gender(said: Said) -> None:
    text = "Maria Falk came home.\n\nPeter Marsh spoke in Ostra. The actress said the mayor had lied."
    assert [one.source.name for one in said(text) if one.source] == ["Maria Falk"]
