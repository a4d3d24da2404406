"""YAML whose every scalar is a text: "NO" is Norway and 1905 a name."""

from typing import Any

import yaml

_DEEPEST = 20


class TextsError(ValueError):
    """It is no YAML of plain texts; the message says why, and not where the file is."""


class _TextLoader(yaml.SafeLoader):
    """Every scalar as text; a key given twice is refused."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key is no text", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key.value!r} is given twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_TextLoader.yaml_implicit_resolvers = {}


def texts_in(text: str) -> Any:
    """Mappings, lists and texts; "" where nothing is given.

    Raises:
        TextsError: not YAML, an alias, a tag, a key given twice, or nested too deeply.
    """
    try:
        depth = 0
        for event in yaml.parse(text):
            if isinstance(event, yaml.AliasEvent):
                raise TextsError("holds a YAML alias (*name); write the names out")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise TextsError(f"is nested over {_DEEPEST} levels deep; give lists and mappings of texts")
        return yaml.load(text, Loader=_TextLoader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        raise TextsError(f"is not YAML: {' '.join(str(error).split())}") from error
