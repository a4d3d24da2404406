"""The network of the embedded judge in torch, run by sentence-transformers.

The weights that the judge was exported from are not kept. The time of a network does not depend on the values
of its weights, so these are random. `python -m benchmarks.speed.cross_encoder FOLDER PAIRS` loads it and
judges the pairs of a JSON file, as a program would that uses sentence-transformers alone.
"""

import json
import sys
from pathlib import Path
from typing import Any

from narratives.weights import JUDGE

LAYERS, WIDTH, HEADS, INNER = 8, 768, 12, 3072
"""As in the card of the judge: the lower eight layers of all-mpnet-base-v2."""
_MAX_TOKENS = 512
_MARKS: dict[str, Any] = {
    "bos_token": "<s>",
    "eos_token": "</s>",
    "cls_token": "<s>",
    "sep_token": "</s>",
    "unk_token": "[UNK]",
    "pad_token": "<pad>",
    "mask_token": "<mask>",
}


def with_random_weights(folder: Path) -> Path:
    """Write a cross-encoder of the judge's architecture and tokenizer, and return the folder."""
    from transformers import MPNetConfig, MPNetForSequenceClassification, PreTrainedTokenizerFast

    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(JUDGE / "tokenizer.json"),
        model_max_length=_MAX_TOKENS,
        **_MARKS,
    )
    config = MPNetConfig(
        vocab_size=len(tokenizer),
        hidden_size=WIDTH,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        intermediate_size=INNER,
        max_position_embeddings=_MAX_TOKENS + 2,
        id2label={0: "contradiction", 1: "entailment", 2: "neutral"},
        label2id={"contradiction": 0, "entailment": 1, "neutral": 2},
    )
    MPNetForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def load(folder: Path) -> Any:
    """Return the cross-encoder of a folder, on the CPU."""
    from sentence_transformers import CrossEncoder

    return CrossEncoder(str(folder), device="cpu")


if __name__ == "__main__":
    pairs = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    load(Path(sys.argv[1])).predict([tuple(pair) for pair in pairs], batch_size=32, show_progress_bar=False)
