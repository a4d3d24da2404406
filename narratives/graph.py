"""A graph of assertions and their relations, with queries and renderings."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import field, frozen

from narratives.findings import By, silences
from narratives.model import Account, Assertion
from narratives.verdict import AGREEMENTS, CONFLICTS, Dispute, Relation, Verdict

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
        disputes: the points at issue made of the conflicts; empty if they were not computed.
    """

    accounts: Sequence[Account] = field(converter=_tuple)
    verdicts: Sequence[Verdict] = field(converter=_tuple)
    disputes: Sequence[Dispute] = field(default=(), converter=_tuple)

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

    @property
    def agreements(self) -> tuple[Verdict, ...]:
        """Entailments and equivalences."""
        return tuple(verdict for verdict in self.verdicts if verdict.relation in AGREEMENTS)

    def silent(self, account: Account) -> tuple[Assertion, ...]:
        """Return the assertions of the account that no other party affirms or contests."""
        return silences([account], self.verdicts)[account.name]

    def to_dot(self, *, by: By = "party", everything: bool = False) -> str:
        """Return the graph in Graphviz's DOT language; see `narratives.rendering.dot.dot`."""
        from narratives.rendering.dot import dot

        return dot(self.accounts, self.verdicts, self.disputes, by=by, everything=everything)

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

        return mermaid(self.accounts, self.verdicts, everything=everything)
