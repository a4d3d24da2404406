"""What a reader must know before the findings: too few parties, statements of no party, what was left out."""

from narratives.findings import Findings, Speaker
from narratives.harmless import plain
from narratives.model import ARTICLE

_NAMED = 6
"""Speakers that are named in a line."""


def count(number: int, noun: str) -> str:
    """ "1 statement", "2 statements"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def too_few(findings: Findings) -> str:
    """One line that says that fewer than two parties have statements; "" where two or more have."""
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
    """Where fewer than two parties have statements: what was found, who spoke, and what to try."""
    if not too_few(findings):
        return ()
    parties = "; ".join(f"{plain(one.name)}: {count(len(one), 'statement')}" for one in findings.accounts)
    others = [one for one in findings.speakers if one.party is None]
    lines = [f"Parties and their statements: {parties or 'none found'}."]
    if others:
        named = ", ".join(f"{plain(one.name)} ({one.statements})" for one in others[:_NAMED])
        more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
        lines.append(f"Speakers of no party: {named}{more}.")
        lines.append(_assigning(others[0], findings))
    elif not any(len(one) for one in findings.accounts):
        lines.append("Nobody is quoted in the text.")
    lines.append("'narratives parties ARTICLE' lists who speaks and proposes parties.")
    return tuple(lines)


def _assigning(speaker: Speaker, findings: Findings) -> str:
    own = next((account.name for account in findings.accounts if account.name != ARTICLE), "PARTY")
    party = speaker.suggestion.party if speaker.suggestion else own
    return (
        f'Where a speaker belongs to a party, say so: --assign "{plain(speaker.name)}={plain(party)}", '
        f'or give the party the speaker\'s name: -p "{plain(party)}={plain(speaker.name)}".'
    )


def other_voices(findings: Findings) -> str:
    """One line that counts the statements of no party; "" where there is none."""
    own = next((len(voice) for voice in findings.voices if voice.name == ARTICLE), 0)
    others = [voice for voice in findings.voices if voice.name != ARTICLE]
    said = sum(len(voice) for voice in others)
    told = []
    if said:
        verb = "belongs" if said == 1 else "belong"
        told.append(f"{count(said, 'statement')} of {count(len(others), 'speaker')} {verb} to no party")
    if own:
        number = f"{own:,}" if told else count(own, "statement")
        told.append(f"{number} in the article's own voice")
    return f"{', '.join(told)}." if told else ""


__all__ = ["advice", "count", "other_voices", "too_few"]
