"""Forms of the names of parties: singular and plural, word order, letters after a person's name."""

from collections.abc import Iterator
from functools import cache

from narratives.attribution.cues import roles

POST_NOMINALS = frozenset(
    "qc kc sc mp mep msp ms mla mk td phd md dphil frs obe cbe mbe dbe kbe esq jr sr ii iii rn dds".split()
)
"""Letters after a name, full stops and commas aside."""
_TIES = ("of", "in", "from")


def is_post_nominal(word: str) -> bool:
    """Return True for "QC", "M.P." and the like."""
    return word.replace(".", "").casefold() in POST_NOMINALS and word[:1].isupper()


def other_forms(name: str) -> Iterator[str]:
    """Other forms of a folded name whose head noun denotes people.

    "rebels" and "rebel"; "residents of marlow", "resident of marlow" and "marlow residents".
    """
    words = name.split()
    tie = next((number for number, word in enumerate(words) if word in _TIES), len(words))
    before, after = words[:tie], words[tie + 1 :]
    if not before or not denotes_people(before[-1]):
        return
    for head in (before[-1], *_other_number(before[-1])):
        whole = [*before[:-1], head]
        if after:
            yield " ".join([*whole, words[tie], *after])
            yield " ".join([*after, *whole])
        else:
            yield " ".join(whole)
            if before[:-1]:
                yield " ".join([head, "of", *before[:-1]])


def denotes_people(noun: str) -> bool:
    """Return True if a noun, singular or plural, denotes people by what they are or do: "residents"."""
    return noun in _people()


def _other_number(noun: str) -> tuple[str, ...]:
    return tuple(sorted(_people()[noun] - {noun}))


@cache
def _people() -> dict[str, frozenset[str]]:
    """Each noun for people, singular and plural → both numbers."""
    from lemminflect import getLemma

    found: dict[str, frozenset[str]] = {}
    for plural in sorted(roles().crowds):
        both = frozenset((plural, *getLemma(plural, "NOUN")[:1]))
        found.update(dict.fromkeys(both, both))
    return found
