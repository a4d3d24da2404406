"""Tests that run every example of the documentation, page by page, in a folder with the files they need."""

import contextlib
import doctest
import io
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from narratives.cli import main
from tests.docs.pages import DOCS, NAMES, ROOT, Call, calls, examples

_FLAGS = doctest.ELLIPSIS | doctest.REPORT_NDIFF
_SHELL_CHARACTERS = set("|><;&*")
_NOT_RUN = {"sh", "json", "yaml", "text", "mermaid", "dot", "turtle", ""}
"""Languages of blocks that are not run: installation, network access, GPUs, parts of an output."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for file in (DOCS / "examples" / "newsroom").iterdir():
        shutil.copy(file, tmp_path)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_example_has_the_output_that_the_page_shows(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    variables: dict[str, Any] = {}
    if "`river/`" in (DOCS / name).read_text(encoding="utf-8"):
        shutil.copytree(DOCS / "examples" / "river", folder / "river")
    if shutil.which("dot") is None and _writes_picture(name):
        pytest.skip("Graphviz is not installed")
    for example in examples(DOCS / name):
        place = f"{name}:{example.line}"
        if example.kind == "file":
            (folder / example.name).write_text(example.text, encoding="utf-8")
        elif example.kind == "console":
            for call in calls(example.text):
                _compare(call, _run_command(call, monkeypatch), place=place)
        elif example.kind == "python" and ">>>" in example.text:
            _run(example.text, variables, place=place)
        elif example.kind == "python":
            compile(example.text, place, "exec")
        else:
            assert example.kind in _NOT_RUN, f"{place}: no test runs {example.kind!r}"


def _writes_picture(name: str) -> bool:
    """Return True if an example of the page writes a picture."""
    commands = [
        call.command
        for example in examples(DOCS / name)
        if example.kind == "console"
        for call in calls(example.text)
    ]
    return any(word.endswith((".svg", ".png")) for command in commands for word in shlex.split(command))


def _run(text: str, variables: dict[str, Any], *, place: str) -> None:
    test = doctest.DocTestParser().get_doctest(text, variables, place, place, 0)
    report = io.StringIO()
    result = doctest.DocTestRunner(optionflags=_FLAGS, verbose=False).run(
        test, out=report.write, clear_globs=False
    )
    variables.update(test.globs)
    assert result.failed == 0, report.getvalue()
    assert result.attempted > 0


def _run_command(call: Call, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Return the exit code and the output of a command; ``narratives`` is called in this process."""
    words = shlex.split(call.command)
    if words[0] != "narratives" or _SHELL_CHARACTERS & set(call.command):
        done = subprocess.run(
            ["bash", "-c", call.command], capture_output=True, text=True, check=False, timeout=60
        )
        return done.returncode, done.stdout + done.stderr
    monkeypatch.setattr(sys, "argv", words)
    out = io.StringIO()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(out),
        pytest.raises(SystemExit) as exited,
    ):
        main()
    return int(exited.value.code or 0), out.getvalue()


def _compare(call: Call, result: tuple[int, str], *, place: str) -> None:
    code, text = result
    refused = call.shown.startswith("narratives: ") and not call.shown.startswith("narratives: warning: ")
    assert (code == 2) if refused else (code == 0), f"{place}: {call.command}: exit {code}\n{text}"
    text = "\n".join(line.rstrip() for line in text.splitlines())
    checker = doctest.OutputChecker()
    wanted = call.shown.rstrip("\n")
    if not checker.check_output(wanted + "\n", text + "\n", _FLAGS):
        example = doctest.Example(f"{call.command}\n", wanted + "\n")
        pytest.fail(f"{place}: {call.command}\n{checker.output_difference(example, text + chr(10), _FLAGS)}")


def test_a_wrong_output_fails() -> None:
    with pytest.raises(pytest.fail.Exception):
        _compare(Call(command="echo a", shown="b\n"), (0, "a\n"), place="here")
    with pytest.raises(AssertionError):
        _run(">>> 1 + 1\n3\n", {}, place="here")
