"""Constructed training rows: contrasts from our own templates, rewrites of given rows, and decided pairs.

The same seed, counts and rows give the same result.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from narratives.errors import TrainingDataError
from narratives.findings import Findings
from narratives.training.contrasts.rewriting import rewrites
from narratives.training.contrasts.templates import contrasts
from narratives.training.decided import decided_rows
from narratives.training.rows import read_mixture, read_rows, sample_mixture, write_rows

__all__ = ["contrasts", "make_rows", "rewrites"]


def make_rows(
    out: Path,
    *,
    count: int,
    rewrite: Path | None,
    mixture: Path | None,
    seed: int,
    decided: Iterable[Findings] = (),
) -> dict[str, int]:
    """Write contrasts, rewrites and decided pairs to the new file ``out``; return the rows by source.

    Args:
        count: number of rows to generate from the templates, >= 0.
        rewrite: JSON Lines file of rows to rewrite; the rows themselves are not written.
        mixture: YAML mapping of a source to the most rows of ``rewrite`` to take of it; None takes all.
        decided: findings with the decisions of people applied; see `decided_rows`.

    Raises:
        TrainingDataError: ``out`` exists, no rows were asked for, the rows are malformed, or no relation of
            the findings is decided.
    """
    if out.exists():
        raise TrainingDataError(f"{out}: is there already; give the name of a new file")
    given = list(decided)
    if not count and rewrite is None and not given:
        raise TrainingDataError(
            "no rows asked for; give --contrasts N, --rewrite ROWS, --from FINDINGS or several of them"
        )
    made = list(dict.fromkeys(row for findings in given for row in decided_rows(findings)))
    if given and not made:
        raise TrainingDataError(
            "no relation that gives a row is decided; give the decisions of people with --decisions FILE"
        )
    made += contrasts(count, seed=seed)
    if rewrite is not None:
        shares = read_mixture(mixture) if mixture is not None else None
        made += rewrites(sample_mixture(read_rows(rewrite), shares, seed=seed), seed=seed)
    write_rows(made, out)
    return dict(sorted(Counter(row.source for row in made).items()))
