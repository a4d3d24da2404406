"""``narratives label-studio`` writes tasks, and takes an export back as decisions."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import narratives
from narratives.cli import main
from tests.exchange.test_label_studio import FINDINGS, annotated

Result = tuple[int, str]
Call = Callable[..., Result]


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run the command in this process; return the exit code and standard error."""
    narratives.Comparison.of(FINDINGS).save(tmp_path / "bridge.json", texts=True)

    def command(*arguments: str) -> Result:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["narratives", "label-studio", "bridge.json", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        output = capsys.readouterr()
        assert output.out == ""
        return int(left.value.code or 0), output.err

    return command


def test_tasks_go_out_and_the_export_comes_back(call: Call, tmp_path: Path) -> None:
    assert call("-o", "tasks.json", "--config", "config.xml") == (
        0,
        "wrote tasks.json: 1 task\nwrote config.xml\n",
    )
    assert len(json.loads((tmp_path / "tasks.json").read_text())) == 1
    assert (tmp_path / "config.xml").read_text().startswith("<View>")
    (tmp_path / "export.json").write_text(json.dumps(annotated(("distinct", 7), ("distinct", 8))))
    assert call("--take", "export.json", "-o", "decisions.json") == (
        0,
        "wrote decisions.json: 2 decisions by Label Studio user 7, Label Studio user 8\n",
    )
    decided = narratives.load(tmp_path / "bridge.json").decide(
        narratives.read_decisions(tmp_path / "decisions.json")
    )
    assert [one.relation for one in decided.verdicts] == ["distinct"]
    assert call("-o", "rest.json", "--decisions", "decisions.json")[1] == "wrote rest.json: 0 tasks\n"
    again = call("-o", "rest.json", "--decisions", "decisions.json", "--again", "--force")
    assert again[1] == "wrote rest.json: 1 task\n"


def test_answers_on_other_findings_are_a_warning(call: Call, tmp_path: Path) -> None:
    export = annotated(("distinct", 7))
    for key in export[0]["data"]["narratives"]["statements"]:
        key |= {"text": "The moon is cheese.", "spans": [], "quote": ""}
    (tmp_path / "export.json").write_text(json.dumps(export))
    code, errors = call("--take", "export.json", "-o", "decisions.json")
    assert code == 0
    assert "narratives: warning: a decision on the relation 'The moon is cheese.' is not applied" in errors


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "bridge.json"], "bridge.json: is what is read"),
        (["-o", "mine.json"], "mine.json: is there already"),
        (["-o", "x.json", "--config", "x.json"], "x.json: is given twice"),
        (["-o", "x.json", "--take", "mine.json", "--most", "1"], "leave them out with --take"),
        (["-o", "x.json", "--take", "mine.json"], "mine.json: is no export of Label Studio"),
        (["-o", "x.json", "--take", "none.json"], "none.json: no such file"),
        ([], "Missing option"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_2(
    call: Call, tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "mine.json").write_text("{}")
    code, errors = call(*arguments)
    assert (code, errors.count("\n")) == (2, 1)
    assert message in errors
    assert (tmp_path / "mine.json").read_text() == "{}"
    assert not (tmp_path / "x.json").exists()
