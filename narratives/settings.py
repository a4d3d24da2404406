"""How documents are read: the parties, the speakers that people assigned to them, and the languages."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from narratives.attribution import check_parties, proposed_parties
from narratives.documents import language_warnings, reads_any_language
from narratives.errors import PartyError
from narratives.language.names import hint
from narratives.model import NO_PARTY, Document, Party, content_id
from narratives.reading.parties import read_assignments, read_parties
from narratives.version import __version__

Parties = Iterable[str | Party] | Mapping[str, Iterable[str]] | Path
"""Names, `Party` values, a mapping of names to other names, or the path of a YAML file with a mapping."""


@frozen(kw_only=True)
class ReadingSettings:
    """What attribution needs beside the documents.

    Attributes:
        parties: in the order given.
        assigned: name of a speaker → name of the speaker's party, or None for none.
        joined: for parties that were found in the text: name of a speaker → reason for assigning the speaker.
        found: True if the parties were found in the text; those that make no statement are left out then.
        any_language: also read paragraphs that are not in English.
    """

    parties: tuple[Party, ...]
    assigned: Mapping[str, str | None]
    joined: Mapping[str, str]
    found: bool = False
    any_language: bool = False


def reading_settings(
    documents: Sequence[Document],
    parties: Parties | None,
    *,
    assign: Mapping[str, str | None] | None = None,
    language: str | None = None,
    at_least: int = 2,
) -> ReadingSettings:
    """Return the settings; if no parties are given, they are found in the documents. Arguments: see `read`.

    Raises:
        ReadError: the language is not English; `LanguageError` if a document is not.
        PartyError: as for `read`.
    """
    any_language = reads_any_language(language)
    for document in documents:
        language_warnings(document, read=any_language)
    proposed = (
        proposed_parties(documents, at_least=at_least, any_language=any_language) if parties is None else []
    )
    used = _as_parties(parties) if parties is not None else [one.party for one in proposed]
    check_parties(used)
    from_file = read_assignments(parties) if isinstance(parties, Path) else {}
    return ReadingSettings(
        parties=tuple(used),
        assigned=resolve_assignments({**from_file, **(assign or {})}, used),
        joined={name: why for one in proposed for name, why in one.joined.items()},
        found=parties is None,
        any_language=any_language,
    )


def merged_settings(known: ReadingSettings, given: ReadingSettings) -> ReadingSettings:
    """Return settings with the parties and assignments of both.

    A party whose name or one of whose aliases is the name or an alias of a known one is that party: its names
    are added. Assignments given replace known ones.

    Raises:
        PartyError: parties share a name.
    """
    parties = list(known.parties)
    for party in given.parties:
        names = {name.casefold() for name in (party.name, *party.aliases)}
        same = [one for one in parties if names & {name.casefold() for name in (one.name, *one.aliases)}]
        if not same:
            parties.append(party)
            continue
        own = (same[0].name, *same[0].aliases)
        added = [
            name for name in (party.name, *party.aliases) if name.casefold() not in map(str.casefold, own)
        ]
        parties[parties.index(same[0])] = Party(same[0].name, (*same[0].aliases, *added))
    check_parties(parties)
    return ReadingSettings(
        parties=tuple(parties),
        assigned=resolve_assignments({**known.assigned, **given.assigned}, parties),
        joined={**known.joined, **given.joined},
        found=known.found and given.found,
        any_language=known.any_language or given.any_language,
    )


def settings_record(settings: ReadingSettings) -> dict[str, Any]:
    """Return settings as a JSON object."""
    return {
        "parties": [{"name": party.name, "aliases": list(party.aliases)} for party in settings.parties],
        "assigned": dict(settings.assigned),
        "joined": dict(settings.joined),
        "found": settings.found,
        "any_language": settings.any_language,
    }


def settings_key(settings: ReadingSettings) -> str:
    """Return the key of the attributions made with these settings by this version."""
    return content_id(__version__, json.dumps(settings_record(settings), sort_keys=True))


def settings_of(value: Mapping[str, Any]) -> ReadingSettings:
    """Return the settings of a JSON object that `settings_record` made."""
    return ReadingSettings(
        parties=tuple(Party(one["name"], one["aliases"]) for one in value["parties"]),
        assigned=value["assigned"],
        joined=value["joined"],
        found=value["found"],
        any_language=value["any_language"],
    )


def resolve_assignments(assign: Mapping[str, str | None], parties: Sequence[Party]) -> dict[str, str | None]:
    """Return the assignments with each party's name or alias replaced by the name of the party.

    Raises:
        PartyError: a party is not among those given, or a speaker's name is blank.
    """
    known = {
        name.casefold(): party.name for party in reversed(parties) for name in (*party.aliases, party.name)
    }
    found: dict[str, str | None] = {}
    for speaker, name in assign.items():
        if not speaker.strip():
            raise PartyError(
                "a speaker that is assigned to a party has no name; give it, as 'Dr Hale=Norland'"
            )
        if name is None or name.casefold() == NO_PARTY:
            found[speaker] = None
            continue
        if name.casefold() not in known:
            names = [party.name for party in parties]
            listed = ", ".join(names) or "none"
            raise PartyError(
                f"speaker {speaker!r}: there is no party {name!r}; {hint(name, names)}parties: {listed}"
            )
        found[speaker] = known[name.casefold()]
    return found


def _as_parties(parties: Parties) -> list[Party]:
    if isinstance(parties, Path):
        return read_parties(parties)
    if isinstance(parties, str):
        raise PartyError(f"parties {parties!r}: a list of names is needed, not one text; put it in [ ]")
    if isinstance(parties, Mapping):
        return [Party(name, aliases) for name, aliases in parties.items()]
    return [party if isinstance(party, Party) else Party(party) for party in parties]
