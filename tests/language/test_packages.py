import importlib.util
import subprocess
import sys

import pytest

_COMPARE = """
import sys
import narratives
text = "Norland said that the bridge was open. Sudland denied that the bridge was open."
found = narratives.compare(narratives.read(text, ["Norland", "Sudland"]))
assert len(found.disputes) == 1
assert "torch" not in sys.modules
import torch
assert torch.ones(2).sum() == 2
"""

_SPACY = """
import sys
from narratives.language.packages import spacy
spacy()
assert "spacy.cli" not in sys.modules and "httpx" not in sys.modules
assert spacy().info(silent=True)["spacy_version"] == spacy().__version__
from spacy.cli import download
assert download.__module__ == "spacy.cli.download"
"""


@pytest.mark.slow
def test_spacy_is_imported_without_its_command_line_which_can_be_imported_afterwards() -> None:
    done = subprocess.run([sys.executable, "-c", _SPACY], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="torch is not installed")
def test_a_comparison_does_not_import_torch_and_leaves_it_importable() -> None:
    done = subprocess.run([sys.executable, "-c", _COMPARE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
