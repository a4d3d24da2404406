"""The table of everybody who is quoted."""

from attrs import frozen

from narratives.findings import Speaker
from narratives.model import ARTICLE, Assertion
from narratives.rendering.report.view import View


@frozen(kw_only=True)
class SpeakerRow:
    """A speaker, with the party that he speaks for and his statements.

    Attributes:
        party: number of the account; None for a speaker of no party.
        said: for each statement the id of its element and its text.
    """

    speaker: Speaker
    party: int | None
    said: tuple[tuple[str, str], ...]


def speaker_rows(view: View) -> tuple[SpeakerRow, ...]:
    """Everybody who is quoted, in the order of `Findings.speakers`; cost linear in the statements."""
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
