"""A denial against what it denies.

A denial is kept as the proposition plus the stance "denies". If Q says the proposition P, or P follows
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
"""Share of the denied proposition's content words that the other side must hold in `denial`."""


def answers(a: Assertion, b: Assertion) -> bool:
    """Whether one takes up the other's very proposition and the two do not hold the same of it."""
    return (a.answers == b.id or b.answers == a.id) and a.stance is not b.stance


def answered(a: Statement, b: Statement) -> Clash | None:
    """ "denied the allegation" against the allegation."""
    if not answers(a.assertion, b.assertion):
        return None
    return Clash(
        kind=ReasonKind.DENIAL,
        a=[*a.doc],
        b=[*b.doc],
        note="One side denies the very statement of the other.",
    )


def denial(a: Statement, b: Statement) -> Iterator[Clash]:
    """A denied proposition that follows from what the other side asserts, in words that both share."""
    for found, share in _denied(a, b):
        if share >= MIN_COVERAGE:
            yield found


def denial_in_other_words(a: Statement, b: Statement) -> Iterator[Clash]:
    """A denied proposition that follows from what the other side asserts in words of its own."""
    for found, share in _denied(a, b):
        if share < MIN_COVERAGE and shared_topic_count(a, b) > 1:
            yield found


def _denied(a: Statement, b: Statement) -> Iterator[tuple[Clash, float]]:
    """The clash of a denial with an assertion, and the share of the denied words that the other holds."""
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
        probes=((asserted.doc.text, denied.doc.text),),
    )
    yield found, coverage(denied.keys, asserted.keys)


_USING = frozenset(
    {"use", "fire-weapon", "deploy", "hire", "employ", "possess", "carry", "bring", "launch", "impose"}
)


def denied_use(a: Statement, b: Statement) -> Clash | None:
    """ "denied using rockets" against "its forces fired rockets": the use that is denied is told."""
    if a.denied == b.denied:
        return None
    denied, asserted = (a, b) if a.denied else (b, a)
    if is_before_a_date(asserted) and denied.time is None:
        return None
    for deed in denied.events:
        if deed.kind not in _USING or deed.negated:
            continue
        for target in deed.targets:
            for other in asserted.events:
                if not other.negated and not other.hypothetical and _uses(other, target, denied):
                    return Clash(
                        kind=ReasonKind.DENIAL,
                        a=[*a.doc],
                        b=[*b.doc],
                        note="One side denies the use of what the other says was used.",
                    )
    return None


_INSTRUMENTS = frozenset({"weapon", "bullet", "gas", "drone", "bomb", "mine", "shell", "chemical", "force"})


def _uses(other: Event, target: Thing, denier: Statement) -> bool:
    """The same thing is what acts, or is used by the one who denies it."""
    if any(_alike(item, target) and item.kind in _INSTRUMENTS for item in other.agents):
        return True
    mine = party_keys(denier)
    theirs = {name for item in other.agents for name in (*item.owners, item.kind)}
    used = [*other.targets, *_means(other)]
    return any(_alike(item, target) for item in used) and bool(mine & theirs)


def _means(deed: Event) -> list[Thing]:
    """What it is done with."""
    return [
        thing(noun)
        for preposition in deed.token.children
        if preposition.dep_ == "prep" and preposition.lower_ in ("with", "by")
        for noun in preposition.children
        if noun.dep_ == "pobj"
    ]


def _alike(item: Thing, target: Thing) -> bool:
    """Same kind, and what is set before the one stands before the other too ("rubber bullet")."""
    return item.kind == target.kind and _modifiers(target) <= _modifiers(item)


def _modifiers(item: Thing) -> frozenset[str]:
    return frozenset(
        kid.lower_
        for kid in item.head.children
        if kid.dep_ in ("compound", "amod") and kid.lower_ not in _SAY_LITTLE
    )


_SAY_LITTLE = frozenset(
    "any ground armed military own new more additional further regular such other".split()
)
