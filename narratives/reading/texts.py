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
                raise TextsError(f"line {key.start_mark.line + 1}: a key is no text; write it as one")
            if key.value in seen:
                raise TextsError(
                    f"line {key.start_mark.line + 1}: {key.value!r:.40} is given twice; keep one"
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
        mark = getattr(error, "problem_mark", None)
        fault = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        where = f"line {mark.line + 1}: " if mark else ""
        raise TextsError(f"{where}is not YAML: {' '.join(fault.split())}") from error
