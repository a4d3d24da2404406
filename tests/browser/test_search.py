"""The search of the page: what is found, how it is shown, and where it leads."""

import pytest
from playwright.sync_api import Page

import narratives
from benchmarks.page.large import large_findings
from narratives import Account, Assertion, Document
from narratives.findings import Findings
from narratives.rendering.page import page as render
from tests.browser.conftest import Show

pytestmark = pytest.mark.slow

_ATTEMPTS, _PAUSE_MS = 50, 100


def _search(page: Page, text: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(text)


def _hits(page: Page, group: str) -> list[str]:
    return page.get_by_role("group", name=group).get_by_role("option").all_inner_texts()


@pytest.fixture(scope="module")
def report(seeds: dict[str, narratives.Comparison]) -> str:
    return seeds["kakhovka-dam-2023"].to_html()


def test_slash_goes_to_the_field_and_hits_are_grouped_with_their_matches(report: str, show: Show) -> None:
    watched = show(report)
    page = watched.page
    _search(page, "ecocide")
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.locator("#q").input_value() == "ecocide"
    assert _hits(page, "Statements") == [
        "The breach is ecocide by Russia. · the breach “ecocide” by Russia Andriy Yermak"
    ]
    assert len(_hits(page, "In the text")) == 1
    assert page.get_by_role("group", name="Speakers").count() == 0
    assert page.locator("#hits mark").first.inner_text() == "ecocide"
    assert page.locator("#hits-count").inner_text() == "2 found"
    page.locator("#q").fill("nobody says this")
    assert page.locator("#hits-count").inner_text() == "Nothing found"
    assert (watched.requests, watched.complaints) == ([], [])


def test_arrow_keys_and_enter_go_to_what_was_found(report: str, show: Show) -> None:
    page = show(report).page
    _search(page, "zelensky")
    field = page.locator("#q")
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    first = field.get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowDown")
    second = field.get_attribute("aria-activedescendant")
    assert first != second
    assert page.locator("[role=option][aria-selected=true]").get_attribute("id") == second
    page.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") == first
    page.keyboard.press("ArrowUp")  # from the first to the last: a paragraph of the article
    page.keyboard.press("Enter")
    assert page.locator("#hits-box").is_hidden()
    focused = page.evaluate("document.activeElement.closest('.text') && document.activeElement.textContent")
    assert focused
    assert "Zelensky" in focused


def test_a_statement_found_is_gone_to_and_its_words_are_lit(report: str, show: Show) -> None:
    page = show(report).page
    _search(page, "ecocide")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.classList.contains('claim')")
    page.wait_for_selector("#articles .lit")
    assert "ecocide" in "".join(page.locator("#articles .lit").all_inner_texts())


def test_a_statement_in_the_closed_list_of_the_own_voice_is_opened(report: str, show: Show) -> None:
    page = show(report).page
    own = page.locator("details.voice")
    assert own.get_attribute("open") is None
    words = own.locator(".said").first.evaluate("(one) => one.firstChild.textContent.slice(0, 40)")
    _search(page, words)
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('details.voice').open")
    assert own.locator(".claim").first.is_visible()


def test_capital_letters_and_accents_make_no_difference(show: Show) -> None:
    accounts = (
        Account("A", ["São Tomé closed the café.", "Åse Łuk said “no”."]),
        Account("B", ["The CAFE\u0301 was open.", "İzmir slept."]),
    )
    page = show(render(Findings(accounts=accounts, verdicts=(), disputes=()), version="0")).page
    _search(page, "cafe")
    assert len(_hits(page, "Statements")) == 2
    assert page.locator("#hits mark").all_inner_texts() == ["café", "CAFE\u0301"]
    for asked, marks in (
        ("SÃO tome", ["São", "Tomé"]),
        ("ase luk", ["Åse", "Łuk"]),
        ("izmir", ["İzmir"]),
        ('"no"', ["“no”"]),
    ):
        page.locator("#q").fill(asked)
        assert page.locator("#hits mark").all_inner_texts() == marks


def test_escape_clears_the_field_the_list_and_the_marked_matches(report: str, show: Show) -> None:
    page = show(report).page
    _search(page, "dam")
    for _ in range(_ATTEMPTS):  # the page's policy forbids waiting by an expression
        if page.evaluate("CSS.highlights.has('found') && CSS.highlights.get('found').size > 5"):
            break
        page.wait_for_timeout(_PAUSE_MS)
    texts = page.evaluate("[...CSS.highlights.get('found')].map((range) => range.toString().toLowerCase())")
    assert set(texts) == {"dam"}
    page.keyboard.press("Escape")
    assert page.locator("#q").input_value() == ""
    assert page.locator("#hits-box").is_hidden()
    assert not page.evaluate("CSS.highlights.has('found')")


def test_long_lists_are_cut_and_say_how_many_more(show: Show) -> None:
    page = show(render(large_findings(assertions=60, pages=4), version="0")).page
    _search(page, "harbour")
    assert len(_hits(page, "Statements")) == 8
    statements = page.get_by_role("group", name="Statements")
    assert statements.get_by_text("and 52 more").is_visible()
    assert statements.locator(".count").inner_text() == "60"
    assert len(_hits(page, "Speakers")) == 5


def test_text_that_is_found_stays_text(show: Show) -> None:
    text = "<img src=x onerror=window.hit=1> is here"
    document = Document(text)
    said = Assertion(text=text, party="A")
    found = Findings(accounts=(Account("A", [said]),), verdicts=(), disputes=(), documents=(document,))
    watched = show(render(found, version="0"))
    _search(watched.page, "<img")
    assert len(_hits(watched.page, "Statements")) == 1
    assert watched.page.locator("#hits mark").first.inner_text() == "<img"
    assert watched.page.locator("#hits img").count() == 0
    assert watched.page.evaluate("window.hit") is None


def test_a_slash_in_another_field_is_a_slash(report: str, show: Show) -> None:
    page = show(report).page
    page.locator("#point-1 .claim .to-mark").first.click()
    page.get_by_label("Note").focus()
    page.keyboard.type("a/b")
    assert page.get_by_label("Note").input_value() == "a/b"


def test_without_javascript_there_is_no_field(report: str, show: Show) -> None:
    page = show(report, java_script_enabled=False).page
    assert page.locator("#q").is_hidden()


def test_a_hit_that_the_filters_hide_is_shown_all_the_same(report: str, show: Show) -> None:
    page = show(report).page
    page.locator(".chip", has_text="Ukraine").locator("input").uncheck()
    _search(page, "ecocide")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.textContent.includes('ecocide')")
    assert page.evaluate("document.activeElement.checkVisibility()")
