"""What a deed is for: an answer to an attack, or goodwill, on the one side; a hostile aim on the other.

"The operation is a response to attacks" against "the operation is aimed at driving them out"; "we want to
live in peace with them" against the same. After the motives that Entman's framing (see `framing`) assigns
to a deed.
"""

import re
from typing import TYPE_CHECKING

from narratives.judging.evidence.cause import causes
from narratives.judging.evidence.clash import Clash, tokens_at
from narratives.judging.evidence.matching import party_keys
from narratives.judging.evidence.rewording import Words
from narratives.judging.evidence.statement import EVENT_GROUPS, Statement
from narratives.language.lexicon import framing
from narratives.verdict import ReasonKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_AIMING = re.compile(
    r"\b(?:aimed at|aims? (?:to|at)|(?:meant|intended|designed) to|in order to|with the aim of|seeks? to"
    r"|plans? to"
    r"|wants? to|trying to|the (?:goal|aim|purpose) (?:is|was) (?:to)?)\s+(?P<aim>[^.;,]+)",
    re.IGNORECASE,
)
_HARMING = frozenset(
    "destroy exterminate annihilate eradicate erase expel subjugate annex conquer enslave starve crush "
    "massacre slaughter "
    "deport depopulate wipe drive".split()
)
_GOODWILL = re.compile(
    r"\b(?:(?:live|life|living) (?:together|in peace|side by side)|peaceful coexistence|coexist\w*|mutual "
    r"respect|friendship"
    r"|goodwill|good neighbou?rs|reconciliation|no (?:enmity|hostility|hatred|ill will|quarrel|animosity"
    r"|grudge|hostile intent\w*)"
    r"|no (?:problems?|quarrel|issue|conflict) with|(?:respect|protect|guarantee) the (?:rights|safety"
    r"|security))\b",
    re.IGNORECASE,
)
_ANSWERING = frozenset("response reaction answer retaliation reply reprisal".split())
_ARMED = EVENT_GROUPS | {"operation", "war", "campaign", "effort", "action", "measure", "strike", "force"}


def rival_aims(a: Statement, b: Statement) -> Clash | None:
    """An answer or goodwill on the one side, and the hostile aim that the other lays to the same doer."""
    if a.denied or b.denied:
        return None
    for mine, theirs in ((a, b), (b, a)):
        hostile = _hostile_aim(theirs)
        if hostile is None:
            continue
        agents = frozenset(owner for deed in theirs.events for item in deed.agents for owner in item.owners)
        if not agents & party_keys(mine):
            continue
        told = _answer(mine) or _goodwill(mine)
        if told is not None:
            found = Clash(
                kind=ReasonKind.CAUSE, a=told, b=hostile, note="They give the same doer's deeds rival aims."
            )
            return found if mine is a else found.swapped()
    return None


def _hostile_aim(statement: Statement) -> Words | None:
    found = _AIMING.search(statement.doc.text)
    if found is None:
        return None
    words = tokens_at(statement, found.span())
    aim = [word for word in words if word.idx >= found.start("aim")]
    text = " ".join(word.lower_ for word in aim)
    condemned = any(name in text for name in framing()[0].condemn)
    return words if condemned or any(word.lemma_.lower() in _HARMING for word in aim) else None


def _answer(statement: Statement) -> Words | None:
    """ "is a response to attacks", "was in retaliation for": of something armed."""
    if not any(item.kind in _ARMED for item in statement.things):
        return None
    for told in causes(statement):
        if any(word.lemma_.lower() in _ANSWERING for word in told.words):
            return told.words
    return None


def _goodwill(statement: Statement) -> Words | None:
    """Goodwill that a party declares of itself."""
    found = _GOODWILL.search(statement.doc.text)
    if found is None or not any(_is_of_itself(word, statement) for word in statement.doc):
        return None
    return tokens_at(statement, found.span())


def _is_of_itself(word: "Token", statement: Statement) -> bool:
    if word.dep_ != "nsubj":
        return False
    names = {
        word.lower_,
        *(owner for item in statement.things if item.head.i == word.i for owner in item.owners),
    }
    return word.lower_ in ("we", "i") or bool(names & party_keys(statement))
