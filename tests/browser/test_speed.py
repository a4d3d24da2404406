"""How fast the page is in a real browser, and where it scrolls to. No other test runs beside these."""

import pytest

from benchmarks.page.large import large_findings
from narratives.rendering.page import page
from tests.browser.conftest import Show

pytestmark = pytest.mark.slow


def test_a_long_report_opens_and_filters_within_a_second(show: Show) -> None:
    findings = large_findings(assertions=500, pages=40)
    html = page(findings, version="0")
    best_open, best_filter = 99.0, 99.0
    for _ in range(6):
        opened = show(html).page
        opened.wait_for_load_state("load")
        timing = opened.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
        best_open = min(best_open, timing / 1000)
        taken = opened.evaluate(
            """() => new Promise((done) => {
                const box = document.querySelector('input[name=kind]'); const start = performance.now();
                box.click();
                requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
            })"""
        )
        best_filter = min(best_filter, taken / 1000)
    assert opened.locator(".column .claim").count() == 500
    assert best_open < 1, f"opened in {best_open:.2f} s"
    assert best_filter < 1, f"filtered in {best_filter:.2f} s"


@pytest.mark.parametrize("width", [1280, 390])
def test_a_section_of_a_long_report_stays_where_a_link_led(show: Show, width: int) -> None:
    findings = large_findings(assertions=400, pages=30, documents=3, of_no_party=40, timed=40)
    opened = show(page(findings, version="0"), width=width).page
    top = "(id) => document.getElementById(id).getBoundingClientRect().top"
    for section in ("matrix", "accounts", "voices", "speakers", "timeline", "points"):
        opened.locator(f"nav[aria-label=Sections] a[href='#{section}']").evaluate("(link) => link.click()")
        opened.wait_for_timeout(1200)
        assert 0 <= opened.evaluate(top, section) <= 120, section
