"""Apply decisions by people to statements: who says them, for which party, in which words."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from narratives.decisions import Decision, Mark, Review, Subject, Unmatched, effective_decision
from narratives.findings import Voice, voices_of
from narratives.model import Account, Assertion, Party, Source
from narratives.reviewing.index import Index
from narratives.reviewing.joins import AppliedJoins, decided_by
from narratives.reviewing.names import Names, speakers_of

_STATEMENTS = (Subject.STATEMENT, Subject.SPEAKER, Subject.PARTY)
"""Subjects of decisions that change statements."""


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


def decide_statements(
    accounts: Sequence[Account], voices: Sequence[Voice], decisions: Iterable[Decision]
) -> DecidedStatements:
    """Apply decisions on statements, speakers and parties.

    A statement marked wrong is removed. A statement assigned to another party is moved to its account. A
    reworded statement gets the new text. Speakers who are the same get one name, and if only one party is
    known for them, that party. Parties that are the same get one account. The review keeps the original
    assertion. Decisions on relations and points are ignored; see `decide_relations`.
    """
    about_statements = [decision for decision in decisions if decision.on in _STATEMENTS]
    if not about_statements:
        return DecidedStatements(
            accounts=tuple(accounts), voices=tuple(voices), reviews=(), unmatched=(), changed={}, originals={}
        )
    groups: tuple[Account | Voice, ...] = (*accounts, *voices)
    every = [assertion for group in groups for assertion in group.assertions]
    names = Names.of(accounts, every)
    problems = {one: why for one in about_statements if (why := names.problem(one))}
    applicable = [one for one in about_statements if one not in problems]
    joins = AppliedJoins.of(applicable, names, every)
    index = Index((one, one) for one in every)
    on: dict[str, list[Decision]] = {}
    for decision in applicable:
        if decision.mark is Mark.SAME:
            continue
        found = _subjects(decision, index, every, joins)
        for assertion in found:
            on.setdefault(assertion.id, []).append(decision)
        missing = sum(index.find(key) is None for key in decision.statements)
        if missing:
            problems[decision] = _not_found_message(decision, missing)
    reviews, changed, originals = [], {}, {}
    for assertion in every:
        decisions_on = (*joins.decisions(assertion), *on.get(assertion.id, ()))
        if not decisions_on:
            continue
        review = _review(assertion, decisions_on, joins)
        reviews.append(review)
        if review.after != assertion:
            after = review.after if isinstance(review.after, Assertion) else None
            changed[assertion.id] = after
            if after is not None:
                originals[after.id] = assertion
    kept_accounts, kept_voices = _regroup(accounts, voices, changed, joins)
    return DecidedStatements(
        accounts=kept_accounts,
        voices=kept_voices,
        reviews=tuple(reviews),
        unmatched=tuple(
            Unmatched(decision=one, why=problems[one]) for one in about_statements if one in problems
        ),
        changed=changed,
        originals=originals,
    )


def _subjects(
    decision: Decision, index: Index, every: Sequence[Assertion], joins: AppliedJoins
) -> list[Assertion]:
    """Return the assertions that the decision is about; for a speaker, those of all names joined with it."""
    if decision.on is Subject.SPEAKER:
        name = joins.speaker(decision.speaker).casefold()
        return [
            one for one in every if any(joins.speaker(each).casefold() == name for each in speakers_of(one))
        ]
    found = (index.find(key) for key in decision.statements)
    return list({one.id: one for one in found if one is not None}.values())


def _not_found_message(decision: Decision, missing: int) -> str:
    number = len(decision.statements)
    if number == 1:
        return "the statement is not among those found here"
    return f"{missing} of its {number} statements are not among those found here"


def _review(assertion: Assertion, decisions: Sequence[Decision], joins: AppliedJoins) -> Review:
    """Return the review of the assertion: it with the decisions on it applied, facet by facet."""
    by_facet: dict[str, list[Decision]] = {}
    for decision in decisions:
        if decision.mark is not Mark.SAME:
            by_facet.setdefault(decision.facet, []).append(decision)
    after: Assertion | None = joins.apply(assertion)
    conflicting = joins.contested(assertion)
    for own in by_facet.values():
        effective, contradictory = effective_decision(own)
        conflicting = conflicting or contradictory
        if effective is not None and after is not None:
            after = _apply_to_statement(after, effective, joins)
    return Review(decisions=tuple(decisions), before=assertion, after=after, open=conflicting)


def _apply_to_statement(assertion: Assertion, decision: Decision, joins: AppliedJoins) -> Assertion | None:
    """Return the assertion with the decision applied to all its places, or None if it is rejected."""
    if decision.mark is Mark.WRONG:
        return None
    also = tuple(_apply_to_place(one, decision, joins) for one in assertion.also)
    return evolve(_apply_to_place(evolve(assertion, also=()), decision, joins), also=also)


def _apply_to_place(assertion: Assertion, decision: Decision, joins: AppliedJoins) -> Assertion:
    """Return the assertion, which has no ``also``, with the decision applied."""
    why = decided_by([decision])
    if decision.mark is Mark.REWORDED:
        return evolve(assertion, text=decision.value)
    if decision.mark is Mark.SPEAKER:
        name = joins.speaker(decision.value)
        source = assertion.source or Source(name=name)
        return evolve(assertion, source=evolve(source, name=name, resolved=True, why=why))
    if decision.mark is Mark.PARTY:
        moved = evolve(assertion, party=joins.party(decision.value))
        return evolve(moved, source=evolve(moved.source, why=why)) if moved.source else moved
    return assertion


def _regroup(
    accounts: Sequence[Account],
    voices: Sequence[Voice],
    changed: Mapping[str, Assertion | None],
    joins: AppliedJoins,
) -> tuple[tuple[Account, ...], tuple[Voice, ...]]:
    """Return accounts and voices with each assertion at its present party, in the order of the text."""
    if not changed:
        return tuple(accounts), tuple(voices)
    own = {party.name: party for party in _joined_parties(accounts, joins)}
    groups: tuple[Account | Voice, ...] = (*accounts, *voices)
    home = {
        one.id: joins.parties.name(group.name) if isinstance(group, Account) else None
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
    suggestions = {
        voice.name: evolve(voice.suggestion, party=joins.parties.name(voice.suggestion.party))
        for voice in voices
        if voice.suggestion is not None
    }
    return (
        tuple(Account(party, by_party[name]) for name, party in own.items()),
        voices_of(by_party.get(None, ()), suggestions),
    )


def _joined_parties(accounts: Sequence[Account], joins: AppliedJoins) -> list[Party]:
    """Return the parties of the accounts; one that is joined to another becomes an alias of it."""
    members: dict[str, list[Party]] = {account.name: [account.party] for account in accounts}
    for account in accounts:
        name = joins.parties.name(account.name)
        if name != account.name:
            members[name] += members.pop(account.name)
    return [
        evolve(
            first, aliases=(*first.aliases, *(name for one in others for name in (one.name, *one.aliases)))
        )
        if others
        else first
        for first, *others in members.values()
    ]


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
