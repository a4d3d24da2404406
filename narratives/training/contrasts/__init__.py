"""Training rows made on purpose: contrasts from templates of our own, and rewrites of rows that are given.

All seeded: the same seed, counts and rows give the same rows.
"""

from collections import Counter
from pathlib import Path

from narratives.errors import TrainingDataError
from narratives.training.contrasts.rewriting import rewrites
from narratives.training.contrasts.templates import contrasts
from narratives.training.rows import read_mixture, read_rows, take_mixture, write_rows

__all__ = ["contrasts", "make_rows", "rewrites"]


def make_rows(
    out: Path, *, count: int, rewrite: Path | None, mixture: Path | None, seed: int
) -> dict[str, int]:
    """Write contrasts and the rewrites of a file's rows to ``out``; the number of rows by source.

    Args:
        count: rows to draw from the templates, >= 0.
        rewrite: JSON Lines of rows to rewrite; the rows themselves are not written.
        mixture: YAML, the most rows of each source of ``rewrite`` to take; None takes all.

    Raises:
        TrainingDataError: ``out`` is there already, nothing was asked for, or the rows are broken.
    """
    if out.exists():
        raise TrainingDataError(f"{out}: is there already; give the name of a new file")
    if not count and rewrite is None:
        raise TrainingDataError("no rows asked for; give --contrasts N, --rewrite ROWS or both")
    made = contrasts(count, seed=seed)
    if rewrite is not None:
        shares = read_mixture(mixture) if mixture is not None else None
        made += rewrites(take_mixture(read_rows(rewrite), shares, seed=seed), seed=seed)
    write_rows(made, out)
    return dict(sorted(Counter(row.source for row in made).items()))
