"""The same deed, affirmed by one side and negated by the other.

The negation class of de Marneffe, Rafferty and Manning, "Finding Contradictions in Text", ACL 2008.
"""

from narratives.judging.matching import is_affirmed, same_deed
from narratives.judging.statement import Deed, Statement, words_of
from narratives.verdict import Reason, ReasonKind


def negation(a: Statement, b: Statement) -> Reason | None:
    """The words of the deed on both sides, or None where none is affirmed here and negated there."""
    for mine in a.deeds:
        for theirs in b.deeds:
            if is_affirmed(mine, a) == is_affirmed(theirs, b) or mine.kind != theirs.kind:
                continue
            if same_deed(mine, theirs) or _bare(mine) or _bare(theirs):
                return Reason(
                    kind=ReasonKind.DENIAL if a.denied != b.denied else ReasonKind.NEGATION,
                    a=_words(mine),
                    b=_words(theirs),
                    note="One side says that it happened, the other that it did not.",
                )
    return None


def _bare(deed: Deed) -> bool:
    """ "there was no warning": a noun negated whole, with nobody named."""
    if not deed.negated or deed.token.pos_ != "NOUN" or deed.doers or deed.targets:
        return False
    return deed.token.head.lemma_ == "be" and any(kid.dep_ == "expl" for kid in deed.token.head.children)


def _words(deed: Deed) -> str:
    token = deed.token
    near = [
        kid
        for kid in token.children
        if kid.dep_ in ("neg", "aux", "auxpass", "dobj", "det", "amod", "prt", "nsubj", "nsubjpass")
    ]
    objects = [word for kid in near for word in kid.children if kid.dep_ == "dobj" and word.dep_ in ("det", "nummod", "amod")]
    return words_of([token, *near, *objects])
