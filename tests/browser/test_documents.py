"""Several documents on the page: one at a time, chosen by list, by keyboard, or by a link to words."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from benchmarks.page.large import large_findings
from narratives.rendering.page import page as render
from tests.browser.conftest import Show

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def report() -> str:
    findings = large_findings(assertions=60, pages=6, documents=3, of_no_party=6, timed=20)
    return render(findings, version="0")


def _shown(page: Page) -> list[str]:
    return page.locator(".document:not([hidden]) h2").all_text_contents()


def test_one_document_is_shown_at_a_time_and_the_list_chooses(report: str, show: Show) -> None:
    watched = show(report)
    page = watched.page
    assert _shown(page) == ["The harbour, day 1"]
    page.get_by_role("tab", name="The harbour, day 3").click()
    assert _shown(page) == ["The harbour, day 3"]
    selected = page.locator("[role=tab][aria-selected=true]")
    assert selected.all_inner_texts() == ["The harbour, day 3"]
    panel = page.locator(f"#{selected.get_attribute('aria-controls')}")
    assert panel.get_attribute("role") == "tabpanel"
    assert panel.get_attribute("aria-labelledby") == selected.get_attribute("id")
    assert watched.complaints == []


def test_the_list_is_one_stop_of_the_tab_key_and_moves_by_arrow_keys(report: str, show: Show) -> None:
    page = show(report).page
    assert page.locator("[role=tab][tabindex='0']").count() == 1
    page.locator("[role=tab]").first.focus()
    for key, day in (
        ("ArrowDown", 2),
        ("ArrowDown", 3),
        ("ArrowDown", 1),
        ("ArrowUp", 3),
        ("Home", 1),
        ("End", 3),
    ):
        page.keyboard.press(key)
        assert _shown(page) == [f"The harbour, day {day}"], key
        assert page.evaluate("document.activeElement.textContent") == f"The harbour, day {day}"


def test_a_link_to_words_opens_their_document_and_they_lead_back(report: str, show: Show) -> None:
    page = show(report).page
    claim = page.locator("#points .claim", has_text="Berth 56 of").first
    link = claim.locator("a.to-text")
    assert link.text_content() == "in The harbour, day 3, page 2"
    link.click()
    assert _shown(page) == ["The harbour, day 3"]
    lit = page.locator(".w.lit")
    assert lit.first.is_visible()
    assert "berth 56 of" in lit.first.inner_text()
    assert "has-lit" in (page.get_by_role("tab", name="The harbour, day 3").get_attribute("class") or "")
    lit.first.click()
    assert page.evaluate("location.hash") == f"#{claim.get_attribute('id')}"


def test_an_address_with_a_place_opens_the_document_of_the_place(report: str, show: Show) -> None:
    page = show(report).page
    place = page.locator(".document").nth(1).locator(".at").first.get_attribute("id")
    page.goto(f"{page.url.split('#')[0]}#{place}")
    page.reload()
    assert _shown(page) == ["The harbour, day 2"]
    assert page.locator(f"#{place}").is_visible()


def test_text_that_is_searched_in_another_document_opens_it(report: str, show: Show) -> None:
    page = show(report).page
    page.keyboard.press("/")
    page.keyboard.type("day 2")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert _shown(page) == ["The harbour, day 2"]


def test_a_point_of_several_documents_says_so(report: str, show: Show) -> None:
    assert show(report).page.locator(".in-documents").count() == 0
    findings = large_findings(assertions=9, pages=9, documents=9)
    page = show(render(findings, version="0")).page
    assert page.locator("#point-1 .in-documents").inner_text() == (
        "In 2 documents: The harbour, day 1 · The harbour, day 2"
    )


def test_without_javascript_all_documents_stand_below_each_other(report: str, show: Show) -> None:
    page = show(report, java_script_enabled=False).page
    boxes = [one.bounding_box() for one in page.locator(".document").all()]
    assert len(boxes) == 3
    tops = [(box["y"], box["y"] + box["height"]) for box in boxes if box]
    assert all(above[1] <= below[0] for above, below in pairwise(tops))
    assert page.locator("#document-list a").first.get_attribute("href") == (
        f"#{page.locator('.document').first.get_attribute('id')}"
    )


def test_all_documents_are_printed(report: str, show: Show) -> None:
    page = show(report).page
    page.emulate_media(media="print")
    for number in range(3):
        assert page.locator(".document p").nth(number).is_visible()
    heights = [one.bounding_box() for one in page.locator(".document").all()]
    assert all(box and box["height"] > 300 for box in heights)


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_overlaps_and_nothing_is_wider_than_the_window(report: str, show: Show, width: int) -> None:
    page = show(report, width=width).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("nav[aria-label=Sections] a[href='#articles']").click()
    bottom, top = page.evaluate(
        """() => [document.querySelector("nav.documents").getBoundingClientRect().bottom,
        document.querySelector(".document:not([hidden]) h2").getBoundingClientRect().top]"""
    )
    assert bottom <= top


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(report: str, show: Show, width: int, scheme: str) -> None:
    page = show(report, width=width, color_scheme=scheme, bypass_csp=True).page
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
