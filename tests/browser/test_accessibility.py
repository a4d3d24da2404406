"""axe finds nothing in any state of the page, light and dark, on a desk and on a phone."""

import pytest
from attrs import evolve
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

import narratives
from narratives.decisions import Decision, Mark, StatementKey, Subject
from tests.browser.conftest import Show

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def report(seeds: dict[str, narratives.Comparison]) -> str:
    """A page with every section: other voices, times, warnings, decisions open, applied and not."""
    found = evolve(seeds["karabakh-2023"], warnings=("a party's name is not in the text",))
    clash, said = found.disputes[0].verdicts[0], found.accounts[1].assertions[0]
    sides = (StatementKey.of(clash.a), StatementKey.of(clash.b))
    told = [
        Decision(on=Subject.RELATION, mark=mark, value=str(clash.relation), statements=sides, by=by)
        for mark, by in ((Mark.RIGHT, "Ana"), (Mark.WRONG, "Bo"))
    ]
    told.append(
        Decision(on=Subject.STATEMENT, mark=Mark.WRONG, statements=(StatementKey.of(said),), by="Ana")
    )
    told.append(Decision(on=Subject.SPEAKER, mark=Mark.PARTY, value="Armenia", speaker="Nobody", by="Ana"))
    return found.decide(told).to_html()


def _violations(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state_of_the_page(report: str, show: Show, width: int, scheme: str) -> None:
    page = show(report, width=width, color_scheme=scheme, bypass_csp=True).page
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert _violations(page) == []
    page.keyboard.press("/")
    page.keyboard.type("the")
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("option").count() > 5
    assert _violations(page) == []
    page.keyboard.press("Escape")
    page.locator(".to-mark").first.click()
    assert _violations(page) == []
    page.locator("#mark-form input[value=wrong]").check()
    page.get_by_role("button", name="Keep mark").click()
    page.locator("#marks-all summary").click()
    assert page.locator("#marks-list li").count() == 1
    assert _violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
