"""Rows of premise, hypothesis and label: reading, checking, writing, sampling by source."""

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from attrs import asdict, frozen

from narratives.errors import TrainingDataError

LABELS = ("contradiction", "entailment", "neutral")
"""The order of the model's outputs, as in published NLI cross-encoders."""

_MAX_WORDS = 110
"""Words of premise and hypothesis together that fit into the longest training input."""


@frozen(kw_only=True)
class TrainingRow:
    """One labelled pair; ``source`` names its corpus ("" if unknown)."""

    premise: str
    hypothesis: str
    label: str
    source: str = ""


def read_rows(path: Path) -> Iterator[TrainingRow]:
    """Read rows from JSON Lines, plain or gzipped (by the ending ``.gz``).

    Raises:
        TrainingDataError: the file is missing, a line is not a JSON object, a field is missing or empty, or
            the label is not in `LABELS`; the message names the line.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _row(line, place=f"{path}:{number}")
    except (OSError, UnicodeDecodeError) as error:
        raise TrainingDataError(f"{path}: cannot read training rows: {error}") from error


def is_short(row: TrainingRow) -> bool:
    """Return True if both texts together are short enough not to be truncated in training."""
    return len(row.premise.split()) + len(row.hypothesis.split()) <= _MAX_WORDS


def write_rows(rows: Iterable[TrainingRow], path: Path) -> None:
    """Write a new JSON Lines file that `read_rows` reads.

    Raises:
        TrainingDataError: the file exists or cannot be written.
    """
    try:
        with path.open("x", encoding="utf-8") as lines:
            lines.writelines(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows)
    except FileExistsError as error:
        raise TrainingDataError(f"{path}: is there already; give the name of a new file") from error
    except OSError as error:
        raise TrainingDataError(f"{path}: cannot be written: {error}") from error


def read_mixture(path: Path) -> dict[str, int]:
    """Read a YAML mapping of sources to numbers of rows.

    Raises:
        TrainingDataError: the file cannot be read or is not such a mapping.
    """
    mapping = read_mapping(path)
    if not all(isinstance(count, int) and count >= 0 for count in mapping.values()):
        raise TrainingDataError(f"{path}: a mapping of source to number of rows is needed, as 'snli: 5000'")
    return mapping


def read_mapping(path: Path) -> dict[str, Any]:
    """Read a YAML mapping whose keys are strings.

    Raises:
        TrainingDataError: the file cannot be read or is not such a mapping.
    """
    try:
        mapping = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise TrainingDataError(f"{path}: cannot be read as YAML: {' '.join(str(error).split())}") from error
    if not isinstance(mapping, dict) or not all(isinstance(name, str) for name in mapping):
        raise TrainingDataError(f"{path}: a mapping is needed, as 'name: 5'; it holds {mapping!r:.60}")
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


def sample_mixture(
    rows: Iterable[TrainingRow], mixture: Mapping[str, int] | None, *, seed: int
) -> list[TrainingRow]:
    """Return a random sample of at most ``mixture[source]`` rows of each source, shuffled.

    Sources not in the mixture are left out; without a mixture all rows are taken. Rows of over 110 words are
    left out in any case, because they would be truncated at 128 tokens.
    """
    by_source = defaultdict(list)
    for row in rows:
        if is_short(row):
            by_source[row.source].append(row)
    random_state = random.Random(seed)  # noqa: S311 - a sample, not a secret
    taken: list[TrainingRow] = []
    for source in sorted(by_source):
        candidates = by_source[source]
        wanted = len(candidates) if mixture is None else mixture.get(source, 0)
        random_state.shuffle(candidates)
        taken.extend(candidates[:wanted])
    random_state.shuffle(taken)
    return taken
