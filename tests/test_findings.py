import narratives
from narratives import Account, Dispute, Relation, Verdict
from narratives.findings import Findings


def _findings(*relations: tuple[str, str, Relation], names: str = "ABCD") -> Findings:
    """Return findings for accounts A to D of one sentence each; all contradictions make one dispute."""
    accounts = {name: Account(name, [f"{name} speaks."]) for name in names}
    verdicts = tuple(
        Verdict(a=accounts[a].assertions[0], b=accounts[b].assertions[0], relation=relation, probability=0.9)
        for a, b, relation in relations
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


def test_contradiction_separates_camps_and_equivalence_joins_them() -> None:
    findings = _findings(("A", "B", AGAINST), ("A", "C", SAME))
    assert _camps(findings) == [1, 2, 1, None]
    [(_, positions)] = findings.matrix
    assert [len(position.assertions) for position in positions] == [1, 1, 1, 0]


def test_three_mutual_contradictions_give_no_camps() -> None:
    findings = _findings(("A", "B", AGAINST), ("B", "C", AGAINST), ("C", "A", AGAINST))
    assert _camps(findings) == [None, None, None, None]
    [(_, positions)] = findings.matrix
    assert [len(position.assertions) for position in positions] == [1, 1, 1, 0]


def test_equivalence_with_both_sides_gives_both_camps() -> None:
    assert _camps(_findings(("A", "B", AGAINST), ("C", "A", SAME), ("C", "B", SAME))) == [1, 2, 0, None]


def test_entailment_gives_no_camp() -> None:
    assert _camps(_findings(("A", "B", AGAINST), ("A", "C", FOLLOWS))) == [1, 2, None, None]


def test_a_party_keeps_its_camp_in_another_component_of_the_dispute() -> None:
    a, b = Account("A", ["One.", "Two."]), Account("B", ["Not one.", "Not two."])
    pairs = [(a.assertions[0], b.assertions[0]), (b.assertions[1], a.assertions[1])]
    verdicts = tuple(Verdict(a=one, b=other, relation=AGAINST, probability=0.9) for one, other in pairs)
    findings = Findings(
        accounts=(a, b), verdicts=verdicts, disputes=(Dispute(label="It", verdicts=verdicts),)
    )
    assert _camps(findings) == [1, 2]


def test_the_matrix_of_the_seed(karabakh: narratives.Comparison) -> None:
    shown = {
        dispute.label: [(position.party, position.camp) for position in positions if position.assertions]
        for dispute, positions in karabakh.matrix
    }
    assert shown["Day-old ceasefire"] == [("Azerbaijan", 1), ("Karabakh Armenians", 2)]
    assert shown["Ethnic cleansing"] == [("Azerbaijan", 1), ("Armenia", 2)]


def test_silences_are_assertions_without_conflict_or_agreement(karabakh: narratives.Comparison) -> None:
    agreements = [agreement.verdict for agreement in karabakh.graph.agreements()]
    related = {side.id for v in (*karabakh.graph.conflicts, *agreements) for side in (v.a, v.b)}
    for account in karabakh.accounts:
        alone = karabakh.silences[account.name]
        assert {one.id for one in account} == {one.id for one in alone} | (
            related & {one.id for one in account}
        )
        assert karabakh.graph.silences(account.name) == alone
