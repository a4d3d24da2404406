"""Marks that a reader makes on the page, and the file of decisions that they are saved to."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from attrs import evolve
from playwright.sync_api import Page

import narratives
from narratives import Account, Assertion, Document, Source, Span, Verdict
from narratives.decisions import Decision, Mark, StatementKey, Subject
from narratives.findings import Suggestion, voices_of
from narratives.rendering.page import cell
from narratives.verdict import Pair
from tests.browser.conftest import Show, Watched

pytestmark = pytest.mark.slow

TEXT = (
    "Yerevan said the road was closed. Baku said the road was open. Yerevan said the bridge fell. "
    "Baku said the bridge stood. Sana Jaffer said it rained."
)


class Judge:
    """Knows two contradictions: of the road, and of the bridge."""

    def judge(self, pairs: Sequence[Pair]) -> list[Verdict]:
        return [self._verdict(a, b) for a, b in pairs]

    def _verdict(self, a: Assertion, b: Assertion) -> Verdict:
        clash = {a.text, b.text} in (
            {"The road was closed.", "The road was open."},
            {"The bridge fell.", "The bridge stood."},
        )
        relation = narratives.Relation.CONTRADICTION if clash else narratives.Relation.NEUTRAL
        return Verdict(a=a, b=b, relation=relation, probability=0.9, contradiction=0.9 if clash else 0.0)


def _said(document: Document, speaker: str, party: str | None, words: str) -> Assertion:
    start = document.text.index(words)
    return Assertion(
        text=f"{words[0].upper()}{words[1:]}.",
        quote=words,
        party=party,
        source=Source(name=speaker, why="by hand"),
        cue="said",
        spans=(Span(document=document.id, start=start, end=start + len(words)),),
    )


@pytest.fixture(scope="module")
def found() -> narratives.Comparison:
    """Two parties that differ on two points, and a speaker of none who may speak for one."""
    document = Document(TEXT, title="Road and bridge")
    first = Account(
        "Armenia",
        [
            _said(document, "Yerevan", "Armenia", words)
            for words in ("the road was closed", "the bridge fell")
        ],
    )
    second = Account(
        "Azerbaijan",
        [_said(document, "Baku", "Azerbaijan", words) for words in ("the road was open", "the bridge stood")],
    )
    suggestion = Suggestion(party="Azerbaijan", why="by hand")
    voices = voices_of([_said(document, "Sana Jaffer", None, "it rained")], {"Sana Jaffer": suggestion})
    return narratives.compare(first, second, judge=Judge(), documents=[document], voices=voices)


def _again(found: narratives.Comparison, decisions: Sequence[Decision]) -> narratives.Comparison:
    """The comparison made anew with the decisions."""
    return narratives.compare(
        *found.accounts, judge=Judge(), documents=found.documents, voices=found.voices, decisions=decisions
    )


def _focus(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#mark-panel").is_visible()


def _choose(page: Page, number: int) -> None:
    """Choose one of the answers with the arrow keys; the first has the focus."""
    page.keyboard.press("Space")
    for _ in range(number):
        page.keyboard.press("ArrowDown")


def _saved(page: Page, tmp_path: Path) -> tuple[Decision, ...]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save decisions").focus()
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "decisions.json"
    path = tmp_path / "decisions.json"
    download.value.save_as(path)
    return narratives.read_decisions(path)


def test_marks_made_by_keyboard_are_saved_and_applied(
    found: narratives.Comparison, show: Show, tmp_path: Path
) -> None:
    watched = show(found.to_html())
    page = watched.page
    _focus(page, "Mark the statement: The road was open.")
    _choose(page, 1)  # wrong
    page.keyboard.press("Tab")
    page.get_by_label("Note").focus()
    page.keyboard.type("not said there")
    page.keyboard.press("Tab")
    page.keyboard.type("Ana Ruiz")
    page.keyboard.press("Enter")
    assert not page.locator("#mark-panel").is_visible()
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused == "Mark the statement: The road was open."
    _focus(page, "Mark the statement: The bridge fell.")
    page.get_by_label("The new wording").fill("The old bridge fell.")
    page.get_by_label("Your name").press("Enter")
    page.locator("#point-2 [data-row] .to-mark").focus()
    page.keyboard.press("Enter")
    _choose(page, 0)  # right
    page.keyboard.press("Enter")
    assert page.locator("#marks-count").inner_text() == "3 marks"
    decisions = _saved(page, tmp_path)
    assert [(one.on, one.mark, one.value) for one in decisions] == [
        (Subject.STATEMENT, Mark.WRONG, ""),
        (Subject.STATEMENT, Mark.REWORDED, "The old bridge fell."),
        (Subject.RELATION, Mark.RIGHT, "contradiction"),
    ]
    assert {one.by for one in decisions} == {"Ana Ruiz"}
    assert decisions[0].note == "not said there"
    assert all(one.at.endswith("Z") and "T" in one.at for one in decisions)
    for result in (_again(found, decisions), found.decide(decisions)):
        assert [one.text for one in result.set_aside] == ["The road was open."]
        assert "The old bridge fell." in [one.text for one in result.assertions]
        assert len(result.disputes) == 1
        assert result.unmatched == ()
        assert not any(review.open for review in result.reviews)
    assert (watched.requests, watched.complaints) == ([], [])


def _mark(page: Page, button: str, answer: str) -> None:
    page.locator(button).first.click()
    page.locator(f"#mark-form input[value={answer}]").check()
    page.get_by_role("button", name="Keep mark").click()


def test_a_point_a_relation_and_another_relation_are_saved_as_the_format_has_them(
    found: narratives.Comparison, show: Show, tmp_path: Path
) -> None:
    page = show(found.to_html()).page
    _mark(page, "#point-1 > header .to-mark", "wrong")
    page.locator("#point-2 [data-row] .to-mark").click()
    page.get_by_label("Which relation").select_option("distinct")
    page.get_by_role("button", name="Keep mark").click()
    point, relation = _saved(page, tmp_path)
    assert (point.on, point.mark, point.value, point.pairs) == ("point", "wrong", "contradiction", ((0, 1),))
    assert {key.text for key in point.statements} == {"The road was closed.", "The road was open."}
    assert (relation.on, relation.mark, relation.value) == ("relation", "relation", "distinct")
    result = found.decide((point, relation))
    assert [str(one.relation) for one in result.verdicts] == ["distinct"]
    assert page.locator("#point-1 > header .badge").inner_text() == "wrong"
    assert page.locator("#point-2 [data-row] .badge").inner_text() == "is: looks opposed, is not"


def test_a_speaker_is_given_a_party_with_the_suggestion_offered_first(
    found: narratives.Comparison, show: Show, tmp_path: Path
) -> None:
    page = show(found.to_html()).page
    choices = page.get_by_label("Party of Sana Jaffer")
    assert choices.count() == 2  # among the other voices and in the table of speakers
    assert choices.first.locator("option").all_text_contents() == [
        "assign to …",
        "Azerbaijan (suggested)",
        "Armenia",
        "no party",
    ]
    choices.first.select_option("Azerbaijan (suggested)")
    assert choices.last.locator("option:checked").text_content() == "Azerbaijan (suggested)"
    decisions = _saved(page, tmp_path)
    assert [(one.on, one.mark, one.value, one.speaker) for one in decisions] == [
        ("speaker", "party", "Azerbaijan", "Sana Jaffer")
    ]
    result = _again(found, decisions)
    assert [one.text for one in result.accounts[1]][-1] == "It rained."
    assert result.voices == ()
    choices.last.select_option("assign to …")
    assert page.locator("#marks-bar").is_hidden() or "undone" in page.locator("#marks-count").inner_text()


def test_a_statement_is_given_another_party_and_another_speaker(
    found: narratives.Comparison, show: Show, tmp_path: Path
) -> None:
    page = show(found.to_html()).page
    page.locator("#voices .to-mark").click()
    page.get_by_label("Which party").select_option("Armenia")
    page.get_by_role("button", name="Keep mark").click()
    page.locator("#voices .to-mark").click()
    page.get_by_label("Which speaker").fill("Yerevan")
    page.get_by_role("button", name="Keep mark").click()
    assert page.locator("#voices .badge").all_inner_texts() == ["speaker: Yerevan", "party: Armenia"]
    result = found.decide(_saved(page, tmp_path))
    [moved] = [one for one in result.accounts[0] if one.text == "It rained."]
    assert moved.source is not None
    assert moved.source.name == "Yerevan"


def test_marks_stay_when_the_page_is_opened_again_and_can_be_removed_or_undone(
    found: narratives.Comparison, show: Show
) -> None:
    page = show(found.to_html()).page
    _mark(page, "#point-1 > header .to-mark", "right")
    _mark(page, "#point-2 > header .to-mark", "wrong")
    page.reload()
    assert page.locator("#marks-count").inner_text() == "2 marks"
    assert page.locator("#point-2 > header .badge").inner_text() == "wrong"
    page.locator("#marks-all summary").click()
    page.locator("#marks-list").get_by_role("button").first.click()
    assert page.locator("#marks-count").inner_text() == "1 mark"
    assert page.locator("#point-1 .badge").count() == 0
    page.get_by_role("button", name="Undo all").click()
    assert page.locator("#marks-count").inner_text() == "1 mark undone"
    assert page.locator(".badge").count() == 0
    page.get_by_role("button", name="Bring back").click()
    assert page.locator("#point-2 > header .badge").inner_text() == "wrong"
    page.get_by_role("button", name="Undo all").click()
    page.reload()
    assert page.locator("#marks-bar").is_hidden()


def test_a_new_mark_on_the_same_takes_the_place_of_the_old_one(
    found: narratives.Comparison, show: Show, tmp_path: Path
) -> None:
    page = show(found.to_html()).page
    _mark(page, "#point-1 .claim .to-mark", "right")
    _mark(page, "#point-1 .claim .to-mark", "wrong")
    assert [one.mark for one in _saved(page, tmp_path)] == ["wrong"]
    page.locator("#point-1 .claim .to-mark").first.click()
    assert page.locator("#mark-form input[value=wrong]").is_checked()
    page.get_by_role("button", name="Remove mark").click()
    assert page.locator(".badge").count() == 0


def test_decisions_applied_already_are_saved_too_unless_a_newer_mark_withdraws_them(
    found: narratives.Comparison, show: Show, tmp_path: Path
) -> None:
    road, bridge = (dispute.verdicts[0] for dispute in found.disputes)
    sides = (StatementKey.of(road.a), StatementKey.of(road.b))
    gone = StatementKey.of(bridge.b)
    given = (
        Decision(on=Subject.RELATION, mark=Mark.RIGHT, value="contradiction", statements=sides, by="Bo"),
        Decision(on=Subject.STATEMENT, mark=Mark.WRONG, statements=(gone,), by="Ana", note="cut"),
        Decision(on=Subject.SPEAKER, mark=Mark.PARTY, value="Armenia", speaker="Nobody", by="Bo"),
        Decision(on=Subject.SPEAKER, mark=Mark.PARTY, value="Armenia", speaker="Sana Jaffer", at="2026"),
    )
    page = show(found.decide(given).to_html()).page
    page.locator("#decided .claim .to-mark").click()
    page.locator("#mark-form input[value=right]").check()
    page.get_by_label("Your name").fill("Ana")
    page.get_by_role("button", name="Keep mark").click()
    saved = _saved(page, tmp_path)
    assert {one.id for one in given} - {one.id for one in saved} == {given[1].id}
    assert [(one.mark, one.by) for one in saved if one.id not in {one.id for one in given}] == [
        ("right", "Ana")
    ]
    again = found.decide(saved)
    assert again.set_aside == ()
    page.get_by_role("button", name="Withdraw: right, by Bo").click()
    assert given[0].id not in {one.id for one in _saved(page, tmp_path)}
    page.get_by_role("button", name="Withdraw: right, by Bo").click()
    assert given[0].id in {one.id for one in _saved(page, tmp_path)}


def test_what_another_person_decided_stays_beside_a_mark_that_contradicts_it(
    found: narratives.Comparison, show: Show, tmp_path: Path
) -> None:
    [key] = [StatementKey.of(one) for one in found.assertions if one.text == "The road was open."]
    given = Decision(on=Subject.STATEMENT, mark=Mark.RIGHT, statements=(key,), by="Bo")
    page = show(found.decide([given]).to_html()).page
    page.locator(".claim", has_text="The road was open.").locator(".to-mark").first.click()
    page.locator("#mark-form input[value=wrong]").check()
    page.get_by_label("Your name").fill("Ana")
    page.get_by_role("button", name="Keep mark").click()
    saved = _saved(page, tmp_path)
    assert [(one.by, one.mark) for one in saved] == [("Bo", "right"), ("Ana", "wrong")]
    assert [one.open for one in found.decide(saved).reviews] == [True]


def test_an_answer_that_lacks_its_value_is_not_kept(found: narratives.Comparison, show: Show) -> None:
    page = show(found.to_html()).page
    page.locator("#point-1 .claim .to-mark").first.click()
    page.get_by_role("button", name="Keep mark").click()
    assert page.get_by_role("alert").inner_text() == "Choose one of the answers."
    page.locator("#mark-form input[value=speaker]").check()
    page.get_by_role("button", name="Keep mark").click()
    assert page.get_by_role("alert").inner_text() == "Write down the speaker."
    page.locator("#mark-form input[value=reworded]").check()
    page.get_by_role("button", name="Keep mark").click()
    assert page.get_by_role("alert").inner_text() == "Write down the new wording."
    page.keyboard.press("Escape")
    assert page.locator("#mark-panel").is_hidden()
    assert page.locator("#marks-bar").is_hidden()


def test_whatever_the_browser_kept_the_page_still_opens(found: narratives.Comparison, show: Show) -> None:
    watched = show(found.to_html())
    page = watched.page
    digest = page.locator("#decision-data").get_attribute("data-digest")
    good = {"about": "p:point-1", "mark": "wrong", "value": "", "by": "", "at": "", "note": ""}
    for kept, marks in (
        ("{", 0),
        ("null", 0),
        ("[null, 3, {}]", 0),
        (json.dumps([{**good, "about": "s:nothing"}, {**good, "mark": "party"}, {**good, "by": 3}]), 0),
        (json.dumps([{**good, "note": "<img src=x onerror=window.hit=1>"}]), 1),
    ):
        page.evaluate(
            "([key, text]) => localStorage.setItem(key, text)", [f"narratives-marks-{digest}", kept]
        )
        page.reload()
        assert page.locator("#points .badge").count() == marks, kept
    assert watched.complaints == []
    assert page.evaluate("window.hit") is None


def test_other_findings_do_not_take_over_the_marks(found: narratives.Comparison, show: Show) -> None:
    page = show(found.to_html()).page
    _mark(page, "#point-1 > header .to-mark", "right")
    other = narratives.compare(
        found.accounts[0],
        evolve(found.accounts[1], assertions=found.accounts[1].assertions[:1]),
        judge=Judge(),
    )
    page.set_content(other.to_html())
    assert page.locator(".badge").count() == 0


def test_without_javascript_there_is_nothing_to_mark_with(found: narratives.Comparison, show: Show) -> None:
    page = show(found.to_html(), java_script_enabled=False).page
    assert page.get_by_text("Mark", exact=True).count() == 0 or not page.locator("#mark-panel").is_visible()
    assert page.locator("button:visible, select:visible, textarea:visible").count() == 0


def test_in_a_frame_that_may_keep_nothing_marks_are_kept_in_memory_and_saved(
    found: narratives.Comparison, show: Show
) -> None:
    watched: Watched = show(f"<!DOCTYPE html><title>cell</title>{cell(found, version='0')}")
    frame = watched.page.frame_locator("iframe")
    frame.locator("#point-1 > header .to-mark").click()
    frame.locator("#mark-form input[value=right]").check()
    frame.get_by_role("button", name="Keep mark").click()
    assert frame.locator("#marks-count").inner_text() == "1 mark, kept only while this page is open"
    with watched.page.expect_download() as download:
        frame.get_by_role("button", name="Save decisions").click()
    assert json.loads(Path(download.value.path()).read_text())["format"] == "narratives-decisions/1"
    assert watched.complaints == []
