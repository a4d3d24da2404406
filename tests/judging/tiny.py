"""Tiny models that the tests create, save and load."""

from collections.abc import Mapping
from pathlib import Path

import pytest

WORDS = "the a dam army village talks truce left fell holds closed open not no is was . ,".split()


def tiny_encoder(folder: Path) -> Path:
    """Save a one-layer BERT encoder whose vocabulary is `WORDS`, and return its folder."""
    pytest.importorskip("sentence_transformers")
    from transformers import BertModel

    _tokenizer(folder)
    BertModel(_config()).save_pretrained(folder)
    return folder


def tiny_classifier(folder: Path, labels: Mapping[int, str], *, positions: int = 32) -> Path:
    """Save the same as a classifier with random weights of a fixed seed, and return its folder.

    Its scores differ between texts.
    """
    torch = pytest.importorskip("torch")
    from transformers import BertForSequenceClassification

    torch.manual_seed(0)
    _tokenizer(folder, positions=positions)
    model = BertForSequenceClassification(
        _config(
            positions=positions,
            initializer_range=0.6,
            id2label=dict(labels),
            label2id={label: number for number, label in labels.items()},
        )
    )
    model.save_pretrained(folder)
    return folder


def _tokenizer(folder: Path, *, positions: int = 512) -> None:
    from transformers import BertTokenizerFast

    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = folder / "words.txt"
    vocabulary.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]))
    BertTokenizerFast(vocab=str(vocabulary), model_max_length=positions).save_pretrained(folder)


def _config(*, positions: int = 512, **options: object) -> object:
    from transformers import BertConfig

    return BertConfig(
        vocab_size=len(WORDS) + 5,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=positions,
        **options,
    )
