"""Run a command in a process of its own and measure it."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter
from typing import Any

from attrs import frozen

ROOT = Path(__file__).parents[2]


@frozen(kw_only=True)
class Cost:
    """What a process took.

    Attributes:
        wall_s: time that passed.
        cpu_s: time of the processor, of all its threads.
    """

    wall_s: float
    cpu_s: float

    def record(self) -> dict[str, float]:
        """Return the values, rounded, as they are written to the results."""
        return {"wall_s": round(self.wall_s, 2), "cpu_s": round(self.cpu_s, 2)}


def measured(arguments: Sequence[str], *, root: Path = ROOT) -> tuple[Cost, str]:
    """Run Python with arguments and return what it took and what it printed.

    Args:
        root: folder that the package is imported from.

    Raises:
        RuntimeError: it failed; the message has the end of its standard error.
    """
    environment = {**os.environ, "PYTHONPATH": str(root), "TOKENIZERS_PARALLELISM": "false"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as where the package is installed and was run before
    with TemporaryFile() as out, TemporaryFile() as errors:
        start = perf_counter()
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, *arguments], stdout=out, stderr=errors, env=environment, cwd=root
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        if process.returncode:
            raise RuntimeError(f"{' '.join(arguments)}: {errors.read().decode()[-2000:]}")
        text = out.read().decode()
    return Cost(wall_s=wall, cpu_s=usage.ru_utime + usage.ru_stime), text


def least(costs: Sequence[Cost]) -> Cost:
    """Return the least of each value: other work on a machine only adds to them."""
    return Cost(wall_s=min(cost.wall_s for cost in costs), cpu_s=min(cost.cpu_s for cost in costs))


def step(name: str, **options: Any) -> dict[str, Any]:
    """Run a step of ``benchmarks.speed.steps`` in a process of its own and return its figures."""
    _, text = measured(["-m", "benchmarks.speed.steps", name, json.dumps(options)])
    figures: Mapping[str, Any] = json.loads(text.splitlines()[-1])
    return dict(figures)
