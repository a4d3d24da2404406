"""Imported by the process that others are forked from, so that these have loaded what a run needs."""

import tempfile
from pathlib import Path

from tests.small_corpus import CheapJudge, run_once, write_corpus

with tempfile.TemporaryDirectory() as name:
    write_corpus(Path(name, "corpus"), 1)
    run_once(Path(name, "corpus"), Path(name, "out"), CheapJudge(Path(name, "log")))
