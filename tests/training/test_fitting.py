from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from narratives.training.encoder import Encoder, load, save  # noqa: E402
from narratives.training.fitting import Example, Stage, batches, fit, learning_rate, predict  # noqa: E402

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


def examples(count: int) -> list[Example]:
    """Examples whose label depends on their second token."""
    made = []
    for number in range(count):
        label = number % 3
        target = (float(label == 0), float(label == 1), float(label == 2))
        made.append(Example(tokens=(0, 10 + label, *[20] * (number % 7), 2), target=target))
    return made


def network() -> Encoder:
    torch.manual_seed(0)
    return Encoder(1, words=40, positions=40)


STAGE = Stage(batch=8, peak=1e-3, frozen=0, checkpoint_steps=4, epochs=4)


def test_an_encoder_learns_its_rows_and_training_is_reproducible() -> None:
    first, second = network(), network()
    for one in (first, second):
        fit(one, examples(96), STAGE)
    rows = [one.tokens for one in examples(12)]
    predicted = predict(first, rows)
    assert predicted.argmax(dim=1).tolist() == [number % 3 for number in range(12)]
    assert torch.equal(predicted, predict(second, rows))


def test_an_interrupted_run_continues_from_its_checkpoint(tmp_path: Path) -> None:
    whole, stopped = network(), network()
    fit(whole, examples(48), STAGE)
    seen: list[str] = []

    class StoppedError(Exception):
        pass

    def stop(line: str) -> None:
        seen.append(line)
        raise StoppedError

    long = Stage(batch=8, peak=1e-3, frozen=0, checkpoint_steps=4, epochs=20)
    with pytest.raises(StoppedError):
        fit(stopped, examples(48), long, checkpoint=tmp_path / "c.pt", say=stop)
    kept = torch.load(tmp_path / "c.pt", weights_only=True)["step"]
    assert kept == 48
    assert seen
    resumed, straight = network(), network()
    fit(resumed, examples(48), long, checkpoint=tmp_path / "c.pt")
    fit(straight, examples(48), long)
    rows = [one.tokens for one in examples(6)]
    assert torch.allclose(predict(resumed, rows), predict(straight, rows), atol=1e-4)


def test_batches_have_every_row_once_and_rows_of_similar_length() -> None:
    made = examples(100)
    found = batches(made, 8, seed=1)
    assert sorted(number for batch in found for number in batch) == list(range(100))
    spread = [len(made[batch[-1]].tokens) - len(made[batch[0]].tokens) for batch in found]
    assert max(spread) <= 1
    assert found != batches(made, 8, seed=2)


def test_the_learning_rate_rises_and_falls() -> None:
    rates = [learning_rate(STAGE, step, 100) for step in range(100)]
    assert rates.index(max(rates)) in (5, 6)
    assert max(rates) == pytest.approx(STAGE.peak)
    assert STAGE.peak * STAGE.floor <= rates[-1] < rates[50]


def test_frozen_layers_do_not_change_and_the_logits_equal_those_of_transformers(tmp_path: Path) -> None:
    from transformers import MPNetConfig, MPNetForSequenceClassification

    base = tmp_path / "base"
    settings = MPNetConfig(
        vocab_size=40, num_hidden_layers=2, max_position_embeddings=40, num_labels=3, layer_norm_eps=1e-5
    )
    torch.manual_seed(0)
    theirs = MPNetForSequenceClassification(settings).eval()
    theirs.save_pretrained(base)
    torch.manual_seed(0)
    mine = _small(base)
    rows = torch.tensor([[0, 5, 6, 2, 2, 7, 2], [0, 5, 2, 2, 9, 2, 1]])
    with torch.no_grad():
        expected = theirs(input_ids=rows, attention_mask=(rows != 1).long()).logits
        assert torch.allclose(mine(rows), expected, atol=1e-5)
    before = mine.layers[0].qkv.weight.clone()
    fit(mine, examples(24), Stage(batch=8, peak=1e-3, frozen=1))
    assert torch.equal(mine.layers[0].qkv.weight, before)
    save(mine, tmp_path / "out", base)
    again = _small(tmp_path / "out")
    with torch.no_grad():
        assert torch.allclose(again(rows), mine(rows), atol=1e-5)


def _small(folder: Path) -> Encoder:
    network = load(folder, 2)
    network.eval()
    return network
