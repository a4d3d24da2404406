"""The pairs of assertions to judge: all of them if they are few, else those with most in common."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations, product
from typing import TYPE_CHECKING, Protocol

from attrs import frozen

from narratives.errors import ComparisonError
from narratives.language.countries import country_of
from narratives.language.keys import possible_keys
from narratives.model import Account, Assertion
from narratives.pairing.approximate import APPROXIMATE_FROM, nearly_nearest
from narratives.pairing.details import sharing_details
from narratives.pairing.matters import Matters, may_differ
from narratives.pairing.neighbours import SCALE, nearest, products_of, rounded
from narratives.verdict import Pair

if TYPE_CHECKING:
    from narratives.pairing.neighbours import Bools, Floats, Integers

ALL_PAIRS = 2000
"""Most pairs of which every one is a candidate."""
NEARLY_ALL_PAIRS = 10_000
"""Most pairs of which all but those with a cosine below `UNRELATED_COSINE` are candidates."""
UNRELATED_COSINE = 0.04
"""Cosine of the embeddings below which two assertions are unrelated.

Of the clear contradictions in 14 annotated news articles none of 92 is below it in the words of the
annotation, and two of 77 in the words that are extracted; of all pairs 4 and 9 in 100.
"""
IN_SAME_DOCUMENT = 40
"""Above `NEARLY_ALL_PAIRS`: the nearest assertions of the same document with which each is paired."""
IN_OTHER_DOCUMENTS = 20
"""Above `NEARLY_ALL_PAIRS`: the nearest assertions of all other documents with which each is paired."""


class Embedder(Protocol):
    """Anything that turns texts into vectors, such as `narratives.embedding.Embedder`."""

    def embed(self, texts: Sequence[str], /) -> "Floats":
        """Return an array with one unit vector per text, in the order of the texts."""
        ...


@frozen(kw_only=True)
class Candidates:
    """The pairs to judge, in the order of the accounts, and the number of pairs left out."""

    pairs: tuple[Pair, ...]
    not_compared: int


def candidates(
    accounts: Sequence[Account],
    *,
    named: Mapping[str, Collection[str]] | None = None,
    max_pairs: int | None = None,
    embedder: Embedder | None = None,
) -> Candidates:
    """Return the pairs of assertions of different accounts that are to be judged.

    Two assertions in different documents are left out if the documents are about different matters, by the
    meaning of the assertions in each (`Matters`), or if they share no content word and neither document names
    the party of the other. Up to `ALL_PAIRS`, the other pairs are all candidates, and up to
    `NEARLY_ALL_PAIRS` those that are related by the cosine of their embeddings. Above, each assertion is
    paired with the assertions of other parties that are nearest by that cosine, `IN_SAME_DOCUMENT` of its own
    document and `IN_OTHER_DOCUMENTS` of the others; a denial with what it denies; and assertions that share a
    rare name or number. Whether a pair is among them depends on the set of assertions alone, not on their
    order.

    The number of pairs grows in proportion to the assertions. The search for neighbours grows with their
    square; from `APPROXIMATE_FROM` assertions it is approximate and grows with the power of 1.5.

    Args:
        named: id of a document → the names of the parties that it names, apart from those that speak in it. A
            document that is not here may name any.
        max_pairs: most pairs; those with the highest cosine are kept, denials with what they deny first. None
            for no limit.
        embedder: used above `ALL_PAIRS`, if ``max_pairs`` is exceeded, or if two documents have three
            assertions or more; None for the shipped one.

    Raises:
        ComparisonError: ``max_pairs`` is negative.
    """
    every = [(number, one) for number, account in enumerate(accounts) for one in account]
    sizes = [len(account) for account in accounts]
    total = (sum(sizes) ** 2 - sum(size**2 for size in sizes)) // 2
    names = _Named(accounts, named or {})
    if total <= _limit(max_pairs):
        said = [one for _, one in every]
        vectors = cache(lambda: _vectors(said, embedder))
        matters = Matters(said, vectors()) if may_differ(said) else None
        pairs = _without_unrelated(
            [
                (a, b)
                for one, other in combinations(accounts, 2)
                for a, b in product(one, other)
                if names.related(a, one.name, b, other.name) and (matters is None or matters.one_matter(a, b))
            ],
            said,
            vectors,
        )
        return Candidates(pairs=tuple(pairs), not_compared=total - len(pairs))
    return _selected(every, total, names=names, max_pairs=max_pairs, embedder=embedder)


class _Named:
    """Which documents name which parties.

    Args:
        named: as for `candidates`.
    """

    def __init__(self, accounts: Sequence[Account], named: Mapping[str, Collection[str]]) -> None:
        self._accounts = [account.name for account in accounts]
        self._by_documents: dict[tuple[str, ...], Collection[str]] = {}
        self._named = {document: set(names) for document, names in named.items()}
        for account in accounts:
            for one in account:
                for document in one.documents:
                    if document in self._named:
                        self._named[document].add(account.name)

    def account(self, number: int) -> str:
        """Return the name of an account by its number."""
        return self._accounts[number]

    def related(self, a: Assertion, a_party: str, b: Assertion, b_party: str) -> bool:
        """Return True if the two may be about one matter.

        They are in accounts made by hand, share a content word that is no country, or a document of one names
        the party of the other or speaks for it.
        """
        return (
            not self._named
            or b_party in self._by(a)
            or a_party in self._by(b)
            or not _words(a.text).isdisjoint(_words(b.text))
        )

    def _by(self, assertion: Assertion) -> Collection[str]:
        """Return the names of the parties that the documents of the assertion name."""
        documents = assertion.documents
        if documents not in self._by_documents:
            known = bool(documents) and all(document in self._named for document in documents)
            named = set().union(*(self._named[document] for document in documents)) if known else None
            self._by_documents[documents] = self._accounts if named is None else named
        return self._by_documents[documents]


def candidates_within(
    account: Account, *, max_pairs: int | None = None, embedder: Embedder | None = None
) -> Candidates:
    """Return the pairs of assertions of one account, chosen as in `candidates`."""
    total = len(account) * (len(account) - 1) // 2
    if total <= _limit(max_pairs):
        said = list(account)
        pairs = _without_unrelated(list(combinations(account, 2)), said, lambda: _vectors(said, embedder))
        return Candidates(pairs=tuple(pairs), not_compared=total - len(pairs))
    each = list(enumerate(account))
    return _selected(each, total, names=None, max_pairs=max_pairs, embedder=embedder)


def _without_unrelated(
    pairs: Sequence[Pair], said: Sequence[Assertion], vectors: Callable[[], "Floats"]
) -> Sequence[Pair]:
    """Return the pairs; of more than `ALL_PAIRS`, those whose cosine is `UNRELATED_COSINE` or more.

    A denial and what it denies are related.

    Args:
        said: the assertions of the pairs, and any others.
        vectors: returns the vectors of these, if they are needed.
    """
    if len(pairs) <= ALL_PAIRS:
        return pairs
    import numpy as np

    number = {one.id: place for place, one in enumerate(said)}
    near = np.array([[number[a.id], number[b.id]] for a, b in pairs])
    cosines = products_of(vectors(), near) / SCALE**2
    return [
        (a, b)
        for (a, b), cosine in zip(pairs, cosines, strict=True)
        if cosine >= UNRELATED_COSINE or a.answers == b.id or b.answers == a.id
    ]


def _limit(max_pairs: int | None) -> int:
    """Return the number of pairs up to which no neighbours are searched.

    Raises:
        ComparisonError: ``max_pairs`` is negative.
    """
    if max_pairs is not None and max_pairs < 0:
        raise ComparisonError(
            f"max_pairs {max_pairs}: give a number of pairs, 0 or more, or None for no limit"
        )
    return NEARLY_ALL_PAIRS if max_pairs is None else min(NEARLY_ALL_PAIRS, max_pairs)


def _selected(
    every: Sequence[tuple[int, Assertion]],
    total: int,
    *,
    names: "_Named | None",
    max_pairs: int | None,
    embedder: Embedder | None,
) -> Candidates:
    """Return the pairs that are nearest, of those with different numbers of groups.

    Args:
        every: the assertions, each with the number of its group.
        total: number of all pairs of different groups.
        names: which documents name which groups; None if that does not matter.
    """
    import numpy as np

    order = sorted(range(len(every)), key=lambda number: every[number][1].id)
    group = np.array([every[number][0] for number in order])
    said = [every[number][1] for number in order]
    party = [names.account(every[number][0]) if names is not None else "" for number in order]
    vectors = _vectors(said, embedder)
    answers = _answers(said)
    if total <= NEARLY_ALL_PAIRS:
        first, second = np.triu_indices(len(said), 1)
        near = np.column_stack((first, second))
    else:
        near = np.concatenate((_neighbours(said, vectors, group), _details(said), answers))
        near = np.unique(np.sort(near, axis=1), axis=0)
    near = near[group[near[:, 0]] != group[near[:, 1]]]
    if names is not None:
        matters = Matters(said, vectors)
        near = near[
            [
                names.related(said[a], party[a], said[b], party[b]) and matters.one_matter(said[a], said[b])
                for a, b in near
            ]
        ]
    if max_pairs is not None and len(near) > max_pairs:
        near = _best(near, vectors, answers)[:max_pairs]
    place = np.array(order)
    pairs = np.sort(place[near], axis=1)
    groups = np.array([number for number, _ in every])[pairs]
    in_order = np.lexsort((pairs[:, 1], pairs[:, 0], groups[:, 1], groups[:, 0]))
    return Candidates(
        pairs=tuple((every[a][1], every[b][1]) for a, b in pairs[in_order]), not_compared=total - len(pairs)
    )


@lru_cache(maxsize=1 << 17)
def _words(text: str) -> frozenset[str]:
    """Return the possible content keys of a text, without countries."""
    found = {key for word in possible_keys(text) for key in word}
    return frozenset(key for key in found if key.casefold() not in country_of())


def _vectors(said: Sequence[Assertion], embedder: Embedder | None) -> "Floats":
    if embedder is None:
        from narratives.embedding import load_embedder

        embedder = load_embedder()
    return rounded(embedder.embed([one.text for one in said]))


def _answers(said: Sequence[Assertion]) -> "Integers":
    """Return the pairs of a denial and what it denies, as numbers."""
    import numpy as np

    numbers = {one.id: number for number, one in enumerate(said)}
    found = [
        sorted((number, numbers[one.answers])) for number, one in enumerate(said) if one.answers in numbers
    ]
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def _details(said: Sequence[Assertion]) -> "Integers":
    import numpy as np

    return np.array(list(sharing_details([one.text for one in said])), dtype=np.int64).reshape(-1, 2)


def _neighbours(said: Sequence[Assertion], vectors: "Floats", group: "Integers") -> "Integers":
    """Return the pairs of each assertion with its nearest in the same document and in others."""
    import numpy as np

    numbers: dict[str | None, list[int]] = {}
    for number, one in enumerate(said):
        numbers.setdefault(one.document, []).append(number)
    codes = {document: code for code, document in enumerate(numbers)}
    document = np.array([codes[one.document] for one in said])
    found = [
        nearest(
            vectors,
            own,
            own,
            most=IN_SAME_DOCUMENT,
            excluded=lambda rows, columns: group[rows][:, None] == group[columns],
        )
        for own in (np.array(members) for members in numbers.values())
    ]
    if len(said) >= APPROXIMATE_FROM:
        found.append(nearly_nearest(vectors, group, document, most=IN_OTHER_DOCUMENTS))
        return np.concatenate(found)
    every = np.arange(len(said))

    def excluded(rows: "Integers", columns: "Integers") -> "Bools":
        """Return which pairs are of one group or one document."""
        out: Bools = (group[rows][:, None] == group[columns]) | (document[rows][:, None] == document[columns])
        return out

    found.append(nearest(vectors, every, every, most=IN_OTHER_DOCUMENTS, excluded=excluded))
    return np.concatenate(found)


def _best(pairs: "Integers", vectors: "Floats", answers: "Integers") -> "Integers":
    """Return the pairs, those of a denial and what it denies first, then by the product of their vectors."""
    import numpy as np

    answering = {(int(a), int(b)) for a, b in answers}
    last = np.array([(int(a), int(b)) not in answering for a, b in pairs])
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0], -products_of(vectors, pairs), last))]
