"""Text descriptions of people's decisions and their effect."""

from narratives.decisions import Decision, Mark, Review, Unmatched
from narratives.harmless import excerpt, plain
from narratives.model import Assertion
from narratives.verdict import Verdict

_MAX_EXCERPT = 80


def format_decision(decision: Decision) -> str:
    """Return the decision as text: "wrong, by Ana Ruiz, 2026-11-28: the quote is cut"."""
    text = _outcome(decision)
    if decision.by:
        text += f", by {plain(decision.by)}"
    if decision.at:
        text += f", {plain(decision.at)[:10]}"
    return f"{text}: {plain(decision.note)}" if decision.note else text


def _outcome(decision: Decision) -> str:
    value = plain(decision.value)
    text = {
        Mark.RIGHT: "right",
        Mark.WRONG: "wrong",
        Mark.RELATION: f"is {value or 'no relation'}",
        Mark.PARTY: f"speaks for {value or 'no party'}",
        Mark.SPEAKER: f"said by {value}",
        Mark.REWORDED: f"reworded: {_short(decision.value)}",
        Mark.SAME: f"is the same {decision.on} as {value or 'no other'}",
    }[decision.mark]
    return f"{plain(decision.name)} {text}" if decision.name else text


def format_automatic_result(review: Review) -> str:
    """Return the automatic result as text, whether it is still shown, and whether decisions conflict."""
    before, after = review.before, review.after
    if isinstance(before, Assertion):
        text = f"statement: {_short(before.text)} ({_former_speaker(before, after)}{_party(before)})"
        state = "set aside" if after is None else ""
    elif isinstance(before, Verdict):
        text = f"the machine said: {before.relation}, {before.probability:.2f}: {_sides(before)}"
        state = "not shown as a relation" if after is None else ""
    else:
        text, state = "the machine gave the pair no relation", ""
        if isinstance(after, Verdict):
            text += f": {_sides(after)}"
    conflict = (
        "open: the decisions contradict each other, so the machine's answer stays" if review.open else ""
    )
    return "; ".join(filter(None, (text, state, conflict)))


def _former_speaker(before: Assertion, after: object) -> str:
    """Return the speaker found automatically, if decisions replaced it by another, else ""."""
    if not isinstance(after, Assertion) or before.source is None or after.source is None:
        return ""
    return f"{plain(before.source.name)}; " if before.source.name != after.source.name else ""


def _party(assertion: Assertion) -> str:
    return plain(assertion.party or "no party")


def format_unmatched(one: Unmatched) -> str:
    """Return a decision that was not applied, and the reason, as text."""
    subject = one.decision.name or next((key.text for key in one.decision.statements), "")
    decided = f"{format_decision(one.decision)}; {one.decision.on} “{_short(subject)}”"
    return f"not applied ({decided}): {plain(one.why)}"


def _sides(verdict: Verdict) -> str:
    return f"“{_short(verdict.a.text)}” / “{_short(verdict.b.text)}”"


def _short(text: str) -> str:
    words = excerpt(text)
    return words if len(words) <= _MAX_EXCERPT else words[: _MAX_EXCERPT - 1].rstrip() + "…"
