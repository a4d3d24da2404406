"""A person's answers become decisions, one at a time."""

from collections.abc import Iterable, Iterator

import pytest
from attrs import evolve

from narratives.answers import ReviewItem
from narratives.deciding import ANSWERS, MAX_VALUE, Outcome, Screen, answers_to, review
from narratives.decisions import Decision, Review
from narratives.findings import Findings, Suggestion, Voice
from narratives.model import Account, Assertion, Source
from narratives.verdict import Dispute, Relation, Verdict

OPEN = Assertion(text="The road is open.", party="North")
CLOSED = Assertion(text="The road is closed.", party="South")
CUT = Assertion(text="Not to bargain.", party="North", source=Source(name="He", resolved=False), whole=False)
HALE = Assertion(text="It rained.", source=Source(name="Dr Hale"))
VERDICT = Verdict(a=OPEN, b=CLOSED, relation=Relation.CONTRADICTION, probability=0.7)
VOICE = Voice(
    name="Dr Hale", why="no party", assertions=(HALE,), suggestion=Suggestion(party="North", why="near")
)
FINDINGS = Findings(
    accounts=(Account("North", [OPEN, CUT]), Account("South", [CLOSED])),
    verdicts=(VERDICT,),
    disputes=(Dispute(label="Road", verdicts=(VERDICT,)),),
    voices=(VOICE,),
)
RELATION, STATEMENT, SPEAKER = (
    ReviewItem(subject=subject, doubt=0.5, stake=1, why="unsure") for subject in (VERDICT, CUT, VOICE)
)


class Person:
    """Types the lines given, and keeps what is shown, said, offered for editing and saved."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines: Iterator[str] = iter(lines)
        self.shown: list[int] = []
        self.said: list[str] = []
        self.prompts: list[str] = []
        self.offered: list[str] = []
        self.saved: list[Decision] = []

    def read(self, prompt: str, text: str) -> str | None:
        self.prompts.append(prompt)
        self.offered.append(text)
        return next(self.lines, None)

    def review(self, *items: ReviewItem, findings: Findings = FINDINGS) -> Outcome:
        times = iter(f"2026-11-28T10:00:{second:02}Z" for second in range(60))
        screen = Screen(
            read=self.read, show=lambda _, number, __: self.shown.append(number), say=self.said.append
        )
        return review(
            items, findings, screen=screen, save=self.saved.append, by="Ana", now=lambda: next(times)
        )


@pytest.mark.parametrize(
    ("item", "lines", "on", "mark", "value"),
    [
        (RELATION, ["r"], "relation", "right", "contradiction"),
        (RELATION, [" Wrong "], "relation", "wrong", "contradiction"),
        (RELATION, ["o", "4"], "relation", "relation", "distinct"),
        (RELATION, ["other relation", "framing"], "relation", "relation", "framing"),
        (RELATION, ["o", "5"], "relation", "relation", "neutral"),
        (RELATION, ["p", "2", "no party"], "statement", "party", ""),
        (RELATION, ["p", "2", "north"], "statement", "party", "North"),
        (STATEMENT, ["r"], "statement", "right", ""),
        (STATEMENT, ["w"], "statement", "wrong", ""),
        (STATEMENT, ["c", "Ivo Brandt"], "statement", "speaker", "Ivo Brandt"),
        (STATEMENT, ["p", "1"], "statement", "party", "South"),
        (SPEAKER, ["r"], "speaker", "party", "North"),
        (SPEAKER, ["w"], "speaker", "party", ""),
        (SPEAKER, ["p", "south"], "speaker", "party", "South"),
        (SPEAKER, ["j", "he"], "speaker", "same", "He"),
    ],
)
def test_an_answer_becomes_a_decision(
    item: ReviewItem, lines: list[str], on: str, mark: str, value: str
) -> None:
    person = Person(lines)
    assert person.review(item).left == 0
    [decision] = person.saved
    assert (decision.on, decision.mark, decision.value) == (on, mark, value)
    assert (decision.by, decision.at) == ("Ana", "2026-11-28T10:00:00Z")
    texts = {"relation": [OPEN.text, CLOSED.text], "speaker": []}.get(on)
    side = CLOSED.text if item is RELATION else CUT.text
    assert [key.text for key in decision.statements] == ([side] if texts is None else texts)


def test_an_edited_sentence_is_saved_and_the_relation_is_still_asked() -> None:
    person = Person(["e", "1", "The north road is open.\x1b[31m", "r"])
    person.review(RELATION)
    assert [(one.on, one.mark, one.value) for one in person.saved] == [
        ("statement", "reworded", "The north road is open.[31m"),
        ("relation", "right", "contradiction"),
    ]
    assert person.prompts[2] == "new wording> "
    assert person.offered[2] == OPEN.text


def test_an_unchanged_or_too_long_sentence_is_not_saved() -> None:
    person = Person(["e", CUT.text, "e", "x" * (MAX_VALUE + 1), "y" * MAX_VALUE, "q"])
    person.review(STATEMENT)
    assert [one.value for one in person.saved] == ["y" * MAX_VALUE]
    assert "that has 4,001 characters; at most 4,000 are kept" in person.said


def test_a_note_belongs_to_the_answer_on_the_same_item() -> None:
    person = Person(["n", "the quote is cut", "w", "r"])
    person.review(RELATION, STATEMENT)
    assert [one.note for one in person.saved] == ["the quote is cut", ""]


def test_skip_back_and_quit_move_through_the_items() -> None:
    person = Person(["s", "b", "r", "b", "w", "q"])
    outcome = person.review(RELATION, STATEMENT, SPEAKER)
    assert person.shown == [1, 2, 1, 2, 1, 2]
    assert [one.mark for one in person.saved] == ["right", "wrong"]
    assert outcome == Outcome(answers={"skip": 1, "right": 1, "wrong": 1}, left=2)


def test_the_end_of_the_input_ends_the_review_at_any_question() -> None:
    for lines in ([], ["o"], ["e"], ["e", "1"], ["p", "1"], ["n"]):
        person = Person(lines)
        assert person.review(RELATION) == Outcome(answers={}, left=1)
        assert person.saved == []


def test_an_unknown_letter_shows_the_answers_that_are_offered() -> None:
    person = Person(["zz\x07", "?", "q"])
    person.review(SPEAKER)
    assert person.said[0] == "'zz' is no answer here; type one of these letters:"
    assert person.said.count("  j  join: it is the same speaker as another one") == 2
    assert not any("other relation" in line for line in person.said)


def test_an_unknown_choice_is_asked_again_until_nothing_is_typed() -> None:
    person = Person(["p", "2", "Norway", "9" * 5000, "²", "", "r"])
    person.review(RELATION)
    assert [one.mark for one in person.saved] == ["right"]
    assert [line.split(":")[1] for line in person.said if "or nothing" in line] == [
        " type a number from 1 to 2, or nothing to go back"
    ] * 3


def test_a_long_list_is_shown_only_as_far_as_it_fits_what_is_typed() -> None:
    many = tuple(
        Voice(name=f"Speaker {number}", why="", assertions=(evolve(HALE, source=Source(name=f"S {number}")),))
        for number in range(40)
    )
    found = evolve(FINDINGS, voices=(VOICE, *many))
    person = Person(["j", "aker 1", "speaker 12"])
    person.review(SPEAKER, findings=found)
    assert [one.value for one in person.saved] == ["Speaker 12"]
    assert person.said[0] == "  41 names: type a part of one"
    assert [line.split("  ")[2] for line in person.said[1:-1]] == [
        "Speaker 1",
        *(f"Speaker {number}" for number in range(10, 20)),
    ]


def test_the_decision_names_the_statement_as_the_program_found_it() -> None:
    now = evolve(OPEN, text="The north road is open.")
    verdict = evolve(VERDICT, a=now)
    reworded = evolve(FINDINGS, reviews=(Review(decisions=(), before=OPEN, after=now),))
    person = Person(["r"])
    person.review(ReviewItem(subject=verdict, doubt=0.5, stake=1, why=""), findings=reworded)
    assert person.saved[0].statements[0].text == OPEN.text


def test_every_answer_begins_with_its_key_and_no_key_is_offered_twice() -> None:
    assert all(answer.name.startswith(answer.key) for answer in ANSWERS)
    for item in (RELATION, STATEMENT, SPEAKER):
        keys = [answer.key for answer in answers_to(item)]
        assert len(keys) == len(set(keys))
