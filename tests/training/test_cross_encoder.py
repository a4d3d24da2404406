import gzip
import json
from pathlib import Path
from typing import Any

import pytest

import narratives
from narratives.errors import JudgeError, TrainingDataError
from narratives.judging import load_judge
from narratives.training.cross_encoder import Recipe, read_recipe, train_from_files
from narratives.training.rows import TrainingRow, read_mixture, read_rows, sample_mixture
from tests.judging.tiny import tiny_encoder

ROWS = [
    {
        "premise": f"the {thing} was {state} .",
        "hypothesis": f"the {thing} was {claimed_state} .",
        "label": label,
        "source": source,
    }
    for thing in ("dam", "army", "village", "truce")
    for state, claimed_state, label, source in (
        ("open", "not open", "contradiction", "x"),
        ("open", "open", "entailment", "x"),
        ("open", "left", "neutral", "y"),
    )
]


def write(path: Path, rows: list[Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_rows_are_read_plain_and_gzipped(tmp_path: Path) -> None:
    plain = write(tmp_path / "rows.jsonl", ROWS)
    packed = tmp_path / "rows.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert list(read_rows(plain)) == list(read_rows(packed))
    assert next(read_rows(plain)) == TrainingRow(
        premise="the dam was open .", hypothesis="the dam was not open .", label="contradiction", source="x"
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("not json", r"rows.jsonl:1: not JSON"),
        ("[1]", "not a JSON object but list"),
        ('{"premise": "a", "label": "neutral"}', "'hypothesis' is missing or empty"),
        (
            '{"premise": "a", "hypothesis": "b", "label": "maybe"}',
            "label 'maybe'; it must be one of contradiction",
        ),
    ],
)
def test_a_broken_row_is_refused_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(line + "\n")
    with pytest.raises(TrainingDataError, match=message):
        list(read_rows(path))


def test_a_mixture_samples_the_sources_it_names_and_depends_on_the_seed_only(tmp_path: Path) -> None:
    rows = list(read_rows(write(tmp_path / "rows.jsonl", ROWS)))
    taken = sample_mixture(rows, {"x": 3}, seed=1)
    assert [row.source for row in taken] == ["x"] * 3
    assert taken == sample_mixture(rows, {"x": 3}, seed=1)
    assert len(sample_mixture(rows, None, seed=1)) == len(ROWS)


def test_a_broken_mixture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mixture.yaml"
    path.write_text("x: many\n")
    with pytest.raises(TrainingDataError, match="a mapping of source to number"):
        read_mixture(path)


def test_a_recipe_is_read_and_unknown_attributes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "recipe.yaml"
    path.write_text("learning_rate: 0.0002\nepochs: 2\nschedule: constant\n")
    assert read_recipe(path) == Recipe(learning_rate=0.0002, epochs=2, schedule="constant")
    path.write_text("learning_speed: 3\n")
    with pytest.raises(TrainingDataError, match="'learning_speed'; a recipe has seed, epochs"):
        read_recipe(path)
    path.write_text("batch_size: many\n")
    with pytest.raises(TrainingDataError, match="batch_size: 'many'; int is needed"):
        read_recipe(path)


def test_a_folder_that_is_not_empty_is_left_unchanged(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    with pytest.raises(TrainingDataError, match="is not empty"):
        train_from_files(
            write(tmp_path / "rows.jsonl", ROWS), base="x", out=out, mixture=None, recipe=Recipe()
        )
    with pytest.raises(TrainingDataError, match="holds no checkpoint"):
        train_from_files(
            tmp_path / "rows.jsonl", base="x", out=out, mixture=None, recipe=Recipe(), resume=True
        )
    assert (out / "notes.txt").read_text() == "mine"


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny cross-encoder, trained here."""
    pytest.importorskip("datasets")
    folder = tmp_path_factory.mktemp("tiny")
    base = tiny_encoder(folder / "base")
    out = folder / "judge"
    figures = train_from_files(
        write(folder / "rows.jsonl", ROWS * 4),
        base=str(base),
        out=out,
        mixture=None,
        recipe=Recipe(epochs=2, batch_size=8, checkpoint_steps=5, held_out=0.2),
        threads=1,
    )
    assert 0 <= figures["accuracy"] <= 1
    return out


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_trained_model_loads_as_a_judge_and_has_its_recipe(trained: Path) -> None:
    recipe = json.loads((trained / "recipe.json").read_text())
    assert recipe["recipe"]["seed"] == 0
    assert recipe["rows"]["taken"] == len(ROWS) * 4
    judge = load_judge(str(trained))
    pair = tuple(
        narratives.Account(name, [text]).assertions[0]
        for name, text in (("Armenia", "The dam was open."), ("Azerbaijan", "The dam was not open."))
    )
    [verdict] = judge.judge([pair])  # type: ignore[list-item]
    assert verdict.judge.startswith(str(trained))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_checkpoints_are_averaged_and_patience_stops_a_run_without_progress(
    trained: Path, tmp_path: Path
) -> None:
    from safetensors.torch import load_file

    out = tmp_path / "averaged"
    rows = write(tmp_path / "rows.jsonl", ROWS * 4)
    recipe = Recipe(epochs=2, batch_size=8, checkpoint_steps=2, held_out=0.2, average=2)
    figures = train_from_files(
        rows, base=str(trained.parent / "base"), out=out, mixture=None, recipe=recipe, threads=1
    )
    states = [load_file(out / "checkpoints" / f"checkpoint-{step}" / "model.safetensors") for step in (8, 10)]
    name = "bert.encoder.layer.0.attention.self.query.weight"
    mean = (states[0][name] + states[1][name]) / 2
    assert (load_file(out / "model.safetensors")[name] - mean).abs().max() < 1e-6
    assert 0.05 <= figures["temperature"] <= 20

    still = Recipe(epochs=50, batch_size=8, checkpoint_steps=2, held_out=0.2, patience=2, learning_rate=0.0)
    held = write(tmp_path / "held.jsonl", ROWS)
    train_from_files(
        rows,
        base=str(trained.parent / "base"),
        out=tmp_path / "still",
        mixture=None,
        recipe=still,
        threads=1,
        held_out=held,
    )
    steps = [int(folder.name.split("-")[1]) for folder in (tmp_path / "still" / "checkpoints").iterdir()]
    assert max(steps) <= 10


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_training_continues_from_a_checkpoint(trained: Path, tmp_path: Path) -> None:
    rows = write(tmp_path / "rows.jsonl", ROWS * 4)
    newest = max(trained.glob("checkpoints/checkpoint-*"), key=lambda folder: int(folder.name.split("-")[1]))
    stamp = (newest / "model.safetensors").stat().st_mtime_ns
    recipe = Recipe(epochs=3, batch_size=8, checkpoint_steps=5, held_out=0.2)
    train_from_files(
        rows,
        base=str(trained.parent / "base"),
        out=trained,
        mixture=None,
        recipe=recipe,
        resume=True,
        threads=1,
    )
    assert (newest / "model.safetensors").stat().st_mtime_ns == stamp, "training started from the beginning"
    assert (trained / "checkpoints" / "checkpoint-15").is_dir()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_missing_model_is_a_one_line_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    a, b = narratives.Account("Armenia", ["It is open."]), narratives.Account("Azerbaijan", ["It is shut."])
    with pytest.raises(JudgeError, match=r"cannot be loaded .*embedded judge .* works offline") as caught:
        narratives.compare(a, b, judge=str(tmp_path / "nothing"))
    assert "\n" not in str(caught.value)
