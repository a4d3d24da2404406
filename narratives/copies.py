"""Documents that are copies of one story, and the number of independent reports of a statement."""

from collections.abc import Iterable

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


def independent_reports(
    assertion: Assertion, *, copies: Iterable[Copies] = (), documents: Iterable[Document] = ()
) -> int:
    """Return the number of reports of a statement that do not depend on each other.

    Copies of one story count once, and so do the documents of one outlet: the result is the greatest number
    of documents of the statement of which no two are copies of one story or from one outlet. Documents
    without an outlet count as different outlets. A statement that was made by hand has one report.

    Cost: for n documents, n times the square root of n (matching of Hopcroft and Karp).
    """
    places = assertion.documents
    if len(places) < 2:
        return 1
    import networkx as nx

    story = {document: f"copies {number}" for number, one in enumerate(copies) for document in one.documents}
    outlet = {one.id: f"outlet {' '.join(one.outlet.casefold().split())}" for one in documents if one.outlet}
    graph: nx.Graph[tuple[str, str]] = nx.Graph()
    for document in places:
        graph.add_edge(("story", story.get(document, document)), ("outlet", outlet.get(document, document)))
    stories = sorted(node for node in graph if node[0] == "story")
    return len(nx.bipartite.hopcroft_karp_matching(graph, top_nodes=stories)) // 2


__all__ = ["Copies", "independent_reports"]
