"""The page in a real browser: what it asks for, who can use it, what hostile text can do."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

import narratives
from narratives.rendering import page as page_module
from narratives.rendering.escaping import web_address
from narratives.rendering.page import page
from tests.attacks.hostile import HOSTILE, decided_findings_of, findings_of
from tests.browser.conftest import Show, Watched, watch

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def report(karabakh: narratives.Comparison) -> str:
    return karabakh.to_html()


def test_the_page_asks_nothing_of_the_network_and_breaks_no_rule_of_its_policy(
    report: str, show: Show
) -> None:
    watched = show(report)
    watched.page.locator("#graph").scroll_into_view_if_needed()
    watched.page.wait_for_selector("#canvas canvas")
    assert (watched.requests, watched.complaints, watched.dialogs) == ([], [], [])
    policy = watched.page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_all_text_is_there_without_javascript(
    karabakh: narratives.Comparison, report: str, show: Show
) -> None:
    page = show(report, java_script_enabled=False).page
    page.emulate_media(media="print")  # where nothing waits to be scrolled to
    flat = " ".join(page.inner_text("body").split())
    for dispute in karabakh.disputes:
        assert dispute.label in flat
        for reason in dispute.reasons:
            assert reason.note in flat
            assert reason.a in flat
            assert reason.b in flat
    for assertion in karabakh.assertions:
        assert assertion.text in flat
        assert assertion.source is None or assertion.source.name in flat
    for paragraph in karabakh.documents[0].text.split("\n\n"):
        assert " ".join(paragraph.split()) in flat


def test_a_claim_leads_to_its_words_and_the_words_lead_back(
    karabakh: narratives.Comparison, report: str, show: Show
) -> None:
    page = show(report).page
    claim = page.locator("#point-2 .claim").first
    claim.locator("a.to-text").click()
    lit = page.locator("#articles .w.lit")
    assert lit.count() >= 1
    said = " ".join(one.quote for one in karabakh.disputes[1].assertions)
    assert lit.first.inner_text() in said
    assert lit.first.is_visible()
    lit.first.click()
    assert page.evaluate("location.hash") == f"#{claim.get_attribute('id')}"
    assert "lit" in (claim.get_attribute("class") or "")


def test_filters_by_party_reason_and_strength_leave_what_passes(
    karabakh: narratives.Comparison, report: str, show: Show
) -> None:
    page = show(report).page
    points = page.locator("#points .point:visible")
    whys = page.locator("#points .why:visible")
    every = points.count()
    assert every == len(karabakh.disputes)
    shown = whys.count()
    page.get_by_label("denial").uncheck()
    assert 0 < points.count() < every
    assert whys.count() < shown
    page.get_by_role("button", name="Show all").click()
    page.wait_for_selector(f"#point-{every}", state="visible")
    page.locator(".chip", has_text="Karabakh Armenians").locator("input").uncheck()
    left = [
        [
            one.probability
            for one in dispute.verdicts
            if "Karabakh Armenians" not in (one.a.party, one.b.party)
        ]
        for dispute in karabakh.disputes
    ]
    strongest = sorted(max(some) for some in left if some)
    assert 0 < points.count() == len(strongest) < every
    assert page.locator("#found").inner_text() == f"{len(strongest)} of {every} points at issue shown"
    level = round(strongest[0] + 0.01, 2)
    page.locator("input[name=strength]").fill(str(level))
    assert points.count() == sum(one >= level for one in strongest) < len(strongest)
    page.locator("input[name=strength]").fill("1")
    assert page.get_by_text("No point at issue passes the filters.").is_visible()


def test_the_page_can_be_used_by_keyboard_alone(report: str, show: Show) -> None:
    page = show(report).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#points"
    page.locator(".chip input").first.focus()
    page.keyboard.press("Space")
    assert not page.locator(".chip input").first.is_checked()
    page.locator("#graph").scroll_into_view_if_needed()
    page.wait_for_selector("#canvas canvas")
    page.locator("#canvas").focus()
    before = page.locator("#canvas").screenshot()
    page.keyboard.press("+")
    page.wait_for_timeout(200)
    assert page.locator("#canvas").screenshot() != before


def _wait_until(page: Any, holds: Callable[[], bool]) -> None:
    """Wait until a condition holds, for five seconds at most."""
    for _ in range(50):
        if holds():
            return
        page.wait_for_timeout(100)
    assert holds()


def test_the_wheel_scrolls_the_page_over_the_graph_and_zooms_with_control(report: str, show: Show) -> None:
    watched = show(report)
    page = watched.page
    page.evaluate("location.hash = 'graph'")
    page.wait_for_selector("#canvas canvas")
    page.locator("#canvas").hover()
    top = "document.querySelector('#canvas').getBoundingClientRect().top"
    picture = "Array.from(document.querySelectorAll('#canvas canvas'), (one) => one.toDataURL()).join()"
    drawn = page.evaluate(picture)
    while (later := page.evaluate(picture)) != drawn:  # still being drawn on a slow machine
        drawn = later
        page.wait_for_timeout(300)
    before = page.evaluate(top)
    page.mouse.wheel(0, 120)
    _wait_until(page, lambda: page.evaluate(top) < before - 50)
    page.wait_for_timeout(300)  # until the page has come to rest
    assert page.evaluate(picture) == drawn
    rest = page.evaluate(top)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -240)
    page.keyboard.up("Control")
    _wait_until(page, lambda: page.evaluate(picture) != drawn)
    assert page.evaluate(top) == rest
    assert watched.complaints == []


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_nothing_is_wider_than_the_window(report: str, show: Show, width: int) -> None:
    page = show(report, width=width).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_prints_everything(report: str, show: Show) -> None:
    watched = show(report, color_scheme="dark")
    page = watched.page
    page.wait_for_selector("#graph-print[src^='data:image/png']", state="attached")
    page.emulate_media(media="print")
    assert not page.locator("#filter-box").is_visible()
    assert page.locator("#graph-print").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("#points .claim").last.is_visible()
    assert page.locator("#articles p").last.is_visible()
    assert len(page.pdf()) > 10_000
    assert (watched.requests, watched.complaints) == ([], [])


_SHAPE = """() => Array.from(document.querySelectorAll('*')).map((element) =>
    element.tagName + ' ' + Array.from(element.attributes).map((one) => one.name).sort().join(' '))"""
_COUNTED = frozenset(
    """SCRIPT STYLE META BASE FORM INPUT BUTTON DETAILS NOSCRIPT TITLE HEAD BODY HTML H1 H2 MAIN ASIDE
    TABLE""".split()
)


def shape(watched: Watched) -> tuple[set[str], dict[str, int]]:
    """The kinds of elements with the names of their attributes, and how often the telling ones are there."""
    found: list[str] = watched.page.evaluate(_SHAPE)
    tags = [one.split(" ")[0] for one in found]
    return set(found), {tag: tags.count(tag) for tag in sorted(_COUNTED)}


def _faults(watched: Watched, text: str, html: str, path: Path, benign: tuple[set[str], Any]) -> list[str]:
    """What the text brought about beside being shown."""
    path.write_text(html, encoding="utf-8")
    watched.requests.clear()
    watched.complaints.clear()
    watched.page.goto(path.as_uri())
    kinds, counts = shape(watched)
    allowed = benign[0] | ({"A href rel"} if web_address(text) else set())
    faults = [f"new element: {kind}" for kind in kinds - allowed]
    faults += [f"other number: {one}" for one in counts.items() - benign[1].items()]
    faults += [f"asked for: {url}" for url in watched.requests]
    faults += [f"complaint: {one}" for one in watched.complaints]
    faults += [f"dialog: {one}" for one in watched.dialogs]
    if watched.page.evaluate("window.hit"):
        faults.append("a script of the text ran")
    return faults


def _benign(watched: Watched, path: Path) -> tuple[set[str], dict[str, int]]:
    """The shape of a page of plain words, found again in its sentences or (with a line break) not."""
    kinds: set[str] = set()
    counts: dict[str, int] = {}
    for words in ("Plain words", "Two\u2028lines"):
        path.write_text(page(decided_findings_of(words), version="0"), encoding="utf-8")
        watched.page.goto(path.as_uri())
        found, counts = shape(watched)
        kinds |= found
    return kinds, counts


Attacked = tuple[Watched, Path, tuple[set[str], dict[str, int]]]


@pytest.fixture
def attacked(chromium: Browser, tmp_path: Path) -> Iterator[Attacked]:
    """A page to attack, the file that it is opened from, and the shape it has with plain words."""
    watched = Watched(page=chromium.new_page())
    watch(watched)
    path = tmp_path / "page.html"
    yield watched, path, _benign(watched, path)
    watched.page.close()


def test_hostile_text_is_nothing_but_text(attacked: Attacked) -> None:
    watched, path, benign = attacked
    shown = [text for number, text in enumerate(HOSTILE) if number % 9 % 2 == 0]
    assert len(shown) >= 200
    for text in shown:
        faults = _faults(watched, text, page(decided_findings_of(text), version="0"), path, benign)
        assert faults == [], repr(text)


def test_hostile_text_is_caught_where_escaping_is_taken_out(
    attacked: Attacked, monkeypatch: pytest.MonkeyPatch
) -> None:
    import jinja2

    watched, path, benign = attacked
    bare = jinja2.Environment().from_string(page_module._template_source())  # noqa: S701 - that is tested
    monkeypatch.setattr(page_module, "_template", lambda: bare)
    tags = [text for text in HOSTILE if text.startswith("<")]
    caught = sum(
        bool(_faults(watched, text, page(decided_findings_of(text), version="0"), path, benign))
        for text in itertools.islice(tags, 12)
    )
    assert caught == 12


def test_data_in_a_script_is_caught_where_escaping_is_taken_out(
    attacked: Attacked, monkeypatch: pytest.MonkeyPatch
) -> None:
    import json

    watched, path, benign = attacked
    monkeypatch.setattr(page_module, "script_json", json.dumps)
    text = "</script><img src=x onerror=window.hit=1>"
    assert _faults(watched, text, page(decided_findings_of(text), version="0"), path, benign)


def test_the_notebook_shows_the_page_in_a_frame_of_its_own(
    karabakh: narratives.Comparison, show: Show
) -> None:
    cell = karabakh._repr_html_()
    watched = show(f"<!DOCTYPE html><title>cell</title>{cell}")
    frame = watched.page.frame_locator("iframe")
    assert frame.locator("#points .point").count() == 4
    assert watched.requests in ([], ["about:srcdoc"])
    assert len(cell) < 200_000  # without the library of the graph


def test_hostile_text_cannot_leave_the_frame_of_a_notebook(show: Show) -> None:
    text = '"></iframe><img src=x onerror=window.hit=1>'
    watched = show(
        f"<!DOCTYPE html><title>x</title>{narratives.Comparison.of(findings_of(text))._repr_html_()}"
    )
    assert watched.page.locator("img").count() == 0
    assert watched.page.evaluate("window.hit") is None


def test_the_same_findings_give_the_same_page(karabakh: narratives.Comparison) -> None:
    assert karabakh.to_html() == narratives.Comparison.from_json(karabakh.to_json(texts=True)).to_html()


def test_words_whose_claim_a_filter_hides_bring_it_back(report: str, show: Show) -> None:
    page = show(report).page
    page.locator(".chip", has_text="Karabakh Armenians").locator("input").uncheck()
    assert page.locator("#points .point:visible").count() == 2
    page.locator("#articles .w", has_text="violating a day-old ceasefire").first.click()
    page.wait_for_selector("#point-1", state="visible")
    assert "the filters were taken off" in page.locator("#found").inner_text()
    assert page.locator("#points .point:visible").count() == 4


def test_boxes_and_list_agree_when_the_browser_comes_back(report: str, show: Show) -> None:
    page = show(report).page
    page.get_by_label("denial").uncheck()
    page.goto("about:blank")
    page.go_back()
    page.wait_for_selector("#found:not(:empty)")
    checked = page.get_by_label("denial").is_checked()
    assert (page.locator("#points .point:visible").count() == 4) is checked


def test_what_is_filtered_says_so_in_print(report: str, show: Show) -> None:
    page = show(report).page
    page.get_by_label("denial").uncheck()
    page.emulate_media(media="print")
    assert page.get_by_text("2 of 4 points at issue shown").is_visible()
