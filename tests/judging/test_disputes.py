from narratives import Assertion, Dispute, Relation, Verdict
from narratives.judging import disputes


def conflict(a: str, b: str, probability: float = 0.9) -> Verdict:
    return Verdict(
        a=Assertion(text=a, party="Norland"),
        b=Assertion(text=b, party="Sudland"),
        relation=Relation.CONTRADICTION,
        probability=probability,
    )


BRIDGE = [
    conflict("The bridge was blown up by soldiers.", "No soldier blew up the bridge.", 0.95),
    conflict("The bridge was blown up by soldiers.", "The bridge collapsed in the flood.", 0.8),
]
WHEAT = conflict("The wheat was burnt.", "The wheat was never burnt.", 0.9)


def test_disputes_of_unchanged_conflicts_are_kept_and_others_are_made_anew() -> None:
    earlier = disputes([*BRIDGE, WHEAT])
    assert len(earlier) == 2
    more = conflict("The wheat was burnt.", "The wheat was sold abroad.", 0.7)
    again = disputes([*BRIDGE, WHEAT, more], known=earlier)
    assert again == disputes([*BRIDGE, WHEAT, more])
    assert [len(one.verdicts) for one in again] == [2, 2]
    fewer = disputes([BRIDGE[0]], known=again)
    assert fewer == disputes([BRIDGE[0]])


def test_a_conflict_that_became_stronger_changes_the_order_of_its_dispute() -> None:
    earlier = disputes([*BRIDGE, WHEAT])
    stronger = conflict(WHEAT.a.text, WHEAT.b.text, 0.99)
    again = disputes([*BRIDGE, stronger], known=earlier)
    assert again == disputes([*BRIDGE, stronger])
    assert again[0].verdicts == (stronger,)


def test_known_disputes_that_do_not_fit_are_made_anew() -> None:
    mixed = disputes([*BRIDGE, WHEAT])
    whole = [Dispute(label="all", verdicts=(*BRIDGE, WHEAT)), Dispute(label="part", verdicts=(BRIDGE[0],))]
    assert disputes([*BRIDGE, WHEAT], known=whole) == mixed
    assert disputes([*BRIDGE, WHEAT], known=whole[1:]) == mixed
