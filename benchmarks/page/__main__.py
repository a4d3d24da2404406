"""``python -m benchmarks.page``: the report in headless Chromium, of one long text and of many documents.

Two cases: a text of 40 pages with 500 assertions, and 40 documents with 2,000 statements, 200 of them of no
party. Makes each page, opens it from disk, filters, searches letter by letter, marks, goes to words in
another document, draws the graph; prints the median and the worst of some runs and writes them to
``results.json`` beside this module. Needs Chromium and the dev group (playwright).
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
"""What is typed into the search, a letter at a time: few hits, very many, speakers, two words, none."""

_ENTRIES = "performance.getEntries"
_SHOWN = "requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)))"
_CLICKED = f"""([selector]) => new Promise((done) => {{
    const element = document.querySelector(selector); const start = performance.now();
    element.click();
    {_SHOWN}; }})"""
_TYPED = """([text]) => {
    const field = document.querySelector('#q'); field.value = text; const start = performance.now();
    field.dispatchEvent(new Event('input')); document.querySelector('#hits').offsetHeight;
    return performance.now() - start; }"""


def main() -> None:
    """Measure, print a table, write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    asked = parser.parse_args()
    result: dict[str, Any] = {
        "runs": asked.runs,
        "narratives": __version__,
        "machine": f"{os.cpu_count()} cores, {platform.machine()}",
        "cases": {},
    }
    with tempfile.TemporaryDirectory() as folder, _browser() as browser:
        result["chromium"] = browser.version
        for name, sizes in CASES.items():
            result["cases"][name] = measured(browser, Path(folder) / "report.html", sizes, runs=asked.runs)
    for name, case in result["cases"].items():
        print(f"\n{name}")
        for figure, value in case.items():
            print(f"  {figure:26} {value}")
    (Path(__file__).parent / "results.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def measured(browser: Browser, file: Path, sizes: Mapping[str, int], *, runs: int) -> dict[str, Any]:
    """The figures of one case; times in seconds."""
    findings = large_findings(**sizes)
    start = perf_counter()
    html = page(findings, version=__version__)
    made = perf_counter() - start
    file.write_text(html, encoding="utf-8")
    figures = [_run(browser, file) for _ in range(runs)]
    return {
        **sizes,
        "words": sum(len(document.text.split()) for document in findings.documents),
        "bytes": len(html.encode()),
        "made_s": round(made, 3),
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
    opened.get_by_role("button", name="Show all").click()
    figures |= _searched(opened)
    opened.wait_for_selector("#accounts .column:last-child .to-mark", state="attached")
    figures["open_panel"] = opened.evaluate(_CLICKED, ["#points .to-mark"]) / 1000
    opened.locator("#mark-form input[value=wrong]").check()
    figures["keep_mark"] = opened.evaluate(_CLICKED, ["#mark-keep"]) / 1000
    figures["go_to_words"] = opened.evaluate(_CLICKED, ["#voices .to-text, #accounts .to-text"]) / 1000
    start = perf_counter()
    opened.evaluate("document.querySelector('#graph').scrollIntoView()")
    opened.wait_for_selector("#canvas canvas", state="attached")
    opened.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    figures["graph"] = perf_counter() - start
    opened.close()
    return figures


def _searched(opened: Page) -> dict[str, float]:
    """The answers while something is typed, a letter at a time: to the list that can be painted."""
    opened.locator("#q").focus()
    opened.wait_for_timeout(300)
    answers = []
    for text in SEARCHED:
        for end in range(1, len(text) + 1):
            answers.append(opened.evaluate(_TYPED, [text[:end]]) / 1000)
            opened.wait_for_timeout(20)
    opened.keyboard.press("Escape")
    return {"search_median": statistics.median(answers), "search_worst": max(answers)}


def _seconds(opened: Page, expression: str) -> float:
    milliseconds: float = opened.evaluate(expression)
    return milliseconds / 1000


if __name__ == "__main__":
    main()
