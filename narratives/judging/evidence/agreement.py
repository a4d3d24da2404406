"""Agreement by a denial or by compatible numbers, and differences that the model may overlook."""

from collections.abc import Iterator

from narratives.judging.evidence.agent import swapped_roles
from narratives.judging.evidence.antonym import contain_antonyms, negates_antonym
from narratives.judging.evidence.clash import Clash
from narratives.judging.evidence.moods import mood
from narratives.judging.evidence.number import number, with_other_amount
from narratives.judging.evidence.polarity import negations
from narratives.judging.evidence.scope import scope_differences, shared_topic_count
from narratives.judging.evidence.statement import Statement
from narratives.verdict import ReasonKind


def details_differ(a: Statement, b: Statement) -> bool:
    """Return True if the statements differ in a detail that the model may overlook.

    The details are numbers, antonyms, swapped roles, moods, scope and negations.
    """
    if number(a, b) is not None or swapped_roles(a, b) is not None or contain_antonyms(a.doc, b.doc):
        return True
    if mood(a).mood is not mood(b).mood or scope_differences(a, b):
        return True
    antonym_negated = negates_antonym(a.doc, b.doc) or negates_antonym(b.doc, a.doc)
    return len(negations(a.doc)) != len(negations(b.doc)) and not antonym_negated


def agreement_by_denial(a: Statement, b: Statement) -> Iterator[Clash]:
    """Yield the denial and each negation of the other side that may express the same proposition.

    "denied having opened fire" and "not a shot was fired". The probe asks whether Q follows from P, where one
    side denies P and the other says *not Q*.
    """
    if a.denied == b.denied:
        return
    denied, other = (a, b) if a.denied else (b, a)
    for one in negations(other.doc):
        if negates_antonym(other.doc, denied.doc):
            continue
        found = Clash(
            kind=ReasonKind.DENIAL,
            a=[*denied.doc],
            b=one.words,
            note="One side denies what the other says was not so: they agree.",
            probes=((denied.text, one.affirmative),),
        )
        yield found if denied is a else found.swapped()


def compatible_numbers(a: Statement, b: Statement) -> Iterator[Clash]:
    """Yield different quantities of one thing that can both hold: "at least 23 wounded", "25 were hurt".

    One shared key is not enough: "six died when a mine exploded", "the strikes killed at least two".
    """
    if a.denied or b.denied or shared_topic_count(a, b) <= 1:
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
                    (b.text, with_other_amount(mine, theirs)),
                    (a.text, with_other_amount(theirs, mine)),
                ),
            )
