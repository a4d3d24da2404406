"""One deed that can be done but once, laid at two doors.

"Russia blew up the dam" against "Ukrainian shelling wrecked the dam". The structure class of de Marneffe,
Rafferty and Manning, "Finding Contradictions in Text", ACL 2008.
"""

from typing import TYPE_CHECKING

from narratives.judging.matching import is_affirmed, like_deeds, same_thing
from narratives.judging.statement import Deed, Statement, Thing, words_of
from narratives.verdict import Reason, ReasonKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_ONCE = frozenset(
    "destroy kill start stop cause blow break open assassinate murder sink burn set violate unleash".split()
)
_FIRST = frozenset({"first"})


def other_doer(a: Statement, b: Statement) -> Reason | None:
    """The doers on both sides with their deed, where both cannot have done it."""
    if a.denied or b.denied or _name_other_things(a, b):
        return None
    for mine, theirs in like_deeds(a, b):
        if not (is_affirmed(mine, a) and is_affirmed(theirs, b)):
            continue
        once = mine.kind in _ONCE and _same_single_target(mine, theirs)
        first = _is_first(mine.token) and _is_first(theirs.token)
        if (once or first) and _differ(mine.doers, theirs.doers):
            return Reason(
                kind=ReasonKind.AGENT,
                a=_words(mine),
                b=_words(theirs),
                note="They lay the same deed at different doors.",
            )
    return None


def _name_other_things(a: Statement, b: Statement) -> bool:
    """Whether both name things beside the doers, and none of them is the same."""
    named = []
    for statement in (a, b):
        doers = {word.i for deed in statement.deeds for item in deed.doers for word in item.head.subtree}
        named.append({w.lower_ for w in statement.doc if w.pos_ == "PROPN" and w.i not in doers})
    return bool(named[0] and named[1]) and not named[0] & named[1]


def _same_single_target(a: Deed, b: Deed) -> bool:
    return any(
        same_thing(one, other)
        and one.head.lemma_ == other.head.lemma_
        and _is_single(one)
        and _is_single(other)
        for one in a.targets
        for other in b.targets
    )


def _is_single(target: Thing) -> bool:
    definite = target.head.pos_ == "PROPN" or any(
        kid.lower_ in ("the", "this", "that", "its", "his", "her", "their") for kid in target.head.children
    )
    return definite and target.head.tag_ in ("NN", "NNP")


def _is_first(token: "Token") -> bool:
    """ "opened fire first", "fired the first shots"."""
    words = [*token.children]
    if token.dep_ == "dobj":
        words += token.head.children
    words += [inner for kid in token.children if kid.dep_ == "dobj" for inner in kid.children]
    return any(word.lower_ in _FIRST and word.dep_ in ("advmod", "amod") for word in words)


def _differ(a: tuple[Thing, ...], b: tuple[Thing, ...]) -> bool:
    """Both are named with whose they are, and nobody stands on both sides."""
    mine = {owner for item in a for owner in item.owners}
    theirs = {owner for item in b for owner in item.owners}
    return bool(mine and theirs) and not mine & theirs


def _words(deed: Deed) -> str:
    return words_of([deed.token, *(item.head for item in deed.doers), *(item.head for item in deed.targets)])
