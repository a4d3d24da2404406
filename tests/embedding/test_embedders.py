import json
from itertools import chain
from pathlib import Path

import numpy as np
import pytest

from narratives.embedding import MAX_CHARACTERS, ShippedEmbedder, embedded, load_embedder
from narratives.errors import EmbedderError, WeightsError
from narratives.weights import EMBEDDER, verified_config

PARAPHRASES = [
    ("The dam at Lorsk burst on Tuesday night.", "On Tuesday evening the barrage of Lorsk gave way."),
    ("Police arrested forty protesters.", "Some forty demonstrators were taken into custody by officers."),
    ("The central bank raised interest rates.", "Borrowing costs were put up by the monetary authority."),
    ("Two soldiers were killed by a mine.", "An explosive device in the ground cost two troops their lives."),
    ("The minister stepped down over the scandal.", "After the affair the cabinet member resigned."),
    ("Nurses walked out for better pay.", "Hospital staff went on strike to get higher wages."),
    ("The court acquitted the mayor of bribery.", "Judges found the town's leader not guilty of corruption."),
    ("Rain flooded the southern villages.", "Settlements in the south were under water after downpours."),
    ("The airline cancelled all its flights.", "No planes of the carrier took off."),
    ("Voters rejected the new constitution.", "The draft of the basic law was turned down in a referendum."),
    ("A fire destroyed the textile factory.", "Flames burned the cloth mill to the ground."),
    ("The rebels handed over their weapons.", "The insurgents gave up their arms."),
    ("Doctors warned of a measles outbreak.", "Physicians fear that measles is spreading."),
    ("The school will be closed for a week.", "Pupils have no lessons for seven days."),
    ("The tanker spilled oil off the coast.", "Crude leaked from the ship into the sea near the shore."),
    ("The striker scored twice in the final.", "The forward got two goals in the deciding match."),
    ("Hackers stole the data of customers.", "Clients' records were taken in a cyberattack."),
    ("The border was shut to lorries.", "Trucks could no longer cross the frontier."),
    ("Prices of bread doubled in a year.", "A loaf costs twice what it did twelve months ago."),
    ("The drug failed in its last trial.", "In the final study the medicine did not work."),
]
SENTENCES = list(chain.from_iterable(PARAPHRASES))


def test_a_paraphrase_is_nearer_than_every_unrelated_sentence() -> None:
    vectors = embedded().embed(SENTENCES)
    similarities = vectors @ vectors.T
    np.fill_diagonal(similarities, -1)
    wrong = [SENTENCES[row] for row, best in enumerate(similarities.argmax(axis=1)) if best != row ^ 1]
    assert wrong == []


def test_rows_have_length_1_in_the_order_of_the_texts() -> None:
    vectors = embedded().embed([*SENTENCES, SENTENCES[0]])
    assert vectors.shape == (41, 384)
    assert vectors.dtype == np.float32
    assert np.abs(np.linalg.norm(vectors.astype(np.float64), axis=1) - 1).max() < 1e-6
    assert (vectors[0] == vectors[-1]).all()
    assert embedded().embed([]).shape == (0, 384)


def test_a_vector_has_the_same_bytes_whatever_the_other_texts_and_their_order() -> None:
    together = embedded().embed(SENTENCES)
    turned = embedded().embed([*SENTENCES[::-1], "word " * 400])
    alone = np.vstack([ShippedEmbedder().embed([sentence]) for sentence in SENTENCES[:6]])
    assert turned[:-1][::-1].tobytes() == together.tobytes()
    assert alone.tobytes() == together[:6].tobytes()


def test_texts_that_differ_in_case_and_spacing_have_one_vector() -> None:
    [first, second] = embedded().embed(["The dam burst.", "  the  DAM\nburst ."])
    assert (first == second).all()


def test_a_text_is_truncated_to_256_tokens() -> None:
    head = "river " * 254
    [whole, cut, shorter] = embedded().embed([head + "The drug failed.", head, "river " * 253])
    assert (whole == cut).all()
    assert (cut != shorter).any()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "\0",
        "\ud800",
        "The dam \udfff burst \ud83d.",
        "[CLS] [SEP] [PAD] [MASK]",
        "\u202e\u200b\u2066",
        "😀" * 500,
        "水" * 300,
        "a" * 1_000_000,
        "dam " * 250_000,
        " " * 1_000_000 + "The dam burst.",
        "é́̂̃" * 100_000,
    ],
    ids=lambda text: f"{text[:8]!r} {len(text)}",
)
def test_hostile_texts_get_a_vector_and_leave_the_others_alone(text: str) -> None:
    [before, vector, after] = embedded().embed(["The dam burst.", text, "The dam burst."])
    assert np.isfinite(vector).all()
    assert abs(np.linalg.norm(vector) - 1) < 1e-5
    assert before.tobytes() == after.tobytes() == embedded().embed(["The dam burst."])[0].tobytes()


def test_characters_after_the_cap_are_not_read() -> None:
    spaces = " " * MAX_CHARACTERS
    [empty, late] = embedded().embed(["", spaces + "The dam burst."])
    assert (empty == late).all()


def test_one_string_is_not_taken_for_a_list_of_letters() -> None:
    with pytest.raises(EmbedderError, match=r"texts is one string, 'The dam burst\.'; give a list"):
        embedded().embed("The dam burst.")


def test_the_embedder_is_loaded_once() -> None:
    assert embedded() is embedded() is load_embedder()


def test_altered_weights_are_refused(tmp_path: Path) -> None:
    for name in ("config.json", "tokenizer.json", "checksums.json"):
        (tmp_path / name).write_bytes((EMBEDDER / name).read_bytes())
    content = bytearray((EMBEDDER / "model.onnx").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "model.onnx").write_bytes(content)
    with pytest.raises(WeightsError, match=r"model\.onnx: sha256 .* is not the .* that was shipped"):
        ShippedEmbedder(tmp_path)


def test_the_shipped_files_have_their_checksums_and_a_card() -> None:
    assert set(json.loads((EMBEDDER / "checksums.json").read_text())) == {
        "config.json",
        "model.onnx",
        "tokenizer.json",
    }
    assert verified_config(EMBEDDER)["name"] == "all-MiniLM-L6-v2-int8"
    card = (EMBEDDER / "MODEL_CARD.md").read_text()
    assert "Apache-2.0" in card
    assert sum(file.stat().st_size for file in EMBEDDER.iterdir()) < 24_000_000
