"""Ask a person about the items of a review queue, one after another, and turn the answers into decisions."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import field, frozen, mutable

from narratives.answers import ReviewItem
from narratives.decisions import Decision, Mark, StatementKey, Subject
from narratives.errors import DecisionError
from narratives.findings import Findings, Voice
from narratives.harmless import plain
from narratives.model import ARTICLE, Assertion, encodable
from narratives.verdict import Relation, Verdict

MAX_VALUE = 4000
"""Greatest length of a text that is typed in, in characters, as in the JSON Schema of decisions."""

_MAX_LISTED = 30
"""Greatest number of names that are listed to choose from."""

Read = Callable[[str, str], str | None]
"""Shows a prompt and a text to edit, and returns the line that was typed; None at the end of the input."""


@frozen(kw_only=True)
class Screen:
    """How a review reads from and writes to the person.

    Attributes:
        show: displays an item, given its number from 1 and the number of items.
        say: displays a line.
    """

    read: Read
    show: Callable[[ReviewItem, int, int], None]
    say: Callable[[str], None]


@frozen(kw_only=True)
class Outcome:
    """What came of a review.

    Attributes:
        answers: name of an answer → how often it was given.
        left: number of items that the review did not reach, with the one at which it was stopped.
    """

    answers: Mapping[str, int]
    left: int


@frozen(kw_only=True)
class Answer:
    """One of the answers to a question.

    Attributes:
        key: the letter to type, with which the name begins; the name can be typed as well.
        about: kinds of items that it is offered for.
    """

    key: str
    name: str
    about: tuple[type, ...]
    help: str


_ALL = (Verdict, Assertion, Voice)
_CLAIMS = (Verdict, Assertion)

ANSWERS = (
    Answer(key="r", name="right", about=_CLAIMS, help="it is as shown"),
    Answer(key="r", name="right", about=(Voice,), help="yes, the speaker belongs to that party"),
    Answer(key="w", name="wrong", about=_CLAIMS, help="it is not as shown, and is set aside"),
    Answer(key="w", name="wrong", about=(Voice,), help="no, the speaker belongs to no party"),
    Answer(key="o", name="other relation", about=(Verdict,), help="the two have another relation"),
    Answer(key="e", name="edit", about=_CLAIMS, help="correct the wording of a statement"),
    Answer(key="p", name="party", about=_ALL, help="it belongs to another party, or to none"),
    Answer(key="c", name="change speaker", about=(Assertion,), help="somebody else says it"),
    Answer(key="j", name="join", about=(Voice,), help="it is the same speaker as another one"),
    Answer(key="n", name="note", about=_ALL, help="write a note for the next answer here"),
    Answer(key="s", name="skip", about=_ALL, help="leave it undecided"),
    Answer(key="b", name="back", about=_ALL, help="go back by one; the later answer counts"),
    Answer(key="q", name="quit", about=_ALL, help="stop; what was answered is saved"),
)
"""The answers, in the order in which they are offered."""

RELATION_NAMES = {
    Relation.CONTRADICTION: "contradiction",
    Relation.FRAMING: "rival framing",
    Relation.ENTAILMENT: "one follows from the other",
    Relation.EQUIVALENCE: "the same said twice",
    Relation.DISTINCT: "looks opposed, is not",
    Relation.NEUTRAL: "no relation",
}


def answers_to(item: ReviewItem) -> tuple[Answer, ...]:
    """Return the answers that are offered for an item."""
    return tuple(answer for answer in ANSWERS if isinstance(item.subject, answer.about))


def review(
    queue: Sequence[ReviewItem],
    findings: Findings,
    *,
    screen: Screen,
    save: Callable[[Decision], None],
    by: str,
    now: Callable[[], str],
) -> Outcome:
    """Ask about the items in order until the last one, "quit", or the end of the input.

    Args:
        findings: what the items were taken from.
        save: called with each decision at once.
        by: name of the person, which every decision gets.
        now: returns the present time in ISO 8601, which every decision gets.
    """
    session = _Session(findings=findings, screen=screen, save=save, by=by, now=now)
    number = 0
    while number < len(queue):
        step = session.ask(queue[number], number + 1, len(queue))
        if step is None:
            break
        number = max(0, number + step)
    return Outcome(answers=dict(session.answers), left=len(queue) - number)


@mutable(kw_only=True)
class _Session:
    """One person's review: what was answered so far, and the note for the next answer."""

    findings: Findings
    screen: Screen
    save: Callable[[Decision], None]
    by: str
    now: Callable[[], str]
    answers: Counter[str] = field(factory=Counter)
    note: str = ""

    def ask(self, item: ReviewItem, number: int, total: int) -> int | None:
        """Ask about one item and return how far to go on: 1, -1 for back, or None to stop."""
        self.note = ""
        self.screen.show(item, number, total)
        while True:
            answer = self._answer(item)
            if answer is None or answer.name == "quit":
                return None
            if answer.name == "back":
                return -1
            if answer.name == "skip":
                self.answers[answer.name] += 1
                return 1
            if answer.name == "note":
                self.note = self._line("note> ", self.note) or self.note
                continue
            decision = self._decision(item, answer)
            if decision is None:  # the person typed nothing
                continue
            self.save(decision)
            self.answers[answer.name] += 1
            if answer.name != "edit":
                return 1
            self.screen.say("The new wording is saved. Is it otherwise right?")
            self.note = ""

    def _answer(self, item: ReviewItem) -> Answer | None:
        """Return the answer that the person chooses; None at the end of the input."""
        offered = answers_to(item)
        while True:
            line = self.screen.read("> ", "")
            if line is None:
                return None
            typed = " ".join(line.split()).casefold()
            for answer in offered:
                if typed in (answer.key, answer.name):
                    return answer
            if typed not in ("", "?", "h", "help"):
                self.screen.say(f"{plain(typed)[:40]!r} is no answer here; type one of these letters:")
            for answer in offered:
                self.screen.say(f"  {answer.key}  {answer.name}: {answer.help}")

    def _decision(self, item: ReviewItem, answer: Answer) -> Decision | None:
        """Return the decision, after asking for what it needs; None if the person gives nothing."""
        subject = item.subject
        try:
            if isinstance(subject, Voice):
                return self._on_speaker(subject, answer)
            if isinstance(subject, Assertion):
                return self._on_statement(subject, answer)
            return self._on_relation(subject, answer)
        except DecisionError as error:
            self.screen.say(str(error))
            return None

    def _on_relation(self, verdict: Verdict, answer: Answer) -> Decision | None:
        if answer.name in ("edit", "party"):
            side = self._choice("Which statement? ", ["the first", "the second"])
            return None if side is None else self._on_statement((verdict.a, verdict.b)[side], answer)
        if answer.name == "other relation":
            relations = [one for one in Relation if one is not verdict.relation]
            chosen = self._choice(
                "Which relation? ",
                [RELATION_NAMES[one] for one in relations],
                [str(one) for one in relations],
            )
            if chosen is None:
                return None
            mark, value = Mark.RELATION, relations[chosen]
        else:
            mark, value = (Mark.RIGHT if answer.name == "right" else Mark.WRONG), verdict.relation
        keys = tuple(self._key(side) for side in (verdict.a, verdict.b))
        return self._made(on=Subject.RELATION, mark=mark, value=str(value), statements=keys)

    def _on_statement(self, assertion: Assertion, answer: Answer) -> Decision | None:
        mark, value = (Mark.RIGHT if answer.name == "right" else Mark.WRONG), ""
        if answer.name == "edit":
            mark, value = Mark.REWORDED, self._line("new wording> ", assertion.text)
            if not value or value == assertion.text:
                return None
        elif answer.name == "change speaker":
            mark, value = Mark.SPEAKER, self._line("speaker> ", "")
            if not value:
                return None
        elif answer.name == "party":
            party = self._party(assertion.party)
            if party is None:
                return None
            mark, value = Mark.PARTY, party
        return self._made(on=Subject.STATEMENT, mark=mark, value=value, statements=(self._key(assertion),))

    def _on_speaker(self, voice: Voice, answer: Answer) -> Decision | None:
        about: dict[str, Any] = {"on": Subject.SPEAKER, "speaker": voice.name}
        if answer.name == "join":
            names = sorted({one.name for one in self.findings.speakers} - {voice.name})
            chosen = self._choice("The same as whom? ", names, names)
            return None if chosen is None else self._made(mark=Mark.SAME, value=names[chosen], **about)
        if answer.name == "party":
            party = self._party(None)
        else:
            suggested = voice.suggestion.party if voice.suggestion else ""
            party = suggested if answer.name == "right" else ""
        return None if party is None else self._made(mark=Mark.PARTY, value=party, **about)

    def _party(self, present: str | None) -> str | None:
        """Return the name of the party that the person chooses, "" for no party, or None for no choice."""
        names = [one.name for one in self.findings.accounts if one.name not in (present, ARTICLE)]
        chosen = self._choice("Which party? ", [*names, "no party"], [*names, "no party"])
        return None if chosen is None else [*names, ""][chosen]

    def _choice(self, prompt: str, shown: Sequence[str], names: Sequence[str] = ()) -> int | None:
        """Return the index of the line that the person chooses by its number or by a part of its name.

        Long lists are not shown until a part of a name is typed. None if nothing is typed.
        """
        self._list(shown, range(len(shown)))
        while True:
            typed = (self.screen.read(prompt, "") or "").strip().casefold()
            if not typed:
                return None
            if typed.isdecimal() and 1 <= int(typed[:9]) <= len(shown):
                return int(typed[:9]) - 1
            exact = [n for n, name in enumerate(names) if typed == name.casefold()]
            similar = exact or [n for n, name in enumerate(names) if typed in name.casefold()]
            if len(similar) == 1:
                return similar[0]
            self._list(shown, similar)
            self.screen.say(
                f"{plain(typed)[:40]!r}: type a number from 1 to {len(shown)}, or nothing to go back"
            )

    def _list(self, shown: Sequence[str], numbers: Sequence[int]) -> None:
        """Display the lines with these indexes, each with the number to type."""
        if len(numbers) > _MAX_LISTED:
            self.screen.say(f"  {len(numbers):,} names: type a part of one")
            return
        for number in numbers:
            self.screen.say(f"  {number + 1}  {plain(shown[number])}")

    def _line(self, prompt: str, text: str) -> str:
        """Return the line that the person types, on one line and without control characters; "" for none."""
        while True:
            line = plain(encodable(self.screen.read(prompt, text) or ""))
            if len(line) <= MAX_VALUE:
                return line
            self.screen.say(f"that has {len(line):,} characters; at most {MAX_VALUE:,} are kept")

    def _key(self, assertion: Assertion) -> StatementKey:
        """Return the key of the assertion as it was before any decision, so that a later run finds it."""
        for one in self.findings.reviewed.get((assertion.id,), ()):
            if isinstance(one.before, Assertion):
                return StatementKey.of(one.before)
        return StatementKey.of(assertion)

    def _made(self, **values: Any) -> Decision:
        return Decision(**values, by=self.by, at=self.now(), note=self.note)
