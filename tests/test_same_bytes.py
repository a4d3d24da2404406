"""The same input gives the same bytes, whatever the hash seed, the workers, the threads and the order."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from narratives import Account, compare, load_judge
from narratives.engine import load_engine
from narratives.verdict import Pair, Verdict

_TEXTS = {
    "courier.txt": "Norland said that its troops had left Harrow. Sudland denied that the troops had left. "
    "Six people died in Harrow, Norland's army said.",
    "ledger.txt": "Sudland's government said that forty people had died in Harrow. "
    '"We never shelled the hospital in Harrow," Norland\'s defence minister said.',
    "post.txt": "Sudland accused Norland of shelling the hospital in Harrow. "
    "Norland said the bridge was intact.",
}


def _run(folder: Path, out: Path, *, seed: int, workers: int) -> dict[str, bytes]:
    """Run the command with the files in ascending or descending order; return its files."""
    names = sorted(_TEXTS, reverse=seed % 2 == 1)
    command = [sys.executable, "-m", "narratives", "run", *names, "--out", str(out), "-q"]
    options = ["-p", "Norland", "-p", "Sudland", "--workers", str(workers)]
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "OMP_NUM_THREADS": str(1 + seed % 2)}
    done = subprocess.run(
        [*command, *options], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    tables = [path for path in out.iterdir() if path.suffix in (".parquet", ".csv")]
    return {path.name: path.read_bytes() for path in tables}


@pytest.mark.slow
def test_hash_seeds_workers_threads_and_order_do_not_change_a_run(tmp_path: Path) -> None:
    for name, text in _TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    runs = [_run(tmp_path, tmp_path / f"out{seed}", seed=seed, workers=1 + (seed == 1)) for seed in range(5)]
    assert len(runs[0]) == 4
    assert all(run == runs[0] for run in runs)


@pytest.mark.slow
@pytest.mark.parametrize("size", [1, 8, 32])
def test_the_size_of_a_batch_does_not_change_a_verdict(size: int) -> None:
    class Batches:
        name = "batches/1"

        def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
            parts = (pairs[start : start + size] for start in range(0, len(pairs), size))
            return [verdict for part in parts for verdict in load_judge().judge(part)]

    accounts = [
        Account(
            "Norland", ["Our troops left Harrow.", "Six people died in Harrow.", "The bridge is intact."]
        ),
        Account(
            "Sudland",
            ["The troops never left Harrow.", "Forty people died in Harrow.", "The bridge is destroyed."],
        ),
    ]
    assert compare(*accounts, judge=Batches()).to_json() == compare(*accounts).to_json()


def test_the_results_of_an_engine_are_in_the_order_of_the_items() -> None:
    engine = load_engine(workers=1)
    assert list(engine.map(str, range(100))) == [str(number) for number in range(100)]
