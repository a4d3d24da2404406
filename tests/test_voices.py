"""Statements of speakers of no party, and the assignment of speakers."""

import json
import warnings
from pathlib import Path

import pytest

import narratives
from narratives.model import ARTICLE

REPORT = (
    "The ministry said the water was safe. Dr Marta Hale, who led the inquiry, said the water was poisoned. "
    "Hale said that forty people were ill. The village council said nobody had been warned. It rained."
)
PARTIES: dict[str, list[str]] = {"ministry": [], "village council": []}


def test_every_statement_is_in_an_account_or_a_voice() -> None:
    accounts = narratives.read(REPORT, PARTIES)
    comparison = narratives.compare(accounts)
    shown = [*comparison.assertions, *comparison.unassigned]
    assert sorted(one.id for one in shown) == sorted(one.id for one in accounts.assertions)


def test_a_voice_has_its_statements_and_the_reason_for_no_party() -> None:
    voices = {voice.name: voice for voice in narratives.read(REPORT, PARTIES).voices}
    hale = voices["Marta Hale"]
    assert [one.text for one in hale.assertions] == ["The water was poisoned.", "Forty people were ill."]
    assert hale.why == "no party's name stands with 'Dr Marta Hale, who led the inquiry,'"
    assert voices[ARTICLE].assertions[0].text == "It rained."


@pytest.mark.parametrize("name", ["Marta Hale", "Dr Marta Hale", "Hale", "marta hale"])
def test_an_assignment_overrides_the_text_and_is_the_reason(name: str) -> None:
    accounts = narratives.read(REPORT, PARTIES, assign={name: "village council"})
    mine = [one for one in accounts["village council"] if one.source and one.source.name == "Marta Hale"]
    assert [one.text for one in mine] == ["The water was poisoned.", "Forty people were ill."]
    assert mine[0].source is not None
    assert mine[0].source.why == f"assigned by you: {name!r} speaks for village council"


def test_a_speaker_of_a_party_can_be_assigned_to_none() -> None:
    accounts = narratives.read(REPORT, PARTIES, assign={"The ministry": None})
    assert len(accounts["ministry"]) == 0
    voice = next(voice for voice in accounts.voices if voice.name == "The ministry")
    assert voice.why == "assigned by you: 'The ministry' speaks for no party"


def test_a_parties_file_assigns_speakers(tmp_path: Path) -> None:
    file = tmp_path / "parties.yaml"
    file.write_text("ministry: []\nvillage council: []\nspeakers:\n  Marta Hale: ministry\n")
    assert len(narratives.read(REPORT, file)["ministry"]) == 3
    file.write_text("ministry: []\nspeakers: [Hale]\n")
    assert list(narratives.read(REPORT, file)) == ["ministry", "speakers"]


@pytest.mark.parametrize(
    ("assign", "message"),
    [
        ({"Marta Hale": "minstry"}, r"there is no party 'minstry'; did you mean 'ministry'\?"),
        ({"Marta Hail": "ministry"}, r"'Marta Hail' says nothing in the text; did you mean 'Marta Hale'\?"),
        ({" ": "ministry"}, "has no name; give it"),
    ],
)
def test_a_wrong_assignment_is_refused_with_similar_names(assign: dict[str, str], message: str) -> None:
    with pytest.raises(narratives.NarrativesError, match=message):
        narratives.read(REPORT, PARTIES, assign=assign)


@pytest.mark.parametrize(
    ("text", "parties", "speaker", "party"),
    [
        (
            "The Ministry of Health said the water was safe. The Health Ministry said forty were ill.",
            ["Ministry of Health", "Council"],
            "The Health Ministry",
            "Ministry of Health",
        ),
        (
            "Mayor Ivo Brandt said the tax was legal. Nora Brandt said it was theft. A council met.",
            {"City": ["Ivo Brandt"], "Council": []},
            "Nora Brandt",
            "City",
        ),
        (
            "Norland said the road was open. Jon Lark, a special representative for Norland, denied it.",
            ["Norland"],
            "Jon Lark",
            "Norland",
        ),
    ],
)
def test_a_speaker_gets_a_suggestion_with_its_evidence(
    text: str, parties: list[str], speaker: str, party: str
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", narratives.NarrativesWarning)
        accounts = narratives.read(text, parties)
    voice = next(voice for voice in accounts.voices if voice.name == speaker)
    assert voice.suggestion is not None
    assert voice.suggestion.party == party
    assert voice.suggestion.why
    assert voice.assertions not in [account.assertions for account in accounts.values()]


def test_voices_survive_json_and_are_in_the_tables() -> None:
    comparison = narratives.compare(narratives.read(REPORT, PARTIES))
    back = narratives.Comparison.from_json(comparison.to_json(texts=True))
    assert back == comparison
    rows = comparison.to_rows("assertions")
    assert [row["party"] for row in rows].count("(no party)") == 2
    assert len(rows) == len(comparison.assertions) + len(comparison.unassigned)
    speakers = comparison.to_rows("speakers")
    assert [(row["speaker"], row["party"], row["statements"]) for row in speakers] == [
        ("The ministry", "ministry", 1),
        ("Village council", "village council", 1),
        ("Marta Hale", "(no party)", 2),
    ]
    record = json.loads(comparison.to_json())
    assert [voice["name"] for voice in record["voices"]] == ["Marta Hale", "(article)"]


def test_the_own_voice_is_left_out_of_voices_if_it_is_compared() -> None:
    accounts = narratives.read(REPORT, PARTIES)
    comparison = narratives.compare(accounts["ministry"], accounts.article, voices=accounts.voices)
    assert [voice.name for voice in comparison.voices] == ["Marta Hale"]


def test_a_dispute_is_found_across_documents_as_within_one() -> None:
    documents = [
        narratives.Document("The company said the bridge was closed on Monday.", title="Daily"),
        narratives.Document("The union said the bridge was open on Monday.", title="Courier"),
    ]
    comparison = narratives.compare(narratives.read(documents, ["company", "union"]))
    [dispute] = comparison.disputes
    assert {one.document for one in dispute.assertions} == {document.id for document in documents}
