"""Find documents that are copies of one story by the sequences of words that they share.

Sources:
    Broder, "On the resemblance and containment of documents", 1997. Schleimer, Wilkerson and Aiken,
    "Winnowing: Local Algorithms for Document Fingerprinting", SIGMOD 2003, for the selection of candidates.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

from attrs import frozen

from narratives.copies import Copies
from narratives.model import Document

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Hashes = npt.NDArray[np.uint64]

_SHINGLE = 5
"""Number of words of a sequence that is compared."""
_WINDOW = 8
"""Sequences of which one is selected as fingerprint. Texts that share a run of `_WINDOW + _SHINGLE - 1` words
share a fingerprint."""
_MIN_WORDS = 40
"""Least number of words of a document that can be recognised as a copy."""
_MIN_CONTAINMENT = 0.6
"""Least proportion of the sequences of the shorter document that the longer one contains."""
_MIN_OWN_CONTAINMENT = 0.5
"""Least proportion for the words outside quotations: different articles on one event quote the same words."""
_MIN_OWN_SHINGLES = 20
"""Least number of sequences outside quotations that show whether the outlet wrote them itself."""
_MIN_QUOTED_CONTAINMENT = 0.8
"""Least proportion of all sequences if almost all of the shorter document is quotation."""
_MIN_SHARED_FINGERPRINTS = 0.15
"""Least proportion of a document's fingerprints that a candidate shares."""
_MAX_STORIES = 200
"""Greatest number of stories in which a fingerprint occurs; one of more is a phrase that outlets repeat."""
_MAX_CANDIDATES = 8
"""Greatest number of stories that a document is compared with."""
_MAX_COMPARED = 8
"""Greatest number of documents of a story that a document is compared with, the longest first."""
_MULTIPLIER = 0x9E3779B97F4A7C15
_DIGITS = 3

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_QUOTATION = re.compile(r"“[^“”\n]{1,3000}”|\"[^\"\n]{1,3000}\"|«[^«»\n]{1,3000}»|‘[^‘\n]{1,3000}?’(?!\w)")


@frozen(eq=False, kw_only=True)
class _Shingled:
    """The word sequences of a document as sorted hashes without duplicates.

    Attributes:
        own: those of the words outside quotations.
        fingerprints: those selected by winnowing.
    """

    id: str
    every: "Hashes"
    own: "Hashes"
    fingerprints: tuple[int, ...]


def find_copies(documents: Iterable[Document]) -> tuple[Copies, ...]:
    """Return the groups of documents that are copies of one story, the longest stories first.

    Two documents are copies if the longer one contains at least 60 % of the word 5-grams of the shorter one,
    and at least 50 % of those outside quotations. A document is in at most one group. It is compared with the
    longest eight documents of the group and must be a copy of each, so a digest of two stories does not join
    these. The result does not depend on the order of the documents. Documents of fewer than 40 words and
    those without their text are left out.

    Cost: linear in the words of the documents, and for each document at most 64 comparisons.
    """
    known: dict[str, int] = {}
    unique = {one.id: one for one in documents if one.text and not one.checksum}
    shingled = [found for one in unique.values() if (found := _shingled(one, known)) is not None]
    shingled.sort(key=lambda one: (-len(one.every), one.id))
    return tuple(_copies(story) for story in _stories(shingled) if len(story) > 1)


def _shingled(document: Document, known: dict[str, int]) -> _Shingled | None:
    """Return the word sequences of a document; None if it is too short.

    Args:
        known: word → its hash, extended here.
    """
    import numpy as np
    from numpy.lib.stride_tricks import sliding_window_view

    words = _words(document.text)
    if len(words) < _MIN_WORDS:
        return None
    sequences = _sequences(words, known)
    selected = sliding_window_view(sequences, _WINDOW).min(axis=1)
    return _Shingled(
        id=document.id,
        every=np.unique(sequences),
        own=np.unique(_sequences(_words(_QUOTATION.sub(" ", document.text)), known)),
        fingerprints=tuple(np.unique(selected).tolist()),
    )


def _words(text: str) -> list[str]:
    return [word.replace("’", "'") for word in _WORD.findall(text.casefold())]


def _sequences(words: Sequence[str], known: dict[str, int]) -> "Hashes":
    """Return a hash of each sequence of `_SHINGLE` words, in the order of the text."""
    import numpy as np

    for word in words:
        if word not in known:
            digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
            known[word] = int.from_bytes(digest, "big")
    numbers = np.array([known[word] for word in words], dtype=np.uint64)
    count = max(len(words) - _SHINGLE + 1, 0)
    found = np.zeros(count, dtype=np.uint64)
    for place in range(_SHINGLE):
        found = found * np.uint64(_MULTIPLIER) + numbers[place : place + count]
    return found


def _stories(shingled: Sequence[_Shingled]) -> list[list[_Shingled]]:
    """Return the documents grouped by story, the longest document of each first.

    Args:
        shingled: the longest first.
    """
    stories: list[list[_Shingled]] = []
    containing: dict[int, list[int]] = {}
    for one in shingled:
        shared = Counter(number for key in one.fingerprints for number in _telling(containing.get(key, ())))
        least = max(_MIN_SHARED_FINGERPRINTS * len(one.fingerprints), 1)
        ranked = sorted((-count, number) for number, count in shared.items() if count >= least)
        joined = next(
            (
                number
                for _, number in ranked[:_MAX_CANDIDATES]
                if all(_is_copy(one, other) for other in stories[number][:_MAX_COMPARED])
            ),
            len(stories),
        )
        if joined == len(stories):
            stories.append([])
        stories[joined].append(one)
        for key in one.fingerprints:
            numbers = containing.setdefault(key, [])
            if joined not in numbers[-1:] and len(numbers) <= _MAX_STORIES and joined not in numbers:
                numbers.append(joined)
    return stories


def _telling(numbers: Sequence[int]) -> Sequence[int]:
    """Return the stories of a fingerprint; none if it occurs in too many to tell them apart."""
    return numbers if len(numbers) <= _MAX_STORIES else ()


def _is_copy(shorter: _Shingled, longer: _Shingled) -> bool:
    containment = _shared(shorter.every, longer.every) / len(shorter.every)
    if len(shorter.own) < _MIN_OWN_SHINGLES:
        return containment >= _MIN_QUOTED_CONTAINMENT
    own = _shared(shorter.own, longer.own) / len(shorter.own)
    return containment >= _MIN_CONTAINMENT and own >= _MIN_OWN_CONTAINMENT


def _shared(a: "Hashes", b: "Hashes") -> int:
    import numpy as np

    return len(np.intersect1d(a, b, assume_unique=True))


def _copies(story: Sequence[_Shingled]) -> Copies:
    first = story[0]
    shared = [_shared(first.every, one.every) for one in story[1:]]
    containment = [round(both / len(one.every), _DIGITS) for both, one in zip(shared, story[1:], strict=True)]
    resemblance = [
        round(both / (len(first.every) + len(one.every) - both), _DIGITS)
        for both, one in zip(shared, story[1:], strict=True)
    ]
    least = f"{min(containment):.0%}".replace("%", " %")
    several = len(story) > 2
    share = f"at least {least} of each shorter text" if several else f"{least} of the shorter text"
    return Copies(
        documents=tuple(one.id for one in story),
        containment=tuple(containment),
        resemblance=tuple(resemblance),
        why=f"{share} stands word for word in the {'longest' if several else 'longer'} one",
    )
