import narratives
from narratives import Account, Dispute, Relation, Verdict
from narratives.findings import Findings


def _findings(*told: tuple[str, str, Relation], names: str = "ABCD") -> Findings:
    """Findings on accounts of one sentence each, named by letters; conflicts make one dispute."""
    accounts = {name: Account(name, [f"{name} speaks."]) for name in names}
    verdicts = tuple(
        Verdict(a=accounts[a].assertions[0], b=accounts[b].assertions[0], relation=relation, probability=0.9)
        for a, b, relation in told
    )
    conflicts = tuple(one for one in verdicts if one.relation is Relation.CONTRADICTION)
    return Findings(
        accounts=tuple(accounts.values()),
        verdicts=verdicts,
        disputes=(Dispute(label="It", verdicts=conflicts),) if conflicts else (),
    )


def _camps(findings: Findings) -> list[int]:
    [(_, positions)] = findings.matrix
    return [position.camp for position in positions]


AGAINST, SAME = Relation.CONTRADICTION, Relation.EQUIVALENCE


def test_who_contradicts_stands_in_the_other_camp_and_who_agrees_in_the_same() -> None:
    findings = _findings(("A", "B", AGAINST), ("A", "C", SAME))
    assert _camps(findings) == [1, 2, 1, 0]
    [(_, positions)] = findings.matrix
    assert [len(position.assertions) for position in positions] == [1, 1, 1, 0]


def test_a_circle_of_three_that_all_contradict_each_other_has_no_two_camps() -> None:
    findings = _findings(("A", "B", AGAINST), ("B", "C", AGAINST), ("C", "A", AGAINST))
    assert 0 in _camps(findings)[:3]


def test_the_matrix_of_the_seed_tells_who_stands_where(karabakh: narratives.Comparison) -> None:
    shown = {
        dispute.label: [(position.party, position.camp) for position in positions if position.assertions]
        for dispute, positions in karabakh.matrix
    }
    assert shown["Day-old ceasefire"] == [("Azerbaijan", 1), ("Karabakh Armenians", 2)]
    assert shown["Ethnic cleansing"] == [("Azerbaijan", 1), ("Armenia", 2)]


def test_silence_is_what_no_other_party_affirms_or_contests(karabakh: narratives.Comparison) -> None:
    met = {side.id for v in (*karabakh.graph.conflicts, *karabakh.graph.agreements) for side in (v.a, v.b)}
    for account in karabakh.accounts:
        alone = karabakh.silences[account.name]
        assert {one.id for one in account} == {one.id for one in alone} | (met & {one.id for one in account})
        assert karabakh.graph.silent(account) == alone
