"""Notices shown with the findings: fewer than two parties with statements, statements of no party."""

from narratives.findings import Findings, Speaker
from narratives.harmless import plain
from narratives.model import ARTICLE

_MAX_NAMED = 6
"""Maximum number of speakers named in one line."""


def format_count(number: int, noun: str) -> str:
    """Return the number with its noun: "1 statement", "2 statements"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def too_few_parties(findings: Findings) -> str:
    """Return a line saying that fewer than two parties have statements, or "" if two or more have."""
    speaking = [account for account in findings.accounts if len(account)]
    if len(speaking) > 1:
        return ""
    if speaking:
        only = speaking[0]
        found = f"only one party has statements ({plain(only.name)}, {len(only)})"
    else:
        found = "no party has statements"
    return f"nothing to compare: {found}; name the parties with -p NAME -p NAME, or see 'narratives parties'"


def advice(findings: Findings) -> tuple[str, ...]:
    """Return what was found, who spoke and what to try, a line each.

    The result is empty if two or more parties have statements.
    """
    if not too_few_parties(findings):
        return ()
    parties = "; ".join(
        f"{plain(one.name)}: {format_count(len(one), 'statement')}" for one in findings.accounts
    )
    others = [one for one in findings.speakers if one.party is None]
    lines = [f"Parties and their statements: {parties or 'none found'}."]
    if others:
        named = ", ".join(f"{plain(one.name)} ({one.statements})" for one in others[:_MAX_NAMED])
        more = f" and {len(others) - _MAX_NAMED} more" if len(others) > _MAX_NAMED else ""
        lines.append(f"Speakers of no party: {named}{more}.")
        lines.append(_assignment_hint(others[0], findings))
    elif not any(len(one) for one in findings.accounts):
        lines.append("Nobody is quoted in the text.")
    lines.append("'narratives parties ARTICLE' lists who speaks and proposes parties.")
    return tuple(lines)


def _assignment_hint(speaker: Speaker, findings: Findings) -> str:
    own = next((account.name for account in findings.accounts if account.name != ARTICLE), "PARTY")
    party = speaker.suggestion.party if speaker.suggestion else own
    return (
        f'Where a speaker belongs to a party, say so: --assign "{plain(speaker.name)}={plain(party)}", '
        f'or give the party the speaker\'s name: -p "{plain(party)}={plain(speaker.name)}".'
    )


def not_drawn_note(unassigned: int) -> str:
    """Return the note of a picture on the statements of no party, which it does not show."""
    verb = "is" if unassigned == 1 else "are"
    return f"{format_count(unassigned, 'statement')} of no party {verb} not drawn"


def unassigned_summary(findings: Findings) -> str:
    """Return a line with the number of statements of no party, or "" if there are none."""
    own = next((len(voice) for voice in findings.voices if voice.name == ARTICLE), 0)
    others = [voice for voice in findings.voices if voice.name != ARTICLE]
    said = sum(len(voice) for voice in others)
    parts = []
    if said:
        verb = "belongs" if said == 1 else "belong"
        parts.append(
            f"{format_count(said, 'statement')} of {format_count(len(others), 'speaker')} {verb} to no party"
        )
    if own:
        number = f"{own:,}" if parts else format_count(own, "statement")
        parts.append(f"{number} in the article's own voice")
    return f"{', '.join(parts)}." if parts else ""


__all__ = ["advice", "format_count", "not_drawn_note", "too_few_parties", "unassigned_summary"]
