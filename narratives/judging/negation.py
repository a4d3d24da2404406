"""The same deed, affirmed by one side and negated by the other.

The negation class of de Marneffe, Rafferty and Manning, "Finding Contradictions in Text", ACL 2008.
"""

import re

from narratives.judging.matching import is_affirmed, like_deeds, same_deed, shares
from narratives.judging.scope import coverage, limits
from narratives.judging.statement import Deed, Statement, words_of
from narratives.language.countries import country_of
from narratives.language.keys import key
from narratives.verdict import Reason, ReasonKind


def negation(a: Statement, b: Statement) -> Reason | None:
    """The words of the deed on both sides, or None where none is affirmed here and negated there."""
    if _is_partial(a) or _is_partial(b):
        return None
    for mine, theirs in like_deeds(a, b):
        if is_affirmed(mine, a) == is_affirmed(theirs, b) or mine.supposed or theirs.supposed:
            continue
        if same_deed(mine, theirs) or _bare(mine) or _bare(theirs):
            return Reason(
                kind=ReasonKind.DENIAL if a.denied != b.denied else ReasonKind.NEGATION,
                a=_words(mine),
                b=_words(theirs),
                note="One side says that it happened, the other that it did not.",
            )
    return None


_PARTIAL = re.compile(
    r"\b(?:not|n['’]t) (?:all|every\w*|always|only|just|merely|necessarily|both|yet)\b", re.IGNORECASE
)


def _is_partial(statement: Statement) -> bool:
    """ "not all schools were closed" leaves that some were."""
    return _PARTIAL.search(statement.doc.text) is not None


def nothing(a: Statement, b: Statement) -> Reason | None:
    """ "The council paid nothing" against "the council paid the whole sum".

    The doers may be others: the model must be sure.
    """
    if a.denied or b.denied:
        return None
    for mine, theirs in like_deeds(a, b):
        one_sided = _is_of_nothing(mine) != _is_of_nothing(theirs) and mine.negated != theirs.negated
        if (
            mine.supposed
            or theirs.supposed
            or not one_sided
            or _is_limited(mine, b)
            or _is_limited(theirs, a)
        ):
            continue
        if shares(mine.doers, theirs.doers) is not False:
            return Reason(
                kind=ReasonKind.NEGATION,
                a=_words(mine),
                b=_words(theirs),
                note="One side says that none of it was done, the other that it was.",
            )
    return None


def _is_limited(deed: Deed, other: Statement) -> bool:
    """Whether "nobody ... outside the library" is limited to what the other statement does not speak of."""
    scope = limits(deed.token) if _is_of_nothing(deed) else frozenset()
    return bool(scope) and not scope & other.keys


def _is_of_nothing(deed: Deed) -> bool:
    return any(
        kid.dep_ in ("dobj", "nsubj", "nsubjpass") and kid.lower_ in ("nothing", "nobody", "none", "neither")
        for kid in deed.token.children
    )


MIN_COVERAGE = 0.8
"""Share of the negated statement's content words that the other must hold in `wholly_negated`."""


MIN_SHARED = 2
"""Content words that both must hold there, countries aside."""


def wholly_negated(a: Statement, b: Statement) -> Reason | None:
    """ "No pupil lost a place" against "three pupils lost their places".

    One side negates with "nobody", "nothing", "no", "never", the other does not negate at all, and what
    the first speaks of is what the other speaks of. The words alone mislead: the model must be sure.
    """
    if a.denied or b.denied or _is_partial(a) or _is_partial(b) or bool(a.negations) == bool(b.negations):
        return None
    negated, other = (a, b) if a.negations else (b, a)
    common = {name for name in negated.keys & other.keys if name.casefold() not in country_of()}
    if len(common) < MIN_SHARED or coverage(negated.keys, other.keys) < MIN_COVERAGE:
        return None
    if any(deed.supposed for deed in negated.deeds):
        return None
    word = negated.negations[0]
    around = words_of([word, word.head]) if abs(word.head.i - word.i) < _NEAR else word.text
    shared = [
        token
        for token in other.doc
        if key(token) in negated.keys and token.pos_ in ("NOUN", "VERB", "PROPN", "ADJ")
    ]
    theirs = words_of([shared[0].head, shared[0]]) if shared else other.doc.text
    mine, yours = (around, theirs) if negated is a else (theirs, around)
    return Reason(
        kind=ReasonKind.NEGATION,
        a=mine,
        b=yours,
        note="One side rules out what the other says of the same thing.",
    )


_NEAR = 8


def _bare(deed: Deed) -> bool:
    """ "there was no warning", "no offer had been made": a noun negated whole, with nobody named."""
    if not deed.negated or deed.token.pos_ != "NOUN" or deed.doers or deed.targets:
        return False
    return deed.token.head.lemma_ in _BEING and any(
        kid.lower_ in ("no", "any") for kid in deed.token.children
    )


_BEING = frozenset({"be", "make", "give", "issue", "take", "occur", "happen", "exist"})


def _words(deed: Deed) -> str:
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
    return words_of([token, *near, *objects])
