"""A trained cross-encoder → the eight-bit ONNX model that runs without torch."""

import hashlib
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from narratives.errors import MissingExtraError
from narratives.training.rows import LABELS

MAX_TOKENS = 512
"""Positions of the encoder; the embedded judge splits what is longer."""


def export(model_folder: Path, out: Path, *, name: str, version: str) -> None:
    """Write ``model.onnx`` (dynamic int8, per channel), tokenizer, ``config.json`` and ``checksums.json``.

    Raises:
        MissingExtraError: the ``train`` extra is not installed.
    """
    try:
        import torch
        from onnxruntime.quantization import QuantType, quantize_dynamic
        from sentence_transformers import CrossEncoder
    except ImportError as error:
        raise MissingExtraError(
            f"exporting needs {error.name}; install it with: pip install 'narratives[train]'"
        ) from error

    encoder = CrossEncoder(str(model_folder), device="cpu", trust_remote_code=False)
    network = encoder.model.eval()
    sample = encoder.tokenizer([("A premise.", "A hypothesis.")], return_tensors="pt")
    names = ("input_ids", "attention_mask", "token_type_ids")
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        whole = Path(scratch) / "model.onnx"
        torch.onnx.export(
            _Logits(network),
            tuple(sample[one] for one in names),
            str(whole),
            input_names=list(names),
            output_names=["logits"],
            dynamic_axes={one: {0: "batch", 1: "tokens"} for one in names},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            str(whole),
            str(out / "model.onnx"),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
    shutil.copyfile(model_folder / "tokenizer.json", out / "tokenizer.json")
    config = {
        "name": name,
        "version": version,
        "labels": list(LABELS),
        "max_tokens": MAX_TOKENS,
        "temperature": 1.0,
    }
    (out / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    checksums = {
        one: hashlib.sha256((out / one).read_bytes()).hexdigest()
        for one in ("config.json", "model.onnx", "tokenizer.json")
    }
    (out / "checksums.json").write_text(json.dumps(checksums, indent=1) + "\n", encoding="utf-8")


def _Logits(network: Any) -> Any:  # noqa: N802 - makes a module
    import torch

    class Logits(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
            return self.network(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
            ).logits

    return Logits()
