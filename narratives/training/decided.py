"""Training rows made from relations that people confirmed or rejected."""

from collections.abc import Iterator

from narratives.decisions import Decision, Mark, Review, effective_decision
from narratives.findings import Findings
from narratives.judging.evidence.statement import statements
from narratives.judging.wording import wording
from narratives.model import Assertion
from narratives.training.rows import TrainingRow
from narratives.verdict import Relation, Verdict

_LABELS = {
    Relation.CONTRADICTION: "contradiction",
    Relation.FRAMING: "contradiction",
    Relation.EQUIVALENCE: "entailment",
    Relation.DISTINCT: "neutral",
    Relation.NEUTRAL: "neutral",
}
"""Label of a confirmed relation. An entailment has none: no decision says which side follows from which."""
_REJECTED = frozenset({Relation.CONTRADICTION, Relation.FRAMING, Relation.EQUIVALENCE, Relation.ENTAILMENT})
"""Relations whose rejection means that the pair is neutral."""


def decided_rows(findings: Findings) -> list[TrainingRow]:
    """Return rows for the relations that people decided, each pair in both orders, without duplicates.

    The texts are worded as the judge reads them: a denial is the negation of its proposition. ``source`` is
    "decided/" and the relation, or "decided/rejected". Left out are open decisions, entailments, and pairs of
    which it is only known that they are not `Relation.DISTINCT`.

    Args:
        findings: with decisions applied; see `narratives.Comparison.decide`.
    """
    labelled = [
        (pair, label, source) for review in findings.reviews for pair, label, source in _labelled(review)
    ]
    parsed = statements(side for pair, _, _ in labelled for side in pair)
    words = {key: wording(statement) for key, statement in parsed.items()}
    rows = (
        TrainingRow(premise=words[a.id], hypothesis=words[b.id], label=label, source=source)
        for (first, second), label, source in labelled
        for a, b in ((first, second), (second, first))
    )
    return list(dict.fromkeys(rows))


def _labelled(review: Review) -> Iterator[tuple[tuple[Assertion, Assertion], str, str]]:
    """Yield the pair of a review of a relation, its label and its source, if it has a label."""
    verdict = review.after if review.after is not None else review.before
    decision, _ = effective_decision(review.decisions)
    if review.open or decision is None or not isinstance(verdict, Verdict):
        return
    relation = _relation(decision, review)
    if relation is None:
        return
    if decision.mark is not Mark.WRONG and relation in _LABELS:
        yield (verdict.a, verdict.b), _LABELS[relation], f"decided/{relation}"
    elif decision.mark is Mark.WRONG and relation in _REJECTED:
        yield (verdict.a, verdict.b), "neutral", "decided/rejected"


def _relation(decision: Decision, review: Review) -> Relation | None:
    """Return the relation that is confirmed or rejected: that of the decision, else the automatic one."""
    if decision.value in list(Relation):
        return Relation(decision.value)
    return review.before.relation if isinstance(review.before, Verdict) else None
