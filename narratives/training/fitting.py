"""Training loop of the embedded judge's encoder: batches of similar length, checkpoints, fixed seeds."""

import math
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from attrs import frozen
from torch.nn import functional

from narratives.training.encoder import Encoder, pad_rows

_BATCHES_PER_BUCKET = 60


@frozen(kw_only=True)
class Example:
    """One row as input of the encoder.

    Attributes:
        tokens: token ids of premise and hypothesis, with the special tokens.
        target: probability of each label, in the order of `LABELS`; the sum is 1.
    """

    tokens: tuple[int, ...]
    target: tuple[float, float, float]


@frozen(kw_only=True)
class Stage:
    """The options of one stage of training.

    Attributes:
        epochs: passes over the examples, > 0; a fraction leaves out the last batches.
        batch: examples in a batch.
        peak: the highest learning rate, at the end of the warm-up.
        floor: lowest learning rate after the warm-up, as a share of ``peak``; the rate falls linearly.
        warmup: share of all steps in which the learning rate rises, 0 to 1.
        frozen: number of lower layers that are not trained.
        smoothing: label smoothing, 0 to 1.
        decay: weight decay of AdamW.
        checkpoint_steps: steps between two checkpoints.
    """

    seed: int = 0
    epochs: float = 1.0
    batch: int = 64
    peak: float = 5e-5
    floor: float = 0.02
    warmup: float = 0.06
    frozen: int = 2
    smoothing: float = 0.03
    decay: float = 0.01
    checkpoint_steps: int = 200


def batches(examples: Sequence[Example], size: int, seed: int) -> list[list[int]]:
    """Return the indices of the examples in batches of similar length, shuffled by the seed."""
    random_state = random.Random(seed)  # noqa: S311 - an order, not a secret
    order = list(range(len(examples)))
    random_state.shuffle(order)
    window = size * _BATCHES_PER_BUCKET
    found = []
    for start in range(0, len(order), window):
        bucket = sorted(order[start : start + window], key=lambda number: len(examples[number].tokens))
        found += [bucket[i : i + size] for i in range(0, len(bucket), size)]
    random_state.shuffle(found)
    return found


def fit(
    network: Encoder,
    examples: Sequence[Example],
    stage: Stage,
    *,
    checkpoint: Path | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> None:
    """Train ``network`` in place.

    Args:
        checkpoint: file for the state, written every ``stage.checkpoint_steps`` steps; if it exists, the run
            continues from it.
        say: called with a line of progress every 50 steps.
    """
    torch.manual_seed(stage.seed)
    network.freeze(stage.frozen)
    network.train()
    plan = [
        batch
        for epoch in range(math.ceil(stage.epochs))
        for batch in batches(examples, stage.batch, stage.seed * 1000 + epoch)
    ]
    plan = plan[: max(1, round(len(plan) * stage.epochs / math.ceil(stage.epochs)))]
    matrices = [value for value in network.parameters() if value.requires_grad and value.ndim > 1]
    vectors = [value for value in network.parameters() if value.requires_grad and value.ndim < 2]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": stage.decay}, {"params": vectors, "weight_decay": 0.0}],
        lr=stage.peak,
        fused=True,
    )
    first = 0
    if checkpoint is not None and checkpoint.exists():
        kept = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(kept["network"])
        optimizer.load_state_dict(kept["optimizer"])
        first = kept["step"]
    began, done, recent = time.monotonic(), 0, 0.0
    for step in range(first, len(plan)):
        rate = learning_rate(stage, step, len(plan))
        for group in optimizer.param_groups:
            group["lr"] = rate
        chosen = [examples[number] for number in plan[step]]
        with _autocast():
            logits = network(pad_rows([one.tokens for one in chosen]))
        target = torch.tensor([one.target for one in chosen])
        target = target * (1 - stage.smoothing) + stage.smoothing / target.shape[1]
        loss = functional.cross_entropy(logits.float(), target)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*matrices, *vectors], 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        done += len(chosen)
        recent = 0.98 * recent + 0.02 * loss.item() if step > first else loss.item()
        if (step + 1) % 50 == 0:
            speed = done / (time.monotonic() - began)
            say(f"step {step + 1}/{len(plan)} loss {recent:.4f} {speed:.1f} rows/s")
        if checkpoint is not None and (step + 1) % stage.checkpoint_steps == 0:
            _save_checkpoint(network, optimizer, step + 1, checkpoint)
    network.eval()


def _autocast() -> torch.autocast:
    """Return a context with products of 16 bits if the processor has them; if not, they would be slower."""
    wide = torch.backends.cpu.get_cpu_capability() == "AVX512"
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=wide)


def learning_rate(stage: Stage, step: int, steps: int) -> float:
    """Return the learning rate at a step, 0 to ``steps - 1``."""
    rising = max(1, round(steps * stage.warmup))
    if step < rising:
        return stage.peak * (step + 1) / rising
    left = (steps - step) / max(1, steps - rising)
    return stage.peak * max(stage.floor, left)


def _save_checkpoint(network: Encoder, optimizer: torch.optim.Optimizer, step: int, checkpoint: Path) -> None:
    fresh = checkpoint.with_suffix(".new")
    torch.save({"network": network.state_dict(), "optimizer": optimizer.state_dict(), "step": step}, fresh)
    fresh.replace(checkpoint)


def predict(network: Encoder, rows: Sequence[Sequence[int]], *, batch: int = 64) -> torch.Tensor:
    """Return the logits, of shape ``(rows, 3)``, in the order of the rows."""
    network.eval()
    order = sorted(range(len(rows)), key=lambda number: len(rows[number]))
    found = torch.zeros(len(rows), 3)
    with torch.inference_mode(), _autocast():
        for start in range(0, len(order), batch):
            numbers = order[start : start + batch]
            found[numbers] = network(pad_rows([rows[number] for number in numbers])).float()
    return found
