"""A JSON Schema validator that is stricter than that of jsonschema, and faster.

It does not accept 0.0 as an integer, and a pattern must match the whole text, including any final line break.
jsonschema creates a new validator for each nested value. This one reuses itself, which is possible because
references are replaced by their definitions beforehand.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

Rule = Mapping[str, Any]


def strict_validator(schema: Rule) -> Any:
    """Return a `jsonschema` validator for the schema, which may refer to definitions under ``$defs``."""
    return _validator_class()(_dereferenced(schema, schema.get("$defs", {})))


@cache
def _validator_class() -> Any:
    from jsonschema import Draft202012Validator, validators

    return validators.extend(  # type: ignore[no-untyped-call]
        Draft202012Validator,
        {"properties": _properties, "items": _items, "prefixItems": _prefix_items, "pattern": _pattern},
        type_checker=Draft202012Validator.TYPE_CHECKER.redefine(
            "integer", lambda _, value: type(value) is int
        ),
    )


def _dereferenced(rule: Any, definitions: Rule) -> Any:
    """Return the schema with each ``$ref`` replaced by its definition."""
    if isinstance(rule, dict):
        referenced = definitions[rule["$ref"].rpartition("/")[2]] if "$ref" in rule else {}
        merged = referenced | rule
        return {
            keyword: _dereferenced(value, definitions)
            for keyword, value in merged.items()
            if keyword not in ("$ref", "$defs")
        }
    return [_dereferenced(each, definitions) for each in rule] if isinstance(rule, list) else rule


def _errors_at(validator: Any, value: Any, rule: Rule, key: str | int) -> Iterator[Any]:
    """Yield the errors of a nested value, with ``key`` prepended to the path of each."""
    for keyword, argument in rule.items():
        check = validator.VALIDATORS.get(keyword)
        for error in (check and check(validator, argument, value, rule)) or ():
            error.path.appendleft(key)
            yield error


def _properties(validator: Any, rules: Rule, value: Any, _rule: Rule) -> Iterator[Any]:
    for name in rules if isinstance(value, dict) else ():
        if name in value:
            yield from _errors_at(validator, value[name], rules[name], name)


def _items(validator: Any, item_rule: Rule, value: Any, rule: Rule) -> Iterator[Any]:
    first = len(rule.get("prefixItems", ()))
    for number, item in enumerate(value[first:] if isinstance(value, list) else (), start=first):
        yield from _errors_at(validator, item, item_rule, number)


def _prefix_items(validator: Any, rules: list[Rule], value: Any, _rule: Rule) -> Iterator[Any]:
    pairs = zip(rules, value, strict=False) if isinstance(value, list) else ()
    for number, (rule, item) in enumerate(pairs):
        yield from _errors_at(validator, item, rule, number)


def _pattern(_validator: Any, pattern: str, value: Any, _rule: Rule) -> Iterator[Any]:
    from jsonschema import ValidationError

    if isinstance(value, str) and not re.fullmatch(pattern, value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")
