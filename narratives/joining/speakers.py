"""Whether the sources of two statements may be one speaker."""

from narratives.language.names import fold
from narratives.model import Party, Source

_SMALL_WORDS = frozenset("and for of the".split())


def same_speaker(a: Source | None, b: Source | None, *, party: Party | None, in_copies: bool) -> bool:
    """Return True if two sources of one party, or of none, may be the same person or body.

    Names are the same if their words are ("Ministry of Defence", "Defence Ministry") or if one is the last
    word of the other ("Aliyev", "Ilham Aliyev"). For a party it is enough that all words of one name are in
    the other, that one is a name of the party, or that one could not be traced. Without a party, documents
    speak in their own voice, and speakers who could not be traced are the same, in copies of one story only.

    Args:
        party: the party of both, or None.
        in_copies: whether both documents are copies of one story.
    """
    if a is None or b is None:
        return a is b and (party is not None or in_copies)
    one, other = _words(a.name), _words(b.name)
    traced = a.resolved and b.resolved
    if party is None:
        return (one == other or _is_surname(a.name, b.name)) and (traced or in_copies)
    if one == other or not traced or one <= other or other <= one:
        return True
    names = {fold(name) for name in (party.name, *party.aliases)}
    return fold(a.name) in names or fold(b.name) in names


def _words(name: str) -> frozenset[str]:
    return frozenset(word.removesuffix("'s") for word in fold(name).split()) - _SMALL_WORDS


def _is_surname(a: str, b: str) -> bool:
    shorter, longer = sorted((fold(a).split(), fold(b).split()), key=len)
    return len(shorter) == 1 and len(longer) > 1 and longer[-1] == shorter[0]
