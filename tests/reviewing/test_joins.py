"""People join speakers and parties that are the same, and part statements of two speakers."""

from collections.abc import Sequence
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import narratives
from narratives import Decision, Mark, StatementKey, Subject, Verdict
from narratives.errors import DecisionError
from narratives.exchange import decisions_from_json, decisions_to_json
from narratives.findings import voices_of
from narratives.model import Account, Assertion, Source, Span
from narratives.rendering.reviews import format_automatic_result, format_decision
from narratives.reviewing import decide_statements
from narratives.reviewing.joins import join_names
from narratives.verdict import Pair, Relation

REPORT = (
    "The company said the bridge was closed on Monday. The board of the company said the bridge was safe. "
    "The union said the bridge was open on Monday. The strikers said the bridge was unsafe. "
    "Dr Marta Hale said twelve workers were hurt. The engineer said the steel was old."
)


class OpposesEverything:
    """A judge that sees a contradiction in every pair."""

    def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
        return [Verdict(a=a, b=b, relation=Relation.CONTRADICTION, probability=0.9) for a, b in pairs]


@pytest.fixture
def comparison() -> narratives.Comparison:
    accounts = narratives.read(REPORT, ["company", "union", "strikers"])
    assert [(one.name, one.party) for one in accounts.findings.speakers] == [
        ("The board of the company", "company"),
        ("The company", "company"),
        ("The union", "union"),
        ("The strikers", "strikers"),
        ("Marta Hale", None),
        ("The engineer", None),
    ]
    return narratives.compare(accounts, judge=OpposesEverything())


def same(name: str, other: str, *, on: Subject = Subject.SPEAKER, by: str = "", at: str = "") -> Decision:
    subject: dict[str, Any] = {"party" if on is Subject.PARTY else "speaker": name}
    return Decision(on=on, mark=Mark.SAME, value=other, by=by, at=at, **subject)


def speakers(findings: narratives.Findings) -> dict[str, str | None]:
    return {one.name: one.party for one in findings.speakers}


def test_joined_speakers_have_one_name_and_one_voice(comparison: narratives.Comparison) -> None:
    decided = comparison.decide([same("the engineer", "Marta Hale", by="Ana")])
    [voice] = [one for one in decided.voices if one.name == "Marta Hale"]
    assert [one.text for one in voice.assertions] == ["Twelve workers were hurt.", "The steel was old."]
    [review] = decided.reviews
    assert review.before == comparison.unassigned[1]
    assert format_decision(review.decisions[0]) == "the engineer is the same speaker as Marta Hale, by Ana"
    assert format_automatic_result(review) == "statement: The steel was old. (The engineer; no party)"


def test_a_joined_speaker_of_no_party_gets_the_party_of_the_other(comparison: narratives.Comparison) -> None:
    decided = comparison.decide([same("Marta Hale", "The union", by="Ana")])
    moved = decided.accounts[1].assertions[-1]
    assert moved.text == "Twelve workers were hurt."
    assert moved.source is not None
    assert (moved.source.name, moved.source.why) == (
        "The union",
        "the same speaker as 'The union': decided by Ana",
    )
    assert (
        decided.not_compared == 3
    )  # its pairs with the two statements of the company and that of the strikers
    other_way = comparison.decide([same("The union", "Marta Hale")])
    assert speakers(other_way)["Marta Hale"] == "union"


def test_joined_speakers_of_two_parties_keep_their_parties(comparison: narratives.Comparison) -> None:
    decided = comparison.decide([same("The strikers", "The union")])
    found = [(one.name, one.party) for one in decided.speakers]
    assert found[2:4] == [("The union", "union"), ("The union", "strikers")]
    assert len(decided.verdicts) == len(comparison.verdicts)


def test_a_party_given_to_one_of_joined_speakers_counts_for_all(comparison: narratives.Comparison) -> None:
    party = Decision(on=Subject.SPEAKER, mark=Mark.PARTY, speaker="The engineer", value="company")
    decided = comparison.decide([same("Marta Hale", "The engineer"), party])
    assert speakers(decided) == {
        "The board of the company": "company",
        "The company": "company",
        "The engineer": "company",
        "The union": "union",
        "The strikers": "strikers",
    }


def test_joined_parties_have_one_account_and_no_relation_to_each_other(
    comparison: narratives.Comparison,
) -> None:
    decided = comparison.decide([same("strikers", "union", on=Subject.PARTY, by="Ana")])
    assert [account.name for account in decided.accounts] == ["company", "union"]
    assert decided.accounts[1].party.aliases == ("strikers",)
    assert [len(account) for account in decided.accounts] == [2, 2]
    assert {frozenset((one.a.party, one.b.party)) for one in decided.verdicts} == {
        frozenset(("company", "union"))
    }
    assert (len(comparison.verdicts), len(decided.verdicts), decided.not_compared) == (5, 4, 0)
    [review] = decided.reviews
    assert isinstance(review.before, narratives.Assertion)
    assert review.before.party == "strikers"
    assert narratives.Comparison.from_json(decided.to_json(texts=True)) == decided
    again = narratives.compare(
        narratives.read(REPORT, ["company", "union", "strikers"]),
        judge=OpposesEverything(),
        decisions=list(review.decisions),
    )
    assert again.accounts == decided.accounts
    assert set(again.verdicts) == set(decided.verdicts)


def test_accounts_that_are_read_have_the_joined_party() -> None:
    join = same("strikers", "union", on=Subject.PARTY)
    accounts = narratives.read(REPORT, ["company", "union", "strikers"], decisions=[join])
    assert [party.name for party in accounts.parties] == list(accounts) == ["company", "union"]


def test_joined_parties_with_the_same_statement_have_it_once() -> None:
    north = narratives.Account("North", ["The road is open."])
    fort = narratives.Account("Fort", ["The road is open."])
    south = narratives.Account("South", ["The road is closed."])
    comparison = narratives.compare(north, fort, south, judge=OpposesEverything(), own=True)
    decided = comparison.decide([same("Fort", "North", on=Subject.PARTY)])
    assert [(one.a.party, one.b.party) for one in decided.verdicts] == [("North", "South")]
    assert [len(one.verdicts) for one in decided.disputes] == [1]
    assert [one.account.name for one in decided.own] == ["North", "South"]
    assert narratives.Comparison.from_json(decided.to_json()) == decided


def test_a_chain_of_joins_ends_at_its_last_name_and_a_circle_at_the_name_with_most_statements(
    comparison: narratives.Comparison,
) -> None:
    chain = comparison.decide([same("Marta Hale", "The engineer"), same("The engineer", "The union")])
    assert "Marta Hale" not in speakers(chain)
    assert "The engineer" not in speakers(chain)
    circle = comparison.decide([same("Marta Hale", "The engineer"), same("The engineer", "Marta Hale")])
    assert [voice.name for voice in circle.voices if voice.name != "(article)"] == ["Marta Hale"]


def test_contradictory_joins_stay_open_and_are_both_kept(comparison: narratives.Comparison) -> None:
    one = same("The engineer", "Marta Hale", by="Ana", at="2026-11-28T10:00:00Z")
    for other in (
        same("The engineer", "The union", by="Ben", at="2026-11-28T11:00:00Z"),
        same("The engineer", "", by="Ben"),
        same("Marta Hale", "", by="Ben"),
    ):
        decided = comparison.decide([one, other])
        assert speakers(decided) == speakers(comparison)
        assert {each for review in decided.reviews for each in review.decisions} == {one, other}
        assert all(review.open for review in decided.reviews)
    later = same("The engineer", "", by="Ana", at="2026-11-28T12:00:00Z")
    decided = comparison.decide([one, later])
    assert speakers(decided) == speakers(comparison)
    assert [review.open for review in decided.reviews] == [False]


def test_the_same_join_by_two_people_is_applied(comparison: narratives.Comparison) -> None:
    one = same("The engineer", "Marta Hale", by="Ana")
    decided = comparison.decide([one, evolve(one, value="marta hale", by="Ben")])
    assert "The engineer" not in speakers(decided)
    assert not decided.reviews[0].open


def test_statements_under_one_name_are_given_to_another_speaker_together(
    comparison: narratives.Comparison,
) -> None:
    chosen = tuple(StatementKey.of(one) for one in comparison.accounts[0])
    decided = comparison.decide(
        [Decision(on=Subject.STATEMENT, mark=Mark.SPEAKER, value="Ivo Brandt", statements=chosen)]
    )
    assert next((one.name, one.statements) for one in decided.speakers) == ("Ivo Brandt", 2)
    lost = StatementKey(text="The moon is cheese.")
    decided = comparison.decide(
        [Decision(on=Subject.STATEMENT, mark=Mark.SPEAKER, value="Ivo Brandt", statements=(*chosen, lost))]
    )
    assert next((one.name, one.statements) for one in decided.speakers) == ("Ivo Brandt", 2)
    assert decided.unmatched[0].why == "1 of its 3 statements are not among those found here"


def test_joins_of_unknown_names_are_listed_with_the_reason(comparison: narratives.Comparison) -> None:
    decisions = [
        same("Marta Hail", "The union"),
        same("Marta Hale", "The unoin"),
        same("unoin", "company", on=Subject.PARTY),
        same("union", "compny", on=Subject.PARTY),
    ]
    decided = comparison.decide(decisions)
    assert [one.why.split(";")[0] for one in decided.unmatched] == [
        "nobody called 'Marta Hail' speaks here",
        "nobody called 'The unoin' speaks here",
        "there is no party 'unoin'",
        "there is no party 'compny'",
    ]
    assert "did you mean 'union'?" in decided.unmatched[2].why
    assert [row["text"] for row in decided.to_rows("decisions")] == [
        "Marta Hail",
        "Marta Hale",
        "unoin",
        "union",
    ]


def test_a_relation_of_joined_parties_is_not_applied(comparison: narratives.Comparison) -> None:
    pair = next(one for one in comparison.verdicts if (one.a.party, one.b.party) == ("union", "strikers"))
    right = Decision(
        on=Subject.RELATION,
        mark=Mark.RIGHT,
        value="contradiction",
        statements=(StatementKey.of(pair.a), StatementKey.of(pair.b)),
    )
    decided = comparison.decide([right, same("strikers", "union", on=Subject.PARTY)])
    assert [one.why for one in decided.unmatched] == ["its statements are all of one party here, 'union'"]


def test_joins_survive_json_and_their_faults_are_refused() -> None:
    decisions = (same("A", "B"), same("P", "Q", on=Subject.PARTY, by="Ana"), same("P", "", on=Subject.PARTY))
    assert decisions_from_json(decisions_to_json(decisions)) == decisions
    with pytest.raises(DecisionError, match="'hale' is its own name"):
        same("Hale", "hale")
    with pytest.raises(DecisionError, match="the party's name is missing"):
        same(" ", "Q", on=Subject.PARTY)
    with pytest.raises(DecisionError, match="a party cannot be marked wrong; take one of same"):
        Decision(on=Subject.PARTY, mark=Mark.WRONG, party="P")


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda x: x[0] != x[1]))
)
def test_every_name_of_a_group_is_shown_under_one_name(pairs: list[tuple[str, str]]) -> None:
    joins = join_names([same(a, b) for a, b in pairs], dict(zip("abcdef", "abcdef", strict=True)), {})
    assert all(joins.joined[shown] == shown for shown in joins.joined.values())
    for a, b in pairs:
        if a not in joins.contested:
            assert joins.name(a) == joins.name(b)


def test_a_statement_of_several_documents_is_joined_in_all_its_places() -> None:
    def said(document: str, name: str) -> Assertion:
        return Assertion(
            text="It rained.",
            source=Source(name=name, resolved=False),
            spans=(Span(document=document * 12, start=0, end=10),),
        )

    rain = evolve(said("a", "the engineer"), also=(said("b", "Dr Hale"),))
    snow = Assertion(text="It snowed.", party="North", source=Source(name="Marta Hale"))
    joined = decide_statements(
        [Account("North", [snow]), Account("South", [])],
        voices_of([rain]),
        [same("Dr Hale", "Marta Hale", by="Ana"), same("the engineer", "Marta Hale", by="Ana")],
    )
    [_, now] = joined.accounts[0]
    assert [one.source.name for one in (now, *now.also) if one.source] == ["Marta Hale", "Marta Hale"]
    assert {one.party for one in (now, *now.also)} == {"North"}
    assert [len(review.decisions) for review in joined.reviews] == [2]
    merged = decide_statements(joined.accounts, (), [same("North", "South", on=Subject.PARTY)])
    [_, there] = merged.accounts[0]
    assert {one.party for one in (there, *there.also)} == {"South"}
    moved = decide_statements(
        [Account("North", [snow]), Account("South", [])],
        voices_of([rain]),
        [Decision(on=Subject.SPEAKER, mark=Mark.PARTY, speaker="dr hale", value="South")],
    )
    assert [len(account) for account in moved.accounts] == [1, 1]
