"""What is most worth a person's time comes first."""

import pytest
from attrs import evolve

import narratives
from narratives import Decision, Mark, StatementKey, Subject
from narratives.findings import Findings, Suggestion, Voice
from narratives.model import Account, Assertion, Source
from narratives.questions import review_queue
from narratives.verdict import Dispute, Relation, Verdict

NORTH = [Assertion(text=f"The road {number} is open.", party="North") for number in range(4)]
SOUTH = [Assertion(text=f"The road {number} is closed.", party="South") for number in range(4)]


def conflict(a: Assertion, b: Assertion, probability: float = 0.9) -> Verdict:
    return Verdict(a=a, b=b, relation=Relation.CONTRADICTION, probability=probability)


def findings(*points: list[Verdict], rest: tuple[Verdict, ...] = ()) -> Findings:
    return Findings(
        accounts=(Account("North", NORTH), Account("South", SOUTH)),
        verdicts=(*(verdict for point in points for verdict in point), *rest),
        disputes=tuple(Dispute(label="Road", verdicts=tuple(point)) for point in points),
    )


def stakes(found: Findings) -> dict[tuple[int, int], int]:
    numbers = {one.id: number for side in (NORTH, SOUTH) for number, one in enumerate(side)}
    return {
        (numbers[item.subject.a.id], numbers[item.subject.b.id]): item.stake
        for item in review_queue(found)
        if isinstance(item.subject, Verdict)
    }


def test_the_least_sure_of_equal_conflicts_comes_first() -> None:
    sure, unsure = conflict(NORTH[0], SOUTH[0], 0.95), conflict(NORTH[1], SOUTH[1], 0.65)
    assert [item.subject for item in review_queue(findings([sure], [unsure]))] == [unsure, sure]


def test_the_stake_is_the_number_of_statements_that_leave_the_point() -> None:
    alone = conflict(NORTH[3], SOUTH[3])
    ring = [conflict(NORTH[a], SOUTH[b]) for a, b in ((0, 0), (0, 1), (1, 0), (1, 1))]
    leaf = conflict(NORTH[2], SOUTH[1])
    assert stakes(findings([alone], [*ring, leaf])) == {
        (3, 3): 3,
        (0, 0): 1,
        (0, 1): 1,
        (1, 0): 1,
        (1, 1): 1,
        (2, 1): 2,
    }
    first, middle, last = (conflict(NORTH[a], SOUTH[b]) for a, b in ((0, 0), (1, 0), (1, 1)))
    assert stakes(findings([first, middle, last])) == {(0, 0): 2, (1, 0): 3, (1, 1): 2}
    assert stakes(findings([first, last])) == {(0, 0): 3, (1, 1): 3}


def test_agreements_have_the_least_stake_and_each_item_says_why() -> None:
    same = Verdict(a=NORTH[0], b=SOUTH[0], relation=Relation.EQUIVALENCE, probability=0.7)
    [one, other] = review_queue(findings([conflict(NORTH[1], SOUTH[1], 0.8)], rest=(same,)))
    assert (one.why, one.stake) == ("the point at issue “Road” stands or falls with it", 3)
    assert (other.why, other.stake) == ("shared ground of two parties", 1)


def test_fragments_unresolved_speakers_and_suggested_parties_are_asked() -> None:
    fragment = Assertion(text="Not to bargain.", party="North", whole=False)
    unresolved = Assertion(text="It rained.", source=Source(name="He", resolved=False))
    known = Voice(
        name="Dr Hale", why="no party", assertions=(evolve(unresolved, source=Source(name="Dr Hale")),)
    )
    suggested = evolve(known, suggestion=Suggestion(party="North", why="'North' stands near"))
    found = evolve(
        findings(),
        accounts=(Account("North", [fragment, *NORTH]), Account("South", SOUTH)),
        verdicts=(conflict(fragment, SOUTH[0], 0.99),),
        voices=(Voice(name="He", why="no party", assertions=(unresolved,)), suggested),
    )
    assert [(item.subject, item.stake, item.why) for item in review_queue(found)[:3]] == [
        (fragment, 2, "it is not a whole sentence"),
        (suggested, 2, "suggested, since 'North' stands near"),
        (unresolved, 1, "its speaker could not be traced to a name"),
    ]
    assert known not in [item.subject for item in review_queue(evolve(found, voices=(known,)))]


@pytest.mark.parametrize("by", ["Ana", "Ben"])
def test_what_is_decided_is_asked_only_again(by: str) -> None:
    comparison = narratives.Comparison.of(findings([conflict(NORTH[0], SOUTH[0])]))
    keys = (StatementKey.of(NORTH[0]), StatementKey.of(SOUTH[0]))
    right = Decision(on=Subject.RELATION, mark=Mark.RIGHT, value="contradiction", statements=keys, by="Ana")
    wrong = evolve(right, mark=Mark.WRONG, by="Ben")
    decided = comparison.decide([right, wrong] if by == "Ben" else [right])
    assert review_queue(decided) == ()
    assert len(review_queue(decided, again=True)) == 1
