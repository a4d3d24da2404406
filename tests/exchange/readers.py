"""Third-party readers, each run in a separate environment; the test is skipped if that is not installed."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

READERS = Path(__file__).parent.parent / "readers"
ROOT = READERS.parent.parent
PYTHON = Path(os.environ.get("NARRATIVES_READERS_PYTHON", ROOT / ".venv-readers" / "bin" / "python"))


def read_by_argdown(texts: list[str]) -> list[Any]:
    """Return what @argdown/core reads from Argdown texts."""
    if shutil.which("node") is None:
        pytest.skip("Node.js is not installed")
    if not (READERS / "node_modules").is_dir():
        pytest.skip("@argdown/core is not installed; run make readers")
    return _answer(["node", str(READERS / "argdown.mjs")], texts)


def read_by_arguebuf(kind: str, texts: list[str]) -> list[Any]:
    """Return what arguebuf reads from AIF ("aif") or xAIF ("xaif") texts."""
    if not PYTHON.is_file():
        pytest.skip("arguebuf is not installed; run make readers")
    return _answer([str(PYTHON), str(READERS / "arguebuf_reader.py"), kind], texts)


def _answer(command: list[str], texts: list[str]) -> list[Any]:
    done = subprocess.run(command, input=json.dumps(texts).encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    answer: list[Any] = json.loads(done.stdout)
    return answer
