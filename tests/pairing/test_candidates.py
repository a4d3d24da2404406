import random
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from narratives import Account, Assertion, Span, Stance
from narratives.errors import ComparisonError
from narratives.model import content_id
from narratives.pairing import ALL_PAIRS, NEARLY_ALL_PAIRS, candidates, candidates_within
from narratives.pairing.candidates import IN_OTHER_DOCUMENTS, IN_SAME_DOCUMENT, UNRELATED_COSINE

Floats = npt.NDArray[np.float32]


class Seeded:
    """Gives each text a vector made from its content, near those of texts with the same first word."""

    def embed(self, texts: Sequence[str], /) -> Floats:
        def drawn(key: str) -> Floats:
            return np.random.default_rng(int(content_id(key), 16)).normal(size=384).astype(np.float32)

        rows = np.array([3 * drawn(text.split()[0]) + drawn(text) for text in texts])
        found: Floats = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        return found


def said(party: str, text: str, document: int, place: int = 0) -> Assertion:
    return Assertion(
        text=text, party=party, spans=(Span(document=f"d{document}", start=place, end=place + 1),)
    )


def many(seed: int = 0) -> list[Account]:
    """Three parties in 60 documents of ten statements each: 120,000 pairs."""
    shuffled = random.Random(seed)  # noqa: S311
    subjects = [f"Subject{number}" for number in range(12)]
    accounts = []
    for party in range(3):
        own = [
            said(
                f"P{party}",
                f"{subjects[(document * 7 + place) % 12]} is {party} {document} {place}.",
                document,
                place,
            )
            for document in range(60)
            for place in range(party, 10, 3)
        ]
        shuffled.shuffle(own)
        accounts.append(Account(f"P{party}", own))
    return accounts


def ids(pairs: Sequence[tuple[Assertion, Assertion]]) -> set[frozenset[str]]:
    return {frozenset((a.id, b.id)) for a, b in pairs}


def test_every_pair_of_two_parties_is_a_candidate_below_the_limit() -> None:
    a = Account("Armenia", ["The bridge is closed.", "Wheat grew well."])
    b = Account("Azerbaijan", ["Nobody can cross the river.", "Schools begin in autumn."])
    found = candidates([a, b])
    assert len(found.pairs) == 4
    assert found.not_compared == 0
    assert len(candidates_within(a).pairs) == 1


@pytest.mark.slow
def test_with_a_budget_the_pair_nearest_in_meaning_is_kept() -> None:
    a = Account("A", ["Armenia has no army.", "The harvest was good."])
    b = Account("B", ["Armenian troops marched.", "The price fell."])
    found = candidates([a, b], max_pairs=1)
    [(one, other)] = found.pairs
    assert (one.text, other.text) == ("Armenia has no army.", "Armenian troops marched.")
    assert found.not_compared == 3


def test_an_assertion_and_its_answer_rank_first() -> None:
    claim = Account("A", ["It rained.", "Snow fell on the bridge."])
    denial = Assertion(text="Snow fell.", party="B", stance=Stance.DENIES, answers=claim.assertions[0].id)
    [pair] = candidates([claim, Account("B", [denial])], max_pairs=1, embedder=Seeded()).pairs
    assert pair == (claim.assertions[0], denial)


def test_a_negative_budget_is_refused() -> None:
    with pytest.raises(ComparisonError, match=r"max_pairs -1: give a number of pairs, 0 or more"):
        candidates([Account("A", ["It rained."])], max_pairs=-1)


def test_of_more_than_2000_pairs_those_without_related_meaning_are_left_out() -> None:
    def account(party: str, size: int) -> list[Assertion]:
        return [
            Assertion(text=f"Subject{number % 9} is {party} {number}.", party=party) for number in range(size)
        ]

    claims = account("A", 50)
    denial = Assertion(text="Harvest fell.", party="B", stance=Stance.DENIES, answers=claims[0].id)
    few = candidates([Account("A", claims), Account("B", account("B", 40))], embedder=Seeded())
    assert len(few.pairs) == ALL_PAIRS
    assert few.not_compared == 0
    replies = [*account("B", 50), denial]
    [forward, turned] = (
        candidates([Account("A", order(claims)), Account("B", order(replies))], embedder=Seeded())
        for order in (list, reversed)
    )
    vectors = {one.id: Seeded().embed([one.text])[0] for one in (*claims, *replies)}
    kept = ids(forward.pairs)
    assert kept == ids(turned.pairs)
    assert forward.not_compared == 2550 - len(kept) > 500
    for a in claims:
        for b in replies:
            distance = vectors[a.id] @ vectors[b.id] - UNRELATED_COSINE
            if abs(distance) > 0.001:  # the vectors are rounded before they are multiplied
                assert (frozenset((a.id, b.id)) in kept) == (distance > 0 or b.answers == a.id)
    within = candidates_within(Account("A", account("A", 70)), embedder=Seeded())
    assert within.not_compared == 70 * 69 // 2 - len(within.pairs) > 500


@pytest.mark.slow
def test_two_reports_on_different_subjects_keep_the_pairs_on_one_subject() -> None:
    bridge = [f"The bridge at Ostra was {how}." for how in ("shelled", "closed", "repaired", "never crossed")]
    bread = [f"The price of bread has {how}." for how in ("risen", "fallen", "not changed", "doubled")]
    many_times = [f"{text} It was said on day {day}." for day in range(6) for text in (*bridge, *bread)]
    a, b = Account("A", many_times), Account("B", [text.replace("said", "read") for text in many_times])
    kept = {(one.text, other.text) for one, other in candidates([a, b]).pairs}
    assert len(a) * len(b) > ALL_PAIRS
    for subject in ("bridge", "bread"):
        own = [one.text for one in a if subject in one.text]
        others = [one.text for one in b if subject in one.text]
        assert kept.issuperset((one, other) for one in own for other in others)


def test_above_the_limit_each_assertion_keeps_its_neighbours() -> None:
    accounts = many()
    total = sum(len(a) * len(b) for n, a in enumerate(accounts) for b in accounts[n + 1 :])
    assert total > NEARLY_ALL_PAIRS
    found = candidates(accounts, embedder=Seeded())
    kept = ids(found.pairs)
    assert len(kept) == len(found.pairs) == total - found.not_compared < total / 4
    every = [one for account in accounts for one in account]
    assert all(a.party != b.party for a, b in found.pairs)
    for one in every[::17]:
        own = [other for other in every if other.document == one.document and other.party != one.party]
        assert len(own) <= IN_SAME_DOCUMENT
        assert all(frozenset((one.id, other.id)) in kept for other in own)
        theirs = [
            other for pair in found.pairs if one in pair for other in pair if other.document != one.document
        ]
        alike = [other for other in theirs if other.text.split()[0] == one.text.split()[0]]
        assert len(theirs) >= IN_OTHER_DOCUMENTS
        assert len(alike) >= IN_OTHER_DOCUMENTS
    places = {
        one.id: (number, place)
        for number, account in enumerate(accounts)
        for place, one in enumerate(account)
    }
    in_order = [(places[a.id], places[b.id]) for a, b in found.pairs]
    assert in_order == sorted(in_order, key=lambda pair: (pair[0][0], pair[1][0], pair[0][1], pair[1][1]))


def test_the_pairs_do_not_depend_on_the_order_of_the_assertions() -> None:
    one, other = (candidates(many(seed), embedder=Seeded()) for seed in (1, 2))
    assert ids(one.pairs) == ids(other.pairs)
    few, again = (candidates(many(seed), embedder=Seeded(), max_pairs=500) for seed in (1, 2))
    assert ids(few.pairs) == ids(again.pairs) < ids(one.pairs)
    assert len(few.pairs) == 500


def test_equally_near_assertions_are_cut_off_in_a_fixed_order() -> None:
    accounts = [
        Account(f"P{party}", [said(f"P{party}", "The same words.", d) for d in range(150)])
        for party in (1, 2)
    ]
    found = candidates(accounts, embedder=Seeded())
    turned = candidates([Account(one.party, reversed(one.assertions)) for one in accounts], embedder=Seeded())
    assert ids(found.pairs) == ids(turned.pairs)
    assert len(found.pairs) <= 300 * IN_OTHER_DOCUMENTS + 150


def test_a_rare_name_ties_assertions_that_are_not_near() -> None:
    accounts = many()
    mine = said("P0", "The minister met envoys in Vyshhorodka.", 900)
    theirs = said("P1", "No minister was ever seen near Vyshhorodka.", 901)
    accounts[0] = Account("P0", [*accounts[0], mine])
    accounts[1] = Account("P1", [*accounts[1], theirs])
    assert (mine, theirs) in candidates(accounts, embedder=Seeded()).pairs


def test_within_an_account_each_assertion_keeps_its_neighbours() -> None:
    account = Account("A", [one for other in many() for one in other])
    found = candidates_within(account, embedder=Seeded())
    assert len(ids(found.pairs)) == len(found.pairs)
    assert found.not_compared == 600 * 599 // 2 - len(found.pairs) > 0


def test_documents_on_different_matters_are_not_compared() -> None:
    bridge = said("Norland", "The bridge is open.", 1)
    denial = said("Sudland", "Nobody crosses the river.", 2)
    match = said("Westport FC", "The match was fair.", 3)
    other = said("Eastport FC", "No match was ever fair.", 4)
    accounts = [Account(one.party or "", [one]) for one in (bridge, denial, match, other)]
    named: dict[str, list[str]] = {"d1": ["Sudland"], "d2": [], "d3": [], "d4": []}
    found = candidates(accounts, named=named)
    assert found.pairs == ((bridge, denial), (match, other))
    assert found.not_compared == 4
    assert len(candidates(accounts, named={"d1": [], "d2": []}).pairs) == 5
    assert len(candidates(accounts).pairs) == 6


def test_above_the_limit_documents_on_different_matters_are_not_compared() -> None:
    accounts = many()
    documents = [f"d{number}" for number in range(60)]
    parties = [account.name for account in accounts]
    every = candidates(accounts, embedder=Seeded())
    assert ids(candidates(accounts, named=dict.fromkeys(documents, parties), embedder=Seeded()).pairs) == ids(
        every.pairs
    )
    only = said("P3", "The weather was bad.", 99)
    alone = [*accounts, Account("P3", [only])]
    assert [pair for pair in candidates(alone, embedder=Seeded()).pairs if only in pair]
    named = dict.fromkeys((*documents, "d99"), parties)
    assert [pair for pair in candidates(alone, named=named, embedder=Seeded()).pairs if only in pair]
    unnamed = {**dict.fromkeys(documents, parties), "d99": []}
    assert not [pair for pair in candidates(alone, named=unnamed, embedder=Seeded()).pairs if only in pair]
