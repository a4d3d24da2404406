"""Check the parties that a user gives against each other and against the texts."""

import re
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz

from narratives.attribution.speakers.affiliations import PartyNames, contains_word, party_names
from narratives.errors import PartyError
from narratives.language.countries import countries
from narratives.language.names import MIN_SIMILARITY, fold, similar_names
from narratives.model import Party

_SHORT = 3
"""Greatest length of names that are matched only as given or capitalised: "US" and "Rao", not "us"."""
_MAX_SUGGESTIONS = 3
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"[A-Z][\w.’'-]*(?:(?: (?:of|the|for|and|de|al))* [A-Z][\w.’'-]*){0,5}")
"""A sequence of capitalised words, which may be a name."""


def check_parties(parties: Sequence[Party]) -> None:
    """Check that no two parties share a name.

    Raises:
        PartyError: a party is given twice, or two parties share a name or are names of the same country
            ("US" and "United States").
    """
    holders: dict[str, str] = {}
    for party in parties:
        for name in sorted({fold(party.name), *map(fold, party.aliases), *_country_names(party)}):
            holder = holders.setdefault(name, party.name)
            if holder != party.name or (name == fold(party.name) and _count(parties, name) > 1):
                if fold(holder) == fold(party.name):
                    raise PartyError(f"party {party.name!r} is given twice; give each party once")
                raise PartyError(
                    f"alias {name!r} is claimed by {holder!r} and {party.name!r}; give it to one of them"
                )


def _country_names(party: Party) -> set[str]:
    """Return the folded names of the country if the party is one."""
    for country in countries():
        known = {fold(name) for name in country.names}
        if fold(party.name) in known:
            return known
    return set()


def _count(parties: Sequence[Party], name: str) -> int:
    return sum(fold(party.name) == name for party in parties)


def missing_name_warnings(
    parties: Sequence[Party], texts: Sequence[str], speakers: Iterable[str]
) -> list[str]:
    """Return a message for each party name that the texts do not contain, with similar names that they do.

    If one of a party's names occurs, the name of the party itself may be one that the user made up. It is
    reported only if a similar name occurs, so that it may be misspelled.
    """
    text = "\n".join(texts)
    known: list[str] = []
    found = []
    for party in parties:
        present = [_occurs(party_names(Party(name)), name, text) for name in (party.name, *party.aliases)]
        if all(present):
            continue
        known = known or sorted({*_printed_names(text), *speakers, *_countries_in(text)})
        if not any(present) and not _occurs(party_names(party), party.name, text):
            others = "" if not party.aliases else " and none of its other names"
            found.append(
                f"party {party.name!r}: its name{others} is not in the text; "
                f"{_suggestions([party.name, *party.aliases], known)}"
            )
            continue
        for name, occurs in zip((party.name, *party.aliases), present, strict=True):
            similar = [] if occurs else similar_names(name, known)
            misspelled = any(fuzz.ratio(fold(name), fold(other)) >= MIN_SIMILARITY for other in similar)
            if not occurs and (name != party.name or misspelled):
                found.append(f"name {name!r} of party {party.name!r} is not in the text; {_hint(similar)}")
    return found


def named_parties(parties: Sequence[Party], text: str) -> list[str]:
    """Return the names of the parties of which the text contains a name, in their order."""
    return [party.name for party in parties if _occurs(party_names(party), party.name, text)]


def _suggestions(names: Iterable[str], known: Sequence[str]) -> str:
    similar = list(dict.fromkeys(other for name in names for other in similar_names(name, known)))
    return _hint(similar[:_MAX_SUGGESTIONS])


def _hint(similar: Sequence[str]) -> str:
    return f"did you mean {' or '.join(map(repr, similar))}?" if similar else "no name in the text is like it"


def _countries_in(text: str) -> Iterator[str]:
    """Yield the countries of which the text contains a name or a demonym.

    The text is searched for a name only if it has all words of the name, since there are 1,300 names.
    """
    words = {found[0] for found in _WORD.finditer(text)}
    for country in countries():
        every = (*country.names, *country.demonyms)
        if any(words.issuperset(_WORD.findall(name)) and contains_word(name, text) for name in every):
            yield country.name


def _printed_names(text: str) -> Iterator[str]:
    """Yield sequences of capitalised words in the text."""
    for name in _NAME.findall(text):
        yield name.rstrip(".'’-").removesuffix("'s").removesuffix("’s")


def _occurs(names: PartyNames, given: str, text: str) -> bool:
    """Return True if the text contains one of the names.

    Case is ignored, except for names of up to three letters, which must be as given or capitalised ("US",
    "Rao", not "us").
    """
    plain = text.replace("’", "'")
    folded = plain.casefold()
    short = [
        form for name in names.all_names if len(name) <= _SHORT for form in (name.upper(), name.capitalize())
    ]
    as_given = any(contains_word(name, plain) for name in (given.replace("’", "'"), *short))
    return as_given or any(contains_word(name, folded) for name in names.all_names if len(name) > _SHORT)
