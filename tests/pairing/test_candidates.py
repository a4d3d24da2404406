from narratives import Account, Assertion, Stance
from narratives.pairing import MAX_PAIRS, candidates, candidates_within


def test_every_pair_of_two_parties_is_a_candidate_below_the_limit() -> None:
    a = Account("Armenia", ["The bridge is closed.", "Wheat grew well."])
    b = Account("Azerbaijan", ["Nobody can cross the river.", "Schools begin in autumn."])
    found = candidates([a, b])
    assert len(found.pairs) == 4
    assert found.not_compared == 0
    assert len(candidates_within(a).pairs) == 1
    assert MAX_PAIRS >= 2000


def test_an_assertion_and_its_answer_rank_first() -> None:
    claim = Account("A", ["It rained.", "Snow fell on the bridge."])
    denial = Assertion(text="Snow fell.", party="B", stance=Stance.DENIES, answers=claim.assertions[0].id)
    [pair] = candidates([claim, Account("B", [denial])], max_pairs=1).pairs
    assert pair == (claim.assertions[0], denial)


def test_above_the_limit_the_most_similar_pairs_are_kept_in_order() -> None:
    a = Account("A", [f"The bridge in district {word} is closed." for word in ("north", "south", "east")])
    b = Account("B", ["Wheat grew well.", "The bridge in the south is open.", "The mayor resigned."])
    found = candidates([a, b], max_pairs=3)
    assert len(found.pairs) == 3
    assert found.not_compared == 6
    assert {other.text for _, other in found.pairs} == {"The bridge in the south is open."}
    assert [one.text for one, _ in found.pairs] == [one.text for one in a]


def test_a_country_matches_its_demonym_and_army_matches_troops() -> None:
    a = Account("A", ["Armenia has no army.", "The harvest was good."])
    b = Account("B", ["Armenian troops marched.", "The price fell."])
    [(one, other)] = candidates([a, b], max_pairs=1).pairs
    assert (one.text, other.text) == ("Armenia has no army.", "Armenian troops marched.")
