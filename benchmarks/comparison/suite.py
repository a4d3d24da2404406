"""Scores of the judge on labelled pairs: the suite in this folder, or rows of two texts and a label."""

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml
from attrs import field, frozen

from benchmarks.comparison.curves import recall_at
from narratives import Assertion, Stance, Verdict
from narratives.judging.evidence.statement import statements
from narratives.judging.judges import ReasoningJudge
from narratives.judging.models.nli import EmbeddedNli
from narratives.judging.wording import wording
from narratives.verdict import AGREEMENTS, CONFLICTS

SUITE = Path(__file__).parent / "suite"
HALVES = ("development", "heldout")
_CONFLICT_LABELS = frozenset({"contradiction", "framing"})


@frozen(kw_only=True)
class LabelledPair:
    """A pair of assertions with its labels.

    Attributes:
        conflict, agreed: the pair is in conflict, or in agreement.
        kind: the kind of pair that it tests.
        reasons: the right reasons, any of which is correct.
    """

    a: Assertion
    b: Assertion
    conflict: bool
    kind: str
    reasons: frozenset[str] = frozenset()
    agreed: bool = False


def read_suite(half: str) -> list[LabelledPair]:
    """Return the pairs of one half of the suite, one of `HALVES`."""
    rows = yaml.safe_load((SUITE / f"{half}.yaml").read_text(encoding="utf-8"))
    return [
        LabelledPair(
            a=_assertion(row["a"]),
            b=_assertion(row["b"]),
            conflict=row["relation"] in _CONFLICT_LABELS,
            kind=row["kind"],
            reasons=frozenset(row["reasons"]),
            agreed=row["relation"] in AGREEMENTS,
        )
        for row in rows
    ]


def _assertion(side: dict[str, str]) -> Assertion:
    return Assertion(
        text=side["text"],
        quote=side["text"],
        party=side["party"],
        stance=Stance(side.get("stance", "asserts")),
        cue=side.get("cue", ""),
    )


def read_rows(file: Path, *, max_rows: int | None = None) -> list[LabelledPair]:
    """Return rows of premise, hypothesis and label as pairs of two parties.

    With ``max_rows``, about that many rows are taken at equal distances.
    """
    open_text = gzip.open if file.suffix == ".gz" else open
    with open_text(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    step = max(1, len(rows) // max_rows) if max_rows else 1
    return [
        LabelledPair(
            a=Assertion(text=row["premise"], party="premise"),
            b=Assertion(text=row["hypothesis"], party="hypothesis"),
            conflict=row["label"] == "contradiction",
            kind=str(row["label"]),
        )
        for row in rows[::step]
        if row["premise"].strip() and row["hypothesis"].strip()
    ]


@frozen(kw_only=True)
class Tally:
    """Counts of conflicts, from which the rates are computed."""

    conflicts: int
    flagged: int
    hits: int

    @property
    def rates(self) -> dict[str, float | None]:
        """Precision and recall of conflicts."""
        return {"precision": _ratio(self.hits, self.flagged), "recall": _ratio(self.hits, self.conflicts)}


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


@frozen(kw_only=True)
class Result:
    """Scores of a set of pairs.

    Attributes:
        together: the complete judge.
        model: the model alone, at the threshold at which it has the recall of ``together``.
        recall: the highest recall of ``together`` at a precision of 0.92 or more, over all thresholds.
        reason_right: number of hits of ``together`` with a right reason; None if the pairs have no reasons.
        near_misses, flagged_near_misses: pairs that are no conflict, and those flagged.
        by_kind: kind → number of pairs, and of those flagged.
        by_reason: reason → number of times it was given for a conflict, and of times it was right.
    """

    together: Tally
    model: Tally
    recall: float
    reason_right: int | None
    near_misses: int
    flagged_near_misses: int
    by_kind: dict[str, tuple[int, int]] = field(factory=dict)
    by_reason: dict[str, tuple[int, int]] = field(factory=dict)

    def figures(self) -> dict[str, Any]:
        """Return the figures for JSON."""
        hits = self.together.hits if self.reason_right is not None else 0
        return {
            "pairs": self.together.conflicts + self.near_misses,
            "conflicts": self.together.conflicts,
            "together": self.together.rates,
            "model_alone_at_that_recall": self.model.rates,
            "recall_at_precision_0.92": round(self.recall, 4),
            "reason_right": _ratio(self.reason_right or 0, hits),
            "near_misses_flagged": _ratio(self.flagged_near_misses, self.near_misses),
            "by_kind": {kind: list(counts) for kind, counts in sorted(self.by_kind.items())},
            "by_reason": {kind: list(counts) for kind, counts in sorted(self.by_reason.items())},
        }


def measure(pairs: Sequence[LabelledPair]) -> Result:
    """Score the complete judge and the model alone on the pairs."""
    model = EmbeddedNli()
    verdicts = ReasoningJudge(model).judge([(pair.a, pair.b) for pair in pairs])
    flagged = [verdict.relation in CONFLICTS for verdict in verdicts]
    together = _tally(pairs, flagged)
    with_reasons = [pair for pair in pairs if pair.conflict and pair.reasons]
    return Result(
        together=together,
        model=_at_recall(pairs, _strengths(model, pairs), hits=together.hits),
        recall=recall_at(
            [verdict.contradiction or 0.0 for verdict in verdicts], [pair.conflict for pair in pairs], 0.92
        ),
        reason_right=sum(
            flag and _has_reason(verdict, pair.reasons)
            for pair, verdict, flag in zip(pairs, verdicts, flagged, strict=True)
            if pair.conflict
        )
        if with_reasons
        else None,
        near_misses=sum(not pair.conflict for pair in pairs),
        flagged_near_misses=together.flagged - together.hits,
        by_kind=_by_kind(pairs, flagged),
        by_reason=_by_reason(pairs, verdicts),
    )


def _has_reason(verdict: Verdict, reasons: frozenset[str]) -> bool:
    return not reasons.isdisjoint(str(reason.kind) for reason in verdict.reasons)


def _tally(pairs: Iterable[LabelledPair], flagged: Sequence[bool]) -> Tally:
    conflicts = [pair.conflict for pair in pairs]
    hits = sum(flag and conflict for flag, conflict in zip(flagged, conflicts, strict=True))
    return Tally(conflicts=sum(conflicts), flagged=sum(flagged), hits=hits)


def _strengths(model: EmbeddedNli, pairs: Sequence[LabelledPair]) -> list[float]:
    """Return the model's probability of contradiction, the higher of both directions.

    The texts include the stance in words.
    """
    parsed = statements(side for pair in pairs for side in (pair.a, pair.b))
    texts = [(wording(parsed[pair.a.id]), wording(parsed[pair.b.id])) for pair in pairs]
    forward, backward = model.scores(texts), model.scores([(b, a) for a, b in texts])
    return [float(max(one[0], other[0])) for one, other in zip(forward, backward, strict=True)]


def _at_recall(pairs: Sequence[LabelledPair], strengths: Sequence[float], *, hits: int) -> Tally:
    """Return the tally at the highest threshold with that many hits."""
    order = sorted(range(len(pairs)), key=lambda number: -strengths[number])
    flagged = found = 0
    for number in order:
        if found >= hits:
            break
        flagged += 1
        found += pairs[number].conflict
    return Tally(conflicts=sum(pair.conflict for pair in pairs), flagged=flagged, hits=found)


def _by_kind(pairs: Iterable[LabelledPair], flagged: Iterable[bool]) -> dict[str, tuple[int, int]]:
    totals: Counter[str] = Counter()
    flags: Counter[str] = Counter()
    for pair, flag in zip(pairs, flagged, strict=True):
        name = pair.kind if pair.conflict else f"near: {pair.kind}"
        totals[name] += 1
        flags[name] += flag
    return {name: (totals[name], flags[name]) for name in totals}


def _by_reason(pairs: Iterable[LabelledPair], verdicts: Iterable[Verdict]) -> dict[str, tuple[int, int]]:
    given: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for pair, verdict in zip(pairs, verdicts, strict=True):
        for kind in {str(reason.kind) for reason in verdict.reasons if verdict.relation in CONFLICTS}:
            given[kind] += 1
            right[kind] += pair.conflict and (not pair.reasons or kind in pair.reasons)
    return {kind: (given[kind], right[kind]) for kind in given}
