"""Rows drawn from templates: a premise as a report has it, and what it contradicts, entails or leaves open.

The templates and the words that fill them are in ``templates.yaml`` and ``tables.yaml``, written for this
purpose. A bundle shows one skill (number, role, negation …) with all three labels on the same words, so
that no word by itself gives the label away.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

import yaml

from narratives.training.rows import TrainingRow

_SLOT = re.compile(r"\{([a-z]+)(\d*)(?:\.([a-z]+))?\}")
_SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_REVERSED = 0.3
"""Share of the rows of the labels to reverse that are given hypothesis first."""

BOTH_WAYS = ("contradiction", "neutral")
"""Labels that hold either way round, but for the neutrals of bundles marked ``one_way``. Reversing only
one of them would teach that a short premise with a long hypothesis has that label."""

Row = Mapping[str, str]


def contrasts(count: int, *, seed: int = 0, reverse: Sequence[str] = BOTH_WAYS) -> list[TrainingRow]:
    """``count`` rows, the skills in turn and the labels of each bundle in equal parts.

    ``source`` is "contrast/" and the skill; ``reverse`` names labels of `BOTH_WAYS`.
    """
    rows = _drawn(random.Random(seed), reverse)  # noqa: S311 - a draw, not a secret
    return [next(rows) for _ in range(count)]


def _drawn(draw: random.Random, reverse: Sequence[str]) -> Iterator[TrainingRow]:
    tables, templates = _read("tables.yaml"), _read("templates.yaml")
    bundles = templates.pop("bundles")
    while True:
        for bundle in bundles:
            one_way = ("neutral",) if bundle.get("one_way") else ()
            turned = [label for label in reverse if label not in one_way]
            yield from _bundle(bundle, templates, _Filler(tables, draw), turned, draw)


def _bundle(
    bundle: Mapping[str, Any],
    frame: Mapping[str, Sequence[str]],
    filler: "_Filler",
    turned: Sequence[str],
    draw: random.Random,
) -> Iterator[TrainingRow]:
    premise = filler.fill(_led(draw.choice(frame["leads"]), draw.choice(bundle["premise"])))
    aside = filler.fill(draw.choice(frame["asides"]))
    told = " ".join(filter(None, (premise, aside) if draw.random() < 0.5 else (aside, premise)))
    for label in ("contradiction", "entailment", "neutral"):
        hypothesis = filler.fill(draw.choice(bundle[label]))
        pair = (told, hypothesis)
        if label in turned and draw.random() < _REVERSED:
            pair = (hypothesis, told)
        yield TrainingRow(
            premise=pair[0], hypothesis=pair[1], label=label, source=f"contrast/{bundle['skill']}"
        )


def _led(lead: str, premise: str) -> str:
    """The premise after a lead, its first letter small; what starts with a slot fills in by itself."""
    return lead + premise[:1].lower() + premise[1:] if lead else premise


class _Filler:
    """Fills slots; each slot keeps its value, and numbered slots of a table differ."""

    def __init__(self, tables: Mapping[str, Sequence[str | Row]], draw: random.Random) -> None:
        self._tables = tables
        self._draw = draw
        self._rows: dict[str, Row] = {}

    def fill(self, template: str) -> str:
        text = _SLOT.sub(lambda match: self._value(*match.groups()), template)
        return text[:1].upper() + text[1:]

    def _value(self, table: str, number: str, column: str | None) -> str:
        slot = table + number
        if slot not in self._rows:
            self._rows[slot] = self._new(table)
        return self._rows[slot][column or "text"]

    def _new(self, table: str) -> Row:
        if table in _NUMBERS:
            return _NUMBERS[table](self._draw)
        used = [row["text"] for slot, row in self._rows.items() if slot.rstrip("0123456789") == table]
        while True:
            drawn = self._draw.choice(self._tables[table])
            row = _word(drawn) if isinstance(drawn, str) else {**drawn, "text": "/".join(drawn.values())}
            if row["text"] not in used:
                return row


def _word(text: str) -> Row:
    """A word with its form without article and the auxiliaries that agree with it."""
    plural = text.endswith("s")
    return {
        "text": text,
        "bare": text.removeprefix("the "),
        "has": "have" if plural else "has",
        "is": "are" if plural else "is",
    }


def _number(draw: random.Random) -> Row:
    number = draw.choice((draw.randint(3, 12), draw.randint(13, 99), draw.randint(100, 2000)))
    less = draw.randint(2, max(2, int(number * 0.8)))
    more = draw.randint(number + max(1, number // 5), number * 3 + 2)
    return _spoken(draw, text=number, less=less, more=more)


def _spoken(draw: random.Random, **numbers: int) -> Row:
    in_words = draw.random() < 0.5
    return {
        name: _SMALL[number - 2] if in_words and 2 <= number <= 12 else f"{number:,}"
        for name, number in numbers.items()
    }


def _year(draw: random.Random) -> Row:
    year = draw.randint(1890, 2020)
    early, late = year - draw.randint(1, 30), year + draw.randint(1, 30)
    return {"text": str(year), "early": str(early), "late": str(late)}


def _age(draw: random.Random) -> Row:
    age = draw.randint(28, 80)
    return {
        "text": str(age),
        "less": str(age - draw.randint(1, 9)),
        "more": str(age + draw.randint(1, 9)),
    }


def _percent(draw: random.Random) -> Row:
    percent = draw.randint(2, 40)
    return {"text": str(percent), "more": str(percent + draw.randint(2, 40))}


_NUMBERS = {
    "n": _number,
    "few": lambda draw: _spoken(draw, text=draw.randint(2, 9)),
    "money": _number,
    "year": _year,
    "age": _age,
    "percent": _percent,
}


def _read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(files(__package__).joinpath(name).read_text(encoding="utf-8"))
    return loaded
