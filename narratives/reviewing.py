"""Decisions of people → accounts and relations in which they lead, with what the machine said beside them."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen
from rapidfuzz import process

from narratives.decisions import Decision, Mark, Review, StatementKey, Subject, Unmatched, settled
from narratives.findings import Voice, voices_of
from narratives.model import ARTICLE, Account, Assertion, Source
from narratives.verdict import CONFLICTS, Relation, Verdict

_STATEMENTS = (Subject.STATEMENT, Subject.SPEAKER)
_CLOSE = 60
"""Similarity, of 100, from which a name is offered in the place of one that is not there."""


@frozen(kw_only=True)
class DecidedStatements:
    """Accounts and voices as people decided.

    Attributes:
        changed: id of an assertion → what stands in its place; None where it was set aside.
        originals: id of an assertion as it is now → as the machine gave it, where they differ.
    """

    accounts: tuple[Account, ...]
    voices: tuple[Voice, ...]
    reviews: tuple[Review, ...]
    unmatched: tuple[Unmatched, ...]
    changed: Mapping[str, Assertion | None]
    originals: Mapping[str, Assertion]


@frozen(kw_only=True)
class DecidedRelations:
    """Relations as people decided, those that were added last.

    Attributes:
        changed: verdict → what stands in its place; None where it was rejected.
    """

    verdicts: tuple[Verdict, ...]
    reviews: tuple[Review, ...]
    unmatched: tuple[Unmatched, ...]
    changed: Mapping[Verdict, Verdict | None]


class _Index:
    """Finds assertions by the keys of decisions."""

    def __init__(self, assertions: Iterable[tuple[StatementKey, Assertion]]) -> None:
        self._found: dict[tuple[object, ...], dict[str, Assertion]] = {}
        for key, assertion in assertions:
            for level in key.levels:
                self._found.setdefault(level, {})[assertion.id] = assertion

    def find(self, key: StatementKey) -> Assertion | None:
        """The one assertion of the strictest level at which there is any; None where there are several."""
        for level in key.levels:
            there = self._found.get(level)
            if there:
                return next(iter(there.values())) if len(there) == 1 else None
        return None


def decide_statements(
    accounts: Sequence[Account], voices: Sequence[Voice], decisions: Iterable[Decision]
) -> DecidedStatements:
    """Apply what people decided about statements and speakers.

    A statement marked wrong is set aside, one of another party moves to that party's account, one reworded
    has the new text; the assertion of the machine stays in the review. Decisions on relations are left to
    `decide_relations`.
    """
    groups: tuple[Account | Voice, ...] = (*accounts, *voices)
    every = [assertion for group in groups for assertion in group.assertions]
    index = _Index((StatementKey.of(one), one) for one in every)
    parties = {account.name.casefold(): account.name for account in accounts if account.name != ARTICLE}
    on: dict[str, list[Decision]] = {}
    unmatched: list[Unmatched] = []
    for decision in decisions:
        if decision.on not in _STATEMENTS:
            continue
        why = _unknown_party(decision, parties)
        found = [] if why else _subjects(decision, index, every)
        for assertion in found:
            on.setdefault(assertion.id, []).append(decision)
        if not found:
            unmatched.append(Unmatched(decision=decision, why=why or _not_found(decision, every)))
    reviews, changed, originals = [], {}, {}
    for assertion in every:
        if assertion.id in on:
            review = _decide(assertion, on[assertion.id], parties)
            reviews.append(review)
            if review.after != assertion:
                after = review.after if isinstance(review.after, Assertion) else None
                changed[assertion.id] = after
                if after is not None:
                    originals[after.id] = assertion
    kept_accounts, kept_voices = _moved(accounts, voices, changed)
    return DecidedStatements(
        accounts=kept_accounts,
        voices=kept_voices,
        reviews=tuple(reviews),
        unmatched=tuple(unmatched),
        changed=changed,
        originals=originals,
    )


def _unknown_party(decision: Decision, parties: Mapping[str, str]) -> str:
    """Why the party that a decision gives cannot be taken; "" where it can."""
    if decision.mark is not Mark.PARTY or not decision.value or decision.value.casefold() in parties:
        return ""
    return f"there is no party {decision.value!r}; {_near(decision.value, parties.values())}"


def _near(name: str, names: Iterable[str]) -> str:
    known = sorted(set(names))
    close = process.extractOne(name, known, score_cutoff=_CLOSE)
    there = f"there are: {', '.join(known)}" if known else "there is none"
    return f"did you mean {close[0]!r}? {there}" if close else there


def _subjects(decision: Decision, index: _Index, every: Sequence[Assertion]) -> list[Assertion]:
    if decision.on is Subject.SPEAKER:
        name = decision.speaker.casefold()
        return [one for one in every if one.source is not None and one.source.name.casefold() == name]
    found = index.find(decision.statements[0])
    return [found] if found is not None else []


def _not_found(decision: Decision, every: Sequence[Assertion]) -> str:
    if decision.on is Subject.SPEAKER:
        speakers = {one.source.name for one in every if one.source is not None}
        return f"nobody called {decision.speaker!r} speaks here; {_near(decision.speaker, speakers)}"
    return "the statement is not among those found here"


def _decide(assertion: Assertion, decisions: Sequence[Decision], parties: Mapping[str, str]) -> Review:
    """The assertion as the decisions on it leave it."""
    by_facet: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_facet.setdefault(decision.facet, []).append(decision)
    after: Assertion | None = assertion
    conflicting = False
    for own in by_facet.values():
        counting, several = settled(own)
        conflicting = conflicting or several
        if counting is not None and after is not None:
            after = _applied(after, counting, parties)
    return Review(decisions=tuple(decisions), before=assertion, after=after, open=conflicting)


def _applied(assertion: Assertion, decision: Decision, parties: Mapping[str, str]) -> Assertion | None:
    why = f"decided by {decision.by}" if decision.by else "decided by a person"
    if decision.mark is Mark.WRONG:
        return None
    if decision.mark is Mark.REWORDED:
        return evolve(assertion, text=decision.value)
    if decision.mark is Mark.SPEAKER:
        source = assertion.source or Source(name=decision.value)
        return evolve(assertion, source=evolve(source, name=decision.value, resolved=True, why=why))
    if decision.mark is Mark.PARTY:
        moved = evolve(assertion, party=parties.get(decision.value.casefold()))
        return evolve(moved, source=evolve(moved.source, why=why)) if moved.source else moved
    return assertion


def _moved(
    accounts: Sequence[Account], voices: Sequence[Voice], changed: Mapping[str, Assertion | None]
) -> tuple[tuple[Account, ...], tuple[Voice, ...]]:
    """Every assertion in the account of the party that it has now, in the order of the text."""
    if not changed:
        return tuple(accounts), tuple(voices)
    own = {account.name: account.party for account in accounts}
    groups: tuple[Account | Voice, ...] = (*accounts, *voices)
    home = {
        one.id: group.name if isinstance(group, Account) else None
        for group in groups
        for one in group.assertions
    }
    order: dict[str | None, int] = {}
    by_party: dict[str | None, list[Assertion]] = {name: [] for name in own}
    for group in groups:
        for one in group.assertions:
            now = changed.get(one.id, one)
            order.setdefault(one.document, len(order))
            if now is None:
                continue
            party = home[one.id] if now.party == one.party else now.party
            by_party.setdefault(party if party in own else None, []).append(_answering(now, changed))
    for assertions in by_party.values():
        if any(one.spans for one in assertions):
            assertions.sort(key=lambda one: (order[one.document], *_place(one)))
    suggestions = {voice.name: voice.suggestion for voice in voices if voice.suggestion is not None}
    return (
        tuple(Account(party, by_party[name]) for name, party in own.items()),
        voices_of(by_party.get(None, ()), suggestions),
    )


def _place(assertion: Assertion) -> tuple[int, int, str]:
    return (
        (assertion.spans[0].start, assertion.spans[0].end, assertion.text) if assertion.spans else (0, 0, "")
    )


def _answering(assertion: Assertion, changed: Mapping[str, Assertion | None]) -> Assertion:
    """The assertion with the present id of the one that it answers."""
    other = changed.get(assertion.answers or "")
    return evolve(assertion, answers=other.id) if other is not None else assertion


def decide_relations(
    verdicts: Sequence[Verdict],
    assertions: Iterable[Assertion],
    decisions: Iterable[Decision],
    originals: Mapping[str, Assertion] | None = None,
) -> DecidedRelations:
    """Apply what people decided about relations and points.

    A relation marked wrong is left out, another relation takes the place of the machine's; one that the
    machine does not give today is added where a person holds it.

    Args:
        originals: as `DecidedStatements.originals`: decisions may name the statements as they were.
    """
    known = originals or {}
    index = _Index(
        (StatementKey.of(named), one)
        for one in assertions
        for named in dict.fromkeys((one, known.get(one.id, one)))
    )
    given = {frozenset((verdict.a.id, verdict.b.id)): verdict for verdict in verdicts}
    on: dict[tuple[str, str], list[Decision]] = {}
    sides: dict[str, Assertion] = {}
    unmatched = []
    for decision in decisions:
        if decision.on in _STATEMENTS:
            continue
        found = [index.find(key) for key in decision.statements]
        pairs = [(found[a], found[b]) for a, b in decision.linked]
        there = [(a, b) for a, b in pairs if a is not None and b is not None and a.id != b.id]
        for a, b in there:
            sides |= {a.id: a, b.id: b}
            verdict = given.get(frozenset((a.id, b.id)))
            key = (verdict.a.id, verdict.b.id) if verdict else (min(a.id, b.id), max(a.id, b.id))
            on.setdefault(key, []).append(decision)
        if not there:
            unmatched.append(Unmatched(decision=decision, why=_lost_side(decision, found)))
    reviews: list[Review] = []
    changed: dict[Verdict, Verdict | None] = {}
    added = []
    for (a_id, b_id), own in on.items():
        verdict = given.get(frozenset((a_id, b_id)))
        counting, several = settled(own)
        after = verdict if counting is None else _relation(verdict, sides[a_id], sides[b_id], counting)
        reviews.append(Review(decisions=tuple(own), before=verdict, after=after, open=several))
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


def _lost_side(decision: Decision, found: Sequence[Assertion | None]) -> str:
    lost = [key for key, one in zip(decision.statements, found, strict=True) if one is None]
    words = f"{lost[0].text!r:.60}" if lost else "one of its statements"
    return f"the statement {words} is not among those compared here"


def _relation(verdict: Verdict | None, a: Assertion, b: Assertion, decision: Decision) -> Verdict | None:
    """The verdict that a decision leaves; None for no relation."""
    if decision.mark is Mark.WRONG:
        other = verdict is not None and decision.value and not _alike(verdict.relation, decision.value)
        return verdict if other else None
    wanted = decision.value or (str(verdict.relation) if verdict is not None else "")
    if verdict is not None and verdict.relation == wanted:
        return verdict
    if not wanted or wanted == Relation.NEUTRAL:
        return None
    relation = Relation(wanted)
    keeps = verdict is not None and relation in CONFLICTS and verdict.relation in CONFLICTS
    return Verdict(
        a=a,
        b=b,
        relation=relation,
        probability=1.0,
        reasons=verdict.reasons if verdict is not None and keeps else (),
        judge=f"decided by {decision.by}" if decision.by else "decided by a person",
        contradiction=1.0 if relation in CONFLICTS else 0.0,
    )


def _alike(relation: Relation, other: str) -> bool:
    """Whether a rejection of one rejects the other: contradiction and framing are both conflicts."""
    return relation == other or (relation in CONFLICTS and other in [str(one) for one in CONFLICTS])
