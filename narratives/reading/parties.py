"""A parties file: a YAML mapping of a party's name to the list of its other names."""

from pathlib import Path
from typing import Any

from narratives.errors import AccountError, PartiesFileError, ReadError
from narratives.model import Party
from narratives.reading.limits import MAX_PARTIES_BYTES, read_bytes
from narratives.reading.plain import decode


def read_parties(path: Path) -> list[Party]:
    """Read a parties file.

    Raises:
        PartiesFileError: missing, over `MAX_PARTIES_BYTES`, not UTF-8, not YAML, with YAML aliases or tags,
            or not a mapping of names to lists of names.
    """
    from narratives.reading.text_yaml import TextYamlError, load_text_yaml

    try:
        content = read_bytes(path, at_most=MAX_PARTIES_BYTES)
        mapping = load_text_yaml(decode(content, place=str(path))) if content.strip() else None
    except ReadError as error:
        raise PartiesFileError(str(error)) from error
    except TextYamlError as error:
        raise PartiesFileError(f"{path}: {error}") from error
    return _parties(mapping, place=str(path))


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
