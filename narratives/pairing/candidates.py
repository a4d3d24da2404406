"""The pairs of assertions to judge: all of them, or the best where there are many."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.language.keys import keys
from narratives.language.pipeline import parse
from narratives.model import Account, Assertion
from narratives.verdict import Pair

if TYPE_CHECKING:
    from spacy.tokens import Doc

MAX_PAIRS = 10_000
"""Most pairs that are judged in one comparison; where there are more, those that have most in common."""


@frozen(kw_only=True)
class Candidates:
    """The pairs to judge, in the order of the accounts, and how many were left out."""

    pairs: tuple[Pair, ...]
    not_compared: int


def candidates(accounts: Sequence[Account], *, max_pairs: int = MAX_PAIRS) -> Candidates:
    """Pairs of assertions of different accounts: all of them up to ``max_pairs``, else the best.

    First comes a pair in which one side answers the other; then by the similarity of what they name. Cost of
    choosing: one parse a distinct text, then one pass over the pairs.
    """
    pairs = (pair for one, other in combinations(accounts, 2) for pair in product(one, other))
    return _chosen(list(pairs), accounts, max_pairs=max_pairs)


def own_candidates(account: Account, *, max_pairs: int = MAX_PAIRS) -> Candidates:
    """Pairs of assertions of one account, chosen as in `candidates`."""
    return _chosen(list(combinations(account, 2)), [account], max_pairs=max_pairs)


def _chosen(pairs: Sequence[Pair], accounts: Sequence[Account], *, max_pairs: int) -> Candidates:
    if len(pairs) <= max_pairs:
        return Candidates(pairs=tuple(pairs), not_compared=0)
    vectors = _vectors({assertion.text for account in accounts for assertion in account})
    ranked = sorted(range(len(pairs)), key=lambda number: (-_likeness(*pairs[number], vectors), number))
    kept = sorted(ranked[:max_pairs])
    return Candidates(pairs=tuple(pairs[number] for number in kept), not_compared=len(pairs) - len(kept))


Vector = Mapping[str, float]


def _vectors(texts: Iterable[str]) -> dict[str, Vector]:
    """Each text as the keys of its content words, weighted by how few texts have them, of length 1."""
    distinct = sorted(texts)
    content = [_content(doc) for doc in parse(distinct)]
    counts = Counter(key for keys_ in content for key in keys_)
    found: dict[str, Vector] = {}
    for text, names in zip(distinct, content, strict=True):
        weights = {name: math.log(1 + len(distinct) / counts[name]) for name in sorted(names)}
        length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        found[text] = {name: weight / length for name, weight in weights.items()}
    return found


def _content(doc: "Doc") -> frozenset[str]:
    """The keys of the content words, and one that every text with a count holds ("2,500", "12,000")."""
    counts = any(word.pos_ == "NUM" and word.ent_type_ not in ("DATE", "TIME") for word in doc)
    return keys(doc) | (frozenset({"#"}) if counts else frozenset())


def _likeness(a: Assertion, b: Assertion, vectors: Mapping[str, Vector]) -> float:
    """Cosine of the two, 0 to 1; more than that where one answers the other."""
    mine, theirs = vectors[a.text], vectors[b.text]
    small, large = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
    cosine = sum(weight * large[name] for name, weight in small.items() if name in large)
    return cosine + (2.0 if a.answers == b.id or b.answers == a.id else 0.0)
