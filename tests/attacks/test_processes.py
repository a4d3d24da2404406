"""The command under a full disk, limits on its files, a closed output, and interruptions."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import narratives
from narratives.embedding import ShippedEmbedder
from narratives.errors import NarrativesError, WeightsError
from narratives.weights import EMBEDDER
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

STOPPED = "narratives: stopped\n"
TEXT = "Armenia said that the road was open. Azerbaijan said that the road was shut.\n"


def command(
    *arguments: str, folder: Path, before: Callable[[], None] | None = None, stdout: int = subprocess.PIPE
) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "narratives", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,  # noqa: PLW1509 - the parent has no threads of its own at this time
    )


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    accounts = [
        narratives.Account(name, [f"The {name} road was open."]) for name in ("Armenia", "Azerbaijan")
    ]
    narratives.Comparison(accounts=tuple(accounts), verdicts=(), disputes=()).save(tmp_path / "kept.json")
    return tmp_path


def _files_of_at_most_100_bytes() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


@pytest.mark.parametrize("name", ["out.json", "out.html", "out.dot", "out.graphml", "out.docx"])
def test_a_full_disk_ends_in_one_line_and_leaves_no_file(kept: Path, name: str) -> None:
    ran = command("convert", "kept.json", name, folder=kept, before=_files_of_at_most_100_bytes)
    _, errors = ran.communicate(timeout=60)
    assert ran.returncode == 2
    assert errors.startswith("narratives: ")
    assert errors.count("\n") == 1
    assert [path.name for path in kept.iterdir()] == ["kept.json"]


def test_a_full_disk_keeps_the_file_that_was_there(kept: Path) -> None:
    (kept / "out.dot").write_text("before")
    ran = command(
        "convert", "kept.json", "out.dot", "--force", folder=kept, before=_files_of_at_most_100_bytes
    )
    ran.communicate(timeout=60)
    assert ran.returncode == 2
    assert (kept / "out.dot").read_text() == "before"
    assert sorted(path.name for path in kept.iterdir()) == ["kept.json", "out.dot"]


def test_a_full_device_as_output_ends_in_one_line(kept: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ran = command(
            "events", "kept.json", "--embedder", "words", "--json", folder=kept, stdout=full.fileno()
        )
        _, errors = ran.communicate(timeout=60)
    assert ran.returncode != 0
    assert "Traceback" not in errors
    assert errors.count("\n") <= 1


def test_a_closed_output_ends_without_a_traceback(kept: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = command("events", "kept.json", "--embedder", "words", "--json", folder=kept, stdout=writing)
    os.close(writing)
    _, errors = ran.communicate(timeout=60)
    assert "Traceback" not in errors
    assert "Exception ignored" not in errors


@pytest.mark.parametrize("after_s", [0.05, 0.8, 2.0])
def test_an_interrupted_comparison_leaves_no_file(tmp_path: Path, after_s: float) -> None:
    (tmp_path / "report.txt").write_text(TEXT * 300)
    ran = command(
        "compare", "report.txt", "-p", "Armenia", "-p", "Azerbaijan", "-o", "out.json", folder=tmp_path
    )
    time.sleep(after_s)
    ran.send_signal(signal.SIGINT)
    _, errors = ran.communicate(timeout=60)
    if after_s > 0.5 or errors == STOPPED:
        assert (ran.returncode, errors) == (130, STOPPED)
    else:  # Python itself was interrupted while it started
        assert ran.returncode in (1, -signal.SIGINT)
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]


DROPPED = """
import os, signal, sys, time
from narratives.cli import app, main

class Interrupted:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0)

def run():
    Interrupted()
    for _ in range(600):
        time.sleep(0.1)

app.run = run
main()
"""

MAKING_A_CLASS = """
import os, signal, time
from narratives.cli import app, main

class Interrupted:
    def __set_name__(self, owner, name):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(60)

app.run = lambda: type("Owner", (), {"one": Interrupted()})
main()
"""

IN_AN_EXEC = """
import os, signal, time
from narratives.cli import app, main

app.run = lambda: exec("os.kill(os.getpid(), signal.SIGINT); time.sleep(60)", globals())
main()
"""


SWALLOWED = """
import os, signal, time
from narratives.cli import app, main
from narratives.cli.screen import ProgressBar

def run():
    progress = ProgressBar(quiet=True)
    progress.update("reading", 0, 600)
    try:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(60)
    except KeyboardInterrupt:
        pass
    progress.update("reading", 1, 600)
    time.sleep(60)

app.run = run
main()
"""


@pytest.mark.parametrize("program", [DROPPED, MAKING_A_CLASS, IN_AN_EXEC, SWALLOWED])
def test_an_interrupt_ends_the_command_wherever_it_falls(tmp_path: Path, program: str) -> None:
    (tmp_path / "program.py").write_text(program)
    done = subprocess.run(
        [sys.executable, "-m", "program"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert (done.returncode, done.stderr) == (130, STOPPED)


@pytest.mark.parametrize("name", ["../missing.txt", "a\x00b.txt", "/proc/self/mem", "loop.txt", "x" * 5000])
def test_a_path_that_cannot_be_read_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    path = Path(name) if name.startswith("/") else tmp_path / name
    with pytest.raises(NarrativesError) as told:
        narratives.read(path, ["Armenia"])
    assert "\n" not in str(told.value)
    assert "\x00" not in str(told.value)


def test_a_model_folder_with_altered_weights_or_a_pickle_is_refused(tmp_path: Path) -> None:
    for path in EMBEDDER.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    weights = tmp_path / "model.onnx"
    content = bytearray(weights.read_bytes())
    content[len(content) // 2] ^= 1
    weights.write_bytes(content)
    with pytest.raises(WeightsError, match=r"model\.onnx"):
        ShippedEmbedder(tmp_path)
    ran = tmp_path / "ran"
    (tmp_path / "pickled").mkdir()
    (tmp_path / "pickled" / "pytorch_model.bin").write_bytes(f"cposix\nsystem\n(S'touch {ran}'\ntR.".encode())
    (tmp_path / "pickled" / "config.json").write_text('{"model_type": "bert"}')
    with pytest.raises(NarrativesError):
        narratives.load_judge(str(tmp_path / "pickled"))
    assert not ran.exists()


def test_a_folder_that_cannot_be_written_is_refused_in_one_line(kept: Path) -> None:
    ran = command("convert", "kept.json", "/proc/out.json", folder=kept)
    _, errors = ran.communicate(timeout=60)
    assert (ran.returncode, errors.count("\n")) == (2, 1)
    assert "/proc/out.json" in errors
