"""The embedded models: their folders, and the check of their files against the published checksums.

``runtime`` runs them; ``by_name`` loads other models.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from narratives.errors import WeightsError

JUDGE = Path(__file__).parent / "judge"
"""Folder of the embedded judge: model.onnx, tokenizer.json, config.json and checksums.json."""
DECISION = Path(__file__).parent / "decision"
"""Folder of the decision table: config.json and checksums.json."""
EMBEDDER = Path(__file__).parent / "embedder"
"""Folder of the sentence embedder: model.onnx, tokenizer.json, config.json and checksums.json."""


@cache
def verified_config(folder: Path) -> dict[str, Any]:
    """Check every file of a model folder against its ``checksums.json``; return its ``config.json``.

    Raises:
        WeightsError: a file is missing or differs from its SHA-256.
    """
    try:
        checksums = json.loads((folder / "checksums.json").read_text(encoding="utf-8"))
        for name, wanted in sorted(checksums.items()):
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
            if found != wanted:
                raise WeightsError(
                    f"{folder / name}: sha256 {found[:12]} is not the {wanted[:12]} that was shipped; "
                    "install narratives again"
                )
        config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WeightsError(f"{folder}: no model is there ({error}); install narratives again") from error
    return config
