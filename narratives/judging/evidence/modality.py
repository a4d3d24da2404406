"""Deontic modalities that exclude each other: duty, ban and permission under one rule or plan.

After the square of deontic opposition: what is obligatory is not optional, and what is forbidden is not
allowed. A demand or a permission does not contradict a fact: see
`narratives.judging.evidence.scope.different_mood`.
"""

import re
from collections.abc import Iterator

from narratives.judging.evidence.clash import Clash, predicate
from narratives.judging.evidence.moods import Mood, mood
from narratives.judging.evidence.rewording import Edit, reworded
from narratives.judging.evidence.statement import Statement
from narratives.verdict import ReasonKind


def modality(a: Statement, b: Statement) -> Iterator[Clash]:
    """Yield the clash between a duty, ban or permission and one of the other side that excludes it."""
    if a.denied or b.denied:
        return
    mine, theirs = mood(a), mood(b)
    if frozenset({mine.mood, theirs.mood}) not in _EXCLUSIVE_MOODS or not mine.words or not theirs.words:
        return
    probes = [*_probes(a, b, theirs.mood), *_probes(b, a, mine.mood)]
    yield Clash(
        kind=ReasonKind.MODALITY,
        a=[*mine.words, *predicate(a)[:1]],
        b=[*theirs.words, *predicate(b)[:1]],
        note="One side says that it must be so, the other that it need not or must not.",
        probes=tuple(probes),
    )


_EXCLUSIVE_MOODS = frozenset(
    frozenset(pair) for pair in ((Mood.DUTY, Mood.FREEDOM), (Mood.DUTY, Mood.BAN), (Mood.FREEDOM, Mood.BAN))
)


_MODAL_OF_MOOD = {Mood.DUTY: "must", Mood.FREEDOM: "may", Mood.BAN: "must not"}
_MODAL = re.compile(
    r"\b(?:must not|may not|cannot|can not|need not|must|may|can|could|has to|have to|(?:is|are) "
    r"(?:obliged|required|bound) to"
    r"|(?:is|are) (?:not )?(?:free|allowed|permitted|entitled|able) to|(?:is|are) forbidden to|shall)\b",
    re.IGNORECASE,
)


def _probes(mine: Statement, other: Statement, other_mood: Mood) -> Iterator[tuple[str, str]]:
    """Yield the pair of the other statement and this one with the other's modal verb."""
    found = _MODAL.search(mine.text)
    if found is None:
        return
    word = (
        "need not"
        if other_mood is Mood.FREEDOM and found.group().lower() in _DUTY_MODALS
        else _MODAL_OF_MOOD[other_mood]
    )
    yield other.text, reworded(mine.doc, [Edit(start=found.start(), end=found.end(), text=word)])


_DUTY_MODALS = frozenset(
    {
        "must",
        "has to",
        "have to",
        "shall",
        *(f"{be} {what} to" for be in ("is", "are") for what in ("obliged", "required", "bound")),
    }
)
