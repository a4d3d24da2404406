"""``python -m benchmarks.page``: speed of the HTML report in headless Chromium, in two cases.

One report of 40 pages with 500 assertions, and 40 documents with 2,000 statements, of which 200 are of no
party. Creates the page, opens it from disk, filters, searches letter by letter, marks a statement, goes to
words in another document and draws the graph. Prints the median and the maximum of several runs and writes
them to ``results.json`` in this folder. Needs Chromium and the dev group (playwright).
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.page.large import large_findings
from narratives.rendering.page import page
from narratives.version import __version__

CASES: Mapping[str, Mapping[str, int]] = {
    "long text": {"assertions": 500, "pages": 40},
    "many documents": {
        "assertions": 1800, "of_no_party": 200, "pages": 160, "documents": 40, "timed": 120,
    },
}  # fmt: skip
SEARCHED = ("berth 1234", "harbour", "speaker 4 of the dockers", "cranes seen", "zebra")
"""Queries typed letter by letter: few hits, very many, speakers, two words, none."""

_ENTRIES = "performance.getEntries"
_SHOWN = "requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)))"
_CLICK_TIME = f"""([selector]) => new Promise((done) => {{
    const element = document.querySelector(selector); const start = performance.now();
    element.click();
    {_SHOWN}; }})"""
_SEARCH_TIME = """([text]) => {
    const field = document.querySelector('#q'); field.value = text; const start = performance.now();
    field.dispatchEvent(new Event('input')); document.querySelector('#hits').offsetHeight;
    return performance.now() - start; }"""


def main() -> None:
    """Measure, print a table, and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    result: dict[str, Any] = {
        "runs": options.runs,
        "narratives": __version__,
        "machine": f"{os.cpu_count()} cores, {platform.machine()}",
        "cases": {},
    }
    with tempfile.TemporaryDirectory() as folder, _browser() as browser:
        result["chromium"] = browser.version
        for name, sizes in CASES.items():
            result["cases"][name] = _measure_case(
                browser, Path(folder) / "report.html", sizes, runs=options.runs
            )
    for name, case in result["cases"].items():
        print(f"\n{name}")
        for figure, value in case.items():
            print(f"  {figure:26} {value}")
    (Path(__file__).parent / "results.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def _measure_case(browser: Browser, file: Path, sizes: Mapping[str, int], *, runs: int) -> dict[str, Any]:
    """Return the figures of one case; times in seconds."""
    findings = large_findings(**sizes)
    start = perf_counter()
    html = page(findings, version=__version__)
    creation = perf_counter() - start
    file.write_text(html, encoding="utf-8")
    figures = [_measure_run(browser, file) for _ in range(runs)]
    return {
        **sizes,
        "words": sum(len(document.text.split()) for document in findings.documents),
        "bytes": len(html.encode()),
        "made_s": round(creation, 3),
        **{
            f"{name}_s": {
                "median": round(statistics.median(run[name] for run in figures), 3),
                "worst": round(max(run[name] for run in figures), 3),
            }
            for name in figures[0]
        },
    }


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
    tab.get_by_role("button", name="Show all").click()
    figures |= _searched(tab)
    tab.wait_for_selector("#accounts .column:last-child .to-mark", state="attached")
    figures["open_panel"] = tab.evaluate(_CLICK_TIME, ["#points .to-mark"]) / 1000
    tab.locator("#mark-form input[value=wrong]").check()
    figures["keep_mark"] = tab.evaluate(_CLICK_TIME, ["#mark-keep"]) / 1000
    figures["go_to_words"] = tab.evaluate(_CLICK_TIME, ["#voices .to-text, #accounts .to-text"]) / 1000
    start = perf_counter()
    tab.evaluate("document.querySelector('#graph').scrollIntoView()")
    tab.wait_for_selector("#canvas canvas", state="attached")
    tab.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    figures["graph"] = perf_counter() - start
    tab.close()
    return figures


def _searched(tab: Page) -> dict[str, float]:
    """Measure each answer while the queries are typed, until the list of hits is laid out."""
    tab.locator("#q").focus()
    tab.wait_for_timeout(300)
    seconds = []
    for text in SEARCHED:
        for end in range(1, len(text) + 1):
            seconds.append(tab.evaluate(_SEARCH_TIME, [text[:end]]) / 1000)
            tab.wait_for_timeout(20)
    tab.keyboard.press("Escape")
    return {"search_median": statistics.median(seconds), "search_worst": max(seconds)}


def _seconds(tab: Page, expression: str) -> float:
    milliseconds: float = tab.evaluate(expression)
    return milliseconds / 1000


if __name__ == "__main__":
    main()
