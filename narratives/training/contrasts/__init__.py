"""Constructed training rows: contrasts from our own templates, and rewrites of given rows.

The same seed, counts and rows give the same result.
"""

from collections import Counter
from pathlib import Path

from narratives.errors import TrainingDataError
from narratives.training.contrasts.rewriting import rewrites
from narratives.training.contrasts.templates import contrasts
from narratives.training.rows import read_mixture, read_rows, sample_mixture, write_rows

__all__ = ["contrasts", "make_rows", "rewrites"]


def make_rows(
    out: Path, *, count: int, rewrite: Path | None, mixture: Path | None, seed: int
) -> dict[str, int]:
    """Write contrasts and rewrites to the new file ``out``; return the number of rows by source.

    Args:
        count: number of rows to generate from the templates, >= 0.
        rewrite: JSON Lines file of rows to rewrite; the rows themselves are not written.
        mixture: YAML mapping of a source to the most rows of ``rewrite`` to take of it; None takes all.

    Raises:
        TrainingDataError: ``out`` exists, no rows were asked for, or the rows are malformed.
    """
    if out.exists():
        raise TrainingDataError(f"{out}: is there already; give the name of a new file")
    if not count and rewrite is None:
        raise TrainingDataError("no rows asked for; give --contrasts N, --rewrite ROWS or both")
    made = contrasts(count, seed=seed)
    if rewrite is not None:
        shares = read_mixture(mixture) if mixture is not None else None
        made += rewrites(sample_mixture(read_rows(rewrite), shares, seed=seed), seed=seed)
    write_rows(made, out)
    return dict(sorted(Counter(row.source for row in made).items()))
