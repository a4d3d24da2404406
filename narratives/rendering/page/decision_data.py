"""Data that the script of the page needs to save the reader's marks as a decisions file."""

from collections.abc import Iterable
from typing import Any

from attrs import Attribute, asdict, astuple, fields

from narratives.decisions import Decision, Review, StatementKey, Subject
from narratives.harmless import plain
from narratives.model import ARTICLE, Assertion, content_id
from narratives.rendering.escaping import script_json
from narratives.rendering.report.view import View
from narratives.verdict import Verdict


def decision_data(view: View) -> tuple[str, str]:
    """Return the data as JSON for a script element, and a digest of it.

    Names of parties and speakers are given twice: unchanged for the decisions file, and cleaned for display.
    """
    applied = _applied(view)
    place = {decision.id: number for number, (decision, _) in enumerate(applied)}
    text = script_json(
        {
            "fields": [one.name for one in fields(StatementKey)],
            "statements": {key: astuple(one) for key, one in view.keys.items()},
            "rows": {row.key: _pair(row.verdict) for row in view.rows},
            "points": {
                f"point-{point.number}": [_pair(row.verdict) for row in point.rows] for point in view.points
            },
            "parties": [[one.name, plain(one.name)] for one in view.accounts if one.name != ARTICLE],
            "speakers": [
                {
                    "name": one.name,
                    "shown": plain(one.name),
                    "about": _about_speaker(one.name),
                    "party": one.party or "",
                    "suggestion": one.suggestion.party if one.suggestion else "",
                }
                for one in view.findings.speakers
            ],
            "applied": [{"decision": _record(decision), "about": about} for decision, about in applied],
            "reviews": [[place[one.id] for one in review.decisions] for review in view.findings.reviews],
            "unmatched": [place[one.decision.id] for one in view.findings.unmatched],
        }
    )
    return text, content_id(text)


def _pair(verdict: Verdict) -> tuple[str, str, str]:
    return verdict.a.id, verdict.b.id, str(verdict.relation)


def _applied(view: View) -> list[tuple[Decision, list[str]]]:
    """Return each decision of the findings once, with its subjects: statements, pairs or a speaker."""
    found: dict[str, tuple[Decision, list[str]]] = {}
    for review in view.findings.reviews:
        for decision in review.decisions:
            about = found.setdefault(decision.id, (decision, []))[1]
            about += [one for one in _about(decision, review) if one not in about]
    for unmatched in view.findings.unmatched:
        found.setdefault(unmatched.decision.id, (unmatched.decision, []))
    return list(found.values())


def _about(decision: Decision, review: Review) -> Iterable[str]:
    if decision.on is Subject.SPEAKER:
        return (_about_speaker(decision.speaker),)
    if decision.on is Subject.PARTY:
        return ()
    shown = review.after if review.after is not None else review.before
    if isinstance(shown, Assertion):
        return (f"s:{shown.id}",)
    return ("r:" + ":".join(sorted((shown.a.id, shown.b.id))),) if shown is not None else ()


def _about_speaker(name: str) -> str:
    return f"v:{name.casefold()}"


def _record(decision: Decision) -> dict[str, Any]:
    """Return the decision as a record of the decisions format, without empty values."""

    def told(attribute: "Attribute[Any]", value: object) -> bool:
        return bool(value) or attribute.name in ("on", "mark", "value")

    return asdict(decision, filter=told)
