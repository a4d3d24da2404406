"""The encoder of the embedded judge, in a form that trains fast on a CPU.

The lower layers of MPNet (Song et al. 2020) with a classifier on the first token. It computes the same as
``transformers.MPNetForSequenceClassification`` and is saved with its weight names. The three projections of
attention are one product, attention is PyTorch's fused one, and frozen layers run without gradients.
"""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn import functional

from narratives.training.rows import LABELS

HEADS = 12
WIDTH = 768
_POSITION_BUCKETS = 32
_MAX_DISTANCE = 128
_FIRST_POSITION = 2
PAD = 1


class Layer(nn.Module):
    """Attention with a relative position bias, then a feed-forward block; layer norm after each."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.o = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-5)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-5)

    def forward(self, hidden: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """Return the hidden states of the next layer, of the same shape ``(rows, tokens, 768)``."""
        rows, tokens, _ = hidden.shape
        q, k, v = (
            part.view(rows, tokens, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in self.qkv(hidden).split(WIDTH, dim=-1)
        )
        attended = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        attended = self.o(attended.transpose(1, 2).reshape(rows, tokens, WIDTH))
        hidden = self.norm1(hidden + attended)
        fed = self.down(functional.gelu(self.up(hidden)))
        normed: torch.Tensor = self.norm2(hidden + fed)
        return normed


class Encoder(nn.Module):
    """Token ids of shape ``(rows, tokens)`` → logits of shape ``(rows, 3)`` in the order of `LABELS`."""

    def __init__(self, depth: int, *, words: int = 30527, positions: int = 514) -> None:
        super().__init__()
        self.words = nn.Embedding(words, WIDTH, padding_idx=PAD)
        self.positions = nn.Embedding(positions, WIDTH, padding_idx=PAD)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.relative = nn.Embedding(_POSITION_BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer() for _ in range(depth))
        self.dense = nn.Linear(WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, len(LABELS))
        self.frozen = 0

    def freeze(self, layers: int) -> None:
        """Stop training the embeddings, the position bias and the given number of lower layers."""
        self.frozen = layers
        for part in (self.words, self.positions, self.norm, self.relative, *self.layers[:layers]):
            part.requires_grad_(requires_grad=False)

    def bias(self, tokens: torch.Tensor) -> torch.Tensor:
        """Return the attention bias, ``(rows, heads, tokens, tokens)``; far below 0 for padding."""
        length = tokens.shape[1]
        place = torch.arange(length)
        relative = self.relative(position_buckets(place[None, :] - place[:, None])).permute(2, 0, 1)[None]
        padding = torch.zeros(tokens.shape).masked_fill(tokens == PAD, -1e9)[:, None, None, :]
        return relative + padding

    def embed(self, tokens: torch.Tensor) -> torch.Tensor:
        """Return the sum of the token and position embeddings, after layer norm."""
        present = (tokens != PAD).long()
        positions = present.cumsum(1) * present + (_FIRST_POSITION - 1)
        normed: torch.Tensor = self.norm(self.words(tokens) + self.positions(positions))
        return normed

    def lower(self, tokens: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """Return the hidden state after the frozen layers, computed without gradients."""
        with torch.no_grad():
            hidden = self.embed(tokens)
            for layer in self.layers[: self.frozen]:
                hidden = layer(hidden, bias)
        return hidden

    def upper(self, hidden: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """Return the logits for a hidden state from `lower`."""
        for layer in self.layers[self.frozen :]:
            hidden = layer(hidden, bias)
        logits: torch.Tensor = self.out(torch.tanh(self.dense(hidden[:, 0])))
        return logits

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        """Return the logits, of shape ``(rows, 3)``."""
        with torch.no_grad():
            bias = self.bias(tokens)
        if torch.is_autocast_enabled("cpu"):
            bias = bias.to(torch.bfloat16)
        return self.upper(self.lower(tokens, bias), bias)


def position_buckets(relative: torch.Tensor) -> torch.Tensor:
    """Return the bucket of each relative position (Raffel et al. 2020): exact if near, else logarithmic."""
    half = _POSITION_BUCKETS // 2
    exact = half // 2
    back = -relative
    side = (back < 0).long() * half
    distance = back.abs()
    far = exact + (
        torch.log(distance.clamp(min=1).float() / exact) / math.log(_MAX_DISTANCE / exact) * (half - exact)
    ).long().clamp(max=half - exact - 1)
    return side + torch.where(distance < exact, distance, far)


_NAMES = {
    "words.weight": "embeddings.word_embeddings.weight",
    "positions.weight": "embeddings.position_embeddings.weight",
    "norm.weight": "embeddings.LayerNorm.weight",
    "norm.bias": "embeddings.LayerNorm.bias",
    "relative.weight": "encoder.relative_attention_bias.weight",
}
_LAYER_NAMES = {
    "o": "attention.attn.o",
    "norm1": "attention.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}


def load(folder: Path, depth: int) -> Encoder:
    """Load the lower ``depth`` layers of the MPNet in ``folder``, with its classifier if it has one.

    Otherwise the classifier is initialised from torch's random generator: seed it first.
    """
    stored = {
        name.removeprefix("mpnet."): value for name, value in load_file(folder / "model.safetensors").items()
    }
    words, positions = (stored[_NAMES[f"{name}.weight"]].shape[0] for name in ("words", "positions"))
    network = Encoder(depth, words=words, positions=positions)
    nn.init.normal_(network.dense.weight, std=0.02)
    nn.init.zeros_(network.dense.bias)
    nn.init.normal_(network.out.weight, std=0.02)
    nn.init.zeros_(network.out.bias)
    state = network.state_dict()
    for own, name in _NAMES.items():
        state[own] = stored[name]
    for number in range(depth):
        prefix = f"encoder.layer.{number}."
        for end in ("weight", "bias"):
            parts = [stored[f"{prefix}attention.attn.{one}.{end}"] for one in "qkv"]
            state[f"layers.{number}.qkv.{end}"] = torch.cat(parts)
            for own, name in _LAYER_NAMES.items():
                state[f"layers.{number}.{own}.{end}"] = stored[f"{prefix}{name}.{end}"]
    if "classifier.dense.weight" in stored:
        for end in ("weight", "bias"):
            state[f"dense.{end}"] = stored[f"classifier.dense.{end}"]
            state[f"out.{end}"] = stored[f"classifier.out_proj.{end}"]
    network.load_state_dict(state)
    return network


def save(network: Encoder, folder: Path, base: Path) -> None:
    """Write a folder that ``CrossEncoder`` loads, with the tokenizer and configuration of ``base``."""
    folder.mkdir(parents=True, exist_ok=True)
    state = network.state_dict()
    stored = {f"mpnet.{name}": state[own] for own, name in _NAMES.items()}
    for number in range(len(network.layers)):
        prefix = f"mpnet.encoder.layer.{number}."
        for end in ("weight", "bias"):
            for one, part in zip("qkv", state[f"layers.{number}.qkv.{end}"].chunk(3), strict=True):
                stored[f"{prefix}attention.attn.{one}.{end}"] = part.clone()
            for own, name in _LAYER_NAMES.items():
                stored[f"{prefix}{name}.{end}"] = state[f"layers.{number}.{own}.{end}"]
    for end in ("weight", "bias"):
        stored[f"classifier.dense.{end}"] = state[f"dense.{end}"]
        stored[f"classifier.out_proj.{end}"] = state[f"out.{end}"]
    save_file({name: value.contiguous() for name, value in stored.items()}, folder / "model.safetensors")
    settings: dict[str, Any] = json.loads((base / "config.json").read_text(encoding="utf-8"))
    settings |= {
        "architectures": ["MPNetForSequenceClassification"],
        "num_hidden_layers": len(network.layers),
        "id2label": {str(number): label for number, label in enumerate(LABELS)},
        "label2id": {label: number for number, label in enumerate(LABELS)},
        "num_labels": len(LABELS),
    }
    settings.pop("_name_or_path", None)
    (folder / "config.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    for name in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt"):
        if (base / name).exists() and (base / name).resolve() != (folder / name).resolve():
            (folder / name).write_bytes((base / name).read_bytes())


def tokenizer(base: Path, max_tokens: int) -> Any:
    """Load the tokenizer of ``base``; it truncates pairs to ``max_tokens`` tokens and adds no padding."""
    from tokenizers import Tokenizer

    found = Tokenizer.from_file(str(base / "tokenizer.json"))
    found.no_padding()
    found.enable_truncation(max_tokens, strategy="longest_first")
    return found


def pad_rows(rows: Sequence[Sequence[int]]) -> torch.Tensor:
    """Return rows of token ids as one tensor, with shorter rows padded with `PAD`."""
    longest = max(len(row) for row in rows)
    return torch.tensor([[*row, *[PAD] * (longest - len(row))] for row in rows])
