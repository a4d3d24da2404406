import json
from pathlib import Path

import numpy as np
import pytest

from narratives.errors import JudgeError, WeightsError
from narratives.judging.models.nli import CONTRADICTION, ENTAILMENT, EmbeddedNli, label_order
from narratives.weights import JUDGE, verified_config

PAIRS = [
    ("The dam was destroyed.", "The dam is intact."),
    ("The army left the valley on Monday.", "The army left the valley."),
    ("A dog barks.", "The minister resigned."),
    ("The minister said the talks would go on for as long as it took.", "The talks will not go on."),
]


def test_the_embedded_model_recognises_a_contradiction_and_an_entailment() -> None:
    scores = EmbeddedNli().scores(PAIRS)
    assert scores.shape == (4, 3)
    assert np.allclose(scores.sum(axis=1), 1)
    assert scores[0].argmax() == CONTRADICTION
    assert scores[1].argmax() == ENTAILMENT


def test_a_score_does_not_depend_on_the_other_pairs() -> None:
    model = EmbeddedNli()
    together, alone = model.scores(PAIRS), [model.scores([pair])[0] for pair in PAIRS]
    assert (together == np.vstack(alone)).all()
    assert (model.scores(PAIRS[::-1])[::-1] == together).all()


def test_no_pairs_give_no_scores() -> None:
    assert EmbeddedNli().scores([]).shape == (0, 3)


def test_a_long_premise_is_scored_in_parts_and_not_truncated() -> None:
    filler = "The committee met in the town hall and heard a report on the state of the roads. " * 60
    [[contradiction, _, neutral]] = EmbeddedNli().scores(
        [(filler + "The dam was destroyed.", "The dam was not destroyed.")]
    )
    assert contradiction > 0.5 > neutral


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    for name in ("config.json", "tokenizer.json", "checksums.json"):
        (tmp_path / name).write_bytes((JUDGE / name).read_bytes())
    (tmp_path / "model.onnx").write_bytes(b"something else")
    with pytest.raises(WeightsError, match=r"is not the .* that was shipped"):
        EmbeddedNli(tmp_path)


def test_missing_weights_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="no model is there"):
        verified_config(tmp_path)


def test_the_shipped_files_have_their_checksums_and_a_card() -> None:
    assert set(json.loads((JUDGE / "checksums.json").read_text())) == {
        "config.json",
        "model.onnx",
        "tokenizer.json",
    }
    assert verified_config(JUDGE)["name"] == "narratives-judge"
    assert (JUDGE / "MODEL_CARD.md").read_text().startswith("# ")


def test_label_order_is_read_whatever_the_order_and_case() -> None:
    assert label_order({0: "ENTAILMENT", 1: "neutral", 2: "Contradiction"}, place="m") == [2, 0, 1]


@pytest.mark.parametrize(
    "labels", [{0: "LABEL_0", 1: "LABEL_1", 2: "LABEL_2"}, {0: "entailment", 1: "not_entailment"}]
)
def test_a_model_that_is_no_nli_model_is_refused_with_its_labels(labels: dict[int, str]) -> None:
    with pytest.raises(JudgeError, match=r"its labels are .*three-way NLI"):
        label_order(labels, place="m")
