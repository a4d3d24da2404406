"""Rows of the table of speakers."""

from attrs import frozen

from narratives.findings import Speaker
from narratives.model import ARTICLE, Assertion
from narratives.rendering.report.view import View


@frozen(kw_only=True)
class SpeakerRow:
    """A speaker with party and statements.

    Attributes:
        party: index of the account; None for a speaker of no party.
        said: id of the element and text of each statement.
    """

    speaker: Speaker
    party: int | None
    said: tuple[tuple[str, str], ...]


def speaker_rows(view: View) -> tuple[SpeakerRow, ...]:
    """Return all speakers in the order of `Findings.speakers`; linear in the number of statements."""
    findings = view.findings
    numbers = {account.name: number for number, account in enumerate(findings.accounts)}
    said: dict[tuple[str | None, str], list[Assertion]] = {}
    for account in findings.accounts:
        party = None if account.name == ARTICLE else account.name
        for one in account:
            if one.source is not None:
                said.setdefault((party, one.source.name), []).append(one)
    for voice in findings.voices:
        said.setdefault((None, voice.name), []).extend(voice.assertions)
    return tuple(
        SpeakerRow(
            speaker=speaker,
            party=numbers[speaker.party] if speaker.party is not None else None,
            said=tuple((f"a-{one.id}", one.text) for one in said[speaker.party, speaker.name]),
        )
        for speaker in findings.speakers
    )
