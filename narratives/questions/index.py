"""Indexes of a graph: each is built when a question first needs it, and kept."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import field, frozen

from narratives.answers import Event, PartyDistance, SharedGround, StanceMatrix
from narratives.errors import QuestionError
from narratives.findings import Examination, Voice
from narratives.language.names import fold
from narratives.model import ARTICLE, NO_PARTY, Account, Assertion, Document
from narratives.questions.components import connected_parts
from narratives.questions.likeness import Embedder, KeyIndex, embeddings, key_index
from narratives.questions.names import unknown_assertion
from narratives.questions.stances import distances, stance_matrix
from narratives.questions.times import interval_days
from narratives.questions.words import WordIndex, word_index
from narratives.verdict import AGREEMENTS, CONFLICTS, Agreement, Dispute, ReasonKind, Verdict, strength

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bools = npt.NDArray[np.bool_]
    Floats = npt.NDArray[np.float32]
    Integers = npt.NDArray[np.int32]

REASON_BITS = {kind: 1 << number for number, kind in enumerate(ReasonKind)}


@frozen(eq=False, kw_only=True)
class Relations:
    """Verdicts as columns, strongest first.

    Attributes:
        a, b: numbers of the assertions.
        reasons: the kinds of reasons of each verdict, a bit each.
        points: number of the point at issue of each verdict; -1 for none.
    """

    verdicts: tuple[Verdict, ...]
    a: "Integers"
    b: "Integers"
    probabilities: "npt.NDArray[np.float64]"
    reasons: "Integers"
    points: "Integers"


@frozen(eq=False, kw_only=True, slots=False)
class Index:
    """The values of a graph with their indexes. Assertions, parties and points are referred to by number.

    Attributes:
        points: points at issue that have a verdict.
    """

    accounts: Sequence[Account]
    verdicts: Sequence[Verdict]
    points: Sequence[Dispute]
    documents: Sequence[Document]
    own: Sequence[Examination]
    voices: Sequence[Voice]
    _vectors: dict[int, tuple[Embedder, "Floats"]] = field(factory=dict, init=False, repr=False)
    _events: dict[int, tuple[Embedder | None, tuple[Event, ...]]] = field(
        factory=dict, init=False, repr=False
    )

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Id of an assertion → its number: those of the accounts first, then those of no party."""
        return {key: number for number, key in enumerate(self._by_id)}

    @cached_property
    def assertions(self) -> tuple[Assertion, ...]:
        """Every assertion of the accounts, the voices and the verdicts, each once."""
        return tuple(self._by_id.values())

    @cached_property
    def _by_id(self) -> dict[str, Assertion]:
        found = {one.id: one for account in self.accounts for one in account}
        own = (verdict for one in self.own for verdict in one.verdicts)
        at_issue = (verdict for point in self.points for verdict in point.verdicts)
        for one in (one for voice in self.voices for one in voice.assertions):
            found.setdefault(one.id, one)
        for verdict in (*self.verdicts, *at_issue, *own):
            found.setdefault(verdict.a.id, verdict.a)
            found.setdefault(verdict.b.id, verdict.b)
        return found

    @cached_property
    def account_names(self) -> tuple[str, ...]:
        """Names of the parties, in the order of the accounts."""
        return tuple(account.name for account in self.accounts)

    @cached_property
    def parties(self) -> "Integers":
        """Number of each assertion's account; -1 if it is in none."""
        import numpy as np

        found = np.full(len(self.assertions), -1, dtype=np.int32)
        for number, account in enumerate(self.accounts):
            for one in account:
                found[self.numbers[one.id]] = number
        return found

    def party_name(self, number: int) -> str:
        """Return the party of an assertion, or what is written where there is none."""
        party = int(self.parties[number])
        if party >= 0:
            return self.account_names[party]
        one = self.assertions[number]
        return one.party or (NO_PARTY if one.source else ARTICLE)

    def number(self, given: Assertion | str) -> int:
        """Return the number of an assertion that is given by itself or by its id.

        Raises:
            QuestionError: the graph does not contain it.
        """
        key = given.id if isinstance(given, Assertion) else given
        if key not in self.numbers:
            raise unknown_assertion(given)
        return self.numbers[key]

    @cached_property
    def conflicts(self) -> Relations:
        """The conflicts among the verdicts."""
        return self._relations([one for one in self.verdicts if one.relation in CONFLICTS])

    @cached_property
    def agreements(self) -> Relations:
        """The agreements among the verdicts."""
        return self._relations([one for one in self.verdicts if one.relation in AGREEMENTS])

    @cached_property
    def agreement_values(self) -> tuple[Agreement, ...]:
        """The agreements as values, in the order of `agreements`."""
        return tuple(Agreement(verdict=verdict) for verdict in self.agreements.verdicts)

    @cached_property
    def at_issue(self) -> Relations:
        """The verdicts of the points at issue."""
        verdicts = [verdict for point in self.points for verdict in point.verdicts]
        points = [number for number, point in enumerate(self.points) for _ in point.verdicts]
        return self._relations(verdicts, points)

    def _relations(self, verdicts: Sequence[Verdict], points: Sequence[int] = ()) -> Relations:
        import numpy as np

        order = sorted(range(len(verdicts)), key=lambda one: strength(verdicts[one]))
        ordered = tuple(verdicts[one] for one in order)
        reasons = (sum({REASON_BITS[reason.kind] for reason in one.reasons}) for one in ordered)
        return Relations(
            verdicts=ordered,
            a=np.array([self.numbers[one.a.id] for one in ordered], dtype=np.int32),
            b=np.array([self.numbers[one.b.id] for one in ordered], dtype=np.int32),
            probabilities=np.array([one.probability for one in ordered], dtype=np.float64),
            reasons=np.fromiter(reasons, dtype=np.int32, count=len(ordered)),
            points=np.array([points[one] if points else -1 for one in order], dtype=np.int32),
        )

    @cached_property
    def conflicts_of(self) -> dict[int, list[int]]:
        """Number of an assertion → the numbers of its conflicts, strongest first."""
        return _by_side(self.conflicts)

    @cached_property
    def agreements_of(self) -> dict[int, list[int]]:
        """Number of an assertion → the numbers of its agreements, strongest first."""
        return _by_side(self.agreements)

    @cached_property
    def places(self) -> tuple[Assertion, ...]:
        """Every assertion, followed by those of its ``also``: the statement in each document."""
        return tuple(place for one in self.assertions for place in (one, *one.also))

    @cached_property
    def owners(self) -> "Integers":
        """Number of the assertion of each of the `places`."""
        import numpy as np

        counts = [1 + len(one.also) for one in self.assertions]
        return np.repeat(np.arange(len(counts), dtype=np.int32), counts)

    @cached_property
    def days(self) -> tuple["Integers", "Integers"]:
        """First and last day of each of the `places`, as yyyymmdd; first after last if neither is known.

        The time that the assertion speaks of, else the date of its document.
        """
        import numpy as np

        dates = {document.id: document.date for document in self.documents}
        unknown = (1, 0)
        found = [interval_days(one.time, dates.get(one.document or "", "")) or unknown for one in self.places]
        columns = np.array(found, dtype=np.int32).reshape(-1, 2)
        return columns[:, 0], columns[:, 1]

    @cached_property
    def outlets(self) -> dict[str, "Bools"]:
        """Folded name of an outlet → for each of the `places` whether its document is from it."""
        import numpy as np

        by_document = {document.id: fold(document.outlet) for document in self.documents}
        names = [by_document.get(one.document or "", "") for one in self.places]
        column = np.array(names, dtype=object)
        return {name: column == name for name in sorted({*by_document.values()} - {""})}

    @cached_property
    def sources(self) -> dict[str, list[int]]:
        """Name of a source → the numbers of its `places`."""
        found: dict[str, list[int]] = {}
        for number, one in enumerate(self.places):
            if one.source is not None:
                found.setdefault(one.source.name, []).append(number)
        return dict(sorted(found.items()))

    @cached_property
    def words(self) -> WordIndex:
        """The words of the assertions."""
        return word_index([one.text for one in self.assertions])

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The texts of the assertions, followed by the labels of the points at issue."""
        return (*(one.text for one in self.assertions), *(point.label for point in self.points))

    @cached_property
    def keys(self) -> KeyIndex:
        """The content keys of `texts`."""
        return key_index(self.texts)

    def vectors(self, embedder: Embedder) -> "Floats":
        """Return the vectors of the assertions; those of the embedder that was used last are kept."""
        known = self._vectors.get(id(embedder))
        if known is None:
            self._vectors.clear()
            known = self._vectors[id(embedder)] = (
                embedder,
                embeddings(embedder, self.texts[: len(self.assertions)]),
            )
        return known[1]

    def cached_events(
        self,
        embedder: Embedder | None,
        find: "Callable[[Index, Embedder | None], tuple[Event, ...]]",
    ) -> tuple[Event, ...]:
        """Return the events that ``find`` gives; those of the embedder that was used last are kept."""
        known = self._events.get(id(embedder))
        if known is None:
            self._events.clear()
            known = self._events[id(embedder)] = (embedder, find(self, embedder))
        return known[1]

    @cached_property
    def stances(self) -> StanceMatrix:
        """The stance matrix."""
        return stance_matrix(self.accounts, self.verdicts, self.points)

    @cached_property
    def distances(self) -> tuple[PartyDistance, ...]:
        """How far apart each two parties are."""
        return distances(self.stances)

    @cached_property
    def common_ground(self) -> tuple[SharedGround, ...]:
        """The connected components of the agreements that contain assertions of every party."""
        parties = self.parties.tolist()
        ends = zip(self.agreements.a.tolist(), self.agreements.b.tolist(), strict=True)
        return tuple(
            SharedGround(
                assertions=tuple(self.assertions[member] for member in sorted(members)),
                agreements=tuple(self.agreement_values[number] for number in numbers),
            )
            for members, numbers in connected_parts(list(ends))
            if len({parties[member] for member in members} - {-1}) == len(self.accounts)
        )

    def examination(self, party: str) -> Examination:
        """Return how the assertions of a party relate to each other.

        Raises:
            QuestionError: nobody compared them.
        """
        for one in self.own:
            if one.account.name == party:
                return one
        raise QuestionError(
            f"the assertions of {party!r:.60} were not compared with each other; compare with own=True "
            "(--own on the command line)"
        )


def _by_side(relations: Relations) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for number, sides in enumerate(zip(relations.a.tolist(), relations.b.tolist(), strict=True)):
        for side in sides:
            found.setdefault(side, []).append(number)
    return found
