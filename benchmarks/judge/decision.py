"""``python -m benchmarks.judge.decision [--judge FOLDER] [--cache FILE] [--write]``: fit the decision tables.

The data are the real articles if available (attribution from gold and attribution found), the development
half of the suite, and the invented reports. The figures are cross-validated: those of an article come from a
table fitted without it. ``--write`` writes the tables to ``narratives/weights/decision``.
"""

import argparse
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import asdict, frozen

from benchmarks.comparison import real, suite
from benchmarks.comparison.curves import average_precision, recall_at
from narratives.judging.decision import Table
from narratives.judging.evidence.features import AGREEMENT_SIGNS, CONFLICT_SIGNS
from narratives.judging.judges import ReasoningJudge
from narratives.judging.models.nli import EmbeddedNli
from narratives.training.decision_table import Observation, calibration_error, fit_table, leave_one_group_out
from narratives.weights import DECISION, JUDGE

INVENTED = Path(real.__file__).parent / "articles"
SETS = ("given", "read", "suite", "invented given", "invented read")
_WEIGHTS = {"given": 1.0, "read": 1.0, "suite": 0.5, "invented given": 0.5, "invented read": 0.5}
PENALTY = 1.0
PRIOR = {
    "contradiction": 1.0,
    "not stating": -1.0,
    "shows presence": 6.0,
    **{
        name: -1.0 if name == "another modality" else -2.0
        for name in CONFLICT_SIGNS
        if name.startswith("another ")
    },
}
"""Prior weights of features. The model's contradiction counts as it is. A difference of scope (time, place …)
lowers the probability. A presence that one side rules out and the event of the other requires raises it."""


@frozen(kw_only=True)
class Row:
    """An observation with its set, one of `SETS`, and further gold labels."""

    set: str
    observation: Observation
    defensible: bool = False
    trap: bool = False


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judge.decision", description=__doc__)
    parser.add_argument("--judge", type=Path, default=JUDGE, help="folder of the embedded judge")
    parser.add_argument("--cache", type=Path, help="file that stores the features between runs")
    parser.add_argument("--write", action="store_true", help="write the tables to the package")
    parser.add_argument("--ablate", action="store_true", help="leave each feature out in turn")
    options = parser.parse_args()
    rows = [row for row in _rows(options.judge, options.cache) if not row.defensible]
    tables = {name: _fit(name, rows, target, ablate=options.ablate) for name, target in TARGETS.items()}
    if options.write:
        write({name: asdict(table) for name, table in tables.items()}, DECISION)


def _conflict(one: Observation) -> bool:
    return one.conflict


def _agreed(one: Observation) -> bool:
    return one.agreed


@frozen(kw_only=True)
class Target:
    """The label that a table predicts.

    Attributes:
        signs: feature → sign that its weight may have.
        label: the gold label of an observation.
        precision: required precision, from which the threshold is set.
        threshold_sets: the sets on which the threshold is set.
    """

    signs: Mapping[str, int]
    label: Callable[[Observation], bool]
    precision: float
    threshold_sets: tuple[str, ...]


TARGETS = {
    "contradiction": Target(
        signs=CONFLICT_SIGNS, label=_conflict, precision=0.85, threshold_sets=("given", "read")
    ),
    "agreement": Target(
        signs=AGREEMENT_SIGNS, label=_agreed, precision=0.6, threshold_sets=("given", "read")
    ),
}


def _fit(name: str, rows: Sequence[Row], target: Target, *, ablate: bool) -> Table:
    """Fit a table and print its cross-validated scores."""
    signs, label = target.signs, target.label
    observations = [row.observation for row in rows]
    priors = PRIOR if name == "contradiction" else {}
    probabilities = leave_one_group_out(observations, signs, label, penalty=PENALTY, prior=priors)
    _print_scores(name, rows, probabilities, label)
    threshold = _threshold(rows, probabilities, target)
    _print_at_threshold(rows, probabilities, label, threshold)
    for feature in signs if ablate else ():
        dropped = leave_one_group_out(
            observations, signs, label, penalty=PENALTY, prior=priors, without=frozenset({feature})
        )
        _print_scores(f"without {feature}", rows, dropped, label)
    table = fit_table(
        observations, signs, label, threshold=round(threshold, 3), penalty=PENALTY, prior=priors
    )
    print(json.dumps(asdict(table), indent=1))
    return table


def write(config: Mapping[str, Any], folder: Path) -> None:
    """Write the tables to ``config.json`` and their checksum to ``checksums.json``."""
    folder.mkdir(exist_ok=True)
    text = json.dumps(config, indent=1) + "\n"
    (folder / "config.json").write_text(text, encoding="utf-8")
    checksums = {"config.json": hashlib.sha256(text.encode()).hexdigest()}
    (folder / "checksums.json").write_text(json.dumps(checksums, indent=1) + "\n", encoding="utf-8")


def _rows(judge: Path, cache: Path | None) -> list[Row]:
    if cache is not None and cache.exists():
        cached = json.loads(cache.read_text(encoding="utf-8"))
        return [Row(**{**one, "observation": Observation(**one["observation"])}) for one in cached]
    model = ReasoningJudge(EmbeddedNli(judge))
    rows = [
        *_article_rows(model, real.FOLDER, ""),
        *_suite_rows(model),
        *_article_rows(model, INVENTED, "invented "),
    ]
    if cache is not None:
        cache.write_text(json.dumps([asdict(row) for row in rows]), encoding="utf-8")
    return rows


def _article_rows(model: ReasoningJudge, folder: Path, prefix: str) -> Iterable[Row]:
    for gold in real.gold_articles(folder):
        for attribution, pairs in (
            ("given", real.given_pairs(gold)),
            ("read", real.read_pairs(gold, real.read_accounts(gold))),
        ):
            weighed = model.gather_evidence([one.pair for one in pairs])
            for one, judged in zip(pairs, weighed, strict=True):
                yield Row(
                    set=prefix + attribution,
                    observation=Observation(
                        features=judged.features,
                        conflict=one.right,
                        agreed=one.agreed,
                        weight=_WEIGHTS[prefix + attribution],
                        group=gold.name,
                    ),
                    defensible=one.defensible,
                    trap=one.trap,
                )


def _suite_rows(model: ReasoningJudge) -> Iterable[Row]:
    pairs = suite.read_suite("development")
    weighed = model.gather_evidence([(one.a, one.b) for one in pairs])
    for number, (one, judged) in enumerate(zip(pairs, weighed, strict=True)):
        yield Row(
            set="suite",
            observation=Observation(
                features=judged.features,
                conflict=one.conflict,
                agreed=one.agreed,
                weight=_WEIGHTS["suite"],
                group=f"suite {number % 8}",
            ),
            trap=not one.conflict,
        )


def _probabilities_and_labels(
    rows: Sequence[Row], probabilities: Sequence[float], label: Callable[[Observation], bool], name: str
) -> tuple[list[float], list[bool]]:
    """Return the probabilities and the gold labels of the rows of a set."""
    chosen = [(p, row) for p, row in zip(probabilities, rows, strict=True) if row.set == name]
    return [p for p, _ in chosen], [label(row.observation) for _, row in chosen]


def _print_scores(
    title: str, rows: Sequence[Row], probabilities: Sequence[float], label: Callable[[Observation], bool]
) -> None:
    cells = []
    for name in SETS:
        strengths, labels = _probabilities_and_labels(rows, probabilities, label, name)
        if any(labels):
            precision = average_precision(strengths, labels)
            cells.append(
                f"{name}: AP {precision:.3f} R@.85 {recall_at(strengths, labels, 0.85):.2f} "
                f"ECE {calibration_error(strengths, labels):.3f}"
            )
    print(f"{title:32}" + "  ".join(cells))


def _threshold(rows: Sequence[Row], probabilities: Sequence[float], target: Target) -> float:
    """Return the lowest threshold at which flagged pairs have the required precision, 0.5 if there is none.

    Only the sets of the target are used, or all sets if there are no rows of these.
    """
    on_sets = any(row.set in target.threshold_sets for row in rows)
    sets = target.threshold_sets if on_sets else SETS
    chosen = sorted(
        (
            (p, target.label(row.observation))
            for p, row in zip(probabilities, rows, strict=True)
            if row.set in sets
        ),
        reverse=True,
    )
    best, hits = 0.5, 0
    for rank, (probability, hit) in enumerate(chosen, start=1):
        hits += hit
        if hits / rank >= target.precision:
            best = probability
    return best


def _print_at_threshold(
    rows: Sequence[Row],
    probabilities: Sequence[float],
    label: Callable[[Observation], bool],
    threshold: float,
) -> None:
    print(f"threshold {threshold:.3f}")
    for name in SETS:
        chosen = [
            (row, p >= threshold) for p, row in zip(probabilities, rows, strict=True) if row.set == name
        ]
        flagged = [row for row, flag in chosen if flag]
        hits = sum(label(row.observation) for row in flagged)
        positives = sum(label(row.observation) for row, _ in chosen)
        traps = sum(row.trap for row in flagged)
        print(f"{name:16} flagged {len(flagged)}, right {hits} of {positives}, near misses {traps}")


if __name__ == "__main__":
    main()
