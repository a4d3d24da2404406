from collections.abc import Sequence

import narratives
from narratives import Account, Assertion, Document, Relation, Span, Verdict
from narratives.verdict import Pair

EARLY = Document("We have no drones in the valley.", date="2024-03-01")
LATE = Document("Our drones in the valley hit a bridge. The school is open.", date="2024-05-01")


def assertion_in(document: Document, text: str) -> Assertion:
    start = document.text.index(text)
    span = Span(document=document.id, start=start, end=start + len(text))
    return Assertion(text=text, quote=text, party="Ministry", spans=(span,))


def test_contradictions_within_a_party_are_in_order_of_time() -> None:
    later, earlier = (
        assertion_in(LATE, "Our drones in the valley hit a bridge."),
        assertion_in(EARLY, EARLY.text),
    )
    account = Account("Ministry", [later, earlier, assertion_in(LATE, "The school is open.")])
    found = narratives.examine(account, documents=[LATE, EARLY])
    [contradiction] = found.contradictions
    assert (contradiction.a, contradiction.b) == (earlier, later)
    assert contradiction.reasons[0].a in earlier.text
    assert found.not_compared == 0


def test_equivalent_assertions_of_a_party_are_repeated() -> None:
    account = Account("Union", ["The company fired 200 workers.", "200 workers were fired by the company."])
    found = narratives.examine(account)
    assert [verdict.relation for verdict in found.repeated] == [Relation.EQUIVALENCE]
    assert found.contradictions == ()


def test_own_examines_each_account_of_a_comparison() -> None:
    a = Account("Ministry", ["The dam was inspected in May.", "The dam was never inspected."])
    b = Account("Villagers", ["The road is closed."])
    assert narratives.compare(a, b).own == ()
    own = narratives.compare(a, b, own=True)
    assert [(one.account.name, len(one.contradictions)) for one in own.own] == [
        ("Ministry", 1),
        ("Villagers", 0),
    ]
    assert '"never inspected' in own.to_json()


def test_a_conflict_within_a_party_is_shown_only_if_it_is_nearly_sure() -> None:
    said = ["The dam was wrecked from inside.", "A blast in the engine room had caused the collapse."]

    class Unsure:
        def __init__(self, probability: float) -> None:
            self.probability = probability

        def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
            against = Relation.CONTRADICTION
            return [Verdict(a=a, b=b, relation=against, probability=self.probability) for a, b in pairs]

    account = Account("Ministry", said)
    assert narratives.examine(account, judge=Unsure(0.79)).verdicts == ()
    assert len(narratives.examine(account, judge=Unsure(0.8)).contradictions) == 1
