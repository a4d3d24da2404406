"""Decisions by people override automatic results, which are kept in the reviews."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import narratives
from narratives import Decision, Mark, StatementKey, Subject, Verdict
from narratives.errors import DecisionError
from narratives.exchange import decisions_from_json, decisions_schema, decisions_to_json
from narratives.exchange.validation import schema
from narratives.verdict import Pair, Reason, ReasonKind, Relation

REPORT = (
    "The company said the bridge was closed on Monday. The union said the bridge was open on Monday. "
    "The union said twelve workers were hurt. Dr Marta Hale said the bridge was unsafe."
)


class KeywordJudge:
    """A judge that gives "contradiction" for "closed" and "open", and "neutral" for all else."""

    def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
        return [
            Verdict(
                a=a,
                b=b,
                relation=Relation.CONTRADICTION
                if "closed" in a.text and "open" in b.text
                else Relation.NEUTRAL,
                probability=0.9,
                reasons=(Reason(kind=ReasonKind.ANTONYM, a="closed", b="open", note="They are opposites."),),
                judge="by words",
            )
            for a, b in pairs
        ]


@pytest.fixture
def accounts() -> narratives.Accounts:
    return narratives.read(REPORT, ["company", "union"])


@pytest.fixture
def comparison(accounts: narratives.Accounts) -> narratives.Comparison:
    return narratives.compare(accounts, judge=KeywordJudge())


def on_relation(comparison: narratives.Comparison, mark: Mark, **how: Any) -> Decision:
    verdict = comparison.verdicts[0]
    keys = (StatementKey.of(verdict.a), StatementKey.of(verdict.b))
    return Decision(on=Subject.RELATION, mark=mark, statements=keys, **how)


def on_statement(assertion: narratives.Assertion, mark: Mark, value: str = "", **how: Any) -> Decision:
    key = StatementKey.of(assertion)
    return Decision(on=Subject.STATEMENT, mark=mark, value=value, statements=(key,), **how)


def test_a_relation_marked_wrong_is_removed_and_kept_in_the_review(
    accounts: narratives.Accounts, comparison: narratives.Comparison
) -> None:
    wrong = on_relation(comparison, Mark.WRONG, value="contradiction", by="Ana", at="2026-11-28T10:00:00Z")
    decided = narratives.compare(accounts, judge=KeywordJudge(), decisions=[wrong])
    assert (decided.verdicts, decided.disputes) == ((), ())
    [review] = decided.reviews
    assert review.before == comparison.verdicts[0]
    assert (review.after, review.open, review.decisions) == (None, False, (wrong,))
    assert comparison.decide([wrong]) == decided


def test_a_decided_relation_replaces_the_automatic_one(comparison: narratives.Comparison) -> None:
    other = on_relation(comparison, Mark.RELATION, value="distinct", by="Ana")
    decided = comparison.decide([other])
    assert [verdict.relation for verdict in decided.verdicts] == ["distinct"]
    assert decided.verdicts[0].judge == "decided by Ana"
    assert decided.disputes == ()
    assert decided.reviews[0].before == comparison.verdicts[0]


def test_a_decided_relation_without_verdict_is_added(comparison: narratives.Comparison) -> None:
    first, second = comparison.accounts[0].assertions[0], comparison.accounts[1].assertions[1]
    keys = (StatementKey.of(first), StatementKey.of(second))
    decision = Decision(on=Subject.RELATION, mark=Mark.RELATION, value="contradiction", statements=keys)
    decided = comparison.decide([decision])
    assert len(decided.verdicts) == 2
    assert len([one for dispute in decided.disputes for one in dispute.verdicts]) == 2
    assert decided.reviews[0].before is None


def test_a_point_marked_wrong_loses_all_its_pairs(comparison: narratives.Comparison) -> None:
    verdict = comparison.verdicts[0]
    point = Decision(
        on=Subject.POINT,
        mark=Mark.WRONG,
        statements=(StatementKey.of(verdict.b), StatementKey.of(verdict.a)),
        pairs=((1, 0),),
    )
    assert comparison.decide([point]).disputes == ()


def test_a_statement_marked_wrong_is_removed_with_its_relations(
    accounts: narratives.Accounts, comparison: narratives.Comparison
) -> None:
    said = comparison.accounts[1].assertions[0]
    for decided in (
        comparison.decide([on_statement(said, Mark.WRONG)]),
        narratives.compare(accounts, judge=KeywordJudge(), decisions=[on_statement(said, Mark.WRONG)]),
    ):
        assert decided.set_aside == (said,)
        assert [one.text for one in decided.accounts[1]] == ["Twelve workers were hurt."]
        assert decided.verdicts == ()
        count = len(decided.assertions) + len(decided.unassigned) + len(decided.set_aside)
        assert count == len(accounts.assertions)


def test_a_statement_moves_to_another_party(
    accounts: narratives.Accounts, comparison: narratives.Comparison
) -> None:
    moved = on_statement(comparison.accounts[1].assertions[1], Mark.PARTY, "Company")
    decided = narratives.compare(accounts, judge=KeywordJudge(), decisions=[moved])
    assert [len(account) for account in decided.accounts] == [2, 1]
    assert decided.accounts[0].assertions[1].party == "company"
    later = comparison.decide([moved])
    assert later.accounts == decided.accounts
    assert later.not_compared == 1


def test_a_statement_is_reworded_and_given_another_speaker(comparison: narratives.Comparison) -> None:
    said = comparison.accounts[0].assertions[0]
    decided = comparison.decide(
        [
            on_statement(said, Mark.REWORDED, "The new bridge was closed on Monday."),
            on_statement(said, Mark.SPEAKER, "Ivo Brandt"),
        ]
    )
    [now] = decided.accounts[0].assertions
    assert now.text == "The new bridge was closed on Monday."
    assert now.source is not None
    assert now.source.name == "Ivo Brandt"
    assert [verdict.a for verdict in decided.verdicts] == [now]
    assert decided.not_compared == 0
    assert decided.reviews[0].before == said


def test_a_decision_assigns_a_speaker_to_a_party(comparison: narratives.Comparison) -> None:
    decision = Decision(on=Subject.SPEAKER, mark=Mark.PARTY, value="union", speaker="Marta Hale", by="Ana")
    decided = comparison.decide([decision])
    assert [voice.name for voice in decided.voices] == []
    assert decided.accounts[1].assertions[-1].text == "The bridge was unsafe."
    assert decided.accounts[1].assertions[-1].source.why == "decided by Ana"  # type: ignore[union-attr]


def test_the_latest_decision_of_a_person_counts_and_contradictory_ones_do_not(
    comparison: narratives.Comparison,
) -> None:
    wrong = on_relation(comparison, Mark.WRONG, value="contradiction", by="Ana", at="2026-11-28T10:00:00Z")
    right = on_relation(comparison, Mark.RIGHT, value="contradiction", by="Ana", at="2026-11-28T11:00:00Z")
    assert comparison.decide([right, wrong]).verdicts == comparison.verdicts
    decided = comparison.decide([wrong, evolve(right, by="Ben")])
    assert decided.verdicts == comparison.verdicts
    [review] = decided.reviews
    assert review.open
    assert [one.by for one in review.decisions] == ["Ana", "Ben"]


def test_decisions_without_match_are_listed_with_the_reason(comparison: narratives.Comparison) -> None:
    strange = StatementKey(text="The moon is cheese.", quote="the moon", document="0" * 12, spans=((1, 9),))
    lost = Decision(on=Subject.STATEMENT, mark=Mark.WRONG, statements=(strange,))
    party = on_statement(comparison.accounts[0].assertions[0], Mark.PARTY, "unoin")
    nobody = Decision(on=Subject.SPEAKER, mark=Mark.PARTY, value="union", speaker="Marta Hail")
    decided = comparison.decide([lost, party, nobody])
    assert [one.decision for one in decided.unmatched] == [lost, party, nobody]
    assert [one.why for one in decided.unmatched] == [
        "the statement is not among those found here",
        "there is no party 'unoin'; did you mean 'union'? there are: company, union",
        "nobody called 'Marta Hail' speaks here; did you mean 'Marta Hale'? "
        "there are: Marta Hale, The company, The union",
    ]


def test_decisions_find_their_statements_in_a_longer_copy_of_the_text(
    comparison: narratives.Comparison,
) -> None:
    wrong = on_statement(comparison.accounts[1].assertions[1], Mark.WRONG)
    longer = narratives.read("A correction was made on Friday.\n\n" + REPORT, ["company", "union"])
    assert len(narratives.compare(longer, judge=KeywordJudge(), decisions=[wrong]).set_aside) == 1


def test_decisions_survive_json_and_a_comparison_keeps_them(
    comparison: narratives.Comparison, tmp_path: Path
) -> None:
    decisions = (
        on_relation(
            comparison, Mark.RELATION, value="distinct", by="Ana", at="2026-11-28T10:00:00Z", note="x"
        ),
        on_statement(comparison.accounts[1].assertions[1], Mark.WRONG),
        Decision(on=Subject.SPEAKER, mark=Mark.PARTY, value="union", speaker="Marta Hale"),
        Decision(on=Subject.SPEAKER, mark=Mark.PARTY, value="union", speaker="Nobody"),
    )
    assert decisions_from_json(decisions_to_json(decisions)) == decisions
    file = tmp_path / "decisions.json"
    narratives.save_decisions(decisions, file)
    assert narratives.read_decisions(file) == decisions
    with pytest.raises(narratives.NarrativesError, match="is there already"):
        narratives.save_decisions(decisions, file)
    decided = comparison.decide(decisions)
    assert narratives.Comparison.from_json(decided.to_json(texts=True)) == decided
    assert {row["state"] for row in decided.to_rows("decisions")} == {
        "applied",
        "not applied: nobody called 'Nobody' speaks here; there are: Marta Hale, The company, The union",
    }


def test_the_schema_of_findings_contains_that_of_decisions() -> None:
    kinds = decisions_schema()["$defs"]
    assert {name: schema()["$defs"][name] for name in kinds} == kinds


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": "narratives/1"}, "is not of the format 'narratives-decisions/1'"),
        ({"decisions": [{"on": "relation"}]}, r"\$\.decisions\[0\]: 'mark' is a required property"),
        (
            {"decisions": [{"on": "speaker", "mark": "wrong"}]},
            r"\$\.decisions\[0\]: a speaker cannot be marked",
        ),
        ({"decisions": [{"on": "statement", "mark": "wrong"}]}, "has 0 statements, not 1"),
        ({"decisions": [{"on": "speaker", "mark": "party"}]}, "the speaker's name is missing"),
        (
            {
                "decisions": [
                    {"on": "point", "mark": "wrong", "statements": [{"text": "x"}], "pairs": [[0, 1]]}
                ]
            },
            "an index beyond its statements",
        ),
        (
            {
                "decisions": [
                    {"on": "relation", "mark": "relation", "value": "x", "statements": [{"text": "a"}] * 2}
                ]
            },
            "there is no relation 'x'",
        ),
    ],
)
def test_an_invalid_file_of_decisions_is_refused_with_the_place(
    change: dict[str, object], message: str
) -> None:
    value = {"format": "narratives-decisions/1", "decisions": []} | change
    with pytest.raises(DecisionError, match=message):
        decisions_from_json(json.dumps(value), place="mine.json")
