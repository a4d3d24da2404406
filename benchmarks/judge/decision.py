"""``python -m benchmarks.judge.decision [--judge FOLDER] [--cache FILE] [--write]``: fit the table that
decides.

On the real articles where they are (as given by gold, and as read), the development half of the suite and the
invented reports; every figure of an article is by a table fitted without it. ``--write`` puts the table into
``narratives/weights/decision``.
"""

import argparse
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import asdict, frozen

from benchmarks.comparison import real, suite
from narratives.judging.evidence.features import SIGNS
from narratives.judging.judges import ReasoningJudge
from narratives.judging.models.nli import EmbeddedNli
from narratives.training.combining import Observation, calibration_error, fit_table, left_out
from narratives.weights import DECISION, JUDGE

INVENTED = Path(real.__file__).parent / "articles"
SETS = ("given", "read", "suite", "invented given", "invented read")
_WEIGHTS = {"given": 1.0, "read": 1.0, "suite": 0.5, "invented given": 0.5, "invented read": 0.5}
PENALTY = 2.0


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
    options = parser.parse_args()
    rows = _rows(options.judge, options.cache)
    kept = [row for row in rows if not row.defensible]
    observations = [row.observation for row in kept]
    probabilities = left_out(observations, penalty=PENALTY)
    _tell("all features", kept, probabilities)
    threshold = _threshold(kept, probabilities)
    print(f"threshold {threshold:.3f}")
    _tell_at(kept, probabilities, threshold)
    for name in SIGNS:
        dropped = left_out(observations, penalty=PENALTY, without=frozenset({name}))
        _tell(f"without {name}", kept, dropped)
    table = fit_table(observations, threshold=round(threshold, 3), penalty=PENALTY)
    print(json.dumps(asdict(table), indent=1))
    if options.write:
        write({"contradiction": asdict(table), "agreement": {}}, DECISION)


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
            weighed = model.weigh([one.pair for one in pairs])
            for one, told in zip(pairs, weighed, strict=True):
                yield Row(
                    set=prefix + way,
                    observation=Observation(
                        features=told.features,
                        conflict=one.right,
                        weight=_WEIGHTS[prefix + way],
                        group=gold.name,
                    ),
                    defensible=one.defensible,
                    trap=one.trap,
                )


def _suite(model: ReasoningJudge) -> Iterable[Row]:
    pairs = suite.suite("development")
    weighed = model.weigh([(one.a, one.b) for one in pairs])
    for number, (one, told) in enumerate(zip(pairs, weighed, strict=True)):
        yield Row(
            set="suite",
            observation=Observation(
                features=told.features,
                conflict=one.conflict,
                weight=_WEIGHTS["suite"],
                group=f"suite {number % 8}",
            ),
            trap=not one.conflict,
        )


def _of(rows: Sequence[Row], probabilities: Sequence[float], name: str) -> tuple[list[float], list[bool]]:
    chosen = [(p, row) for p, row in zip(probabilities, rows, strict=True) if row.set == name]
    return [p for p, _ in chosen], [row.observation.conflict for _, row in chosen]


def _tell(title: str, rows: Sequence[Row], probabilities: Sequence[float]) -> None:
    cells = []
    for name in SETS:
        strengths, right = _of(rows, probabilities, name)
        if strengths:
            found = real.average_precision(strengths, right)
            cells.append(
                f"{name}: AP {found:.3f} R@.85 {real.recall_at(strengths, right, 0.85):.2f} "
                f"ECE {calibration_error(strengths, right):.3f}"
            )
    print(f"{title:32}" + "  ".join(cells))


def _threshold(rows: Sequence[Row], probabilities: Sequence[float]) -> float:
    """The least at which the pairs of real articles, else of all, that are flagged are right in 85 of 100."""
    sets = ("given", "read") if any(row.set == "given" for row in rows) else SETS
    chosen = sorted(
        (
            (p, row.observation.conflict)
            for p, row in zip(probabilities, rows, strict=True)
            if row.set in sets
        ),
        reverse=True,
    )
    best, hits = 0.5, 0
    for rank, (probability, right) in enumerate(chosen, start=1):
        hits += right
        if hits / rank >= 0.85:
            best = probability
    return best


def _tell_at(rows: Sequence[Row], probabilities: Sequence[float], threshold: float) -> None:
    for name in SETS:
        chosen = [
            (row, p >= threshold) for p, row in zip(probabilities, rows, strict=True) if row.set == name
        ]
        flagged = [row for row, flag in chosen if flag]
        hits = sum(row.observation.conflict for row in flagged)
        wanted = sum(row.observation.conflict for row, _ in chosen)
        traps = sum(row.trap for row in flagged)
        print(f"{name:16} flagged {len(flagged)}, right {hits} of {wanted}, near misses {traps}")


if __name__ == "__main__":
    main()
