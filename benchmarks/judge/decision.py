"""``python -m benchmarks.judge.decision [--judge FOLDER] [--cache FILE] [--write]``: fit the table that
decides.

On the real articles where they are (as given by gold, and as read), the development half of the suite and the
invented reports; every figure of an article is by a table fitted without it. ``--write`` puts the table into
``narratives/weights/decision``.
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
"""Weights before any pair is seen: the model counts as it says, another place or time keeps two apart, and a
presence ruled out against a deed that needs it is a conflict."""


@frozen(kw_only=True)
class Row:
    """An observation with the set that it is of, and what gold says of it besides."""

    set: str
    observation: Observation
    defensible: bool = False
    trap: bool = False


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judge.decision", description=__doc__)
    parser.add_argument("--judge", type=Path, default=JUDGE, help="folder of the embedded judge")
    parser.add_argument("--cache", type=Path, help="features are kept there")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--ablate", action="store_true", help="leave each feature out in turn")
    options = parser.parse_args()
    rows = [row for row in _rows(options.judge, options.cache) if not row.defensible]
    tables = {name: _fitted(name, rows, kind, ablate=options.ablate) for name, kind in KINDS.items()}
    if options.write:
        write({name: asdict(table) for name, table in tables.items()}, DECISION)


def _conflict(one: Observation) -> bool:
    return one.conflict


def _agreed(one: Observation) -> bool:
    return one.agreed


@frozen(kw_only=True)
class Kind:
    """What a table is fitted for.

    Attributes:
        signs: the features, each with the sign that its weight may have.
        right: what it tells.
        precision: what the threshold is set for, in the real articles of the sets named ``on``.
    """

    signs: Mapping[str, int]
    right: Callable[[Observation], bool]
    precision: float
    on: tuple[str, ...]


KINDS = {
    "contradiction": Kind(signs=CONFLICT_SIGNS, right=_conflict, precision=0.85, on=("given", "read")),
    "agreement": Kind(signs=AGREEMENT_SIGNS, right=_agreed, precision=0.6, on=("given", "read")),
}


def _fitted(name: str, rows: Sequence[Row], kind: Kind, *, ablate: bool) -> Table:
    signs, right = kind.signs, kind.right
    observations = [row.observation for row in rows]
    priors = PRIOR if name == "contradiction" else {}
    probabilities = leave_one_group_out(observations, signs, right, penalty=PENALTY, prior=priors)
    _tell(name, rows, probabilities, right)
    threshold = _threshold(rows, probabilities, kind)
    _tell_at(rows, probabilities, right, threshold)
    for feature in signs if ablate else ():
        dropped = leave_one_group_out(
            observations, signs, right, penalty=PENALTY, prior=priors, without=frozenset({feature})
        )
        _tell(f"without {feature}", rows, dropped, right)
    table = fit_table(
        observations, signs, right, threshold=round(threshold, 3), penalty=PENALTY, prior=priors
    )
    print(json.dumps(asdict(table), indent=1))
    return table


def write(config: Mapping[str, Any], folder: Path) -> None:
    """Write the tables and their checksum."""
    folder.mkdir(exist_ok=True)
    text = json.dumps(config, indent=1) + "\n"
    (folder / "config.json").write_text(text, encoding="utf-8")
    checksums = {"config.json": hashlib.sha256(text.encode()).hexdigest()}
    (folder / "checksums.json").write_text(json.dumps(checksums, indent=1) + "\n", encoding="utf-8")


def _rows(judge: Path, cache: Path | None) -> list[Row]:
    if cache is not None and cache.exists():
        kept = json.loads(cache.read_text(encoding="utf-8"))
        return [Row(**{**one, "observation": Observation(**one["observation"])}) for one in kept]
    model = ReasoningJudge(EmbeddedNli(judge))
    rows = [*_real(model, real.FOLDER, ""), *_suite(model), *_real(model, INVENTED, "invented ")]
    if cache is not None:
        cache.write_text(json.dumps([asdict(row) for row in rows]), encoding="utf-8")
    return rows


def _real(model: ReasoningJudge, folder: Path, prefix: str) -> Iterable[Row]:
    for gold in real.golds(folder):
        for way, pairs in (
            ("given", real.given_pairs(gold)),
            ("read", real.read_pairs(gold, real.read_accounts(gold))),
        ):
            weighed = model.gather_evidence([one.pair for one in pairs])
            for one, told in zip(pairs, weighed, strict=True):
                yield Row(
                    set=prefix + way,
                    observation=Observation(
                        features=told.features,
                        conflict=one.right,
                        agreed=one.agreed,
                        weight=_WEIGHTS[prefix + way],
                        group=gold.name,
                    ),
                    defensible=one.defensible,
                    trap=one.trap,
                )


def _suite(model: ReasoningJudge) -> Iterable[Row]:
    pairs = suite.suite("development")
    weighed = model.gather_evidence([(one.a, one.b) for one in pairs])
    for number, (one, told) in enumerate(zip(pairs, weighed, strict=True)):
        yield Row(
            set="suite",
            observation=Observation(
                features=told.features,
                conflict=one.conflict,
                agreed=one.agreed,
                weight=_WEIGHTS["suite"],
                group=f"suite {number % 8}",
            ),
            trap=not one.conflict,
        )


def _of(
    rows: Sequence[Row], probabilities: Sequence[float], right: Callable[[Observation], bool], name: str
) -> tuple[list[float], list[bool]]:
    chosen = [(p, row) for p, row in zip(probabilities, rows, strict=True) if row.set == name]
    return [p for p, _ in chosen], [right(row.observation) for _, row in chosen]


def _tell(
    title: str, rows: Sequence[Row], probabilities: Sequence[float], right: Callable[[Observation], bool]
) -> None:
    cells = []
    for name in SETS:
        strengths, wanted = _of(rows, probabilities, right, name)
        if any(wanted):
            found = average_precision(strengths, wanted)
            cells.append(
                f"{name}: AP {found:.3f} R@.85 {recall_at(strengths, wanted, 0.85):.2f} "
                f"ECE {calibration_error(strengths, wanted):.3f}"
            )
    print(f"{title:32}" + "  ".join(cells))


def _threshold(rows: Sequence[Row], probabilities: Sequence[float], kind: Kind) -> float:
    """The least at which what is flagged in the sets of the kind, else in all, has the precision."""
    sets = kind.on if any(row.set in kind.on for row in rows) else SETS
    chosen = sorted(
        (
            (p, kind.right(row.observation))
            for p, row in zip(probabilities, rows, strict=True)
            if row.set in sets
        ),
        reverse=True,
    )
    best, hits = 0.5, 0
    for rank, (probability, hit) in enumerate(chosen, start=1):
        hits += hit
        if hits / rank >= kind.precision:
            best = probability
    return best


def _tell_at(
    rows: Sequence[Row],
    probabilities: Sequence[float],
    right: Callable[[Observation], bool],
    threshold: float,
) -> None:
    print(f"threshold {threshold:.3f}")
    for name in SETS:
        chosen = [
            (row, p >= threshold) for p, row in zip(probabilities, rows, strict=True) if row.set == name
        ]
        flagged = [row for row, flag in chosen if flag]
        hits = sum(right(row.observation) for row in flagged)
        wanted = sum(right(row.observation) for row, _ in chosen)
        traps = sum(row.trap for row in flagged)
        print(f"{name:16} flagged {len(flagged)}, right {hits} of {wanted}, near misses {traps}")


if __name__ == "__main__":
    main()
