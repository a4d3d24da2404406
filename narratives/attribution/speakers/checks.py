"""Checks of the parties that a user gives: against each other, and against the texts."""

import re
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz, process, utils

from narratives.attribution.speakers.affiliations import PartyNames, contains_word, fold, party_names
from narratives.errors import PartyError
from narratives.language.countries import countries
from narratives.model import Party

_SHORT = 3
"""Letters of a name that is found only as given or capitalised: "US" and "Rao", not "us"."""
_MISSPELLED, _IN_PART = 75, 85
"""Similarity of two names, of 100, as wholes and in part, from which one is offered for the other."""
_MOST_OFFERED = 3
_NAME = re.compile(r"[A-Z][\w.’'-]*(?:(?: (?:of|the|for|and|de|al))* [A-Z][\w.’'-]*){0,5}")
"""Words with capitals in a row, as names are printed."""


def check_parties(parties: Sequence[Party]) -> None:
    """Refuse parties that cannot be told apart.

    Raises:
        PartyError: one is named twice, or two of them claim one name, as given or as another name of the
            same country ("US" and "United States").
    """
    holders: dict[str, str] = {}
    for party in parties:
        for name in sorted({fold(party.name), *map(fold, party.aliases), *_of_country(party)}):
            holder = holders.setdefault(name, party.name)
            if holder != party.name or (name == fold(party.name) and _count(parties, name) > 1):
                if fold(holder) == fold(party.name):
                    raise PartyError(f"party {party.name!r} is given twice; give each party once")
                raise PartyError(
                    f"alias {name!r} is claimed by {holder!r} and {party.name!r}; give it to one of them"
                )


def _of_country(party: Party) -> set[str]:
    """The other names of the country that the party is, folded."""
    for country in countries():
        known = {fold(name) for name in country.names}
        if fold(party.name) in known:
            return known
    return set()


def _count(parties: Sequence[Party], name: str) -> int:
    return sum(fold(party.name) == name for party in parties)


def names_missing(parties: Sequence[Party], texts: Sequence[str], speakers: Iterable[str]) -> list[str]:
    """Say which of the parties' names do not occur in the texts, a sentence each, with names like it that do.

    A party of whose names one occurs may be called as the user likes: its own name is told only where one
    much like it occurs, as where it is misspelled.
    """
    whole = "\n".join(texts)
    known = sorted({*_printed_names(whole), *speakers, *_countries_in(whole)})
    found = []
    for party in parties:
        there = [_occurs(party_names(Party(name)), name, whole) for name in (party.name, *party.aliases)]
        if not any(there) and not _occurs(party_names(party), party.name, whole):
            others = "" if not party.aliases else " and none of its other names"
            found.append(
                f"party {party.name!r}: its name{others} is not in the text; "
                f"{_offered([party.name, *party.aliases], known)}"
            )
            continue
        for name, occurs in zip((party.name, *party.aliases), there, strict=True):
            near = [] if occurs else near_names(name, known)
            misspelled = any(fuzz.ratio(fold(name), fold(other)) >= _MISSPELLED for other in near)
            if not occurs and (name != party.name or misspelled):
                found.append(f"name {name!r} of party {party.name!r} is not in the text; {_near(near)}")
    return found


def near_names(name: str, known: Iterable[str], *, most: int = _MOST_OFFERED) -> list[str]:
    """Return the names most like one that is not there, best first.

    Names that are misspelled come before those that share a part with it.
    """
    names = sorted(set(known))
    for scorer, cutoff in ((fuzz.ratio, _MISSPELLED), (fuzz.token_set_ratio, _IN_PART)):
        found = process.extract(
            name,
            names,
            scorer=scorer,
            processor=lambda one: utils.default_process(fold(one)),
            score_cutoff=cutoff,
            limit=most,
        )
        if found:
            return [other for other, _, _ in found]
    return []


def _offered(names: Iterable[str], known: Sequence[str]) -> str:
    near = list(dict.fromkeys(other for name in names for other in near_names(name, known)))
    return _near(near[:_MOST_OFFERED])


def _near(near: Sequence[str]) -> str:
    return f"did you mean {' or '.join(map(repr, near))}?" if near else "no name in the text is like it"


def _countries_in(text: str) -> Iterator[str]:
    """The countries that a name or a demonym in the text stands for."""
    for country in countries():
        if any(contains_word(name, text) for name in (*country.names, *country.demonyms)):
            yield country.name


def _printed_names(text: str) -> Iterator[str]:
    for name in _NAME.findall(text):
        yield name.rstrip(".'’-").removesuffix("'s").removesuffix("’s")


def _occurs(names: PartyNames, given: str, text: str) -> bool:
    """Whether the text holds one of the names.

    In any case of the letters; but of two or three letters as given or capitalised ("US", "Rao", not "us").
    """
    plain = text.replace("’", "'")
    folded = plain.casefold()
    short = [
        form for name in names.all_names if len(name) <= _SHORT for form in (name.upper(), name.capitalize())
    ]
    as_given = any(contains_word(name, plain) for name in (given.replace("’", "'"), *short))
    return as_given or any(contains_word(name, folded) for name in names.all_names if len(name) > _SHORT)
