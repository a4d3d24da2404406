"""Every example of the documentation is run, page by page, in a folder that holds what the page names."""

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
_OF_THE_SHELL = set("|><;&*")
_NOT_RUN = {"sh", "json", "yaml", "text", "mermaid", "dot", "turtle", ""}
"""Languages of blocks that show and are not run: installing, networks, GPUs, pieces of output."""


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
def test_every_example_gives_what_the_page_shows(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: dict[str, Any] = {}
    if shutil.which("dot") is None and _draws(name):
        pytest.skip("Graphviz is not installed")
    for example in examples(DOCS / name):
        place = f"{name}:{example.line}"
        if example.kind == "file":
            (folder / example.name).write_text(example.text, encoding="utf-8")
        elif example.kind == "console":
            for call in calls(example.text):
                _compare(call, _printed(call, monkeypatch), place=place)
        elif example.kind == "python" and ">>>" in example.text:
            _run(example.text, known, place=place)
        elif example.kind == "python":
            compile(example.text, place, "exec")
        else:
            assert example.kind in _NOT_RUN, f"{place}: no test runs {example.kind!r}"


def _draws(name: str) -> bool:
    """Whether an example of the page writes a picture."""
    commands = [
        call.command
        for example in examples(DOCS / name)
        if example.kind == "console"
        for call in calls(example.text)
    ]
    return any(word.endswith((".svg", ".png")) for command in commands for word in shlex.split(command))


def _run(text: str, known: dict[str, Any], *, place: str) -> None:
    told = doctest.DocTestParser().get_doctest(text, known, place, place, 0)
    said = io.StringIO()
    result = doctest.DocTestRunner(optionflags=_FLAGS, verbose=False).run(
        told, out=said.write, clear_globs=False
    )
    known.update(told.globs)
    assert result.failed == 0, said.getvalue()
    assert result.attempted > 0


def _printed(call: Call, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """The command's exit code and all that it prints; ``narratives`` is called in this process."""
    words = shlex.split(call.command)
    if words[0] != "narratives" or _OF_THE_SHELL & set(call.command):
        done = subprocess.run(
            ["bash", "-c", call.command], capture_output=True, text=True, check=False, timeout=60
        )
        return done.returncode, done.stdout + done.stderr
    monkeypatch.setattr(sys, "argv", words)
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out), pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0), out.getvalue()


def _compare(call: Call, printed: tuple[int, str], *, place: str) -> None:
    code, text = printed
    refused = call.shown.startswith("narratives: ")
    assert (code == 2) if refused else (code == 0), f"{place}: {call.command}: exit {code}\n{text}"
    text = "\n".join(line.rstrip() for line in text.splitlines())
    checker = doctest.OutputChecker()
    wanted = call.shown.rstrip("\n")
    if not checker.check_output(wanted + "\n", text + "\n", _FLAGS):
        told = doctest.Example(f"{call.command}\n", wanted + "\n")
        pytest.fail(f"{place}: {call.command}\n{checker.output_difference(told, text + chr(10), _FLAGS)}")


def test_a_wrong_output_is_noticed() -> None:
    with pytest.raises(pytest.fail.Exception):
        _compare(Call(command="echo a", shown="b\n"), (0, "a\n"), place="here")
    with pytest.raises(AssertionError):
        _run(">>> 1 + 1\n3\n", {}, place="here")
