"""The pairs of assertions to judge: all of them or, above a limit, the most similar."""

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
"""Most pairs that are judged in one comparison; if there are more, the most similar are kept."""


@frozen(kw_only=True)
class Candidates:
    """The pairs to judge, in the order of the accounts, and the number of pairs left out."""

    pairs: tuple[Pair, ...]
    not_compared: int


def candidates(accounts: Sequence[Account], *, max_pairs: int = MAX_PAIRS) -> Candidates:
    """Return the pairs of assertions of different accounts: all, or the ``max_pairs`` most similar.

    Pairs in which one assertion answers the other rank first; the others rank by the cosine of their content
    keys. The ranking costs one parse of each distinct text, then one pass over the pairs.
    """
    pairs = (pair for one, other in combinations(accounts, 2) for pair in product(one, other))
    return _most_similar(list(pairs), accounts, max_pairs=max_pairs)


def candidates_within(account: Account, *, max_pairs: int = MAX_PAIRS) -> Candidates:
    """Return the pairs of assertions of one account, chosen as in `candidates`."""
    return _most_similar(list(combinations(account, 2)), [account], max_pairs=max_pairs)


def _most_similar(pairs: Sequence[Pair], accounts: Sequence[Account], *, max_pairs: int) -> Candidates:
    if len(pairs) <= max_pairs:
        return Candidates(pairs=tuple(pairs), not_compared=0)
    vectors = _vectors({assertion.text for account in accounts for assertion in account})
    ranked = sorted(range(len(pairs)), key=lambda number: (-_similarity(*pairs[number], vectors), number))
    kept = sorted(ranked[:max_pairs])
    return Candidates(pairs=tuple(pairs[number] for number in kept), not_compared=len(pairs) - len(kept))


Vector = Mapping[str, float]


def _vectors(texts: Iterable[str]) -> dict[str, Vector]:
    """Return each text's vector of length 1: its content keys weighted by inverse document frequency."""
    distinct = sorted(texts)
    content = [_content_keys(doc) for doc in parse(distinct)]
    counts = Counter(key for keys_ in content for key in keys_)
    found: dict[str, Vector] = {}
    for text, names in zip(distinct, content, strict=True):
        weights = {name: math.log(1 + len(distinct) / counts[name]) for name in sorted(names)}
        length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        found[text] = {name: weight / length for name, weight in weights.items()}
    return found


def _content_keys(doc: "Doc") -> frozenset[str]:
    """Return the content keys of a text, with "#" if it has a count ("2,500"): any two counts match."""
    counts = any(word.pos_ == "NUM" and word.ent_type_ not in ("DATE", "TIME") for word in doc)
    return keys(doc) | (frozenset({"#"}) if counts else frozenset())


def _similarity(a: Assertion, b: Assertion, vectors: Mapping[str, Vector]) -> float:
    """Return the cosine of the two vectors, 0 to 1, plus 2 if one assertion answers the other."""
    mine, theirs = vectors[a.text], vectors[b.text]
    small, large = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
    cosine = sum(weight * large[name] for name, weight in small.items() if name in large)
    return cosine + (2.0 if a.answers == b.id or b.answers == a.id else 0.0)
