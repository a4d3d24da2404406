"""The training plan of the embedded judge and the functions that follow it."""

from typing import Any

import pytest
import yaml

torch = pytest.importorskip("torch")

from benchmarks.judge.__main__ import PLAN, average_weights, select_hard_rows, target  # noqa: E402
from benchmarks.scenarios import SCENARIOS  # noqa: E402
from narratives.training.encoder import Encoder  # noqa: E402
from narratives.training.fitting import Stage  # noqa: E402
from narratives.training.rows import LABELS, TrainingRow  # noqa: E402


class Letters:
    """A tokenizer with one token for each letter."""

    def encode_batch(self, pairs: list[tuple[str, str]]) -> list[Any]:
        class Encoding:
            def __init__(self, text: str) -> None:
                self.ids = [0, *(3 + ord(letter) % 30 for letter in text), 2]

        return [Encoding(premise + hypothesis) for premise, hypothesis in pairs]


def test_the_plan_is_valid_and_its_files_exist() -> None:
    plan = yaml.safe_load(PLAN.read_text(encoding="utf-8"))
    for stage in plan["stages"]:
        assert Stage(seed=stage["seeds"][0], **stage["recipe"]).frozen < plan["depth"]
        assert "files" not in stage or list(SCENARIOS.glob(stage["files"]))
    assert sum(plan["stages"][0]["rows"].values()) >= 100_000
    assert len(list(SCENARIOS.glob(plan["stages"][-1]["files"]))) == len(list(SCENARIOS.glob("*.jsonl")))


def test_mining_keeps_labelled_pairs_and_the_neutral_pairs_likeliest_to_be_contradictions() -> None:
    torch.manual_seed(0)
    network = Encoder(1, words=40, positions=60).eval()
    rows = [
        TrainingRow(premise=f"p{n}", hypothesis=f"h{n}", label="contradiction" if n < 3 else "neutral")
        for n in range(40)
    ]
    chosen = select_hard_rows([rows], network, Letters(), {"hard": 4, "easy": 5})
    assert chosen[:3] == rows[:3]
    assert len(chosen) == 12
    assert len(set(chosen)) == 12
    assert chosen == select_hard_rows([rows], network, Letters(), {"hard": 4, "easy": 5})


def test_weights_are_averaged() -> None:
    first, second = Encoder(1, words=9, positions=9), Encoder(1, words=9, positions=9)
    wanted = (first.out.weight + second.out.weight) / 2
    assert torch.allclose(average_weights([first, second]).out.weight, wanted)


def test_targets_have_the_order_of_the_labels() -> None:
    assert [target(label) for label in LABELS] == [(1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)]
