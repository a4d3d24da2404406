"""Rows made from given rows by rewriting one side, where the new label follows from the old one.

* negation: from "p entails h" follows that p contradicts not-h; from "p contradicts h" that p entails not-h;
  what p leaves open it leaves open of not-h. Where h says all that p says, not-p contradicts h.
* number: where p entails h and both give the same figure, p contradicts h with another one.
* reversal: a contradiction holds either way round; what the hypothesis leaves open it does not entail, and a
  premise that says much more than the hypothesis does not follow from it.
* topic: two statements that share a name and are about something else are neutral.
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
_BOUNDS = frozenset(
    "over under above below more less fewer least most than after before between about around until since "
    "nearly almost up by from to approximately roughly exceeding chapter".split()
)
_WORD = re.compile(r"[A-Za-z][\w'-]+")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")
_BLOCKING = frozenset(
    "no not n't never none nobody nothing neither nor without hardly any some all every each many "
    "few several most only also too already still yet probably maybe perhaps always sometimes often either "
    "both".split()
)
_MOST_OF_A_NAME = 60
_MUCH_MORE = 1.5
_CHUNK = 1000


def rewrites(rows: Sequence[TrainingRow], *, seed: int = 0) -> Iterator[TrainingRow]:
    """All rewrites that the rows allow, in their order; ``source`` is "rewrite/" and the kind."""
    draw = random.Random(seed)  # noqa: S311 - a draw, not a secret
    for start in range(0, len(rows), _CHUNK):
        chunk = rows[start : start + _CHUNK]
        for row, doc in zip(chunk, parse([row.hypothesis for row in chunk]), strict=True):
            yield from _negations(row, doc, draw)
            yield from _numbers(row, draw)
            yield from _reversals(row)
    yield from _topics(rows, draw)


def _reversals(row: TrainingRow) -> Iterator[TrainingRow]:
    says_more = len(row.premise.split()) >= _MUCH_MORE * len(row.hypothesis.split())
    if row.label == "contradiction":
        yield _row(row.hypothesis, row.premise, "contradiction", "reversal")
    elif says_more:
        yield _row(row.hypothesis, row.premise, "neutral", "reversal")


def _row(premise: str, hypothesis: str, label: str, kind: str) -> TrainingRow:
    return TrainingRow(premise=premise, hypothesis=hypothesis, label=label, source=f"rewrite/{kind}")


_OF_NEGATION = {"entailment": "contradiction", "contradiction": "entailment", "neutral": "neutral"}


def _negations(row: TrainingRow, hypothesis: "Doc", draw: random.Random) -> Iterator[TrainingRow]:
    denied = negated(hypothesis)
    if denied is None:
        return
    yield _row(row.premise, denied, _OF_NEGATION[row.label], "negation")
    if row.label == "entailment" and _content(row.premise) <= _content(row.hypothesis):
        yield _row(denied, row.premise, "contradiction", "negation")
    elif row.label == "entailment" and draw.random() < 0.3:
        # Where p says more than h, not-p leaves h open; only h against its own negation is sure.
        yield _row(denied, row.hypothesis, "contradiction", "negation")


def negated(sentence: "Doc") -> str | None:
    """The sentence with its main verb negated; None where that would not be its plain opposite."""
    root = next((token for token in sentence if token.dep_ == "ROOT"), None)
    if root is None or root.pos_ not in ("VERB", "AUX") or not _is_plain(sentence, root):
        return None
    return with_not(sentence, root)


def _is_plain(sentence: "Doc", root: "Token") -> bool:
    kids = list(root.children)
    has_subject = any(kid.dep_ in ("nsubj", "nsubjpass", "expl") and kid.i < root.i for kid in kids)
    return (
        has_subject
        and not any(kid.dep_ in ("conj", "advcl", "ccomp", "parataxis", "neg") for kid in kids)
        and not any(token.lower_ in _BLOCKING for token in sentence)
        and sum(token.dep_ == "ROOT" for token in sentence) == 1
        and not sentence.text.rstrip().endswith("?")
    )


def _content(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text) if len(word) > 3)


def _numbers(row: TrainingRow, draw: random.Random) -> Iterator[TrainingRow]:
    if row.label != "entailment":
        return
    figures = _FIGURE.findall(row.hypothesis)
    if len(figures) != 1 or figures[0] not in _FIGURE.findall(row.premise):
        return
    if not _BOUNDS.isdisjoint(row.hypothesis.lower().split()):
        return
    changed = _FIGURE.sub(_other(figures[0], draw), row.hypothesis)
    yield _row(row.premise, changed, "contradiction", "number")
    yield _row(row.premise, row.hypothesis, "entailment", "number")


def _other(figure: str, draw: random.Random) -> str:
    number = int(figure.replace(",", ""))
    is_year = 1500 <= number <= 2100 and "," not in figure
    reach = 15 if is_year else max(3, number // 3)
    step = draw.choice([distance for distance in range(-min(reach, number), reach + 1) if distance][:2000])
    return f"{number + step:,}" if "," in figure else str(number + step)


def _topics(rows: Iterable[TrainingRow], draw: random.Random) -> Iterator[TrainingRow]:
    by_name: dict[str, list[TrainingRow]] = defaultdict(list)
    for row in rows:
        for name in sorted(set(_NAME.findall(row.premise))):
            by_name[name].append(row)
    for name in sorted(by_name):
        sharing = by_name[name]
        if len(sharing) > _MOST_OF_A_NAME:
            continue
        draw.shuffle(sharing)
        for one, other in zip(sharing[::2], sharing[1::2], strict=False):
            if name in other.hypothesis and _is_other_matter(one, other):
                yield _row(one.premise, other.hypothesis, "neutral", "topic")


def _is_other_matter(one: TrainingRow, other: TrainingRow) -> bool:
    """Whether the second's hypothesis says something else than the first row is about."""
    words = _content(other.hypothesis)
    told = len(words & _content(one.premise))
    claimed = len(words & _content(one.hypothesis))
    return one.premise != other.premise and told <= 0.6 * len(words) and claimed <= 0.4 * len(words)
