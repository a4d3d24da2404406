"""A parties file: a YAML mapping of a party's name to the list of its other names.

Its key ``speakers``, where it holds a mapping, assigns speakers to parties: ``Dr Hale: Ministry of Health``.
"""

from pathlib import Path
from typing import Any

from narratives.errors import AccountError, PartiesFileError, ReadError
from narratives.model import Party
from narratives.reading.limits import MAX_PARTIES_BYTES, read_bytes
from narratives.reading.plain import decode


def read_parties(path: Path) -> list[Party]:
    """Read the parties of a parties file.

    Raises:
        PartiesFileError: missing, over `MAX_PARTIES_BYTES`, not UTF-8, not YAML, with YAML aliases or tags,
            or not a mapping of names to lists of names.
    """
    mapping = _mapping(path)
    if isinstance(mapping, dict) and _has_speakers(mapping):
        mapping = {name: value for name, value in mapping.items() if name != _SPEAKERS}
    return _parties(mapping, place=str(path))


def read_assignments(path: Path) -> dict[str, str | None]:
    """Read the speakers that a parties file assigns to parties: name of a speaker → name of a party.

    Raises:
        PartiesFileError: as `read_parties`, or a speaker's party is not a text.
    """
    mapping = _mapping(path)
    if not isinstance(mapping, dict) or not _has_speakers(mapping):
        return {}
    for speaker, party in mapping[_SPEAKERS].items():
        if not isinstance(speaker, str) or not isinstance(party, str):
            raise PartiesFileError(
                f"{path}: {_SPEAKERS}: {speaker!r}: the name of one party is needed, as 'Dr Hale: Norland'"
            )
    return {speaker: party or None for speaker, party in mapping[_SPEAKERS].items()}


_SPEAKERS = "speakers"


def _has_speakers(mapping: dict[Any, Any]) -> bool:
    """Whether ``speakers`` is the assignments, and not a party of that name, whose value is a list."""
    return isinstance(mapping.get(_SPEAKERS), dict)


def _mapping(path: Path) -> Any:
    from narratives.reading.text_yaml import TextYamlError, load_text_yaml

    try:
        content = read_bytes(path, at_most=MAX_PARTIES_BYTES)
        return load_text_yaml(decode(content, place=str(path))) if content.strip() else None
    except ReadError as error:
        raise PartiesFileError(str(error)) from error
    except TextYamlError as error:
        raise PartiesFileError(f"{path}: {error}") from error


def _parties(mapping: Any, *, place: str) -> list[Party]:
    if not isinstance(mapping, dict) or not mapping:
        raise PartiesFileError(
            f"{place}: a mapping of names to lists of names is needed, as 'Armenia: [Yerevan]'"
        )
    found = []
    for name, aliases in mapping.items():
        names = [] if aliases in ("", None) else [aliases] if isinstance(aliases, str) else aliases
        if (
            not isinstance(name, str)
            or not isinstance(names, list)
            or not all(isinstance(one, str) for one in names)
        ):
            raise PartiesFileError(f"{place}: party {name!r}: its other names must be a list of texts")
        try:
            found.append(Party(name, names))
        except AccountError as error:
            raise PartiesFileError(f"{place}: {error}") from error
    return found
