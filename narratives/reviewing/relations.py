"""Apply decisions by people to relations."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from narratives.decisions import Decision, Mark, Review, Subject, Unmatched, effective_decision
from narratives.model import ARTICLE, Assertion
from narratives.reviewing.index import Index
from narratives.reviewing.joins import decided_by
from narratives.verdict import CONFLICTS, Relation, Verdict

_SUBJECTS = (Subject.RELATION, Subject.POINT)


@frozen(kw_only=True)
class DecidedRelations:
    """Relations with decisions applied; relations that people added come last.

    Attributes:
        changed: verdict → the verdict that replaces it; None if it was rejected.
    """

    verdicts: tuple[Verdict, ...]
    reviews: tuple[Review, ...]
    unmatched: tuple[Unmatched, ...]
    changed: Mapping[Verdict, Verdict | None]


def decide_relations(
    verdicts: Sequence[Verdict],
    assertions: Iterable[Assertion],
    decisions: Iterable[Decision],
    originals: Mapping[str, Assertion] | None = None,
) -> DecidedRelations:
    """Apply decisions on relations and points.

    A relation marked wrong is removed. A decision for another relation replaces the automatic one. A relation
    that is not among the verdicts is added if a person asserts it.

    Args:
        originals: as `DecidedStatements.originals`, since decisions may refer to the original statements.
    """
    about_relations = [decision for decision in decisions if decision.on in _SUBJECTS]
    if not about_relations:
        return DecidedRelations(verdicts=tuple(verdicts), reviews=(), unmatched=(), changed={})
    original = originals or {}
    index = Index(
        (named, one) for one in assertions for named in dict.fromkeys((one, original.get(one.id, one)))
    )
    given = {frozenset((verdict.a.id, verdict.b.id)): verdict for verdict in verdicts}
    on: dict[tuple[str, str], list[Decision]] = {}
    sides: dict[str, Assertion] = {}
    unmatched = []
    for decision in about_relations:
        found = [index.find(key) for key in decision.statements]
        pairs = [(found[a], found[b]) for a, b in decision.linked]
        complete = [(a, b) for a, b in pairs if a is not None and b is not None and a.party != b.party]
        for a, b in complete:
            sides |= {a.id: a, b.id: b}
            verdict = given.get(frozenset((a.id, b.id)))
            key = (verdict.a.id, verdict.b.id) if verdict else (min(a.id, b.id), max(a.id, b.id))
            on.setdefault(key, []).append(decision)
        if not complete:
            unmatched.append(Unmatched(decision=decision, why=_missing_statement_message(decision, found)))
    reviews: list[Review] = []
    changed: dict[Verdict, Verdict | None] = {}
    added = []
    for (a_id, b_id), own in on.items():
        verdict = given.get(frozenset((a_id, b_id)))
        effective, contradictory = effective_decision(own)
        after = (
            verdict if effective is None else _apply_to_relation(verdict, sides[a_id], sides[b_id], effective)
        )
        reviews.append(Review(decisions=tuple(own), before=verdict, after=after, open=contradictory))
        if verdict is not None:
            changed[verdict] = after
        elif after is not None:
            added.append(after)
    kept = (changed.get(verdict, verdict) for verdict in verdicts)
    return DecidedRelations(
        verdicts=(*(verdict for verdict in kept if verdict is not None), *added),
        reviews=tuple(reviews),
        unmatched=tuple(unmatched),
        changed=changed,
    )


def _missing_statement_message(decision: Decision, found: Sequence[Assertion | None]) -> str:
    missing = [key for key, one in zip(decision.statements, found, strict=True) if one is None]
    if missing:
        return f"the statement {missing[0].text!r:.60} is not among those compared here"
    parties = sorted({one.party or ARTICLE for one in found if one is not None})
    return (
        f"its statements are all of one party here, {parties[0]!r}" if len(parties) == 1 else "it has no pair"
    )


def _apply_to_relation(
    verdict: Verdict | None, a: Assertion, b: Assertion, decision: Decision
) -> Verdict | None:
    """Return the verdict on a pair with the decision applied, or None for no relation."""
    if decision.mark is Mark.WRONG:
        other = verdict is not None and decision.value and not _rejects(decision.value, verdict.relation)
        return verdict if other else None
    wanted = decision.value or (str(verdict.relation) if verdict is not None else "")
    if verdict is not None and verdict.relation == wanted:
        return verdict
    if not wanted or wanted == Relation.NEUTRAL:
        return None
    relation = Relation(wanted)
    same_kind = verdict is not None and relation in CONFLICTS and verdict.relation in CONFLICTS
    return Verdict(
        a=a,
        b=b,
        relation=relation,
        probability=1.0,
        reasons=verdict.reasons if verdict is not None and same_kind else (),
        judge=decided_by([decision]),
        contradiction=1.0 if relation in CONFLICTS else 0.0,
    )


def _rejects(rejected: str, relation: Relation) -> bool:
    """Return True if rejecting one relation rejects the other: they are equal, or both are conflicts."""
    return relation == rejected or (relation in CONFLICTS and rejected in [str(one) for one in CONFLICTS])
