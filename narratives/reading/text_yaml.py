"""YAML in which every scalar is a string: "NO" is Norway, 1905 a name."""

from typing import Any

import yaml

_MAX_DEPTH = 20


class TextYamlError(ValueError):
    """The text is not YAML of strings. The message gives the fault without the name of the file."""


class _TextLoader(yaml.SafeLoader):
    """A loader that returns every scalar as a string and refuses duplicate keys."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise TextYamlError(f"line {key.start_mark.line + 1}: a key is no text; write it as one")
            if key.value in seen:
                raise TextYamlError(
                    f"line {key.start_mark.line + 1}: {key.value!r:.40} is given twice; keep one"
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_TextLoader.yaml_implicit_resolvers = {}


def load_text_yaml(text: str) -> Any:
    """Return the mappings, lists and strings of a YAML text; an empty scalar is "".

    Raises:
        TextYamlError: not YAML, an alias, a tag, a duplicate key, or nested too deeply.
    """
    try:
        depth = 0
        for event in yaml.parse(text):
            if isinstance(event, yaml.AliasEvent):
                raise TextYamlError("holds a YAML alias (*name); write the names out")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _MAX_DEPTH:
                raise TextYamlError(
                    f"is nested over {_MAX_DEPTH} levels deep; give lists and mappings of texts"
                )
        return yaml.load(text, Loader=_TextLoader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        fault = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        where = f"line {mark.line + 1}: " if mark else ""
        raise TextYamlError(f"{where}is not YAML: {' '.join(fault.split())}") from error
