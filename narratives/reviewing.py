"""Apply decisions by people to accounts and relations; the automatic results are kept in the reviews."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen
from rapidfuzz import process

from narratives.decisions import Decision, Mark, Review, StatementKey, Subject, Unmatched, effective_decision
from narratives.findings import Voice, voices_of
from narratives.model import ARTICLE, Account, Assertion, Source
from narratives.verdict import CONFLICTS, Relation, Verdict

_STATEMENTS = (Subject.STATEMENT, Subject.SPEAKER)
_MIN_SIMILARITY = 60
"""Least similarity, 0 to 100, at which a known name is suggested for an unknown one."""


@frozen(kw_only=True)
class DecidedStatements:
    """Accounts and voices with decisions applied.

    Attributes:
        changed: id of a changed assertion → the assertion that replaces it; None if it was rejected.
        originals: id of a changed assertion → the assertion before the decisions.
    """

    accounts: tuple[Account, ...]
    voices: tuple[Voice, ...]
    reviews: tuple[Review, ...]
    unmatched: tuple[Unmatched, ...]
    changed: Mapping[str, Assertion | None]
    originals: Mapping[str, Assertion]


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


class _Index:
    """Index of assertions by the keys that decisions have.

    The keys of ``also`` are those of the assertion that has it, so a decision on any report finds the joined
    statement.
    """

    def __init__(self, assertions: Iterable[tuple[StatementKey, Assertion]]) -> None:
        self._found: dict[tuple[object, ...], dict[str, Assertion]] = {}
        for key, assertion in assertions:
            for level in key.levels:
                self._found.setdefault(level, {})[assertion.id] = assertion

    def find(self, key: StatementKey) -> Assertion | None:
        """Return the assertion with the key's strictest level that any has; None for none or several."""
        for level in key.levels:
            matches = self._found.get(level)
            if matches:
                return next(iter(matches.values())) if len(matches) == 1 else None
        return None


def decide_statements(
    accounts: Sequence[Account], voices: Sequence[Voice], decisions: Iterable[Decision]
) -> DecidedStatements:
    """Apply decisions on statements and speakers.

    A statement marked wrong is removed. A statement assigned to another party is moved to its account. A
    reworded statement gets the new text. The review keeps the original assertion. Decisions on relations and
    points are ignored; see `decide_relations`.
    """
    about_statements = [decision for decision in decisions if decision.on in _STATEMENTS]
    if not about_statements:
        return DecidedStatements(
            accounts=tuple(accounts), voices=tuple(voices), reviews=(), unmatched=(), changed={}, originals={}
        )
    groups: tuple[Account | Voice, ...] = (*accounts, *voices)
    every = [assertion for group in groups for assertion in group.assertions]
    index = _Index((StatementKey.of(place), one) for one in every for place in (one, *one.also))
    parties = {account.name.casefold(): account.name for account in accounts if account.name != ARTICLE}
    on: dict[str, list[Decision]] = {}
    unmatched: list[Unmatched] = []
    for decision in about_statements:
        why = _unknown_party(decision, parties)
        found = [] if why else _subjects(decision, index, every)
        for assertion in found:
            on.setdefault(assertion.id, []).append(decision)
        if not found:
            unmatched.append(Unmatched(decision=decision, why=why or _not_found_message(decision, every)))
    reviews, changed, originals = [], {}, {}
    for assertion in every:
        if assertion.id in on:
            review = _review(assertion, on[assertion.id], parties)
            reviews.append(review)
            if review.after != assertion:
                after = review.after if isinstance(review.after, Assertion) else None
                changed[assertion.id] = after
                if after is not None:
                    originals[after.id] = assertion
    kept_accounts, kept_voices = _regroup(accounts, voices, changed)
    return DecidedStatements(
        accounts=kept_accounts,
        voices=kept_voices,
        reviews=tuple(reviews),
        unmatched=tuple(unmatched),
        changed=changed,
        originals=originals,
    )


def _unknown_party(decision: Decision, parties: Mapping[str, str]) -> str:
    """Return a message if the decision assigns a party that does not exist, else ""."""
    if decision.mark is not Mark.PARTY or not decision.value or decision.value.casefold() in parties:
        return ""
    return f"there is no party {decision.value!r}; {_suggest_name(decision.value, parties.values())}"


def _suggest_name(name: str, names: Iterable[str]) -> str:
    """Return a message with the most similar of the names, if any, and the list of names."""
    known = sorted(set(names))
    close = process.extractOne(name, known, score_cutoff=_MIN_SIMILARITY)
    listed = f"there are: {', '.join(known)}" if known else "there is none"
    return f"did you mean {close[0]!r}? {listed}" if close else listed


def _subjects(decision: Decision, index: _Index, every: Sequence[Assertion]) -> list[Assertion]:
    """Return the assertions that the decision is about."""
    if decision.on is Subject.SPEAKER:
        name = decision.speaker.casefold()
        return [one for one in every if any(name == named.casefold() for named in _speakers(one))]
    found = index.find(decision.statements[0])
    return [found] if found is not None else []


def _speakers(assertion: Assertion) -> list[str]:
    """Return the names of the speaker in the documents that report the statement."""
    return [one.source.name for one in (assertion, *assertion.also) if one.source is not None]


def _not_found_message(decision: Decision, every: Sequence[Assertion]) -> str:
    if decision.on is Subject.SPEAKER:
        speakers = {name for one in every for name in _speakers(one)}
        return f"nobody called {decision.speaker!r} speaks here; {_suggest_name(decision.speaker, speakers)}"
    return "the statement is not among those found here"


def _review(assertion: Assertion, decisions: Sequence[Decision], parties: Mapping[str, str]) -> Review:
    """Return the review of the assertion: it with the decisions on it applied, facet by facet."""
    by_facet: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_facet.setdefault(decision.facet, []).append(decision)
    after: Assertion | None = assertion
    conflicting = False
    for own in by_facet.values():
        effective, contradictory = effective_decision(own)
        conflicting = conflicting or contradictory
        if effective is not None and after is not None:
            after = _apply_to_statement(after, effective, parties)
    return Review(decisions=tuple(decisions), before=assertion, after=after, open=conflicting)


def _apply_to_statement(
    assertion: Assertion, decision: Decision, parties: Mapping[str, str]
) -> Assertion | None:
    """Return the assertion with the decision applied to all its places, or None if it is rejected."""
    if decision.mark is Mark.WRONG:
        return None
    also = tuple(_apply_to_place(one, decision, parties) for one in assertion.also)
    return evolve(_apply_to_place(evolve(assertion, also=()), decision, parties), also=also)


def _apply_to_place(assertion: Assertion, decision: Decision, parties: Mapping[str, str]) -> Assertion:
    """Return the assertion, which has no ``also``, with the decision applied."""
    why = f"decided by {decision.by}" if decision.by else "decided by a person"
    if decision.mark is Mark.REWORDED:
        return evolve(assertion, text=decision.value)
    if decision.mark is Mark.SPEAKER:
        source = assertion.source or Source(name=decision.value)
        return evolve(assertion, source=evolve(source, name=decision.value, resolved=True, why=why))
    if decision.mark is Mark.PARTY:
        moved = evolve(assertion, party=parties.get(decision.value.casefold()))
        return evolve(moved, source=evolve(moved.source, why=why)) if moved.source else moved
    return assertion


def _regroup(
    accounts: Sequence[Account], voices: Sequence[Voice], changed: Mapping[str, Assertion | None]
) -> tuple[tuple[Account, ...], tuple[Voice, ...]]:
    """Return accounts and voices with each assertion at its present party, in the order of the text."""
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
            present = changed.get(one.id, one)
            order.setdefault(one.document, len(order))
            if present is None:
                continue
            party = home[one.id] if present.party == one.party else present.party
            by_party.setdefault(party if party in own else None, []).append(_update_answers(present, changed))
    for assertions in by_party.values():
        if any(one.spans for one in assertions):
            assertions.sort(key=lambda one: (order[one.document], *_position(one)))
    suggestions = {voice.name: voice.suggestion for voice in voices if voice.suggestion is not None}
    return (
        tuple(Account(party, by_party[name]) for name, party in own.items()),
        voices_of(by_party.get(None, ()), suggestions),
    )


def _position(assertion: Assertion) -> tuple[int, int, str]:
    """Return a key that sorts assertions of one document in the order of the text."""
    return (
        (assertion.spans[0].start, assertion.spans[0].end, assertion.text) if assertion.spans else (0, 0, "")
    )


def _update_answers(assertion: Assertion, changed: Mapping[str, Assertion | None]) -> Assertion:
    """Return the assertion with ``answers`` set to the present id of the assertion that it answers."""
    also = tuple(_update_answers(one, changed) for one in assertion.also)
    other = changed.get(assertion.answers or "")
    if other is None and also == assertion.also:
        return assertion
    return evolve(assertion, answers=assertion.answers if other is None else other.id, also=also)


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
    about_relations = [decision for decision in decisions if decision.on not in _STATEMENTS]
    if not about_relations:
        return DecidedRelations(verdicts=tuple(verdicts), reviews=(), unmatched=(), changed={})
    original = originals or {}
    index = _Index(
        (StatementKey.of(place), one)
        for one in assertions
        for named in dict.fromkeys((one, original.get(one.id, one)))
        for place in (named, *named.also)
    )
    given = {frozenset((verdict.a.id, verdict.b.id)): verdict for verdict in verdicts}
    on: dict[tuple[str, str], list[Decision]] = {}
    sides: dict[str, Assertion] = {}
    unmatched = []
    for decision in about_relations:
        found = [index.find(key) for key in decision.statements]
        pairs = [(found[a], found[b]) for a, b in decision.linked]
        complete = [(a, b) for a, b in pairs if a is not None and b is not None and a.id != b.id]
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
    words = f"{missing[0].text!r:.60}" if missing else "one of its statements"
    return f"the statement {words} is not among those compared here"


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
        judge=f"decided by {decision.by}" if decision.by else "decided by a person",
        contradiction=1.0 if relation in CONFLICTS else 0.0,
    )


def _rejects(rejected: str, relation: Relation) -> bool:
    """Return True if rejecting one relation rejects the other: they are equal, or both are conflicts."""
    return relation == rejected or (relation in CONFLICTS and rejected in [str(one) for one in CONFLICTS])
