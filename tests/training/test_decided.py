"""Relations that people decided become rows that train-judge reads."""

import sys
from pathlib import Path

import pytest
from attrs import evolve

import narratives
from narratives import Decision, Mark, StatementKey, Subject
from narratives.cli import main
from narratives.errors import TrainingDataError
from narratives.model import Account, Assertion, Stance
from narratives.training.contrasts import make_rows
from narratives.training.decided import decided_rows
from narratives.training.rows import TrainingRow, read_rows, sample_mixture
from narratives.verdict import Dispute, Relation, Verdict

SHELLED = Assertion(text="The army shelled the town.", party="North")
DENIED = Assertion(text="The army shelled the town.", party="South", stance=Stance.DENIES)
OPEN = Assertion(text="The road is open.", party="North")
CLOSED = Assertion(text="The road is closed.", party="South")


def verdict(a: Assertion, b: Assertion, relation: Relation = Relation.CONTRADICTION) -> Verdict:
    return Verdict(a=a, b=b, relation=relation, probability=0.8)


def compared(*verdicts: Verdict) -> narratives.Comparison:
    conflicts = tuple(one for one in verdicts if one.relation is Relation.CONTRADICTION)
    return narratives.Comparison(
        accounts=(Account("North", [SHELLED, OPEN]), Account("South", [DENIED, CLOSED])),
        verdicts=verdicts,
        disputes=(Dispute(label="Road", verdicts=conflicts),) if conflicts else (),
    )


def decision(a: Assertion, b: Assertion, mark: Mark, value: str = "", by: str = "Ana") -> Decision:
    keys = (StatementKey.of(a), StatementKey.of(b))
    return Decision(on=Subject.RELATION, mark=mark, value=value, statements=keys, by=by)


def rows(comparison: narratives.Comparison, *decisions: Decision) -> list[tuple[str, str, str, str]]:
    made = decided_rows(comparison.decide(decisions))
    return [(row.premise, row.hypothesis, row.label, row.source) for row in made]


def test_a_confirmed_contradiction_gives_both_orders_with_the_denial_in_words() -> None:
    comparison = compared(verdict(SHELLED, DENIED))
    right = decision(SHELLED, DENIED, Mark.RIGHT, "contradiction")
    said, denied = "The army shelled the town.", "The army did not shell the town."
    assert rows(comparison, right) == [
        (said, denied, "contradiction", "decided/contradiction"),
        (denied, said, "contradiction", "decided/contradiction"),
    ]


@pytest.mark.parametrize(
    ("found", "mark", "value", "label", "source"),
    [
        (Relation.CONTRADICTION, Mark.RIGHT, "", "contradiction", "contradiction"),
        (Relation.CONTRADICTION, Mark.WRONG, "contradiction", "neutral", "rejected"),
        (Relation.CONTRADICTION, Mark.WRONG, "", "neutral", "rejected"),
        (Relation.CONTRADICTION, Mark.RELATION, "distinct", "neutral", "distinct"),
        (Relation.CONTRADICTION, Mark.RELATION, "neutral", "neutral", "neutral"),
        (Relation.EQUIVALENCE, Mark.RIGHT, "equivalence", "entailment", "equivalence"),
        (Relation.EQUIVALENCE, Mark.WRONG, "equivalence", "neutral", "rejected"),
        (Relation.DISTINCT, Mark.RELATION, "framing", "contradiction", "framing"),
    ],
)
def test_the_label_follows_from_the_decision(
    found: Relation, mark: Mark, value: str, label: str, source: str
) -> None:
    made = rows(compared(verdict(OPEN, CLOSED, found)), decision(OPEN, CLOSED, mark, value))
    assert made[0] == (OPEN.text, CLOSED.text, label, f"decided/{source}")
    assert len(made) == 2


def test_a_relation_that_only_people_found_gives_rows() -> None:
    made = rows(compared(), decision(OPEN, CLOSED, Mark.RELATION, "contradiction"))
    assert [one[2] for one in made] == ["contradiction", "contradiction"]


def test_what_leaves_the_label_open_gives_no_rows() -> None:
    conflict = compared(verdict(OPEN, CLOSED))
    right = decision(OPEN, CLOSED, Mark.RIGHT, "contradiction")
    assert rows(conflict) == []
    assert rows(conflict, right, decision(OPEN, CLOSED, Mark.WRONG, "contradiction", by="Ben")) == []
    assert rows(conflict, decision(OPEN, CLOSED, Mark.RELATION, "entailment")) == []
    distinct = compared(verdict(OPEN, CLOSED, Relation.DISTINCT))
    assert rows(distinct, decision(OPEN, CLOSED, Mark.WRONG, "distinct")) == []
    on_statement = Decision(on=Subject.STATEMENT, mark=Mark.RIGHT, statements=(StatementKey.of(OPEN),))
    assert rows(conflict, on_statement) == []


def test_a_reworded_statement_gives_rows_with_the_new_words() -> None:
    words = Decision(
        on=Subject.STATEMENT,
        mark=Mark.REWORDED,
        value="The north road is open.",
        statements=(StatementKey.of(OPEN),),
    )
    made = rows(compared(verdict(OPEN, CLOSED)), words, decision(OPEN, CLOSED, Mark.RIGHT, "contradiction"))
    assert made[0][:2] == ("The north road is open.", "The road is closed.")


def test_the_rows_are_those_that_train_judge_reads(tmp_path: Path) -> None:
    decided = compared(verdict(OPEN, CLOSED)).decide([decision(OPEN, CLOSED, Mark.RIGHT, "contradiction")])
    file = tmp_path / "rows.jsonl"
    counts = make_rows(file, count=0, rewrite=None, mixture=None, seed=0, decided=[decided, decided])
    assert counts == {"decided/contradiction": 2}
    assert list(read_rows(file)) == decided_rows(decided)
    kept = sample_mixture(read_rows(file), {"decided/contradiction": 1}, seed=0)
    assert [type(row) for row in kept] == [TrainingRow]
    with pytest.raises(TrainingDataError, match="no relation that gives a row is decided"):
        make_rows(tmp_path / "x.jsonl", count=0, rewrite=None, mixture=None, seed=0, decided=[compared()])


def test_the_command_makes_rows_of_findings_and_decisions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    compared(verdict(OPEN, CLOSED)).save("road.json")
    compared(verdict(SHELLED, DENIED)).save("town.json")
    nowhere = evolve(OPEN, text="The moon is cheese.")
    narratives.save_decisions(
        [
            decision(OPEN, CLOSED, Mark.WRONG, "contradiction"),
            decision(SHELLED, DENIED, Mark.RIGHT, "contradiction"),
            decision(nowhere, CLOSED, Mark.WRONG, "contradiction"),
        ],
        "decisions.json",
    )

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["narratives", "make-rows", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        output = capsys.readouterr()
        return int(left.value.code or 0), output.out, output.err

    code, out, errors = call(
        "rows.jsonl", "--from", "road.json", "--from", "town.json", "--decisions", "decisions.json"
    )
    assert (code, out) == (0, "decided/contradiction           2\ndecided/rejected                2\n")
    assert errors.count("\n") == 1
    assert "'The moon is cheese.' is not applied" in errors
    assert {row.source for row in read_rows(Path("rows.jsonl"))} == {
        "decided/contradiction",
        "decided/rejected",
    }
    code, _, errors = call("more.jsonl", "--decisions", "decisions.json")
    assert (code, "give these with --from FINDINGS" in errors) == (2, True)
