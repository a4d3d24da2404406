import pytest

from narratives.language.capitals import names, sites


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mr Trump met Crown Prince Mohammed bin Salman on Monday.", ["Trump", "Mohammed bin Salman"]),
        ("Khashoggi’s killing and Iran's drone", ["Khashoggi", "Iran"]),
        ("The road was open. Nobody used it.", []),
        ("Robbers stopped Ryan Lochte in Rio de Janeiro.", ["Ryan Lochte", "Rio de Janeiro"]),
        ("Yemen’s Iranian-allied rebels hit the U.S. base.", ["Yemen", "U.S."]),
    ],
)
def test_names_are_found_without_titles_days_and_first_words(text: str, found: list[str]) -> None:
    assert list(names(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Shells fell in the northern town of Slovyansk and near Donetsk.", ["Slovyansk", "Donetsk"]),
        ("He was killed in the Saudi consulate in Istanbul in May.", ["Istanbul"]),
        ("It rained in the Netherlands.", ["Netherlands"]),
        ("They met on Friday.", []),
    ],
)
def test_sites_are_names_after_in_and_at_unless_a_noun_follows(text: str, found: list[str]) -> None:
    assert list(sites(text)) == found


def test_a_long_line_of_capitals_takes_linear_time() -> None:
    assert names("A" * 100_000) == ("A" * 100_000,)
    assert len(names("Ab " * 10_000)) <= 1
