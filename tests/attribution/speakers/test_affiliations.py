from collections.abc import Callable

import pytest

from narratives.attribution.speakers.checks import check_parties
from narratives.errors import PartyError
from narratives.model import Assertion, Party

Said = Callable[..., list[Assertion]]


@pytest.mark.parametrize(
    "speaker",
    [
        "Azerbaijan",
        "Baku",
        "The Azerbaijani government",
        "The Azerbaijan Defense Ministry",
        "Azerbaijan’s President Ilham Aliyev",
        "President Ilham Aliyev of Azerbaijan",
        "Hikmet Hajiyev, an aide to Azerbaijan’s president,",
        "A spokesman for the Azerbaijani Foreign Ministry",
        "The Defense Ministry in Baku",
    ],
)
def test_a_party_is_found_by_name_demonym_office_and_capital(said: Said, speaker: str) -> None:
    [found] = said(f"{speaker} said that the road was open.", "Azerbaijan", "Armenia")
    assert found.party == "Azerbaijan"


@pytest.mark.parametrize(
    "speaker",
    [
        "Human rights groups",
        "Former Azerbaijani soldiers",
        "Local Armenian forces",
        "The Azerbaijani opposition",
        "Pope Francis",
        "A farmer in Baku",
        "Azerbaijani activist Leyla Mammadova",
        "Azerbaijan critic Bill Browder",
        "The Baku Times",
        "Azerbaijani-backed separatists",
        "The special representative for Azerbaijan",
    ],
)
def test_speakers_without_tie_to_a_party_have_none(said: Said, speaker: str) -> None:
    [found] = said(f"{speaker} said that the road was open.", "Azerbaijan", "Armenia")
    assert found.party is None


def test_an_alias_is_preferred_to_a_demonym(said: Said) -> None:
    karabakh = Party("Karabakh Armenians", ["local Armenian forces"])
    [found] = said("Local Armenian forces said that the road was open.", "Armenia", karabakh)
    assert found.party == "Karabakh Armenians"


def test_a_name_of_several_words_is_found_whatever_its_parse(said: Said) -> None:
    [found] = said("Rent Justice Now says 12,000 people took part.", "Rent Justice Now")
    assert found.party == "Rent Justice Now"


def test_initials_and_head_nouns_are_names_of_the_party(said: Said) -> None:
    text = "The WGA said the talks had failed. The guild said pay had fallen."
    assert [one.party for one in said(text, "Writers Guild of America")] == ["Writers Guild of America"] * 2


def test_the_party_of_a_title_applies_to_later_mentions_of_the_person(said: Said) -> None:
    text = (
        "Armenian Premier Nikol Pashinyan left. Later Pashinyan said that it was over. He said it was safe."
    )
    assert [(one.party, one.source.name) for one in said(text, "Armenia") if one.source] == [
        ("Armenia", "Nikol Pashinyan"),
        ("Armenia", "Nikol Pashinyan"),
    ]


def test_an_appositive_gives_the_party_and_is_not_part_of_the_name(said: Said) -> None:
    [found] = said("The plant is safe, according to Rosatom, the Russian nuclear company.", "Russia")
    assert found.source is not None
    assert (found.party, found.source.name) == ("Russia", "Rosatom")


def test_an_ambiguous_demonym_gives_no_party(said: Said) -> None:
    [found] = said(
        "The Congolese government said that the road was open.", "Democratic Republic of the Congo"
    )
    assert found.party is None


@pytest.mark.parametrize(
    ("parties", "message"),
    [
        ([Party("Armenia"), Party("armenia")], "given twice"),
        (
            [Party("Armenia", ["the east"]), Party("Azerbaijan", ["The East"])],
            "claimed by 'Armenia' and 'Azerbaijan'",
        ),
    ],
)
def test_parties_with_a_common_name_are_refused(parties: list[Party], message: str) -> None:
    with pytest.raises(PartyError, match=message):
        check_parties(parties)
