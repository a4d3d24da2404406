"""Countries with their names, capitals, metonyms and demonyms."""

from collections import Counter
from functools import cache
from importlib.resources import files

from attrs import frozen


@frozen(kw_only=True)
class Country:
    """A country and the words that refer to it.

    Attributes:
        name: the usual name.
        names: all its names, its capital and metonyms of its government ("Kremlin").
        demonyms: adjectives and nouns for its people ("Armenian", "Armenians").
        capital: those of its names that are its capital or metonyms of its government, the capital first.
        bodies: bodies of its government and its armed forces that no other country has ("CIA").
    """

    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


_BODIES = 4
"""Column of the bodies, which few rows have."""


@cache
def countries() -> tuple[Country, ...]:
    """Return the table of countries. A name that two countries share ("Congolese") is left out of both."""
    rows = [
        row.split("\t")
        for row in (files("narratives.language") / "data" / "countries.tsv")
        .read_text(encoding="utf-8")
        .splitlines()[1:]
    ]
    lists = [[column.split("|") if column else [] for column in row] for row in rows]
    counts = Counter(name for row in lists for name in {name for column in row for name in column})
    single = [[[name for name in column if counts[name] == 1] for column in row] for row in lists]
    return tuple(
        Country(
            name=row[0][0],
            names=(*row[0], *row[1], *row[3]),
            demonyms=tuple(row[2]),
            capital=tuple(row[3]),
            bodies=tuple(row[4]) if len(row) > _BODIES else (),
        )
        for row in single
        if row[0]
    )


@cache
def country_of() -> dict[str, str]:
    """Return a mapping from each name and demonym, case-folded, to the country's name."""
    return {
        name.casefold(): country.name
        for country in countries()
        for name in (*country.names, *country.demonyms)
    }
