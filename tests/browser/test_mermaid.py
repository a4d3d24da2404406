"""Mermaid's own reader, in a browser, draws what we write as text and nothing else."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

import narratives
from narratives import Account, Relation, Verdict
from narratives.graph import ContradictionGraph
from narratives.harmless import plain
from tests.attacks.hostile import HOSTILE
from tests.browser.conftest import Watched, watch

pytestmark = pytest.mark.slow

LIBRARY = Path(__file__).parent.parent / "readers" / "node_modules" / "mermaid" / "dist" / "mermaid.min.js"
_DRAW = """async ([id, text]) => {
    mermaid.initialize({startOnLoad: false, maxTextSize: 1e6, maxEdges: 2000});
    const holder = document.getElementById('holder');
    holder.innerHTML = (await mermaid.render(id, text)).svg;
    const labels = (selector) => Array.from(holder.querySelectorAll(selector)).map((one) => one.textContent);
    return {
        nodes: labels('.node .nodeLabel'), parties: labels('.cluster .nodeLabel'),
        links: holder.querySelectorAll('path.flowchart-link').length,
        others: Array.from(holder.querySelectorAll('script, img, iframe, a, input, form, video')).length,
        hit: window.hit === undefined ? null : window.hit };
}"""


@pytest.fixture(scope="module")
def drawing(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Watched:
    if not LIBRARY.exists():
        pytest.skip("Mermaid is not installed; 'make readers' installs it where npm is")
    path = tmp_path_factory.mktemp("mermaid") / "page.html"
    path.write_text("<!DOCTYPE html><title>Mermaid</title><div id=holder></div>")
    watched = Watched(page=chromium.new_page())
    watch(watched)
    watched.page.goto(path.as_uri())
    watched.page.add_script_tag(path=LIBRARY)
    return watched


def test_the_seed_is_drawn_with_its_parties_texts_and_relations(
    karabakh: narratives.Comparison, drawing: Watched
) -> None:
    drawn = drawing.page.evaluate(_DRAW, ["seed", karabakh.graph.to_mermaid()])
    assert sorted(drawn["parties"]) == sorted(account.name for account in karabakh.accounts)
    assert drawn["links"] == len(karabakh.verdicts)
    related = {side.id: side for verdict in karabakh.verdicts for side in (verdict.a, verdict.b)}
    texts = " ".join(drawn["nodes"])
    assert all(assertion.text in texts for assertion in related.values())


def test_hostile_text_is_drawn_as_text(drawing: Watched) -> None:
    hostile = [text for text in HOSTILE if plain(text) and len(text) < 200]
    for number, text in enumerate(hostile[::4] + hostile[-40:]):
        a, b = Account(f"A {text}", [text]), Account(f"{text} B", ["Nothing of the kind."])
        verdict = Verdict(
            a=a.assertions[0], b=b.assertions[0], relation=Relation.CONTRADICTION, probability=0.9
        )
        graph = ContradictionGraph(accounts=[a, b], verdicts=[verdict])
        drawn = drawing.page.evaluate(_DRAW, [f"h{number}", graph.to_mermaid()])
        flat = ["".join(one.split()) for one in drawn["nodes"]]
        assert "".join(plain(text).split()) in flat, text
        assert (len(drawn["nodes"]), len(drawn["parties"]), drawn["links"]) == (2, 2, 1), text
        assert (drawn["others"], drawn["hit"]) == (0, None), text
    assert (drawing.requests, drawing.dialogs) == ([], [])
