"""Cross-encoders by name or folder, with tiny models that the tests create."""

from pathlib import Path

import numpy as np
import pytest

import narratives
from narratives.errors import JudgeError
from narratives.judging.models.cross_encoder import CrossEncoderNli
from tests.judging.tiny import tiny_classifier

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

STRAIGHT = {0: "contradiction", 1: "entailment", 2: "neutral"}
PAIRS = [
    ("the dam is open .", "the dam is closed ."),
    ("the army left the village .", "the army left ."),
    ("the truce holds .", "talks fell , the truce is no truce ."),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_classifier(tmp_path_factory.mktemp("models") / "straight", STRAIGHT)


def test_the_label_order_is_that_of_the_config(folder: Path, tmp_path: Path) -> None:
    reordered = tiny_classifier(tmp_path / "turned", {0: "NEUTRAL", 1: "CONTRADICTION", 2: "ENTAILMENT"})
    straight = CrossEncoderNli(str(folder)).scores(PAIRS)
    assert np.ptp(straight, axis=0).max() > 0.05, "the scores say nothing"
    assert np.allclose(CrossEncoderNli(str(reordered)).scores(PAIRS), straight[:, [1, 2, 0]])


@pytest.mark.parametrize("labels", [{0: "yes", 1: "no", 2: "maybe"}, {0: "entailment", 1: "not_entailment"}])
def test_a_model_with_other_labels_is_refused(tmp_path: Path, labels: dict[int, str]) -> None:
    with pytest.raises(JudgeError, match=r"its labels are .*a three-way NLI model .* is needed"):
        narratives.load_judge(str(tiny_classifier(tmp_path / "other", labels)))


def test_scores_are_the_same_in_any_batch_and_order(folder: Path) -> None:
    alone = CrossEncoderNli(str(folder), batch_size=1).scores(PAIRS)
    together = CrossEncoderNli(str(folder), device="cpu", batch_size=8).scores(PAIRS[::-1] * 3)
    assert np.abs(together[:3][::-1] - alone).max() < 1e-4
    assert np.abs(together[-3:][::-1] - alone).max() < 1e-4


def test_a_text_over_the_maximum_length_is_scored_in_parts_and_not_truncated(folder: Path) -> None:
    model = CrossEncoderNli(str(folder))
    end, filler = "the dam is closed .", "talks left the village . " * 20
    whole = model.scores([(filler + end, "the dam is open .")])
    assert np.allclose(whole.sum(axis=1), 1)
    assert not np.allclose(whole, model.scores([(filler, "the dam is open .")])), "the end was cut"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"device": "abacus"}, "cannot be loaded"),
        ({"batch_size": 0}, "batch size 0; it must be 1 or more"),
    ],
)
def test_a_wrong_device_or_batch_size_is_one_clear_error(
    folder: Path, options: dict[str, object], message: str
) -> None:
    with pytest.raises(JudgeError, match=message):
        narratives.load_judge(str(folder), **options)  # type: ignore[arg-type]


def test_the_embedded_judge_has_no_device() -> None:
    with pytest.raises(JudgeError, match="are for a cross-encoder by name"):
        narratives.load_judge(device="cuda")


def test_weights_that_are_a_pickle_are_not_read(folder: Path, tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file

    for name in ("config.json", "tokenizer.json", "tokenizer_config.json"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    torch.save(load_file(folder / "model.safetensors"), tmp_path / "pytorch_model.bin")
    with pytest.raises(JudgeError, match="cannot be loaded"):
        CrossEncoderNli(str(tmp_path))
