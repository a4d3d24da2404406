"""``python -m benchmarks.page``: the report of a 40-page text with 500 assertions in headless Chromium.

Makes it, opens it from disk, filters it, draws its graph; prints the median of some runs and writes them to
``results.json`` beside this module. Needs Chromium and the dev group (playwright).
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.page.large import large_findings
from narratives.rendering.page import page
from narratives.version import __version__

_ENTRIES = "performance.getEntries"
_CLICKED = """([selector]) => new Promise((done) => {
    const start = performance.now();
    document.querySelector(selector).click();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))); })"""


def main() -> None:
    """Measure, print a table, write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assertions", type=int, default=500)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--runs", type=int, default=7)
    asked = parser.parse_args()
    findings = large_findings(assertions=asked.assertions, pages=asked.pages)
    start = perf_counter()
    html = page(findings, version=__version__)
    made = perf_counter() - start
    with tempfile.TemporaryDirectory() as folder, _browser() as browser:
        file = Path(folder) / "report.html"
        file.write_text(html, encoding="utf-8")
        runs = [_run(browser, file) for _ in range(asked.runs)]
        version = browser.version
    result = {
        "assertions": asked.assertions,
        "pages": asked.pages,
        "words": len(findings.documents[0].text.split()),
        "runs": asked.runs,
        "narratives": __version__,
        "chromium": version,
        "machine": f"{os.cpu_count()} cores, {platform.machine()}",
        "bytes": len(html.encode()),
        "made_s": round(made, 3),
        **{
            f"{name}_s": {
                "median": round(statistics.median(run[name] for run in runs), 3),
                "worst": round(max(run[name] for run in runs), 3),
            }
            for name in runs[0]
        },
    }
    for name, value in result.items():
        print(f"{name:12} {value}")
    (Path(__file__).parent / "results.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


@contextmanager
def _browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise SystemExit("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


def _run(browser: Browser, file: Path) -> dict[str, float]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.goto(file.as_uri(), wait_until="load")
    opened.wait_for_selector("#found:not(:empty)")
    figures = {
        "load": _seconds(opened, f"{_ENTRIES}ByType('navigation')[0].loadEventEnd"),
        "first_paint": _seconds(
            opened, "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        ),
        "filter_by_reason": opened.evaluate(_CLICKED, ["input[name=kind]"]) / 1000,
        "filter_by_party": opened.evaluate(_CLICKED, ["input[name=party]"]) / 1000,
    }
    start = perf_counter()
    opened.evaluate("document.querySelector('#graph').scrollIntoView()")
    opened.wait_for_selector("#canvas canvas", state="attached")
    opened.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    figures["graph"] = perf_counter() - start
    opened.close()
    return figures


def _seconds(opened: Page, expression: str) -> float:
    milliseconds: float = opened.evaluate(expression)
    return milliseconds / 1000


if __name__ == "__main__":
    main()
