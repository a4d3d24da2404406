"""Decisions of people in words."""

from narratives.decisions import Decision, Mark, Review, Subject, Unmatched
from narratives.harmless import excerpt, plain
from narratives.model import Assertion
from narratives.verdict import Verdict

_SHOWN = 80


def decided_by(decision: Decision) -> str:
    """ "wrong, by Ana Ruiz, 2026-11-28: the quote is cut"."""
    told = _outcome(decision)
    if decision.by:
        told += f", by {plain(decision.by)}"
    if decision.at:
        told += f", {plain(decision.at)[:10]}"
    return f"{told}: {plain(decision.note)}" if decision.note else told


def _outcome(decision: Decision) -> str:
    value = plain(decision.value)
    told = {
        Mark.RIGHT: "right",
        Mark.WRONG: "wrong",
        Mark.RELATION: f"is {value or 'no relation'}",
        Mark.PARTY: f"speaks for {value or 'no party'}",
        Mark.SPEAKER: f"said by {value}",
        Mark.REWORDED: f"reworded: {_short(decision.value)}",
    }[decision.mark]
    if decision.on is Subject.SPEAKER:
        return f"{plain(decision.speaker)} {told}"
    return told


def machine_said(review: Review) -> str:
    """What the machine had said, whether it is shown now, and whether decisions contradict each other."""
    before, after = review.before, review.after
    if isinstance(before, Assertion):
        told = f"statement: {_short(before.text)} ({plain(before.party or 'no party')})"
        state = "set aside" if after is None else ""
    elif isinstance(before, Verdict):
        told = f"the machine said: {before.relation}, {before.probability:.2f}: {_sides(before)}"
        state = "not shown as a relation" if after is None else ""
    else:
        told, state = "the machine gave the pair no relation", ""
        if isinstance(after, Verdict):
            told += f": {_sides(after)}"
    opened = "open: the decisions contradict each other, so the machine's answer stays" if review.open else ""
    return "; ".join(filter(None, (told, state, opened)))


def unmatched_line(one: Unmatched) -> str:
    """A decision that was not applied, and why."""
    subject = one.decision.speaker or next((key.text for key in one.decision.statements), "")
    decided = f"{decided_by(one.decision)}; {one.decision.on} “{_short(subject)}”"
    return f"not applied ({decided}): {plain(one.why)}"


def _sides(verdict: Verdict) -> str:
    return f"“{_short(verdict.a.text)}” / “{_short(verdict.b.text)}”"


def _short(text: str) -> str:
    words = excerpt(text)
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"
