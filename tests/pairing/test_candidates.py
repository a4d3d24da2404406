from narratives import Account, Assertion, Stance
from narratives.pairing import candidates


def test_pairs_that_share_nothing_are_counted_and_not_judged() -> None:
    a = Account("Armenia", ["The bridge is closed.", "Wheat grew well."])
    b = Account("Azerbaijan", ["The bridge is open.", "Schools begin in autumn."])
    found = candidates([a, b])
    assert [(one.text, other.text) for one, other in found.pairs] == [
        ("The bridge is closed.", "The bridge is open.")
    ]
    assert found.not_compared == 3


def test_a_country_and_its_demonym_are_one_thing_and_so_are_army_and_troops() -> None:
    found = candidates([Account("A", ["Armenia has no army."]), Account("B", ["Armenian troops marched."])])
    assert len(found.pairs) == 1


def test_an_answer_is_paired_with_what_it_answers() -> None:
    claim = Account("A", ["It rained."]).assertions[0]
    denial = Assertion(text="Snow fell.", party="B", stance=Stance.DENIES, answers=claim.id)
    assert candidates([Account("A", [claim]), Account("B", [denial])]).not_compared == 0


def test_the_number_of_pairs_is_capped_and_those_that_share_most_stay() -> None:
    a = Account("A", [f"The bridge in district {word} is closed." for word in ("north", "south", "east")])
    b = Account("B", ["The bridge in the south is open.", "A bridge."])
    found = candidates([a, b], max_pairs=2)
    assert len(found.pairs) == 2
    assert found.not_compared == 4
    assert all("bridge" in one.text for pair in found.pairs for one in pair)
