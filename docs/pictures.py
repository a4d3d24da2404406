# ruff: noqa: INP001
"""The pictures of the documentation, made from the reports in ``seeds/`` and ``docs/examples/``.

Run as ``python docs/pictures.py``. Needs Graphviz and a Chromium that playwright can start. Look at each
PNG before you keep it.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

import narratives
from narratives.reading.parties import read_parties

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
NEWSROOM = ROOT / "docs" / "examples" / "newsroom"
MAX_KB = 300

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


_MARGIN = 16
"""Pixels around a part of the page."""


def compared(folder: Path, *documents: str) -> narratives.Comparison:
    """The parties of a folder, compared in its documents; addresses are those inside the folder."""
    with chdir(folder):
        accounts = narratives.read(map(Path, documents), read_parties(Path("parties.yaml")))
    return narratives.compare(accounts)


def main() -> None:
    """Write every picture."""
    karabakh = compared(ROOT / "seeds" / "karabakh-2023", "report.txt")
    statement = NEWSROOM / "statement.pdf"
    if not statement.exists():  # its bytes tell when it was made
        printed(statement.parent.parent / "statement.html", statement)
    harbour = compared(NEWSROOM, "courier.html", "statement.pdf", "union.eml", "wire.rss")
    karabakh.save(IMAGES / "karabakh.svg", overwrite=True)
    karabakh.save(IMAGES / "karabakh-by-dispute.svg", by="dispute", overwrite=True)
    speed()
    scenarios()
    with tempfile.TemporaryDirectory() as made, chromium() as browser:
        report, several = Path(made) / "report.html", Path(made) / "harbour.html"
        karabakh.save(report)
        harbour.save(several)
        for name, file, width, height, colours in (
            ("report.png", report, 1280, 900, "light"),
            ("report-phone.png", report, 390, 844, "light"),
            ("report-dark.png", report, 1280, 900, "dark"),
            ("harbour.png", several, 1280, 900, "light"),
        ):
            with opened(browser, file, width=width, height=height, color_scheme=colours) as page:
                page.screenshot(path=IMAGES / name)
        for name, part in (("report-graph.png", "#graph"), ("report-matrix.png", "#matrix")):
            with opened(browser, report, width=1280, height=900) as page:
                shown(page, part, IMAGES / name)
    held()


def speed() -> None:
    """Draw the plot of the benchmark of speed from its results."""
    sys.path.insert(0, str(ROOT))
    from benchmarks.speed.chart import draw

    results = ROOT / "benchmarks" / "speed" / "results.json"
    draw(json.loads(results.read_text(encoding="utf-8")), IMAGES / "speed.svg")


def scenarios() -> None:
    """Draw the learning curve over scenarios from its points."""
    sys.path.insert(0, str(ROOT))
    from benchmarks.scenarios.curve import draw

    points = ROOT / "benchmarks" / "scenarios" / "curve.json"
    draw(json.loads(points.read_text(encoding="utf-8")), IMAGES / "scenarios.svg")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield browser
        browser.close()


def printed(source: Path, file: Path) -> None:
    """An HTML page as PDF, on the paper that its style asks for."""
    with chromium() as browser, opened(browser, source, width=600, height=800) as page:
        page.pdf(path=file, prefer_css_page_size=True)


def shown(page: Page, part: str, file: Path) -> None:
    """A part of the page with a margin around it, once it is drawn."""
    place = page.locator(part)
    place.scroll_into_view_if_needed()
    page.wait_for_timeout(1_000)  # milliseconds, until the graph is drawn
    box: Any = place.evaluate(
        "e => { const r = e.getBoundingClientRect();"
        " return {x: r.x + scrollX, y: r.y + scrollY, width: r.width, height: r.height} }"
    )
    clip: Any = {
        "x": box["x"] - _MARGIN,
        "y": box["y"] + 1,  # below the line that parts it from what comes before
        "width": box["width"] + 2 * _MARGIN,
        "height": box["height"] + _MARGIN - 1,
    }
    page.screenshot(path=file, full_page=True, clip=clip)


@contextmanager
def opened(browser: Browser, file: Path, *, width: int, height: int, **options: Any) -> Iterator[Page]:
    """A page from disk at the top of its report."""
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    page = context.new_page()
    page.goto(file.as_uri())
    yield page
    context.close()


def held() -> None:
    """Refuse pictures that are too large for a page.

    Raises:
        SystemExit: one is over `MAX_KB`.
    """
    for file in sorted(IMAGES.iterdir()):
        size = file.stat().st_size / 1024
        print(f"{file.name:28}{size:>8.0f} kB")  # noqa: T201
        if size > MAX_KB:
            raise SystemExit(f"{file.name}: {size:.0f} kB; at most {MAX_KB} are kept, show less")


if __name__ == "__main__":
    main()
