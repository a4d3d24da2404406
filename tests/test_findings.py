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


def _camps(findings: Findings) -> list[int | None]:
    [(_, positions)] = findings.matrix
    return [position.camp for position in positions]


AGAINST, SAME, FOLLOWS = Relation.CONTRADICTION, Relation.EQUIVALENCE, Relation.ENTAILMENT


def test_who_contradicts_stands_in_the_other_camp_and_who_says_the_same_in_the_same() -> None:
    findings = _findings(("A", "B", AGAINST), ("A", "C", SAME))
    assert _camps(findings) == [1, 2, 1, None]
    [(_, positions)] = findings.matrix
    assert [len(position.assertions) for position in positions] == [1, 1, 1, 0]


def test_three_that_all_contradict_each_other_have_no_two_camps() -> None:
    findings = _findings(("A", "B", AGAINST), ("B", "C", AGAINST), ("C", "A", AGAINST))
    assert _camps(findings) == [None, None, None, None]
    [(_, positions)] = findings.matrix
    assert [len(position.assertions) for position in positions] == [1, 1, 1, 0]


def test_who_says_the_same_as_both_sides_stands_in_both_camps() -> None:
    assert _camps(_findings(("A", "B", AGAINST), ("C", "A", SAME), ("C", "B", SAME))) == [1, 2, 0, None]


def test_what_only_follows_takes_no_side() -> None:
    assert _camps(_findings(("A", "B", AGAINST), ("A", "C", FOLLOWS))) == [1, 2, None, None]


def test_a_party_keeps_its_side_in_a_part_that_hangs_together_with_the_first_by_nothing_else() -> None:
    a, b = Account("A", ["One.", "Two."]), Account("B", ["Not one.", "Not two."])
    pairs = [(a.assertions[0], b.assertions[0]), (b.assertions[1], a.assertions[1])]
    verdicts = tuple(Verdict(a=one, b=other, relation=AGAINST, probability=0.9) for one, other in pairs)
    findings = Findings(
        accounts=(a, b), verdicts=verdicts, disputes=(Dispute(label="It", verdicts=verdicts),)
    )
    assert _camps(findings) == [1, 2]


def test_the_matrix_of_the_seed_tells_who_stands_where(karabakh: narratives.Comparison) -> None:
    shown = {
        dispute.label: [(position.party, position.camp) for position in positions if position.assertions]
        for dispute, positions in karabakh.matrix
    }
    assert shown["Day-old ceasefire"] == [("Azerbaijan", 1), ("Karabakh Armenians", 2)]
    assert shown["Ethnic cleansing"] == [("Azerbaijan", 1), ("Armenia", 2)]


def test_silence_is_what_no_other_party_affirms_or_contests(karabakh: narratives.Comparison) -> None:
    agreements = [agreement.verdict for agreement in karabakh.graph.agreements()]
    met = {side.id for v in (*karabakh.graph.conflicts, *agreements) for side in (v.a, v.b)}
    for account in karabakh.accounts:
        alone = karabakh.silences[account.name]
        assert {one.id for one in account} == {one.id for one in alone} | (met & {one.id for one in account})
        assert karabakh.graph.silences(account.name) == alone
