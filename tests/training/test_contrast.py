import json
import re
from collections import Counter
from pathlib import Path

import pytest

from narratives.errors import TrainingDataError
from narratives.language.pipeline import parse
from narratives.training.contrasts import contrasts, make_rows, rewrites
from narratives.training.contrasts.rewriting import negated
from narratives.training.rows import TrainingRow, read_rows


def row(premise: str, hypothesis: str, label: str) -> TrainingRow:
    return TrainingRow(premise=premise, hypothesis=hypothesis, label=label)


def made(*rows: TrainingRow) -> set[tuple[str, str, str, str]]:
    return {(one.premise, one.hypothesis, one.label, one.source) for one in rewrites(rows)}


def test_the_same_seed_gives_the_same_rows_and_another_seed_others() -> None:
    assert contrasts(300, seed=4) == contrasts(300, seed=4)
    assert contrasts(300, seed=4) != contrasts(300, seed=5)


def test_contrasts_have_equally_many_of_each_label_and_cover_the_skills() -> None:
    rows = contrasts(3000, seed=0)
    assert set(Counter(one.label for one in rows).values()) == {1000}
    skills = {one.source for one in rows}
    assert {f"contrast/{skill}" for skill in ("number", "role", "negation", "cause", "quantifier")} <= skills


def test_every_slot_is_filled_and_sentences_start_with_a_capital_or_a_digit() -> None:
    for one in contrasts(3000, seed=1):
        for text in (one.premise, one.hypothesis):
            assert not re.search(r"[{}]", text)
            assert text[0].isupper() or text[0].isdigit(), text
            assert text.endswith("."), text


def test_the_rows_of_a_bundle_have_different_texts() -> None:
    rows = contrasts(3000, seed=2)
    for group in zip(rows[::3], rows[1::3], rows[2::3], strict=True):
        texts = {frozenset((one.premise, one.hypothesis)) for one in group}
        assert len(texts) == 3


@pytest.mark.parametrize(
    ("sentence", "opposite"),
    [
        ("The dam was destroyed in May.", "The dam was not destroyed in May."),
        ("The army left the valley.", "The army did not leave the valley."),
        ("She works for the ministry.", "She does not work for the ministry."),
        ("They have signed the treaty.", "They have not signed the treaty."),
    ],
)
def test_a_simple_sentence_is_negated_at_its_main_verb(sentence: str, opposite: str) -> None:
    assert negated(parse([sentence])[0]) == opposite


@pytest.mark.parametrize(
    "sentence",
    [
        "The dam was not destroyed.",
        "All soldiers left the valley.",
        "He stayed and she left.",
        "Did the army leave?",
        "In the valley on Monday",
        "He only visited the town.",
    ],
)
def test_a_sentence_is_not_negated_if_not_would_not_give_its_opposite(sentence: str) -> None:
    assert negated(parse([sentence])[0]) is None


def test_the_label_of_a_negated_hypothesis_follows_from_the_old_one() -> None:
    premise = "The army destroyed the dam near the old town in May."
    for label, new_label in (
        ("entailment", "contradiction"),
        ("contradiction", "entailment"),
        ("neutral", "neutral"),
    ):
        found = made(row(premise, "The dam was destroyed.", label))
        assert (premise, "The dam was not destroyed.", new_label, "rewrite/negation") in found


def test_a_shared_figure_is_changed_and_a_figure_with_a_bound_is_not() -> None:
    premise = "The flood of 1953 took 40 houses."
    found = rewrites([row(premise, "The flood came in 1953.", "entailment")])
    changed, kept = (one for one in found if one.source == "rewrite/number")
    assert (changed.label, kept.label) == ("contradiction", "entailment")
    assert "1953" not in changed.hypothesis
    assert re.fullmatch(r"The flood came in \d{4}\.", changed.hypothesis)
    bounded = rewrites([row(premise, "It took more than 40 houses.", "entailment")])
    assert not any(one.source == "rewrite/number" for one in bounded)


def test_contradictions_and_pairs_with_a_longer_premise_are_reversed() -> None:
    long, short = "The dam held through the flood of May, the mayor said.", "The dam held."
    assert (short, long, "neutral", "rewrite/reversal") in made(row(long, short, "entailment"))
    assert (short, long, "neutral", "rewrite/reversal") not in made(row(short, long, "entailment"))
    found = made(row("The dam held.", "The dam broke.", "contradiction"))
    assert ("The dam broke.", "The dam held.", "contradiction", "rewrite/reversal") in found


def test_the_length_of_the_premise_does_not_predict_the_label() -> None:
    shorter = Counter(one.label for one in contrasts(6000, seed=3) if len(one.premise) < len(one.hypothesis))
    assert shorter["neutral"] > 0.6 * shorter["contradiction"]


def test_rows_are_written_and_never_overwrite_a_file(tmp_path: Path) -> None:
    given, out = tmp_path / "given.jsonl", tmp_path / "out.jsonl"
    given.write_text(
        json.dumps({"premise": "The dam held.", "hypothesis": "The dam broke.", "label": "contradiction"})
        + "\n"
    )
    counts = make_rows(out, count=30, rewrite=given, mixture=None, seed=0)
    assert sum(counts.values()) == len(list(read_rows(out)))
    assert counts["rewrite/reversal"] == 1
    with pytest.raises(TrainingDataError, match="is there already"):
        make_rows(out, count=30, rewrite=None, mixture=None, seed=0)
    with pytest.raises(TrainingDataError, match="no rows asked for"):
        make_rows(tmp_path / "none.jsonl", count=0, rewrite=None, mixture=None, seed=0)
