"""Rival aims of the same agent: a response to an attack or goodwill, against a hostile aim.

"The operation is a response to attacks" against "the operation is aimed at driving them out"; "we want to
live in peace with them" against the same. Follows the motives in Entman's definition of framing (see
`framing`).
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

_AIM_PHRASES = re.compile(
    r"\b(?:aimed at|aims? (?:to|at)|(?:meant|intended|designed) to|in order to|with the aim of|seeks? to"
    r"|plans? to"
    r"|wants? to|trying to|the (?:goal|aim|purpose) (?:is|was) (?:to)?)\s+(?P<aim>[^.;,]+)",
    re.IGNORECASE,
)
_HARM_VERBS = frozenset(
    "destroy exterminate annihilate eradicate erase expel subjugate annex conquer enslave starve crush "
    "massacre slaughter "
    "deport depopulate wipe drive".split()
)
_GOODWILL_PHRASES = re.compile(
    r"\b(?:(?:live|life|living) (?:together|in peace|side by side)|peaceful coexistence|coexist\w*|mutual "
    r"respect|friendship"
    r"|goodwill|good neighbou?rs|reconciliation|no (?:enmity|hostility|hatred|ill will|quarrel|animosity"
    r"|grudge|hostile intent\w*)"
    r"|no (?:problems?|quarrel|issue|conflict) with|(?:respect|protect|guarantee) the (?:rights|safety"
    r"|security))\b",
    re.IGNORECASE,
)
_RESPONSE_NOUNS = frozenset("response reaction answer retaliation reply reprisal".split())
_ARMED_EVENTS = EVENT_GROUPS | {
    "operation",
    "war",
    "campaign",
    "effort",
    "action",
    "measure",
    "strike",
    "force",
}


def rival_aims(a: Statement, b: Statement) -> Clash | None:
    """Return a response or goodwill of one side and a hostile aim that the other ascribes to it, or None."""
    if a.denied or b.denied:
        return None
    for mine, theirs in ((a, b), (b, a)):
        hostile = _hostile_aim_words(theirs)
        if hostile is None:
            continue
        agents = frozenset(owner for deed in theirs.events for item in deed.agents for owner in item.owners)
        if not agents & party_keys(mine):
            continue
        stated = _response_words(mine) or _goodwill_words(mine)
        if stated is not None:
            found = Clash(
                kind=ReasonKind.CAUSE,
                a=stated,
                b=hostile,
                note="They attribute rival aims to the same agent.",
            )
            return found if mine is a else found.swapped()
    return None


def _hostile_aim_words(statement: Statement) -> Words | None:
    """Return an aim with a verb of harm or a condemning name ("aimed at driving them out"), or None.

    The condemning names are those of the first row of the framing table.
    """
    found = _AIM_PHRASES.search(statement.text)
    if found is None:
        return None
    words = tokens_at(statement, found.span())
    aim = [word for word in words if word.idx >= found.start("aim")]
    text = " ".join(word.lower_ for word in aim)
    condemned = any(name in text for name in framing()[0].condemn)
    return words if condemned or any(word.lemma_.lower() in _HARM_VERBS for word in aim) else None


def _response_words(statement: Statement) -> Words | None:
    """Return "a response to attacks" or "in retaliation for ..." if the sentence is about force, or None."""
    if not any(item.kind in _ARMED_EVENTS for item in statement.things):
        return None
    for stated in causes(statement):
        if any(word.lemma_.lower() in _RESPONSE_NOUNS for word in stated.words):
            return stated.words
    return None


def _goodwill_words(statement: Statement) -> Words | None:
    """Return the words of goodwill if the party itself is a subject in the sentence, or None."""
    found = _GOODWILL_PHRASES.search(statement.text)
    if found is None or not any(_is_speaker_subject(word, statement) for word in statement.doc):
        return None
    return tokens_at(statement, found.span())


def _is_speaker_subject(word: "Token", statement: Statement) -> bool:
    """Return True if the token is a subject that names the speaking party: "we", "I" or its name."""
    if word.dep_ != "nsubj":
        return False
    names = {
        word.lower_,
        *(owner for item in statement.things if item.head.i == word.i for owner in item.owners),
    }
    return word.lower_ in ("we", "i") or bool(names & party_keys(statement))
