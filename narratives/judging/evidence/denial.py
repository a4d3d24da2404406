"""Conflicts between a denial and an assertion of what it denies.

A denial is stored as the proposition with the stance "denies". If Q states the proposition P, or P follows
from Q, then "denies P" contradicts Q.
"""

from collections.abc import Iterator

from narratives.judging.evidence.clash import Clash
from narratives.judging.evidence.matching import party_keys
from narratives.judging.evidence.scope import coverage, is_before_a_date, shared_topic_count
from narratives.judging.evidence.statement import Event, Statement, Thing, thing
from narratives.model import Assertion
from narratives.verdict import ReasonKind

MIN_COVERAGE = 0.6
"""Minimum share, 0 to 1, of the denied content words that the other side has in `denial_in_shared_words`."""


def responds_with_other_stance(a: Assertion, b: Assertion) -> bool:
    """Return True if one assertion responds to the other (``answers``) and their stances differ."""
    return (a.answers == b.id or b.answers == a.id) and a.stance is not b.stance


def denied_statement(a: Statement, b: Statement) -> Clash | None:
    """Return "denied the allegation" with the allegation it responds to, or None."""
    if not responds_with_other_stance(a.assertion, b.assertion):
        return None
    return Clash(
        kind=ReasonKind.DENIAL,
        a=[*a.doc],
        b=[*b.doc],
        note="One side denies the very statement of the other.",
    )


def denial_in_shared_words(a: Statement, b: Statement) -> Iterator[Clash]:
    """Yield a denial and an assertion that has most of the denied content words."""
    for found, share in _denial_with_coverage(a, b):
        if share >= MIN_COVERAGE:
            yield found


def denial_in_other_words(a: Statement, b: Statement) -> Iterator[Clash]:
    """Yield a denial and an assertion about the same thing that has few of the denied content words."""
    for found, share in _denial_with_coverage(a, b):
        if share < MIN_COVERAGE and shared_topic_count(a, b) > 1:
            yield found


def _denial_with_coverage(a: Statement, b: Statement) -> Iterator[tuple[Clash, float]]:
    """Yield a clash of a denial and an assertion, and the share of denied content words in the assertion."""
    if a.denied == b.denied:
        return
    denied, asserted = (a, b) if a.denied else (b, a)
    if is_before_a_date(asserted) and denied.time is None:
        return
    found = Clash(
        kind=ReasonKind.DENIAL,
        a=[*a.doc],
        b=[*b.doc],
        note="One side denies what the other asserts.",
        probes=((asserted.text, denied.text),),
    )
    yield found, coverage(denied.keys, asserted.keys)


_USE_EVENTS = frozenset(
    {"use", "fire-weapon", "deploy", "hire", "employ", "possess", "carry", "bring", "launch", "impose"}
)


def denied_use(a: Statement, b: Statement) -> Clash | None:
    """Return a denied use and an assertion of it ("denied using rockets", "fired rockets"), or None."""
    if a.denied == b.denied:
        return None
    denied, asserted = (a, b) if a.denied else (b, a)
    if is_before_a_date(asserted) and denied.time is None:
        return None
    for deed in denied.events:
        if deed.kind not in _USE_EVENTS or deed.negated:
            continue
        for target in deed.targets:
            for other in asserted.events:
                if not other.negated and not other.hypothetical and _is_used_by(other, target, denied):
                    return Clash(
                        kind=ReasonKind.DENIAL,
                        a=[*a.doc],
                        b=[*b.doc],
                        note="One side denies the use of what the other says was used.",
                    )
    return None


_INSTRUMENT_KINDS = frozenset(
    {"weapon", "bullet", "gas", "drone", "bomb", "mine", "shell", "chemical", "force"}
)


def _is_used_by(other: Event, target: Thing, denier: Statement) -> bool:
    """Return True if the agent of the event is ``target``, or is the denier with ``target`` as what it uses.

    The latter is the patient or the instrument of the event.
    """
    if any(_same_kind_of_thing(item, target) and item.kind in _INSTRUMENT_KINDS for item in other.agents):
        return True
    mine = party_keys(denier)
    theirs = {name for item in other.agents for name in (*item.owners, item.kind)}
    used = [*other.targets, *_instruments(other)]
    return any(_same_kind_of_thing(item, target) for item in used) and bool(mine & theirs)


def _instruments(deed: Event) -> list[Thing]:
    """Return the nouns after "with" and "by" that depend on the event."""
    return [
        thing(noun)
        for preposition in deed.token.children
        if preposition.dep_ == "prep" and preposition.lower_ in ("with", "by")
        for noun in preposition.children
        if noun.dep_ == "pobj"
    ]


def _same_kind_of_thing(item: Thing, target: Thing) -> bool:
    """Return True if the kinds are equal and ``item`` has all modifiers of ``target`` ("rubber bullet")."""
    return item.kind == target.kind and _modifiers(target) <= _modifiers(item)


def _modifiers(item: Thing) -> frozenset[str]:
    """Return the adjectives and compounds of a noun, lower case, without uninformative ones."""
    return frozenset(
        kid.lower_
        for kid in item.head.children
        if kid.dep_ in ("compound", "amod") and kid.lower_ not in _UNINFORMATIVE_MODIFIERS
    )


_UNINFORMATIVE_MODIFIERS = frozenset(
    "any ground armed military own new more additional further regular such other".split()
)
