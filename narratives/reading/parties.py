"""A parties file: a YAML mapping of a party's name to the list of its other names."""

from pathlib import Path
from typing import Any

import yaml

from narratives.errors import AccountError, PartiesFileError
from narratives.model import Party

MAX_BYTES = 1_000_000


class _TextLoader(yaml.SafeLoader):
    """Every scalar as text ("NO" is Norway, not false); a key given twice is refused."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key.value!r} is given twice", key.start_mark
                )
            if isinstance(key.value, str):
                seen.add(key.value)
        return super().construct_mapping(node, deep)


_TextLoader.yaml_implicit_resolvers = {}


def read_parties(path: Path) -> list[Party]:
    """Read a parties file.

    Raises:
        PartiesFileError: missing, over `MAX_BYTES`, not UTF-8, not YAML, with YAML aliases or tags, or not
            a mapping of names to lists of names.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PartiesFileError(
            f"{path}: cannot be read ({error.strerror}); give a YAML file of parties"
        ) from error
    if len(content) > MAX_BYTES:
        raise PartiesFileError(f"{path}: {len(content):,} bytes; at most {MAX_BYTES:,} are read")
    try:
        text = content.decode("utf-8-sig")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text)):
            raise PartiesFileError(f"{path}: holds a YAML alias (*name); write the names out")
        mapping = yaml.load(text, Loader=_TextLoader)  # noqa: S506 - a SafeLoader
    except UnicodeDecodeError as error:
        raise PartiesFileError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except yaml.YAMLError as error:
        raise PartiesFileError(f"{path}: is not YAML: {' '.join(str(error).split())}") from error
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
