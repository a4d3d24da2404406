"""The state of a comparison in a store, and the comparison made of it again."""

from collections.abc import Mapping

from narratives.comparing import Judged, Subjects
from narratives.comparison import Comparison
from narratives.exchange.record import relation_record
from narratives.exchange.restored import verdict_of as restored
from narratives.findings import Examination
from narratives.model import content_id
from narratives.reuse import verdict_of
from narratives.storage import State, Store, StoredPoint
from narratives.storage.values import Pair
from narratives.verdict import Dispute, Verdict


def state_key(revision: int, judge: str) -> str:
    """Return the key of the state that a judge makes of a revision of the store."""
    return content_id(str(revision), judge)


def state_of(key: str, judge: str, judged: Judged, comparison: Comparison, subjects: Subjects) -> State:
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
            "own": {one.account.name: one.not_compared for one in judged.own},
            "decided": [
                relation_record(verdict)
                for verdict in every
                if verdict.a.id in changed or verdict.b.id in changed
            ],
        },
    )


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
