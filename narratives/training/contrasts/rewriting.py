"""Rows made by rewriting one side of a given row, with a new label that follows from the old one.

With premise p and hypothesis h:

* negation: if p entails h, p contradicts not-h; if p contradicts h, p entails not-h; if p is neutral to h, it
  is neutral to not-h. If p entails h and has no content words beyond those of h, not-h contradicts p.
* number: if p entails h and both have the same figure, p contradicts h with another figure.
* reversal: contradiction is symmetric; a premise much longer than its hypothesis does not follow from it.
* topic: two statements that share a name and are about different things are neutral.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from narratives.judging.wording import with_not
from narratives.language.pipeline import parse
from narratives.training.rows import TrainingRow

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FIGURE = re.compile(r"(?<![\w.,-])(?:\d{1,3}(?:,\d{3})+|\d+)(?![\w-]|[.,]\d)")
_BOUND_WORDS = frozenset(
    "over under above below more less fewer least most than after before between about around until since "
    "nearly almost up by from to approximately roughly exceeding chapter".split()
)
_WORD = re.compile(r"[A-Za-z][\w'-]+")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")
_BLOCKING_WORDS = frozenset(
    "no not n't never none nobody nothing neither nor without hardly any some all every each many "
    "few several most only also too already still yet probably maybe perhaps always sometimes often either "
    "both".split()
)
_MAX_ROWS_PER_NAME = 60
_MIN_LENGTH_RATIO = 1.5
_CHUNK = 1000


def rewrites(rows: Sequence[TrainingRow], *, seed: int = 0) -> Iterator[TrainingRow]:
    """Yield all rewrites of the rows; ``source`` is "rewrite/" and the kind of rewrite."""
    rng = random.Random(seed)  # noqa: S311 - a sample, not a secret
    for start in range(0, len(rows), _CHUNK):
        chunk = rows[start : start + _CHUNK]
        for row, doc in zip(chunk, parse([row.hypothesis for row in chunk]), strict=True):
            yield from _negations(row, doc, rng)
            yield from _numbers(row, rng)
            yield from _reversals(row)
    yield from _topics(rows, rng)


def _reversals(row: TrainingRow) -> Iterator[TrainingRow]:
    premise_is_longer = len(row.premise.split()) >= _MIN_LENGTH_RATIO * len(row.hypothesis.split())
    if row.label == "contradiction":
        yield _row(row.hypothesis, row.premise, "contradiction", "reversal")
    elif premise_is_longer:
        yield _row(row.hypothesis, row.premise, "neutral", "reversal")


def _row(premise: str, hypothesis: str, label: str, kind: str) -> TrainingRow:
    return TrainingRow(premise=premise, hypothesis=hypothesis, label=label, source=f"rewrite/{kind}")


_LABEL_AFTER_NEGATION = {"entailment": "contradiction", "contradiction": "entailment", "neutral": "neutral"}


def _negations(row: TrainingRow, hypothesis: "Doc", rng: random.Random) -> Iterator[TrainingRow]:
    denied = negated(hypothesis)
    if denied is None:
        return
    yield _row(row.premise, denied, _LABEL_AFTER_NEGATION[row.label], "negation")
    if row.label == "entailment" and _content_words(row.premise) <= _content_words(row.hypothesis):
        yield _row(denied, row.premise, "contradiction", "negation")
    elif row.label == "entailment" and rng.random() < 0.3:
        # p has content that not-h does not mention: pair not-h with h instead, for a share of the rows.
        yield _row(denied, row.hypothesis, "contradiction", "negation")


def negated(sentence: "Doc") -> str | None:
    """Return the sentence with its main verb negated, or None if that would not be its logical opposite."""
    root = next((token for token in sentence if token.dep_ == "ROOT"), None)
    if root is None or root.pos_ not in ("VERB", "AUX") or not _is_simple_statement(sentence, root):
        return None
    return with_not(sentence, root)


def _is_simple_statement(sentence: "Doc", root: "Token") -> bool:
    children = list(root.children)
    has_subject = any(kid.dep_ in ("nsubj", "nsubjpass", "expl") and kid.i < root.i for kid in children)
    return (
        has_subject
        and not any(kid.dep_ in ("conj", "advcl", "ccomp", "parataxis", "neg") for kid in children)
        and not any(token.lower_ in _BLOCKING_WORDS for token in sentence)
        and sum(token.dep_ == "ROOT" for token in sentence) == 1
        and not sentence.text.rstrip().endswith("?")
    )


def _content_words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text) if len(word) > 3)


def _numbers(row: TrainingRow, rng: random.Random) -> Iterator[TrainingRow]:
    if row.label != "entailment":
        return
    figures = _FIGURE.findall(row.hypothesis)
    if len(figures) != 1 or figures[0] not in _FIGURE.findall(row.premise):
        return
    if not _BOUND_WORDS.isdisjoint(row.hypothesis.lower().split()):
        return
    changed = _FIGURE.sub(_changed_figure(figures[0], rng), row.hypothesis)
    yield _row(row.premise, changed, "contradiction", "number")
    yield _row(row.premise, row.hypothesis, "entailment", "number")


def _changed_figure(figure: str, rng: random.Random) -> str:
    number = int(figure.replace(",", ""))
    is_year = 1500 <= number <= 2100 and "," not in figure
    reach = 15 if is_year else max(3, number // 3)
    step = rng.choice([distance for distance in range(-min(reach, number), reach + 1) if distance][:2000])
    return f"{number + step:,}" if "," in figure else str(number + step)


def _topics(rows: Iterable[TrainingRow], rng: random.Random) -> Iterator[TrainingRow]:
    by_name: dict[str, list[TrainingRow]] = defaultdict(list)
    for row in rows:
        for name in sorted(set(_NAME.findall(row.premise))):
            by_name[name].append(row)
    for name in sorted(by_name):
        sharing = by_name[name]
        if len(sharing) > _MAX_ROWS_PER_NAME:
            continue
        rng.shuffle(sharing)
        for one, other in zip(sharing[::2], sharing[1::2], strict=False):
            if name in other.hypothesis and _is_other_topic(one, other):
                yield _row(one.premise, other.hypothesis, "neutral", "topic")


def _is_other_topic(one: TrainingRow, other: TrainingRow) -> bool:
    """Return True if the second row's hypothesis shares few content words with the first row."""
    words = _content_words(other.hypothesis)
    in_premise = len(words & _content_words(one.premise))
    in_hypothesis = len(words & _content_words(one.hypothesis))
    return (
        one.premise != other.premise and in_premise <= 0.6 * len(words) and in_hypothesis <= 0.4 * len(words)
    )
