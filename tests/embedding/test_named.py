"""Embedders by name or folder, with tiny models that the tests create."""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from narratives.embedding import NamedEmbedder, load_embedder
from narratives.errors import EmbedderError, MissingExtraError
from tests.judging.tiny import tiny_encoder

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

TEXTS = ["the dam is open .", "the army left the village .", "a truce", "the dam is open ."]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("huggingface_hub")
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a model of an encoder, mean pooling and a dense layer."""
    base = tiny_encoder(tmp_path_factory.mktemp("models") / "encoder")
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, Pooling, Transformer

    encoder = Transformer(str(base))
    out = base.with_name("embedder")
    SentenceTransformer(modules=[encoder, Pooling(16), Dense(16, 8)], device="cpu").save(str(out))
    return out


def copied(folder: Path, out: Path) -> Path:
    for file in folder.rglob("*"):
        if file.is_file():
            target = out / file.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    return out


def test_a_folder_is_loaded_and_its_rows_have_length_1_in_any_batch(folder: Path) -> None:
    together = load_embedder(str(folder), device="cpu").embed(TEXTS)
    alone = NamedEmbedder(str(folder), device="cpu", batch_size=1).embed(TEXTS[::-1])[::-1]
    assert together.shape == (4, 8)
    assert together.dtype == np.float32
    assert np.abs(np.linalg.norm(together, axis=1) - 1).max() < 1e-6
    assert np.abs(together - alone).max() < 1e-6
    assert (together[0] == together[3]).all()
    assert np.abs(together[0] - together[1]).max() > 1e-3
    assert load_embedder(str(folder)).embed([]).shape == (0, 8)


@pytest.mark.parametrize("text", ["", "\ud800 dam", "dam " * 100_000], ids=["empty", "surrogate", "long"])
def test_hostile_texts_get_a_vector(folder: Path, text: str) -> None:
    assert np.isfinite(load_embedder(str(folder), device="cpu").embed([text])).all()


@pytest.mark.parametrize(
    "name",
    ["no-such-model", "nobody/no-such-model", "a/b/c", "..", "\0", "\ud800", "x" * 5000, "name with spaces"],
)
def test_a_bad_name_is_one_short_line_with_a_remedy(name: str) -> None:
    with pytest.raises(EmbedderError, match=r"^embedder .*cannot be loaded \(.*\); the shipped") as caught:
        load_embedder(name)
    assert len(str(caught.value)) < 400
    assert "\n" not in str(caught.value)
    str(caught.value).encode()


@pytest.mark.parametrize("name", ["", "  "])
def test_a_blank_name_is_refused(name: str) -> None:
    with pytest.raises(EmbedderError, match="embedder '': give the name or folder of a model; the shipped"):
        load_embedder(name)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"device": "abacus"}, "cannot be loaded"),
        ({"batch_size": 0}, "batch size 0; it must be 1 or more"),
    ],
)
def test_a_wrong_device_or_batch_size_is_one_clear_error(
    folder: Path, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(EmbedderError, match=message):
        load_embedder(str(folder), **options)


def test_weights_of_any_module_that_are_a_pickle_are_not_read(folder: Path, tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file

    for number, module in enumerate(["", "2_Dense"]):
        broken = copied(folder, tmp_path / str(number))
        weights = broken / module / "model.safetensors"
        torch.save(load_file(weights), weights.with_name("pytorch_model.bin"))
        load_embedder(str(broken), device="cpu")
        weights.unlink()
        with pytest.raises(EmbedderError, match=r"pytorch_model\.bin is a pickle; only safetensors are read"):
            load_embedder(str(broken))


def test_code_that_comes_with_a_model_is_not_run(folder: Path, tmp_path: Path) -> None:
    hostile = copied(folder, tmp_path / "hostile")
    (hostile / "own_pooling.py").write_text(
        f"open({str(tmp_path / 'ran')!r}, 'w').close()\n"
        "from sentence_transformers.sentence_transformer.modules import Pooling as Own\n"
    )
    modules = json.loads((hostile / "modules.json").read_text())
    modules[1]["type"] = "own_pooling.Own"
    (hostile / "modules.json").write_text(json.dumps(modules))
    with pytest.raises(EmbedderError, match="cannot be loaded"):
        load_embedder(str(hostile))
    assert not (tmp_path / "ran").exists()


def test_neither_pickles_nor_code_are_downloaded(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import huggingface_hub
    from huggingface_hub.utils import filter_repo_objects

    from narratives.weights import by_name

    hub = copied(folder, tmp_path / "hub")
    for name in ("pytorch_model.bin", "own.py", "onnx/config.json", "training.pkl"):
        (hub / name).parent.mkdir(exist_ok=True)
        (hub / name).write_text("{}")
    there = [str(file.relative_to(hub)) for file in hub.rglob("*") if file.is_file()]

    def download(name: str, *, local_files_only: bool = False, **patterns: Any) -> str:
        assert name == "somebody/embedder"
        if local_files_only:
            raise FileNotFoundError("not in the cache")
        out = tmp_path / "cache"
        for file in filter_repo_objects(there, **patterns):
            (out / file).parent.mkdir(parents=True, exist_ok=True)
            (out / file).write_bytes((hub / file).read_bytes())
        return str(out)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", download)
    monkeypatch.setattr(by_name, "_hub_is_reachable", lambda: True)
    vectors = load_embedder("somebody/embedder", device="cpu").embed(TEXTS)
    assert (vectors == load_embedder(str(folder), device="cpu").embed(TEXTS)).all()
    got = {file.name for file in (tmp_path / "cache").rglob("*")}
    assert "model.safetensors" in got
    assert got.isdisjoint({"pytorch_model.bin", "own.py", "onnx", "training.pkl"})


def test_a_missing_package_is_named_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'narratives\[cross-encoder\]'; the shipped"):
        load_embedder("any")
