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
from narratives.model import ARTICLE, Assertion, Document, Stance, encodable
from tests.exchange.hostile import BENIGN, EACH, hostile_findings
from tests.exchange.readers import read_by_argdown, read_by_arguebuf
from tests.strategies import findings

Writer = Callable[..., str]
Reader = Callable[..., Findings]

BOTH_WAYS: dict[str, tuple[Writer, Reader]] = {
    "json": (exchange.to_json, exchange.from_json),
    "graphml": (exchange.to_graphml, exchange.from_graphml),
    "aif": (exchange.to_aif, exchange.from_aif),
    "xaif": (exchange.to_xaif, exchange.from_xaif),
    "jsonld": (exchange.to_jsonld, exchange.from_jsonld),
}
FORMATS = pytest.mark.parametrize(("write", "read"), BOTH_WAYS.values(), ids=BOTH_WAYS)
CHECKER = jsonschema.Draft202012Validator(exchange.schema())


def comes_back_equal(found: Findings) -> None:
    for name, (write, read) in BOTH_WAYS.items():
        assert read(write(found, texts=True)) == found, name


def tables_keep_everything(found: Findings) -> None:
    for table in exchange.TABLES:
        rows = exchange.rows(found, table)
        read = list(csv.reader(io.StringIO(exchange.to_csv(found, table), newline="")))
        assert len(read) == len(rows) + 1
        assert {len(row) for row in read} == {len(read[0])}
        for told, row in zip(read[1:], rows, strict=True):
            shown = [
                cell_text(value) if isinstance(value, str) else "" if value is None else repr(value)
                for value in row.values()
            ]
            assert told == shown


def argdown_keeps_everything(found: Findings) -> str:
    text = exchange.to_argdown(found)
    assert len(re.findall(r"^\[[^\]]+\]: ", text, re.MULTILINE)) == len(found.assertions)
    assert all(escape(one.text) in text for one in found.assertions)
    return text


def argdown_text(one: Assertion) -> str:
    text = plain(one.text).strip() or "…"
    who = plain(one.party or ARTICLE).strip() or "…"
    return text if one.stance is Stance.ASSERTS else f"{who} {one.stance}: {text}"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(findings(by_hand=True))
def test_any_findings_come_back_equal_from_every_format(found: Findings) -> None:
    comes_back_equal(found)
    tables_keep_everything(found)
    argdown_keeps_everything(found)
    assert CHECKER.is_valid(json.loads(exchange.to_json(found, texts=True)))


@pytest.mark.slow
def test_a_thousand_random_findings_pass_through_every_format() -> None:
    told: list[tuple[Findings, str, str]] = []

    @settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(findings(by_hand=True))
    def each(found: Findings) -> None:
        comes_back_equal(found)
        tables_keep_everything(found)
        told.append((found, argdown_keeps_everything(found), exchange.to_aif(found)))

    each()
    assert len(told) >= 1000
    answers = read_by_argdown([text for _, text, _ in told])
    for (found, _, _), answer in zip(told, answers, strict=True):
        assert answer["errors"] == []
        assert answer["arguments"] == []
        told_texts = [text for one in answer["statements"].values() for text in one["texts"]]
        assert sorted(told_texts) == sorted(map(argdown_text, found.assertions))
    for (found, _, _), answer in zip(
        told, read_by_arguebuf("aif", [text for _, _, text in told]), strict=True
    ):
        assert list(answer["atoms"].values()) == [encodable(one.text) for one in found.assertions]


@FORMATS
@pytest.mark.parametrize("text", EACH)
def test_hostile_texts_come_back_as_they_were(write: Writer, read: Reader, text: str) -> None:
    found = hostile_findings(text)
    back = read(write(found, texts=True))
    if encodable(text) == text:
        assert back == found
    else:
        assert exchange.to_json(back) == exchange.to_json(read(write(back, texts=True)))
        assert [one.text for one in back.assertions] == [encodable(one.text) for one in found.assertions]
    assert back.documents[0].id == found.documents[0].id


@FORMATS
def test_the_same_findings_give_the_same_text(
    karabakh: narratives.Comparison, write: Writer, read: Reader
) -> None:
    text = write(karabakh, texts=True)
    assert write(karabakh, texts=True) == text
    assert write(read(text), texts=True) == text
    assert narratives.Comparison.of(read(text)) == karabakh


@FORMATS
def test_what_was_not_compared_is_not_compared_when_it_comes_back(write: Writer, read: Reader) -> None:
    found = evolve(hostile_findings(BENIGN), verdicts=(), disputes=(), own=(), compared=False)
    assert read(write(found, texts=True)) == found


@FORMATS
def test_without_texts_everything_but_the_texts_comes_back(write: Writer, read: Reader) -> None:
    found = hostile_findings(BENIGN)
    text = write(found)
    assert "and more words" not in text
    assert write(read(text)) == text
    assert read(text).accounts == found.accounts


@FORMATS
@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "<a/>", "[" * 100_000, "<a>" * 1000, '{"AIF": 1}', "1" * 5000, "\ud800"]
)
def test_what_is_none_of_the_format_is_one_line_of_error(write: Writer, read: Reader, text: str) -> None:
    del write
    with pytest.raises(ExchangeError, match=r"^x: ") as caught:
        read(text, place="x")
    assert "\n" not in str(caught.value)


@FORMATS
def test_what_is_too_long_is_not_read(write: Writer, read: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("narratives.exchange.validation.MAX_CHARACTERS", 100)
    with pytest.raises(ExchangeError, match="more than the 100 that are read"):
        read(write(hostile_findings(BENIGN)))
    assert MAX_CHARACTERS == 64 * 2**20


def test_a_text_that_no_utf8_holds_is_left_out_and_its_places_stay() -> None:
    document = Document("a \ud800 b")
    found = Findings(accounts=(), verdicts=(), disputes=(), documents=(document,))
    back = exchange.from_json(exchange.to_json(found, texts=True))
    assert (back.documents[0].id, back.documents[0].text) == (document.id, "")
