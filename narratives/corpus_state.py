"""The state of a comparison in a store, and the comparison made of it again."""

from collections.abc import Iterable, Mapping

from narratives.attribution import Attribution
from narratives.comparing import Judged, Subjects
from narratives.comparison import Comparison
from narratives.errors import ExchangeError
from narratives.exchange.record import copies_record, relation_record
from narratives.exchange.restored import verdict_of as restored
from narratives.exchange.restored_documents import copies_of
from narratives.findings import Examination
from narratives.joining import Grouping
from narratives.judging import disputes
from narratives.model import content_id
from narratives.reuse import verdict_of
from narratives.storage import State, Store, StoredPoint
from narratives.storage.values import Pair
from narratives.verdict import CONFLICTS, Dispute, Verdict
from narratives.version import __version__


def state_key(revision: int, judge: str) -> str:
    """Return the key of the state that a judge makes of a revision of the store with this version."""
    return content_id(__version__, str(revision), judge)


def state_of(
    key: str,
    judge: str,
    judged: Judged,
    comparison: Comparison,
    subjects: Subjects,
    grouping: Grouping,
) -> State:
    """Return what is stored of a comparison: verdicts before decisions on relations, and the disputes.

    The store has verdicts on statements as they were read. Those on statements that a person changed are
    part of the state.
    """
    every = (*judged.verdicts, *(verdict for one in judged.own for verdict in one.verdicts))
    changed = subjects.statements.originals
    return State(
        key=key,
        judge=judge,
        not_compared=judged.not_compared,
        pairs=tuple((verdict.a.id, verdict.b.id) for verdict in every),
        points=tuple(
            StoredPoint(label=dispute.label, pairs=tuple((one.a.id, one.b.id) for one in dispute.verdicts))
            for dispute in comparison.disputes
        ),
        extra={
            "statements": grouping.statements,
            "copies": [copies_record(one) for one in grouping.copies],
            "own": {one.account.name: one.not_compared for one in judged.own},
            "decided": [
                relation_record(verdict)
                for verdict in every
                if verdict.a.id in changed or verdict.b.id in changed
            ],
        },
    )


def grouping_in(state: State | None, revision: int, attributions: Iterable[Attribution]) -> Grouping | None:
    """Return the grouping that the state of a revision has; None if it has none, or one that was altered."""
    if state is None or state.key != state_key(revision, state.judge):
        return None
    try:
        groups = tuple(tuple(group) for group in state.extra["statements"])
        copies = copies_of(state.extra["copies"], place="state")
        members = [one for group in groups for one in group]
        known = {one.id for attribution in attributions for one in attribution.assertions}
        whole = known.issuperset(members) and len(set(members)) == len(members)
    except (LookupError, TypeError, ValueError, AttributeError, ExchangeError):
        return None
    return Grouping(statements=groups, copies=copies) if whole and all(groups) else None


def judged_of(state: State, verdicts: Mapping[Pair, Verdict], subjects: Subjects) -> Judged:
    """Return what the judge found when the state was stored."""
    between = [one for one in verdicts.values() if one.a.party != one.b.party]
    own = state.extra.get("own", {})
    return Judged(
        verdicts=tuple(between),
        not_compared=state.not_compared,
        own=tuple(
            Examination(
                account=account,
                verdicts=tuple(
                    one for one in verdicts.values() if one.a.party == one.b.party == account.name
                ),
                not_compared=own[account.name],
            )
            for account in subjects.statements.accounts
            if account.name in own
        ),
    )


def disputes_of(state: State, verdicts: Mapping[Pair, Verdict]) -> list[Dispute]:
    """Return the disputes of a state whose verdicts are all there."""
    return [
        Dispute(label=point.label, verdicts=tuple(verdicts[pair] for pair in point.pairs))
        for point in state.points
        if all(pair in verdicts for pair in point.pairs)
    ]


def stored_disputes(state: State, verdicts: Iterable[Verdict]) -> tuple[Dispute, ...]:
    """Return the disputes of a state, made of the same conflicts; they are grouped anew if it lacks any."""
    conflicts = {(one.a.id, one.b.id): one for one in verdicts if one.relation in CONFLICTS}
    pairs = [pair for point in state.points for pair in point.pairs]
    if len(pairs) != len(conflicts) or conflicts.keys() != set(pairs):
        return disputes(conflicts.values())
    return tuple(disputes_of(state, conflicts))


def earlier_verdicts(store: Store, state: State, subjects: Subjects) -> dict[Pair, Verdict]:
    """Return the verdicts of a state on the assertions that there still are."""
    accounts = subjects.statements.accounts
    by_id = {one.id: one for account in accounts for one in account}
    pairs = [(a, b) for a, b in state.pairs if a in by_id and b in by_id]
    rows = store.verdicts(state.judge, pairs)
    found = {
        (a, b): verdict_of(rows[a, b], by_id[a], by_id[b], state.judge) for a, b in pairs if (a, b) in rows
    }
    changed = [
        restored(one, by_id, {}, place="state")
        for one in state.extra.get("decided", ())
        if {one["a"], one["b"]} <= by_id.keys()
    ]
    found |= {(one.a.id, one.b.id): one for one in changed}
    return {pair: found[pair] for pair in pairs if pair in found}
