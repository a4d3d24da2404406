"""``narratives review`` asks, saves each answer at once, and never loses or overwrites a decision."""

import getpass
import io
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import narratives
from narratives import Decision, Mark, Subject, Verdict
from narratives.cli import main
from narratives.cli.reviewing import _default_file
from narratives.verdict import Pair, Reason, ReasonKind, Relation

REPORT = (
    "The company said the bridge was closed on Monday. The union said the bridge was open on Monday. "
    "Dr Marta Hale said the bridge was unsafe."
)
DECISION = Decision(on=Subject.SPEAKER, mark=Mark.PARTY, speaker="Marta Hale", value="union", by="Ben")

Result = tuple[int, str, str]
Call = Callable[..., Result]


class Judge:
    """A judge that sees a contradiction in every pair."""

    def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
        why = Reason(kind=ReasonKind.ANTONYM, a="closed", b="open", note="They are opposites.")
        return [
            Verdict(a=a, b=b, relation=Relation.CONTRADICTION, probability=0.7, reasons=(why,))
            for a, b in pairs
        ]


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run the command in this process with the lines given as standard input."""
    document = narratives.Document(REPORT, title="Bridge shut", outlet="The Courier", date="2026-11-23")
    comparison = narratives.compare(narratives.read(document, ["company", "union"]), judge=Judge())
    comparison.save(tmp_path / "bridge.json", texts=True)

    def command(*arguments: str, lines: Sequence[str] = (), findings: str = "bridge.json") -> Result:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["narratives", "review", findings, *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        with pytest.raises(SystemExit) as left:
            main()
        output = capsys.readouterr()
        return int(left.value.code or 0), output.out, output.err

    return command


def saved(tmp_path: Path, name: str = "bridge.decisions.json") -> tuple[Decision, ...]:
    return narratives.read_decisions(tmp_path / name)


def test_a_relation_is_shown_with_its_words_and_the_answer_is_saved(call: Call, tmp_path: Path) -> None:
    code, out, err = call("--by", "Ana Ruiz", lines=["r"])
    assert (code, err) == (0, "")
    assert out.splitlines()[1:5] == [
        f"1 of 1: contradiction, 0.70 {'─' * 82}",
        "The point at issue “Bridge” stands or falls with it.",
        "In “Bridge shut, The Courier, 2026-11-23”.",
        "",
    ]
    assert " ".join(out.split("2026-11-23”.")[1].split("[r]ight")[0].split()) == (
        "1 company · The company “said” The bridge was closed on Monday. "
        "The company said [the bridge was closed on Monday]. The union said the bridge was open on Monday. "
        "Dr Marta Hale said the bridge was unsafe. "
        "2 union · The union “said” The bridge was open on Monday. "
        "The company said the bridge was closed on Monday. The union said [the bridge was open on Monday]. "
        "Dr Marta Hale said the bridge was unsafe. "
        "antonym: They are opposites. 1 “closed” 2 “open”"
    )
    keys = "[r]ight [w]rong [o]ther relation [e]dit [p]arty [n]ote [s]kip [b]ack [q]uit [?]"
    assert f"\n\n{keys}\n> r\n" in out
    assert out.endswith(
        "\n1 right.\nSaved in bridge.decisions.json. To apply them: "
        "narratives convert bridge.json report.html --decisions bridge.decisions.json\n"
    )
    [decision] = saved(tmp_path)
    assert (decision.mark, decision.value, decision.by) == ("right", "contradiction", "Ana Ruiz")
    assert decision.at.endswith("Z")
    assert [key.text for key in decision.statements] == [
        "The bridge was closed on Monday.",
        "The bridge was open on Monday.",
    ]


def test_what_is_decided_is_asked_only_with_again(call: Call, tmp_path: Path) -> None:
    assert call("--by", "Ana", lines=["w"])[0] == 0
    code, out, err = call("--by", "Ana")
    assert (code, out) == (0, "")
    assert err == "narratives: there is nothing to check that is not decided\n"
    assert "1 of 1: contradiction" in call("--by", "Ana", "--again", lines=["r"])[1]
    assert [one.mark for one in saved(tmp_path)] == ["wrong", "right"]
    comparison = narratives.load(tmp_path / "bridge.json")
    assert len(comparison.decide(saved(tmp_path)).disputes) == 1


def test_decisions_of_others_are_kept(call: Call, tmp_path: Path) -> None:
    narratives.save_decisions([DECISION], tmp_path / "mine.json")
    assert call("--decisions", "mine.json", "--by", "Ana", lines=["r"])[0] == 0
    assert [one.by for one in saved(tmp_path, "mine.json")] == ["Ben", "Ana"]
    assert not (tmp_path / "bridge.decisions.json").exists()


@pytest.mark.slow
def test_the_answers_on_a_graph_that_is_kept_are_added_to_it(call: Call, tmp_path: Path) -> None:
    report = "The company said the bridge was open on Monday. The union said the bridge was closed on Monday."
    with narratives.open_corpus(tmp_path / "graph.db") as corpus:
        corpus.add([narratives.Document(report)], parties=["company", "union"])
    code, out, errors = call("--by", "Ana", findings="graph.db", lines=["w"])
    assert (code, errors) == (0, "")
    assert out.endswith("\n1 wrong.\nSaved in the graph; every command on it applies them.\n")
    with narratives.open_corpus(tmp_path / "graph.db") as corpus:
        assert [(one.mark, one.by) for one in corpus.decisions] == [("wrong", "Ana")]
        assert corpus.comparison().disputes == ()
    assert "nothing to check" in call("--by", "Ana", findings="graph.db")[2]


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("dam.json", "dam.decisions.json"),
        ("dam.aif.json", "dam.decisions.json"),
        ("Dam.v2.AIF", "Dam.v2.decisions.json"),
        ("dam.graphml", "dam.decisions.json"),
        ("dam", "dam.decisions.json"),
    ],
)
def test_the_decisions_lie_beside_the_findings(name: str, beside: str) -> None:
    assert _default_file(Path("kept", name)) == Path("kept", beside)


def test_an_interrupt_loses_nothing(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = iter(["e", "1", "The old bridge was closed on Monday."])

    def typed(_prompt: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr("builtins.input", typed)
    code, _, err = call("--by", "Ana")
    assert code == 130
    assert err == "narratives: the answers so far are in bridge.decisions.json\nnarratives: stopped\n"
    assert [one.value for one in saved(tmp_path)] == ["The old bridge was closed on Monday."]


def test_without_input_nothing_is_saved(call: Call, tmp_path: Path) -> None:
    code, out, _ = call("--by", "Ana")
    assert (code, out.splitlines()[-1]) == (0, "nothing decided; 1 item not reached.")
    assert not (tmp_path / "bridge.decisions.json").exists()


def test_without_the_texts_of_articles_a_note_says_so(call: Call, tmp_path: Path) -> None:
    narratives.load(tmp_path / "bridge.json").save(tmp_path / "bridge.json", overwrite=True)
    _, out, errors = call("--by", "Ana", lines=["q"])
    assert errors == "narratives: without the articles' texts (--texts) no words around a quote\n"
    assert "   [the bridge was closed on Monday]\n" in out
    assert call("--by", "Ana", "--quiet", lines=["q"])[2] == ""


def test_input_that_is_no_text_is_no_answer(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = io.TextIOWrapper(io.BytesIO(b"\xff\x00\nn\nthe quote \xe9 is cut\nw\n"), encoding="utf-8")
    monkeypatch.setattr(io, "StringIO", lambda _text: typed)
    code, out, _ = call("--by", "Ana")
    assert code == 0
    assert "'\ufffd' is no answer here" in out
    assert [one.note for one in saved(tmp_path)] == ["the quote \ufffd is cut"]


def test_the_login_name_stands_for_a_missing_name(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "aruiz")
    assert call(lines=["r"])[0] == 0
    assert [one.by for one in saved(tmp_path)] == ["aruiz"]

    def unknown() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr(getpass, "getuser", unknown)
    code, _, err = call("--again")
    assert code == 2
    assert "give the name of the person who decides with --by NAME" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--decisions", "bridge.json"], "bridge.json: is what is read; give the decisions another name"),
        (["--decisions", "nowhere/mine.json"], "nowhere/mine.json: there is no folder 'nowhere'"),
        (["--decisions", "."], ".: is a folder; give the name of a file"),
        (["--decisions", "other.json"], "other.json: is not of the format 'narratives-decisions/1'"),
        (["--decisions", "other.json", "--again"], "other.json: is not of the format"),
        (["--by", " "], "give the name of the person who decides"),
        (["--most", "0"], "--most"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_2(
    call: Call, tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "other.json").write_text(json.dumps({"mine": 1}))
    code, out, err = call(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert message in err
    assert (tmp_path / "other.json").read_text() == '{"mine": 1}'
