import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import narratives
from narratives.cli import main

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "karabakh-2023"
REPORT = "Armenia said the road was open.\nAzerbaijan said the road was closed.\n"

PART = "\n\n".join((SEED / "report.txt").read_text(encoding="utf-8").split("\n\n")[:7:2])
"""The title and three paragraphs of a seed, with two points at issue."""

Run = Callable[..., subprocess.CompletedProcess[str]]
Call = Callable[..., subprocess.CompletedProcess[str]]

TWO = ["-p", "Armenia", "-p", "Azerbaijan"]

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

    _write_articles(tmp_path)
    return command


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run the command in this process, which is faster than starting one."""

    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["narratives", *arguments])
        monkeypatch.setenv("HF_HUB_OFFLINE", "1")
        with pytest.raises(SystemExit) as left:
            main()
        output = capsys.readouterr()
        code = left.value.code if isinstance(left.value.code, int) else 1
        return subprocess.CompletedProcess(arguments, code, output.out, output.err)

    _write_articles(tmp_path)
    return command


def _write_articles(folder: Path) -> None:
    (folder / "report.txt").write_text(REPORT)
    (folder / "part.txt").write_text(PART)


def compare_part(*more: str) -> list[str]:
    parties = ("Azerbaijan=Baku", "Armenia=Yerevan", "Karabakh Armenians=Karabakh authorities")
    return ["compare", "part.txt", *(word for party in parties for word in ("-p", party)), *more]


def test_the_same_input_gives_the_same_bytes_whatever_the_hash_seed(run: Run) -> None:
    outputs = {run(*compare_part("--json"), PYTHONHASHSEED=number).stdout for number in "01"}
    assert len(outputs) == 1
    assert json.loads(outputs.pop())["disputes"]


def test_the_table_and_the_graph_are_printed(call: Call) -> None:
    table = call(*compare_part())
    assert (table.returncode, table.stderr) == (0, "")
    assert "at issue" in table.stdout
    assert call(*compare_part("--dot")).stdout.startswith("graph narratives {")


def test_files_are_written_in_the_format_of_their_ending_and_converted(call: Call, tmp_path: Path) -> None:
    done = call(
        *compare_part(
            "--html", "page.html", "-o", "kept.json", "-o", "points.csv", "--table", "disputes", "--texts"
        )
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines() == ["wrote page.html", "wrote kept.json", "wrote points.csv"]
    assert (tmp_path / "points.csv").read_text().count("\n") == 3
    again = call("convert", "kept.json", "again.html", "--quiet")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert (tmp_path / "again.html").read_bytes() == (tmp_path / "page.html").read_bytes()
    assert call("convert", "kept.json").stdout == call(*compare_part()).stdout
    assert call("convert", "kept.json", "page.html").returncode == 2
    assert call("convert", "kept.json", "page.html", "--force").returncode == 0


def test_handwritten_and_extracted_accounts_are_compared(call: Call, tmp_path: Path) -> None:
    (tmp_path / "hand.yaml").write_text("North: [The road is open.]\nSouth: [The road is closed.]\n")
    (tmp_path / "more.csv").write_text("party,text\nSouth,The road is mined.\n")
    shown = call("compare", "hand.yaml", "more.csv").stdout
    assert "North 1 assertion, South 2 assertions" in shown
    assert "1 point at issue." in shown
    assert "antonym: One word excludes the other" in shown
    assert call("extract", "report.txt", *TWO, "-o", "who.json", "-o", "who.csv").returncode == 0
    assert call("compare", "who.json").stdout == call("compare", "report.txt", *TWO).stdout
    assert call("compare", "who.csv").stdout.splitlines()[1] == "1 point at issue."
    refused = call("convert", "who.json")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "who.json: holds accounts that were read and not compared; compare them first" in refused.stderr


def test_accounts_are_merged_under_the_parties_given(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("US: [The road is open.]\nRussia: [The road is closed.]\n")
    (tmp_path / "b.yaml").write_text(
        "uk: [The bridge is open.]\nus: {aliases: [Washington], says: [It rained.]}\n"
    )
    shown = call("compare", "a.yaml", "b.yaml", "-p", "West=US,UK", "-p", "Russia").stdout
    assert "West 3 assertions, Russia 1 assertion" in shown
    assert "US 2 assertions, Russia 1 assertion, uk 1 assertion" in call("compare", "a.yaml", "b.yaml").stdout


def test_characters_that_the_terminal_cannot_encode_are_no_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "hand.yaml").write_text(
        "Côté A: [The road is open.]\nB: [The road is closed.]\n", encoding="utf-8"
    )
    shown = run("compare", "hand.yaml", PYTHONIOENCODING="ascii")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "C?t? A" in shown.stdout
    exact = subprocess.run(
        [sys.executable, "-m", "narratives", "compare", "hand.yaml", "--json"],
        cwd=tmp_path, capture_output=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert json.loads(exact.stdout)["parties"][0]["name"] == "Côté A"


def test_piped_output_is_plain_without_trailing_white_space(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "")
    monkeypatch.setenv("NO_COLOR", "1")
    shown = call(*compare_part()).stdout
    assert "\x1b" not in shown
    assert all(line == line.rstrip() for line in shown.splitlines())
    assert max(map(len, shown.splitlines())) <= 110


def test_a_terminal_gets_colour_its_own_width_and_progress_unless_quiet(tmp_path: Path) -> None:
    (tmp_path / "part.txt").write_text(PART)
    for columns, quiet in (("50", False), ("90", True)):
        shown = run_in_terminal(
            [*compare_part(), *(["--quiet"] if quiet else [])], columns=columns, folder=tmp_path
        )
        assert "\x1b[1;4;34mAzerbaijan" in shown
        assert ("judging" in shown or "reading" in shown) is not quiet
        plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)
        assert max(len(line) for line in re.split(r"[\r\n]+", plain)) <= int(columns)


def run_in_terminal(arguments: list[str], *, columns: str, folder: Path) -> str:
    """Return the output of the command in a terminal of this width."""
    pty = pytest.importorskip("pty", reason="no terminals here")
    master, follower = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": columns, "TERM": "xterm-256color"}
    for name in ("NO_COLOR", "FORCE_COLOR", "CI"):
        environment.pop(name, None)
    process = subprocess.Popen(
        [sys.executable, "-m", "narratives", *arguments],
        cwd=folder, stdin=follower, stdout=follower, stderr=follower, env=environment,
    )  # fmt: skip
    os.close(follower)
    written = b""
    while True:
        try:
            chunk = os.read(master, 65536)
        except OSError:  # on Linux, the other end is closed
            break
        if not chunk:
            break
        written += chunk
    os.close(master)
    assert process.wait(timeout=60) == 0
    return written.decode()


@pytest.mark.parametrize(
    "command", ["compare", "extract", "convert", "review", "label-studio", "train-judge", "make-rows"]
)
def test_the_help_of_every_command_has_an_example(call: Call, command: str) -> None:
    shown = call(command, "--help")
    assert shown.returncode == 0
    assert f"Example: narratives {command} " in " ".join(shown.stdout.split())


def test_shell_completion_and_version(run: Run) -> None:
    done = run("--show-completion", "bash")
    assert "_NARRATIVES_COMPLETE=complete_bash" in done.stdout
    assert run("--version").stdout == f"narratives {narratives.__version__}\n"


def test_own_compares_a_party_with_itself(call: Call, tmp_path: Path) -> None:
    text = f"{REPORT}Armenia said that on the same day the road was closed.\n"
    (tmp_path / "turn.txt").write_text(text)
    shown = call("compare", "turn.txt", "-p", "Armenia", "-p", "Azerbaijan", "--own").stdout
    assert "Armenia against itself" in shown
    assert "antonym: One word excludes the other, said of the same thing." in shown
    assert "“open” / “closed”" in shown
    assert "against itself" not in call("compare", "turn.txt", "-p", "Armenia", "-p", "Azerbaijan").stdout


def test_extract_needs_no_parties(call: Call, tmp_path: Path) -> None:
    article = tmp_path / "note.txt"
    article.write_text("“It was loud all night,” said a neighbour who gave no name.", encoding="utf-8")
    done = call("extract", str(article))
    assert done.returncode == 0
    assert "It was loud all night." in done.stdout
    assert "A neighbour" in done.stdout


def test_extract_shows_who_says_what_and_why(call: Call) -> None:
    shown = call("extract", "report.txt", "-p", "Armenia").stdout
    assert "The road was open." in shown
    assert "why: 'Armenia' is a name of it" in shown


def test_make_rows_is_reproducible_and_never_overwrites(call: Call, tmp_path: Path) -> None:
    made = [call("make-rows", f"{name}.jsonl", "--contrasts", "90", "--seed", "7") for name in "ab"]
    assert [one.returncode for one in made] == [0, 0]
    assert "contrast/negation" in made[0].stdout
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    again = call("make-rows", "a.jsonl", "--contrasts", "90")
    assert again.returncode == 2
    assert again.stderr == "narratives: a.jsonl: is there already; give the name of a new file\n"


def test_a_device_without_a_cross_encoder_is_one_line_and_exit_2(call: Call) -> None:
    done = call("compare", "report.txt", "-p", "Armenia", "-p", "Azerbaijan", "--device", "cuda")
    assert done.returncode == 2
    assert "are for a cross-encoder by name" in done.stderr


def test_an_article_without_attributed_statements_is_no_error(call: Call, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("Armenia and Azerbaijan share a border.\n")
    done = call("compare", "plain.txt", "-p", "Armenia", "-p", "Azerbaijan")
    assert done.returncode == 0
    assert "No point at issue found." in done.stdout
    assert "Parties and their statements: Armenia: 0 statements; Azerbaijan: 0 statements." in done.stdout
    assert "narratives: warning: nothing to compare: no party has statements" in done.stderr


def test_for_one_party_alone_the_speakers_and_remedies_are_shown(call: Call) -> None:
    done = call("compare", "report.txt", "-p", "Armenia", "-o", "page.html")
    assert done.returncode == 2
    assert "nothing to compare: only one party has statements (Armenia" in done.stderr
    shown = call("compare", "report.txt", "-p", "Armenia").stdout
    assert "Speakers of no party: Azerbaijan" in shown
    assert '--assign "Azerbaijan' in shown
    assert "narratives parties ARTICLE" in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["compare", "nothing.txt", "-p", "A", "-p", "B"], "nothing.txt: no such file"),
        (["compare", "empty.txt", "-p", "A", "-p", "B"], "empty.txt: is empty"),
        (["compare", "binary.txt", "-p", "A", "-p", "B"], "binary.txt: is not text"),
        (["compare", "latin.txt", "-p", "A", "-p", "B"], "latin.txt: is not UTF-8"),
        (["compare", "german.txt", "-p", "A", "-p", "B"], "german.txt: is in German (de), and only English"),
        (["compare", "report.txt", *TWO, "--assign", "Nobody=Armenia"], "speaker 'Nobody' says nothing"),
        (["compare", "report.txt", *TWO, "--assign", "Armenia=Armenai"], "did you mean 'Armenia'?"),
        (["compare", "report.txt", *TWO, "--assign", "Armenia"], "give a speaker and a party"),
        (["compare", "report.txt", *TWO, "--language", "de"], "only English is read"),
        (["compare", "report.txt", *TWO, "--decisions", "hand.yaml"], "hand.yaml: is no JSON"),
        (["parties", "report.txt", "-o", "mine.csv"], "a parties file is YAML"),
        (["compare", "report.txt", "-p", "Armenia", "-p", "Armenia"], "'Armenia' is given twice"),
        (
            ["compare", "report.txt", "-p", "Armenia=x", "-p", "Azerbaijan=x"],
            "claimed by 'Armenia' and 'Azerbaijan'",
        ),
        (["compare", "report.txt", "--parties", "broken.yaml"], "broken.yaml: line 1: is not YAML"),
        (["compare", "report.txt", "--parties", "nothing.yaml"], "nothing.yaml: no such file; check"),
        (
            ["compare", "report.txt", "--judge", "no-such-folder", "-p", "Armenia", "-p", "Azerbaijan"],
            "the embedded judge",
        ),
        (
            ["compare", "report.txt", "--json", "--dot", "-p", "Armenia", "-p", "Azerbaijan"],
            "give one of them",
        ),
        (
            ["compare", "report.txt", *TWO, "--html", "page.txt"],
            "--html page.txt: give a name that ends in .html",
        ),
        (["compare", "report.txt", *TWO, "-o", "other.txt"], "other.txt: no form ends so; take one of"),
        (["compare", "report.txt", *TWO, "-o", "mine.csv"], "mine.csv: is there already"),
        (["compare", "report.txt", *TWO, "-o", "a.csv", "-o", "./a.csv"], "a.csv: is given twice"),
        (["extract", "report.txt", "-o", "who.aif.json"], "who.aif.json: who says what is written as one of"),
        (["compare", "report.txt", "hand.yaml"], "give either articles or accounts"),
        (
            ["compare", "hand.yaml", "-p", "Nobody"],
            "party 'Nobody' is not among the accounts; there are: A, B",
        ),
        (["convert", "none.json"], "none.json: no such file"),
        (["convert", "kept.json", "./kept.json", "--force"], "kept.json: is what is read; give the output"),
        (["convert", "broken.yaml"], "broken.yaml: cannot be read back; take one of .json"),
        (
            ["extract", "report.txt", "-p", "Armenia", "-o", "x.html"],
            "x.html: who says what is written as one of",
        ),
        (["compare", "report.txt", *TWO, "-o", "x.csv", "--table", "claims"], "--table"),
        (["train-judge", "report.txt", "--out", "model"], "report.txt:1: not JSON"),
        (["compare", "report.txt", "-p", ""], "a name is needed"),
    ],
)
def test_a_wrong_call_or_input_is_one_line_and_exit_2(
    call: Call, tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "latin.txt").write_bytes("Grüße aus Köln".encode("latin-1"))
    (tmp_path / "german.txt").write_text(
        "Der Minister sagte, die Truppen hätten das Dorf nicht angegriffen und seien abgezogen."
    )
    (tmp_path / "broken.yaml").write_text("Armenia: [Yerevan")
    (tmp_path / "hand.yaml").write_text("A: [It is open.]\nB: [It is closed.]\n")
    (tmp_path / "mine.csv").write_text("what I wrote")
    done = call(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert (tmp_path / "mine.csv").read_text() == "what I wrote"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["compare", "report.txt", "--pdf", "out.pdf"], "No such option: --pdf"),
        (["compare"], "give one article or more, or a graph that is kept with --graph FILE"),
        (["contrast"], "No such command 'contrast'"),
    ],
)
def test_an_unknown_option_or_command_is_one_line_and_exit_2(
    call: Call, arguments: list[str], message: str
) -> None:
    done = call(*arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert message in done.stderr


@pytest.mark.parametrize("after_s", [0.2, 0.4, 0.8, 1.5])
def test_an_interrupt_ends_in_one_line_at_any_time(tmp_path: Path, after_s: float) -> None:
    (tmp_path / "report.txt").write_text(REPORT * 20)
    command = [sys.executable, "-m", "narratives", "compare", "report.txt", *TWO]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(after_s)
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=60)
    assert (process.returncode, out, errors) == (130, "", "narratives: stopped\n")


def test_every_command_takes_decisions(call: Call, tmp_path: Path) -> None:
    assert call("compare", "report.txt", *TWO, "-o", "kept.json").returncode == 0
    comparison = narratives.load(tmp_path / "kept.json")
    verdict = comparison.verdicts[0]
    wrong = narratives.Decision(
        on=narratives.Subject.RELATION,
        mark=narratives.Mark.WRONG,
        value=str(verdict.relation),
        statements=[narratives.StatementKey.of(side) for side in (verdict.a, verdict.b)],
        by="Ana Ruiz",
        at="2026-11-28T10:00:00Z",
    )
    lost = narratives.Decision(
        on=narratives.Subject.SPEAKER, mark=narratives.Mark.PARTY, value="Armenia", speaker="Nobody"
    )
    narratives.save_decisions([wrong, lost], tmp_path / "decisions.json")
    decided = ["--decisions", "decisions.json"]
    for arguments in (["compare", "report.txt", *TWO], ["convert", "kept.json"]):
        done = call(*arguments, *decided)
        assert "No point at issue found." in done.stdout
        assert "• wrong, by Ana Ruiz, 2026-11-28" in done.stdout
        assert "nobody called 'Nobody' speaks here" in done.stderr
    assert "1. Road" in call("disputes", "kept.json").stdout
    assert "1. Road" not in call("disputes", "kept.json", *decided).stdout
    for arguments in (["matrix", "kept.json"], ["ask", "kept.json", "the road"]):
        assert call(*arguments, *decided).returncode == 0
    for arguments in (["extract", "report.txt", *TWO], ["parties", "report.txt", *TWO]):
        assert "nobody called 'Nobody' speaks here" in call(*arguments, *decided).stderr


def test_without_arguments_the_help_is_shown(run: Run) -> None:
    done = run()
    assert done.returncode == 0
    assert "compare" in done.stdout
