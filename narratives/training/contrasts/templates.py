"""Rows from templates: a premise as in a news report, and hypotheses with each of the three labels.

The templates and the words that fill their slots are in ``templates.yaml`` and ``tables.yaml``, written for
this purpose. A bundle tests one skill (number, role, negation …) with all three labels on the same words, so
that no single word predicts the label.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

import yaml

from narratives.training.rows import TrainingRow

_SLOT = re.compile(r"\{([a-z]+)(\d*)(?:\.([a-z]+))?\}")
_NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_REVERSED_SHARE = 0.3
"""Share of the rows with a label to reverse whose premise and hypothesis are exchanged."""

SYMMETRIC_LABELS = ("contradiction", "neutral")
"""Labels that stay the same if premise and hypothesis are exchanged, except "neutral" in bundles marked
``one_way``. If only one label were reversed, a short premise with a long hypothesis would predict it."""

Row = Mapping[str, str]


def contrasts(count: int, *, seed: int = 0, reverse: Sequence[str] = SYMMETRIC_LABELS) -> list[TrainingRow]:
    """Return ``count`` rows, with the bundles in turn and one row for each label.

    ``source`` is "contrast/" and the skill.

    Args:
        reverse: labels of `SYMMETRIC_LABELS` of which a share of the rows is reversed.
    """
    rows = _generate(random.Random(seed), reverse)  # noqa: S311 - a sample, not a secret
    return [next(rows) for _ in range(count)]


def _generate(rng: random.Random, reverse: Sequence[str]) -> Iterator[TrainingRow]:
    tables, templates = _read("tables.yaml"), _read("templates.yaml")
    bundles = templates.pop("bundles")
    while True:
        for bundle in bundles:
            one_way = ("neutral",) if bundle.get("one_way") else ()
            reversible = [label for label in reverse if label not in one_way]
            yield from _bundle(bundle, templates, _SlotFiller(tables, rng), reversible, rng)


def _bundle(
    bundle: Mapping[str, Any],
    frame: Mapping[str, Sequence[str]],
    filler: "_SlotFiller",
    reversible: Sequence[str],
    rng: random.Random,
) -> Iterator[TrainingRow]:
    premise = filler.fill(_with_lead(rng.choice(frame["leads"]), rng.choice(bundle["premise"])))
    aside = filler.fill(rng.choice(frame["asides"]))
    premise_text = " ".join(filter(None, (premise, aside) if rng.random() < 0.5 else (aside, premise)))
    for label in ("contradiction", "entailment", "neutral"):
        hypothesis = filler.fill(rng.choice(bundle[label]))
        pair = (premise_text, hypothesis)
        if label in reversible and rng.random() < _REVERSED_SHARE:
            pair = (hypothesis, premise_text)
        yield TrainingRow(
            premise=pair[0], hypothesis=pair[1], label=label, source=f"contrast/{bundle['skill']}"
        )


def _with_lead(lead: str, premise: str) -> str:
    """Return the lead followed by the premise with its first letter in lower case."""
    return lead + premise[:1].lower() + premise[1:] if lead else premise


class _SlotFiller:
    """Fills slots with words. A slot keeps its value; numbered slots of one table have different values."""

    def __init__(self, tables: Mapping[str, Sequence[str | Row]], rng: random.Random) -> None:
        self._tables = tables
        self._rng = rng
        self._rows: dict[str, Row] = {}

    def fill(self, template: str) -> str:
        text = _SLOT.sub(lambda match: self._value(*match.groups()), template)
        return text[:1].upper() + text[1:]

    def _value(self, table: str, number: str, column: str | None) -> str:
        slot = table + number
        if slot not in self._rows:
            self._rows[slot] = self._draw_row(table)
        return self._rows[slot][column or "text"]

    def _draw_row(self, table: str) -> Row:
        if table in _NUMBERS:
            return _NUMBERS[table](self._rng)
        used = [row["text"] for slot, row in self._rows.items() if slot.rstrip("0123456789") == table]
        while True:
            drawn = self._rng.choice(self._tables[table])
            row = (
                _word_forms(drawn) if isinstance(drawn, str) else {**drawn, "text": "/".join(drawn.values())}
            )
            if row["text"] not in used:
                return row


def _word_forms(text: str) -> Row:
    """Return a word with its form without article and the auxiliaries that agree with it."""
    plural = text.endswith("s")
    return {
        "text": text,
        "bare": text.removeprefix("the "),
        "has": "have" if plural else "has",
        "is": "are" if plural else "is",
    }


def _number(rng: random.Random) -> Row:
    number = rng.choice((rng.randint(3, 12), rng.randint(13, 99), rng.randint(100, 2000)))
    less = rng.randint(2, max(2, int(number * 0.8)))
    more = rng.randint(number + max(1, number // 5), number * 3 + 2)
    return _as_printed(rng, text=number, less=less, more=more)


def _as_printed(rng: random.Random, **numbers: int) -> Row:
    in_words = rng.random() < 0.5
    return {
        name: _NUMBER_WORDS[number - 2] if in_words and 2 <= number <= 12 else f"{number:,}"
        for name, number in numbers.items()
    }


def _year(rng: random.Random) -> Row:
    year = rng.randint(1890, 2020)
    early, late = year - rng.randint(1, 30), year + rng.randint(1, 30)
    return {"text": str(year), "early": str(early), "late": str(late)}


def _age(rng: random.Random) -> Row:
    age = rng.randint(28, 80)
    return {
        "text": str(age),
        "less": str(age - rng.randint(1, 9)),
        "more": str(age + rng.randint(1, 9)),
    }


def _percent(rng: random.Random) -> Row:
    percent = rng.randint(2, 40)
    return {"text": str(percent), "more": str(percent + rng.randint(2, 40))}


_NUMBERS = {
    "n": _number,
    "few": lambda rng: _as_printed(rng, text=rng.randint(2, 9)),
    "money": _number,
    "year": _year,
    "age": _age,
    "percent": _percent,
}


def _read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(files(__package__).joinpath(name).read_text(encoding="utf-8"))
    return loaded
