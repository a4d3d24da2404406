"""A graph of assertions and their relations, with queries and renderings."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import field, frozen

from narratives import questions
from narratives.answers import (
    Answer,
    Events,
    Match,
    PartyDistance,
    PointStances,
    SharedGround,
    StanceMatrix,
    Triad,
)
from narratives.findings import By, Examination, Findings, Voice
from narratives.model import Account, Assertion, Document
from narratives.questions import Embedder, Filters
from narratives.verdict import CONFLICTS, Agreement, Dispute, Relation, Verdict

if TYPE_CHECKING:
    import networkx as nx


def _tuple(values: Iterable[object]) -> tuple[object, ...]:
    return tuple(values)


@frozen(kw_only=True, slots=False)
class ContradictionGraph:
    """A graph with a node for each assertion and an edge for each relation other than neutral.

    Attributes:
        accounts: in the order in which they were compared.
        verdicts: the verdicts that are not neutral, in the order of the pairs.
        points: the points at issue made of the conflicts; empty if they were not computed, so that questions
            about disputes find nothing.
        documents: the documents of the assertions, whose dates and outlets questions refer to.
        own: examinations of the accounts, if they were made.
        voices: speakers of no party; `search` and `ask` find their assertions too, which are no nodes.

    Questions use indexes that are built when a question first needs them. `nx` holds the same assertions and
    verdicts for networkx.
    """

    accounts: Sequence[Account] = field(converter=_tuple)
    verdicts: Sequence[Verdict] = field(converter=_tuple)
    points: Sequence[Dispute] = field(default=(), converter=_tuple)
    documents: Sequence[Document] = field(default=(), converter=_tuple)
    own: Sequence[Examination] = field(default=(), converter=_tuple)
    voices: Sequence[Voice] = field(default=(), converter=_tuple)

    @classmethod
    def of(cls, findings: Findings) -> "ContradictionGraph":
        """Return the graph of findings."""
        return cls(
            accounts=findings.accounts,
            verdicts=findings.verdicts,
            points=findings.disputes,
            documents=findings.documents,
            own=findings.own,
            voices=findings.voices,
        )

    @cached_property
    def _index(self) -> questions.Index:
        return questions.Index(
            accounts=self.accounts,
            verdicts=self.verdicts,
            points=tuple(point for point in self.points if point.verdicts),
            documents=self.documents,
            own=self.own,
            voices=self.voices,
        )

    @cached_property
    def nx(self) -> "nx.Graph[str]":
        """The graph as a networkx graph.

        Nodes are assertion ids with the attributes ``assertion`` and ``party``; edges have ``verdict``,
        ``relation`` and ``probability``.
        """
        import networkx as nx

        graph: nx.Graph[str] = nx.Graph()
        for account in self.accounts:
            for assertion in account:
                graph.add_node(assertion.id, assertion=assertion, party=account.name)
        for verdict in self.verdicts:
            graph.add_edge(
                verdict.a.id,
                verdict.b.id,
                verdict=verdict,
                relation=str(verdict.relation),
                probability=verdict.probability,
            )
        return graph

    def related(self, assertion: Assertion, *relations: Relation) -> tuple[Verdict, ...]:
        """Return the verdicts on pairs with the assertion; if relations are given, only those."""
        return tuple(
            verdict
            for verdict in self.verdicts
            if assertion.id in (verdict.a.id, verdict.b.id)
            and (not relations or verdict.relation in relations)
        )

    @property
    def conflicts(self) -> tuple[Verdict, ...]:
        """Contradictions and rival framings."""
        return tuple(verdict for verdict in self.verdicts if verdict.relation in CONFLICTS)

    def disputes(
        self,
        *,
        between: Iterable[str] = (),
        topic: str | None = None,
        since: str | None = None,
        until: str | None = None,
        place: str | None = None,
        outlet: str | None = None,
        source: str | None = None,
        reason: str | None = None,
        min_probability: float | None = None,
        embedder: Embedder | None = None,
    ) -> tuple[Dispute, ...]:
        """Return the points at issue with the conflicts that fit every filter, strongest first.

        A point of which only some conflicts fit is returned with these alone. Time, place, outlet and source
        are those of one assertion: a conflict fits if at least one of its two assertions has all of them.

        Args:
            between: names or aliases of parties, in any case. One: it is on a side. Several: both sides are
                among them.
            topic: words or a question. Without an embedder, the two assertions and the label of the point
                contain half of its content words, each weighted by its rarity; with one, an assertion has a
                cosine of 0.45 or more with it.
            since, until: ISO 8601 year, month or day. They are compared with the time that the assertion
                speaks of, else with the date of its document; assertions with neither do not fit.
            place: a name that the assertion contains, in any case; the name of a country stands for all of
                its names, its capital and its demonyms.
            outlet: of the document, in any case.
            source: name of who says it, in any case, or words of the name ("Peskov").
            reason: a kind of reason that the verdict has; see `ReasonKind`.
            min_probability: least probability of the verdict.
            embedder: anything with ``embed(texts)`` that returns one unit vector per text.

        Raises:
            QuestionError: a party, outlet, source or reason is unknown, a date or probability is invalid, or
                the topic has no content word.
        """
        filters = Filters(
            between=between,
            topic=topic,
            since=since,
            until=until,
            place=place,
            outlet=outlet,
            source=source,
            reason=reason,
            min_probability=min_probability,
            embedder=embedder,
        )
        return questions.disputes(self._index, filters)

    def agreements(
        self,
        *,
        between: Iterable[str] = (),
        topic: str | None = None,
        since: str | None = None,
        until: str | None = None,
        place: str | None = None,
        outlet: str | None = None,
        source: str | None = None,
        reason: str | None = None,
        min_probability: float | None = None,
        embedder: Embedder | None = None,
    ) -> tuple[Agreement, ...]:
        """Return the entailments and equivalences that fit every filter, strongest first.

        Args and errors are those of `disputes`; an agreement is of no point, so that there is no label.
        """
        filters = Filters(
            between=between,
            topic=topic,
            since=since,
            until=until,
            place=place,
            outlet=outlet,
            source=source,
            reason=reason,
            min_probability=min_probability,
            embedder=embedder,
        )
        return questions.agreements(self._index, filters)

    def contested_by(self, assertion: Assertion | str) -> tuple[Verdict, ...]:
        """Return the conflicts of an assertion, given by itself or by its id, strongest first.

        Raises:
            QuestionError: the graph does not contain the assertion.
        """
        return questions.contested_by(self._index, assertion)

    def supported_by(self, assertion: Assertion | str) -> tuple[Verdict, ...]:
        """Return the equivalences and entailments of an assertion, in either direction, strongest first.

        Raises:
            QuestionError: the graph does not contain the assertion.
        """
        return questions.supported_by(self._index, assertion)

    def common_ground(self) -> tuple[SharedGround, ...]:
        """Return the groups of assertions that all parties share, the one with the strongest agreement first.

        A group is a connected component of the equivalences and entailments that contains an assertion of
        every party. Two assertions of a group may agree only through a third. Cost: linear in the agreements.
        """
        return self._index.common_ground

    def silences(self, party: str) -> tuple[Assertion, ...]:
        """Return the assertions of a party that no other party affirms or contests, in the order of the text.

        Raises:
            QuestionError: there is no such party.
        """
        return questions.silences(self._index, questions.party_of(party, self.accounts))

    def passed_over(self, party: str) -> tuple[Dispute, ...]:
        """Return the points at issue that all other parties speak of and this one does not, strongest first.

        With two parties there are none, since both speak of every point.

        Raises:
            QuestionError: there is no such party.
        """
        return questions.passed_over(self.matrix(), questions.party_of(party, self.accounts))

    def reversals(self, party: str) -> tuple[Verdict, ...]:
        """Return where a party contradicts itself, in the order in which it does so; ``a`` is the earlier.

        These verdicts are no edges of `nx`.

        Raises:
            QuestionError: there is no such party, or its own assertions were not compared with each other.
        """
        return self._index.examination(questions.party_of(party, self.accounts)).contradictions

    def triads(self, *, limit: int = 1000) -> tuple[Triad, ...]:
        """Return triads in which A agrees with B and B with C, while A and C conflict, strongest first.

        Each is as strong as the weakest of its three verdicts. Assertions of one party are compared only in
        `reversals`, so that a triad has three parties. Cost: linear in the conflicts times the agreements of
        an assertion.

        Args:
            limit: greatest number of triads that are returned.
        """
        return questions.triads(self._index, limit)

    def matrix(self) -> StanceMatrix:
        """Return where each party stands on each point at issue; see `narratives.answers.Standing`.

        Cost: once linear in points times parties and in the verdicts.
        """
        return self._index.stances

    def distance(self) -> tuple[PartyDistance, ...]:
        """Return how far apart each two parties are, from 0 to 1, in the order of the accounts.

        The distance is the mean over the points on which both take a side: 0 for the same side, 1 for
        opposite sides, ½ if one of the two is divided. It is None if there is no such point. At a point
        without two sides, only parties that contradict each other directly count, as 1.

        Source:
            One minus the index of agreement of Lijphart, "The Analysis of Bloc Voting in the General
            Assembly", American Political Science Review 57(4), 1963.
        """
        return self._index.distances

    def most_contested(self, n: int = 10) -> tuple[PointStances, ...]:
        """Return the n points with the most pairs of parties on opposite sides; the stronger among equals."""
        return questions.most_contested(self.matrix(), n)

    def furthest_apart(self) -> PartyDistance | None:
        """Return the two parties with the greatest distance; with the most common points among equals.

        None if no two parties take a side on the same point.
        """
        return questions.furthest_apart(self.distance())

    def search(self, text: str, k: int = 10, *, embedder: Embedder | None = None) -> tuple[Match, ...]:
        """Return the k assertions most similar to a text, best first; those of no party among them.

        The score is the cosine of the embeddings, or, without an embedder, of the content keys, each weighted
        by its rarity. Assertions with a score of 0 or less are left out.

        Raises:
            QuestionError: the text is blank, too long, or has no content word.
        """
        return questions.search(self._index, text, k, embedder)

    def ask(self, question: str, k: int = 10, *, embedder: Embedder | None = None) -> Answer:
        """Return up to k points at issue about a question, and up to k other assertions about it.

        Points fit as the topic of `disputes` does; assertions are found as by `search`.

        Raises:
            QuestionError: the question is blank, too long, or has no content word.
        """
        return questions.answer(self._index, question, k, embedder)

    def events(
        self,
        *,
        party: Iterable[str] = (),
        since: str | None = None,
        until: str | None = None,
        place: str | None = None,
        embedder: Embedder | None = None,
    ) -> Events:
        """Return the assertions grouped by the event that they are about, largest event first.

        Assertions are about one event if they conflict or agree, or name the same action and the same people
        or things, and neither their times, their places nor a verdict parts them. Demands, questions,
        opinions and assertions that share no event are left out and counted; each assertion is in one event
        at most. Statements of no party are grouped too. Cost: once about linear in the assertions and
        verdicts.

        Args:
            party: names or aliases of parties that each have an assertion in the event.
            since, until: ISO 8601 year, month or day. They are compared with the time of the event, else with
                the days on which it was reported; events with neither do not fit.
            place: a name that one of its assertions contains, in any case; the name of a country stands for
                all of its names, its capital and its demonyms.
            embedder: anything with ``embed(texts)`` that returns one unit vector per text. With one, texts
                that name the same person or thing and mean nearly the same are grouped whatever their words,
                and texts of unlike meaning are not.

        Raises:
            QuestionError: a party is unknown, or a date or place is invalid.
        """
        filters = questions.EventFilters(parties=party, since=since, until=until, place=place)
        return questions.events(self._index, filters, embedder)

    def to_dot(self, *, by: By = "party", everything: bool = False) -> str:
        """Return the graph in Graphviz's DOT language; see `narratives.rendering.dot.dot`."""
        from narratives.rendering.dot import dot

        return dot(
            self.accounts,
            self.verdicts,
            self.points,
            by=by,
            everything=everything,
            unassigned=sum(map(len, self.voices)),
        )

    def to_svg(self, *, by: By = "party", everything: bool = False) -> str:
        """Return the graph drawn as SVG.

        Raises:
            RenderingError: Graphviz is not installed, or failed.
        """
        from narratives.rendering.graphviz import draw

        return draw(self.to_dot(by=by, everything=everything), "svg").decode()

    def to_png(self, *, by: By = "party", everything: bool = False) -> bytes:
        """Return the graph drawn as PNG.

        Raises:
            RenderingError: Graphviz is not installed, or failed.
        """
        from narratives.rendering.graphviz import draw

        return draw(self.to_dot(by=by, everything=everything), "png")

    def to_mermaid(self, *, everything: bool = False) -> str:
        """Return the graph in Mermaid's language, for a ``mermaid`` code block in a Markdown page."""
        from narratives.rendering.mermaid import mermaid

        return mermaid(
            self.accounts, self.verdicts, everything=everything, unassigned=sum(map(len, self.voices))
        )
