"""Complete the names of speakers over the document, and determine the source and party of a statement."""

from collections.abc import Iterable, Mapping

from narratives.attribution.chat.acceptance import Statement
from narratives.attribution.cues import roles
from narratives.attribution.speakers.affiliations import person_in
from narratives.attribution.speakers.resolver import PRONOUNS
from narratives.language.names import fold
from narratives.model import Source

_UNRESOLVED = PRONOUNS | {"i", "we", "me", "us", "you", "who"}


def completed_names(names: Iterable[str]) -> dict[str, str]:
    """Return each name with its full form: "Mara Quist" for "Quist" and "President Mara Quist".

    A surname stays as it is if several speakers have it.
    """
    every = list(dict.fromkeys(names))
    untitled = {name: _without_title(name) for name in every}
    by_surname: dict[str, set[str]] = {}
    for bare in untitled.values():
        words = fold(bare).split()
        if len(words) > 1:
            by_surname.setdefault(words[-1], set()).add(bare)
    found = {}
    for name, bare in untitled.items():
        longer = by_surname.get(fold(bare), set()) if bare[:1].isupper() else set()
        found[name] = next(iter(longer)) if len(longer) == 1 else bare
    return found


def _without_title(name: str) -> str:
    """Return "Mara Quist" for "President Mara Quist"; "Bank of New York" stays as it is."""
    words = name.split()
    start = len(words) - len(person_in(name).split())
    titled = 0 < start < len(words) and words[start - 1].casefold() in roles().titles | roles().offices
    return " ".join(words[start:]) if titled else name


def source_and_party(
    statement: Statement, names: Mapping[str, str], assigned: Mapping[str, str | None], *, why: str
) -> tuple[Source | None, str | None, str]:
    """Return the source and the party of a statement, and the assigned name that decided it, or "".

    Args:
        names: as returned by `completed_names`.
        assigned: name of a speaker → name of the speaker's party, or None for no party.
        why: reason for a party that the model gave.
    """
    if not statement.speaker:
        unnamed = Source(name="(unnamed)", resolved=False, why=why) if statement.cue else None
        return unnamed, None, ""
    name = names[statement.name]
    party, reason, assigned_name = statement.party, why, ""
    if statement.why:
        reason = f"{why}; {statement.why}"
    for given, own in assigned.items():
        if _is_called(given, name, statement.speaker):
            party, reason = own, f"assigned by you: {given!r} speaks for {own or 'no party'}"
            assigned_name = given
            break
    source = Source(
        name=name[:1].upper() + name[1:],
        mention=statement.speaker,
        resolved=fold(name) not in _UNRESOLVED,
        why=reason,
    )
    return source, party, assigned_name


def _is_called(given: str, name: str, mention: str) -> bool:
    """Return True if the given name is the speaker's name or surname, or the words that name the speaker."""
    keys = {fold(given), person_in(given) or fold(given)}
    return any(
        key in (fold(name), fold(mention)) or (" " not in key and fold(name).endswith(f" {key}"))
        for key in keys
    )
