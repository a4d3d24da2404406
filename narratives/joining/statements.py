"""Whether two statements of different documents are the same statement, and groups of such statements."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import islice

from attrs import evolve, frozen

from narratives.joining.speakers import same_speaker
from narratives.joining.wording import Wording, extends, wording
from narratives.model import Assertion, Party, Stance

_MIN_WORDS_IN_COPIES = 2
"""Least number of words of a statement in two copies of one story that is taken to be the same."""
_MIN_WORDS = 4
"""Least number of words of a statement in two articles that is taken to be the same."""
_MIN_VERBATIM = 8
"""Least number of words of a quotation that two articles repeat word for word by no accident."""
_MAX_DAYS_APART = ((12, None), (_MIN_VERBATIM, 7), (_MIN_WORDS, 2))
"""Least number of words → greatest number of days between two articles that report one statement of this
length; None for any. A party says "two soldiers were killed" again when others are killed."""
_UNDATED = "9999-99-99"
_MAX_ADDED = 1 / 3
"""Greatest proportion of a quotation that a shorter quotation of it leaves out."""
_MAX_COMPARED = 50
"""Greatest number of places of a statement with which another is compared."""
_MAX_GROUPS = 200
"""Greatest number of groups with the same words that a statement is compared with. A document that repeats a
sentence has a group for each time."""


@frozen(kw_only=True)
class Setting:
    """What is known about the documents of the statements.

    Attributes:
        dates: document id → ISO 8601 day; documents without a date are left out.
        stories: document id → number of the story of which the document is a copy, and the place of the
            document among the copies, the longest text first.
        party: the party of the statements; None for speakers of no party.
    """

    dates: Mapping[str, str]
    stories: Mapping[str, tuple[int, int]]
    party: Party | None

    def order(self, assertion: Assertion) -> tuple[str, int, int, str, str]:
        """Return a key that sorts by date of the document, undated last, then longest quote.

        Then the longest of several copies of one story comes first; at last ids decide.
        """
        document = assertion.document or ""
        day, place = self.dates.get(document, _UNDATED), self.stories.get(document, (0, 0))[1]
        return day, -len(assertion.quote), place, document, assertion.id

    def are_copies(self, a: str, b: str) -> bool:
        """Return True if two documents are copies of one story."""
        return a in self.stories and b in self.stories and self.stories[a][0] == self.stories[b][0]


@frozen(eq=False, slots=False)
class Place:
    """A statement in one document, with the words by which it is compared."""

    assertion: Assertion

    @cached_property
    def document(self) -> str:
        """Id of the document."""
        return self.assertion.document or ""

    @cached_property
    def text(self) -> Wording:
        """The words of the proposition."""
        return wording(self.assertion.text)

    @cached_property
    def quote(self) -> Wording:
        """The words as printed."""
        one = self.assertion
        return self.text if one.quote == one.text else wording(one.quote)

    @property
    def keys(self) -> Iterator[tuple[str, Stance, tuple[str, ...]]]:
        """Yield keys of which two statements share at least one if they may be the same."""
        stance = self.assertion.stance
        yield "text", stance, self.text.words
        for words in dict.fromkeys((self.text.words[:_MIN_VERBATIM], self.quote.words[:_MIN_VERBATIM])):
            if len(words) == _MIN_VERBATIM:
                yield "start", stance, words


def same_statement(a: Place, b: Place, setting: Setting) -> bool:
    """Return True if two statements of one party, or of speakers of none, are the same statement.

    They have the same stance, no different times and speakers who may be the same person or body. Their
    propositions have the same words; or their quotations have, or one quotation begins with the other,
    is at least eight words long and adds nothing of weight. Words are compared without case, marks and
    articles, so numbers, names, negations and dates are never different.
    """
    one, other = a.assertion, b.assertion
    in_copies = setting.are_copies(a.document, b.document)
    days = _days_apart(setting.dates.get(a.document, ""), setting.dates.get(b.document, ""))
    if one.stance is not other.stance:
        return False
    comparable = days is not None or (one.time is not None and other.time is not None)
    if one.time != other.time and comparable:
        return False
    if not same_speaker(one.source, other.source, party=setting.party, in_copies=in_copies):
        return False
    length = _common_words(a, b)
    if in_copies:
        return length >= _MIN_WORDS_IN_COPIES
    vague = any(not place.assertion.whole or place.text.refers_elsewhere for place in (a, b))
    if vague and length < _MIN_VERBATIM:
        return False
    return any(
        length >= least and (days is None or at_most is None or days <= at_most)
        for least, at_most in _MAX_DAYS_APART
    )


def _days_apart(one: str, other: str) -> int | None:
    """Return the number of days between two dates; None if one is unknown."""
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) if one and other else None


def _common_words(a: Place, b: Place) -> int:
    """Return the number of words that make two propositions the same; 0 if they are not."""
    if a.text.words == b.text.words:
        return min(a.text.length, b.text.length)
    added = [frozenset(place.text.words) - frozenset(place.quote.words) for place in (a, b)]
    if all(added) and added[0] != added[1]:
        return 0
    found = 0
    for one, other in ((a.text, b.text), (a.quote, b.quote)):
        shorter, longer = sorted((one, other), key=lambda words: len(words.words))
        if len(shorter.words) >= _MIN_VERBATIM and extends(longer, shorter, at_most=_MAX_ADDED):
            found = max(found, shorter.length)
    return found


def grouped(assertions: Iterable[Assertion], setting: Setting) -> list[tuple[Assertion, ...]]:
    """Return the statements in groups of the same statement, at most one of each document in a group.

    Groups that were made before (``also``) stay together. In a group every two statements are the same;
    beyond 50 places, a statement is compared with the first 50. The first of a group is that with the
    earliest document, then the longest quote; see `Setting.order`. The result does not depend on the order.

    Cost: linear in the statements, and for each at most 50 comparisons with each of 200 groups of its words.
    """
    units = [
        [Place(one) for one in sorted(separate(assertion), key=setting.order)] for assertion in assertions
    ]
    units.sort(key=lambda unit: setting.order(unit[0].assertion))
    groups: list[list[Place]] = []
    documents: list[set[str]] = []
    by_key: dict[tuple[str, Stance, tuple[str, ...]], dict[int, None]] = {}
    for unit in units:
        keys = {key: None for place in unit for key in place.keys}
        own = {place.document for place in unit}
        candidates = sorted({number for key in keys for number in islice(by_key.get(key, ()), _MAX_GROUPS)})
        number = next(
            (
                one
                for one in candidates
                if documents[one].isdisjoint(own) and _all_same(unit, groups[one], setting)
            ),
            len(groups),
        )
        if number == len(groups):
            groups.append([])
            documents.append(set())
        groups[number] += unit
        documents[number] |= own
        for key in keys:
            by_key.setdefault(key, {})[number] = None
    return [tuple(sorted((place.assertion for place in group), key=setting.order)) for group in groups]


def separate(assertion: Assertion) -> Iterator[Assertion]:
    """Yield the assertion and those of ``also``, each by itself."""
    yield evolve(assertion, also=()) if assertion.also else assertion
    yield from assertion.also


def _all_same(unit: Sequence[Place], group: Sequence[Place], setting: Setting) -> bool:
    return all(
        same_statement(one, other, setting) for one in unit[:_MAX_COMPARED] for other in group[:_MAX_COMPARED]
    )
