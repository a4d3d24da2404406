"""Export of a network as an eight-bit ONNX model folder, which runs without torch."""

import hashlib
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from narratives.errors import MissingExtraError
from narratives.training.rows import LABELS

MAX_TOKENS = 512
"""Longest input of the encoder; the embedded judge splits longer texts."""
FILES = ("config.json", "model.onnx", "tokenizer.json")


def export(
    model_folder: Path,
    out: Path,
    *,
    name: str,
    version: str,
    temperature: float = 1.0,
    reduce_range: bool = True,
) -> None:
    """Write a trained judge as a model folder.

    Args:
        model_folder: a folder written by `narratives.training.encoder.save`.
        temperature: divisor of the logits, > 0.
        reduce_range: see `write_model_folder`.

    Raises:
        MissingExtraError: the ``train`` extra is not installed.
    """
    try:
        from narratives.training.encoder import load
    except ImportError as error:
        raise missing_extra(error) from error

    settings: dict[str, Any] = json.loads((model_folder / "config.json").read_text(encoding="utf-8"))
    write_model_folder(
        load(model_folder, settings["num_hidden_layers"]),
        out,
        example=[0, 5, 6, 2, 2, 7, 8, 9, 2],
        output="logits",
        tokenizer=model_folder / "tokenizer.json",
        config={
            "name": name,
            "version": version,
            "labels": list(LABELS),
            "marks": ["<s>", "</s>", "</s>", "</s>"],
            "max_tokens": MAX_TOKENS,
            "temperature": temperature,
        },
        reduce_range=reduce_range,
    )


def write_model_folder(
    network: Any,
    out: Path,
    *,
    example: list[int],
    output: str,
    tokenizer: Path,
    config: dict[str, Any],
    reduce_range: bool = True,
) -> None:
    """Write ``model.onnx`` (dynamic int8, per channel), tokenizer, ``config.json`` and ``checksums.json``.

    Args:
        network: a torch module: token ids of shape ``(rows, tokens)`` → one output for each row.
        example: token ids of one input, which the export runs.
        output: name of the network's output.
        tokenizer: ``tokenizer.json`` of the network.
        reduce_range: use seven of the eight bits, so that processors without VNNI do not overflow.

    Raises:
        MissingExtraError: the ``train`` extra is not installed.
    """
    try:
        import torch
        from onnxruntime.quantization import QuantType, quantize_dynamic
    except ImportError as error:
        raise missing_extra(error) from error

    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        whole = Path(scratch) / "model.onnx"
        torch.onnx.export(
            network.eval(),
            (torch.tensor([example]),),
            str(whole),
            input_names=["input_ids"],
            output_names=[output],
            dynamic_axes={"input_ids": {0: "batch", 1: "tokens"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            str(whole),
            str(out / "model.onnx"),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=reduce_range,
        )
    shutil.copyfile(tokenizer, out / "tokenizer.json")
    (out / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    checksums = {one: hashlib.sha256((out / one).read_bytes()).hexdigest() for one in FILES}
    (out / "checksums.json").write_text(json.dumps(checksums, indent=1) + "\n", encoding="utf-8")


def missing_extra(error: ImportError) -> MissingExtraError:
    """Return the error of training or export without the ``train`` extra."""
    return MissingExtraError(
        f"{error.name} is needed for training and export; install it with: pip install 'narratives[train]'"
    )
