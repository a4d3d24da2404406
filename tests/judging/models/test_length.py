import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narratives.errors import JudgeError
from narratives.judging.models.length import MAX_PART_TOKENS, combine_parts, split


def count_words(text: str) -> int:
    return len(text.split())


SENTENCE = "The committee met in the town hall on Monday. "


def test_a_pair_that_fits_stays_as_it_is() -> None:
    pair = ("The dam  broke.", "The dam held.")
    assert split(pair, limit=6, count=count_words) == ((pair,),)


def test_a_long_premise_is_split_at_sentence_ends_and_a_short_hypothesis_kept() -> None:
    parts = split((SENTENCE * 40, "The dam held."), limit=200, count=count_words)
    assert len(parts) == 1
    assert all(hypothesis == "The dam held." for _, hypothesis in parts[0])
    assert all(
        premise.endswith("Monday.") and count_words(premise) <= MAX_PART_TOKENS for premise, _ in parts[0]
    )
    assert sum(count_words(premise) for premise, _ in parts[0]) == count_words(SENTENCE) * 40


def test_a_long_hypothesis_is_split_too() -> None:
    parts = split(("The dam held.", SENTENCE * 40), limit=200, count=count_words)
    assert len(parts) > 1
    assert sum(count_words(row[0][1]) for row in parts) == count_words(SENTENCE) * 40


@given(
    st.lists(st.sampled_from(["dam.", "held", "x" * 50, "Why?", "no"]), min_size=1, max_size=300), st.data()
)
def test_nothing_is_lost_and_every_part_fits(tokens: list[str], data: st.DataObject) -> None:
    def count(text: str) -> int:
        return sum(max(1, len(word) // 4) for word in text.split())

    premise, hypothesis = " ".join(tokens), " ".join(data.draw(st.permutations(tokens)))
    parts = split((premise, hypothesis), limit=24, count=count)
    for row in parts:
        assert all(count(one) + count(other) <= 24 for one, other in row)
    joined_premise = "".join(one for one, _ in parts[0]).replace(" ", "")
    joined_hypothesis = "".join(row[0][1] for row in parts).replace(" ", "")
    assert joined_premise == premise.replace(" ", "")
    assert joined_hypothesis == hypothesis.replace(" ", "")


def test_texts_with_too_many_parts_are_refused() -> None:
    with pytest.raises(JudgeError, match=r"'The committee .* tokens: too long to compare"):
        split((SENTENCE * 3000, SENTENCE * 3000), limit=200, count=count_words)


def test_contradiction_is_the_maximum_over_the_parts_and_entailment_the_minimum() -> None:
    neutral, against, follows = np.array([[0.1, 0.1, 0.8], [0.7, 0.1, 0.2], [0.05, 0.9, 0.05]])
    assert combine_parts([[neutral]]) is neutral
    assert combine_parts([[neutral, against]]).tolist() == pytest.approx([0.7, 0.1, 0.2])
    assert combine_parts([[follows, neutral], [against, neutral]]).tolist() == pytest.approx([0.7, 0.1, 0.2])
    assert combine_parts([[follows], [follows]]).tolist() == pytest.approx([0.05, 0.9, 0.05])
