"""Scenarios: two parties' statements on one matter, with the label of every pair of them.

A scenario is an object of JSON on a line: ``topic``; ``a`` and ``b``, the parties; ``A`` and ``B``, their
statements as ``{"t": text}``, with ``"denies": true`` where the party denies the text; ``contradiction``,
``entailment`` and ``unclear``, lists of pairs of positions in A and B, from 0. Every other pair is neutral. A
report has besides ``text``, the names of each party in it (``aliases``), and the ``quote`` of each statement,
which stands once in the text.
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

MATCHED = 0.5
"""Least share of the characters of a statement and of what the reader gives for it that both have."""
UNCLEAR = "unclear"
NEUTRAL = "neutral"
_LABELS = ("contradiction", "entailment", UNCLEAR)
_FILLED = {"type": "string", "pattern": r"\S"}
_SIDE = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["t"],
        "properties": {"t": _FILLED, "denies": {"type": "boolean"}, "quote": _FILLED},
    },
}
_PAIR = {"type": "array", "minItems": 2, "prefixItems": [{"type": "integer", "minimum": 0}] * 2}
_FORM = Draft202012Validator(
    {
        "type": "object",
        "required": ["a", "b", "A", "B"],
        "properties": {
            **dict.fromkeys(("a", "b", "topic", "text"), _FILLED),
            **dict.fromkeys("AB", _SIDE),
            **{label: {"type": "array", "items": _PAIR} for label in _LABELS},
            "aliases": {"type": "object", "additionalProperties": {"type": "array", "items": _FILLED}},
        },
    }
)


@frozen(kw_only=True)
class LabelledPair:
    """Two parties' assertions with the label of the pair; ``scenario`` names the file and the line."""

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
        """Label of the pair of the ``i``-th statement of the first party and the ``j``-th of the second."""
        return self.labels.get((i, j), NEUTRAL)


def read_scenarios(path: Path) -> Iterator[Scenario]:
    """The scenarios of a file.

    Raises:
        TrainingDataError: the file cannot be read, or a line is no scenario; with the line and what is wrong.
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
    fault = next(_FORM.iter_errors(fields), None)
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
    """Every pair of the statements as they are written, those left out of training too."""
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


def reported_pairs(scenario: Scenario) -> list[LabelledPair]:
    """The pairs as the reader gives them from a report; none where the scenario has no text.

    What the reader gives stands for the statement of the same party with which it shares at least `MATCHED`
    of the characters of both together; pairs of which a side stands for none are left out.
    """
    if not scenario.text:
        return []
    parties = [Party(name, list(scenario.aliases.get(name, ()))) for name in scenario.parties]
    accounts = read(scenario.text, parties)
    first, second = (
        _matched(accounts[name], side, scenario.text)
        for name, side in zip(scenario.parties, scenario.sides, strict=True)
    )
    return [
        LabelledPair(pair=(a, b), label=scenario.label(i, j), scenario=scenario.name)
        for (i, a), (j, b) in product(first, second)
    ]


def _matched(account: Account, side: Sequence[Mapping[str, Any]], text: str) -> list[tuple[int, Assertion]]:
    places = []
    for one in side:
        start = text.index(one["quote"])
        places.append(set(range(start, start + len(one["quote"]))))
    found = []
    for assertion in account:
        mine = {i for span in assertion.spans for i in range(span.start, span.end)}
        fits = [(len(mine & theirs) / len(mine | theirs), -number) for number, theirs in enumerate(places)]
        share, number = max(fits)
        if share >= MATCHED:
            found.append((-number, assertion))
    return found
