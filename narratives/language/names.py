"""Names as they are compared, and the names that are similar to one that was not found."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process, utils

_ARTICLES = re.compile(r"^(?:the|a|an|its|his|her|their|our)\s+", re.IGNORECASE)
MIN_SIMILARITY = 75
"""Least similarity of whole names, 0 to 100, at which one is taken for a misspelling of the other."""
_MIN_PART_SIMILARITY = 85
"""Least similarity of the words that two names share at which one is suggested for the other."""
_MAX_SUGGESTIONS = 3


def fold(name: str) -> str:
    """Return the name as compared: case folded, without leading article, final "'s" and extra spaces."""
    plain = " ".join(name.replace("’", "'").split())
    return _ARTICLES.sub("", plain).removesuffix("'s").casefold()


def similar_names(name: str, known: Iterable[str], *, limit: int = _MAX_SUGGESTIONS) -> list[str]:
    """Return the known names that are most similar to a name, best first.

    Names with words in common are returned only if no known name is similar as a whole.
    """
    names = sorted(set(known))
    for scorer, cutoff in ((fuzz.ratio, MIN_SIMILARITY), (fuzz.token_set_ratio, _MIN_PART_SIMILARITY)):
        found = process.extract(
            name,
            names,
            scorer=scorer,
            processor=lambda one: utils.default_process(fold(one)),
            score_cutoff=cutoff,
            limit=limit,
        )
        if found:
            return [other for other, _, _ in found]
    return []


def hint(name: str, known: Iterable[str]) -> str:
    """Return "did you mean ...? " with the most similar known name, or ""."""
    similar = similar_names(name, known)
    return f"did you mean {similar[0]!r}? " if similar else ""
