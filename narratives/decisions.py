"""What people decide about what was found: plain values, kept beside what the machine says."""

from collections.abc import Iterable
from enum import StrEnum

from attrs import field, frozen

from narratives.errors import DecisionError
from narratives.model import Assertion, content_id
from narratives.verdict import Relation, Verdict


class Subject(StrEnum):
    """What a decision is about."""

    STATEMENT = "statement"
    RELATION = "relation"
    POINT = "point"
    SPEAKER = "speaker"


class Mark(StrEnum):
    """What was decided.

    ``RIGHT`` and ``WRONG`` are for statements, relations and points, and carry the relation that they are
    about, if any; ``RELATION`` is for relations and points and carries the relation that holds. ``PARTY`` is
    for statements and speakers and carries the name of a party, "" for none. ``SPEAKER`` and ``REWORDED``
    are for statements and carry the name of the speaker, or the new wording.
    """

    RIGHT = "right"
    WRONG = "wrong"
    RELATION = "relation"
    PARTY = "party"
    SPEAKER = "speaker"
    REWORDED = "reworded"


MARKS = {
    Subject.STATEMENT: (Mark.RIGHT, Mark.WRONG, Mark.PARTY, Mark.SPEAKER, Mark.REWORDED),
    Subject.RELATION: (Mark.RIGHT, Mark.WRONG, Mark.RELATION),
    Subject.POINT: (Mark.RIGHT, Mark.WRONG, Mark.RELATION),
    Subject.SPEAKER: (Mark.PARTY,),
}
"""The marks that each subject can have."""

_SUBSTANTIAL = 20
"""Characters of a quote that alone identifies a statement in another copy of a document."""


@frozen(kw_only=True)
class StatementKey:
    """What identifies a statement by its content, so that a later run finds it again.

    Attributes:
        document: id of the document, or None for accounts made by hand.
        spans: ``(start, end)`` offsets of the quote, half-open.
        party, source: names, or None.
    """

    text: str
    quote: str = ""
    document: str | None = None
    spans: tuple[tuple[int, int], ...] = ()
    stance: str = "asserts"
    party: str | None = None
    source: str | None = None

    @classmethod
    def of(cls, assertion: Assertion) -> "StatementKey":
        """The key of an assertion."""
        return cls(
            text=assertion.text,
            quote=assertion.quote,
            document=assertion.document,
            spans=tuple((span.start, span.end) for span in assertion.spans),
            stance=str(assertion.stance),
            party=assertion.party,
            source=assertion.source.name if assertion.source else None,
        )

    @property
    def levels(self) -> tuple[tuple[object, ...], ...]:
        """Identities of the statement, the strictest first.

        The same words at the same place with the same proposition; the same place, should the proposition be
        worded otherwise today; the same quote, should the document be another copy. For accounts made by
        hand: party, stance and text.
        """
        if not self.spans:
            return (("by hand", self.party, self.stance, self.text),)
        place = (self.document, self.spans)
        found: list[tuple[object, ...]] = [
            ("text", *place, self.stance, self.text),
            ("stance", *place, self.stance),
            ("place", *place),
        ]
        if len(self.quote) >= _SUBSTANTIAL:
            found.append(("quote", self.quote, self.stance))
        return tuple(found)


def _subject(value: str) -> Subject:
    if value not in list(Subject):
        raise DecisionError(f"a decision on {value!r:.40}: take one of {', '.join(Subject)}")
    return Subject(value)


def _mark(value: str) -> Mark:
    if value not in list(Mark):
        raise DecisionError(f"a decision marked {value!r:.40}: take one of {', '.join(Mark)}")
    return Mark(value)


@frozen(kw_only=True)
class Decision:
    """One thing that a person decided.

    Attributes:
        on: what it is about.
        mark: what was decided; ``value`` as `Mark` tells.
        statements: the statement; both sides of a relation; those of a point.
        pairs: of a point, its pairs as indexes into ``statements``; of a relation it is ``((0, 1),)``.
        speaker: name of the speaker, for ``Subject.SPEAKER``.
        by, at, note: who decided, when (ISO 8601), and why; "" where unknown.

    Raises:
        DecisionError: the mark is not one of the subject's, or its value or statements are missing.
    """

    on: Subject = field(converter=_subject)
    mark: Mark = field(converter=_mark)
    value: str = ""
    statements: tuple[StatementKey, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    speaker: str = ""
    by: str = ""
    at: str = ""
    note: str = ""

    def __attrs_post_init__(self) -> None:
        if self.mark not in MARKS[self.on]:
            marks = ", ".join(MARKS[self.on])
            raise DecisionError(f"a {self.on} cannot be marked {self.mark!s:.40}; take one of {marks}")
        if self.mark in (Mark.SPEAKER, Mark.REWORDED) and not self.value.strip():
            raise DecisionError(f"a {self.on} marked {self.mark}: its value is missing")
        if self.mark is Mark.RELATION and self.value not in list(Relation):
            raise DecisionError(
                f"a {self.on} marked {self.mark}: there is no relation {self.value!r:.40}; "
                f"take one of {', '.join(Relation)}"
            )
        wanted = {Subject.STATEMENT: 1, Subject.RELATION: 2, Subject.SPEAKER: 0}.get(self.on)
        if wanted is not None and len(self.statements) != wanted:
            raise DecisionError(
                f"a decision on a {self.on} has {len(self.statements)} statements, not {wanted}"
            )
        if self.on is Subject.SPEAKER and not self.speaker.strip():
            raise DecisionError("a decision on a speaker: the speaker's name is missing")
        if self.on is Subject.POINT and not self.linked:
            raise DecisionError("a decision on a point has no pairs")
        if any(not 0 <= side < len(self.statements) for pair in self.linked for side in pair):
            raise DecisionError(f"a decision on a {self.on}: a pair has an index beyond its statements")

    @property
    def linked(self) -> tuple[tuple[int, int], ...]:
        """The pairs that it decides, as indexes into ``statements``."""
        return ((0, 1),) if self.on is Subject.RELATION else self.pairs

    @property
    def facet(self) -> str:
        """Which side of its subject it decides; two decisions on one facet must agree.

        A statement has several: whether it was said, whose party it is, who says it, how it is worded.
        """
        return str(self.mark) if self.mark in (Mark.PARTY, Mark.SPEAKER, Mark.REWORDED) else "holds"

    @property
    def outcome(self) -> tuple[bool, str]:
        """What agreeing decisions have in common: whether it holds, and the value.

        That a relation is right, and that it is to be the relation, are the same.
        """
        return self.mark is not Mark.WRONG, self.value

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits that depend on nothing but the content."""
        keys = [repr((key.document, key.spans, key.quote, key.text, key.stance)) for key in self.statements]
        parts = [repr(self.pairs), self.speaker, self.by, self.at, self.note]
        return content_id(self.on, self.mark, self.value, *keys, *parts)


@frozen(kw_only=True)
class Review:
    """What people decided on one subject, beside what the machine said.

    Attributes:
        decisions: in the order given.
        before: what the machine said: a statement, or a relation. None where it gave the pair no relation.
        after: what is shown now; None where a statement was set aside or a relation rejected.
        open: whether decisions contradict each other. Then the machine's answer stays, and all are shown.
    """

    decisions: tuple[Decision, ...]
    before: Assertion | Verdict | None
    after: Assertion | Verdict | None
    open: bool = False


@frozen(kw_only=True)
class Unmatched:
    """A decision that could not be applied, and why."""

    decision: Decision
    why: str


def settled(decisions: Iterable[Decision]) -> tuple[Decision | None, bool]:
    """The decision that counts among those on one facet of one subject, and whether they contradict.

    Of one person the latest counts; of several persons all must agree, else none counts.
    """
    latest: dict[str, Decision] = {}
    unnamed: list[Decision] = []
    for one in decisions:
        if not one.by:
            unnamed.append(one)
        elif one.by not in latest or one.at >= latest[one.by].at:
            latest[one.by] = one
    counting = [*latest.values(), *unnamed]
    if len({one.outcome for one in counting}) > 1:
        return None, True
    return (counting[-1] if counting else None), False


__all__ = ["MARKS", "Decision", "Mark", "Review", "StatementKey", "Subject", "Unmatched", "settled"]
