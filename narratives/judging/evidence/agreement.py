"""What both sides say: the same through a denial, numbers that fit; and what the model may overlook."""

from collections.abc import Iterator

from narratives.judging.evidence.agent import swapped_roles
from narratives.judging.evidence.antonym import holds_opposites, negates_an_opposite
from narratives.judging.evidence.clash import Clash
from narratives.judging.evidence.moods import mood
from narratives.judging.evidence.number import number, share_topic, with_other_amount
from narratives.judging.evidence.polarity import negations
from narratives.judging.evidence.scope import scope_differences
from narratives.judging.evidence.statement import Statement
from narratives.verdict import ReasonKind


def differ(a: Statement, b: Statement) -> bool:
    """Whether the words differ in what the model may overlook: numbers, opposites, roles, moods, scope."""
    if number(a, b) is not None or swapped_roles(a, b) is not None or holds_opposites(a.doc, b.doc):
        return True
    if mood(a).mood is not mood(b).mood or scope_differences(a, b):
        return True
    turned = negates_an_opposite(a.doc, b.doc) or negates_an_opposite(b.doc, a.doc)
    return len(negations(a.doc)) != len(negations(b.doc)) and not turned


def through_denial(a: Statement, b: Statement) -> Iterator[Clash]:
    """ "denied having opened fire" and "not a shot was fired": what is denied is what the other negates.

    *Denies P* follows from *not Q* where Q follows from P.
    """
    if a.denied == b.denied:
        return
    denied, other = (a, b) if a.denied else (b, a)
    for one in negations(other.doc):
        if negates_an_opposite(other.doc, denied.doc):
            continue
        found = Clash(
            kind=ReasonKind.DENIAL,
            a=[*denied.doc],
            b=one.words,
            note="One side denies what the other says was not so: they agree.",
            probes=((denied.doc.text, one.affirmative),),
        )
        yield found if denied is a else found.swapped()


def fitting_numbers(a: Statement, b: Statement) -> Iterator[Clash]:
    """ "At least 23 wounded" and "25 were hurt": numbers in different words that can both hold."""
    if a.denied or b.denied or not share_topic(a, b):
        return
    others = b.quantities
    for mine in a.quantities if others else ():
        for theirs in others:
            if not mine.agrees(theirs) or (mine.low, mine.high) == (theirs.low, theirs.high):
                continue
            yield Clash(
                kind=ReasonKind.NUMBER,
                a=[*mine.amount, *([mine.noun] if mine.noun is not None else [])],
                b=[*theirs.amount, *([theirs.noun] if theirs.noun is not None else [])],
                note="The numbers fit together.",
                probes=(
                    (b.doc.text, with_other_amount(mine, theirs)),
                    (a.doc.text, with_other_amount(theirs, mine)),
                ),
            )
