"""Questions about parties: common ground, silences, reversals, triads, stances, distances."""

import random

import pytest

from benchmarks.questions.large import Size, large_graph
from narratives import Account, ContradictionGraph
from narratives.answers import Standing
from narratives.errors import QuestionError
from narratives.verdict import AGREEMENTS, CONFLICTS, Dispute, Relation, Verdict


def test_common_ground_is_what_every_party_says(graph: ContradictionGraph) -> None:
    [shared] = graph.common_ground()
    assert {one.text for one in shared.assertions} == {"The strike began on Monday."}
    assert [one.party for one in shared.assertions] == [account.name for account in graph.accounts]
    assert len(shared.agreements) == 6
    assert shared.probability == 0.9


def test_agreements_of_two_parties_are_no_common_ground_of_three() -> None:
    a, b, c = (Account(name, [f"{name} speaks."]) for name in "ABC")
    verdict = Verdict(a=a.assertions[0], b=b.assertions[0], relation=Relation.EQUIVALENCE, probability=0.9)
    assert ContradictionGraph(accounts=[a, b, c], verdicts=[verdict]).common_ground() == ()
    assert len(ContradictionGraph(accounts=[a, b], verdicts=[verdict]).common_ground()) == 1


def test_silences_and_points_passed_over(graph: ContradictionGraph) -> None:
    assert [one.text for one in graph.silences("rescue service")] == ["The Rescue Service had two boats."]
    assert [one.text for one in graph.silences("Ines Holt")] == ["The crane was never certified."]
    assert [point.label for point in graph.passed_over("Rescue Service")] == ["Crane", "Winch"]
    assert [point.label for point in graph.passed_over("City Council")] == ["Dockers"]
    assert graph.passed_over("Harbour Board") == ()
    with pytest.raises(QuestionError, match="did you mean 'City Council'"):
        graph.silences("City Counsel")


def test_reversals_come_in_the_order_in_which_they_were_made(graph: ContradictionGraph) -> None:
    assert [(one.a.text, one.b.text) for one in graph.reversals("Harbour Board")] == [
        ("The crane was safe in March 2024.", "The crane was never certified.")
    ]
    assert graph.reversals("City Council") == ()


def test_reversals_that_nobody_looked_for_are_an_error() -> None:
    graph = ContradictionGraph(accounts=[Account("A", ["It rains."]), Account("B")], verdicts=[])
    with pytest.raises(QuestionError, match=r"'A' were not compared with each other; .*--own"):
        graph.reversals("A")


def test_a_triad_is_two_agreements_and_a_conflict(graph: ContradictionGraph) -> None:
    [triad] = graph.triads()
    assert [one.text for one in (triad.a, triad.b, triad.c)] == [
        "Polish engineers had inspected the winch.",
        "The winch had been inspected.",
        "Anybody had inspected the winch.",
    ]
    assert triad.probability == 0.55
    assert graph.triads(limit=0) == ()


@pytest.mark.parametrize("seed", range(3))
def test_triads_are_those_that_a_search_of_all_paths_finds(seed: int) -> None:
    graph = large_graph(Size(assertions=60, relations=150, documents=3), seed=seed)
    edges = {frozenset((v.a.id, v.b.id)): v for v in graph.verdicts}
    agreeing: dict[str, set[str]] = {}
    for pair, verdict in edges.items():
        if verdict.relation in AGREEMENTS:
            for one in pair:
                agreeing.setdefault(one, set()).update(pair - {one})
    expected = {
        (frozenset(pair), middle)
        for pair, verdict in edges.items()
        if verdict.relation in CONFLICTS
        for middle in set.intersection(*(agreeing.get(one, set()) for one in pair))
    }
    found = graph.triads()
    assert {(frozenset((one.a.id, one.c.id)), one.b.id) for one in found} == expected
    assert expected
    assert [one.probability for one in found] == sorted((one.probability for one in found), reverse=True)
    for triad in found:
        first, second = triad.agreements
        assert {first.a.id, first.b.id} == {triad.a.id, triad.b.id}
        assert {second.a.id, second.b.id} == {triad.b.id, triad.c.id}
    assert graph.triads(limit=2) == found[:2]


def test_the_matrix_tells_who_asserts_and_who_denies(graph: ContradictionGraph) -> None:
    matrix = graph.matrix()
    shown = {row.point.label: [one.standing.value for one in row.stances] for row in matrix.rows}
    assert matrix.parties == ("Harbour Board", "Dockers' Union", "City Council", "Rescue Service")
    assert shown == {
        "Dockers": ["asserts", "denies", "silent", "denies"],
        "Crane": ["asserts", "denies", "denies", "silent"],
        "Winch": ["asserts", "denies", "denies", "silent"],
    }
    assert [row.two_sided for row in matrix.rows] == [False, True, True]


def test_who_denies_in_words_denies_the_proposition_whichever_side_comes_first() -> None:
    denial = _account("A", "DENIES", "The road was blocked.")
    other = _account("B", "ASSERTS", "The road was blocked.")
    verdict = Verdict(
        a=denial.assertions[0], b=other.assertions[0], relation=Relation.CONTRADICTION, probability=0.9
    )
    graph = ContradictionGraph(
        accounts=[denial, other], verdicts=[verdict], points=[Dispute(label="Road", verdicts=(verdict,))]
    )
    [row] = graph.matrix().rows
    assert row.proposition.party == "B"
    assert [one.standing for one in row.stances] == [Standing.DENIES, Standing.ASSERTS]


def test_a_party_on_both_sides_is_divided_and_halfway_from_each() -> None:
    graph = _conflicts(("A1", "B1"), ("A2", "B1"), ("B1", "C1"), same=[("D1", "A1"), ("D1", "B1")])
    [row] = graph.matrix().rows
    assert [one.standing.value for one in row.stances] == ["asserts", "denies", "asserts", "divided"]
    distances = {(one.a, one.b): one.distance for one in graph.distance()}
    assert distances == {
        ("A", "B"): 1.0, ("A", "C"): 0.0, ("A", "D"): 0.5, ("B", "C"): 1.0, ("B", "D"): 0.5, ("C", "D"): 0.5,
    }  # fmt: skip


def test_distance_is_the_share_of_joint_points_on_opposite_sides(graph: ContradictionGraph) -> None:
    found = {(one.a, one.b): (one.distance, one.points) for one in graph.distance()}
    assert found == {
        ("Harbour Board", "Dockers' Union"): (1.0, 3),
        ("Harbour Board", "City Council"): (1.0, 2),
        ("Harbour Board", "Rescue Service"): (1.0, 1),
        ("Dockers' Union", "City Council"): (0.0, 2),
        ("Dockers' Union", "Rescue Service"): (1.0, 1),
        ("City Council", "Rescue Service"): (None, 0),
    }
    apart = graph.furthest_apart()
    assert apart is not None
    assert (apart.a, apart.b) == ("Harbour Board", "Dockers' Union")


def test_without_a_point_nobody_is_furthest_apart() -> None:
    graph = ContradictionGraph(accounts=[Account("A"), Account("B")], verdicts=[])
    assert graph.furthest_apart() is None
    answers = (graph.matrix().rows, graph.most_contested(), graph.triads(), graph.disputes())
    assert not any(answers)


def test_the_most_contested_points_divide_the_most_parties(graph: ContradictionGraph) -> None:
    assert [(row.point.label, row.opposed) for row in graph.most_contested(2)] == [
        ("Dockers", 2),
        ("Crane", 2),
    ]
    assert graph.most_contested(0) == ()


def test_answers_do_not_depend_on_the_order_of_what_is_given() -> None:
    graph = large_graph(Size(assertions=200, relations=600, documents=5), seed=5)
    mixed = random.Random(1)  # noqa: S311
    verdicts, points = list(graph.verdicts), list(graph.points)
    mixed.shuffle(verdicts)
    mixed.shuffle(points)
    other = ContradictionGraph(
        accounts=graph.accounts, verdicts=verdicts, points=points, documents=graph.documents
    )
    topic = "the shelling of a hospital"
    assert graph.disputes(topic=topic, since="2012") == other.disputes(topic=topic, since="2012") != ()
    assert graph.agreements() == other.agreements()
    assert graph.common_ground() == other.common_ground()
    assert graph.triads() == other.triads()
    assert graph.distance() == other.distance()
    assert graph.search("who mined the hospital") == other.search("who mined the hospital")


def _account(name: str, stance: str, text: str) -> Account:
    from narratives import Assertion, Stance

    return Account(name, [Assertion(text=text, party=name, stance=Stance[stance])])


def _conflicts(*pairs: tuple[str, str], same: list[tuple[str, str]]) -> ContradictionGraph:
    """A graph of one point: conflicts and equivalences of assertions that are named by party and number."""
    names = sorted({name for pair in (*pairs, *same) for name in pair})
    accounts = {
        party: Account(party, [f"{name} is so." for name in names if name[0] == party])
        for party in sorted({name[0] for name in names})
    }
    said = {one.text[:2]: one for account in accounts.values() for one in account}
    told = [
        Verdict(a=said[a], b=said[b], relation=relation, probability=0.9)
        for relation, found in ((Relation.CONTRADICTION, pairs), (Relation.EQUIVALENCE, same))
        for a, b in found
    ]
    point = Dispute(label="It", verdicts=tuple(told[: len(pairs)]))
    return ContradictionGraph(accounts=list(accounts.values()), verdicts=told, points=[point])
