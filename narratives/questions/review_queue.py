"""What in findings is most worth a person's time: uncertain and consequential first."""

from collections import Counter
from collections.abc import Iterable, Iterator

from narratives.answers import ReviewItem
from narratives.decisions import Mark, Subject
from narratives.findings import Findings
from narratives.harmless import excerpt
from narratives.model import ARTICLE, Assertion
from narratives.verdict import AGREEMENTS, CONFLICTS, Dispute, Relation, Verdict

_UNKNOWN_DOUBT = 0.5
"""Doubt about statements and speakers, for which no probability is known."""


def review_queue(findings: Findings, *, again: bool = False) -> tuple[ReviewItem, ...]:
    """Return the relations, statements and speakers to check, in the order of `ReviewItem.score`.

    The doubt about a relation is the probability that it does not hold, which is greatest for those just
    above the threshold of the judge. Its stake is 1, and for a conflict also the number of statements that
    leave their point at issue if the conflict is wrong: both if the point has no other conflict, else the
    smaller of the two parts into which the point falls, or none if it does not fall apart.

    The other items have a doubt of 0.5. They are the statements that are not a whole sentence or whose
    speaker could not be resolved, with 1 and the number of their conflicts and agreements as stake, and the
    speakers of no party with a suggested party, with 1 and the number of their statements.

    Items with the same score are in the order of the findings. Cost: linear in statements and relations.

    Args:
        again: include what people have decided already.
    """
    items = [*_relations(findings), *_statements(findings), *_speakers(findings)]
    asked = items if again else [item for item in items if not _is_decided(item, findings)]
    return tuple(sorted(asked, key=lambda item: -round(item.score, 6)))


def _relations(findings: Findings) -> Iterator[ReviewItem]:
    points: dict[frozenset[str], tuple[int, str]] = {}
    for dispute in findings.disputes:
        name, size = f"the point at issue “{excerpt(dispute.label)}”", len(dispute.assertions)
        for pair, leaving in _leaving(dispute).items():
            points[pair] = (leaving, _what_rests(name, size, len(dispute.verdicts), leaving))
    for verdict in findings.verdicts:
        leaving, why = 0, _WHY[verdict.relation]
        if verdict.relation in CONFLICTS:
            leaving, why = points.get(frozenset((verdict.a.id, verdict.b.id)), (leaving, why))
        yield ReviewItem(subject=verdict, doubt=1 - verdict.probability, stake=1 + leaving, why=why)


def _what_rests(name: str, size: int, conflicts: int, leaving: int) -> str:
    """Return what of a point at issue rests on one of its conflicts.

    Args:
        name: how to refer to the point.
        size, conflicts: its numbers of statements and of conflicts.
        leaving: number of statements that leave it if the conflict is wrong.
    """
    if conflicts == 1:
        return f"{name} stands or falls with it"
    if leaving:
        verb = "is" if leaving == 1 else "are"
        return f"{leaving} of the {size} statements of {name} {verb} in it through this pair alone"
    return f"one of {conflicts} conflicts of {name}, which does not depend on it"


_WHY = {
    **dict.fromkeys(CONFLICTS, "a conflict that is part of no point at issue"),
    **dict.fromkeys(AGREEMENTS, "shared ground of two parties"),
    Relation.DISTINCT: "looks opposed, and is not counted as a contradiction",
    Relation.NEUTRAL: "no relation",
}


def _leaving(dispute: Dispute) -> dict[frozenset[str], int]:
    """Return, for each pair, the number of statements that leave the point if the pair's conflict is wrong.

    A conflict divides the point if it is a bridge of the graph; the bridges and the sizes of the parts are
    found in one depth-first search (Tarjan, "A note on finding the bridges of a graph", 1974).
    """
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    for verdict in dispute.verdicts:
        graph.add_edge(verdict.a.id, verdict.b.id)
    found = {frozenset(edge): 0 for edge in graph.edges}
    for component in nx.connected_components(graph):
        root = next(node for node in graph if node in component)
        tree = list(nx.dfs_edges(graph, root))
        order = {node: number for number, node in enumerate([root, *(child for _, child in tree)])}
        lowest, size = dict(order), Counter(order.keys())
        for parent, child in reversed(tree):
            reached = (order[other] for other in graph[child] if other != parent)
            lowest[child] = min([lowest[child], *reached])
            lowest[parent] = min(lowest[parent], lowest[child])
            size[parent] += size[child]
            if lowest[child] > order[parent]:
                parts = (size[child], len(component) - size[child])
                found[frozenset((parent, child))] = 2 if len(component) == 2 else min(parts)
    return found


def _statements(findings: Findings) -> Iterator[ReviewItem]:
    related = Counter(
        side.id
        for verdict in findings.verdicts
        if verdict.relation in CONFLICTS | AGREEMENTS
        for side in (verdict.a, verdict.b)
    )
    for one in (*findings.assertions, *findings.unassigned):
        faults = []
        if not one.whole:
            faults.append("it is not a whole sentence")
        if one.source is not None and not one.source.resolved:
            faults.append("its speaker could not be traced to a name")
        if faults:
            yield ReviewItem(
                subject=one, doubt=_UNKNOWN_DOUBT, stake=1 + related[one.id], why=" and ".join(faults)
            )


def _speakers(findings: Findings) -> Iterator[ReviewItem]:
    for voice in findings.voices:
        if voice.name != ARTICLE and voice.suggestion is not None:
            yield ReviewItem(
                subject=voice,
                doubt=_UNKNOWN_DOUBT,
                stake=1 + len(voice),
                why=f"suggested, since {voice.suggestion.why}",
            )


def _is_decided(item: ReviewItem, findings: Findings) -> bool:
    """Return True if people have decided the item; open decisions count too."""
    subject = item.subject
    if isinstance(subject, Verdict):
        return bool(_marks(findings, subject.a.id, subject.b.id, {Subject.RELATION, Subject.POINT}))
    if isinstance(subject, Assertion):
        return bool(_marks(findings, subject.id, None, {Subject.STATEMENT}))
    on_speaker = (_marks(findings, one.id, None, {Subject.SPEAKER}) for one in subject.assertions)
    return any(Mark.PARTY in marks for marks in on_speaker)


def _marks(findings: Findings, a: str, b: str | None, subjects: Iterable[Subject]) -> set[Mark]:
    keys = [(a,)] if b is None else [(a, b), (b, a)]
    return {
        decision.mark
        for key in keys
        for review in findings.reviewed.get(key, ())
        for decision in review.decisions
        if decision.on in subjects
    }
