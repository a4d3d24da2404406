"""Fixtures shared by the tests, their order, and what they may reuse."""

import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

import narratives
from narratives.attribution import attribute
from narratives.model import Assertion, Document, Party
from narratives.verdict import Verdict
from narratives.weights.runtime import OnnxModel

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
SHARED = ROOT.parent / "shared"


_ALONE = (
    "attacks/test_scaling.py",
    "browser/test_speed.py",
    "joining/test_statements.py",
    "reading/test_web.py",
    "test_hostile.py",
    "test_public_names.py",
)
"""Files of tests that measure time."""


_LONGEST = (
    "accuracy",
    "browser",
    "test_cli.py",
    "judging/test_floors.py",
    "docs",
    "test_running.py",
    "rendering",
    "test_corpus.py",
    "exchange",
    "storage",
    "training",
)
"""Files and folders of tests that take longest; they are run first, so that no worker waits at the end."""


_MODELS_ALWAYS_RUN = (
    *_ALONE,
    "attacks",
    "embedding",
    "judging/models",
    "judging/test_floors.py",
    "test_same_bytes.py",
    "training",
)
"""Files and folders of tests of the embedded models themselves, or of their time."""


class _KeptOutputs:
    """Outputs of the embedded models by input, all they depend on; many tests judge the same pairs.

    They are kept in memory, and in a file that the workers of one run of the tests share.
    """

    def __init__(self) -> None:
        self.used = True
        self._run = OnnxModel.outputs
        self._kept: dict[str, Any] = {}
        self._shared: sqlite3.Connection | None = None

    def share(self, file: Path) -> None:
        """Keep the outputs in this file too."""
        self._shared = sqlite3.connect(file, timeout=60, isolation_level=None, check_same_thread=False)
        self._shared.execute("CREATE TABLE IF NOT EXISTS outputs (input TEXT PRIMARY KEY, output BLOB)")

    def close(self) -> None:
        if self._shared is not None:
            self._shared.close()
            self._shared = None

    def outputs(self, model: OnnxModel, inputs: Sequence[Sequence[int]]) -> list[Any]:
        """Return what `OnnxModel.outputs` does; for inputs seen before the stored output, if `used`."""
        if not self.used:
            return self._run(model, inputs)
        keys = [f"{model.folder} {array('q', ids).tobytes().hex()}" for ids in inputs]
        ids_of = dict(zip(keys, inputs, strict=True))
        self._kept.update(self._read([key for key in ids_of if key not in self._kept]))
        new = [key for key in ids_of if key not in self._kept]
        found = dict(zip(new, self._run(model, [ids_of[key] for key in new]), strict=True))
        self._write(found)
        self._kept.update(found)
        return [self._kept[key] for key in keys]

    def _read(self, keys: Sequence[str]) -> dict[str, Any]:
        if self._shared is None:
            return {}
        found = (
            self._shared.execute("SELECT input, output FROM outputs WHERE input = ?", [key]).fetchone()
            for key in keys
        )
        return {row[0]: np.load(BytesIO(row[1])) for row in found if row is not None}

    def _write(self, found: Mapping[str, Any]) -> None:
        if self._shared is None or not found:
            return
        rows = []
        for key, output in found.items():
            np.save(stored := BytesIO(), output)
            rows.append((key, stored.getvalue()))
        self._shared.execute("BEGIN IMMEDIATE")
        self._shared.executemany("INSERT OR IGNORE INTO outputs VALUES (?, ?)", rows)
        self._shared.execute("COMMIT")


_KEPT = _KeptOutputs()


def pytest_configure() -> None:
    """Keep the outputs of the embedded models while the tests run."""

    def outputs(self: OnnxModel, inputs: Sequence[Sequence[int]]) -> list[Any]:
        return _KEPT.outputs(self, inputs)

    OnnxModel.outputs = outputs  # type: ignore[method-assign]


@pytest.fixture(scope="session", autouse=True)
def _shared_outputs(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[None]:
    """Share the outputs of the embedded models between the workers."""
    folder = tmp_path_factory.getbasetemp()
    _KEPT.share((folder.parent if hasattr(request.config, "workerinput") else folder) / "outputs.sqlite")
    yield
    _KEPT.close()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Run the models in the tests that are about them."""
    _KEPT.used = not _is_in(item, _MODELS_ALWAYS_RUN)


def _is_in(item: pytest.Item, names: Sequence[str]) -> bool:
    place = item.path.relative_to(Path(__file__).parent).as_posix()
    return any(place == name or place.startswith(f"{name}/") for name in names)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests during which no other test may run, and put those that take longest first."""
    for item in items:
        if _is_in(item, _ALONE):
            item.add_marker(pytest.mark.alone)
    items.sort(
        key=lambda item: next(
            (number for number, name in enumerate(_LONGEST) if _is_in(item, [name])), len(_LONGEST)
        )
    )


@pytest.fixture(scope="session")
def said() -> Callable[..., list[Assertion]]:
    """Return a function that gives the assertions in a text that have a source."""

    def find(text: str, *parties: Party | str) -> list[Assertion]:
        wanted = [party if isinstance(party, Party) else Party(party) for party in parties]
        return [one for one in attribute(Document(text), wanted).assertions if one.source is not None]

    return find


def side(name: str, said: str) -> Assertion:
    """Return an assertion of a party. A prefix sets the stance: "DENIES: ..."."""
    stance, _, text = said.rpartition(": ")
    found = narratives.Stance(stance.casefold()) if stance else narratives.Stance.ASSERTS
    return Assertion(text=text, party=name, stance=found)


@pytest.fixture(scope="session")
def verdict() -> Callable[[str, str], Verdict | None]:
    """Return a function that gives the verdict on two statements of different parties; None for neutral."""

    def judge(a: str, b: str) -> Verdict | None:
        first, second = (
            narratives.Account(name, [side(name, said)]) for name, said in (("First", a), ("Second", b))
        )
        found = narratives.compare(first, second).verdicts
        return found[0] if found else None

    return judge


@pytest.fixture(scope="session")
def karabakh() -> narratives.Comparison:
    """The comparison of the first seed."""
    folder = SEEDS / "karabakh-2023"
    accounts = narratives.read(
        folder / "report.txt",
        {
            "Azerbaijan": ["Baku"],
            "Armenia": ["Yerevan"],
            "Karabakh Armenians": ["local Armenian forces", "Karabakh authorities", "Gegham Stepanyan"],
        },
    )
    first, second, third = accounts.values()
    return narratives.compare(first, second, third, documents=accounts.documents)


@pytest.fixture(scope="session")
def seeds() -> dict[str, narratives.Comparison]:
    """Every seed, read and compared with the parties that lie beside it, all voices kept."""
    found = {}
    for folder in sorted(path for path in SEEDS.iterdir() if path.is_dir()):
        parties = yaml.safe_load((folder / "parties.yaml").read_text(encoding="utf-8"))
        found[folder.name] = narratives.compare(narratives.read(folder / "report.txt", parties))
    return found
