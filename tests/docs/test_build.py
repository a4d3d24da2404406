"""The pages as Sphinx builds them."""

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from attrs import define, field

import narratives
from narratives import errors
from tests.docs.pages import DOCS, NAMES

pytestmark = pytest.mark.slow

_LOADED = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src"}


@define
class Built(HTMLParser):
    """What a page links to, what it loads, and the places in it."""

    links: list[str] = field(factory=list)
    loaded: list[str] = field(factory=list)
    places: set[str] = field(factory=set)

    def __attrs_post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value for name, value in attrs if value}
        self.places |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in _LOADED and _LOADED[tag] in given:
            self.loaded.append(given[_LOADED[tag]])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-n", "-q", "-b", "html"]
    done = subprocess.run(
        [*command, "-d", str(out / "doctrees"), str(DOCS), str(out / "html")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return out / "html"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Built]:
    found = {}
    for path in site.rglob("*.html"):
        found[path] = Built()
        found[path].feed(path.read_text(encoding="utf-8"))
    return found


def test_every_page_is_built(site: Path) -> None:
    assert [name for name in NAMES if not (site / name).with_suffix(".html").exists()] == []


def test_links_lead_to_places_that_are_there(pages: dict[Path, Built]) -> None:
    broken = []
    for path, page in pages.items():
        for link in page.links:
            if "://" in link or link.startswith("mailto:"):
                continue
            file, _, place = link.partition("#")
            target = (path.parent / unquote(file)).resolve() if file else path
            there = target.exists() and (
                not place or target not in pages or unquote(place) in pages[target].places
            )
            if not there:
                broken.append(f"{path.name}: {link}")
    assert broken == []
    assert sum(len(page.links) for page in pages.values()) > 500


def test_nothing_is_loaded_from_elsewhere(pages: dict[Path, Built]) -> None:
    for path, page in pages.items():
        assert [one for one in page.loaded if "://" in one or one.startswith("//")] == [], path.name
        files = [unquote(one.partition("?")[0].partition("#")[0]) for one in page.loaded]
        assert [file for file in files if not (path.parent / file).exists()] == [], path.name


def test_every_public_name_and_error_has_its_place(pages: dict[Path, Built]) -> None:
    places = {place for page in pages.values() for place in page.places}
    assert [name for name in narratives.__all__ if f"narratives.{name}" not in places] == []
    raised = [
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.NarrativesError)
    ]
    assert len(raised) > 10
    told = [
        name for name in raised if f"narratives.errors.{name}" in places or f"narratives.{name}" in places
    ]
    assert told == raised


@pytest.mark.parametrize(
    "name",
    [
        "Comparison.save",
        "Comparison.matrix",
        "Accounts.to_json",
        "ContradictionGraph.to_svg",
        "Document.page",
    ],
)
def test_members_that_people_call_have_their_place(pages: dict[Path, Built], name: str) -> None:
    assert any(f"narratives.{name}" in page.places for page in pages.values())
