import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "karabakh-2023"
REPORT = "Armenia said the road was open.\nAzerbaijan said the road was closed.\n"

Run = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.slow


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "narratives", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1", **environment},
        )

    (tmp_path / "report.txt").write_text(REPORT)
    return command


def seed(*more: str) -> list[str]:
    return ["compare", str(SEED / "report.txt"), "--parties", str(SEED / "parties.yaml"), *more]


def test_the_same_input_gives_the_same_bytes_whatever_the_hash_seed(run: Run) -> None:
    outputs = {run(*seed("--json"), PYTHONHASHSEED=number).stdout for number in "012"}
    assert len(outputs) == 1
    assert json.loads(outputs.pop())["disputes"]


def test_the_table_and_the_graph_are_printed(run: Run) -> None:
    table = run(*seed())
    assert (table.returncode, table.stderr) == (0, "")
    assert "at issue" in table.stdout
    assert run(*seed("--dot")).stdout.startswith("graph narratives {")


def test_a_party_is_set_against_itself_where_that_is_asked_for(run: Run, tmp_path: Path) -> None:
    text = f"{REPORT}Armenia said that on the same day the road was closed.\n"
    (tmp_path / "turn.txt").write_text(text)
    shown = run("compare", "turn.txt", "-p", "Armenia", "-p", "Azerbaijan", "--own").stdout
    assert "Armenia against itself" in shown
    assert "antonym: “open” / “closed”" in shown
    assert "against itself" not in run("compare", "turn.txt", "-p", "Armenia", "-p", "Azerbaijan").stdout


def test_extract_shows_who_says_what_and_why(run: Run) -> None:
    shown = run("extract", "report.txt", "-p", "Armenia").stdout
    assert "The road was open." in shown
    assert "why: 'armenia' is a name of it" in shown


def test_rows_are_made_the_same_with_the_same_seed_and_never_over_a_file(run: Run, tmp_path: Path) -> None:
    made = [run("make-rows", f"{name}.jsonl", "--contrasts", "90", "--seed", "7") for name in "ab"]
    assert [one.returncode for one in made] == [0, 0]
    assert "contrast/negation" in made[0].stdout
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    again = run("make-rows", "a.jsonl", "--contrasts", "90")
    assert again.returncode == 2
    assert again.stderr == "narratives: a.jsonl: is there already; give the name of a new file\n"


def test_a_device_without_a_cross_encoder_is_one_line_and_exit_2(run: Run) -> None:
    done = run("compare", "report.txt", "-p", "Armenia", "-p", "Azerbaijan", "--device", "cuda")
    assert done.returncode == 2
    assert "are for a cross-encoder by name" in done.stderr


def test_an_article_in_which_nobody_is_quoted_is_no_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("Armenia and Azerbaijan share a border.\n")
    done = run("compare", "plain.txt", "-p", "Armenia", "-p", "Azerbaijan")
    assert done.returncode == 0
    assert "No point at issue found." in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["compare", "nothing.txt", "-p", "A", "-p", "B"], "nothing.txt: no such file"),
        (["compare", "empty.txt", "-p", "A", "-p", "B"], "empty.txt: is empty"),
        (["compare", "binary.txt", "-p", "A", "-p", "B"], "binary.txt: is not text"),
        (["compare", "latin.txt", "-p", "A", "-p", "B"], "latin.txt: is not UTF-8"),
        (
            ["compare", "report.txt", "-p", "Armenia", "-p", "Russia"],
            "'Russia' is not in the text; found: Armenia, Azerbaijan",
        ),
        (["compare", "report.txt", "-p", "Armenia"], "one party only (Armenia)"),
        (["compare", "report.txt", "-p", "Armenia", "-p", "Armenia"], "'Armenia' is given twice"),
        (
            ["compare", "report.txt", "-p", "Armenia=x", "-p", "Azerbaijan=x"],
            "claimed by 'Armenia' and 'Azerbaijan'",
        ),
        (["compare", "report.txt", "--parties", "broken.yaml"], "broken.yaml: is not YAML"),
        (["compare", "report.txt", "--parties", "nothing.yaml"], "nothing.yaml: cannot be read"),
        (
            ["compare", "report.txt", "--judge", "no-such-folder", "-p", "Armenia", "-p", "Azerbaijan"],
            "the embedded judge",
        ),
        (
            ["compare", "report.txt", "--json", "--dot", "-p", "Armenia", "-p", "Azerbaijan"],
            "give one of them",
        ),
        (["train-judge", "report.txt", "--out", "model"], "report.txt:1: not JSON"),
        (["compare", "report.txt", "-p", ""], "a name is needed"),
    ],
)
def test_a_wrong_call_or_input_is_one_line_and_exit_2(
    run: Run, tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "latin.txt").write_bytes("Grüße aus Köln".encode("latin-1"))
    (tmp_path / "broken.yaml").write_text("Armenia: [Yerevan")
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["compare", "report.txt", "--html", "out.html"], "No such option: --html"),
        (["compare"], "Missing argument 'ARTICLE...'"),
        (["contrast"], "No such command 'contrast'"),
    ],
)
def test_an_unknown_word_is_one_line_and_exit_2(run: Run, arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert message in done.stderr


def test_nothing_asked_shows_the_help(run: Run) -> None:
    done = run()
    assert done.returncode == 0
    assert "compare" in done.stdout
