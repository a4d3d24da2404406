"""The same deed, affirmed by one side and negated by the other.

The negation class of de Marneffe, Rafferty and Manning, "Finding Contradictions in Text", ACL 2008.
"""

from collections.abc import Iterator

from attrs import evolve

from narratives.judging.evidence.antonym import negates_antonym
from narratives.judging.evidence.clash import Clash, predicate
from narratives.judging.evidence.matching import is_affirmed, like_deeds, same_deed
from narratives.judging.evidence.polarity import PARTIAL, is_turned, negations
from narratives.judging.evidence.presupposition import triggers
from narratives.judging.evidence.rewording import Words
from narratives.judging.evidence.scope import shared_matter
from narratives.judging.evidence.statement import Deed, Statement
from narratives.verdict import ReasonKind


def negation(a: Statement, b: Statement) -> Clash | None:
    """The words of the deed on both sides, or None where none is affirmed here and negated there."""
    if _is_partial(a) or _is_partial(b):
        return None
    if is_turned(a.doc) or is_turned(b.doc) or negates_antonym(a.doc, b.doc) or negates_antonym(b.doc, a.doc):
        return None
    for mine, theirs in like_deeds(a, b):
        if is_affirmed(mine, a) == is_affirmed(theirs, b) or mine.supposed or theirs.supposed:
            continue
        shares_more = shared_matter(a, b) > 1 or mine.token.pos_ == theirs.token.pos_ == "VERB"
        if (same_deed(mine, theirs) and shares_more) or _bare(mine) or _bare(theirs):
            return Clash(
                kind=ReasonKind.DENIAL if a.denied != b.denied else ReasonKind.NEGATION,
                a=_words(mine),
                b=_words(theirs),
                note="One side says that it happened, the other that it did not.",
            )
    return None


def _is_partial(statement: Statement) -> bool:
    """ "not all schools were closed" leaves that some were."""
    return PARTIAL.search(statement.doc.text) is not None


def ruled_out(a: Statement, b: Statement) -> Iterator[Clash]:
    """What one side rules out would follow from the other side's words.

    "Not a single convoy has crossed" against "eleven aid convoys have crossed": the words without their
    negation, "a convoy has crossed", follow from the other statement.
    """
    yield from _ruled_out(a, b, granted=False)


def taken_for_granted(a: Statement, b: Statement) -> Iterator[Clash]:
    """The same, where the other side takes it for granted.

    "There are no detainees left" against "the last detainees will be brought before a judge".
    """
    for found in _ruled_out(a, b, granted=True):
        yield evolve(
            found,
            kind=ReasonKind.PRESUPPOSITION,
            note="One side rules out what the other takes for granted.",
        )


def _ruled_out(a: Statement, b: Statement, *, granted: bool) -> Iterator[Clash]:
    """Each negation of one side against the other, where that does or does not take things for granted."""
    if a.denied or b.denied or not shared_matter(a, b):
        return
    for mine, theirs in ((a, b), (b, a)):
        if triggers(theirs.doc) is not granted:
            continue
        for one in negations(mine.doc) if len(mine.matter) > 1 else ():
            if negates_antonym(mine.doc, theirs.doc):
                continue
            found = Clash(
                kind=ReasonKind.NEGATION,
                a=one.words,
                b=predicate(theirs),
                note="One side rules out what the other says.",
                probes=((theirs.doc.text, one.without),),
            )
            yield found if mine is a else found.swapped()


def _bare(deed: Deed) -> bool:
    """ "there was no warning", "no offer had been made": a noun negated whole, with nobody named."""
    if not deed.negated or deed.token.pos_ != "NOUN" or deed.doers or deed.targets:
        return False
    return deed.token.head.lemma_ in _BEING and any(
        kid.lower_ in ("no", "any") for kid in deed.token.children
    )


_BEING = frozenset({"be", "make", "give", "issue", "take", "occur", "happen", "exist"})


def _words(deed: Deed) -> Words:
    token = deed.token
    near = [
        kid
        for kid in token.children
        if kid.dep_ in ("neg", "aux", "auxpass", "dobj", "det", "amod", "prt", "nsubj", "nsubjpass")
    ]
    objects = [
        word
        for kid in near
        for word in kid.children
        if kid.dep_ == "dobj" and word.dep_ in ("det", "nummod", "amod")
    ]
    return [token, *near, *objects]
