"""Pairs of assertions, of different parties or of one, that share something to disagree on."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.language.keys import keys
from narratives.language.pipeline import parse
from narratives.model import Account
from narratives.verdict import Pair

if TYPE_CHECKING:
    from spacy.tokens import Doc

MAX_PAIRS = 20_000
"""Most pairs that are judged in one comparison; those that share most come first."""


@frozen(kw_only=True)
class Candidates:
    """The pairs to judge, in the order of the accounts, and how many were left out."""

    pairs: tuple[Pair, ...]
    not_compared: int


def candidates(accounts: Sequence[Account], *, max_pairs: int = MAX_PAIRS) -> Candidates:
    """Pairs of assertions of different accounts that name a common thing, person, place or deed.

    A pair in which one side answers the other is always among them. Cost: one parse a distinct text,
    then one set intersection a pair.
    """
    pairs = (pair for one, other in combinations(accounts, 2) for pair in product(one, other))
    return _chosen(pairs, _content(accounts), max_pairs=max_pairs)


def own_candidates(account: Account, *, max_pairs: int = MAX_PAIRS) -> Candidates:
    """Pairs of assertions of one account that name a common thing, person, place or deed."""
    return _chosen(combinations(account, 2), _content([account]), max_pairs=max_pairs)


def _content(accounts: Sequence[Account]) -> dict[str, frozenset[str]]:
    texts = sorted({assertion.text for account in accounts for assertion in account})
    return {text: keys(doc) | _numbers(doc) for text, doc in zip(texts, parse(texts), strict=True)}


def _chosen(pairs: Iterable[Pair], content: Mapping[str, frozenset[str]], *, max_pairs: int) -> Candidates:
    """The pairs with something in common; where there are too many, those that share most."""
    shared: list[tuple[int, int, Pair]] = []
    total = 0
    for a, b in pairs:
        total += 1
        common = len(content[a.text] & content[b.text])
        if a.answers == b.id or b.answers == a.id:
            common += len(content[a.text]) + 1
        if common:
            shared.append((-common, total, (a, b)))
    kept = sorted(sorted(shared, key=lambda entry: entry[:2])[:max_pairs], key=lambda entry: entry[1])
    return Candidates(pairs=tuple(pair for _, _, pair in kept), not_compared=total - len(kept))


def _numbers(doc: "Doc") -> frozenset[str]:
    """A key that every text with a count holds: "the crowd was 2,500", "12,000 took part"."""
    counts = any(word.pos_ == "NUM" and word.ent_type_ not in ("DATE", "TIME") for word in doc)
    return frozenset({"#"}) if counts else frozenset()
