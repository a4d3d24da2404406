"""Documents that are copies of one story, and the number of independent reports of a statement."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from narratives.model import Assertion, Document


@frozen(kw_only=True)
class Copies:
    """Documents that are copies, edited copies or shortened copies of one story.

    Attributes:
        documents: ids, the longest text first.
        containment: for each document after the first, the proportion of its word 5-grams that the first
            document contains, 0 to 1.
        resemblance: for each document after the first, the number of 5-grams that it shares with the first
            divided by the number of 5-grams of both, 0 to 1.
        why: one sentence that says why the documents count as one source.
    """

    documents: tuple[str, ...]
    containment: tuple[float, ...]
    resemblance: tuple[float, ...]
    why: str


@frozen(kw_only=True)
class Origins:
    """Where documents come from.

    Attributes:
        stories: document id → name of the story of which it is a copy; documents that are no copies are left
            out.
        outlets: document id → name of its outlet in lower case; documents without one are left out.
    """

    stories: Mapping[str, str]
    outlets: Mapping[str, str]

    @classmethod
    def of(cls, copies: Iterable[Copies], documents: Iterable[Document]) -> "Origins":
        """Return the origins of the documents."""
        outlets = {one.id: " ".join(one.outlet.casefold().split()) for one in documents}
        return cls(
            stories={
                document: f"copies of {one.documents[0]}" for one in copies for document in one.documents
            },
            outlets={document: name for document, name in outlets.items() if name},
        )

    def independent_reports(self, assertion: Assertion) -> int:
        """Return the number of reports of a statement that do not depend on each other.

        It is the greatest number of documents of the statement of which no two are copies of one story or
        from one outlet. Documents without an outlet count as different outlets. A statement that was made by
        hand has one report.

        Cost: for n documents, n times the square root of n (matching of Hopcroft and Karp).
        """
        reports = {
            (self.stories.get(document, document), self.outlets.get(document, document))
            for document in assertion.documents
        }
        stories, outlets = {story for story, _ in reports}, {outlet for _, outlet in reports}
        fewest = min(len(stories), len(outlets))
        if fewest < 2 or fewest == len(reports):
            return max(fewest, 1)
        import networkx as nx

        graph: nx.Graph[tuple[str, str]] = nx.Graph()
        graph.add_edges_from((("story", story), ("outlet", outlet)) for story, outlet in sorted(reports))
        matching = nx.bipartite.hopcroft_karp_matching(graph, [("story", story) for story in stories])
        return len(matching) // 2


def independent_reports(
    assertion: Assertion, *, copies: Iterable[Copies] = (), documents: Iterable[Document] = ()
) -> int:
    """Return the number of independent reports of a statement; see `Origins.independent_reports`."""
    return Origins.of(copies, documents).independent_reports(assertion)


__all__ = ["Copies", "Origins", "independent_reports"]
