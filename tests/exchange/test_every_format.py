import csv
import io
import json
import re
from collections.abc import Callable

import jsonschema
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

import narratives
from narratives import exchange
from narratives.errors import ExchangeError
from narratives.exchange.argdown import escape
from narratives.exchange.csv import cell_text
from narratives.exchange.validation import MAX_CHARACTERS
from narratives.findings import Findings
from narratives.harmless import plain
from narratives.model import ARTICLE, NO_PARTY, Assertion, Document, Stance, encodable
from tests.exchange.hostile import BENIGN, EACH, hostile_findings
from tests.exchange.readers import read_by_argdown, read_by_arguebuf
from tests.strategies import findings

Writer = Callable[..., str]
Reader = Callable[..., Findings]

WRITERS_AND_READERS: dict[str, tuple[Writer, Reader]] = {
    "json": (exchange.to_json, exchange.from_json),
    "graphml": (exchange.to_graphml, exchange.from_graphml),
    "aif": (exchange.to_aif, exchange.from_aif),
    "xaif": (exchange.to_xaif, exchange.from_xaif),
    "jsonld": (exchange.to_jsonld, exchange.from_jsonld),
}
FORMATS = pytest.mark.parametrize(("write", "read"), WRITERS_AND_READERS.values(), ids=WRITERS_AND_READERS)
CHECKER = jsonschema.Draft202012Validator(exchange.schema())


def assert_round_trips(found: Findings) -> None:
    for name, (write, read) in WRITERS_AND_READERS.items():
        assert read(write(found, texts=True)) == found, name


def assert_tables_are_complete(found: Findings) -> None:
    for table in exchange.TABLES:
        rows = exchange.rows(found, table)
        read = list(csv.reader(io.StringIO(exchange.to_csv(found, table), newline="")))
        assert len(read) == len(rows) + 1
        assert {len(row) for row in read} == {len(read[0])}
        for cells, row in zip(read[1:], rows, strict=True):
            shown = [
                cell_text(value) if isinstance(value, str) else "" if value is None else repr(value)
                for value in row.values()
            ]
            assert cells == shown


def complete_argdown(found: Findings) -> str:
    text = exchange.to_argdown(found)
    assert len(re.findall(r"^\[[^\]]+\]: ", text, re.MULTILINE)) == len(found.assertions)
    assert all(escape(one.text) in text for one in found.assertions)
    return text


def argdown_text(one: Assertion) -> str:
    text = plain(one.text).strip() or "…"
    who = plain(one.party or (NO_PARTY if one.source else ARTICLE)).strip() or "…"
    return text if one.stance is Stance.ASSERTS else f"{who} {one.stance}: {text}"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(findings(by_hand=True))
def test_findings_survive_a_round_trip_through_every_format(found: Findings) -> None:
    assert_round_trips(found)
    assert_tables_are_complete(found)
    complete_argdown(found)
    assert CHECKER.is_valid(json.loads(exchange.to_json(found, texts=True)))


def test_statements_of_no_party_survive_a_round_trip_through_every_format() -> None:
    accounts = narratives.read(
        "Armenia said the road was open. Azerbaijan said it was shut. It rained. A driver said it was wet.",
        ["Armenia", "Azerbaijan"],
    )
    assert [voice.name for voice in accounts.voices] == ["A driver", "(article)"]
    assert_round_trips(accounts.findings)


@pytest.mark.slow
def test_a_thousand_random_findings_survive_every_format() -> None:
    exported: list[tuple[Findings, str, str]] = []

    @settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(findings(by_hand=True))
    def each(found: Findings) -> None:
        assert_round_trips(found)
        assert_tables_are_complete(found)
        exported.append((found, complete_argdown(found), exchange.to_aif(found)))

    each()
    assert len(exported) >= 1000
    answers = read_by_argdown([text for _, text, _ in exported])
    for (found, _, _), answer in zip(exported, answers, strict=True):
        assert answer["errors"] == []
        assert answer["arguments"] == []
        texts = [text for one in answer["statements"].values() for text in one["texts"]]
        assert sorted(texts) == sorted(map(argdown_text, found.assertions))
    for (found, _, _), answer in zip(
        exported, read_by_arguebuf("aif", [text for _, _, text in exported]), strict=True
    ):
        assert list(answer["atoms"].values()) == [encodable(one.text) for one in found.assertions]


@FORMATS
@pytest.mark.parametrize("text", EACH)
def test_hostile_texts_survive_a_round_trip(write: Writer, read: Reader, text: str) -> None:
    found = hostile_findings(text)
    back = read(write(found, texts=True))
    if encodable(text) == text:
        assert back == found
    else:
        assert exchange.to_json(back) == exchange.to_json(read(write(back, texts=True)))
        assert [one.text for one in back.assertions] == [encodable(one.text) for one in found.assertions]
    assert back.documents[0].id == found.documents[0].id


@FORMATS
def test_output_is_deterministic(karabakh: narratives.Comparison, write: Writer, read: Reader) -> None:
    text = write(karabakh, texts=True)
    assert write(karabakh, texts=True) == text
    assert write(read(text), texts=True) == text
    assert narratives.Comparison.of(read(text)) == karabakh


@FORMATS
def test_the_flag_not_compared_survives_a_round_trip(write: Writer, read: Reader) -> None:
    found = evolve(hostile_findings(BENIGN), verdicts=(), disputes=(), own=(), compared=False)
    assert read(write(found, texts=True)) == found


@FORMATS
def test_without_texts_everything_else_survives_a_round_trip(write: Writer, read: Reader) -> None:
    found = hostile_findings(BENIGN)
    text = write(found)
    assert "and more words" not in text
    assert write(read(text)) == text
    assert read(text).accounts == found.accounts


@FORMATS
@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "<a/>", "[" * 100_000, "<a>" * 1000, '{"AIF": 1}', "1" * 5000, "\ud800"]
)
def test_input_of_another_format_is_an_error_on_one_line(write: Writer, read: Reader, text: str) -> None:
    del write
    with pytest.raises(ExchangeError, match=r"^x: ") as caught:
        read(text, place="x")
    assert "\n" not in str(caught.value)


@FORMATS
def test_input_above_the_length_limit_is_refused(
    write: Writer, read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("narratives.exchange.validation.MAX_CHARACTERS", 100)
    with pytest.raises(ExchangeError, match="more than the 100 that are read"):
        read(write(hostile_findings(BENIGN)))
    assert MAX_CHARACTERS == 64 * 2**20


def test_a_text_with_lone_surrogates_is_left_out_and_its_document_kept() -> None:
    document = Document("a \ud800 b")
    found = Findings(accounts=(), verdicts=(), disputes=(), documents=(document,))
    back = exchange.from_json(exchange.to_json(found, texts=True))
    assert (back.documents[0].id, back.documents[0].text) == (document.id, "")
