import pytest

import narratives
from narratives.attribution.speakers.forms import is_post_nominal, other_forms

Case = tuple[str, dict[str, list[str]], list[int]]

ABBREVIATIONS: list[Case] = [
    (
        "The U.S. military says there were no casualties. US officials said the strike was lawful. The "
        "United "
        "States said it would investigate. A US Army spokesman said the pilot was safe.",
        {"United States": []},
        [4],
    ),
    (
        "The US military says there were no casualties. The U.S. military said the strike was lawful.",
        {"U.S. military": []},
        [2],
    ),
    (
        "The U.K. said it paid. UK officials said nothing was owed. The United Kingdom said the case was "
        "closed.",
        {"UK": []},
        [3],
    ),
]
LONGEST_NAME: list[Case] = [
    (
        "Sudland said the port was open. The Sudland Navy said the port was closed. A Sudland Navy spokesman "
        "said two ships had sunk. Sudland Navy officers said the harbour was mined.",
        {"Sudland": [], "Sudland Navy": []},
        [1, 3],
    ),
    (
        "The Northern Harbour Union said the strike was over. The Harbour Union said it went on. A lawyer "
        "for "
        "the Northern Harbour Union said talks were held.",
        {"Northern Harbour Union": [], "Harbour Union": []},
        [2, 1],
    ),
    (
        "The Halden city council said the tax was legal. Halden said it would sue the council.",
        {"Halden": [], "Halden city council": []},
        [1, 1],
    ),
]
NUMBER: list[Case] = [
    (
        "The rebels said the village was theirs. The rebel said the village was lost. A rebel commander said "
        "the road was cut. Rebel fighters said they held the bridge.",
        {"Rebels": []},
        [4],
    ),
    (
        "A protester said police fired. Protesters said nobody threw stones. The protesters said the march "
        "was "
        "peaceful.",
        {"protesters": []},
        [3],
    ),
    (
        "Villagers of Halden said the dam broke. The villagers said nobody warned them. A villager said the "
        "water came at night.",
        {"Villagers": []},
        [3],
    ),
]
RESIDENTS: list[Case] = [
    (
        "Residents of Marlow say 16 civilians died. A resident of Marlow said the school was hit. Marlow "
        "residents said the bridge was open.",
        {"Residents of Marlow": []},
        [3],
    ),
    (
        "Several residents of Marlow district say 16 civilians died. Local residents said the school was "
        "hit. "
        "One resident said a bomb fell.",
        {"Residents": []},
        [3],
    ),
    (
        "Workers at the Halden yard said the crane was broken. Two workers said they had reported it.",
        {"Workers": []},
        [2],
    ),
]
POST_NOMINAL_LETTERS: list[Case] = [
    (
        "Jonathan Hale QC said the client was innocent. Mr Hale, QC, said the case was weak. Hale KC said "
        "the "
        "trial was unfair.",
        {"Defence": ["Jonathan Hale"]},
        [3],
    ),
    (
        "Anna Brandt MP said the bill was dead. Anna Brandt, MP, said the vote was rigged. Dr Anna Brandt "
        "PhD "
        "said the data were false.",
        {"Brandt": ["Anna Brandt"]},
        [3],
    ),
    (
        "Senator Ivo Lark (D-Mass.) said the bill was dead. Sen. Ivo Lark, R-Ohio, said the vote was rigged.",
        {"Lark": ["Ivo Lark"]},
        [2],
    ),
]
DATELINES_AND_DATES: list[Case] = [
    (
        "MARLOW, Norland — The army said 20 fighters were killed. HALDEN, Norland (AP) - The army said the "
        "road "
        "was open.",
        {"army": []},
        [2],
    ),
    ("MARLOW (Reuters) — Norland said 20 fighters were killed.", {"Norland": []}, [1]),
    (
        "Transoil in June said Petra did not test the cement. Transoil on Monday said the valve was closed. "
        "Transoil last week said the well was safe. Petra later said it tested the cement.",
        {"Transoil": [], "Petra": []},
        [3, 1],
    ),
]
BODIES_OF_A_STATE: list[Case] = [
    (
        "The White House said the strike was lawful. The Pentagon said no one died. State Department "
        "spokesman "
        "Ned Lark said talks went on. The CIA said the file was closed.",
        {"United States": []},
        [4],
    ),
    (
        "The Kremlin said the report was false. Downing Street said the report was true.",
        {"Russia": [], "UK": []},
        [1, 1],
    ),
    (
        "The CIA said the file was closed. The United States said the file was lost.",
        {"CIA": [], "United States": []},
        [1, 1],
    ),
    (
        "The U.S. media said the strike was lawful. U.S. officials said the strike was a mistake.",
        {"United States": []},
        [1],
    ),
    (
        "Prime Minister Anna Brandt said the law was passed. The prime minister's office said the bill was "
        "signed. The prime minister said the vote was fair.",
        {"Norland": ["Anna Brandt"]},
        [3],
    ),
]


@pytest.mark.parametrize(
    ("text", "parties", "statements"),
    [
        *ABBREVIATIONS,
        *LONGEST_NAME,
        *NUMBER,
        *RESIDENTS,
        *POST_NOMINAL_LETTERS,
        *DATELINES_AND_DATES,
        *BODIES_OF_A_STATE,
    ],
)
def test_all_forms_of_a_name_give_the_party(
    text: str, parties: dict[str, list[str]], statements: list[int]
) -> None:
    accounts = narratives.read(text, parties)
    assert [len(accounts[party]) for party in parties] == statements


def test_an_abbreviation_and_the_full_name_of_a_country_are_refused_as_two_parties() -> None:
    with pytest.raises(narratives.NarrativesError, match="claimed by"):
        narratives.read("The US said no. The United States said yes.", ["US", "United States"])


def test_only_names_for_people_have_other_forms() -> None:
    assert list(other_forms("harbour union")) == []
    assert set(other_forms("residents of marlow")) >= {"resident of marlow", "marlow residents"}


@pytest.mark.parametrize(
    ("word", "expected"), [("QC", True), ("Ph.D.", True), ("mp", False), ("Hale", False)]
)
def test_post_nominal_letters(word: str, expected: bool) -> None:
    assert is_post_nominal(word) is expected
