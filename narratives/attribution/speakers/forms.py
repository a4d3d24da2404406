"""Variants of party names: singular and plural, word order, post-nominal letters."""

from collections.abc import Iterator
from functools import cache

from narratives.attribution.cues import roles
from narratives.language.pipeline import singulars

POST_NOMINALS = frozenset(
    "qc kc sc mp mep msp ms mla mk td phd md dphil frs obe cbe mbe dbe kbe esq jr sr ii iii rn dds".split()
)
"""Post-nominal letters, without full stops."""
_PREPOSITIONS = ("of", "in", "from")


def is_post_nominal(word: str) -> bool:
    """Return True for "QC", "M.P." and the like."""
    return word.replace(".", "").casefold() in POST_NOMINALS and word[:1].isupper()


def other_forms(name: str) -> Iterator[str]:
    """Yield variants of a folded name whose head noun denotes people; none for other names.

    "rebels" and "rebel"; "residents of marlow", "resident of marlow" and "marlow residents".
    """
    words = name.split()
    tie = next((number for number, word in enumerate(words) if word in _PREPOSITIONS), len(words))
    before, after = words[:tie], words[tie + 1 :]
    if not before or not denotes_people(before[-1]):
        return
    for head in (before[-1], *_other_number(before[-1])):
        phrase = [*before[:-1], head]
        if after:
            yield " ".join([*phrase, words[tie], *after])
            yield " ".join([*after, *phrase])
        else:
            yield " ".join(phrase)
            if before[:-1]:
                yield " ".join([head, "of", *before[:-1]])


def denotes_people(noun: str) -> bool:
    """Return True if a noun, singular or plural, denotes people by what they are or do: "residents"."""
    return noun in _people()


def _other_number(noun: str) -> tuple[str, ...]:
    """Return the plural of a singular noun for people, and the singular of a plural."""
    return tuple(sorted(_people()[noun] - {noun}))


@cache
def _people() -> dict[str, frozenset[str]]:
    """Return noun for people, singular or plural → its singular and plural."""
    found: dict[str, frozenset[str]] = {}
    for plural, singular in singulars(roles().crowds).items():
        both = frozenset((plural, singular))
        found.update(dict.fromkeys(both, both))
    return found
