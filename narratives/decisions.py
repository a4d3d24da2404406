"""Decisions by people about statements, relations, points at issue, speakers and parties."""

from collections.abc import Iterable
from enum import StrEnum

from attrs import field, frozen

from narratives.errors import DecisionError
from narratives.model import Assertion, content_id
from narratives.verdict import Relation, Verdict


class Subject(StrEnum):
    """The kind of thing that a decision is about."""

    STATEMENT = "statement"
    RELATION = "relation"
    POINT = "point"
    SPEAKER = "speaker"
    PARTY = "party"


class Mark(StrEnum):
    """The content of a decision; it determines the meaning of ``Decision.value``.

    ``RIGHT`` and ``WRONG`` apply to statements, relations and points; the value is the relation that is
    confirmed or rejected, if any. ``RELATION`` applies to relations and points; the value is the correct
    relation. ``PARTY`` applies to statements and speakers; the value is the name of a party, or "" for none.
    ``SPEAKER`` and ``REWORDED`` apply to statements; the value is the name of the speaker, or the new text.
    ``SAME`` applies to speakers and parties: both names mean the same one, which is shown under the name in
    the value; "" means that the subject is the same as no other.
    """

    RIGHT = "right"
    WRONG = "wrong"
    RELATION = "relation"
    PARTY = "party"
    SPEAKER = "speaker"
    REWORDED = "reworded"
    SAME = "same"


MARKS = {
    Subject.STATEMENT: (Mark.RIGHT, Mark.WRONG, Mark.PARTY, Mark.SPEAKER, Mark.REWORDED),
    Subject.RELATION: (Mark.RIGHT, Mark.WRONG, Mark.RELATION),
    Subject.POINT: (Mark.RIGHT, Mark.WRONG, Mark.RELATION),
    Subject.SPEAKER: (Mark.PARTY, Mark.SAME),
    Subject.PARTY: (Mark.SAME,),
}
"""The marks allowed for each subject."""

_NUMBER_OF_STATEMENTS = {
    Subject.STATEMENT: (1, None),
    Subject.RELATION: (2, 2),
    Subject.POINT: (0, None),
    Subject.SPEAKER: (0, 0),
    Subject.PARTY: (0, 0),
}
"""Least and greatest number of statements in a decision on each subject; None if there is no limit."""

_OWN_FACET = (Mark.PARTY, Mark.SPEAKER, Mark.REWORDED, Mark.SAME)
"""Marks that decide a facet of their own; the others decide whether the subject holds."""

_MIN_IDENTIFYING_QUOTE = 20
"""Least number of characters of a quote that identifies a statement in another copy of a document."""


@frozen(kw_only=True)
class StatementKey:
    """The content by which a later run finds a statement again.

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
        """Return the key of an assertion."""
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
        """Keys for matching the statement, strictest first.

        The first three have the same spans: with the same stance and text, with the same stance, and alone.
        They allow for a proposition that is worded differently in a later version. The last is the quote with
        the stance, for another copy of the document. For accounts made by hand the only key is party, stance
        and text.
        """
        if not self.spans:
            return (("by hand", self.party, self.stance, self.text),)
        place = (self.document, self.spans)
        found: list[tuple[object, ...]] = [
            ("text", *place, self.stance, self.text),
            ("stance", *place, self.stance),
            ("place", *place),
        ]
        if len(self.quote) >= _MIN_IDENTIFYING_QUOTE:
            found.append(("quote", self.quote, self.stance))
        return tuple(found)


def _statements(values: Iterable[StatementKey]) -> tuple[StatementKey, ...]:
    return tuple(values)


def _pairs(values: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple((a, b) for a, b in values)


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
    """A decision by a person.

    Attributes:
        on: kind of the subject.
        mark: what was decided; `Mark` describes ``value``.
        statements: the statement, or several that are decided alike; both assertions of a relation; all
            assertions of a point.
        pairs: for a point, its pairs as indexes into ``statements``; see ``linked`` for relations.
        speaker: name of the speaker, for ``Subject.SPEAKER``.
        party: name of the party, for ``Subject.PARTY``.
        by, at, note: who decided, when (ISO 8601) and why; "" if unknown.

    Raises:
        DecisionError: the mark is not allowed for the subject, or a value, statement, speaker, party or pair
            is missing or invalid.
    """

    on: Subject = field(converter=_subject)
    mark: Mark = field(converter=_mark)
    value: str = ""
    statements: tuple[StatementKey, ...] = field(default=(), converter=_statements)
    pairs: tuple[tuple[int, int], ...] = field(default=(), converter=_pairs)
    speaker: str = ""
    party: str = ""
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
        self._check_statements()
        if self.on in (Subject.SPEAKER, Subject.PARTY) and not self.name.strip():
            raise DecisionError(f"a decision on a {self.on}: the {self.on}'s name is missing")
        if self.mark is Mark.SAME and self.value.casefold() == self.name.casefold():
            raise DecisionError(
                f"a {self.on} marked {self.mark}: {self.value!r:.60} is its own name; give that of another"
            )
        if self.on is Subject.POINT and not self.linked:
            raise DecisionError("a decision on a point has no pairs")
        if any(not 0 <= side < len(self.statements) for pair in self.linked for side in pair):
            raise DecisionError(f"a decision on a {self.on}: a pair has an index beyond its statements")

    def _check_statements(self) -> None:
        least, most = _NUMBER_OF_STATEMENTS[self.on]
        if self.mark is Mark.REWORDED:
            most = 1
        number = len(self.statements)
        if number < least or (most is not None and number > most):
            wanted = f"{least} or more" if most is None else str(most)
            raise DecisionError(f"a decision on a {self.on} has {number} statements, not {wanted}")

    @property
    def name(self) -> str:
        """Name of the speaker or party that is decided; "" for other subjects."""
        return self.party if self.on is Subject.PARTY else self.speaker

    @property
    def linked(self) -> tuple[tuple[int, int], ...]:
        """The pairs decided, as indexes into ``statements``; ``((0, 1),)`` for a relation."""
        return ((0, 1),) if self.on is Subject.RELATION else self.pairs

    @property
    def facet(self) -> str:
        """The property of the subject that is decided. Decisions on the same facet can contradict each other.

        A statement has four: whether it was made, the party, the speaker and the wording. A speaker has two:
        the party, and which other name means the same speaker.
        """
        return str(self.mark) if self.mark in _OWN_FACET else "holds"

    @property
    def outcome(self) -> tuple[bool, str]:
        """True if the subject is accepted, with the value. Decisions agree if their outcomes are equal.

        ``RIGHT`` and ``RELATION`` with the same relation are equal, and so are two spellings of a name that
        differ in case.
        """
        name = self.mark in (Mark.PARTY, Mark.SAME)
        return self.mark is not Mark.WRONG, self.value.casefold() if name else self.value

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits that depend on the content alone."""
        keys = [repr((key.document, key.spans, key.quote, key.text, key.stance)) for key in self.statements]
        name = [f"party {self.party}"] if self.on is Subject.PARTY else [self.speaker]
        parts = [repr(self.pairs), *name, self.by, self.at, self.note]
        return content_id(self.on, self.mark, self.value, *keys, *parts)


@frozen(kw_only=True)
class Review:
    """The decisions on one subject, with the result before and after them.

    Attributes:
        decisions: in the order given.
        before: the automatic result, a statement or a relation; None if the pair had no relation.
        after: the result with the decisions applied; None if a statement or relation was rejected.
        open: True if decisions on one facet contradict each other; these are not applied.
    """

    decisions: tuple[Decision, ...]
    before: Assertion | Verdict | None
    after: Assertion | Verdict | None
    open: bool = False


@frozen(kw_only=True)
class Unmatched:
    """A decision that could not be applied, and the reason."""

    decision: Decision
    why: str


def effective_decision(decisions: Iterable[Decision]) -> tuple[Decision | None, bool]:
    """Return the decision to apply among those on one facet of one subject, and True if they contradict.

    For each person the latest decision is taken. If these decisions differ, the result is ``(None, True)``.
    Each decision without a name counts as that of another person.
    """
    latest: dict[str, Decision] = {}
    unnamed: list[Decision] = []
    for one in decisions:
        if not one.by:
            unnamed.append(one)
        elif one.by not in latest or one.at >= latest[one.by].at:
            latest[one.by] = one
    effective = [*latest.values(), *unnamed]
    if len({one.outcome for one in effective}) > 1:
        return None, True
    return (effective[-1] if effective else None), False


__all__ = [
    "MARKS",
    "Decision",
    "Mark",
    "Review",
    "StatementKey",
    "Subject",
    "Unmatched",
    "effective_decision",
]
