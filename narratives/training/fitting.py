"""Fit the encoder of the embedded judge to rows: batches of like length, checkpoints, seeded."""

import math
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from attrs import frozen
from torch.nn import functional

from narratives.training.encoder import Encoder, padded

_WINDOW = 60


@frozen(kw_only=True)
class Example:
    """One row as the encoder reads it.

    Attributes:
        tokens: numbers of the tokens of premise and hypothesis, with the marks around them.
        target: probability of each label, in the order of the labels; they add up to 1.
    """

    tokens: tuple[int, ...]
    target: tuple[float, float, float]


@frozen(kw_only=True)
class Stage:
    """How a stage of training is run.

    Attributes:
        epochs: passes over the examples, > 0; a fraction leaves the rest out.
        peak: the highest learning rate, reached after the warm-up (a share of all steps, 0 to 1) and then
            falling linearly to ``floor`` times it.
        frozen: so many of the lower layers stay as they are.
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
    """Numbers of the examples in batches of like length, in an order drawn by the seed."""
    draw = random.Random(seed)  # noqa: S311 - an order, not a secret
    order = list(range(len(examples)))
    draw.shuffle(order)
    window = size * _WINDOW
    found = []
    for start in range(0, len(order), window):
        bucket = sorted(order[start : start + window], key=lambda number: len(examples[number].tokens))
        found += [bucket[i : i + size] for i in range(0, len(bucket), size)]
    draw.shuffle(found)
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

    With ``checkpoint`` the state is kept there every ``stage.checkpoint_steps`` steps, and a run that finds
    one goes on from it.
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
    plain = [value for value in network.parameters() if value.requires_grad and value.ndim > 1]
    others = [value for value in network.parameters() if value.requires_grad and value.ndim < 2]
    optimizer = torch.optim.AdamW(
        [{"params": plain, "weight_decay": stage.decay}, {"params": others, "weight_decay": 0.0}],
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
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = network(padded([one.tokens for one in chosen]))
        target = torch.tensor([one.target for one in chosen])
        target = target * (1 - stage.smoothing) + stage.smoothing / target.shape[1]
        loss = functional.cross_entropy(logits.float(), target)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*plain, *others], 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        done += len(chosen)
        recent = 0.98 * recent + 0.02 * loss.item() if step > first else loss.item()
        if (step + 1) % 50 == 0:
            speed = done / (time.monotonic() - began)
            say(f"step {step + 1}/{len(plan)} loss {recent:.4f} {speed:.1f} rows/s")
        if checkpoint is not None and (step + 1) % stage.checkpoint_steps == 0:
            _keep(network, optimizer, step + 1, checkpoint)
    network.eval()


def learning_rate(stage: Stage, step: int, steps: int) -> float:
    """At a step, 0 to ``steps - 1``."""
    rising = max(1, round(steps * stage.warmup))
    if step < rising:
        return stage.peak * (step + 1) / rising
    left = (steps - step) / max(1, steps - rising)
    return stage.peak * max(stage.floor, left)


def _keep(network: Encoder, optimizer: torch.optim.Optimizer, step: int, checkpoint: Path) -> None:
    fresh = checkpoint.with_suffix(".new")
    torch.save({"network": network.state_dict(), "optimizer": optimizer.state_dict(), "step": step}, fresh)
    fresh.replace(checkpoint)


def predict(network: Encoder, rows: Sequence[Sequence[int]], *, batch: int = 64) -> torch.Tensor:
    """Logits of shape ``(rows, 3)``, in the order of the rows."""
    network.eval()
    order = sorted(range(len(rows)), key=lambda number: len(rows[number]))
    found = torch.zeros(len(rows), 3)
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), batch):
            numbers = order[start : start + batch]
            found[numbers] = network(padded([rows[number] for number in numbers])).float()
    return found
