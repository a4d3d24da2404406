"""``python -m benchmarks.page``: speed of a 40-page report with 500 assertions in headless Chromium.

Creates the report, opens it from disk, filters it and draws its graph. Prints the median and the maximum of
several runs and writes them to ``results.json`` in this folder. Needs Chromium and the dev group
(playwright).
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
_CLICK_TIME = """([selector]) => new Promise((done) => {
    const start = performance.now();
    document.querySelector(selector).click();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))); })"""


def main() -> None:
    """Measure, print a table, and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assertions", type=int, default=500)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    findings = large_findings(assertions=options.assertions, pages=options.pages)
    start = perf_counter()
    html = page(findings, version=__version__)
    creation = perf_counter() - start
    with tempfile.TemporaryDirectory() as folder, _browser() as browser:
        file = Path(folder) / "report.html"
        file.write_text(html, encoding="utf-8")
        runs = [_measure_run(browser, file) for _ in range(options.runs)]
        version = browser.version
    result = {
        "assertions": options.assertions,
        "pages": options.pages,
        "words": len(findings.documents[0].text.split()),
        "runs": options.runs,
        "narratives": __version__,
        "chromium": version,
        "machine": f"{os.cpu_count()} cores, {platform.machine()}",
        "bytes": len(html.encode()),
        "made_s": round(creation, 3),
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
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    if executable is None:
        raise SystemExit("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


def _measure_run(browser: Browser, file: Path) -> dict[str, float]:
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.goto(file.as_uri(), wait_until="load")
    tab.wait_for_selector("#found:not(:empty)")
    figures = {
        "load": _seconds(tab, f"{_ENTRIES}ByType('navigation')[0].loadEventEnd"),
        "first_paint": _seconds(tab, "performance.getEntriesByName('first-contentful-paint')[0].startTime"),
        "filter_by_reason": tab.evaluate(_CLICK_TIME, ["input[name=kind]"]) / 1000,
        "filter_by_party": tab.evaluate(_CLICK_TIME, ["input[name=party]"]) / 1000,
    }
    start = perf_counter()
    tab.evaluate("document.querySelector('#graph').scrollIntoView()")
    tab.wait_for_selector("#canvas canvas", state="attached")
    tab.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    figures["graph"] = perf_counter() - start
    tab.close()
    return figures


def _seconds(tab: Page, expression: str) -> float:
    milliseconds: float = tab.evaluate(expression)
    return milliseconds / 1000


if __name__ == "__main__":
    main()
