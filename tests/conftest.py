"""Fixtures shared by the tests."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

import narratives
from narratives.attribution import attribute
from narratives.model import Assertion, Document, Party
from narratives.verdict import Verdict

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
SHARED = ROOT.parent / "shared"


_ALONE = (
    "attacks/test_scaling.py",
    "browser",
    "joining/test_statements.py",
    "reading/test_web.py",
    "test_hostile.py",
    "test_public_names.py",
)
"""Files and folders of tests that measure time, or drive a browser."""


_LONGEST = (
    "docs/test_examples.py",
    "test_cli.py",
    "test_running.py",
    "test_corpus.py",
    "exchange",
    "storage",
    "test_accuracy.py",
    "docs",
)
"""Files and folders of tests that take longest; they are run first, so that no worker waits at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests during which no other test may run, and put those that take longest first."""
    here = Path(__file__).parent

    def is_in(item: pytest.Item, name: str) -> bool:
        place = item.path.relative_to(here).as_posix()
        return place == name or place.startswith(f"{name}/")

    for item in items:
        if any(is_in(item, name) for name in _ALONE):
            item.add_marker(pytest.mark.alone)
    items.sort(
        key=lambda item: next(
            (number for number, name in enumerate(_LONGEST) if is_in(item, name)), len(_LONGEST)
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
