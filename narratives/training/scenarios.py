"""Scenarios: the statements of two parties on one topic, with a label for every pair of them.

A scenario is a JSON object on one line: ``topic``; ``a`` and ``b``, the parties; ``A`` and ``B``, their
statements as ``{"t": text}``, with ``"denies": true`` if the party denies the text; ``contradiction``,
``entailment`` and ``unclear``, lists of pairs of indices into A and B, from 0. Every other pair is neutral.
A scenario with a report also has its ``text``, the ``aliases`` of each party, and the ``quote`` of each
statement, which occurs exactly once in the text.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from attrs import frozen
from jsonschema import Draft202012Validator

from narratives.accounts import read
from narratives.errors import TrainingDataError
from narratives.model import Account, Assertion, Party, Stance
from narratives.verdict import Pair

MIN_OVERLAP = 0.5
"""Least overlap of a quote and an extracted assertion: characters in both / characters in either."""
UNCLEAR = "unclear"
NEUTRAL = "neutral"
_LABELS = ("contradiction", "entailment", UNCLEAR)
_TEXT_SCHEMA = {"type": "string", "pattern": r"\S"}
_STATEMENTS_SCHEMA = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["t"],
        "properties": {"t": _TEXT_SCHEMA, "denies": {"type": "boolean"}, "quote": _TEXT_SCHEMA},
    },
}
_PAIR_SCHEMA = {"type": "array", "minItems": 2, "prefixItems": [{"type": "integer", "minimum": 0}] * 2}
_VALIDATOR = Draft202012Validator(
    {
        "type": "object",
        "required": ["a", "b", "A", "B"],
        "properties": {
            **dict.fromkeys(("a", "b", "topic", "text"), _TEXT_SCHEMA),
            **dict.fromkeys("AB", _STATEMENTS_SCHEMA),
            **{label: {"type": "array", "items": _PAIR_SCHEMA} for label in _LABELS},
            "aliases": {"type": "object", "additionalProperties": {"type": "array", "items": _TEXT_SCHEMA}},
        },
    }
)


@frozen(kw_only=True)
class LabelledPair:
    """A pair of assertions of two parties with its label; ``scenario`` names the file and the line."""

    pair: Pair
    label: str
    scenario: str


@frozen(kw_only=True, eq=False)
class Scenario:
    """One line of a file of scenarios; ``name`` is the file's name and the line, from 1."""

    name: str
    parties: tuple[str, str]
    sides: tuple[tuple[Mapping[str, Any], ...], tuple[Mapping[str, Any], ...]]
    labels: Mapping[tuple[int, int], str]
    text: str = ""
    aliases: Mapping[str, Sequence[str]] = {}

    def label(self, i: int, j: int) -> str:
        """Return the label of statement ``i`` of the first party and ``j`` of the second, from 0."""
        return self.labels.get((i, j), NEUTRAL)


def read_scenarios(path: Path) -> Iterator[Scenario]:
    """Read the scenarios of a file.

    Raises:
        TrainingDataError: the file cannot be read, or a line is not a scenario; the message names the line
            and the fault.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TrainingDataError(f"{path}: cannot read scenarios: {error}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _scenario(line, name=f"{path.stem}:{number}", place=f"{path}:{number}")


def _scenario(line: str, *, name: str, place: str) -> Scenario:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise TrainingDataError(f"{place}: no scenario, not JSON ({error})") from error
    fault = next(_VALIDATOR.iter_errors(fields), None)
    if fault is not None:
        raise TrainingDataError(f"{place}: no scenario, {fault.json_path}: {fault.message:.200}")
    sides = tuple(fields["A"]), tuple(fields["B"])
    text = fields.get("text", "")
    for one in (*sides[0], *sides[1]) if text else ():
        if text.count(one.get("quote") or "\0") != 1:
            raise TrainingDataError(f"{place}: {one.get('quote')!r:.60} must stand once in the text")
    return Scenario(
        name=name,
        parties=(fields["a"], fields["b"]),
        sides=sides,
        labels=_labels(fields, (len(sides[0]), len(sides[1])), place=place),
        text=text,
        aliases=fields.get("aliases", {}),
    )


def _labels(fields: Mapping[str, Any], lengths: tuple[int, int], *, place: str) -> dict[tuple[int, int], str]:
    labels: dict[tuple[int, int], str] = {}
    for label in _LABELS:
        for i, j, *_ in fields.get(label, ()):
            if i >= lengths[0] or j >= lengths[1]:
                raise TrainingDataError(f"{place}: {label} [{i}, {j}]: there is no such pair")
            if labels.setdefault((i, j), label) != label:
                raise TrainingDataError(f"{place}: [{i}, {j}] is both {labels[i, j]} and {label}")
    return labels


def written_pairs(scenario: Scenario) -> list[LabelledPair]:
    """Return every pair of statements as written in the scenario, also pairs that training leaves out."""
    first, second = (
        [_assertion(one, party) for one in side]
        for side, party in zip(scenario.sides, scenario.parties, strict=True)
    )
    return [
        LabelledPair(pair=(a, b), label=scenario.label(i, j), scenario=scenario.name)
        for (i, a), (j, b) in product(enumerate(first), enumerate(second))
    ]


def _assertion(statement: Mapping[str, Any], party: str) -> Assertion:
    stance = Stance.DENIES if statement.get("denies") else Stance.ASSERTS
    return Assertion(text=statement["t"], quote=statement["t"], party=party, stance=stance)


def extracted_pairs(scenario: Scenario) -> list[LabelledPair]:
    """Return the pairs of assertions extracted from the report; an empty list if the scenario has no text.

    An assertion is aligned with the statement of its party whose quote it overlaps most, by at least
    `MIN_OVERLAP`. Assertions without such a statement are left out.
    """
    if not scenario.text:
        return []
    parties = [Party(name, list(scenario.aliases.get(name, ()))) for name in scenario.parties]
    accounts = read(scenario.text, parties)
    first, second = (
        _align(accounts[name], side, scenario.text)
        for name, side in zip(scenario.parties, scenario.sides, strict=True)
    )
    return [
        LabelledPair(pair=(a, b), label=scenario.label(i, j), scenario=scenario.name)
        for (i, a), (j, b) in product(first, second)
    ]


def _align(account: Account, side: Sequence[Mapping[str, Any]], text: str) -> list[tuple[int, Assertion]]:
    """Return the assertions that overlap a statement's quote, each with the index of the statement."""
    places = []
    for one in side:
        start = text.index(one["quote"])
        places.append(set(range(start, start + len(one["quote"]))))
    found = []
    for assertion in account:
        covered = {i for span in assertion.spans for i in range(span.start, span.end)}
        overlaps = [
            (len(covered & quoted) / len(covered | quoted), -number) for number, quoted in enumerate(places)
        ]
        share, number = max(overlaps)
        if share >= MIN_OVERLAP:
            found.append((-number, assertion))
    return found
