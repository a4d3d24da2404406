import io
import json
import sys
from pathlib import Path

import pytest
from rich.console import Console

import narratives
from benchmarks.questions.large import Size, large_graph
from narratives.answers import Standing
from narratives.cli import main
from narratives.findings import Findings
from narratives.rendering.answers import show_matrix
from tests.questions.conftest import Call


def test_disputes_are_printed_with_what_fits(call: Call) -> None:
    code, out, err = call("disputes", "kept.json", "--between", "mara quist", "--and", "Ines Holt")
    assert (code, err) == (0, "")
    assert out.startswith("3 points at issue, 3 conflicts; 3 in all.\n")
    assert out.index("1. Dockers") < out.index("2. Crane") < out.index("3. Winch")
    assert "Five dockers" not in out
    assert call("disputes", "kept.json", "--topic", "whales")[1] == "No dispute fits; 3 in all.\n\n"


def test_disputes_as_json_tell_what_was_asked_and_hold_what_is_referred_to(call: Call) -> None:
    code, out, _ = call("disputes", "kept.json", "--reason", "number", "--min-probability", "0.7", "--json")
    value = json.loads(out)
    assert (code, value["format"]) == (0, "narratives-answer/1")
    assert value["asked"] == {"reason": "number", "min_probability": 0.7}
    assert [one["label"] for one in value["disputes"]] == ["Dockers"]
    assert [value["relations"][number]["probability"] for number in value["disputes"][0]["relations"]] == [
        0.95,
        0.7,
    ]
    ids = {one["id"] for one in value["assertions"]}
    assert {one[side] for one in value["relations"] for side in "ab"} == ids


def test_the_matrix_is_printed_and_written(call: Call) -> None:
    code, out, _ = call("matrix", "kept.json")
    assert code == 0
    assert "City Council – Rescue Service: no common point" in out
    assert "Harbour Board – Dockers' Union: 1.00, 3 points" in out
    value = json.loads(call("matrix", "kept.json", "--json")[1])
    crane = next(row for row in value["matrix"] if row["label"] == "Crane")
    assert [one["standing"] for one in crane["stances"]] == ["asserts", "denies", "denies", "silent"]
    assert {row["proposition"] for row in value["matrix"]} <= {one["id"] for one in value["assertions"]}
    assert value["distances"][-1] == {
        "a": "City Council", "b": "Rescue Service", "distance": None, "points": 0,
    }  # fmt: skip


def test_a_matrix_of_many_parties_is_printed_as_lists() -> None:
    graph = large_graph(Size(assertions=40, relations=60, documents=3), seed=1)
    findings = Findings(accounts=tuple(graph.accounts), verdicts=(), disputes=tuple(graph.points))
    out = io.StringIO()
    show_matrix(Console(file=out, width=110), findings, graph.matrix(), graph.distance())
    row = graph.matrix().rows[0]
    denying = [one.party for one in row.stances if one.standing is Standing.DENIES]
    assert denying
    text = " ".join(out.getvalue().split())
    assert f"1. {row.point.label}: {row.proposition.text} asserts: " in text
    assert f"denies: {', '.join(denying)}" in text
    assert "and 170 pairs more; --json has them all" in text
    assert max(map(len, out.getvalue().splitlines())) <= 110


def test_an_answer_has_the_disputes_first_then_who_else_says_what(call: Call) -> None:
    code, out, _ = call("ask", "kept.json", "Is the crane safe?")
    assert code == 0
    assert out.index("1. Crane") < out.index("Also said") < out.index("The crane was never certified.")
    assert "No point at issue is about it; said" in call("ask", "kept.json", "rescue boats")[1]
    assert "Nothing found; try other words" in call("ask", "kept.json", "whales")[1]
    value = json.loads(call("ask", "kept.json", "Is the crane safe?", "--json")[1])
    assert [one["score"] > 0.6 for one in value["disputes"]] == [True]
    words = call("ask", "kept.json", "Is the crane safe?", "--embedder", "words", "--json")[1]
    assert [one["score"] for one in json.loads(words)["disputes"]] == [1.0]
    assert value["statements"][0]["party"] == "Harbour Board"


def test_the_same_question_gives_the_same_bytes(call: Call) -> None:
    for question in (("ask", "kept.json", "crane", "--json"), ("matrix", "kept.json")):
        assert call(*question) == call(*question)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["disputes", "none.json"], "none.json: no such file"),
        (["disputes", "report.txt"], "report.txt: cannot be read back; take one of .json"),
        (["matrix", "other.json"], "other.json"),
        (["ask", "accounts.json", "crane"], "compare them first"),
        (["disputes", "kept.json", "--between", "Harbor Board"], "did you mean 'Harbour Board'?"),
        (["disputes", "kept.json", "--reason", "gossip"], "reason 'gossip' is unknown; there are: negation"),
        (["disputes", "kept.json", "--source", "\x1b[31mQuist"], "source '\\x1b[31mQuist' is not"),
        (["ask", "kept.json", "what of it"], "has no content word"),
        (["ask", "kept.json", "crane", "-k", "0"], "-k"),
    ],
)
def test_a_wrong_call_ends_with_2_and_one_line(
    call: Call, harbour: narratives.Comparison, tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "report.txt").write_text("A report.")
    (tmp_path / "other.json").write_text('{"name": "something else"}')
    read = narratives.read("Armenia said the road was open.", ["Armenia"])
    (tmp_path / "accounts.json").write_text(read.to_json())
    code, out, err = call(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert message in err
    assert "\x1b" not in err
    assert harbour.graph.points


def test_hostile_texts_do_not_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    nasty = narratives.Account("A[bold]\x1b[31mB", ["\x1b]0;title\x07The road [red]is[/red] open.\u202e"])
    other = narratives.Account("Other", ["The road is shut."])
    verdict = narratives.Verdict(
        a=nasty.assertions[0],
        b=other.assertions[0],
        relation=narratives.Relation.CONTRADICTION,
        probability=0.9,
    )
    point = narratives.Dispute(label="\x1b[2JRoad", verdicts=(verdict,))
    narratives.Comparison(accounts=(nasty, other), verdicts=(verdict,), disputes=(point,)).save(
        tmp_path / "kept.json"
    )
    monkeypatch.chdir(tmp_path)
    for arguments in (["disputes", "kept.json"], ["matrix", "kept.json"], ["ask", "kept.json", "road"]):
        monkeypatch.setattr(sys, "argv", ["narratives", *arguments])
        with pytest.raises(SystemExit):
            main()
        out = capsys.readouterr().out
        assert "[red]is[/red]" in out
        assert not {"\x1b", "\x07", "\u202e"} & set(out)
