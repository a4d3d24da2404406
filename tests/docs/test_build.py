"""Tests of the HTML pages that Sphinx builds."""

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
class BuiltPage(HTMLParser):
    """Links, loaded files and anchors of an HTML page."""

    links: list[str] = field(factory=list)
    loaded: list[str] = field(factory=list)
    anchors: set[str] = field(factory=set)

    def __attrs_post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value for name, value in attrs if value}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
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
def pages(site: Path) -> dict[Path, BuiltPage]:
    found = {}
    for path in site.rglob("*.html"):
        found[path] = BuiltPage()
        found[path].feed(path.read_text(encoding="utf-8"))
    return found


def test_every_page_is_built(site: Path) -> None:
    assert [name for name in NAMES if not (site / name).with_suffix(".html").exists()] == []


def test_links_have_existing_targets(pages: dict[Path, BuiltPage]) -> None:
    broken = []
    for path, page in pages.items():
        for link in page.links:
            if "://" in link or link.startswith("mailto:"):
                continue
            file, _, place = link.partition("#")
            target = (path.parent / unquote(file)).resolve() if file else path
            exists = target.exists() and (
                not place or target not in pages or unquote(place) in pages[target].anchors
            )
            if not exists:
                broken.append(f"{path.name}: {link}")
    assert broken == []
    assert sum(len(page.links) for page in pages.values()) > 500


def test_pages_load_only_local_files(pages: dict[Path, BuiltPage]) -> None:
    for path, page in pages.items():
        assert [one for one in page.loaded if "://" in one or one.startswith("//")] == [], path.name
        files = [unquote(one.partition("?")[0].partition("#")[0]) for one in page.loaded]
        assert [file for file in files if not (path.parent / file).exists()] == [], path.name


def test_every_public_name_and_error_has_an_anchor(pages: dict[Path, BuiltPage]) -> None:
    anchors = {place for page in pages.values() for place in page.anchors}
    assert [name for name in narratives.__all__ if f"narratives.{name}" not in anchors] == []
    raised = [
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.NarrativesError)
    ]
    assert len(raised) > 10
    documented = [
        name for name in raised if f"narratives.errors.{name}" in anchors or f"narratives.{name}" in anchors
    ]
    assert documented == raised


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
def test_frequently_used_members_have_an_anchor(pages: dict[Path, BuiltPage], name: str) -> None:
    assert any(f"narratives.{name}" in page.anchors for page in pages.values())
