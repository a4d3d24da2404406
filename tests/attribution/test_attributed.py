import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.attribution.__main__ import articles, predictions
from benchmarks.attribution.kinds import kinds
from benchmarks.attribution.scoring import Spans, Tally, tally
from narratives.attribution import attribute, attributed
from narratives.model import Document, Party, Span
from tests.conftest import SHARED

DEV = SHARED / "data" / "attribution" / "polnear-dev.jsonl.gz"
FLOORS = {"content@0.5": 0.705, "content@0.8": 0.62, "both": 0.648}


def found(text: str) -> list[tuple[str, str, str]]:
    def words(spans: tuple[Span, ...]) -> str:
        return " … ".join(text[span.start : span.end] for span in spans)

    return [(words(one.source), words(one.cue), words(one.content)) for one in attributed(Document(text))]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Ruiz opposes the dam.", "Ruiz", "opposes", "the dam"),
        ("Ruiz wants the court to rule on it.", "Ruiz", "wants", "the court to rule on it"),
        ("Lawmakers spoke against the bill.", "Lawmakers", "spoke against", "the bill"),
        ("She was critical of the plan.", "She", "was critical of", "the plan"),
        ("Farmers are afraid that the levee will break.", "Farmers", "are afraid", "the levee will break"),
        ("Voters see the mayor as a fraud.", "Voters", "see", "the mayor as a fraud"),
        ("The union’s support for a strike is waning.", "The union", "support for", "a strike"),
        ("There was criticism of the plan from many farmers.", "many farmers", "criticism of", "the plan"),
        ("The mill is expected to close.", "", "is expected", "The mill … to close"),
        ("It is widely believed that the court will rule.", "", "is widely believed", "the court will rule"),
        ("Asked whether he would run, Lake laughed.", "", "Asked", "whether he would run"),
        ("She was accused of fraud.", "", "was accused", "She … of fraud"),
        ("In the mayor’s view, the dam is safe.", "the mayor", "In … view", "the dam is safe"),
        ("The men, who have assailed the dam, lost.", "The men … who", "have assailed", "the dam"),
        ("Ruiz circulated the report on Monday.", "Ruiz", "circulated", "the report"),
        ("Ruiz laid out a plan for the dam.", "Ruiz", "laid out", "a plan for the dam"),
        ("Lake urged the crew to leave.", "Lake", "urged", "the crew to leave"),
        ("Lake sees growers as a burden on the town.", "Lake", "sees", "growers as a burden on the town"),
        ("Quist pledged her vote to the mayor.", "Quist", "pledged", "her vote to the mayor"),
    ],
)
def test_attitudes_views_and_contents_without_a_source_are_found(
    text: str, source: str, cue: str, content: str
) -> None:
    assert (source, cue, content) in found(text)


def test_all_contents_of_one_cue_are_one_attribution() -> None:
    text = "“The dam is safe,” Ana Ruiz said. “It will hold. Nobody should worry.”"
    assert found(text) == [("Ana Ruiz", "said", "“The dam is safe,” … “It will hold. Nobody should worry.”")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Ruiz: Dam ‘will hold for a century’", [("Ana Ruiz", ":", "Dam ‘will hold for a century’")]),
        ("Poll: Few voters want a dam", [("Poll", ":", "Few voters want a dam")]),
        ("Police: - - - -", []),
        ("Friday: More rain in the north", []),
        (
            "HARROW: The mayor said the bridge will close in May.",
            [("The mayor", "said", "the bridge will close in May")],
        ),
    ],
)
def test_a_headline_may_name_its_source_first(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In a new poll, most voters were against it.", ("a new poll", "In", "most voters were against it")),
        ("In its forecast, the bank said growth would slow.", ("the bank", "said", "growth would slow")),
    ],
)
def test_a_poll_tells_what_it_shows(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in found(text)


def test_a_nested_report_is_returned_on_request() -> None:
    document = Document(
        "The Courier reported that Baku says that the army has left. Ruiz said Lake supports it."
    )
    cues = [
        [
            document.text[span.start : span.end]
            for one in attributed(document, nested=nested)
            for span in one.cue
        ]
        for nested in (False, True)
    ]
    assert cues == [["reported", "said"], ["reported", "says", "said", "supports"]]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The permit, the mayor said, was hard to get.", "The permit … was hard to get"),
        (
            "Whatever progress the crew has made, Ruiz said, could still be lost.",
            "Whatever progress the crew has made … could still be lost",
        ),
        (
            "The road the army built, growers said, was never open.",
            "The road the army built … was never open",
        ),
    ],
)
def test_a_content_goes_on_after_the_cue_that_interrupts_it(text: str, content: str) -> None:
    assert [one for _, _, one in found(text)] == [content]


def test_a_final_modifier_after_a_comma_is_not_part_of_the_content() -> None:
    [(_, _, content)] = found("Ruiz said the dam was safe, which surprised the engineers.")
    assert content == "the dam was safe"


def test_kinds_are_determined_from_the_spans() -> None:
    text = "She said “the dam is safe”. The dam leaks, according to Lake. Ruiz’s claim that it holds is new."

    def spans(*parts: str) -> Spans:
        offsets = [frozenset(range(text.find(p), text.find(p) + len(p))) if p else frozenset() for p in parts]
        return Spans(source=offsets[0], cue=offsets[1], content=offsets[2])

    gold = [
        spans("She", "said", "“the dam is safe”"),
        spans("Lake", "according to", "The dam leaks"),
        spans("Ruiz", "claim", "that it holds"),
        spans("", "new", "it holds"),
    ]
    assert kinds(text, gold) == [
        ["direct", "source is a pronoun"],
        ["according to"],
        ["indirect", "noun cue"],
        ["indirect", "no source"],
    ]


def test_scores_match_a_count_by_hand() -> None:
    def spans(content: range, source: range = range(0)) -> Spans:
        return Spans(source=frozenset(source), cue=frozenset(), content=frozenset(content))

    gold = [spans(range(10), range(20, 25)), spans(range(30, 40), range(50, 52)), spans(range(60, 70))]
    ours = [spans(range(10), range(24, 30)), spans(range(33, 43), range(53, 54)), spans(range(80, 90))]
    result = tally(gold, ours, [["direct"], ["indirect"], ["indirect"]]) + Tally()
    assert result.hits == {0.3: 2, 0.5: 2, 0.8: 1}
    assert result.sources == 1
    assert result.figures()["content@0.5"] == {"precision": 0.6667, "recall": 0.6667, "f1": 0.6667}
    assert result.figures()["kinds"]["indirect"] == {"gold": 2, "recall": 0.5}


QUOTES = st.text(alphabet="ab .,\"'“”‘’«»`\n—:-?!SaidRuiz", max_size=200)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(QUOTES)
def test_no_text_raises_and_every_span_is_inside_the_text(text: str) -> None:
    for one in attributed(Document(text)):
        for span in (*one.source, *one.cue, *one.content):
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end].strip()


@pytest.mark.alone
@pytest.mark.parametrize("mark", ['"', "'", "“", "”", "‘", "''", "« »", '"“'])
def test_a_hundred_kilobytes_of_quotation_marks_take_under_a_second(mark: str) -> None:
    attributed(Document("“The dam,” said Ruiz, “is safe.”"))
    text = mark * (100_000 // len(mark))
    started = perf_counter()
    attributed(Document(text))
    assert perf_counter() - started < 1


def gold_article() -> dict[str, object]:
    text = "Ana Ruiz said that the dam is safe. Tom Lake denied it."
    start = text.index("that the dam")
    return {
        "id": "one",
        "text": text,
        "attributions": [
            {"source": [[0, 8]], "cue": [[9, 13]], "content": [[start, start + 20]]},
            {"source": [[36, 44]], "cue": [[45, 51]], "content": [[52, 54]], "primary": False},
        ],
    }


@pytest.mark.slow
def test_the_benchmark_writes_predictions_and_figures(tmp_path: Path) -> None:
    file, out, figures = tmp_path / "gold.jsonl", tmp_path / "out.jsonl", tmp_path / "figures.json"
    file.write_text(json.dumps(gold_article()) + "\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.attribution", file, "--out", out, "--json", figures],
        check=True,
        capture_output=True,
        text=True,
    )
    assert "content@0.5" in run.stdout
    assert "articles a second" in run.stdout
    scores = json.loads(figures.read_text(encoding="utf-8"))
    assert scores["content@0.5"]["recall"] == 1
    [row] = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert row["id"] == "one"
    assert row["attributions"][0]["source"] == [[0, 8]]


@pytest.mark.slow
@pytest.mark.skipif(not DEV.exists(), reason="the annotated news articles are not part of the project")
def test_attributions_of_news_articles_stay_above_their_floors() -> None:
    """Every second article; the benchmark measures all."""
    rows = list(articles(DEV))[::2]
    total = Tally()
    for row in rows:
        gold = [Spans.read(one) for one in row["attributions"] if one.get("primary", True)]
        total += tally(gold, [Spans.read(one) for one in predictions(row["text"])], [[] for _ in gold])
    assert (len(rows), total.gold) == (42, 1243), "not the articles that the floors are for"
    figures = total.figures()
    assert {name: figures[name] for name, floor in FLOORS.items() if figures[name]["f1"] < floor} == {}


def test_attributions_of_a_paragraph_do_not_depend_on_its_neighbours() -> None:
    paragraphs = [
        "“The dam is safe,” said Ana Ruiz.",
        "Tom Lake wants it closed.",
        "The union denied that it had been asked.",
    ]
    alone = [found(paragraph) for paragraph in paragraphs]
    together = found("\n\n".join(reversed(paragraphs)))
    assert sorted(together) == sorted(one for several in alone for one in several)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(QUOTES)
def test_every_assertion_slices_to_its_quote_and_has_one_party_or_none(text: str) -> None:
    for one in attribute(Document(text), [Party("Ruiz"), Party("Said")]).assertions:
        assert one.quote == " … ".join(text[span.start : span.end] for span in one.spans)
        assert one.party in {None, "Ruiz", "Said"}
